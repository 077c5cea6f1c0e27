#include "xlsform/compiling.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

/* Where a list stands, or would stand, in the order of names. */
static int position_of(const struct compiling *compiling, const char *name) {
    int low = 0, high = compiling->list_order_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(compiling->definition->lists[compiling->list_order[middle]].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

int choices_find_list(const struct compiling *compiling, const char *name) {
    int at = position_of(compiling, name);
    return at < compiling->list_order_count &&
                   !strcmp(compiling->definition->lists[compiling->list_order[at]].name, name)
               ? compiling->list_order[at]
               : -1;
}

static int add_list(struct compiling *compiling, struct choice_list list) {
    struct definition *definition = compiling->definition;
    struct arena *arena = &definition->arena;
    int number = definition->list_count;
    definition->lists = arena_room(arena, definition->lists, number, sizeof *definition->lists);
    compiling->list_used = arena_room(arena, compiling->list_used, number, sizeof *compiling->list_used);
    compiling->list_other = arena_room(arena, compiling->list_other, number, sizeof *compiling->list_other);
    definition->lists[number] = list;
    compiling->list_used[number] = false;
    compiling->list_other[number] = -1;
    return definition->list_count++;
}

static int list_of(struct compiling *compiling, const char *name) {
    int found = choices_find_list(compiling, name), count = compiling->list_order_count;
    if (found >= 0)
        return found;
    int at = position_of(compiling, name);
    compiling->list_order = arena_room(&compiling->definition->arena, compiling->list_order, count,
                                       sizeof *compiling->list_order);
    memmove(&compiling->list_order[at + 1], &compiling->list_order[at],
            (size_t)(count - at) * sizeof *compiling->list_order);
    compiling->list_order_count++;
    return compiling->list_order[at] = add_list(compiling, (struct choice_list){ .name = name });
}

static void add_choice(struct definition *definition, struct choice_list *list, struct choice choice) {
    list->choices = arena_room(&definition->arena, list->choices, list->count, sizeof *list->choices);
    list->choices[list->count++] = choice;
}

int choices_with_other(struct compiling *compiling, int list) {
    struct definition *definition = compiling->definition;
    if (definition_choice(definition, list, "other"))
        return list;
    if (compiling->list_other[list] < 0) {
        struct choice_list copy = { .name = definition->lists[list].name };
        struct choice other = { .name = "other" };
        for (int i = 0; i < definition->lists[list].count; i++)
            add_choice(definition, &copy, definition->lists[list].choices[i]);
        other.labels =
            arena_new(&definition->arena, (size_t)definition->language_count * sizeof *other.labels);
        other.labels[0] = _("Other");
        other.cells =
            arena_new(&definition->arena, (size_t)(definition->column_count + 1) * sizeof *other.cells);
        for (int i = 0; i <= definition->column_count; i++)
            other.cells[i] = "";
        add_choice(definition, &copy, other);
        int number = add_list(compiling, copy);
        compiling->list_used[number] = true;
        compiling->list_other[list] = number;
    }
    return compiling->list_other[list];
}

static bool has_media(const struct header *header, const struct sheet_row *row) {
    for (int i = 0, column; (column = header_column_any(header, COLUMN_MEDIA, i)) >= 0; i++)
        if (*sheet_cell(row, column))
            return true;
    return false;
}

static struct choice make_choice(struct compiling *compiling, const struct sheet_row *row, const char *name) {
    const struct header *header = &compiling->choices;
    struct arena *arena = &compiling->definition->arena;
    struct choice choice = { .name = name,
                             .labels = compiling_texts(compiling, header, row, COLUMN_LABEL),
                             .cells = arena_new(arena, (size_t)(header->count + 1) * sizeof(char *)),
                             .row = row->row };
    bool has_label = false;
    for (int i = 0; i < compiling->definition->language_count; i++)
        has_label |= choice.labels[i] != NULL;
    if (!has_label && !has_media(header, row))
        problems_warning(compiling->problems,
                         header_place(header, row, header_column_any(header, COLUMN_LABEL, 0), 0),
                         _("the choice has no label; its name will be shown"));
    for (int i = 0; i <= header->count; i++) {
        const char *cell = i < header->count ? sheet_cell(row, i) : "";
        choice.cells[i] = *cell ? text_trim(arena_copy(arena, cell)) : "";
    }
    return choice;
}

static void read_choice(struct compiling *compiling, const struct sheet_row *row) {
    const struct header *header = &compiling->choices;
    struct definition *definition = compiling->definition;
    const char *list = header_value(header, &definition->arena, row, COLUMN_LIST_NAME);
    const char *name = header_value(header, &definition->arena, row, COLUMN_NAME);
    if (!*list && *name)
        problems_error(compiling->problems, header_place(header, row, -1, 0),
                       _("the choice \"%s\" has no list_name"), name);
    else if (!*list)
        problems_warning(compiling->problems, header_place(header, row, -1, 0),
                         _("the row has neither list_name nor name and is not used"));
    else if (!*name)
        problems_error(compiling->problems, header_place(header, row, -1, 0),
                       _("a choice of the list \"%s\" has no name"), list);
    int number = *list ? list_of(compiling, list) : -1;
    if (*list && *name)
        add_choice(definition, &definition->lists[number], make_choice(compiling, row, name));
}

static int compare_choices(const void *one, const void *other) {
    const struct choice *a = *(const struct choice *const *)one, *b = *(const struct choice *const *)other;
    int difference = strcmp(a->name, b->name);
    return difference ? difference : (a > b) - (a < b);
}

static const struct sheet_row *row_of(const struct header *header, int number) {
    const struct sheet_row *rows;
    int low = 0, high = header_rows(header, &rows) - 1;
    while (low < high) {
        int middle = (low + high) / 2;
        if (rows[middle].row < number)
            low = middle + 1;
        else
            high = middle;
    }
    return &rows[low];
}

static void refuse_duplicates(struct compiling *compiling, const struct choice_list *list) {
    const struct header *header = &compiling->choices;
    const struct choice **sorted =
        arena_new(&compiling->definition->arena, (size_t)list->count * sizeof *sorted);
    for (int i = 0; i < list->count; i++)
        sorted[i] = &list->choices[i];
    if (list->count)
        qsort(sorted, (size_t)list->count, sizeof *sorted, compare_choices);
    for (int i = 1; i < list->count; i++)
        if (!strcmp(sorted[i]->name, sorted[i - 1]->name))
            problems_error(compiling->problems,
                           header_place(header, row_of(header, sorted[i]->row),
                                        header_column(header, COLUMN_NAME, NULL), 0),
                           _("the choice \"%s\" is already in the list \"%s\", in row %d"), sorted[i]->name,
                           list->name, sorted[i - 1]->row);
}

static void find_columns(struct compiling *compiling) {
    struct definition *definition = compiling->definition;
    const struct header *header = &compiling->choices;
    definition->column_count = header->count;
    definition->columns = arena_new(&definition->arena, (size_t)header->count * sizeof *definition->columns);
    for (int i = 0; i < header->count; i++) {
        enum header_word word = header->cells[i].word;
        definition->columns[i] = word == COLUMN_NAME                        ? "name"
                                 : word == COLUMN_LABEL                     ? "label"
                                 : compiling_is_name(header->cells[i].text) ? header->cells[i].text
                                                                            : NULL;
    }
}

void choices_compile(struct compiling *compiling) {
    const struct header *header = &compiling->choices, *settings = &compiling->settings;
    const struct sheet_row *rows, *setting;
    int count = header_rows(header, &rows);
    bool duplicates_allowed = header_rows(settings, &setting) > 0 &&
                              compiling_says_yes(header_value(settings, &compiling->definition->arena,
                                                              setting, COLUMN_ALLOW_DUPLICATES));
    if (count &&
        (header_column(header, COLUMN_LIST_NAME, NULL) < 0 || header_column(header, COLUMN_NAME, NULL) < 0)) {
        problems_error(compiling->problems, header_place(header, &header->sheet->rows[0], -1, 0),
                       _("the header must have the columns list_name and name"));
        return;
    }
    find_columns(compiling);
    for (int i = 0; i < count; i++)
        read_choice(compiling, &rows[i]);
    for (int i = 0; i < compiling->definition->list_count && !duplicates_allowed; i++)
        refuse_duplicates(compiling, &compiling->definition->lists[i]);
}
