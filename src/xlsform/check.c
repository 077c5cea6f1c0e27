#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/words.h"
#include "xlsform/checking.h"
#include "xlsform/parameters.h"

static void refuse_entities(struct compiling *compiling, const struct sheet *sheet) {
    for (int i = 0; i < sheet->count; i++)
        compiling_unsupported(compiling,
                              (struct problem_place){ .file = sheet->file,
                                                      .sheet = sheet->name,
                                                      .row = sheet->rows[i].row,
                                                      .line = sheet->rows[i].line },
                              i ? _("an entity") : _("the sheet \"entities\""),
                              _("there are no lists of entities"));
}

static void check_lists(struct compiling *compiling) {
    const struct definition *definition = compiling->definition;
    const struct sheet_row *rows;
    int count = header_rows(&compiling->choices, &rows), at = 0;
    for (int i = 0; i < definition->list_count; i++) {
        const struct choice_list *list = &definition->lists[i];
        if (compiling->list_used[i] || !list->count)
            continue;
        while (at < count && rows[at].row < list->choices[0].row)
            at++;
        problems_warning(compiling->problems,
                         header_place(&compiling->choices, &rows[at < count ? at : 0],
                                      header_column(&compiling->choices, COLUMN_LIST_NAME, NULL), 0),
                         _("no question uses the list \"%s\""), list->name);
    }
}

static int compare_names(const void *one, const void *other, void *data) {
    const struct question *questions = ((const struct definition *)data)->questions;
    const struct question *a = &questions[*(const int *)one], *b = &questions[*(const int *)other];
    int difference = strcasecmp(a->name, b->name);
    if (!difference)
        difference = a->parent - b->parent;
    if (!difference)
        difference = strcmp(a->name, b->name);
    return difference ? difference : (a > b) - (a < b);
}

static void compare_neighbours(struct compiling *compiling, int first, int second) {
    const struct question *one = &compiling->definition->questions[first],
                          *other = &compiling->definition->questions[second];
    struct problem_place place = compiling_place(compiling, second, COLUMN_NAME);
    if (!*one->name || one->parent != other->parent || strcasecmp(one->name, other->name) != 0)
        return;
    if (!strcmp(one->name, other->name))
        problems_error(compiling->problems, place, _("the name \"%s\" is already taken in row %d"),
                       other->name, one->row);
    else
        problems_warning(compiling->problems, place,
                         _("the name \"%s\" differs from \"%s\" in row %d by capital letters only"),
                         other->name, one->name, one->row);
}

/* Repeats of one name could not be told apart where their instances are counted. */
static void compare_repeats(struct compiling *compiling) {
    const struct definition *definition = compiling->definition;
    int last = -1;
    for (int i = 0; i < definition->question_count; i++) {
        int number = definition->by_name[i];
        const struct question *repeat = &definition->questions[number];
        if (repeat->kind != QUESTION_REPEAT)
            continue;
        const struct question *before = last >= 0 ? &definition->questions[last] : NULL;
        if (before && before->parent != repeat->parent && !strcmp(before->name, repeat->name))
            problems_error(compiling->problems, compiling_place(compiling, number, COLUMN_NAME),
                           _("the repeat \"%s\" has the name of the repeat in row %d"), repeat->name,
                           before->row);
        last = number;
    }
}

static void check_names(struct compiling *compiling) {
    struct definition *definition = compiling->definition;
    size_t count = (size_t)definition->question_count;
    int *sorted = arena_new(&definition->arena, (count + 1) * sizeof *sorted);
    for (int i = 0; i < definition->question_count; i++)
        sorted[i] = i;
    if (count)
        qsort_r(sorted, count, sizeof *sorted, compare_names, definition);
    for (int i = 1; i < definition->question_count; i++)
        compare_neighbours(compiling, sorted[i - 1], sorted[i]);
    compare_repeats(compiling);
}

struct holes {
    struct compiling *compiling;
    const struct header *header;
    int *rows, count;
    struct buffer languages, list; /* of languages with the same holes; their rows */
    int same;                      /* those languages */
};

static void report_holes(struct holes *holes) {
    if (holes->same && holes->list.length)
        problems_warning(holes->compiling->problems, header_place(holes->header, NULL, -1, 0),
                         words_count("%ld label is missing in %s: row %s",
                                     "%ld labels are missing in %s: rows %s", holes->count),
                         (long)holes->count, holes->languages.text, holes->list.text);
    holes->same = 0;
    buffer_clear(&holes->languages);
}

/* Ends the rows of a language: one that has the holes of the one before is named with it. */
static void end_holes(struct holes *holes, int language, int count) {
    struct buffer list = { 0 };
    buffer_clear(&list);
    problems_list_rows(&list, holes->rows, count);
    if (holes->count != count || strcmp(holes->list.text, list.text) != 0)
        report_holes(holes);
    buffer_clear(&holes->list);
    buffer_add(&holes->list, list.text);
    holes->count = count;
    const char *name = holes->compiling->definition->languages[language];
    buffer_add(&holes->languages, holes->same++ ? ", " : "");
    if (*name)
        buffer_format(&holes->languages, "\"%s\"", name);
    else
        buffer_add(&holes->languages, _("the columns without a language"));
    buffer_done(&list);
}

static int add_hole(struct holes *holes, int count, int row) {
    holes->rows = arena_room(&holes->compiling->definition->arena, holes->rows, count, sizeof *holes->rows);
    holes->rows[count] = row;
    return count + 1;
}

static bool is_hole(const char *const *texts, int language, int languages) {
    bool exists = false;
    for (int i = 0; i < languages; i++)
        exists |= texts[i] != NULL;
    return exists && !texts[language];
}

static int find_question_holes(struct holes *holes, int language) {
    const struct definition *definition = holes->compiling->definition;
    int count = 0;
    for (int i = 0; i < definition->question_count; i++)
        if (is_hole(definition->questions[i].texts[TEXT_LABEL], language, definition->language_count) &&
            !holes->compiling->left_out[i] && !(i && definition->questions[i - 1].has_other))
            count = add_hole(holes, count, definition->questions[i].row);
    return count;
}

static int find_choice_holes(struct holes *holes, int language) {
    const struct definition *definition = holes->compiling->definition;
    int count = 0;
    for (int i = 0; i < holes->compiling->list_order_count; i++) /* the lists as they are in the sheet */
        for (int k = 0; holes->compiling->list_used[i] && k < definition->lists[i].count; k++)
            if (is_hole(definition->lists[i].choices[k].labels, language, definition->language_count))
                count = add_hole(holes, count, definition->lists[i].choices[k].row);
    return count;
}

static void check_translations(struct compiling *compiling, const struct header *header,
                               int (*find)(struct holes *, int language)) {
    struct holes holes = { .compiling = compiling, .header = header };
    buffer_clear(&holes.languages);
    buffer_clear(&holes.list);
    for (int i = 0; i < compiling->definition->language_count; i++) {
        if (!compiling_has_labels(compiling, compiling->definition->languages[i]))
            continue;
        holes.rows = NULL;
        end_holes(&holes, i, find(&holes, i));
    }
    report_holes(&holes);
    buffer_done(&holes.languages);
    buffer_done(&holes.list);
}

const struct choice *check_choice(const struct definition *definition, int list, const char *value) {
    const struct choice *found = definition_choice(definition, list, value);
    double number, other;
    if (found || list < 0 || !parameters_number(value, &number))
        return found;
    for (int i = 0; i < definition->lists[list].count && !found; i++)
        if (parameters_number(definition->lists[list].choices[i].name, &other) && other == number)
            found = &definition->lists[list].choices[i];
    return found;
}

static const char *choice_name(void *data, int number) {
    const struct choice_list *list = data;
    return number < list->count ? list->choices[number].name : NULL;
}

const char *check_choice_suggestion(struct compiling *compiling, int list, const char *value) {
    return compiling_suggestion(compiling, value, choice_name, &compiling->definition->lists[list],
                                _("; did you mean \"%s\"?"));
}

void checks_compile(struct compiling *compiling, const struct sheets *sheets) {
    const struct sheet *entities = sheets_find(sheets, "entities");
    if (entities)
        refuse_entities(compiling, entities);
    check_lists(compiling);
    check_names(compiling);
    check_references(compiling);
    check_conditions(compiling);
    check_questions(compiling);
    check_grids(compiling);
    check_needs(compiling);
    if (compiling->definition->language_count < 2)
        return;
    check_translations(compiling, &compiling->survey, find_question_holes);
    check_translations(compiling, &compiling->choices, find_choice_holes);
}
