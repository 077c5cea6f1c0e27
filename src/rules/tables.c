#include "rules/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether a word stands in an appearance. */
static bool looks(const struct filling *filling, int item, const char *word) {
    const char *at = item < 0 ? "" : filling_appearance(filling, item);
    size_t length = strlen(word);
    while ((at = strstr(at, word))) {
        bool begins = at == filling_appearance(filling, item) || at[-1] == ' ';
        if (begins && (!at[length] || at[length] == ' '))
            return true;
        at += length;
    }
    return false;
}

/* ---- choices ---- */

static bool is_row(const struct filling *filling, int item) {
    int group = filling_parent(filling, item);
    if (filling_kind(filling, item) != FILLING_ONE || filling_choices_move(filling, item))
        return false;
    return looks(filling, group, "table-list") ||
           (looks(filling, group, "field-list") &&
            (looks(filling, item, "list-nolabel") || looks(filling, item, "likert")));
}

/* The row that only names the columns. */
static bool is_header(const struct filling *filling, int item) {
    return filling_kind(filling, item) == FILLING_ONE && looks(filling, item, "label") &&
           looks(filling, filling_parent(filling, item), "field-list");
}

static bool same_choices(struct filling *filling, int one, int other) {
    struct arena arena = { 0 };
    const struct filling_choice *a = filling_choices(filling, one, &arena),
                                *b = filling_choices(filling, other, &arena);
    while (a->name && b->name && !strcmp(a->name, b->name))
        a++, b++;
    bool same = !a->name && !b->name;
    arena_done(&arena);
    return same;
}

static bool choices_at(struct filling *filling, const int *items, int count, int place, struct table *table,
                       struct arena *arena) {
    int first = place + is_header(filling, items[place]), rows = 0;
    int *list = arena_new(arena, (size_t)(count - place + 1) * sizeof *list);
    for (int i = first; i < count && is_row(filling, items[i]); i++) {
        bool goes_on = filling_parent(filling, items[i]) == filling_parent(filling, items[first]) &&
                       same_choices(filling, items[first], items[i]);
        if (!goes_on)
            break;
        list[rows++] = items[i];
    }
    if (!rows || (rows == 1 && !looks(filling, filling_parent(filling, items[first]), "table-list")))
        return false;
    struct arena scratch = { 0 };
    const struct filling_choice *choices = filling_choices(filling, items[first], &scratch);
    *table = (struct table){ .group = filling_parent(filling, items[first]),
                             .last = first + rows - 1,
                             .row_count = rows,
                             .rows = list };
    while (choices[table->column_count].name)
        table->column_count++;
    arena_done(&scratch);
    return table->column_count > 0;
}

bool table_is_all_of(struct filling *filling, int item) {
    int count, members = 0, rows = 0;
    const int *items = filling_items(filling, &count);
    for (int i = 0; i < count; i++) {
        if (filling_parent(filling, items[i]) != item || filling_kind(filling, items[i]) == FILLING_QUIET)
            continue;
        members++;
        rows += is_row(filling, items[i]) || is_header(filling, items[i]);
    }
    return rows && rows == members;
}

/* ---- numbers ---- */

static bool numbers_at(struct filling *filling, const int *items, int count, int place, struct table *table,
                       struct arena *arena) {
    int group = items[place], cells = 0, rows = 0, i = place + 1;
    int *row = arena_new(arena, (size_t)(count - place + 1) * sizeof *row);
    int *cell = arena_new(arena, (size_t)(count - place + 1) * sizeof *cell);
    for (; i < count; i++) {
        enum filling_kind kind = filling_kind(filling, items[i]);
        int parent = filling_parent(filling, items[i]);
        if (kind == FILLING_SECTION && parent == group)
            row[rows++] = items[i];
        else if (kind == FILLING_INTEGER && rows && parent == row[rows - 1])
            cell[cells++] = items[i];
        else
            break;
    }
    bool is_left = i == count || (filling_parent(filling, items[i]) != group &&
                                  (!rows || filling_parent(filling, items[i]) != row[rows - 1]));
    if (!is_left || !rows || !cells || cells % rows)
        return false;
    for (int c = 0; c < cells; c++)
        if (filling_parent(filling, cell[c]) != row[c / (cells / rows)])
            return false;
    *table = (struct table){ .numbers = true,
                             .group = group,
                             .last = i - 1,
                             .row_count = rows,
                             .column_count = cells / rows,
                             .rows = row,
                             .cells = cell };
    return true;
}

bool table_at(struct filling *filling, int place, struct table *table, struct arena *arena) {
    int count;
    const int *items = filling_items(filling, &count);
    if (filling_kind(filling, items[place]) == FILLING_SECTION)
        return looks(filling, items[place], "number-grid") &&
               numbers_at(filling, items, count, place, table, arena);
    bool begins = is_header(filling, items[place]) ? place + 1 < count && is_row(filling, items[place + 1])
                                                   : is_row(filling, items[place]);
    return begins && choices_at(filling, items, count, place, table, arena);
}

double table_sum(const struct filling *filling, const struct table *table, int row, int column, int *filled) {
    double sum = 0;
    int found = 0;
    for (int i = 0; i < table->row_count * table->column_count; i++) {
        int item = table->cells[i];
        bool is_meant = (row < 0 || i / table->column_count == row) &&
                        (column < 0 || i % table->column_count == column) &&
                        filling_is_asked_now(filling, item) && *filling_value(filling, item);
        double number = is_meant ? strtod(filling_value(filling, item), NULL) : 0;
        found += is_meant;
        sum += isfinite(number) ? number : 0;
    }
    if (filled)
        *filled = found;
    return sum;
}
