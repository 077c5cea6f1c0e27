/* The choices of a form's fields: where they come from, how they are shown and made. */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/session.h"

const struct choice *form_ask_choices(struct session *session, struct place *place, const char *lookup,
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

bool form_is_searched(const struct field *field) {
    return field->lookup && strstr(field->lookup, ":find");
}

const struct choice *form_choices(struct session *session, struct place *place, int item) {
    struct form_item *at = &place->form.items[item];
    if (at->choices)
        return at->choices;
    if (at->field->choices)
        at->choices = at->field->choices;
    else if (at->field->lookup && !form_is_searched(at->field))
        at->choices = form_ask_choices(session, place, at->field->lookup, "", &place->arena);
    return at->choices;
}

bool form_is_choice(const struct form_item *item) {
    enum field_kind kind = item->field->kind;
    return kind == FIELD_CHOICE || kind == FIELD_CHOICES || kind == FIELD_RANK;
}

int form_count_choices(const struct choice *choices) {
    int count = 0;
    while (choices && choices[count].value)
        count++;
    return count;
}

bool form_is_chosen(const struct form_item *item, const char *value) {
    return item->field->kind == FIELD_CHOICE ? !strcmp(item->text, value) : form_rank(item, value) > 0;
}

/* Steps to the next of the values with blanks between; false at the end. */
static bool next_value(const char **at, size_t *length) {
    *at += *length;
    *at += strspn(*at, " ");
    *length = strcspn(*at, " ");
    return *length > 0;
}

int form_rank(const struct form_item *item, const char *value) {
    const char *at = item->text;
    size_t length = 0;
    for (int rank = 1; next_value(&at, &length); rank++)
        if (strlen(value) == length && !strncmp(at, value, length))
            return rank;
    return 0;
}

/* An order as it is read: "1 Webinar, 2 Workshop". */
static void add_ranked(const struct form_item *item, const struct choice *choices, struct buffer *shown) {
    const char *at = item->text;
    size_t length = 0;
    for (int rank = 1; next_value(&at, &length); rank++)
        for (const struct choice *choice = choices; choice->value; choice++)
            if (strlen(choice->value) == length && !strncmp(at, choice->value, length))
                buffer_format(shown, "%s%d %s", shown->length ? ", " : "", rank, _(choice->label));
}

char *form_shown(struct session *session, struct place *place, int item, struct arena *arena) {
    struct form_item *at = &place->form.items[item];
    const struct choice *choices = form_choices(session, place, item);
    if (at->field->kind == FIELD_MOMENT)
        return form_moment(at->text, arena);
    if (at->field->kind == FIELD_SECRET)
        return memset(arena_new(arena, strlen(at->text) + 1), '*', text_length(at->text));
    if (!choices)
        return text_clean_lines(arena, at->text);
    struct buffer shown = { 0 };
    buffer_clear(&shown);
    if (at->field->kind == FIELD_RANK)
        add_ranked(at, choices, &shown);
    for (; at->field->kind != FIELD_RANK && choices->value; choices++)
        if (form_is_chosen(at, choices->value))
            buffer_format(&shown, "%s%s", shown.length ? ", " : "", _(choices->label));
    char *text = text_clean(arena, shown.length ? shown.text : at->text);
    buffer_done(&shown);
    return text;
}

/* The value with a choice more, or less when it has it: several in the list's order, an order as it grew. */
static char *turned(const struct form_item *item, const struct choice *choices, const char *value,
                    struct arena *arena) {
    bool has = form_is_chosen(item, value);
    if (item->field->kind == FIELD_RANK && !has)
        return arena_format(arena, "%s%s%s", item->text, *item->text ? " " : "", value);
    struct buffer text = { 0 };
    buffer_clear(&text);
    const char *at = item->text;
    size_t length = 0;
    while (item->field->kind == FIELD_RANK && next_value(&at, &length))
        if (strlen(value) != length || strncmp(at, value, length) != 0)
            buffer_format(&text, "%s%.*s", text.length ? " " : "", (int)length, at);
    for (; item->field->kind == FIELD_CHOICES && choices && choices->value; choices++)
        if (strcmp(choices->value, value) ? form_is_chosen(item, choices->value) : !has)
            buffer_format(&text, "%s%s", text.length ? " " : "", choices->value);
    char *copy = arena_copy(arena, text.text);
    buffer_done(&text);
    return copy;
}

const char *form_choose(struct session *session, int item, const struct choice *choice) {
    struct form_item *at = &session->place->form.items[item];
    if (at->field->fixed)
        return refuse(_("This is shown only; it cannot be changed here."));
    if (at->field->kind == FIELD_CHOICE)
        return form_set(session, item, choice->value);
    struct arena scratch = { 0 };
    const struct choice *choices = form_choices(session, session->place, item);
    const char *no = form_set(session, item, turned(at, choices, choice->value, &scratch));
    arena_done(&scratch);
    return no;
}
