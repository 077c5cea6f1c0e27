#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/checking.h"

struct reference {
    const char *text; /* of the cell */
    const char *at;   /* where it begins in it */
    const char *name;
};

/* Steps to the next ${name}; false: there is none that is closed. */
static bool next(struct arena *arena, struct reference *reference) {
    const char *at = strstr(reference->at ? reference->at + 2 : reference->text, "${");
    const char *end = at ? strchr(at, '}') : NULL;
    if (!end)
        return false;
    reference->at = at;
    reference->name = text_trim(arena_copy_part(arena, at + 2, (size_t)(end - at - 2)));
    return true;
}

static int character_of(struct arena *arena, const struct reference *reference) {
    return 1 + (int)text_length(
                   arena_copy_part(arena, reference->text, (size_t)(reference->at - reference->text)));
}

static const char *question_name(void *data, int number) {
    const struct definition *definition = data;
    return number < definition->question_count ? definition->questions[number].name : NULL;
}

/* Cells that nothing else compiles: what they ask for must exist. */
static void check_cell(struct compiling *compiling, const struct header *header, const struct sheet_row *row,
                       int column, int from) {
    struct arena *arena = &compiling->definition->arena;
    struct reference reference = { .text = sheet_cell(row, column) };
    while (next(arena, &reference))
        if (definition_find(compiling->definition, from, reference.name) < 0)
            problems_error(compiling->problems,
                           header_place(header, row, column, character_of(arena, &reference)),
                           _("unknown question ${%s}%s"), reference.name,
                           compiling_suggestion(compiling, reference.name, question_name,
                                                compiling->definition, _("; did you mean ${%s}?")));
}

static void check_known(struct compiling *compiling, int question, int column) {
    struct definition *definition = compiling->definition;
    const struct sheet_row *row = compiling->rows[question];
    struct reference reference = { .text = sheet_cell(row, column) };
    while (next(&definition->arena, &reference)) {
        int found = definition_find(definition, question, reference.name);
        if (found < 0)
            continue;
        struct problem_place place =
            header_place(&compiling->survey, row, column, character_of(&definition->arena, &reference));
        int other = definition_rival(definition, question, found);
        if (other >= 0)
            problems_error(compiling->problems, place,
                           _("${%s} may be the question in row %d or in row %d; give them different names"),
                           reference.name, definition->questions[found].row,
                           definition->questions[other].row);
        if (compiling->left_out[found])
            problems_warning(compiling->problems, place,
                             _("${%s} (row %d) is left out, so it is always empty here"), reference.name,
                             definition->questions[found].row);
    }
}

static bool is_kept_elsewhere(enum header_word word) {
    return word != COLUMN_TYPE && word != COLUMN_NAME && word != COLUMN_MEDIA && word != COLUMN_KNOWN &&
           word != COLUMN_OTHER && word != COLUMN_EMPTY && word != COLUMN_SAVE_TO;
}

static void check_settings(struct compiling *compiling) {
    const struct sheet_row *rows;
    const struct header *settings = &compiling->settings;
    if (header_rows(settings, &rows))
        check_cell(compiling, settings, rows, header_column(settings, COLUMN_INSTANCE_NAME, NULL), -1);
}

static void check_choices(struct compiling *compiling) {
    const struct sheet_row *rows;
    const struct header *choices = &compiling->choices;
    int count = header_rows(choices, &rows);
    for (int label = 0, column; (column = header_column_any(choices, COLUMN_LABEL, label)) >= 0; label++)
        for (int i = 0; i < count; i++)
            check_cell(compiling, choices, &rows[i], column, -1);
}

void check_references(struct compiling *compiling) {
    const struct header *survey = &compiling->survey;
    check_settings(compiling);
    check_choices(compiling);
    for (int i = 0; i < compiling->definition->question_count; i++)
        for (int column = 0; column < compiling->rows[i]->count && column < survey->count; column++) {
            enum header_word word = survey->cells[column].word;
            if (!strstr(compiling->rows[i]->cells[column], "${"))
                continue;
            if (word == COLUMN_TRIGGER || word == COLUMN_PARAMETERS || word == COLUMN_EXTRA)
                check_cell(compiling, survey, compiling->rows[i], column, i);
            if (is_kept_elsewhere(word))
                check_known(compiling, i, column);
        }
}
