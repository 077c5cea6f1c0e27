/* Retention: what is due is made nameless and still counts, what is held stays, and nothing else gives way.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/buffer.h"
#include "base/text.h"
#include "calls.h"
#include "fixture.h"
#include "responses.h"
#include "rules/access.h"
#include "rules/check.h"
#include "rules/code.h"
#include "rules/hold.h"
#include "rules/key.h"
#include "rules/officer.h"
#include "rules/password.h"
#include "rules/registration.h"
#include "rules/retention.h"
#include "rules/visit.h"
#include "store/journal.h"

/* All that tells who the former officer was. */
static const char *const marks[] = { "AZ-77077",       "Qaraquşova", "Zərintac",   "zerintac@example.az",
                                     "777 7070",       "zqaralog",   "Kinoloqist", "Leytenantov",
                                     "AAAAIDdBWPJco0", NULL };
static const char key_line[] =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT Qaraquşova@laptop";

static int64_t her;

static void register_for_two_sessions(void) {
    struct db *db = responses_db;
    fixture_session(db, "S-TWO", "5", NULL);
    accepted(registration_request(db, her, her, fixture_session_id(db, "S-OPEN"), NULL));
    accepted(registration_withdraw(db, her, db_int(db, 0, "SELECT max(id) FROM registration", NULL),
                                   "illness", "Zərintac is ill"));
    accepted(registration_request(db, her, her, fixture_session_id(db, "S-TWO"), NULL));
}

static void choose_a_password(void) {
    char code[CODE_TEXT];
    accepted(code_issue(responses_db, ACTOR_OWNER, her, "password", code));
    accepted(password_set(responses_db, her, code, "seven teal anvils drift"));
}

static void come_and_go(void) {
    int64_t visit, other;
    bool by_code;
    accepted(visit_begin(responses_db, &(struct arrival){ her, 0, "password", "10.77.7.7" }, &visit));
    accepted(visit_end(responses_db, visit, "left"));
    assert_non_null(password_enter(responses_db, "AZ-77077", "wrong", "10.77.7.7", &other, &by_code));
}

/* A draft typed into a form, the last key on that day of 2026. */
static void leave_a_draft(int64_t officer, const char *form) {
    struct journal *journal;
    char path[64];
    accepted(journal_open(&journal, "a.db", officer, form, 0));
    accepted(journal_write(journal, "phone", "Qaraquşova 777 7070"));
    journal_close(journal);
    snprintf(path, sizeof path, "a.db-drafts/%d.%s.0", (int)officer, form);
    struct timespec then = { .tv_sec = 1795510800 };
    assert_int_equal(utimensat(AT_FDCWD, path, (struct timespec[]){ then, then }, 0), 0);
}

static bool has_draft(int64_t officer, const char *form) {
    char path[64];
    snprintf(path, sizeof path, "a.db-drafts/%d.%s.0", (int)officer, form);
    return access(path, F_OK) == 0;
}

/* Somebody who did all that leaves a trace, and was suspended three years ago. */
static int begin(void **state) {
    int failed = responses_begin(state);
    struct db *db = responses_db;
    fixture_save(db, officer_put,
                 with(text("badge", "AZ-77077"), text("surname", "Qaraquşova"),
                      text("given_name", "Zərintac"), text("structure", "AZ-SCC-XAC-SAM"),
                      text("email", "zerintac@example.az"), text("phone", "+994 50 777 7070"),
                      text("login", "zqaralog"), text("post", "Kinoloqist"), text("rank", "Leytenantov"),
                      text("languages", "az:C2 en:B2"), text("status", "active")));
    her = fixture_officer(db, "AZ-77077");
    register_for_two_sessions();
    choose_a_password();
    come_and_go();
    accepted(key_add(db, ACTOR_OWNER, her, key_line, "", NULL));
    responses_submit(her, "SELF", NULL, with(text("number", "3"), text("why", "Qaraquşova wants more")));
    responses_submit(fixture_officer(db, "O2"), "SELF", NULL, with(text("number", "4"), text("why", "More")));
    leave_a_draft(her, "profile_edit");
    fixture_save(db, officer_put, with(text("badge", "AZ-77077"), text("status", "suspended")));
    setenv("TOPCOP_NOW", "2029-12-24T09:00", 1);
    return failed;
}

/* Where in the whole file the text stands: "TABLE.COLUMN", "" for nowhere. */
static const char *found_in_column(sqlite3 *raw, const char *table, const char *column, const char *mark) {
    char *sql = sqlite3_mprintf("SELECT 1 FROM \"%w\" WHERE instr(CAST(\"%w\" AS BLOB), CAST(?1 AS BLOB)) OR "
                                "instr(CAST(\"%w\" AS BLOB), CAST(?2 AS BLOB))",
                                table, column, column);
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &statement, NULL), SQLITE_OK);
    sqlite3_bind_text(statement, 1, mark, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(statement, 2, text_fold(&call_arena, mark), -1, SQLITE_TRANSIENT);
    bool found = sqlite3_step(statement) == SQLITE_ROW;
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return found ? arena_format(&call_arena, "%s.%s", table, column) : "";
}

static const char *found_in(const char *mark) {
    sqlite3 *raw;
    sqlite3_stmt *columns;
    const char *found = "";
    assert_int_equal(sqlite3_open("a.db", &raw), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(raw,
                           "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) "
                           "c WHERE m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%'",
                           -1, &columns, NULL),
        SQLITE_OK);
    int count = 0;
    for (; !*found && sqlite3_step(columns) == SQLITE_ROW; count++)
        found = found_in_column(raw, (const char *)sqlite3_column_text(columns, 0),
                                (const char *)sqlite3_column_text(columns, 1), mark);
    sqlite3_finalize(columns);
    sqlite3_close(raw);
    assert_true(*found || count > 100);
    return found;
}

/* How many words of the search for officers begin so. */
static int64_t words_like(const char *folded) {
    sqlite3 *raw;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open("a.db", &raw), SQLITE_OK);
    sqlite3_exec(raw, "CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, officer_search, row)", NULL, NULL,
                 NULL);
    assert_int_equal(
        sqlite3_prepare_v2(raw, "SELECT count(*) FROM word WHERE term GLOB ?1", -1, &statement, NULL),
        SQLITE_OK);
    sqlite3_bind_text(statement, 1, folded, -1, SQLITE_TRANSIENT);
    sqlite3_step(statement);
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    return count;
}

static const char *counts(void) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    struct query *row = db_query(
        responses_db,
        "SELECT s.code, u.code, r.state, count(*) FROM registration r JOIN session s ON s.id = r.session_id "
        "JOIN "
        "officer o ON o.id = r.officer_id JOIN structure u ON u.id = o.structure_id GROUP BY 1, 2, 3 UNION "
        "ALL "
        "SELECT 'officers', u.code, o.status, count(*) FROM officer o JOIN structure u ON u.id = "
        "o.structure_id "
        "GROUP BY 1, 2, 3 UNION ALL SELECT 'visits', '', '', count(*) FROM visit UNION ALL SELECT "
        "c.campaign_id, p.state, '', count(*) FROM response p JOIN campaign_respondent c ON c.id = "
        "p.respondent_id GROUP BY 1, 2 UNION ALL SELECT act, to_state, '', count(*) FROM registration_event "
        "GROUP BY 1, 2",
        NULL);
    while (db_next(row))
        buffer_format(&out, "%s %s %s %s\n", db_column_text(row, 0), db_column_text(row, 1),
                      db_column_text(row, 2), db_column_text(row, 3));
    db_done(row);
    const char *text = arena_copy(&call_arena, out.text);
    buffer_done(&out);
    return text;
}

static void tell(const char *sentence, void *argument) {
    (void)argument;
    print_message("%s\n", sentence);
}

/* Purges a class as that actor: as many as the preview has said. */
static int64_t purges(int64_t actor, const char *class) {
    struct retention_count told, done;
    accepted(retention_preview(responses_db, actor, class, &told));
    accepted(retention_purge(responses_db, actor, class, &done));
    assert_int_equal(told.due, done.due);
    assert_int_equal(told.held, done.held);
    accepted(retention_preview(responses_db, actor, class, &told));
    assert_int_equal(told.due, 0);
    return done.due;
}

static void nothing_of_a_former_officer_is_left_but_counts(void **state) {
    (void)state;
    for (const char *const *mark = marks; *mark; mark++)
        if (!*found_in(*mark))
            fail_msg("%s is nowhere to begin with", *mark);
    assert_int_equal(words_like("qaraq*"), 1);
    const char *before = counts();
    assert_int_equal(purges(ACTOR_OWNER, "officers"), 2); /* SUSI too */
    assert_int_equal(purges(ACTOR_OWNER, "failures"), 2); /* of the badge and of the address */
    for (const char *const *mark = marks; *mark; mark++)
        if (*found_in(*mark))
            fail_msg("%s is still in %s", *mark, found_in(*mark));
    assert_int_equal(words_like("qaraq*"), 0);
    assert_string_equal(found_in("10.77.7.7"),
                        "audit.detail"); /* from where the door was refused, not to whom */
    assert_string_equal(counts(), before);
    assert_false(has_draft(her, "profile_edit"));
    assert_false(password_is_set(responses_db, her));
    assert_null(strstr(call_content("a.db-keys"), "ssh-ed25519"));
    assert_int_equal(check_database(responses_db, tell, NULL), 0);
    assert_int_equal(
        db_int(responses_db, 0, "SELECT purged FROM retention_run WHERE class = 'officers'", NULL), 2);
    assert_true(
        db_exists(responses_db, "SELECT 1 FROM audit WHERE act = 'purged' AND detail = 'officers: 2'", NULL));
}

static void each_class_is_emptied_and_counts_stay(void **state) {
    (void)state;
    const char *before = counts();
    leave_a_draft(fixture_officer(responses_db, "O3"), "course_edit");
    accepted(retention_keep(responses_db, ACTOR_OWNER, "registrations", "24"));
    assert_int_equal(purges(ACTOR_OWNER, "registrations"), 1);
    assert_int_equal(purges(ACTOR_OWNER, "selfchecks"), 2);
    assert_int_equal(purges(ACTOR_OWNER, "visits"), 1);
    assert_int_equal(purges(ACTOR_OWNER, "drafts"), 2);
    assert_string_equal(found_in("is ill"), "");
    assert_string_equal(found_in("wants more"), "");
    assert_false(db_exists(responses_db, "SELECT 1 FROM visit WHERE origin <> ''", NULL));
    assert_false(has_draft(fixture_officer(responses_db, "O3"), "course_edit"));
    assert_string_equal(counts(), before);
    assert_int_equal(check_database(responses_db, tell, NULL), 0);
}

static const char *spoil(struct db *db, void *sql) {
    return db_run(db, sql, NULL);
}

static void guards_stand_again_after_a_purge(void **state) {
    (void)state;
    purges(ACTOR_OWNER, "officers");
    refused(db_write(responses_db, spoil, "DELETE FROM answer"), "never deleted");
    refused(db_write(responses_db, spoil, "UPDATE registration_event SET reason = 'other'"), "never changed");
    refused(db_write(responses_db, spoil, "UPDATE audit SET detail = ''"), "never changed");
}

static void who_left_lately_or_comes_to_a_session_stays(void **state) {
    (void)state;
    setenv("TOPCOP_NOW", "2028-11-20T09:00", 1);
    struct retention_count count;
    accepted(retention_preview(responses_db, ACTOR_OWNER, "officers", &count));
    assert_int_equal(count.due + count.held, 0);
    setenv("TOPCOP_NOW", "2028-12-20T09:00", 1);
    fixture_session(responses_db, "S-TWO", "5",
                    with(text("contact_from", "2029-02-01"), text("contact_to", "2029-02-03")));
    accepted(retention_preview(responses_db, ACTOR_OWNER, "officers", &count));
    assert_int_equal(count.due, 1); /* SUSI */
}

static void months_say_what_is_due(void **state) {
    (void)state;
    struct retention_count count;
    int64_t other = fixture_officer(responses_db, "O2"), admin = fixture_officer(responses_db, "ADMIN");
    refused(retention_keep(responses_db, other, "visits", "0"), "not among your rights");
    refused(retention_keep(responses_db, admin, "visits", "-1"), "no number of months");
    refused(retention_keep(responses_db, admin, "visits", "1 year"), "no number of months");
    refused(retention_keep(responses_db, admin, "salaries", "1"), "no class of data");
    accepted(retention_keep(responses_db, admin, "visits", "0"));
    accepted(retention_preview(responses_db, ACTOR_OWNER, "visits", &count));
    assert_int_equal(count.due, 0);
    accepted(retention_keep(responses_db, admin, "visits", "37"));
    accepted(retention_preview(responses_db, ACTOR_OWNER, "visits", &count));
    assert_int_equal(count.due, 0);
    accepted(retention_keep(responses_db, admin, "visits", "36"));
    accepted(retention_preview(responses_db, ACTOR_OWNER, "visits", &count));
    assert_int_equal(count.due, 1);
}

static void a_hold_stops_what_it_covers(void **state) {
    (void)state;
    struct retention_count count;
    int64_t admin = fixture_officer(responses_db, "ADMIN"), hold;
    refused(hold_place(responses_db, admin, "officer", "AZ-77077", "", NULL), "Say why");
    refused(hold_place(responses_db, admin, "officer", "NOBODY", "x", NULL), "no officer");
    refused(hold_place(responses_db, admin, "course", "DRG-A1", "x", NULL), "a structure or a campaign");
    refused(hold_place(responses_db, admin, "structure", "GE", "x", NULL), "not among your rights");
    accepted(hold_place(responses_db, admin, "officer", "AZ-77077", "Court case 7", &hold));
    assert_int_equal(purges(admin, "officers"), 1); /* SUSI alone */
    refused(retention_purge(responses_db, admin, "officers", &count),
            "hold 1 on the officer AZ-77077 (Court case 7), placed 2029-12-24 09:00 stops it");
    refused(retention_purge(responses_db, admin, "visits", &count), "hold 1 on the officer AZ-77077");
    refused(retention_purge(responses_db, admin, "drafts", &count), "hold 1 on the officer AZ-77077");
    assert_int_equal(purges(admin, "selfchecks"), 1); /* of O2 */
    assert_true(*found_in("Qaraquşova") && has_draft(her, "profile_edit"));
    refused(hold_release(responses_db, fixture_officer(responses_db, "O2"), hold, "x"),
            "not among your rights");
    refused(hold_release(responses_db, admin, hold, ""), "Say why");
    accepted(hold_release(responses_db, admin, hold, "Closed"));
    refused(hold_release(responses_db, admin, hold, "again"), "released on 2029-12-24");
    assert_int_equal(purges(admin, "officers"), 1);
}

static void holds_cover_structures_and_campaigns(void **state) {
    (void)state;
    struct retention_count count;
    int64_t hold;
    accepted(hold_place(responses_db, ACTOR_OWNER, "structure", "AZ-SCC", "Inquiry", &hold));
    refused(retention_purge(responses_db, ACTOR_OWNER, "officers", &count), "the structure AZ-SCC (Inquiry)");
    refused(retention_purge(responses_db, ACTOR_OWNER, "selfchecks", &count), "AZ-SCC");
    accepted(hold_release(responses_db, ACTOR_OWNER, hold, "Closed"));
    accepted(hold_place(responses_db, ACTOR_OWNER, "campaign", "SELF", "Audit of it", NULL));
    refused(retention_purge(responses_db, ACTOR_OWNER, "selfchecks", &count),
            "the campaign SELF (Audit of it)");
    assert_int_equal(purges(ACTOR_OWNER, "officers"), 1); /* SUSI has not answered */
}

static void administrators_purge_where_they_administer(void **state) {
    (void)state;
    struct retention_count count;
    fixture_save(responses_db, officer_put, with(text("badge", "GIA"), text("status", "suspended")));
    setenv("TOPCOP_NOW", "2032-12-24T09:00", 1);
    int64_t admin = fixture_officer(responses_db, "ADMIN");
    refused(retention_purge(responses_db, fixture_officer(responses_db, "LEYLA"), "officers", &count),
            "not among your rights");
    assert_int_equal(purges(admin, "officers"), 2);
    assert_int_equal(purges(ACTOR_OWNER, "officers"), 1);
}

static void the_verb_asks_for_yes(void **state) {
    (void)state;
    call_prints("retention preview officers --db a.db", "officers: 2 due after 24 months.\n");
    call_says("retention purge officers --db a.db", "With --yes it is done");
    call_prints("retention hold officer AZ-77077 a court case --db a.db",
                "Placed: hold 1 on the officer AZ-77077 (a court case), placed 2029-12-24 09:00.\n");
    call_prints(
        "retention purge officers --yes --db a.db",
        "officers: 1 purged.\n1 stays for a legal hold: hold 1 on the officer AZ-77077 (a court case), "
        "placed 2029-12-24 09:00.\n");
    call_says("retention purge officers --yes --db a.db", "a court case");
    call_prints("retention release 1 the case is closed --db a.db", "Hold 1 is released.\n");
    call_prints("retention holds --db a.db", "There is no legal hold.\n");
    call_prints("retention purge officers --yes --db a.db", "officers: 1 purged.\n");
    call_does(2, "retention release one x --db a.db");
    call_does(2, "retention purge --db a.db");
    call_does(2, "retention burn --db a.db");
    call_says("retention purge visits --yes --as O2 --db a.db", "not among your rights");
}

static int enter(void **state) {
    (void)state;
    call_enter();
    return 0;
}

static int leave(void **state) {
    (void)state;
    call_leave();
    return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, responses_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(nothing_of_a_former_officer_is_left_but_counts),
        TEST(each_class_is_emptied_and_counts_stay),
        TEST(guards_stand_again_after_a_purge),
        TEST(who_left_lately_or_comes_to_a_session_stays),
        TEST(months_say_what_is_due),
        TEST(a_hold_stops_what_it_covers),
        TEST(holds_cover_structures_and_campaigns),
        TEST(administrators_purge_where_they_administer),
        TEST(the_verb_asks_for_yes),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
