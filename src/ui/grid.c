#include "ui/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/session.h"

enum { DIGITS_MOST = 15 }; /* a sum of such numbers is still exact */

bool grid_is_cell(const struct form_item *item) {
    return item->field->grid && item->field->grid->numbers;
}

/* ---- its items ---- */

int grid_first(const struct form *form, int item) {
    const struct grid *grid = form->items[item].field->grid;
    while (item > 0 && form->items[item - 1].field->grid == grid)
        item--;
    return item;
}

int grid_end(const struct form *form, int item) {
    const struct grid *grid = form->items[item].field->grid;
    while (item < form->count && form->items[item].field->grid == grid)
        item++;
    return item;
}

/* Whether two neighbours stand in one row. */
static bool is_beside(const struct form *form, int left) {
    const struct field *one = form->items[left].field, *other = form->items[left + 1].field;
    return one->grid == other->grid && one->grid->numbers && one->grid_column < other->grid_column &&
           (one->grid_row == other->grid_row ||
            (one->grid_row && other->grid_row && !strcmp(one->grid_row, other->grid_row)));
}

int grid_row_first(const struct form *form, int item) {
    while (item > 0 && is_beside(form, item - 1))
        item--;
    return item;
}

int grid_row_end(const struct form *form, int item) {
    while (item + 1 < form->count && is_beside(form, item))
        item++;
    return item + 1;
}

bool grid_row_is_shown(const struct form *form, int item) {
    int end = grid_row_end(form, item);
    for (int i = grid_row_first(form, item); i < end; i++)
        if (!form->items[i].hidden)
            return true;
    return false;
}

/* ---- what is said of it ---- */

char *grid_sum(const struct form *form, int first, int end, int column, struct arena *arena) {
    double sum = 0;
    bool any = false;
    for (int i = first; i < end; i++) {
        const struct form_item *item = &form->items[i];
        char *rest;
        double number = strtod(item->text, &rest);
        if (item->hidden || rest == item->text || (column >= 0 && item->field->grid_column != column))
            continue;
        sum += number;
        any = true;
    }
    return any ? arena_format(arena, "%.15g", sum) : "";
}

char *grid_remark(struct session *session, const struct grid *grid, struct arena *arena) {
    char *remark = grid->remark ? grid->remark(session, grid, arena) : NULL;
    return remark ? remark : "";
}

/* ---- going about ---- */

/* The next cell of the row that can have the focus, in steps of +1 or -1; the same cell at the edge. */
static int beside(const struct form *form, int item, int step) {
    int first = grid_row_first(form, item), end = grid_row_end(form, item);
    for (int i = item + step; i >= first && i < end; i += step)
        if (form_takes_focus(&form->items[i]))
            return i;
    return item;
}

/* The cell of that column in a row, or the nearest one before it, or the row's first; -1: none. */
static int cell_in_row(const struct form *form, int item, int column) {
    int end = grid_row_end(form, item), found = -1;
    for (int i = grid_row_first(form, item); i < end; i++)
        if (form_takes_focus(&form->items[i]) && (found < 0 || form->items[i].field->grid_column <= column))
            found = i;
    return found;
}

/* The cell above or below; beyond the edge the next item of the form. */
static int across(const struct place *place, int item, int step) {
    const struct form *form = &place->form;
    int column = form->items[item].field->grid_column, first = grid_first(form, item),
        end = grid_end(form, item);
    int at = step > 0 ? grid_row_end(form, item) : grid_row_first(form, item) - 1;
    while (at >= first && at < end) {
        int found = cell_in_row(form, at, column);
        if (found >= 0)
            return found;
        at = step > 0 ? grid_row_end(form, at) : grid_row_first(form, at) - 1;
    }
    int next = form_next(place, step > 0 ? end - 1 : first, step);
    return next < 0 ? item : next;
}

static void go(struct session *session, enum key key) {
    struct place *place = session->place;
    struct form *form = &place->form;
    form_settle(session);
    int item = form->focus;
    if (item < 0)
        return;
    if (key == LEFT || key == RIGHT)
        item = beside(form, item, key == RIGHT ? 1 : -1);
    else if (key == UP || key == DOWN)
        item = across(place, item, key == DOWN ? 1 : -1);
    else
        for (int next; (next = beside(form, item, key == END ? 1 : -1)) != item;)
            item = next;
    form_focus(session, item);
}

/* ---- typing ---- */

/* A cell's text after a key; the first digit replaces what was there. */
static char *typed(const struct form_item *item, bool fresh, enum key key, struct arena *arena) {
    size_t length = strlen(item->text);
    if (key == BACKSPACE)
        return arena_copy_part(arena, item->text, length ? length - 1 : 0);
    return key == DELETE ? "" : arena_format(arena, "%s%c", fresh ? "" : item->text, (char)key);
}

static const char *type(struct session *session, enum key key) {
    struct form *form = &session->place->form;
    struct form_item *item = &form->items[form->focus];
    if (item->field->fixed)
        return refuse(_("This is shown only; it cannot be changed here."));
    if (key != BACKSPACE && key != DELETE && (key > (enum key)'9' || !strchr("0123456789.,+-", (int)key)))
        return refuse(_("A number is wanted in this table."));
    struct arena scratch = { 0 };
    char *text = typed(item, form->fresh, key, &scratch);
    form->fresh = false;
    const char *no = strlen(text) <= DIGITS_MOST ? form_type(session, form->focus, text)
                                                 : refuse(_("At most %d digits are possible."), DIGITS_MOST);
    arena_done(&scratch);
    return no;
}

bool grid_key(struct session *session, enum key key) {
    struct form *form = &session->place->form;
    if (form->focus < 0 || !grid_is_cell(&form->items[form->focus]))
        return false;
    switch ((int)key) {
    case LEFT:
    case RIGHT:
    case UP:
    case DOWN:
    case HOME:
    case END:
        go(session, key);
        return true;
    default:
        break;
    }
    if (key != BACKSPACE && key != DELETE && (key <= ' ' || key >= F1))
        return false;
    const char *no = type(session, key);
    if (no)
        session_say(session, REFUSED, "%s", no);
    return true;
}
