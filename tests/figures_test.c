/* Counting without names: what is exact, what is hidden, and that nobody works it out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/figures.h"
#include "rules/officer.h"

enum { MOST_ROWS = 8, MOST_COLUMNS = 8 };

static void make(struct figures *figures, int rows, int columns, const int *counts) {
    *figures = (struct figures){ .rows = rows + 1, .columns = columns + 1 };
    figures->cells =
        arena_new(&figures->arena, (size_t)((rows + 1) * (columns + 1)) * sizeof *figures->cells);
    for (int i = 0; i < rows * columns; i++) {
        int row = i / columns, column = i % columns, width = columns + 1;
        int to[] = { row * width + column, row * width + columns, rows * width + column,
                     rows * width + columns };
        for (int k = 0; k < 4; k++)
            figures->cells[to[k]].count += counts[i];
    }
    figures_protect(figures);
}

static const char *text_at(struct figures *figures, int row, int column) {
    return figure_text(figures, row, column, &figures->arena);
}

/* In a row or column whose total is small, every cell says "<5", the empty ones, too. */
static bool may_be_empty(const struct figures *figures, int cell) {
    int row = cell / figures->columns, column = cell % figures->columns;
    return figures->cells[row * figures->columns + figures->columns - 1].mark == FIGURE_SMALL ||
           figures->cells[(figures->rows - 1) * figures->columns + column].mark == FIGURE_SMALL;
}

/* What anybody can work out of one line: the range of each cell that says "<5", from what shows. */
static void attack(struct figures *figures, int first, int step, int count) {
    struct figure *total = &figures->cells[first + (count - 1) * step];
    if (total->mark != FIGURE_SHOWN)
        return;
    for (int one = 0; one < count - 1; one++) {
        if (figures->cells[first + one * step].mark != FIGURE_SMALL)
            continue;
        int64_t rest = total->count, others_least = 0, others_most = 0;
        for (int i = 0; i < count - 1; i++) {
            const struct figure *cell = &figures->cells[first + i * step];
            if (cell->mark == FIGURE_SHOWN)
                rest -= cell->count;
            else if (i != one) {
                others_least += cell->mark == FIGURE_HIDDEN               ? FIGURE_LEAST
                                : may_be_empty(figures, first + i * step) ? 0
                                                                          : 1;
                others_most += cell->mark == FIGURE_SMALL ? FIGURE_LEAST - 1 : 1000000;
            }
        }
        assert_true(rest - others_least >= FIGURE_LEAST - 1);
        assert_true(rest - others_most <= 1);
    }
}

static void attack_all(struct figures *figures) {
    for (int row = 0; row < figures->rows; row++)
        attack(figures, row * figures->columns, 1, figures->columns);
    for (int column = 0; column < figures->columns; column++)
        attack(figures, column, figures->columns, figures->rows);
    for (int i = 0; i < figures->rows * figures->columns; i++)
        assert_false(figures->cells[i].mark == FIGURE_SHOWN && figures->cells[i].count > 0 &&
                     figures->cells[i].count < FIGURE_LEAST);
}

static void a_small_cell_takes_others_with_it(void **state) {
    (void)state;
    struct figures figures;
    make(&figures, 3, 2, (int[]){ 30, 2, 20, 11, 40, 9 });
    assert_string_equal(text_at(&figures, 0, 1), "<5");
    assert_string_equal(text_at(&figures, 0, 0), "..");
    assert_string_equal(text_at(&figures, 3, 2), "112");
    attack_all(&figures);
    figures_done(&figures);
}

static void large_cells_and_empty_ones_show(void **state) {
    (void)state;
    struct figures figures;
    make(&figures, 2, 2, (int[]){ 30, 0, 5, 11 });
    assert_string_equal(text_at(&figures, 0, 1), "0");
    assert_string_equal(text_at(&figures, 1, 0), "5");
    assert_string_equal(text_at(&figures, 2, 2), "46");
    figures_done(&figures);
    make(&figures, 1, 2, (int[]){ 3, 0 });
    assert_string_equal(text_at(&figures, 0, 1), "<5"); /* not even that it is empty */
    assert_string_equal(text_at(&figures, 0, 2), "<5");
    figures_done(&figures);
}

/* Many tables from a fixed sequence of numbers. */
static void nobody_works_it_out(void **state) {
    (void)state;
    uint32_t random = 1;
    for (int round = 0; round < 3000; round++) {
        int counts[MOST_ROWS * MOST_COLUMNS], rows = 1 + round % MOST_ROWS,
                                              columns = 1 + round / 7 % MOST_COLUMNS;
        for (int i = 0; i < rows * columns; i++) {
            random = random * 1664525 + 1013904223;
            counts[i] = (int)(random >> 24) % (round % 3 ? 12 : 60);
        }
        struct figures figures;
        make(&figures, rows, columns, counts);
        attack_all(&figures);
        figures_done(&figures);
    }
}

static struct db *db;

static const char *count(const char *badge, const char *name, struct figures *figures) {
    const struct figure_report *report = figure_reports;
    while (strcmp(report->name, name) != 0)
        report++;
    return figures_make(db, badge ? fixture_officer(db, badge) : ACTOR_OWNER, report, figures);
}

static int64_t total(const struct figures *figures) {
    return figures->cells[figures->rows * figures->columns - 1].count;
}

static void who_counts_what(void **state) {
    (void)state;
    struct figures figures;
    db = fixture_new();
    fixture_save(db, officer_put, with(text("badge", "O1"), text("roles", "national@AZ")));
    fixture_save(db, officer_put, with(text("badge", "GIA"), text("roles", "observer@AZ observer@GE")));
    assert_null(count("LEYLA", "officers", &figures));
    assert_true(figures.is_exact);
    assert_int_equal(total(&figures), 15);
    figures_done(&figures);
    assert_null(count("HASAN", "officers", &figures));
    assert_true(figures.is_exact);
    assert_int_equal(total(&figures), 12);
    figures_done(&figures);
    assert_null(count("O1", "officers", &figures));
    assert_false(figures.is_exact);
    assert_int_equal(total(&figures), 15);
    figures_done(&figures);
    assert_null(count("GIA", "officers", &figures));
    assert_false(figures.is_exact);
    assert_int_equal(total(&figures), 16);
    attack_all(&figures);
    figures_done(&figures);
    assert_null(count(NULL, "officers", &figures));
    assert_int_equal(total(&figures), 16);
    figures_done(&figures);
    refused(count("ADMIN", "registrations", &figures), "figures");
    refused(count("PLAIN", "officers", &figures), "figures");
    for (const struct figure_report *report = figure_reports; report->name; report++) {
        accepted(count("O1", report->name, &figures));
        figures_done(&figures);
    }
    db_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_cell_takes_others_with_it),
        cmocka_unit_test(large_cells_and_empty_ones_show),
        cmocka_unit_test(nobody_works_it_out),
        cmocka_unit_test(who_counts_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
