#include "rules/draft_take.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"

enum { MOST_LISTED = 20 /* in one sentence */, LONGEST_TEXT = 2000 };

static char *lines_of(struct arena *arena, const char *text) {
    struct buffer lines = { 0 };
    buffer_add(&lines, text);
    for (char *bar; (bar = strstr(lines.text, " | "));)
        buffer_replace(&lines, (size_t)(bar - lines.text), 3, "\n");
    char *copy = arena_copy(arena, lines.text);
    buffer_done(&lines);
    return copy;
}

/* Text as it is kept; NULL after a problem. */
static const char *check_text(struct draft *draft, const struct column *column, char *given, unsigned how) {
    bool lines = column->kind == COLUMN_LINES;
    char *text = text_trim(lines ? lines_of(&draft->arena, given) : given);
    if (!text_is_clean(text, lines) && how & RECORD_CLEANS)
        text = lines ? text_clean_lines(&draft->arena, text) : text_clean(&draft->arena, text);
    size_t most = column->most ? (size_t)column->most : LONGEST_TEXT;
    if (!text_is_clean(text, lines))
        draft_problem(draft, _("%s holds characters that cannot be shown; type it anew."), _(column->label));
    else if (text_length(text) > most)
        draft_problem(draft, _("%s is too long: at most %zu characters."), _(column->label), most);
    return text;
}

static const char *check_integer(struct draft *draft, const struct column *column, const char *text) {
    int64_t number;
    if (!text_integer(text, &number) || number < column->least || number > column->most) {
        draft_problem(draft, _("%s must be a whole number from %lld to %lld."), _(column->label),
                      (long long)column->least, (long long)column->most);
        return text;
    }
    return arena_format(&draft->arena, "%lld", (long long)number);
}

static const char *check_day(struct draft *draft, const struct column *column, const char *text) {
    char day[CLOCK_DAY];
    if (clock_read_day(text, day))
        return arena_copy(&draft->arena, day);
    draft_problem(draft, _("%s must be a day such as 2026-11-24, not \"%s\"."), _(column->label), text);
    return text;
}

static bool is_word(struct arena *arena, const char *words, const char *text) {
    char **word = draft_words(arena, words, ", ");
    while (*word && strcmp(*word, text) != 0)
        word++;
    return *word != NULL;
}

static const char *check_reference(struct draft *draft, struct db *db, const struct column *column,
                                   const char *text) {
    struct arena *arena = &draft->arena;
    const char *found = column->words ? (is_word(arena, column->words, text) ? text : NULL)
                                      : db_text(db, arena, column->lookup, with(text("value", text)));
    const char *known = found || !column->known ? column->words : db_text(db, arena, column->known, NULL);
    int count = 0;
    for (char **word = draft_words(arena, found || !known ? "" : known, ","); *word; word++)
        count++;
    if (count > MOST_LISTED)
        draft_problem(draft, _("%s: there is no \"%s\"; there are %d, which the form lists."),
                      _(column->label), text, count);
    else if (!found && known)
        draft_problem(draft, _("%s: there is no \"%s\"; there are %s."), _(column->label), text, known);
    else if (!found)
        draft_problem(draft, _("%s: there is no \"%s\"."), _(column->label), text);
    return found ? found : text;
}

static const char *check_kind(struct draft *draft, struct db *db, const struct column *column,
                              const char *text) {
    switch (column->kind) {
    case COLUMN_INTEGER:
        return check_integer(draft, column, text);
    case COLUMN_DAY:
        return check_day(draft, column, text);
    case COLUMN_TIME:
        if (!clock_is_time(text))
            draft_problem(draft, _("%s must be a time such as 09:00, not \"%s\"."), _(column->label), text);
        return text;
    case COLUMN_REFERENCE:
        return check_reference(draft, db, column, text);
    default:
        return text;
    }
}

void draft_take(struct draft *draft, struct db *db, int number, char *given, unsigned how) {
    const struct column *column = &draft->columns[number];
    const char *text = check_text(draft, column, given, how);
    if (!*text && column->default_text)
        text = column->default_text;
    if (*text && strcmp(text, draft->values[number].text) != 0)
        text = check_kind(draft, db, column, text);
    draft->values[number].text = text;
}
