/* What becomes of submitted answers: confirmed, returned, opened once more; what a closed campaign lets in;
 * and the difference of two revisions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "needs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/check.h"
#include "rules/officer.h"
#include "rules/response.h"
#include "rules/response_diff.h"
#include "rules/review.h"

static struct db *db;
static struct arena arena;
static int64_t leyla, hasan, contact, xacmaz, needs, asked;

/* One campaign is open; HASAN is the head of Xaçmaz, PLAIN its contact, LEYLA the coordinator. */
static int begin(void **state) {
    (void)state;
    db = fixture_new();
    needs_keep(db);
    fixture_save(db, officer_put, with(text("badge", "PLAIN"), text("roles", "contact@AZ-SCC-XAC")));
    leyla = fixture_officer(db, "LEYLA");
    hasan = fixture_officer(db, "HASAN");
    contact = fixture_officer(db, "PLAIN");
    xacmaz = fixture_structure(db, "AZ-SCC-XAC");
    needs = fixture_save(db, campaign_put,
                         with(text("code", "N27"), text("title", "Needs"), text("questionnaire", "needs"),
                              text("asks", "structure"), text("structure", "AZ-SCC"),
                              text("opens_on", "2026-11-01"), text("closes_on", "2026-11-30"),
                              text("status", "open")));
    asked = db_int(db, 0, "SELECT id FROM campaign_respondent WHERE structure_id = :id",
                   with(integer("id", xacmaz)));
    return 0;
}

static int end(void **state) {
    (void)state;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    db_close(db);
    arena_done(&arena);
    return 0;
}

static int64_t start(void) {
    int64_t response = 0;
    accepted(response_start(db, contact, needs, xacmaz, &response));
    return response;
}

static int64_t submit(const char *number) {
    char receipt[RECEIPT_SIZE];
    int64_t response = start();
    accepted(response_submit(db, contact, response, "", with(text("staff/number", number)), receipt));
    return response;
}

static const char *try_to_start(void) {
    int64_t response;
    return response_start(db, contact, needs, xacmaz, &response);
}

static void stands(const char *expected) {
    char *found =
        db_text(db, &arena, "SELECT state FROM respondent WHERE id = :id", with(integer("id", asked)));
    assert_string_equal(found, expected);
}

static int64_t official(void) {
    return db_int(db, 0, "SELECT official_id FROM respondent WHERE id = :id", with(integer("id", asked)));
}

static const char *run_step(struct db *own, void *argument) {
    return db_run(own, argument, NULL);
}

static const char *run(const char *sql) {
    return db_write(db, run_step, (char *)sql);
}

static void a_respondent_goes_through_its_states(void **state) {
    (void)state;
    stands("none");
    start();
    stands("draft");
    int64_t first = submit("7");
    stands("submitted");
    assert_int_equal(official(), 0);
    accepted(review_return(db, leyla, first, "Whom do you mean?"));
    stands("returned");
    int64_t second = start();
    stands("draft");
    assert_string_equal(
        db_text(db, &arena, "SELECT value FROM answer WHERE response_id = :id", with(integer("id", second))),
        "7");
    submit("8");
    stands("submitted");
    accepted(review_confirm(db, hasan, second));
    stands("confirmed");
    assert_int_equal(official(), second);
}

static void only_the_head_confirms(void **state) {
    (void)state;
    int64_t response = submit("7");
    static const char *const others[] = { "LEYLA", "PLAIN", "ADMIN", "AUDIT", "O1" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        refused(review_confirm(db, fixture_officer(db, others[i]), response), "HASAN");
        assert_false(review_may_confirm(db, fixture_officer(db, others[i]), response));
    }
    refused(review_confirm(db, fixture_officer(db, "GIA"), response), "by Head of structure");
    refused(review_return(db, contact, response, "no"), "HASAN");
    assert_false(review_may_return(db, contact, response));
    assert_true(review_may_return(db, leyla, response));
    assert_true(review_may_confirm(db, hasan, response));
    accepted(review_confirm(db, hasan, response));
    refused(review_confirm(db, hasan, response), "confirmed already");
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM to_confirm", NULL), 0);
}

static void a_return_needs_a_comment(void **state) {
    (void)state;
    int64_t response = submit("7");
    refused(review_return(db, leyla, response, ""), "why");
    refused(review_return(db, leyla, response, NULL), "why");
    refused(review_return(db, leyla, response, "\033[2J"), "cannot be shown");
    refused(review_return(db, leyla, 999, "no"), "no such answers");
    accepted(review_return(db, leyla, response, "Count the trainees, too."));
    assert_string_equal(db_text(db, &arena,
                                "SELECT returned_why FROM my_questionnaire WHERE officer_id = :id "
                                "AND state = 'returned'",
                                with(integer("id", contact))),
                        "Count the trainees, too.");
}

static void drafts_and_older_ones_are_not_decided(void **state) {
    (void)state;
    int64_t draft = start();
    refused(review_confirm(db, hasan, draft), "no such answers");
    int64_t first = submit("7");
    int64_t second = start();
    refused(review_confirm(db, hasan, first), "correction");
    accepted(response_discard(db, contact, second));
    second = submit("8");
    refused(review_confirm(db, hasan, first), "Newer");
    refused(review_return(db, leyla, first, "no"), "Newer");
    accepted(review_confirm(db, hasan, second));
}

static void confirmed_answers_are_locked(void **state) {
    (void)state;
    int64_t first = submit("7");
    accepted(review_confirm(db, hasan, first));
    refused(try_to_start(), "confirmed");
    refused(run("INSERT INTO response (respondent_id, revision, version_id, state, officer_id, started_at, "
                "saved_at) SELECT respondent_id, 2, version_id, 'draft', officer_id, 1, 1 FROM response"),
            "confirmed");
    accepted(review_return(db, leyla, first, "Once more, please."));
    assert_int_equal(official(), 0);
    assert_true(submit("8") != first);
}

static void decisions_are_kept(void **state) {
    (void)state;
    accepted(review_confirm(db, hasan, submit("7")));
    refused(run("UPDATE response_review SET decision = 'returned', comment = 'x'"), "kept as it was");
    refused(run("DELETE FROM response_review"), "kept as it was");
    refused(run("UPDATE campaign_event SET reason = 'x'"), "kept as it was");
    refused(run("DELETE FROM campaign_event"), "kept as it was");
}

static void what_was_returned_is_corrected_while_closing(void **state) {
    (void)state;
    int64_t response = submit("7");
    accepted(campaign_move(db, leyla, needs, "closing"));
    refused(try_to_start(), "closing");
    accepted(review_return(db, leyla, response, "Whom?"));
    accepted(review_confirm(db, hasan, submit("8")));
}

static void a_closed_campaign_takes_nothing(void **state) {
    (void)state;
    int64_t response = submit("7");
    int64_t draft = start();
    assert_null(
        run("INSERT INTO answer_entry SELECT id, 'staff/number', 1, 1 FROM response WHERE state = 'draft'"));
    assert_null(run("INSERT INTO respondent_reminder SELECT min(id), 7, NULL FROM respondent_writable"
                    " JOIN campaign_respondent ON id = respondent_id"));
    accepted(campaign_move(db, leyla, needs, "closed"));
    refused(try_to_start(), "not open");
    refused(response_save(db, contact, draft, "", NULL, SAVED_BY_OFFICER), "not open");
    refused(response_discard(db, contact, draft), "not open");
    assert_non_null(review_confirm(db, hasan, response));
    static const char *const writes[] = {
        "UPDATE response SET language = 'x' WHERE state = 'draft'",
        "DELETE FROM response WHERE state = 'draft'",
        "INSERT INTO response (respondent_id, revision, version_id, state, officer_id, started_at, saved_at) "
        "SELECT respondent_id, 9, version_id, 'draft', officer_id, 1, 1 FROM response WHERE state <> 'draft'",
        "INSERT INTO answer SELECT id, 'x', '1' FROM response WHERE state = 'draft'",
        "UPDATE answer SET value = 'x' WHERE response_id = (SELECT id FROM response WHERE state = 'draft')",
        "DELETE FROM answer WHERE response_id = (SELECT id FROM response WHERE state = 'draft')",
        "INSERT INTO response_review (response_id, decision, decided_at) SELECT id, 'confirmed', 1 FROM "
        "response WHERE state = 'submitted'",
        "INSERT INTO respondent_reminder SELECT id, 1, NULL FROM campaign_respondent",
        "INSERT INTO campaign_respondent (campaign_id, structure_id) SELECT c.id, s.id FROM campaign c, "
        "structure s WHERE s.code = 'GE'",
        "UPDATE campaign_respondent SET excluded_why = 'x'",
        "DELETE FROM campaign_respondent",
        "INSERT INTO answer_entry SELECT id, 'x', 1, 1 FROM response",
        "UPDATE answer_entry SET seconds = 9",
        "DELETE FROM answer_entry",
        "INSERT INTO answer_saved SELECT id, 'x', 'x' FROM response",
        "INSERT INTO answer_dropped SELECT id, 'x', 'x' FROM response WHERE state = 'draft'",
        "INSERT INTO answer_dropped SELECT id, 'x', 'x' FROM response WHERE state = 'submitted'",
        "UPDATE response SET revision = 7",
        "UPDATE respondent_reminder SET sent_at = 1",
        "DELETE FROM respondent_reminder",
        "DELETE FROM campaign_event",
        "DELETE FROM campaign",
    };
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
        if (!run(writes[i]))
            fail_msg("closed, but: %s", writes[i]);
    accepted(campaign_move(db, leyla, needs, "frozen"));
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++)
        if (!run(writes[i]))
            fail_msg("frozen, but: %s", writes[i]);
    refused(run("UPDATE campaign_respondent SET reopened_until = '2099-01-01'"), "frozen");
    refused(run("UPDATE campaign SET title = 'x'"), "frozen");
    refused(run("INSERT INTO campaign_area SELECT c.id, a.id FROM campaign c, area a"), "frozen");
    refused(run("INSERT INTO campaign_event (campaign_id, at, act) SELECT id, 1, 'reopen' FROM campaign"),
            "frozen");
}

static void one_respondent_is_let_in_once_more(void **state) {
    (void)state;
    int64_t first = submit("7");
    accepted(review_confirm(db, hasan, first));
    accepted(campaign_move(db, leyla, needs, "closed"));
    setenv("TOPCOP_NOW", "2026-12-10T09:00", 1);
    refused(review_reopen(db, hasan, asked, "+7", "They moved."), "LEYLA");
    refused(review_reopen(db, leyla, asked, "-1", "They moved."), "today or later");
    refused(review_reopen(db, leyla, asked, "+7", ""), "why");
    refused(review_reopen(db, leyla, 999, "+7", "They moved."), "asked");
    accepted(review_reopen(db, leyla, asked, "+7", "They moved."));
    int64_t second = submit("9");
    stands("submitted");
    assert_int_equal(official(), first); /* until the new ones are confirmed */
    accepted(review_confirm(db, hasan, second));
    assert_int_equal(official(), second);
    int64_t other;
    refused(response_start(db, ACTOR_OWNER, needs, fixture_structure(db, "AZ-SCC-ACA"), &other), "not open");
    start();
    setenv("TOPCOP_NOW", "2026-12-18T09:00", 1);
    refused(try_to_start(), "not open");
    accepted(campaign_move(db, leyla, needs, "frozen"));
    refused(review_reopen(db, leyla, asked, "+7", "They moved."), "frozen");
}

static void self_checks_are_never_decided(void **state) {
    (void)state;
    int64_t self = fixture_save(db, campaign_put,
                                with(text("code", "SELF"), text("title", "Self-check"),
                                     text("questionnaire", "needs"), text("asks", "officer"),
                                     text("structure", "AZ-SCC"), text("opens_on", "2026-11-01"),
                                     text("closes_on", "2026-11-30"), text("status", "open")));
    int64_t officer = fixture_officer(db, "O1"), response;
    char receipt[RECEIPT_SIZE];
    accepted(response_start(db, officer, self, 0, &response));
    accepted(response_submit(db, officer, response, "", with(text("staff/number", "7")), receipt));
    refused(review_confirm(db, hasan, response), "no such answers");
    refused(review_return(db, leyla, response, "no"), "no such answers");
    refused(
        run("INSERT INTO response_review (response_id, decision, decided_at) SELECT max(id), 'confirmed', "
            "1 FROM response"),
        "of a structure");
    const struct response_difference *list;
    int count;
    refused(response_diff(db, leyla, response, response, &arena, &list, &count), "another officer");
    accepted(response_diff(db, officer, response, response, &arena, &list, &count));
    assert_int_equal(count, 0);
}

static void two_revisions_are_compared(void **state) {
    (void)state;
    char receipt[RECEIPT_SIZE];
    int64_t first = start(), second;
    accepted(response_submit(
        db, contact, first, "",
        with(text("staff/number", "70"), text("staff/why", "Sərhəd"), text("staff/need", "1")), receipt));
    second = start();
    accepted(response_submit(
        db, contact, second, "",
        with(text("staff/number", "7"), text("staff/need", "2"), text("staff/kinds", "0 2")), receipt));
    const struct response_difference *list;
    int count;
    accepted(response_diff(db, leyla, first, second, &arena, &list, &count));
    static const char *const expected[][4] = {
        { "staff/number", "How many?", "70", "7" },
        { "staff/why", "Why so many?", "Sərhəd", "" },
        { "staff/need", "How much is needed?", "Some", "Much" },
        { "staff/kinds", "Which?", "", "None, Much" },
    };
    assert_int_equal(count, 4);
    for (int i = 0; i < count; i++) {
        assert_string_equal(list[i].path, expected[i][0]);
        assert_string_equal(list[i].label, expected[i][1]);
        assert_string_equal(list[i].before, expected[i][2]);
        assert_string_equal(list[i].after, expected[i][3]);
    }
    accepted(response_diff(db, contact, second, first, &arena, &list, &count));
    assert_int_equal(count, 4);
    refused(response_diff(db, fixture_officer(db, "GIA"), first, second, &arena, &list, &count), "rights");
    refused(response_diff(db, leyla, first, 999, &arena, &list, &count), "two revisions");
}

static void complain(const char *sentence, void *argument) {
    *(char **)argument = arena_copy(&arena, sentence);
}

static void the_check_finds_what_was_broken(void **state) {
    (void)state;
    static const struct {
        const char *spoil, *said;
    } cases[] = {
        { "UPDATE campaign_event SET act = 'closing'", "history ends elsewhere" },
        { "UPDATE campaign SET status = 'draft'", "is a draft" },
        { "UPDATE campaign SET asks = 'officer'", "not for them" },
    };
    char *said = NULL;
    start();
    assert_int_equal(check_database(db, complain, &said), 0);
    accepted(run("DROP TRIGGER campaign_event_stays"));
    accepted(run("DROP TRIGGER campaign_goes_its_way"));
    accepted(run("DROP TRIGGER campaign_answered_is_no_draft"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        accepted(run(cases[i].spoil));
        assert_true(check_database(db, complain, &said) > 0);
        if (!strstr(said, cases[i].said))
            fail_msg("%s: %s", cases[i].spoil, said);
        accepted(run("UPDATE campaign SET status = 'open', asks = 'structure'"));
        accepted(run("UPDATE campaign_event SET act = 'open'"));
        assert_int_equal(check_database(db, complain, &said), 0);
    }
    submit("7");
    accepted(run("UPDATE campaign_event SET act = 'frozen', at = at - 60"));
    accepted(run("UPDATE campaign SET status = 'frozen'"));
    assert_int_equal(check_database(db, complain, &said), 1);
    assert_non_null(strstr(said, "written or decided about later"));
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_respondent_goes_through_its_states),
        with_database(only_the_head_confirms),
        with_database(a_return_needs_a_comment),
        with_database(drafts_and_older_ones_are_not_decided),
        with_database(confirmed_answers_are_locked),
        with_database(decisions_are_kept),
        with_database(what_was_returned_is_corrected_while_closing),
        with_database(a_closed_campaign_takes_nothing),
        with_database(one_respondent_is_let_in_once_more),
        with_database(self_checks_are_never_decided),
        with_database(two_revisions_are_compared),
        with_database(the_check_finds_what_was_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
