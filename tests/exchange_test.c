/* CSV files in and out: problems with their places, repeats, nothing half done, and the way back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/words.h"
#include "command/intake.h"
#include "exchange/export.h"
#include "exchange/formula.h"
#include "exchange/map.h"
#include "fixture.h"
#include "rules/access.h"

/* ---- a file in the test's own folder ---- */

static char folder[] = "/tmp/topcop-exchange-XXXXXX";

static int make_folder(void **state) {
    (void)state;
    return mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int remove_folder(void **state) {
    (void)state;
    unlink("file.csv");
    return chdir("/") == 0 ? rmdir(folder) : -1;
}

static const char *file_of(const char *text) {
    FILE *file = fopen("file.csv", "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
    return "file.csv";
}

/* ---- reading through a map ---- */

static const char *const fields[] = { "code", "title", "day", "area", NULL };
static const char *const key[] = { "code", NULL };
static const struct import_kind kind = { fields, key };

static struct import read_through(const char *map_text, const char *csv, struct map *map) {
    struct import import;
    assert_null(map_read_text(map, "m.map", map_text));
    assert_null(import_read_file(&import, file_of(csv), &kind, map, (struct csv_options){ 0 }));
    return import;
}

static void says_problem(const struct import *import, int number, const char *expected) {
    struct arena arena = { 0 };
    assert_true(number < import->problem_count);
    assert_string_equal(import_problem_text(import, &import->problems[number], &arena), expected);
    arena_done(&arena);
}

static void test_mapped_values(void **state) {
    (void)state;
    struct map map;
    struct import import =
        read_through("code = {Dept}-{No:2}\ntitle = {Long|Short}\nday = Start\n"
                     "day.date = %d.%m.%Y\narea := X\n",
                     "Dept;No;Long;Short;Start\nAB;1234;;Kürzer;24.11.2026\nÇD;é55;'=1+1;s;\n", &map);
    assert_int_equal(import.problem_count, 0);
    assert_int_equal(import.count, 2);
    assert_string_equal(import.rows[0].values[0], "AB-12");
    assert_string_equal(import.rows[0].values[1], "Kürzer");
    assert_string_equal(import.rows[0].values[2], "2026-11-24");
    assert_string_equal(import.rows[0].values[3], "X");
    assert_string_equal(import.rows[1].values[0], "ÇD-é5");
    assert_string_equal(import.rows[1].values[1], "=1+1");
    assert_string_equal(import.rows[1].values[2], "");
    import_done(&import);
    map_done(&map);
}

static void test_places_of_problems(void **state) {
    (void)state;
    struct map map;
    struct import import = read_through("code = A\ntitle = B\nday = C\nday.date = %Y%m%d\n",
                                        "A,B,C\r\n"
                                        "1,\"two\r\nlines\",20261124\r\n"
                                        "\r\n"
                                        "2,x,tomorrow\r\n"
                                        "3,y,20261125,more\r\n"
                                        "1,z,20261124\r\n",
                                        &map);
    assert_int_equal(import.problem_count, 3);
    says_problem(&import, 0,
                 "file.csv row 4 (line 5) column 3 \"C\": \"tomorrow\" is not a day written as %Y%m%d.");
    says_problem(
        &import, 1,
        "file.csv row 5 (line 6): 4 cells, but the header has 3 columns; quote cells that contain the "
        "delimiter.");
    says_problem(&import, 2,
                 "file.csv row 6 (line 7) column 1 \"A\": \"1\" stands already in row 2 with other values.");
    assert_true(import.rows[1].is_bad && import.rows[2].is_bad && import.rows[3].is_bad &&
                !import.rows[0].is_bad);
    import_done(&import);
    map_done(&map);
}

static void test_repeats(void **state) {
    (void)state;
    struct map map;
    struct import import =
        read_through("repeats = first\ncode = A\ntitle = B\n", "A,B\n1,x\n2,y\n1,other\n", &map);
    assert_int_equal(import.problem_count, 0);
    assert_true(import.rows[2].is_repeat && !import.rows[0].is_repeat);
    import_done(&import);
    map_done(&map);
    import = read_through("# own names\n", "code,title\n1,x\n1,x\n", &map);
    assert_true(import.rows[1].is_repeat);
    import_done(&import);
    map_done(&map);
}

static void read_says(const char *map_text, const char *csv, const char *expected) {
    struct map map;
    struct import import;
    assert_null(map_read_text(&map, "m.map", map_text));
    const char *refusal = import_read_file(&import, file_of(csv), &kind, &map, (struct csv_options){ 0 });
    assert_non_null(refusal);
    assert_string_equal(refusal, expected);
    import_done(&import);
    map_done(&map);
}

static void test_what_does_not_fit(void **state) {
    (void)state;
    read_says("", "", "file.csv is empty; its first line must name the columns.");
    read_says("", "code,titel\n", "file.csv: there is no field \"titel\"; did you mean \"title\"?");
    read_says("", "title\nx\n", "file.csv: the column \"code\" is missing; every row needs it.");
    read_says("", "code,Code\n", "file.csv has the column \"code\" twice; take one of them out.");
    read_says("code = Numbr\n", "Number\n", "file.csv has no column \"Numbr\"; did you mean \"Number\"?");
    read_says("code = Q\n", "A,B\n", "file.csv has no column \"Q\"; there are: A, B.");
    read_says("\ncode = A\ntitel = A\n", "A\n",
              "m.map line 3: there is no field \"titel\"; did you mean \"title\"?");
    read_says("", "titel,zzzz,wwww\n",
              "file.csv: there is no field \"titel\"; did you mean \"title\"?\n"
              "file.csv: there is no field \"zzzz\"; there are: code, title, day, area.\n"
              "file.csv: there is no field \"wwww\".\n"
              "file.csv: the column \"code\" is missing; every row needs it.");
    read_says("code = Q\ntitle = Z\ntitel = A\n", "A,B\n",
              "file.csv has no column \"Q\"; there are: A, B.\n"
              "file.csv has no column \"Z\".\n"
              "m.map line 3: there is no field \"titel\"; did you mean \"title\"?");
    read_says("delimiter = ,\n", "code;title\nx;y\n",
              "file.csv: the first line is a single column, \"code;title\". Is the delimiter \";\"? Use "
              "--delimiter \";\".");
}

static void test_headless(void **state) {
    (void)state;
    struct map map;
    struct import import = read_through("header = none\ncode = 1\ntitle = {3|2}\n", "a,b\nc,d,e\n", &map);
    assert_int_equal(import.count, 2);
    assert_string_equal(import.rows[0].values[1], "b");
    assert_string_equal(import.rows[1].values[1], "e");
    assert_int_equal(import.rows[1].number, 2);
    import_done(&import);
    map_done(&map);
}

/* ---- formulas ---- */

static void test_formulas(void **state) {
    (void)state;
    static const struct {
        const char *cell, *written;
    } cases[] = {
        { "=SUM(A1)", "'=SUM(A1)" },
        { "+994 12", "'+994 12" },
        { "-5", "'-5" },
        { "@x", "'@x" },
        { "\t=1", "\"'\t=1\"" },
        { "\rx", "\"'\rx\"" },
        { "'=1", "''=1" },
        { "''-1", "'''-1" },
        { "plain", "plain" },
        { "'quoted'", "'quoted'" },
        { "a=b", "a=b" },
        { "", "" },
        { "say \"no\"", "\"say \"\"no\"\"\"" },
        { "a,b", "\"a,b\"" },
        { "a;b", "\"a;b\"" },
        { " x", "\" x\"" },
        { "two\nlines", "\"two\nlines\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[100] = "";
        struct export export;
        FILE *file = fmemopen(out, sizeof out, "w");
        export_begin(&export, file, false);
        export_cell(&export, cases[i].cell);
        assert_null(export_end(&export));
        fclose(file);
        assert_string_equal(out, cases[i].written);
        struct csv csv;
        assert_null(csv_read_text(&csv, "x", out, strlen(out), (struct csv_options){ .delimiter = ',' }));
        assert_string_equal(csv.count ? formula_plain(csv.rows[0].cells[0]) : "", cases[i].cell);
        csv_done(&csv);
    }
}

static void test_excel(void **state) {
    (void)state;
    char out[100] = "";
    struct export export;
    FILE *file = fmemopen(out, sizeof out, "w");
    export_begin(&export, file, true);
    export_cell(&export, "a");
    export_cell(&export, NULL);
    export_cell(&export, "b");
    export_line(&export);
    assert_null(export_end(&export));
    fclose(file);
    assert_string_equal(out, "\xEF\xBB\xBF"
                             "a;;b\r\n");
}

/* ---- saving ---- */

struct taken {
    struct intake intake;
    struct import import;
    struct map map;
};

static struct taken *take(struct db *db, const char *thing, const char *map, const char *csv, bool dry_run,
                          bool skip_bad) {
    struct taken *taken = calloc(1, sizeof *taken);
    taken->intake = (struct intake){ .db = db,
                                     .actor = ACTOR_OWNER,
                                     .thing = thing_find(thing),
                                     .import = &taken->import,
                                     .dry_run = dry_run,
                                     .skip_bad = skip_bad };
    struct import_kind kind_of = intake_kind(taken->intake.thing);
    assert_null(map_read_text(&taken->map, "m.map", map));
    assert_null(
        import_read_file(&taken->import, file_of(csv), &kind_of, &taken->map, (struct csv_options){ 0 }));
    taken->intake.cleans = taken->map.cleans;
    assert_null(intake_run(&taken->intake));
    return taken;
}

static void give(struct taken *taken) {
    import_done(&taken->import);
    map_done(&taken->map);
    free(taken);
}

static int64_t count_of(struct db *db, const char *sql) {
    struct query *query = db_query_once(db, sql, NULL);
    int64_t count = db_next(query) ? db_column_int(query, 0) : -1;
    db_done(query);
    return count;
}

static const char courses[] = "code,title,area,level,mode,status\n"
                              "NEW-1,First,DRG,1,module,published\n"
                              "NEW-2,Second,DRG,2,webinar,\n";

static void test_twice_changes_nothing(void **state) {
    (void)state;
    struct db *db = fixture_new();
    struct taken *first = take(db, "courses", "", courses, false, false);
    assert_true(first->intake.is_saved);
    assert_int_equal(first->intake.added, 2);
    give(first);
    struct taken *second = take(db, "courses", "", courses, false, false);
    assert_int_equal(second->intake.added + second->intake.changed, 0);
    assert_int_equal(second->intake.unchanged, 2);
    give(second);
    struct taken *third = take(db, "courses", "", "code,title\nNEW-1,Renamed\nNEW-2,Second\n", false, false);
    assert_int_equal(third->intake.changed, 1);
    assert_int_equal(third->intake.unchanged, 1);
    give(third);
    assert_int_equal(
        count_of(db, "SELECT count(*) FROM course WHERE code = 'NEW-1' AND title = 'Renamed' AND level = 1"),
        1);
    db_close(db);
}

static void test_dry_run(void **state) {
    (void)state;
    struct db *db = fixture_new();
    int64_t before = count_of(db, "SELECT count(*) FROM course");
    struct taken *taken = take(db, "courses", "area.create = yes\n",
                               "code,title,area,level,mode\nNEW-1,First,BRANDNEW,1,module\n", true, false);
    assert_false(taken->intake.is_saved);
    assert_int_equal(taken->intake.added, 1);
    assert_int_equal(taken->intake.made, 1);
    give(taken);
    assert_int_equal(count_of(db, "SELECT count(*) FROM course"), before);
    assert_int_equal(count_of(db, "SELECT count(*) FROM area WHERE code = 'BRANDNEW'"), 0);
    db_close(db);
}

static const char bad_courses[] = "code,title,area,level,mode,days\n"
                                  "NEW-1,,DRG,1,module,2\n"
                                  "NEW-2,Second,NOWHERE,2,module,x\n"
                                  "NEW-3,Third,DRG,1,module,3\n";

static void test_all_problems_in_one_pass(void **state) {
    (void)state;
    struct db *db = fixture_new();
    int64_t before = count_of(db, "SELECT count(*) FROM course");
    struct taken *taken = take(db, "courses", "", bad_courses, false, false);
    assert_false(taken->intake.is_saved);
    assert_int_equal(taken->import.problem_count, 3);
    says_problem(&taken->import, 0, "file.csv row 2 column 2 \"title\": Title is missing.");
    assert_int_equal(taken->import.problems[1].row, 3);
    assert_int_equal(taken->import.problems[1].column, 3);
    assert_non_null(strstr(taken->import.problems[1].sentence, "\"area.create = yes\""));
    assert_null(strstr(taken->import.problems[1].sentence, "DRG, "));
    assert_int_equal(taken->import.problems[2].row, 3);
    assert_int_equal(taken->import.problems[2].column, 6);
    assert_int_equal(count_of(db, "SELECT count(*) FROM course"), before);
    give(taken);
    db_close(db);
}

static void test_skip_bad(void **state) {
    (void)state;
    struct db *db = fixture_new();
    struct taken *taken = take(db, "courses", "", bad_courses, false, true);
    assert_true(taken->intake.is_saved);
    assert_int_equal(taken->intake.added, 1);
    assert_int_equal(taken->intake.left_out, 2);
    assert_int_equal(count_of(db, "SELECT count(*) FROM course WHERE code LIKE 'NEW-%'"), 1);
    give(taken);
    db_close(db);
}

/* A row may refer to a later one; only rings and true gaps are problems. */
static void test_any_order(void **state) {
    (void)state;
    struct db *db = fixture_new();
    struct taken *taken =
        take(db, "structures", "",
             "code,name,type,parent,country\nC,c,other,B,GE\nB,b,other,A,GE\nA,a,other,GE,GE\n"
             "X,x,other,NOBODY,GE\n",
             false, true);
    assert_int_equal(taken->intake.added, 3);
    assert_int_equal(taken->intake.left_out, 1);
    assert_int_equal(taken->import.problems[0].row, 5);
    assert_int_equal(taken->import.problems[0].column, 4);
    give(taken);
    db_close(db);
}

/* What cannot be shown is refused, or replaced where the map says so. */
static void test_clean(void **state) {
    (void)state;
    struct db *db = fixture_new();
    static const char csv[] = "code,title,area,level,mode\nNEW-1,be\xC2\x9B"
                              "2Jware,DRG,1,module\n";
    struct taken *refused = take(db, "courses", "", csv, false, false);
    assert_false(refused->intake.is_saved);
    says_problem(&refused->import, 0,
                 "file.csv row 2 column 2 \"title\": Title holds characters that cannot be shown; type it "
                 "anew. Character 3 is U+009B; --clean replaces it.");
    give(refused);
    struct taken *cleaned = take(db, "courses", "clean = yes\n", csv, false, false);
    assert_true(cleaned->intake.is_saved);
    assert_int_equal(count_of(db,
                              "SELECT count(*) FROM course WHERE code = 'NEW-1' AND title = 'be\xEF\xBF\xBD"
                              "2Jware'"),
                     1);
    give(cleaned);
    db_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mapped_values), cmocka_unit_test(test_places_of_problems),
        cmocka_unit_test(test_repeats),       cmocka_unit_test(test_what_does_not_fit),
        cmocka_unit_test(test_headless),      cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_excel),         cmocka_unit_test(test_twice_changes_nothing),
        cmocka_unit_test(test_dry_run),       cmocka_unit_test(test_all_problems_in_one_pass),
        cmocka_unit_test(test_skip_bad),      cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_clean),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
