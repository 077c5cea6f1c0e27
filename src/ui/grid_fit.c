#include "ui/grid_fit.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum {
    LABEL_LEAST = 18,  /* columns that the labels of rows keep when the table is wide */
    WHOLE_MOST = 16,   /* columns for a label of several words on one line */
    CELL_LEAST = 5,    /* a mark or four digits, and what is between */
    DIGITS = 9,        /* columns that can be chosen by a digit */
    SIDEWAYS_LEAST = 2 /* columns to be seen at once where the table goes on sideways */
};

static int longest_word(const char *text) {
    struct arena scratch = { 0 };
    char *words = text_clean(&scratch, text);
    int longest = 0;
    for (char *word; (word = strsep(&words, " "));)
        longest = text_width(word) > longest ? text_width(word) : longest;
    arena_done(&scratch);
    return longest;
}

const char *grid_row_label(const struct table *table, int item) {
    const struct form_item *at = &table->form->items[item];
    return at->field->grid_row ? at->field->grid_row : form_label(at, table->sheet->arena);
}

const char *grid_column_label(const struct table *table, int column) {
    return column < table->grid->column_count ? table->grid->columns[column] : _("Total");
}

const char *grid_column_digit(const struct table *table, int column) {
    const struct grid *grid = table->grid;
    bool numbered = !grid->numbers && column < grid->column_count && grid->column_count <= DIGITS &&
                    strtol(grid->columns[column], NULL, 10) != column + 1;
    return numbered ? arena_format(table->sheet->arena, "%d", column + 1) : "";
}

/* As wide as the labels on one line (`whole`), with their digits unless these are stacked, else as their
 * longest words; what lies between costs two. Returns whether each label has one line.
 */
static bool measure_columns(struct table *table, bool whole) {
    int count = table->grid->column_count, totals = table->grid->numbers && count > 1;
    bool fits = true;
    for (int i = 0; i < count + totals; i++) {
        const char *label = grid_column_label(table, i);
        int digit = !table->stacked && *grid_column_digit(table, i) ? 2 : 0;
        int longest = digit + longest_word(label), all = digit + text_width(label);
        int width = !whole ? longest : all > WHOLE_MOST && longest < WHOLE_MOST ? WHOLE_MOST : all;
        table->widths[i] = width + 2 < CELL_LEAST ? CELL_LEAST : width + 2;
        fits = fits && width >= all;
    }
    return fits;
}

static void measure_labels(struct table *table) {
    int widest = table->grid->numbers ? text_width(_("Total")) : 0;
    for (int i = table->first; i < table->end; i++) {
        int width = text_width(grid_row_label(table, i)) + (table->form->items[i].field->required ? 2 : 0);
        widest = width > widest ? width : widest;
    }
    table->label = SHEET_MARGIN + widest + 1;
}

static int sum_widths(const struct table *table, int from, int to) {
    int sum = table->widths[table->grid->column_count];
    for (int i = from; i < to; i++)
        sum += table->widths[i];
    return sum;
}

static int widest_column(const struct table *table) {
    int widest = 0;
    for (int i = 1; i <= table->grid->column_count; i++)
        if (table->widths[i] > table->widths[widest])
            widest = i;
    return widest;
}

/* Where all columns do not fit: those that fit beside each other and have the focus among them, none wider
 * than a share of the room. */
static bool go_sideways(struct table *table, int room) {
    const struct form_item *focused = &table->form->items[table->sheet->session->place->form.focus];
    int column = focused->field->grid == table->grid ? focused->field->grid_column : 0;
    int count = table->grid->column_count, most = room / (SIDEWAYS_LEAST + 1);
    if (!table->grid->numbers || most < CELL_LEAST)
        return false;
    measure_columns(table, false);
    for (int i = 0; i <= count; i++)
        table->widths[i] = table->widths[i] > most ? most : table->widths[i];
    do {
        table->from = table->to == count ? 0 : table->to;
        table->to = table->from + 1;
        while (table->to < count && sum_widths(table, table->from, table->to + 1) <= room)
            table->to++;
    } while (table->to <= column);
    return true;
}

bool grid_fit(struct table *table) {
    int room = table->sheet->columns - 1;
    table->to = table->grid->column_count;
    table->widths = arena_new(table->sheet->arena, (size_t)(table->to + 1) * sizeof *table->widths);
    measure_labels(table);
    bool one_line = measure_columns(table, true);
    bool fits = table->label + sum_widths(table, 0, table->to) <= room;
    table->stacked = !table->grid->numbers && !(one_line && fits);
    if (table->stacked)
        measure_columns(table, true);
    if (table->label + sum_widths(table, 0, table->to) > room)
        measure_columns(table, false);
    int columns = sum_widths(table, 0, table->grid->column_count);
    int most = room - columns > LABEL_LEAST ? room - columns : LABEL_LEAST;
    if (table->label > most)
        table->label = most;
    room -= table->label;
    while (columns > room) {
        int widest = widest_column(table);
        if (table->widths[widest] <= CELL_LEAST)
            return go_sideways(table, room);
        table->widths[widest]--;
        columns--;
    }
    return true;
}
