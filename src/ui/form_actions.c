/* What can be done in every form, and the list of what is missing. */
#include <stdlib.h>
#include <string.h>

#include "ui/form_parts.h"
#include "ui/session.h"

static bool has_values(struct session *session) {
    struct form *form = &session->place->form;
    if (form->focus < 0 || form->items[form->focus].field->fixed)
        return false;
    return form_is_choice(&form->items[form->focus]);
}

static const char *missing(struct session *session) {
    form_settle(session);
    for (int i = 0; i < session->place->form.count; i++)
        form_check_item(session, i);
    return session_open(session, &form_missing_screen, 0);
}

static const char *ask_revert(struct session *session) {
    form_settle(session);
    return form_is_changed(session->place) ? _("Throw away all that was typed since the last save?") : NULL;
}

static const char *revert(struct session *session) {
    struct place *place = session->place;
    bool changed = form_is_changed(place);
    for (int i = 0; i < place->form.count; i++)
        if (strcmp(place->form.items[i].text, place->form.items[i].saved)) {
            const char *no = form_set(session, i, place->form.items[i].saved);
            if (no)
                return no;
        }
    form_saved(session);
    free(place->form.entered);
    place->form.entered = NULL;
    form_reload(session, place);
    form_focus(session, place->form.focus);
    session_say(session, DONE, "%s", changed ? _("As it was at the last save.") : _("Nothing was changed."));
    return NULL;
}

static bool has_draft(struct session *session) {
    return session->place->form.journal;
}

static bool has_past(struct session *session) {
    const struct form *form = &session->place->form;
    return form->past_count ||
           (form->entered && form->focus >= 0 && form->items[form->focus].field->kind != FIELD_SECRET &&
            strcmp(form->entered, form->items[form->focus].text) != 0);
}

const struct action form_actions[] = { { .key = F4,
                                         .word = "values",
                                         .label = N_("Values"),
                                         .help = N_("Lists the values that the field can take."),
                                         .possible = has_values,
                                         .act = form_open_values },
                                       { .key = F7,
                                         .word = "missing",
                                         .label = N_("Missing"),
                                         .help = N_("Lists what is still missing or wrong, to go there."),
                                         .act = missing },
                                       { .key = F8,
                                         .word = "revert",
                                         .label = N_("Undo all"),
                                         .help = N_("Throws away what was typed since the last save."),
                                         .possible = has_draft,
                                         .ask = ask_revert,
                                         .act = revert },
                                       { .key = (enum key)CTRL('Z'),
                                         .word = "undo",
                                         .label = N_("Undo"),
                                         .help = N_("Gives the field the value back that it had before; "
                                                    "again, the one before that."),
                                         .possible = has_past,
                                         .act = form_undo },
                                       { 0 } };

/* ---- what is missing ---- */

static const char *go_to_missing(struct session *session) {
    int item = (int)session_row(session) - 1;
    session_back(session);
    const struct place *place = session->place;
    form_focus(session, form_takes_focus(&place->form.items[item]) ? item : form_next(place, item, 1));
    return NULL;
}

/* A section, which leads to its first question, with what is answered of it. */
static void write_section(struct page *page, const struct form *form, int heading) {
    struct arena scratch = { 0 };
    int asked = 0, answered = 0;
    for (int i = heading + 1; i < form->count && form->items[i].field->kind != FIELD_HEADING; i++)
        if (form_takes_focus(&form->items[i]) && !form->items[i].field->fixed) {
            asked++;
            answered += *form->items[i].text && !form->items[i].problem;
        }
    if (asked)
        page_do(page, go_to_missing, heading + 1, _("%s: %d of %d answered"),
                form_label(&form->items[heading], &scratch), answered, asked);
    arena_done(&scratch);
}

static void write_missing(struct session *session, struct page *page) {
    struct form *form = &session->place->below->form;
    struct arena scratch = { 0 };
    bool sections = false;
    int count = 0;
    for (int i = 0; i < form->count; i++)
        count += form->items[i].problem && !form->items[i].hidden;
    if (!count)
        page_text(page, _("Nothing is missing."));
    for (int i = 0; i < form->count; i++) {
        const struct form_item *item = &form->items[i];
        if (item->hidden)
            continue;
        sections = sections || item->field->kind == FIELD_HEADING;
        if (item->field->kind == FIELD_HEADING)
            write_section(page, form, i);
        if (!item->problem)
            continue;
        page_do(page, go_to_missing, i + 1, "%s%s", sections ? "  " : "", form_label(item, &scratch));
        page_problem_below(page, sections ? 4 : 0, item->problem);
    }
    arena_done(&scratch);
}

const struct screen form_missing_screen = {
    .name = "missing",
    .title = N_("Missing or wrong"),
    .help =
        N_("What is not right yet, section by section, with how much of each is answered; Enter goes there."),
    .shape = PAGE,
    .needs_id = true,
    .write = write_missing,
};
