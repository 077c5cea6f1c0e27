/* What fails around the program: the disk, the files, the clock, other programs. Each failure is made, is
 * said in one sentence, and takes nothing that was committed or typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/check.h"
#include "rules/registration.h"
#include "store/engine.h"
#include "store/journal.h"

static char folder[64], path[96], beside[128];
static struct db *db;

static const char *file(const char *ending) {
    snprintf(beside, sizeof beside, "%s%s", path, ending);
    return beside;
}

static int begin(void **state) {
    (void)state;
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    snprintf(folder, sizeof folder, "/tmp/topcop-failure-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(path, sizeof path, "%s/live.db", folder);
    accepted(db_create(&db, path));
    fixture_fill(db);
    db_close(db);
    accepted(db_open(&db, path));
    return 0;
}

static int forget(const char *name, const struct stat *status, int kind, struct FTW *walk) {
    (void)status, (void)kind, (void)walk;
    return remove(name);
}

static int end(void **state) {
    (void)state;
    db_close(db);
    return nftw(folder, forget, 8, FTW_DEPTH | FTW_PHYS);
}

/* ---- one write, and what came of it ---- */

static const char *add(struct db *own, void *code) {
    return db_run(own, "INSERT INTO area (code, title) VALUES (:code, 'x')", with(text("code", code)));
}

static const char *add_much(struct db *own, void *code) {
    const char *no = add(own, code);
    for (int i = 0; i < 400 && !no; i++)
        no = db_run(own, "INSERT INTO area (code, title) VALUES ('M' || :i, hex(zeroblob(900)))",
                    with(integer("i", i)));
    return no;
}

static bool has(const char *code) {
    return db_exists(db, "SELECT 1 FROM area WHERE code = :code", with(text("code", code)));
}

static void complain(const char *sentence, void *argument) {
    (void)argument;
    print_error("%s\n", sentence);
}

static void open_again(void) {
    accepted(db_open(&db, path));
}

/* The write is refused and leaves nothing; `mend` is done, the program comes in again, and all goes on. */
static void fails_and_goes_on(const char *because) {
    refused(db_write(db, add, "LOST"), because);
    assert_true(db_is_idle(db));
}

static void is_sound(void) {
    assert_false(has("LOST"));
    accepted(db_write(db, add, "LATER"));
    assert_true(has("LATER"));
    assert_int_equal(check_database(db, complain, NULL), 0);
}

/* In a process of its own, without root's rights: true when `test` says so. */
static bool alone(bool (*test)(void)) {
    pid_t child = fork();
    if (child == 0)
        _exit((getuid() != 0 || setuid(65534) == 0) && test() ? 0 : 1);
    int status;
    return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool says(const char *refusal, const char *because) {
    if (refusal && strstr(refusal, because))
        return true;
    fprintf(stderr, "expected \"%s\", got: %s\n", because, refusal ? refusal : "no refusal");
    return false;
}

static void limit(rlim_t bytes) {
    struct rlimit size;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &size), 0);
    size.rlim_cur = bytes == RLIM_INFINITY ? size.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &size), 0);
}

/* ---- the disk ---- */

static void a_full_disk_saves_nothing(void **state) {
    (void)state;
    limit(65536);
    const char *no = db_write(db, add_much, "LOST");
    limit(RLIM_INFINITY);
    refused(no, "There is no space left for");
    is_sound();
}

static void a_full_disk_makes_no_copy(void **state) {
    (void)state;
    char copy[96], part[112];
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    snprintf(part, sizeof part, "%s.part", copy);
    limit(65536);
    const char *no = db_backup(db, copy, NULL, NULL);
    limit(RLIM_INFINITY);
    refused(no, "could not be written: File too large");
    assert_int_equal(access(copy, F_OK), -1);
    assert_int_equal(access(part, F_OK), -1);
    accepted(db_backup(db, copy, NULL, NULL));
    is_sound();
}

static void take(const char *field, const char *text, void *kept) {
    (void)field;
    snprintf(kept, 64, "%s", text);
}

static void a_full_disk_keeps_what_was_typed_before(void **state) {
    (void)state;
    struct journal *journal;
    char kept[64] = "";
    int64_t moment;
    accepted(journal_open(&journal, path, 1, "form", 1));
    accepted(journal_write(journal, "title", "Risk"));
    limit(1);
    const char *no = journal_write(journal, "title", "Risk analysis");
    limit(RLIM_INFINITY);
    refused(no, "What you type cannot be kept safe");
    accepted(journal_write(journal, "title", "Risk analysis 2"));
    journal_close(journal);
    accepted(journal_open(&journal, path, 1, "form", 1));
    journal_replay(journal, take, kept, &moment);
    assert_string_equal(kept, "Risk analysis 2");
    journal_close(journal);
}

static bool folder_is_closed(void) {
    struct db *own;
    struct journal *journal;
    return says(db_open(&own, path), "may not be written (Permission denied)") &&
           says(journal_open(&journal, path, 1, "form", 1), "What you type cannot be kept safe");
}

static void a_read_only_folder_is_named(void **state) {
    (void)state;
    assert_int_equal(chmod(path, 0666), 0);
    assert_int_equal(chmod(folder, 0555), 0);
    assert_true(alone(folder_is_closed));
    assert_int_equal(chmod(folder, 0755), 0);
}

static bool no_file_can_be_opened(void) {
    struct db *own;
    struct rlimit none = { 3, 3 };
    return setrlimit(RLIMIT_NOFILE, &none) == 0 && says(db_open(&own, path), "cannot be opened");
}

static void too_many_open_files_are_refused(void **state) {
    (void)state;
    assert_int_equal(chmod(path, 0666), 0);
    assert_int_equal(chmod(folder, 0777), 0);
    assert_true(alone(no_file_can_be_opened));
}

/* ---- other programs ---- */

static void a_locked_database_is_waited_for_and_refused(void **state) {
    (void)state;
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_busy_timeout(db->handle, 50);
    fails_and_goes_on("Another program holds the database");
    sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(other);
    is_sound();
}

static void no_semaphore_is_needed(void **state) {
    (void)state;
    db->queue = -1;
    is_sound();
    assert_int_equal(access(file("-queue"), F_OK), 0);
    assert_int_equal(db->turn, -1);
}

static void an_upgrade_under_the_program_is_noticed(void **state) {
    (void)state;
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    char sql[64];
    sqlite3_exec(other, "PRAGMA user_version = 9999", NULL, NULL, NULL);
    fails_and_goes_on("was upgraded under this program");
    snprintf(sql, sizeof sql, "PRAGMA user_version = %d", db_schema_newest());
    sqlite3_exec(other, sql, NULL, NULL, NULL);
    sqlite3_close(other);
    is_sound();
}

/* ---- files taken away ---- */

static void a_replaced_database_is_noticed(void **state) {
    (void)state;
    char away[112];
    snprintf(away, sizeof away, "%s/away.db", folder);
    accepted(db_backup(db, away, NULL, NULL));
    assert_int_equal(rename(away, path), 0);
    fails_and_goes_on("was moved or replaced under this program");
    assert_true(says(db_trouble(db), "was moved or replaced"));
    assert_null(db_trouble(db)); /* said once */
}

static void a_log_removed_in_use_is_noticed(void **state) {
    (void)state;
    static const char *const endings[] = { "-wal", "-shm" };
    for (int i = 0; i < 2; i++) {
        accepted(db_write(db, add, i ? "TWO" : "ONE"));
        char away[sizeof beside + 8];
        snprintf(away, sizeof away, "%s.away", file(endings[i]));
        assert_int_equal(rename(beside, away), 0);
        fails_and_goes_on(endings[i]);
        assert_int_equal(rename(away, beside), 0);
    }
    is_sound();
}

static bool save_and_die(void) {
    struct db *own;
    return !db_open(&own, path) && !db_write(own, add, "CRASH"); /* and _exit: nothing is closed */
}

static void a_crash_loses_nothing_and_a_missing_log_is_told(void **state) {
    (void)state;
    assert_int_equal(chmod(folder, 0777), 0);
    for (const char *const *ending = (const char *const[]){ "", "-wal", "-shm", NULL }; *ending; ending++)
        chmod(file(*ending), 0666);
    db_close(db);
    assert_true(alone(save_and_die));
    remove(file("-shm")); /* is made again from the log */
    open_again();
    assert_true(has("CRASH"));
    db_close(db);
    char away[sizeof beside + 8];
    snprintf(away, sizeof away, "%s.away", file("-wal"));
    assert_int_equal(rename(beside, away), 0);
    refused(db_open(&db, path), "-wal is missing beside its");
    assert_int_equal(rename(away, file("-wal")), 0);
    open_again();
    assert_true(has("CRASH"));
    is_sound();
}

/* ---- damage ---- */

static void spoil_page_of(const char *thing) {
    int64_t page =
        db_int(db, 0, "SELECT rootpage FROM sqlite_master WHERE name = :name", with(text("name", thing)));
    int64_t size = db_int(db, 0, "PRAGMA page_size", NULL);
    char noise[200];
    assert_true(page > 1);
    db->is_fresh = true; /* closes into one file */
    db_close(db);
    int raw = open(path, O_WRONLY);
    memset(noise, 0x5A, sizeof noise);
    assert_int_equal(pwrite(raw, noise, sizeof noise, (page - 1) * size), (ssize_t)sizeof noise);
    close(raw);
}

static void be_silent(const char *sentence, void *count) {
    assert_non_null(strstr(sentence, "The file is damaged"));
    ++*(int *)count;
}

static const char *is_whole(struct db *copy, void *argument) {
    int count = 0;
    (void)argument;
    return check_file(copy, be_silent, &count) ? "damaged" : NULL;
}

static void damage_is_found_and_not_copied(void **state) {
    (void)state;
    static const char *const things[] = { "officer", "registration_once" };
    for (int i = 0; i < 2; i++) {
        if (i)
            end(NULL), begin(NULL);
        spoil_page_of(things[i]);
        int count = 0;
        open_again();
        assert_true(check_database(db, be_silent, &count) > 0);
        assert_true(count > 0);
        char copy[96];
        snprintf(copy, sizeof copy, "%s/copy.db", folder);
        refused(db_backup(db, copy, is_whole, NULL), "damaged");
        assert_int_equal(access(copy, F_OK), -1);
    }
}

static bool gives_up(void) {
    struct db *own;
    int out = open(file(".said"), O_CREAT | O_WRONLY | O_TRUNC, 0600);
    dup2(out, STDERR_FILENO);
    if (db_open(&own, path))
        return false;
    db_int(own, 0, "SELECT count(surname) FROM officer", NULL);
    return false;
}

static void reading_damage_ends_with_a_sentence(void **state) {
    (void)state;
    spoil_page_of("officer");
    pid_t child = fork();
    if (child == 0)
        _exit(gives_up());
    int status;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 74);
    char said[512] = "";
    FILE *stream = fopen(file(".said"), "r");
    assert_non_null(fgets(said, sizeof said, stream));
    fclose(stream);
    assert_non_null(strstr(said, "is damaged or is no topcop database"));
    open_again();
}

/* ---- the clock ---- */

static int64_t request(const char *badge, int64_t session) {
    int64_t officer = fixture_officer(db, badge);
    accepted(registration_request(db, officer, officer, session, NULL));
    return db_int(db, 0, "SELECT requested_at FROM registration WHERE officer_id = :officer",
                  with(integer("officer", officer)));
}

static void a_clock_set_back_lets_nobody_overtake(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    int64_t first = request("O1", session), second = request("O2", session);
    assert_null(db_trouble(db));
    setenv("TOPCOP_NOW", "2026-11-20T09:00", 1);
    int64_t third = request("O3", session);
    assert_true(first <= second && second <= third);
    assert_string_equal(
        db_trouble(db),
        "The clock of this machine shows 2026-11-20 09:00, but something was saved at 2026-11-24 09:00 "
        "already: tell the administrator. Until then times are noted as 2026-11-24 09:00, so that "
        "nobody overtakes anybody.");
    assert_true(db_int(db, 0, "SELECT min(at) FROM audit", NULL) >= first);
    assert_int_equal(check_database(db, complain, NULL), 0);
}

int main(void) {
#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        in_a_folder(a_full_disk_saves_nothing),
        in_a_folder(a_full_disk_makes_no_copy),
        in_a_folder(a_full_disk_keeps_what_was_typed_before),
        in_a_folder(a_read_only_folder_is_named),
        in_a_folder(too_many_open_files_are_refused),
        in_a_folder(a_locked_database_is_waited_for_and_refused),
        in_a_folder(no_semaphore_is_needed),
        in_a_folder(an_upgrade_under_the_program_is_noticed),
        in_a_folder(a_replaced_database_is_noticed),
        in_a_folder(a_log_removed_in_use_is_noticed),
        in_a_folder(a_crash_loses_nothing_and_a_missing_log_is_told),
        in_a_folder(damage_is_found_and_not_copied),
        in_a_folder(reading_damage_ends_with_a_sentence),
        in_a_folder(a_clock_set_back_lets_nobody_overtake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
