/* What is right in a form: values as they are kept, the checks of each kind, of the field and of the screen.
 */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/session.h"

enum { TIME_SIZE = 32 };

/* "9:05" or "09:05" as "09:05"; false when it is no time. What follows the minutes, as seconds and a zone, is
 * kept when it looks like that. */
static bool read_time(const char *typed, char time[static TIME_SIZE]) {
    size_t hours = strcspn(typed, ":"), length = strlen(typed);
    char minutes[6] = "";
    if (hours < 1 || hours > 2 || length < hours + 3 || length + 2 > TIME_SIZE)
        return false;
    snprintf(time, TIME_SIZE, "%s%s", hours == 1 ? "0" : "", typed);
    memcpy(minutes, time, 5);
    return clock_is_time(minutes) &&
           (!time[5] || (strchr(":Z+-", time[5]) && strspn(time + 5, ":.Z+-0123456789") == strlen(time + 5)));
}

/* A day and a time, with a T or blanks between, as a moment; false when it is none. */
static bool read_moment(const char *typed, char **moment, struct arena *arena) {
    char day[CLOCK_DAY], time[TIME_SIZE];
    const char *between = strrchr(typed, ' ');
    if (!between)
        between = strchr(typed, 'T');
    if (!between || !read_time(between + 1, time) ||
        !clock_read_day(text_trim(arena_copy_part(arena, typed, (size_t)(between - typed))), day))
        return false;
    *moment = arena_format(arena, "%sT%s", day, time);
    return true;
}

char *form_moment(const char *value, struct arena *arena) {
    char *text = text_clean(arena, value), *between = strchr(text, 'T');
    if (between && between - text == CLOCK_DAY - 1)
        *between = ' ';
    return text;
}

char *form_tidy(const struct field *field, const char *typed, struct arena *arena) {
    char day[CLOCK_DAY];
    char *text = text_trim(arena_copy(arena, typed));
    if (field->kind == FIELD_DAY && clock_read_day(text, day))
        return arena_copy(arena, day);
    if (field->kind == FIELD_TIME && strlen(text) == 4 && text[1] == ':')
        return arena_format(arena, "0%s", text);
    if (field->kind == FIELD_MOMENT)
        read_moment(text, &text, arena);
    if (field->kind == FIELD_DECIMAL && strchr(text, ','))
        *strchr(text, ',') = '.';
    return text;
}

static bool is_decimal(const char *text) {
    char *end;
    errno = 0;
    double number = strtod(text, &end);
    return end != text && !*end && !errno && isfinite(number) &&
           strspn(text, "+-.0123456789eE") == strlen(text);
}

static bool is_moment(const char *value) {
    struct arena scratch = { 0 };
    char *moment;
    bool is = read_moment(value, &moment, &scratch) && !strcmp(moment, value);
    arena_done(&scratch);
    return is;
}

static const char *kind_problem(const struct field *field, const char *value) {
    int64_t number;
    switch (field->kind) {
    case FIELD_INTEGER:
        return text_integer(value, &number) ? NULL : _("A whole number is wanted.");
    case FIELD_DECIMAL:
        return is_decimal(value) ? NULL : _("A number is wanted, like 2.5.");
    case FIELD_DAY:
        return clock_day_number(value, &number) ? NULL
                                                : _("A day is wanted, like 2026-11-24, 24.11.2026 or +14.");
    case FIELD_TIME:
        return clock_is_time(value) ? NULL : _("A time is wanted, like 09:00.");
    case FIELD_MOMENT:
        return is_moment(value) ? NULL : _("A day and a time are wanted, like 24.11.2026 10:30.");
    case FIELD_TEXT:
    case FIELD_LONG:
        return text_is_clean(value, field->kind == FIELD_LONG)
                   ? NULL
                   : _("It holds characters that cannot be shown; take them out.");
    default:
        return NULL;
    }
}

static bool is_choice(const struct choice *choices, const char *value, size_t length) {
    for (; choices && choices->value; choices++)
        if (strlen(choices->value) == length && !strncmp(choices->value, value, length))
            return true;
    return false;
}

/* An order of the choices is wanted whole: each of them once. */
static const char *rank_problem(const struct form_item *item, const struct choice *choices) {
    int count = form_count_choices(choices), values = 0;
    for (int i = 0; i < count; i++)
        if (!form_rank(item, choices[i].value))
            return refuse(_("All %d are wanted in an order; \"%s\" has no rank yet."), count,
                          _(choices[i].label));
    for (const char *at = item->text; *at; at += strspn(at, " ")) {
        at += strcspn(at, " ");
        values++;
    }
    return values > count ? refuse(_("One of them stands twice in the order.")) : NULL;
}

static const char *choice_problem(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    const struct choice *choices = form_choices(session, session->place, item);
    if (!choices || !form_is_choice(at))
        return NULL;
    bool several = at->field->kind != FIELD_CHOICE;
    for (const char *value = at->text; *value;) {
        size_t length = several ? strcspn(value, " ") : strlen(value);
        if (!is_choice(choices, value, length))
            return refuse(_("\"%.*s\" is not in the list; F4 shows it."), (int)length, value);
        value += length;
        while (*value == ' ')
            value++;
    }
    return at->field->kind == FIELD_RANK ? rank_problem(at, choices) : NULL;
}

static const char *find_problem(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    const struct field *field = at->field;
    const char *no = NULL;
    if (!*at->text)
        no = field->required ? _("It must be filled in.") : NULL;
    else if ((no = kind_problem(field, at->text)))
        ;
    else if (text_length(at->text) > (size_t)form_most(field))
        no = refuse(_("At most %d characters are possible; these are %zu."), form_most(field),
                    text_length(at->text));
    else if (!(no = choice_problem(session, item)) && field->check)
        no = field->check(field, at->text);
    if (!no && session->place->screen->judge)
        no = session->place->screen->judge(session, item);
    return no;
}

int form_most(const struct field *field) {
    return field->most ? field->most : field->kind == FIELD_LONG ? 4000 : 200;
}

bool form_check_item(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    bool is_asked =
        !at->hidden && !at->field->fixed && at->field->kind != FIELD_NOTE && at->field->kind != FIELD_HEADING;
    const char *no = is_asked ? find_problem(session, item) : NULL;
    free(at->problem);
    at->problem = no ? strdup(no) : NULL;
    return !no;
}

const char *form_check(struct session *session) {
    struct form *form = &session->place->form;
    form_settle(session);
    int first = -1;
    long others = 0;
    for (int i = 0; i < form->count; i++) {
        if (form_check_item(session, i))
            continue;
        others += first >= 0;
        first = first < 0 ? i : first;
    }
    if (first < 0)
        return NULL;
    form_focus(session, first);
    struct arena scratch = { 0 };
    const struct form_item *item = &form->items[first];
    const char *label = form_label(item, &scratch);
    const char *no =
        !others ? refuse("%s: %s", label, item->problem)
                : refuse(words_count(N_("%s: %s %ld other field is marked; F7 lists them."),
                                     N_("%s: %s %ld other fields are marked; F7 lists them."), others),
                         label, item->problem, others);
    arena_done(&scratch);
    return no;
}

char *form_progress(const struct place *place, struct arena *arena) {
    const struct form *form = &place->form;
    const struct grid *table = NULL; /* of numbers: all its cells count as one answer */
    bool table_counts = false;
    int sections = 0, section = 0, asked = 0, answered = 0;
    for (int i = 0; i < form->count; i++) {
        const struct form_item *item = &form->items[i];
        if (item->hidden)
            continue;
        sections += item->field->kind == FIELD_HEADING;
        if (i <= form->focus)
            section = sections;
        if (!form_takes_focus(item) || item->field->fixed)
            continue;
        bool goes_on = table && item->field->grid == table;
        table = item->field->grid && item->field->grid->numbers ? item->field->grid : NULL;
        table_counts = goes_on && table_counts;
        asked += !goes_on;
        answered += *item->text && !item->problem && !table_counts;
        table_counts |= *item->text != 0;
    }
    if (!sections)
        return NULL;
    return arena_format(arena, _("section %d of %d, %d of %d answered"), section ? section : 1, sections,
                        answered, asked);
}
