/* What an answer means, and how a value would be answered. */
#include "line/face.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/edit.h"

enum { LISTED = 20 }; /* choices that are said unasked */

/* ---- choices ---- */

static bool are_numbers(const struct choice *choices) {
    int64_t number;
    for (; choices->value; choices++)
        if (!text_integer(choices->value, &number))
            return false;
    return true;
}

/* What a choice is numbered by: its value where all values are numbers, else its place in the list. */
static char *number_of(const struct choice *choices, int choice, struct arena *arena) {
    return are_numbers(choices) ? arena_copy(arena, choices[choice].value)
                                : arena_format(arena, "%d", choice + 1);
}

void answer_put_choices(struct face *face, const char *label, const struct choice *choices) {
    struct arena scratch = { 0 };
    int count = form_count_choices(choices);
    if (count > LISTED) {
        put_format(face, _("%s: one of %d values; say how it begins, or \".values\" lists them."), label,
                   count);
        return;
    }
    put_format(face, "%s:", label);
    for (int i = 0; choices[i].value; i++)
        put_format(face, "%s: %s%s", number_of(choices, i, &scratch), _(choices[i].label),
                   choices[i + 1].value ? "," : ".");
    arena_done(&scratch);
}

/* The choice that an answer means: a number, a value, or the beginning of a label; -1: none. */
static int find_choice(const struct choice *choices, const char *answer) {
    struct arena scratch = { 0 };
    const char *folded = text_fold(&scratch, answer);
    int found = -1;
    for (int i = 0; choices[i].value && found < 0; i++)
        if (!strcmp(number_of(choices, i, &scratch), answer))
            found = i;
    for (int i = 0; choices[i].value && found < 0; i++)
        if (!strcmp(choices[i].value, answer))
            found = i;
    for (int i = 0; choices[i].value && found < 0; i++)
        if (*folded && !strncmp(text_fold(&scratch, _(choices[i].label)), folded, strlen(folded)))
            found = i;
    arena_done(&scratch);
    return found;
}

/* The value that an answer of several choices means, in the list's order; an unknown part stays as it is, for
 * the form to refuse. */
static char *find_choices(const struct choice *choices, const char *answer, struct arena *arena) {
    int whole = find_choice(choices, answer), count = form_count_choices(choices);
    bool *chosen = arena_new(arena, (size_t)count + 1);
    char *parts = arena_copy(arena, answer);
    struct buffer value = { 0 };
    buffer_clear(&value);
    if (whole >= 0) {
        chosen[whole] = true;
        parts = NULL;
    }
    for (char *part; (part = strsep(&parts, " ,;"));) {
        int choice = *part ? find_choice(choices, part) : -1;
        if (choice >= 0)
            chosen[choice] = true;
        else if (*part)
            buffer_format(&value, "%s%s", value.length ? " " : "", part);
    }
    for (int i = 0; i < count; i++)
        if (chosen[i])
            buffer_format(&value, "%s%s", value.length ? " " : "", choices[i].value);
    char *text = arena_copy(arena, value.text);
    buffer_done(&value);
    return text;
}

/* The same for an order: as it was said. */
static char *find_order(const struct choice *choices, const char *answer, struct arena *arena) {
    char *parts = arena_copy(arena, answer), *text = "";
    for (char *part; (part = strsep(&parts, " ,;>"));) {
        int choice = *part ? find_choice(choices, part) : -1;
        if (*part)
            text = arena_format(arena, "%s%s%s", text, *text ? " " : "",
                                choice >= 0 ? choices[choice].value : part);
    }
    return text;
}

/* ---- answers ---- */

/* A text of several lines on one: a line feed is \n. */
static char *on_one_line(const char *text, struct arena *arena) {
    struct buffer line = { 0 };
    buffer_clear(&line);
    for (; *text; text++)
        if (*text == '\n')
            buffer_add(&line, "\\n");
        else
            buffer_add_char(&line, *text);
    char *copy = arena_copy(arena, line.text);
    buffer_done(&line);
    return copy;
}

static char *on_lines(const char *line, struct arena *arena) {
    char *text = arena_copy(arena, line), *end = text;
    for (; *line; line++)
        if (*line == '\\' && line[1] == 'n') {
            *end++ = '\n';
            line++;
        } else {
            *end++ = *line;
        }
    *end = 0;
    return text;
}

char *answer_present(const struct form_item *item, const struct choice *choices, struct arena *arena) {
    if (!form_is_choice(item) || !choices) {
        bool moment = item->field->kind == FIELD_MOMENT;
        return arena_format(arena, "%s%s", *item->text && strchr(EDIT_SIGNS, *item->text) ? " " : "",
                            moment ? form_moment(item->text, arena) : on_one_line(item->text, arena));
    }
    int count = form_count_choices(choices);
    char *line = "";
    for (int rank = 1; item->field->kind == FIELD_RANK && rank <= count; rank++)
        for (int i = 0; i < count; i++)
            if (form_rank(item, choices[i].value) == rank)
                line = arena_format(arena, "%s%s%s", line, *line ? " " : "", number_of(choices, i, arena));
    for (int i = 0; item->field->kind != FIELD_RANK && i < count; i++)
        if (form_is_chosen(item, choices[i].value))
            line = arena_format(arena, "%s%s%s", line, *line ? " " : "", number_of(choices, i, arena));
    return *line ? line : arena_copy(arena, item->text);
}

char *answer_meant(const struct form_item *item, const struct choice *choices, const char *answer,
                   struct arena *arena) {
    char *tidy = form_tidy(item->field, answer, arena);
    if (item->field->kind == FIELD_LONG)
        return on_lines(tidy, arena);
    if (!form_is_choice(item) || !choices)
        return tidy;
    if (item->field->kind == FIELD_CHOICES)
        return find_choices(choices, tidy, arena);
    if (item->field->kind == FIELD_RANK)
        return find_order(choices, tidy, arena);
    int choice = find_choice(choices, tidy);
    return choice >= 0 ? arena_copy(arena, choices[choice].value) : tidy;
}
