/* What the system refuses the program, in its calls and around its commands. The calls are refused by
 * standing between the two: statvfs, semget and renameat2 by functions of this file, what SQLite reads and
 * writes by its own way of exchanging them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "calls.h"
#include "command/command.h"
#include "fixture.h"
#include "rules/access.h"
#include "rules/check.h"
#include "rules/key.h"
#include "store/engine.h"

#define KEY "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT"

static bool no_space, no_semaphore, dies_renaming;

int statvfs(const char *path, struct statvfs *disk) {
    (void)path;
    *disk = (struct statvfs){ .f_frsize = 4096, .f_bavail = no_space ? 16 : 1 << 20 };
    return 0;
}

int semget(key_t key, int count, int flags) {
    if (!no_semaphore)
        return (int)syscall(SYS_semget, key, count, flags);
    errno = ENOSPC;
    return -1;
}

int renameat2(int from, const char *old, int to, const char *new, unsigned flags) {
    if (dies_renaming)
        raise(SIGKILL);
    return (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

/* ---- what SQLite reads and writes ---- */

static int reason;

static ssize_t write_nothing(int file, const void *bytes, size_t count, off_t at) {
    (void)file, (void)bytes, (void)count, (void)at;
    errno = reason;
    return -1;
}

static ssize_t read_nothing(int file, void *bytes, size_t count, off_t at) {
    (void)bytes;
    return write_nothing(file, NULL, count, at);
}

static void exchange(const char *name, const char *large, sqlite3_syscall_ptr call) {
    sqlite3_vfs *system = sqlite3_vfs_find(NULL);
    assert_int_equal(system->xSetSystemCall(system, name, call), SQLITE_OK);
    system->xSetSystemCall(system, large, call);
}

static void fail_writing(int why) {
    reason = why;
    exchange("pwrite", "pwrite64", why ? (sqlite3_syscall_ptr)write_nothing : NULL);
}

static void fail_reading(int why) {
    reason = why;
    exchange("pread", "pread64", why ? (sqlite3_syscall_ptr)read_nothing : NULL);
}

/* ---- the database ---- */

static struct db *db;

static int begin(void **state) {
    (void)state;
    accepted(db_create(&db, "t.db"));
    fixture_fill(db);
    db_close(db);
    accepted(db_open(&db, "t.db"));
    return 0;
}

static int end(void **state) {
    (void)state;
    static const char *const files[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-keys", "t.db-queue" };
    db_close(db);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(files[i]);
    return 0;
}

static const char *add(struct db *own, void *code) {
    return db_run(own, "INSERT INTO area (code, title) VALUES (:code, 'x')", with(text("code", code)));
}

static void complain(const char *sentence, void *argument) {
    (void)argument;
    print_error("%s\n", sentence);
}

static void is_sound(void) {
    assert_false(db_exists(db, "SELECT 1 FROM area WHERE code = 'LOST'", NULL));
    accepted(db_write(db, add, "LATER"));
    assert_int_equal(check_database(db, complain, NULL), 0);
}

/* What `act` in a process of its own ends with; what it says goes to the file err. */
static int alone(int (*act)(void)) {
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        int err = open("err", O_CREAT | O_WRONLY | O_TRUNC, 0600);
        dup2(err, STDERR_FILENO);
        int status = act();
        fflush(stderr);
        _exit(status);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void was_said(const char *text) {
    if (!strstr(call_content("err"), text))
        fail_msg("expected \"%s\", said: %s", text, call_content("err"));
}

/* ---- calls that are refused ---- */

static void a_disk_that_fails_saves_nothing(void **state) {
    (void)state;
    static const struct {
        int why;
        const char *said;
    } cases[] = { { EIO, "The disk fails at t.db (Input/output error): nothing was saved." },
                  { ENOSPC, "There is no space left for t.db: nothing was saved." },
                  { EDQUOT, "There is no space left for t.db: nothing was saved." } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fail_writing(cases[i].why);
        const char *no = db_write(db, add, "LOST");
        fail_writing(0);
        refused(no, cases[i].said);
    }
    is_sound();
}

static int read_failing(void) {
    struct db *own;
    accepted(db_open(&own, "t.db"));
    fail_reading(EIO);
    return (int)db_int(own, 0, "SELECT count(surname) FROM officer", NULL);
}

static void a_disk_that_cannot_be_read_ends_it(void **state) {
    (void)state;
    assert_int_equal(alone(read_failing), 74);
    was_said("t.db is damaged or is no topcop database."); /* so SQLite takes it */
    is_sound();
}

static void a_copy_is_not_begun_where_it_has_no_place(void **state) {
    (void)state;
    no_space = true;
    const char *no = db_backup(db, "copy.db", NULL, NULL);
    no_space = false;
    refused(no, "in . only 0 MB are free. Nothing was written.");
    assert_int_equal(access("copy.db", F_OK), -1);
    assert_int_equal(access("copy.db.part", F_OK), -1);
}

static void semaphores_that_are_used_up_are_done_without(void **state) {
    (void)state;
    struct db *own;
    no_semaphore = true;
    accepted(db_open(&own, "t.db"));
    accepted(db_write(own, add, "ONE"));
    db_close(own);
    no_semaphore = false;
    assert_int_equal(access("t.db-queue", F_OK), 0);
    assert_true(db_exists(db, "SELECT 1 FROM area WHERE code = 'ONE'", NULL));
    is_sound();
}

static int work_without_a_process(void) {
    struct db *own;
    struct rlimit none = { 0, 0 };
    bool fine = (getuid() != 0 || setuid(65534) == 0) && setrlimit(RLIMIT_NPROC, &none) == 0 &&
                fork() == -1 && errno == EAGAIN && !db_open(&own, "t.db") && !db_write(own, add, "ONE") &&
                !db_backup(own, "copy.db", NULL, NULL);
    return !fine;
}

static void processes_that_are_used_up_are_done_without(void **state) {
    (void)state;
    static const char *const files[] = { ".", "t.db", "t.db-wal", "t.db-shm" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_int_equal(chmod(files[i], 0777), 0);
    assert_int_equal(alone(work_without_a_process), 0);
    assert_int_equal(unlink("copy.db"), 0);
    is_sound();
}

/* ---- commands ---- */

static void limit(rlim_t bytes) {
    struct rlimit size;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &size), 0);
    size.rlim_cur = bytes == RLIM_INFINITY ? size.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &size), 0);
}

static void an_import_on_a_full_disk_changes_nothing(void **state) {
    (void)state;
    struct stat about;
    call_does(0, "export officers --db t.db");
    const char *before = call_content("out");
    call_write("new.csv", call_other(before, "O1,", "NEW1,"));
    assert_int_equal(stat("t.db-wal", &about), 0);
    limit((rlim_t)about.st_size);
    int status = call_status("import officers new.csv --db t.db");
    limit(RLIM_INFINITY);
    assert_int_equal(status, 1);
    was_said("There is no space left for t.db: nothing was saved.");
    call_prints("export officers --db t.db", before);
    call_does(0, "import officers new.csv --db t.db");
}

static int export_to_a_full_disk(void) {
    struct command command;
    char *words[] = { "topcop", "export", "officers", "--db", "t.db" };
    if (!freopen("/dev/full", "w", stdout) || command_read(&command, 5, words))
        return 99;
    return command_run(&command);
}

static void an_export_to_a_full_disk_is_refused(void **state) {
    (void)state;
    assert_int_equal(alone(export_to_a_full_disk), 1);
    was_said("could not be written: No space left on device.");
}

#define EXPORT "export responses needs-2027 --to answers --db demo.db"

static int export_and_be_killed(void) {
    dies_renaming = true;
    return call_status(EXPORT);
}

static void a_cut_export_leaves_nothing_in_the_way(void **state) {
    (void)state;
    call_does(0, "demo demo.db");
    assert_int_equal(alone(export_and_be_killed), 128 + SIGKILL);
    assert_int_equal(access("answers/needs-2027.csv.part", F_OK), 0);
    assert_int_equal(access("answers/needs-2027.csv", F_OK), -1);
    call_does(0, EXPORT);
    assert_int_equal(access("answers/needs-2027.csv", F_OK), 0);
    assert_int_equal(access("answers/needs-2027-own.csv", F_OK), 0);
    assert_int_equal(access("answers/needs-2027.csv.part", F_OK), -1);
    assert_int_equal(access("answers/needs-2027-own.csv.part", F_OK), -1);
}

static void an_older_copy_is_restored_as_a_new_database(void **state) {
    (void)state;
    fixture_old("old.db", 90);
    const char *old = arena_format(&call_arena, "schema 90 to %d", db_schema_newest());
    call_does(0, "restore old.db new.db --dry-run");
    assert_non_null(strstr(call_content("out"), old));
    assert_int_equal(access("new.db", F_OK), -1);
    call_does(0, "restore old.db new.db");
    assert_non_null(strstr(call_content("out"), old));
    call_does(0, "check --db new.db");
    call_does(0, "restore old.db --dry-run --db never.db"); /* the copy is still what it was */
    assert_non_null(strstr(call_content("out"), old));
}

static void a_restored_database_has_its_own_file_of_keys(void **state) {
    (void)state;
    accepted(key_add(db, ACTOR_OWNER, fixture_officer(db, "HASAN"), KEY, "", NULL));
    const char *keys = call_content("t.db-keys");
    assert_non_null(strstr(keys, KEY));
    call_does(0, "backup copy.db --db t.db");
    call_does(0, "restore copy.db beside.db");
    assert_string_equal(call_content("beside.db-keys"), keys);
    call_write("other.db-keys", "what stood here before\n");
    call_does(0, "restore copy.db other.db");
    assert_string_equal(call_content("other.db-keys"), keys);
    call_does(0, "check --db other.db");
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_disk_that_fails_saves_nothing),
        with_database(a_disk_that_cannot_be_read_ends_it),
        with_database(a_copy_is_not_begun_where_it_has_no_place),
        with_database(semaphores_that_are_used_up_are_done_without),
        with_database(processes_that_are_used_up_are_done_without),
        with_database(an_import_on_a_full_disk_changes_nothing),
        with_database(an_export_to_a_full_disk_is_refused),
        cmocka_unit_test(a_cut_export_leaves_nothing_in_the_way),
        cmocka_unit_test(an_older_copy_is_restored_as_a_new_database),
        with_database(a_restored_database_has_its_own_file_of_keys),
    };
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
