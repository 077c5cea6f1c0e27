#include "xlsform/compiling.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"

static struct choice_list *list_of(struct definition *definition, const char *name) {
    for (int i = 0; i < definition->list_count; i++)
        if (!strcmp(definition->lists[i].name, name))
            return &definition->lists[i];
    definition->lists =
        arena_room(&definition->arena, definition->lists, definition->list_count, sizeof *definition->lists);
    definition->lists[definition->list_count] = (struct choice_list){ .name = name };
    return &definition->lists[definition->list_count++];
}

static const struct choice *find(const struct choice_list *list, const char *name) {
    for (int i = 0; i < list->count; i++)
        if (!strcmp(list->choices[i].name, name))
            return &list->choices[i];
    return NULL;
}

static void add_choice(struct compiling *compiling, const struct sheet_row *row, const char *list_name,
                       const char *name, bool duplicates_allowed) {
    struct definition *definition = compiling->definition;
    const struct header *header = &compiling->choices;
    struct choice_list *list = list_of(definition, list_name);
    const struct choice *same = find(list, name);
    struct problem_place place = header_place(header, row, header_column(header, COLUMN_NAME, NULL), 0);
    if (same && !duplicates_allowed)
        problems_error(compiling->problems, place,
                       _("the choice \"%s\" is already in the list \"%s\", in row %d"), name, list_name,
                       same->row);
    list->choices = arena_room(&definition->arena, list->choices, list->count, sizeof *list->choices);
    struct choice *choice = &list->choices[list->count++];
    *choice = (struct choice){ .name = name,
                               .labels = compiling_texts(compiling, header, row, COLUMN_LABEL),
                               .cells = arena_new(&definition->arena, (size_t)header->count * sizeof(char *)),
                               .row = row->row };
    for (int i = 0; i < header->count; i++)
        choice->cells[i] = text_trim(arena_copy(&definition->arena, sheet_cell(row, i)));
}

static void read_choice(struct compiling *compiling, const struct sheet_row *row, bool duplicates_allowed) {
    const struct header *header = &compiling->choices;
    struct arena *arena = &compiling->definition->arena;
    const char *list = header_value(header, arena, row, COLUMN_LIST_NAME);
    const char *name = header_value(header, arena, row, COLUMN_NAME);
    if (!*list)
        problems_error(compiling->problems, header_place(header, row, -1, 0),
                       _("the choice \"%s\" has no list_name"), name);
    else if (!*name)
        problems_error(compiling->problems, header_place(header, row, -1, 0),
                       _("a choice of the list \"%s\" has no name"), list);
    else
        add_choice(compiling, row, list, name, duplicates_allowed);
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
        problems_error(compiling->problems, header_place(header, NULL, -1, 0),
                       _("the header must have the columns list_name and name"));
        return;
    }
    find_columns(compiling);
    for (int i = 0; i < count; i++)
        read_choice(compiling, &rows[i], duplicates_allowed);
}
