#include <string.h>

#include "base/words.h"
#include "xlsform/appearance.h"
#include "xlsform/checking.h"
#include "xlsform/parameters.h"

static const char *const columns[] = { "topcop::need", "topcop::role", "topcop::weight", "topcop::ceiling",
                                       NULL };
static const char *const roles[] = { "importance", "current",     "required", "urgency",
                                     "headcount",  "proficiency", "relevant", NULL };

static const char *word_of(void *data, int number) {
    return ((const char *const *)data)[number];
}

static bool is_among(const char *text, const char *const *words) {
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

static const char *suggestion(struct compiling *compiling, const char *text, const char *const *words) {
    return compiling_suggestion(compiling, text, word_of, (void *)words, _("; did you mean \"%s\"?"));
}

static void check_headers(struct compiling *compiling) {
    const struct header *survey = &compiling->survey;
    for (int i = 0, column; (column = header_column_any(survey, COLUMN_EXTRA, i)) >= 0; i++)
        if (!is_among(survey->cells[column].text, columns))
            problems_warning(compiling->problems, header_place(survey, survey->sheet->rows, column, 0),
                             _("this column is not known%s"),
                             suggestion(compiling, survey->cells[column].text, columns));
}

static struct problem_place place_of(const struct compiling *compiling, int question, const char *column) {
    const struct header *survey = &compiling->survey;
    int i = 0;
    while (strcmp(survey->cells[header_column_any(survey, COLUMN_EXTRA, i)].text, column) != 0)
        i++;
    return header_place(survey, compiling->rows[question], header_column_any(survey, COLUMN_EXTRA, i), 0);
}

static void check_question(struct compiling *compiling, int number) {
    const struct definition *definition = compiling->definition;
    const char *need = definition_extra(definition, number, "topcop::need"),
               *role = definition_extra(definition, number, "topcop::role"),
               *weight = definition_extra(definition, number, "topcop::weight"),
               *ceiling = definition_extra(definition, number, "topcop::ceiling");
    double value = 0;
    if (*role && !is_among(role, roles))
        problems_error(compiling->problems, place_of(compiling, number, "topcop::role"),
                       _("there is no role \"%s\"%s"), role, suggestion(compiling, role, roles));
    if (*weight && (!parameters_number(weight, &value) || value <= 0))
        problems_error(compiling->problems, place_of(compiling, number, "topcop::weight"),
                       _("a weight is a number above 0"));
    if (*weight && !*need)
        problems_warning(compiling->problems, place_of(compiling, number, "topcop::weight"),
                         _("there is no need to weigh"));
    if (*ceiling && !appearance_has(definition->questions[number].appearance, "number-grid"))
        problems_warning(compiling->problems, place_of(compiling, number, "topcop::ceiling"),
                         _("only a group with the appearance number-grid has a ceiling"));
}

/* Whether the question, or a group around it, says what it tells about needs. */
static bool is_mapped(const struct definition *definition, int number) {
    for (; number >= 0; number = definition->questions[number].parent)
        if (*definition_extra(definition, number, "topcop::need") ||
            *definition_extra(definition, number, "topcop::role"))
            return true;
    return false;
}

static bool is_number(const struct question *question) {
    return question_is_asked(question) &&
           (question->kind == QUESTION_INTEGER || question->kind == QUESTION_DECIMAL ||
            question->kind == QUESTION_RANGE);
}

/* What the ceilings of the grids ask for, one after the other. */
static void read_ceilings(const struct definition *definition, struct buffer *ceilings) {
    buffer_clear(ceilings);
    for (int i = 0; i < definition->question_count; i++)
        if (definition->questions[i].extra_count)
            buffer_add(ceilings, definition_extra(definition, i, "topcop::ceiling"));
}

static bool is_ceiling(struct arena *arena, const struct question *question, const struct buffer *ceilings) {
    return ceilings->length && strstr(ceilings->text, arena_format(arena, "${%s}", question->name));
}

static void list_unmapped(struct compiling *compiling) {
    struct definition *definition = compiling->definition;
    struct buffer list = { 0 }, ceilings = { 0 };
    int count = 0;
    buffer_clear(&list);
    read_ceilings(definition, &ceilings);
    for (int i = 0; i < definition->question_count; i++)
        if (is_number(&definition->questions[i]) && !is_mapped(definition, i) &&
            !is_ceiling(&definition->arena, &definition->questions[i], &ceilings))
            buffer_format(&list, _("%s%s (row %d)"), count++ ? ", " : "", definition->questions[i].name,
                          definition->questions[i].row);
    if (count)
        problems_warning(compiling->problems, header_place(&compiling->survey, NULL, -1, 0),
                         words_count("%ld question for a number says nothing about needs: %s",
                                     "%ld questions for numbers say nothing about needs: %s", count),
                         (long)count, list.text);
    buffer_done(&ceilings);
    buffer_done(&list);
}

void check_needs(struct compiling *compiling) {
    const struct definition *definition = compiling->definition;
    bool has_mapping = false;
    check_headers(compiling);
    for (int i = 0; i < definition->question_count; i++) {
        check_question(compiling, i);
        has_mapping |= *definition_extra(definition, i, "topcop::need") ||
                       *definition_extra(definition, i, "topcop::role");
    }
    if (has_mapping)
        list_unmapped(compiling);
}
