/* A table of a form, asked cell by cell: its title before it, its totals after each row. */
#include "line/face.h"

#include <string.h>

#include "ui/grid.h"

/* Whether two items of the form belong to one table. */
static bool are_in_one(const struct form *form, int one, int other) {
    return one >= 0 && one < form->count && other >= 0 && other < form->count &&
           form->items[one].field->grid && form->items[one].field->grid == form->items[other].field->grid;
}

bool table_goes_on(const struct face *face, int item) {
    return are_in_one(&face->session->place->form, face->read, item);
}

void table_put_title(struct face *face, int item) {
    const struct grid *grid = face->session->place->form.items[item].field->grid;
    if (grid && grid->title && *grid->title)
        put_text(face, grid->title);
}

/* "Risk analyst: 12 in all." */
static void put_row(struct face *face, int item) {
    const struct form *form = &face->session->place->form;
    struct arena scratch = { 0 };
    const char *sum = grid_sum(form, grid_row_first(form, item), grid_row_end(form, item), -1, &scratch);
    if (*sum && form->items[item].field->grid_row)
        put_format(face, _("%s: %s in all."), form->items[item].field->grid_row, sum);
    arena_done(&scratch);
}

/* "In all: awareness 5, expert 22, together 27." */
static void put_columns(struct face *face, int item) {
    const struct form *form = &face->session->place->form;
    const struct grid *grid = form->items[item].field->grid;
    int first = grid_first(form, item), end = grid_end(form, item);
    struct arena scratch = { 0 };
    char *line = "";
    for (int i = 0; i < grid->column_count; i++) {
        char *sum = grid_sum(form, first, end, i, &scratch);
        if (*sum)
            line = arena_format(&scratch, "%s%s %s, ", line, grid->columns[i], sum);
    }
    if (*line)
        put_format(face, _("In all: %stogether %s."), line, grid_sum(form, first, end, -1, &scratch));
    arena_done(&scratch);
}

void table_put_totals(struct face *face, int item, int next) {
    struct session *session = face->session;
    const struct form *form = &session->place->form;
    const struct grid *grid = form->items[item].field->grid;
    if (!grid)
        return;
    bool row_ends = next < 0 || next >= grid_row_end(form, item), ends = !are_in_one(form, item, next);
    if (grid->numbers && row_ends && grid->column_count > 1)
        put_row(face, item);
    if (grid->numbers && ends)
        put_columns(face, item);
    struct arena scratch = { 0 };
    const char *remark = row_ends && (grid->numbers || ends) ? grid_remark(session, grid, &scratch) : "";
    if (*remark)
        put_text(face, remark);
    arena_done(&scratch);
}
