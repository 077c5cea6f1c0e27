#include "ui/help.h"

#include <string.h>

#include "base/text.h"
#include "ui/session.h"

/* How a field of each kind is filled in. */
static const char *const ways[] = {
    [FIELD_LONG] = N_("Several lines are possible; Ctrl-J begins the next one."),
    [FIELD_INTEGER] = N_("A whole number."),
    [FIELD_DECIMAL] = N_("A number, like 2.5."),
    [FIELD_DAY] = N_("A day, like 2026-11-24, 24.11.2026 or +14 for two weeks from today."),
    [FIELD_TIME] = N_("A time, like 09:00."),
    [FIELD_MOMENT] = N_("A day and a time, like 24.11.2026 10:30."),
    [FIELD_RANK] =
        N_("All of the values in an order: their digits in that order, or Enter on each in the list of F4."),
    [FIELD_CHOICE] = N_("One of the values; F4 lists them."),
    [FIELD_CHOICES] = N_("Any of the values; F4 lists them, choosing again takes one away."),
    [FIELD_SECRET] = N_("What is typed is not shown; Ctrl-U takes all of it away."),
    [FIELD_HEADING] = NULL,
};

static void write_field(struct page *page, const struct place *place) {
    if (place->screen->shape != FORM || place->form.focus >= place->form.count)
        return;
    const struct form_item *item = &place->form.items[place->form.focus];
    struct arena scratch = { 0 };
    page_heading(page, "%s", form_label(item, &scratch));
    arena_done(&scratch);
    if (item->problem)
        page_problem(page, item->problem);
    const char *way =
        item->field->fixed ? _("Shown only; it cannot be changed here.") : _(ways[item->field->kind]);
    page_text(page, _(item->field->help));
    page_text(page, way);
    if (item->field->grid && item->field->grid->numbers)
        page_text(page, _("The arrows, Tab and Enter go from cell to cell; a digit replaces what is there."));
    else if (item->field->grid)
        page_text(page, _("Left and Right choose in the row; so does the number of a column."));
    else if (item->field->kind >= FIELD_INTEGER && item->field->kind <= FIELD_MOMENT && !item->field->fixed)
        page_text(page, _("The first sign replaces what is there; Left or Backspace mends it instead."));
    if (!item->field->help && !way)
        page_text(page, _("There is no more to say about this field."));
    if (item->field->required)
        page_text(page, _("It must be filled in."));
}

static void write_columns(struct page *page, const struct place *place) {
    if (place->screen->shape != LIST)
        return;
    page_heading(page, "%s", _("Columns"));
    for (const struct field *field = place->screen->fields; field->name; field++)
        if (field->help)
            page_pair(page, _(field->label), _(field->help));
}

static void write_actions(struct session *session, struct page *page, const struct place *place) {
    page_heading(page, "%s", _("Keys"));
    struct session below = *session;
    below.place = (struct place *)(uintptr_t)place;
    const struct action *action;
    for (int i = 0; (action = session_action(&below, i)); i++) {
        if (action->may && !(session->rights & action->may))
            continue;
        struct arena scratch = { 0 };
        const char *chord = key_chord(action->key);
        char *label = session->line ? arena_copy(&scratch, action->word)
                                    : arena_format(&scratch, "%s%s%s  %s", key_name(action->key),
                                                   *chord ? ", " : "", chord, _(action->label));
        page_pair(page, label, _(action->help));
        arena_done(&scratch);
    }
}

static const char *const moving[] = {
    [MENU] = N_("Up and Down choose a line, Enter opens it; a digit opens the line of that number."),
    [LIST] = N_("Up, Down, PgUp, PgDn, Home and End move through the rows."),
    [FORM] = N_("Tab, Enter and Down go to the next field, Shift-Tab and Up to the one before; PgUp and PgDn "
                "by a section. "
                "A choice is made with its digit, with its first letters, or from the list that F4 opens."),
    [PAGE] = N_("Up and Down go through the lines that lead somewhere, PgUp and PgDn turn pages."),
};

static void write_help(struct session *session, struct page *page) {
    const struct place *place = session->place->below;
    write_field(page, place);
    page_heading(page, "%s", _(place->screen->title));
    page_text(page, _(place->screen->help));
    if (!session->line)
        page_text(page, _(moving[place->screen->shape]));
    if (place->screen->shape == FORM)
        page_text(page, place->form.journal
                            ? _("What you type is kept at once, also when the line drops.")
                            : _("What you type here is not kept before it is done: some of it is secret."));
    write_columns(page, place);
    write_actions(session, page, place);
    if (session->line)
        return;
    page_gap(page);
    page_text(
        page,
        _("Where a function key does not arrive: Esc and then its digit (Esc 0 for F10), or the Ctrl key "
          "beside it."));
}

const struct screen help_on_screen = {
    .name = "explain",
    .title = N_("Help"),
    .help = N_("Shows what the field and the screen you came from are for, and which keys do what."),
    .shape = PAGE,
    .needs_id = true,
    .write = write_help,
};
