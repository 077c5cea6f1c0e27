/* The choices of a form's fields: where they come from, how they are shown and made, the list that F4 opens.
 */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/session.h"

static const struct choice *ask_choices(struct session *session, struct place *place, const char *lookup,
                                        const char *find, struct arena *arena) {
    struct query *query = db_query(session->db, lookup, session_values(session, place));
    db_bind(query, with(text("find", find)));
    size_t count = 0, room = 16;
    struct choice *choices = arena_new(arena, room * sizeof *choices);
    while (db_next(query)) {
        if (count + 1 == room) {
            choices = arena_grow(arena, choices, room * sizeof *choices, 2 * room * sizeof *choices);
            room *= 2;
        }
        const char *value = db_column_text(query, 0), *label = db_column_text(query, 1);
        choices[count++] =
            (struct choice){ arena_copy(arena, value ? value : ""), text_clean(arena, label ? label : "") };
    }
    choices[count] = (struct choice){ 0 };
    db_done(query);
    return choices;
}

/* Whether the choices are too many to be held: they are asked for by what is typed. */
static bool is_searched(const struct field *field) {
    return field->lookup && strstr(field->lookup, ":find");
}

const struct choice *form_choices(struct session *session, struct place *place, int item) {
    struct form_item *at = &place->form.items[item];
    if (at->choices)
        return at->choices;
    if (at->field->choices)
        at->choices = at->field->choices;
    else if (at->field->lookup && !is_searched(at->field))
        at->choices = ask_choices(session, place, at->field->lookup, "", &place->arena);
    return at->choices;
}

bool form_is_chosen(const struct form_item *item, const char *value) {
    size_t length = strlen(value);
    if (item->field->kind == FIELD_CHOICE)
        return !strcmp(item->text, value);
    for (const char *at = item->text; (at = strstr(at, value)); at += length)
        if ((at == item->text || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

char *form_shown(struct session *session, struct place *place, int item, struct arena *arena) {
    struct form_item *at = &place->form.items[item];
    const struct choice *choices = form_choices(session, place, item);
    if (!choices)
        return text_clean_lines(arena, at->text);
    struct buffer shown = { 0 };
    buffer_clear(&shown);
    for (; choices->value; choices++)
        if (form_is_chosen(at, choices->value))
            buffer_format(&shown, "%s%s", shown.length ? ", " : "", _(choices->label));
    char *text = text_clean(arena, shown.length ? shown.text : at->text);
    buffer_done(&shown);
    return text;
}

const char *form_choose(struct session *session, int item, const struct choice *choice) {
    struct form_item *at = &session->place->form.items[item];
    if (at->field->fixed)
        return refuse(_("This is shown only; it cannot be changed here."));
    if (at->field->kind == FIELD_CHOICE)
        return form_set(session, item, choice->value);
    struct buffer value = { 0 };
    buffer_clear(&value);
    bool was_chosen = form_is_chosen(at, choice->value);
    const struct choice *choices = form_choices(session, session->place, item);
    for (; choices && choices->value; choices++) /* kept in the list's order */
        if (strcmp(choices->value, choice->value) ? form_is_chosen(at, choices->value) : !was_chosen)
            buffer_format(&value, "%s%s", value.length ? " " : "", choices->value);
    const char *no = form_set(session, item, value.text);
    buffer_done(&value);
    return no;
}

/* ---- the list of values ---- */

static const struct choice *listed(struct session *session, struct arena *arena) {
    struct place *form = session->place->below;
    const struct field *field = form->form.items[form->form.focus].field;
    char *find = text_fold(arena, session->place->page.find);
    if (is_searched(field))
        return ask_choices(session, form, field->lookup, find, arena);
    const struct choice *choices = form_choices(session, form, form->form.focus);
    size_t count = 0;
    while (choices[count].value)
        count++;
    struct choice *found = arena_new(arena, (count + 1) * sizeof *found);
    count = 0;
    for (; choices->value; choices++) {
        char *words = arena_format(arena, "%s %s", _(choices->label), choices->value);
        if (text_matches(text_fold(arena, words), find))
            found[count++] = *choices;
    }
    return found;
}

static const char *choose_listed(struct session *session) {
    struct arena arena = { 0 };
    struct place *top = session->place;
    const struct choice choice = listed(session, &arena)[session_row(session) - 1];
    const char *no;
    if (top->below->form.items[top->below->form.focus].field->kind == FIELD_CHOICES) {
        session->place = top->below;
        no = form_choose(session, top->below->form.focus, &choice);
        session->place = top;
        page_open(session, top);
    } else {
        session_back(session);
        no = form_choose(session, session->place->form.focus, &choice);
    }
    arena_done(&arena);
    return no;
}

static void write_values(struct session *session, struct page *page) {
    struct place *form = session->place->below;
    struct form_item *item = &form->form.items[form->form.focus];
    bool several = item->field->kind == FIELD_CHOICES;
    page->finds = true;
    if (*form->form.typed) {
        memcpy(page->find, form->form.typed, sizeof page->find);
        form->form.typed[0] = 0;
    }
    if (*page->find)
        page_format(page, _("Beginning with: %s"), page->find);
    else
        page_text(page, several ? _("Type letters to narrow; Enter marks or unmarks; F3 goes back.")
                                : _("Type letters to narrow; Enter chooses; F3 goes back."));
    struct arena arena = { 0 };
    const struct choice *choices = listed(session, &arena);
    for (int i = 0; choices[i].value; i++)
        page_do(page, choose_listed, i + 1, "%s%s",
                several ? form_is_chosen(item, choices[i].value) ? "[x] " : "[ ] " : "", _(choices[i].label));
    if (!choices[0].value)
        page_text(page, _("Nothing begins like that; Backspace takes a letter away."));
    arena_done(&arena);
}

static const struct action values_actions[] = {
    { .key = ENTER,
      .word = "choose",
      .label = N_("Choose"),
      .help = N_("Takes the value under the cursor, or marks it where several may be chosen."),
      .act = page_follow },
    { 0 }
};

const struct screen form_values_screen = {
    .name = "values",
    .title = N_("Values"),
    .help = N_("The values that the field can take. Letters narrow the list to what has a word beginning "
               "with them."),
    .shape = PAGE,
    .needs_id = true,
    .actions = values_actions,
    .write = write_values,
};
