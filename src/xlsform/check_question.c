#include <string.h>

#include "base/words.h"
#include "xlsform/appearance.h"
#include "xlsform/checking.h"
#include "xlsform/parameters.h"

static bool is_filled(const struct compiling *compiling, int question, enum header_word word) {
    for (int i = 0, column; (column = header_column_any(&compiling->survey, word, i)) >= 0; i++)
        if (*sheet_cell(compiling->rows[question], column))
            return true;
    return false;
}

/* The next word of an appearance; blanks in brackets belong to it. */
static const char *next_word(struct arena *arena, const char **at) {
    const char *start = *at + strspn(*at, " \t\r\n"), *end = start;
    for (int depth = 0; *end && (depth > 0 || !strchr(" \t\r\n", *end)); end++)
        depth += (*end == '(') - (*end == ')');
    *at = end;
    return end > start ? arena_copy_part(arena, start, (size_t)(end - start)) : NULL;
}

static void check_appearance(struct compiling *compiling, int number) {
    const char *at = compiling->definition->questions[number].appearance, *word;
    struct problem_place place = compiling_place(compiling, number, COLUMN_APPEARANCE);
    while ((word = next_word(&compiling->definition->arena, &at)))
        switch (appearance_use(word)) {
        case APPEARANCE_EXTERNAL:
            compiling_unsupported(compiling, place, _("the appearance search()"),
                                  _("nothing is read from other files than the questionnaire's"));
            break;
        case APPEARANCE_WARNED:
            problems_warning(compiling->problems, place, _("the appearance \"%s\" changes nothing here"),
                             word);
            break;
        case APPEARANCE_UNKNOWN:
            problems_warning(
                compiling->problems, place, _("the appearance \"%s\" is not known%s"), word,
                compiling_suggestion(compiling, word, appearance_words, NULL, _("; did you mean \"%s\"?")));
            break;
        default:
            break;
        }
}

static void check_chosen(struct compiling *compiling, const struct question *question,
                         struct problem_place place) {
    const char *names = question->default_text;
    struct arena *arena = &compiling->definition->arena;
    bool is_one = question->kind == QUESTION_SELECT_ONE;
    while (*(names += strspn(names, " "))) {
        size_t length = is_one ? strlen(names) : strcspn(names, " ");
        const char *name = arena_copy_part(arena, names, length);
        if (question->list >= 0 && !check_choice(compiling->definition, question->list, name))
            problems_warning(compiling->problems, place, _("the list \"%s\" has no choice \"%s\"%s"),
                             compiling->definition->lists[question->list].name, name,
                             check_choice_suggestion(compiling, question->list, name));
        names += length;
    }
}

static bool is_day(const char *text) {
    static const char form[] = "dddd-dd-dd";
    for (size_t i = 0; i < strlen(form); i++)
        if (form[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    return true;
}

static void check_default(struct compiling *compiling, int number) {
    const struct question *question = &compiling->definition->questions[number];
    struct problem_place place = compiling_place(compiling, number, COLUMN_DEFAULT);
    double value = 0;
    if (!question->default_text)
        return;
    bool is_number = parameters_number(question->default_text, &value);
    switch (question->kind) {
    case QUESTION_SELECT_ONE:
    case QUESTION_SELECT_MULTIPLE:
    case QUESTION_RANK:
        check_chosen(compiling, question, place);
        break;
    case QUESTION_INTEGER:
        if (!is_number || strchr(question->default_text, '.'))
            problems_warning(compiling->problems, place, _("the default \"%s\" is not a whole number"),
                             question->default_text);
        break;
    case QUESTION_DECIMAL:
    case QUESTION_RANGE:
        if (!is_number || (question->kind == QUESTION_RANGE &&
                           (value < question->range_start || value > question->range_end)))
            problems_warning(compiling->problems, place, _("the default \"%s\" is not such a number"),
                             question->default_text);
        break;
    case QUESTION_DATE:
    case QUESTION_MOMENT:
        if (!is_day(question->default_text))
            problems_warning(compiling->problems, place, _("the default \"%s\" is not a day as 2026-11-24"),
                             question->default_text);
        break;
    default:
        break;
    }
}

static void warn_of_idle(struct compiling *compiling, int number, enum header_word word,
                         const char *sentence) {
    if (is_filled(compiling, number, word))
        problems_warning(compiling->problems, compiling_place(compiling, number, word), "%s", sentence);
}

static void check_columns(struct compiling *compiling, int number) {
    const struct question *question = &compiling->definition->questions[number];
    bool is_asked = question_is_asked(question);
    bool is_select = question->kind == QUESTION_SELECT_ONE || question->kind == QUESTION_SELECT_MULTIPLE ||
                     question->kind == QUESTION_RANK;
    if (!is_asked && (question->always_required || question->required))
        problems_warning(compiling->problems, compiling_place(compiling, number, COLUMN_REQUIRED),
                         _("this is never asked, so it cannot be required"));
    if (is_asked && question->always_required && question->read_only && !question->default_text &&
        !question->default_expression)
        problems_warning(compiling->problems, compiling_place(compiling, number, COLUMN_READ_ONLY),
                         _("this is required, but cannot be answered: it is read only and has no default"));
    if (!is_select && question->choice_filter)
        problems_warning(compiling->problems, compiling_place(compiling, number, COLUMN_CHOICE_FILTER),
                         _("there are no choices to filter"));
    if (question->constraint && !is_filled(compiling, number, COLUMN_CONSTRAINT_MESSAGE))
        problems_warning(compiling->problems, compiling_place(compiling, number, COLUMN_CONSTRAINT),
                         _("there is no message that says what is wrong"));
    if (!question->constraint && !is_filled(compiling, number, COLUMN_CONSTRAINT))
        warn_of_idle(compiling, number, COLUMN_CONSTRAINT_MESSAGE, _("there is no constraint"));
    const char *trigger = header_value(&compiling->survey, &compiling->definition->arena,
                                       compiling->rows[number], COLUMN_TRIGGER);
    if (*trigger && !strstr(trigger, "${"))
        problems_error(compiling->problems, compiling_place(compiling, number, COLUMN_TRIGGER),
                       _("a trigger is a question, written ${name}"));
    else if (!question->calculation)
        warn_of_idle(compiling, number, COLUMN_TRIGGER, _("there is no calculation to be triggered"));
    if (question->kind != QUESTION_REPEAT && question->kind != QUESTION_GROUP)
        warn_of_idle(compiling, number, COLUMN_REPEAT_COUNT, _("only a repeat has a count"));
}

/* Whether a cell of a picture column is filled. */
static bool has_picture(const struct header *header, const struct sheet_row *row, bool is_big) {
    for (int i = 0, column; (column = header_column_any(header, COLUMN_MEDIA, i)) >= 0; i++)
        if (*sheet_cell(row, column) && strcasestr(header->cells[column].text, "image") &&
            is_big == (strcasestr(header->cells[column].text, "big-image") != NULL))
            return true;
    return false;
}

static void check_pictures(struct compiling *compiling, const struct header *header) {
    const struct sheet_row *rows;
    int count = header_column_any(header, COLUMN_MEDIA, 0) < 0 ? 0 : header_rows(header, &rows);
    for (int i = 0; i < count; i++)
        if (has_picture(header, &rows[i], true) && !has_picture(header, &rows[i], false))
            problems_error(compiling->problems, header_place(header, &rows[i], -1, 0),
                           _("a big-image stands for an image, and there is none"));
    if (count)
        problems_warning(
            compiling->problems,
            header_place(header, header->sheet->rows, header_column_any(header, COLUMN_MEDIA, 0), 0),
            _("pictures and sounds are not shown at a terminal"));
}

void check_questions(struct compiling *compiling) {
    check_pictures(compiling, &compiling->survey);
    check_pictures(compiling, &compiling->choices);
    for (int i = 0; i < compiling->definition->question_count; i++) {
        if (compiling->left_out[i])
            continue;
        check_appearance(compiling, i);
        check_default(compiling, i);
        check_columns(compiling, i);
    }
}
