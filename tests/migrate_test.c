/* The schema from nothing and from each older version, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "fixture.h"
#include "rules/check.h"

static char folder[64], path[96];

static int begin(void **state) {
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    strcpy(folder, "/tmp/topcop-migrate-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/old.db", folder);
    return 0;
}

static int end(void **state) {
    (void)state;
    DIR *dir = opendir(folder);
    for (struct dirent *file; (file = readdir(dir));)
        if (file->d_name[0] != '.')
            unlinkat(dirfd(dir), file->d_name, 0);
    closedir(dir);
    return rmdir(folder);
}

static void complain(const char *sentence, void *argument) {
    (void)argument;
    print_error("%s\n", sentence);
}

static int file_number(const struct embedded *file) {
    return strncmp(file->name, "schema/", 7) ? 0 : atoi(file->name + 7);
}

static int newest(void) {
    int number = 0;
    for (const struct embedded *file = embedded; file->name; file++)
        if (file_number(file) > number)
            number = file_number(file);
    return number;
}

static int copies(void) {
    int count = 0;
    DIR *dir = opendir(folder);
    for (struct dirent *file; (file = readdir(dir));)
        count += strstr(file->d_name, ".before-") != NULL;
    closedir(dir);
    return count;
}

static void a_new_one_is_whole(void **state) {
    (void)state;
    struct db *db;
    assert_null(db_create(&db, path));
    fixture_fill(db);
    assert_int_equal(check_database(db, complain, NULL), 0);
    db_close(db);
    assert_null(db_open(&db, path));
    assert_int_equal(fixture_officer(db, "LEYLA") > 0, 1);
    db_close(db);
    assert_int_equal(copies(), 0);
}

static void each_older_one_is_upgraded_after_a_copy(void **state) {
    (void)state;
    int versions = 0;
    for (const struct embedded *file = embedded; file->name; file++) {
        if (!file_number(file) || file_number(file) == newest())
            continue;
        struct db *db;
        fixture_old(path, file_number(file));
        const char *no = db_open(&db, path);
        if (no)
            fail_msg("from %s: %s", file->name, no);
        fixture_fill(db);
        assert_int_equal(check_database(db, complain, NULL), 0);
        db_close(db);
        assert_int_equal(copies(), 1);
        end(NULL), begin(NULL);
        versions++;
    }
    assert_true(versions > 0);
}

static void a_newer_one_and_strange_ones_are_refused(void **state) {
    (void)state;
    struct db *db;
    fixture_old(path, 1);
    fixture_raw(path, "PRAGMA user_version = 9999");
    const char *no = db_open(&db, path);
    assert_non_null(no);
    assert_non_null(strstr(no, "newer"));
    fixture_raw(path, "PRAGMA application_id = 7");
    no = db_open(&db, path);
    assert_non_null(no);
    assert_non_null(strstr(no, "not one of topcop"));
}

int main(void) {
#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        in_a_folder(a_new_one_is_whole),
        in_a_folder(each_older_one_is_upgraded_after_a_copy),
        in_a_folder(a_newer_one_and_strange_ones_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
