#include <string.h>

#include "base/words.h"
#include "xlsform/appearance.h"
#include "xlsform/checking.h"

/* The member after another of the same group. */
static int next_member(const struct definition *definition, int member) {
    return definition->questions[member].end;
}

/* The columns of a row of a number grid; what is no number is an error. */
static int count_columns(struct compiling *compiling, int row) {
    const struct definition *definition = compiling->definition;
    int columns = 0;
    for (int i = row + 1; i < definition->questions[row].end; i = next_member(definition, i), columns++)
        if (definition->questions[i].kind != QUESTION_INTEGER)
            problems_error(compiling->problems, compiling_place(compiling, i, COLUMN_TYPE),
                           _("a number grid has nothing but integer questions in its rows"));
    return columns;
}

static void check_numbers(struct compiling *compiling, int grid) {
    const struct definition *definition = compiling->definition;
    const struct question *questions = definition->questions;
    int first = -1, columns = 0;
    for (int i = grid + 1; i < questions[grid].end; i = next_member(definition, i)) {
        if (questions[i].kind != QUESTION_GROUP) {
            problems_error(compiling->problems, compiling_place(compiling, i, COLUMN_TYPE),
                           _("a number grid has a group for each of its rows and nothing else"));
            continue;
        }
        int count = count_columns(compiling, i);
        if (first < 0) {
            first = i;
            columns = count;
        } else if (count != columns)
            problems_error(compiling->problems, compiling_place(compiling, i, COLUMN_TYPE),
                           _("this row of the number grid has %d numbers, \"%s\" in row %d has %d"), count,
                           questions[first].name, questions[first].row, columns);
    }
    if (first < 0)
        problems_error(compiling->problems, compiling_place(compiling, grid, COLUMN_APPEARANCE),
                       _("a number grid has a group for each of its rows; there is none"));
}

static bool is_select(const struct question *question) {
    return question->kind == QUESTION_SELECT_ONE || question->kind == QUESTION_SELECT_MULTIPLE;
}

static void check_table(struct compiling *compiling, int table) {
    const struct definition *definition = compiling->definition;
    const struct question *questions = definition->questions;
    int first = -1;
    for (int i = table + 1; i < questions[table].end; i = next_member(definition, i)) {
        if (!is_select(&questions[i]) || questions[i].list < 0)
            continue;
        if (first < 0)
            first = i;
        else if (strcmp(definition->lists[questions[i].list].name,
                        definition->lists[questions[first].list].name) != 0)
            problems_error(compiling->problems, compiling_place(compiling, i, COLUMN_TYPE),
                           _("all questions of a table-list choose from one list: here \"%s\", in row %d "
                             "\"%s\""),
                           definition->lists[questions[i].list].name, questions[first].row,
                           definition->lists[questions[first].list].name);
    }
    if (first < 0)
        problems_warning(compiling->problems, compiling_place(compiling, table, COLUMN_APPEARANCE),
                         _("a table-list without select_one is an ordinary group"));
}

void check_grids(struct compiling *compiling) {
    const struct definition *definition = compiling->definition;
    for (int i = 0; i < definition->question_count; i++) {
        const struct question *question = &definition->questions[i];
        bool is_group = question->kind == QUESTION_GROUP || question->kind == QUESTION_REPEAT;
        if (question->is_unended)
            continue;
        if (appearance_has(question->appearance, "number-grid")) {
            if (is_group)
                check_numbers(compiling, i);
            else
                problems_error(compiling->problems, compiling_place(compiling, i, COLUMN_APPEARANCE),
                               _("only a group can be a number grid"));
        }
        if (is_group && appearance_has(question->appearance, "table-list"))
            check_table(compiling, i);
    }
}
