/* The tables of a form: a head with the labels of the columns, a line for each row, totals, a remark. */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/grid_fit.h"

enum {
    LABEL_MOST = 4, /* lines of a column's label; what does not fit is cut */
    HEAD_MOST = LABEL_MOST + 1
};

/* ---- lines ---- */

/* A line of the table: what stands before the cells, then each of them, numbers to the right. */
static char *line_of(const struct table *table, const char *head, char *const *cells) {
    struct arena *arena = table->sheet->arena;
    struct buffer line = { 0 };
    buffer_add(&line, text_fit(arena, head, table->label));
    for (int i = table->from; i <= table->grid->column_count; i++) {
        if (i == table->to)
            i = table->grid->column_count;
        const char *cell = cells[i] ? cells[i] : "";
        if (table->widths[i] && table->grid->numbers)
            buffer_format(&line, "%s ", text_fit_right(arena, cell, table->widths[i] - 1));
        else if (table->widths[i])
            buffer_format(&line, "%s ", text_fit(arena, cell, table->widths[i] - 1));
    }
    while (line.length > 1 && line.text[line.length - 1] == ' ')
        line.text[--line.length] = 0;
    char *text = arena_copy(arena, line.text);
    buffer_done(&line);
    return text;
}

static char **new_cells(const struct table *table) {
    return arena_new(table->sheet->arena, (size_t)(table->grid->column_count + 1) * sizeof(char *));
}

static void fill_head(const struct table *table, int column, char **parts[], int *most) {
    struct arena *arena = table->sheet->arena;
    const char *label = grid_column_label(table, column), *digit = grid_column_digit(table, column);
    int lines = 0, above = table->stacked && *digit;
    if (*digit && !table->stacked)
        label = arena_format(arena, "%s %s", digit, label);
    if (above)
        parts[0][column] = arena_copy(arena, digit);
    int width = table->widths[column] - 1 - table->grid->numbers;
    char **wrapped = table->widths[column] ? text_wrap(arena, label, width, &lines) : NULL;
    for (int line = 0; line < lines && line < LABEL_MOST; line++) {
        bool cut = line == LABEL_MOST - 1 && lines > LABEL_MOST;
        parts[above + line][column] =
            cut ? text_fit(arena, arena_format(arena, "%s %s", wrapped[line], wrapped[line + 1]), width)
                : wrapped[line];
        *most = above + line + 1 > *most ? above + line + 1 : *most;
    }
}

static void add_head(struct table *table) {
    struct sheet *sheet = table->sheet;
    int count = table->grid->column_count, most = 0;
    char **parts[HEAD_MOST];
    for (int line = 0; line < HEAD_MOST; line++)
        parts[line] = new_cells(table);
    for (int i = table->from; i < table->to; i++)
        fill_head(table, i, parts, &most);
    fill_head(table, count, parts, &most);
    char *part = table->from > 0 || table->to < count
                     ? arena_format(sheet->arena, _("  %d-%d of %d"), table->from + 1, table->to, count)
                     : "";
    for (int line = 0; line < most; line++)
        sheet_add(sheet, line_of(table, line == most - 1 ? part : "", parts[line]), PLAIN, sheet->columns);
}

/* Where the cursor stands in a row: behind the number, or on the mark that is chosen. */
static int cursor_of(const struct table *table, int item, int chosen) {
    int column = table->grid->numbers ? table->form->items[item].field->grid_column : chosen < 0 ? 0 : chosen;
    int at = table->label + (table->grid->numbers ? table->widths[column] - 1 : 1);
    for (int i = table->from; i < column; i++)
        at += table->widths[i];
    return at;
}

static char *cell_text(const struct form_item *item, struct arena *arena) {
    return *item->text ? text_clean(arena, item->text) : ".";
}

/* The cells of a row, and the choice that is chosen, -1: none. */
static int fill_row(const struct table *table, int first, int end, char **cells) {
    struct sheet *sheet = table->sheet;
    int count = table->grid->column_count, chosen = -1;
    if (table->grid->numbers) {
        for (int i = first; i < end; i++)
            if (!table->form->items[i].hidden && table->form->items[i].field->grid_column < count)
                cells[table->form->items[i].field->grid_column] =
                    cell_text(&table->form->items[i], sheet->arena);
        cells[count] = grid_sum(table->form, first, end, -1, sheet->arena);
        return -1;
    }
    const struct choice *choices = form_choices(sheet->session, sheet->session->place, first);
    for (int i = 0; i < count && choices && choices[i].value; i++) {
        bool is = form_is_chosen(&table->form->items[first], choices[i].value);
        cells[i] = is ? "(x)" : "( )";
        chosen = is ? i : chosen;
    }
    return chosen;
}

static void add_problems(struct table *table, int first, int end) {
    for (int i = first; i < end; i++) {
        const struct form_item *item = &table->form->items[i];
        if (item->hidden || !item->problem)
            continue;
        const char *problem =
            table->grid->numbers && item->field->grid_column < table->grid->column_count
                ? arena_format(table->sheet->arena, "%s: %s", table->grid->columns[item->field->grid_column],
                               item->problem)
                : item->problem;
        sheet_add_problem(table->sheet, problem, SHEET_INDENT);
    }
}

static void add_row(struct table *table, int first, int end) {
    struct sheet *sheet = table->sheet;
    int focus = table->form->focus, at = sheet->count;
    bool focused = focus >= first && focus < end;
    char **cells = new_cells(table);
    int chosen = fill_row(table, first, end, cells);
    const char *star = !table->grid->numbers && table->form->items[first].field->required ? " *" : "";
    char **label =
        text_wrap(sheet->arena, arena_format(sheet->arena, "%s%s", grid_row_label(table, first), star),
                  table->label - SHEET_MARGIN - 1, NULL);
    char *head = arena_format(sheet->arena, "%c %s", focused ? '>' : ' ', *label ? *label : "");
    sheet_add(sheet, line_of(table, head, cells), PLAIN, table->label);
    for (int i = 1; *label && label[i]; i++)
        sheet_add(sheet, arena_format(sheet->arena, "%*s%s", SHEET_MARGIN, "", label[i]), PLAIN,
                  table->label);
    add_problems(table, first, end);
    if (!focused)
        return;
    sheet->cursor_line = at;
    sheet->cursor_column = cursor_of(table, focus, chosen);
    sheet->focus_first = at;
    sheet->focus_last = sheet->count - 1;
}

static void add_totals(struct table *table) {
    struct sheet *sheet = table->sheet;
    int count = table->grid->column_count;
    char **cells = new_cells(table);
    for (int i = 0; i < count; i++)
        cells[i] = grid_sum(table->form, table->first, table->end, i, sheet->arena);
    cells[count] = grid_sum(table->form, table->first, table->end, -1, sheet->arena);
    sheet_add(sheet, line_of(table, arena_format(sheet->arena, "  %s", _("Total")), cells), PLAIN,
              table->label);
}

/* What is to be seen with the focus: the whole table where it fits; else its head and the row. */
static void show_with_focus(struct table *table, int begin, int head, int head_count) {
    struct sheet *sheet = table->sheet;
    if (table->form->focus < table->first || table->form->focus >= table->end)
        return;
    bool fits = sheet->count - begin <= sheet->rows;
    sheet->behind = fits ? sheet->count - 1 : sheet->focus_last + 1;
    sheet->head = head;
    sheet->head_count = fits || head_count + 2 > sheet->rows ? 0 : head_count;
    sheet->focus_first = fits ? begin : sheet->focus_first - sheet->head_count;
}

bool sheet_add_grid(struct sheet *sheet, int first) {
    struct form *form = &sheet->session->place->form;
    struct table table = { .sheet = sheet,
                           .form = form,
                           .grid = form->items[first].field->grid,
                           .first = first,
                           .end = grid_end(form, first) };
    if (!grid_fit(&table))
        return false;
    int begin = sheet->count, rows = 0;
    if (table.grid->title)
        sheet_add_wrapped(sheet, table.grid->title, SHEET_MARGIN, PLAIN, true);
    int head = sheet->count;
    add_head(&table);
    int head_count = sheet->count - head;
    for (int i = first, end; i < table.end; i = end) {
        end = grid_row_end(form, i);
        if (!grid_row_is_shown(form, i))
            continue;
        add_row(&table, i, end);
        rows++;
    }
    if (rows == 0)
        sheet->count = begin;
    if (rows > 1 && table.grid->numbers)
        add_totals(&table);
    if (rows > 0)
        sheet_add_wrapped(sheet, grid_remark(sheet->session, table.grid, sheet->arena), SHEET_MARGIN, STRONG,
                          false);
    show_with_focus(&table, begin, head, head_count);
    return true;
}
