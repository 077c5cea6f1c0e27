/* Saving what people edit: all that is wrong at once, revisions, versions of courses, rights. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/area.h"
#include "rules/course.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "rules/structure.h"
#include "rules/training_session.h"

static struct db *db;
static struct arena arena;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    return 0;
}

static int end(void **state) {
    (void)state;
    db_close(db);
    arena_done(&arena);
    return 0;
}

static const char *save(const char *badge, record_put *put, const struct db_value *values) {
    return record_save(db, badge ? fixture_officer(db, badge) : ACTOR_OWNER, put, values, NULL);
}

static const char *column(const char *sql) {
    char *found = db_text(db, &arena, sql, NULL);
    return found ? found : "(none)";
}

/* A form for a new one does not write over what has the code already; an import means that one. */
static void a_new_one_takes_nothing_over(void **state) {
    (void)state;
    const char *no = save(NULL, structure_put,
                          with(integer("id", 0), text("code", "AZ-SCC-XAC"), text("name", "Over"),
                               text("type", "other"), text("country", "AZ"), text("parent", "AZ-SCC")));
    refused(no, "Code \"AZ-SCC-XAC\" is there already");
    int count;
    const struct record_problem *problems = record_problems(no, &count);
    assert_int_equal(count, 1);
    assert_string_equal(problems->column, "code");
    refused(save(NULL, officer_put,
                 with(integer("id", 0), text("badge", " O1 "), text("surname", "Over"),
                      text("structure", "AZ-SCC"))),
            "Badge \"O1\" is there already");
    accepted(save(NULL, structure_put, with(text("code", "AZ-SCC-XAC"), text("name", "Over"))));
    assert_string_equal(column("SELECT name FROM structure WHERE code = 'AZ-SCC-XAC'"), "Over");
    accepted(save(NULL, structure_put,
                  with(integer("id", 0), text("code", "AZ-NEW"), text("name", "New"), text("type", "other"),
                       text("country", "AZ"), text("parent", "AZ-SCC"))));
}

static void everything_wrong_is_said_at_once(void **state) {
    (void)state;
    const char *no = save(NULL, course_put,
                          with(text("code", ""), text("title", ""), text("area", "NOPE"), text("level", "9"),
                               text("mode", "online"), text("languages", "en xx"), text("days", "many"),
                               text("seats_min", "9"), text("seats_max", "3"),
                               text("conditions", "language en Z9; cheese")));
    refused(no, "Code is missing.");
    refused(no, "Title is missing.");
    refused(no, "Area: there is no \"NOPE\"; there are 23, which the form lists.");
    refused(no, "Level: there is no \"9\"; there are 1 awareness, ");
    refused(no, "\"xx\"");
    refused(no, "Days must be a whole number from 0 to 1000.");
    refused(no, "Seats at least must not be more than Seats at most.");
    refused(no, "\"language en Z9\"");
    refused(no, "not \"cheese\"");
}

static void what_is_not_given_stays(void **state) {
    (void)state;
    struct record record;
    assert_null(record_save(db, ACTOR_OWNER, course_put,
                            with(text("code", "DRG-A1"), text("title", "Tikə Şəkər")), &record));
    assert_int_equal(record.outcome, RECORD_CHANGED);
    assert_string_equal(
        column("SELECT title_fold || '/' || languages || '/' || status FROM course WHERE code = 'DRG-A1'"),
        "tike seker/en az/published");
    assert_null(record_save(db, ACTOR_OWNER, course_put,
                            with(text("code", "DRG-A1"), text("title", "Tikə Şəkər")), &record));
    assert_int_equal(record.outcome, RECORD_SAME);
    assert_true(db_exists(db, "SELECT 1 FROM course_search WHERE course_search MATCH 'seker*'", NULL));
}

static void another_revision_is_refused(void **state) {
    (void)state;
    int64_t id = fixture_course(db, "DRG-A1");
    int64_t rev = db_int(db, 0, "SELECT rev FROM course WHERE id = :id", with(integer("id", id)));
    const struct db_value *first = with(integer("id", id), integer("rev", rev), text("title", "One"));
    const struct db_value *second = with(integer("id", id), integer("rev", rev), text("title", "Two"));
    assert_null(save("LEYLA", course_put, first));
    refused(save("LEYLA", course_put, second), "Changed by someone else");
    assert_string_equal(column("SELECT title FROM course WHERE code = 'DRG-A1'"), "One");
}

static void unclean_text_is_refused_or_cleaned(void **state) {
    (void)state;
    refused(save(NULL, course_put, with(text("code", "DRG-A1"), text("title", "red\x1B[31m"))),
            "cannot be shown");
    refused(save(NULL, structure_put, with(text("code", "AZ"), text("name", "two\nlines"))),
            "cannot be shown");
    assert_null(save(NULL, course_put, with(text("code", "DRG-A1"), text("outcomes", "One | Two"))));
    assert_string_equal(column("SELECT outcomes FROM course WHERE code = 'DRG-A1'"), "One\nTwo");
}

static const char *clean_step(struct db *own, void *argument) {
    struct record record;
    return course_put(own, ACTOR_OWNER, argument, RECORD_CLEANS, &record);
}

static void imports_may_clean(void **state) {
    (void)state;
    struct db_value values[] = { text("code", "DRG-A1"), text("title", "red\x1B[31m\tand\nblue"), { 0 } };
    assert_null(db_write(db, clean_step, values));
    assert_string_equal(column("SELECT title FROM course WHERE code = 'DRG-A1'"),
                        "red\xEF\xBF\xBD[31m and blue");
}

static void a_session_keeps_the_version_it_runs(void **state) {
    (void)state;
    assert_null(save("LEYLA", course_put, with(text("code", "DRG-A1"), text("seats_max", "30"))));
    assert_string_equal(column("SELECT version FROM course WHERE code = 'DRG-A1'"),
                        "1"); /* seats are no content */
    assert_null(
        save("LEYLA", course_put, with(text("code", "DRG-A1"), text("conditions", "language en C1"))));
    assert_string_equal(column("SELECT version FROM course WHERE code = 'DRG-A1'"), "2");
    assert_null(save("LEYLA", course_put, with(text("code", "DRG-A1"), text("title", "Once more"))));
    assert_string_equal(column("SELECT version FROM course WHERE code = 'DRG-A1'"),
                        "2"); /* nobody runs 2 yet */
    fixture_session(db, "NEW", "5", NULL);
    assert_string_equal(column("SELECT group_concat(version) FROM (SELECT version FROM session ORDER BY id)"),
                        "1,2");
    assert_string_equal(column("SELECT title FROM course_version WHERE number = 1 AND course_id = 1"),
                        "Drugs in parcels");
    assert_string_equal(column("SELECT conditions FROM course_version WHERE number = 2"), "language en C1");
    assert_null(save("LEYLA", course_put, with(text("code", "DRG-A1"), text("title", "Third"))));
    assert_string_equal(column("SELECT conditions FROM course_form WHERE code = 'DRG-A1'"), "language en C1");
    assert_string_equal(
        column("SELECT count(*) FROM course_unmet u JOIN course c ON c.id = u.course_id "
               "JOIN officer o ON o.id = u.officer_id WHERE c.code = 'DRG-A1' AND o.badge = 'O1'"),
        "1");
}

static void conditions_are_written_alike(void **state) {
    (void)state;
    assert_string_equal(
        column("SELECT conditions FROM course_form WHERE code = 'DRG-P1'"),
        "language en B1; level 1 DRG; clearance restricted; profile investigator|intelligence");
    refused(save(NULL, course_put, with(text("code", "DRG-P1"), text("conditions", "course NOPE-1"))),
            "unknown");
    assert_null(
        save(NULL, course_put, with(text("code", "DRG-P1"), text("conditions", " course DRG-A1 ;;"))));
    assert_string_equal(column("SELECT conditions FROM course_form WHERE code = 'DRG-P1'"), "course DRG-A1");
}

static void sessions_take_their_days_from_the_phases(void **state) {
    (void)state;
    fixture_session(db, "S", "5",
                    with(text("independent_from", "2027-01-20"), text("independent_to", "2027-01-29"),
                         text("starts_at", "09:00"), text("ends_at", "17:00")));
    assert_string_equal(column("SELECT starts_on || ' ' || ends_on FROM session WHERE code = 'S'"),
                        "2027-01-20 2027-02-03");
    fixture_session(db, "S", "5", with(text("independent_from", ""), text("independent_to", "")));
    assert_string_equal(column("SELECT starts_on || ' ' || ends_on FROM session WHERE code = 'S'"),
                        "2027-02-01 2027-02-03");
    assert_string_equal(column("SELECT seats_text || '|' || venue FROM session_list WHERE code = 'S'"),
                        "0/5|Hall 1");
    refused(save(NULL, training_session_put, with(text("code", "S"), text("contact_to", "2027-01-01"))),
            "must not be before");
    refused(save(NULL, training_session_put, with(text("code", "S"), text("ends_at", "8 pm"))),
            "such as 09:00");
    refused(save(NULL, training_session_put, with(text("code", "S"), text("status", "cosy"))),
            "Status: there is no");
    assert_null(save(NULL, training_session_put,
                     with(text("code", "S"), text("door", ""), text("course", "DRG-P1"))));
    assert_string_equal(column("SELECT door FROM session WHERE code = 'S'"),
                        "nominated"); /* as a workshop's usually is */
}

static void scope_is_kept(void **state) {
    (void)state;
    refused(save("O1", course_put, with(text("code", "DRG-A1"), text("title", "x"))), "LEYLA");
    refused(save("LEYLA", officer_put, with(text("badge", "GIA"), text("rank", "Major"))),
            "not among your rights");
    refused(save("LEYLA", officer_put, with(text("badge", "O1"), text("structure", "GE"))),
            "not among your rights");
    refused(save("HASAN", training_session_put, with(text("code", "S-OPEN"), text("venue", "x"))), "rights");
    refused(save("LEYLA", structure_put, with(text("code", "GE"), text("staff", "1"))),
            "not among your rights");
    assert_null(
        save("LEYLA", structure_put,
             with(text("code", "AZ-NEW"), text("name", "New"), text("parent", "AZ"), text("country", "AZ"))));
    refused(
        save("LEYLA", structure_put, with(text("code", "XX"), text("name", "New"), text("country", "XX"))),
        "owner of the database");
}

static void nobody_grants_more_than_they_have(void **state) {
    (void)state;
    assert_null(save("LEYLA", officer_put, with(text("badge", "O1"), text("roles", "head@AZ-SCC-XAC-SAM"))));
    refused(save("LEYLA", officer_put, with(text("badge", "O1"), text("roles", "head@GE"))), "head@GE");
    assert_null(save("LEYLA", officer_put, with(text("badge", "O1"), text("roles", "trainer organiser"))));
    refused(save("LEYLA", officer_put, with(text("badge", "O1"), text("roles", "administrator@AZ"))),
            "administrator");
    refused(save("LEYLA", officer_put, with(text("badge", "ADMIN"), text("login", "leyla"))),
            "administrator");
    refused(save("LEYLA", officer_put,
                 with(integer("id", fixture_officer(db, "ADMIN")), text("badge", "NOT-ADMIN"))),
            "administrator");
    assert_null(save("ADMIN", officer_put, with(text("badge", "O1"), text("roles", "administrator@AZ"))));
    refused(save("ADMIN", officer_put, with(text("badge", "O2"), text("roles", "king"))), "king");
}

/* Whoever looks after a part of the tree cannot take it out of the sight of those above. */
static void a_part_is_not_taken_from_those_above(void **state) {
    (void)state;
    assert_null(save(NULL, officer_put,
                     with(text("badge", "O2"), text("roles", "coordinator@AZ-SCC-XAC coordinator@GE"))));
    refused(save("O2", structure_put, with(text("code", "AZ-SCC-XAC"), text("parent", ""))), "rights");
    refused(save("O2", structure_put, with(text("code", "AZ-SCC-XAC"), text("parent", "GE"))), "rights");
    assert_null(save("O2", structure_put, with(text("code", "AZ-SCC-XAC"), text("staff", "7"))));
    refused(save("LEYLA", structure_put, with(text("code", "AZ-SCC-XAC"), text("parent", ""))),
            "owner of the database");
    assert_null(save("LEYLA", structure_put, with(text("code", "AZ-SCC-XAC"), text("parent", "AZ-SCC-ACA"))));
}

static const char *said(const char *actor, record_put *put, const struct db_value *values) {
    static char kept[2][512];
    static int number;
    number = !number;
    const char *no = save(actor, put, values);
    snprintf(kept[number], sizeof kept[number], "%s", no ? no : "");
    return kept[number];
}

static void nobody_asks_who_is_there_by_saving(void **state) {
    (void)state;
    assert_null(save(NULL, officer_put, with(text("badge", "GIA"), text("login", "gia"))));
    assert_string_equal(said("O1", officer_put, with(text("badge", "O1"), text("login", "gia"))),
                        said("O1", officer_put, with(text("badge", "O1"), text("login", "nobody"))));
    assert_string_equal(said("O1", officer_put, with(text("badge", "O1"), text("manager", "GIA"))),
                        said("O1", officer_put, with(text("badge", "O1"), text("manager", "NOBODY"))));
    assert_string_equal(
        said("O1", registration_put, with(text("session", "S-OPEN"), text("badge", "GIA"))),
        said("O1", registration_put, with(text("session", "S-OPEN"), text("badge", "NOBODY"))));
}

static void officers_change_their_own_contact_and_no_more(void **state) {
    (void)state;
    assert_null(
        save("O1", officer_put,
             with(text("badge", "O1"), text("phone", "+994 12 1"), text("email", "o1@customs.example"))));
    refused(save("O1", officer_put, with(text("badge", "O1"), text("rank", "General"))), "rights");
    refused(save("O1", officer_put, with(text("badge", "O1"), text("email", "nowhere"))), "address");
    refused(save(NULL, officer_put, with(text("badge", "O1"), text("languages", "en:B9"))), "en:B9");
    assert_null(save(NULL, officer_put, with(text("badge", "O1"), text("login", "one"))));
    refused(save(NULL, officer_put, with(text("badge", "O2"), text("login", "one"))), "another officer");
}

static void the_tree_stays_a_tree(void **state) {
    (void)state;
    refused(save(NULL, structure_put, with(text("code", "AZ"), text("parent", "AZ-SCC-XAC"))),
            "below itself");
    refused(save(NULL, structure_put, with(text("code", "A B"), text("name", "x"), text("country", "az"))),
            "blanks");
    assert_null(
        save(NULL, area_put, with(text("code", "DRG-X"), text("title", "New drugs"), text("parent", "DRG"))));
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_new_one_takes_nothing_over),
        with_database(everything_wrong_is_said_at_once),
        with_database(what_is_not_given_stays),
        with_database(another_revision_is_refused),
        with_database(unclean_text_is_refused_or_cleaned),
        with_database(imports_may_clean),
        with_database(a_session_keeps_the_version_it_runs),
        with_database(conditions_are_written_alike),
        with_database(sessions_take_their_days_from_the_phases),
        with_database(scope_is_kept),
        with_database(nobody_grants_more_than_they_have),
        with_database(a_part_is_not_taken_from_those_above),
        with_database(nobody_asks_who_is_there_by_saving),
        with_database(officers_change_their_own_contact_and_no_more),
        with_database(the_tree_stays_a_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
