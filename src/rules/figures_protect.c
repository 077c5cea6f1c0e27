#include "rules/figures.h"

/* A row or a column: `count` cells, `step` apart, the last of them the total. */
struct line {
    struct figure *cells;
    int count, step;
};

static struct figure *at(const struct line *line, int number) {
    return &line->cells[(long)number * line->step];
}

static struct line line_of(struct figures *figures, int number) {
    return number < figures->rows
               ? (struct line){ &figures->cells[(long)number * figures->columns], figures->columns, 1 }
               : (struct line){ &figures->cells[number - figures->rows], figures->rows, figures->columns };
}

/* Everybody knows of a hidden cell: where it says "<5", from 0 or 1 to 4; else it is 5 or more. */
static int64_t least(const struct figure *cell) {
    return cell->mark == FIGURE_SMALL ? cell->count > 0 : FIGURE_LEAST;
}

/* Whether the line leaves every small cell the whole range that "<5" says. */
static bool is_safe(const struct line *line) {
    int64_t sum = 0, sum_least = 0, sum_most = 0;
    int open = 0, small = 0;
    if (at(line, line->count - 1)->mark != FIGURE_SHOWN)
        return true; /* no equation */
    for (int i = 0; i < line->count - 1; i++) {
        const struct figure *cell = at(line, i);
        if (cell->mark == FIGURE_SHOWN)
            continue;
        sum += cell->count;
        sum_least += least(cell);
        small += cell->mark == FIGURE_SMALL;
        open += cell->mark == FIGURE_HIDDEN;
        sum_most += cell->mark == FIGURE_SMALL ? FIGURE_LEAST - 1 : 0;
    }
    for (int i = 0; i < line->count - 1 && small; i++) {
        const struct figure *cell = at(line, i);
        if (cell->mark != FIGURE_SMALL)
            continue;
        bool can_be_most = sum - (sum_least - least(cell)) >= FIGURE_LEAST - 1;
        bool can_be_least = open || sum - (sum_most - (FIGURE_LEAST - 1)) <= least(cell);
        if (!can_be_most || !can_be_least)
            return false;
    }
    return !(open == 1 && !small); /* a cell hidden for another line is not given back by this one */
}

/* The smallest cell that shows something, the total at last; false: there is none. */
static bool hide_one(const struct line *line) {
    struct figure *smallest = NULL;
    for (int i = 0; i < line->count - 1; i++) {
        struct figure *cell = at(line, i);
        if (cell->mark == FIGURE_SHOWN && cell->count > 0 && (!smallest || cell->count < smallest->count))
            smallest = cell;
    }
    if (!smallest)
        smallest = at(line, line->count - 1);
    if (smallest->mark != FIGURE_SHOWN)
        return false;
    smallest->mark = FIGURE_HIDDEN;
    return true;
}

static bool is_small(const struct figure *cell) {
    return cell->count > 0 && cell->count < FIGURE_LEAST;
}

static void hide_small(struct figures *figures) {
    int lines = figures->rows + figures->columns;
    for (long i = 0; i < (long)figures->rows * figures->columns; i++)
        figures->cells[i].mark = is_small(&figures->cells[i]) ? FIGURE_SMALL : FIGURE_SHOWN;
    for (int number = 0; number < lines; number++) {
        struct line line = line_of(figures, number);
        for (int i = 0; is_small(at(&line, line.count - 1)) && i < line.count - 1; i++)
            at(&line, i)->mark = FIGURE_SMALL;
    }
}

void figures_protect(struct figures *figures) {
    hide_small(figures);
    for (bool changed = true; changed;) {
        changed = false;
        for (int number = 0; number < figures->rows + figures->columns; number++) {
            struct line line = line_of(figures, number);
            while (!is_safe(&line) && hide_one(&line))
                changed = true;
        }
    }
}
