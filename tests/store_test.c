/* The shared database: refusals, rolling back, pages of rows, searching. */
#include <ftw.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/arena.h"
#include "store/db.h"
#include "store/search.h"
#include "store/window.h"

static struct arena arena;
static char folder[] = "/tmp/topcop-store-XXXXXX";

static char *path(const char *name) {
    return arena_format(&arena, "%s/%s", folder, name);
}

static const char *add_areas(struct db *db, void *count) {
    const char *no = NULL;
    for (int i = 1; i <= *(int *)count && !no; i++)
        no = db_run(db, "INSERT INTO area (id, code, title) VALUES (9000 + :i, :code, :title)",
                    with(integer("i", i), text("code", arena_format(&arena, "Z%05d", i)),
                         text("title", i % 3 ? "odd" : "even")));
    return no;
}

static const char *add_and_regret(struct db *db, void *argument) {
    (void)argument;
    const char *no = db_run(db, "INSERT INTO area (id, code, title) VALUES (8000, 'GONE', 'x')", NULL);
    return no ? no : "changed my mind";
}

static const char *add_twice(struct db *db, void *argument) {
    (void)argument;
    const char *no = db_run(db, "INSERT INTO area (code, title) VALUES ('TWICE', 'x')", NULL);
    return no ? no : db_run(db, "INSERT INTO area (code, title) VALUES ('TWICE', 'x')", NULL);
}

static const char *add_orphan(struct db *db, void *argument) {
    (void)argument;
    return db_run(db, "INSERT INTO area (code, title, parent_id) VALUES ('ORPHAN', 'x', 424242)", NULL);
}

static void opening_refuses_what_it_must(void **state) {
    (void)state;
    struct db *db;
    assert_non_null(strstr(db_open(&db, path("none.db")), "There is no database at"));
    FILE *file = fopen(path("text.db"), "w");
    fputs("this is not a database, whatever its name says; it is only some text that is long enough", file);
    fclose(file);
    assert_non_null(strstr(db_open(&db, path("text.db")), "no topcop database"));
    assert_non_null(strstr(db_create(&db, path("text.db")), "exists already"));
    assert_null(db_create(&db, path("good.db")));
    db_close(db);
    assert_null(db_open(&db, path("good.db")));
    assert_true(db_exists(db, "SELECT 1 FROM level", NULL));
    db_close(db);
}

static void writing_is_all_or_nothing(void **state) {
    (void)state;
    struct db *db = db_memory();
    assert_string_equal(db_write(db, add_and_regret, NULL), "changed my mind");
    assert_false(db_exists(db, "SELECT 1 FROM area WHERE code = 'GONE'", NULL));
    assert_string_equal(db_write(db, add_twice, NULL), "There is one with this code already.");
    assert_false(db_exists(db, "SELECT 1 FROM area WHERE code = 'TWICE'", NULL));
    assert_non_null(strstr(db_write(db, add_orphan, NULL), "does not exist"));
    assert_true(db_is_idle(db));
    db_close(db);
}

static int ended; /* how often what was asked for at the end came */

static const char *at_end(struct db *db) {
    ended++;
    return db_exists(db, "SELECT 1 FROM area WHERE code = 'BAD'", NULL) ? "not at the end" : NULL;
}

static const char *add_one(struct db *db, void *code) {
    db_at_end(db, at_end);
    return db_run(db, "INSERT INTO area (code, title) VALUES (:code, 'x')", with(text("code", code)));
}

static const char *add_and_refuse(struct db *db, void *code) {
    const char *no = add_one(db, code);
    return no ? no : "refused after all";
}

static const char *try_some(struct db *db, void *last) {
    if (db_try(db, add_one, "GOOD") || !db_try(db, add_and_refuse, "LOST"))
        return "tried wrongly";
    return db_try(db, add_one, last);
}

static void a_trial_leaves_nothing_behind(void **state) {
    (void)state;
    struct db *db = db_memory();
    ended = 0;
    assert_null(db_write(db, try_some, "BEST"));
    assert_int_equal(ended, 1);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM area WHERE code IN ('GOOD', 'BEST')", NULL), 2);
    assert_false(db_exists(db, "SELECT 1 FROM area WHERE code = 'LOST'", NULL));
    assert_false(db_exists(db, "SELECT 1 FROM audit WHERE detail GLOB '*LOST*'", NULL));
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM audit WHERE detail GLOB '*code: [GB]*'", NULL), 2);
    assert_non_null(db_write(db, try_some, "BEST")); /* GOOD is there already */
    assert_int_equal(ended, 1);
    assert_string_equal(db_write(db, add_one, "BAD"), "not at the end");
    assert_false(db_exists(db, "SELECT 1 FROM area WHERE code = 'BAD'", NULL));
    assert_true(db_is_idle(db));
    db_close(db);
}

static const char *look_and_regret(struct db *db, void *argument) {
    (void)argument;
    db_int(db, 0, "SELECT count(*) FROM structure_list", NULL);
    return "changed my mind";
}

static void views_outlive_a_rollback(void **state) {
    (void)state;
    struct db *db = db_memory();
    for (int i = 0; i < 2; i++) {
        assert_non_null(db_write(db, look_and_regret, NULL));
        assert_int_equal(db_int(db, -1, "SELECT count(*) FROM structure_list", NULL), 0);
    }
    db_close(db);
}

static void others_changes_are_noticed(void **state) {
    (void)state;
    struct db *one, *other;
    assert_null(db_create(&one, path("watch.db")));
    assert_null(db_open(&other, path("watch.db")));
    int count = 1;
    db_changed(one);
    assert_false(db_changed(one));
    assert_null(db_write(one, add_areas, &count));
    assert_false(db_changed(one));
    assert_true(db_changed(other));
    assert_false(db_changed(other));
    db_close(one);
    db_close(other);
}

static void copies_are_whole(void **state) {
    (void)state;
    struct db *db, *copy;
    assert_null(db_create(&db, path("live.db")));
    int count = 5;
    assert_null(db_write(db, add_areas, &count));
    assert_null(db_backup(db, path("copy.db"), NULL, NULL));
    assert_non_null(strstr(db_backup(db, path("copy.db"), NULL, NULL), "exists already"));
    assert_null(db_open(&copy, path("copy.db")));
    assert_int_equal(db_int(copy, 0, "SELECT count(*) FROM area WHERE id > 9000", NULL), 5);
    db_close(copy);
    db_close(db);
}

static const struct db_value from_areas[] = { { .name = "from", .kind = DB_INTEGER, .integer = 9000 },
                                              { 0 } };

static struct window window_over(struct db *db) {
    return (struct window){ .db = db,
                            .query = "SELECT id, code, title FROM area WHERE id > :from",
                            .values = from_areas,
                            .order = "code" };
}

/* Walks the whole list by pages of `size` in both directions and checks that no row is left out or comes
 * twice. */
static void walk_through(struct window *window, int rows, int size) {
    int seen = 0;
    char last[16] = "";
    window_first(window, size);
    assert_int_equal(window->total, rows);
    for (bool more = rows > 0; more; more = window_step(window, 1)) {
        assert_int_equal(window->position, seen + 1);
        assert_true(strcmp(window->rows[0].values[1].text, last) > 0);
        snprintf(last, sizeof last, "%s", window->rows[0].values[1].text);
        seen++;
    }
    assert_int_equal(seen, rows > size ? rows - size + 1 : rows > 0);
    window_last(window, size);
    int held = rows < size ? rows : size;
    assert_int_equal(window->count, held);
    assert_int_equal(window->position, rows - held + 1);
    for (int up = 0; window_step(window, -size); up++)
        assert_true(up < rows);
    assert_int_equal(window->position, 1);
}

static void pages_leave_no_row_out(void **state) {
    (void)state;
    static const int sizes[] = { 1, 2, 5, 20 }, rows[] = { 0, 1, 2, 5, 19, 20, 21, 40, 41 };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        struct db *db = db_memory();
        int count = rows[r];
        assert_null(db_write(db, add_areas, &count));
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            struct window window = window_over(db);
            walk_through(&window, count, sizes[s]);
            window_done(&window);
        }
        db_close(db);
    }
}

static void pages_stay_in_order(void **state) {
    (void)state;
    struct db *db = db_memory();
    int count = 50;
    assert_null(db_write(db, add_areas, &count));
    struct window window = window_over(db);
    window.order = "title";
    window.descending = true;
    window_first(&window, 10);
    assert_string_equal(window.rows[0].values[2].text, "odd");
    assert_int_equal(window.rows[0].id, 9050);
    window_last(&window, 10);
    assert_string_equal(window.rows[9].values[2].text, "even");
    assert_int_equal(window.rows[9].id, 9003);
    window_step(&window, -3);
    window_again(&window, 10);
    assert_int_equal(window.position, 38);
    const char *const conditions[] = { "title = 'even'", NULL };
    window.conditions = conditions;
    window_first(&window, 10);
    assert_int_equal(window.total, 16);
    window_done(&window);
    db_close(db);
}

static void words_are_made_harmless(void **state) {
    (void)state;
    assert_string_equal(search_expression(&arena, "Bakı  dRUG"), "\"baki\"* \"drug\"*");
    assert_string_equal(search_expression(&arena, "a\" OR NEAR(b"), "\"a\"* \"or\"* \"near\"* \"b\"*");
    assert_string_equal(search_expression(&arena, "x&y a–b DRG-P01"),
                        "\"x\"* \"y\"* \"a\"* \"b\"* \"drg\"* \"p01\"*");
    assert_null(search_expression(&arena, " \"*- "));
}

static int forget(const char *name, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(name);
}

static int clean_up(void **state) {
    (void)state;
    arena_done(&arena);
    return nftw(folder, forget, 8, FTW_DEPTH | FTW_PHYS);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    if (!mkdtemp(folder))
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_trial_leaves_nothing_behind), cmocka_unit_test(views_outlive_a_rollback),
        cmocka_unit_test(opening_refuses_what_it_must),  cmocka_unit_test(writing_is_all_or_nothing),
        cmocka_unit_test(others_changes_are_noticed),    cmocka_unit_test(copies_are_whole),
        cmocka_unit_test(pages_leave_no_row_out),        cmocka_unit_test(pages_stay_in_order),
        cmocka_unit_test(words_are_made_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, clean_up);
}
