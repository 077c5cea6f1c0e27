/* The course of a campaign: its states, whom it asks, leaves out and reminds, and how far it is. */
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
#include "rules/officer.h"
#include "rules/response.h"
#include "rules/review.h"
#include "rules/structure.h"

static struct db *db;
static struct arena arena;
static int64_t leyla, hasan, xacmaz, samur;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    needs_keep(db);
    leyla = fixture_officer(db, "LEYLA");
    hasan = fixture_officer(db, "HASAN");
    xacmaz = fixture_structure(db, "AZ-SCC-XAC");
    samur = fixture_structure(db, "AZ-SCC-XAC-SAM");
    return 0;
}

static int end(void **state) {
    (void)state;
    db_close(db);
    arena_done(&arena);
    return 0;
}

static int64_t campaign(const char *code, const char *asks, const char *status) {
    return fixture_save(db, campaign_put,
                        with(text("code", code), text("title", "Needs 2027"), text("questionnaire", "needs"),
                             text("asks", asks), text("structure", "AZ-SCC"), text("opens_on", "2026-11-01"),
                             text("closes_on", "2026-11-30"), text("status", status)));
}

static int64_t respondent(int64_t id, int64_t structure) {
    return db_int(db, 0,
                  "SELECT id FROM campaign_respondent WHERE campaign_id = :id AND structure_id = :structure",
                  with(integer("id", id), integer("structure", structure)));
}

static int64_t start(int64_t id, int64_t structure) {
    int64_t response = 0;
    accepted(response_start(db, hasan, id, structure, &response));
    return response;
}

static int64_t submit(int64_t id, int64_t structure) {
    char receipt[RECEIPT_SIZE];
    int64_t response = start(id, structure);
    accepted(response_submit(db, hasan, response, "", with(text("staff/number", "7")), receipt));
    return response;
}

static const char *edit(const char *code, const char *field, const char *value) {
    return record_save(db, leyla, campaign_put, with(text("code", code), text(field, value)), NULL);
}

/* Brings a campaign into a state by the ways that are allowed. */
static void lead_to(int64_t id, const char *status) {
    static const char *const way[] = { "open", "closing", "closed", "frozen" };
    for (size_t i = 0; strcmp(status, "draft") != 0 && i < sizeof way / sizeof *way; i++) {
        accepted(campaign_move(db, leyla, id, way[i]));
        if (!strcmp(way[i], status))
            return;
    }
}

static void each_pair_of_states_is_as_the_table_says(void **state) {
    (void)state;
    static const char *const states[] = { "draft", "open", "closing", "closed", "frozen" };
    static const char *const allowed = "draft>open open>draft open>closing open>closed closing>open "
                                       "closing>closed closed>open closed>frozen";
    char code[] = "C-A";
    for (int from = 0; from < 5; from++)
        for (int to = 0; to < 5; to++, code[2]++) {
            if (from == to)
                continue;
            int64_t id = campaign(code, "structure", "draft");
            lead_to(id, states[from]);
            char *pair = arena_format(&arena, "%s>%s", states[from], states[to]);
            bool may = strstr(allowed, pair) != NULL;
            assert_int_equal(campaign_may_become(db, id, states[to]), may);
            const char *no = campaign_move(db, leyla, id, states[to]);
            if (may != !no)
                fail_msg("%s: %s", pair, no ? no : "was let through");
        }
}

static void nobody_goes_back_over_answers(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    assert_true(campaign_may_become(db, id, "draft"));
    start(id, xacmaz);
    assert_false(campaign_may_become(db, id, "draft"));
    refused(campaign_move(db, leyla, id, "draft"), "begun to answer");
}

static void opening_needs_somebody_and_a_day(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "draft");
    accepted(edit("N27", "structure", "AZ-SCC-XAC"));
    assert_int_equal(respondent(id, fixture_structure(db, "AZ-SCC-ACA")), 0);
    assert_true(respondent(id, samur) > 0);
    accepted(campaign_exclude(db, leyla, respondent(id, xacmaz), "moved"));
    accepted(campaign_exclude(db, leyla, respondent(id, samur), "moved"));
    refused(campaign_move(db, leyla, id, "open"), "ask nobody");
    accepted(campaign_include(db, leyla, id, samur));
    setenv("TOPCOP_NOW", "2026-12-01T09:00", 1);
    refused(campaign_move(db, leyla, id, "open"), "last day");
    accepted(edit("N27", "closes_on", "2026-12-31"));
    accepted(campaign_move(db, leyla, id, "open"));
    refused(edit("N27", "structure", "AZ-SCC"), "draft again");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
}

static void what_has_ended_stays(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    submit(id, xacmaz);
    refused(edit("N27", "structure", "AZ"), "keeps its questionnaire");
    accepted(edit("N27", "status", "closed"));
    refused(edit("N27", "title", "Other"), "open it again");
    accepted(edit("N27", "closes_on", "2026-12-24"));
    refused(campaign_include(db, leyla, id, samur), "closed");
    refused(campaign_exclude(db, leyla, respondent(id, xacmaz), "moved"), "closed");
    accepted(edit("N27", "status", "frozen"));
    refused(edit("N27", "closes_on", "2026-12-25"), "frozen");
    refused(campaign_move(db, ACTOR_OWNER, id, "open"), "frozen");
}

static int64_t mine(int64_t structure) {
    return db_int(db, 0, "SELECT count(*) FROM my_questionnaire WHERE structure_id = :id",
                  with(integer("id", structure)));
}

static void structures_come_and_go_with_reasons(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open"), asked = respondent(id, samur), response;
    fixture_save(
        db, officer_put,
        with(text("badge", "HASAN"), text("roles", "head@AZ-SCC-XAC contact@AZ-SCC-XAC-SAM contact@AZ-SCC")));
    refused(campaign_include(db, leyla, id, samur), "already");
    refused(campaign_include(db, leyla, id, fixture_structure(db, "GE")), "part of the tree");
    refused(campaign_exclude(db, leyla, asked, " "), "why");
    refused(campaign_exclude(db, hasan, asked, "moved"), "LEYLA");
    int64_t draft = start(id, samur);
    accepted(campaign_exclude(db, leyla, asked, "It is being moved."));
    refused(campaign_exclude(db, leyla, asked, "moved"), "already");
    refused(response_start(db, hasan, id, samur, &response), "It is being moved.");
    refused(response_save(db, hasan, draft, "", with(text("staff/number", "1")), SAVED_BY_OFFICER),
            "It is being moved.");
    assert_true(db_exists(db,
                          "SELECT 1 FROM my_questionnaire WHERE structure_id = :id AND state = 'excluded'",
                          with(integer("id", samur))));
    int64_t committee = fixture_structure(db, "AZ-SCC"); /* nothing begun there: nothing to be seen */
    assert_int_equal(mine(committee), 1);
    accepted(campaign_exclude(db, leyla, respondent(id, committee), "no posts"));
    assert_int_equal(mine(committee), 0);
    accepted(campaign_include(db, leyla, id, samur));
    assert_int_equal(start(id, samur), draft);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM campaign_event WHERE structure_id = :id",
                            with(integer("id", samur))),
                     2);
}

static int64_t reminders(void) {
    return db_int(db, 0, "SELECT count(*) FROM respondent_reminder", NULL);
}

static void closing_reminds_only_who_can_still_answer(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    int count;
    start(id, samur);
    accepted(campaign_move(db, leyla, id, "closing"));
    refused(campaign_remind(db, leyla, id, respondent(id, xacmaz), &count), "left to remind");
    accepted(campaign_remind(db, leyla, id, 0, &count));
    assert_int_equal(count, 1);
    assert_int_equal(reminders(), 1);
}

static void only_those_who_owe_are_reminded_once_a_day(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    int count;
    int64_t response = submit(id, xacmaz);
    start(id, samur);
    refused(campaign_remind(db, hasan, id, 0, &count), "LEYLA");
    refused(campaign_remind(db, leyla, id, respondent(id, xacmaz), &count), "left to remind");
    accepted(campaign_remind(db, leyla, id, respondent(id, samur), &count));
    assert_int_equal(count, 1);
    accepted(campaign_remind(db, leyla, id, 0, &count));
    assert_int_equal(count, 2);
    assert_int_equal(reminders(), 3);
    refused(campaign_remind(db, leyla, id, 0, &count), "today");
    accepted(review_return(db, hasan, response, "Whom?"));
    accepted(campaign_remind(db, leyla, id, 0, &count));
    assert_int_equal(count, 1);
    setenv("TOPCOP_NOW", "2026-11-25T09:00", 1);
    accepted(campaign_remind(db, leyla, id, 0, &count));
    assert_int_equal(count, 4);
    setenv("TOPCOP_NOW", "2026-12-01T09:00", 1);
    refused(campaign_remind(db, leyla, id, 0, &count), "takes answers");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
}

static void officers_are_reminded_too(void **state) {
    (void)state;
    int64_t id = campaign("SELF", "officer", "open"), response, officer = fixture_officer(db, "O1");
    int count;
    char receipt[RECEIPT_SIZE];
    int64_t officers = db_int(db, 0, "SELECT asked FROM campaign_list", NULL);
    accepted(response_start(db, officer, id, 0, &response));
    accepted(response_submit(db, officer, response, "", with(text("staff/number", "7")), receipt));
    accepted(campaign_remind(db, leyla, id, 0, &count));
    assert_int_equal(count, officers - 1);
    assert_true(db_exists(db, "SELECT 1 FROM my_questionnaire WHERE officer_id = :id AND reminded_at > 0",
                          with(integer("id", fixture_officer(db, "O2")))));
    assert_false(db_exists(db, "SELECT 1 FROM my_questionnaire WHERE officer_id = :id AND reminded_at > 0",
                           with(integer("id", officer))));
    struct campaign_progress at;
    campaign_progress(db, id, &at);
    assert_int_equal(at.asked, officers);
    assert_int_equal(at.submitted, 1);
    assert_int_equal(at.none, officers - 1);
    assert_int_equal(at.confirmed, 0);
}

static void progress_counts_structures_and_heads(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    struct campaign_progress at;
    campaign_progress(db, id, &at);
    assert_int_equal(at.asked, 4);
    assert_int_equal(at.none, 4);
    assert_int_equal(at.staff, 160);
    accepted(review_confirm(db, hasan, submit(id, xacmaz)));
    submit(id, samur);
    accepted(campaign_exclude(db, leyla, respondent(id, fixture_structure(db, "AZ-SCC")), "no posts"));
    campaign_progress(db, id, &at);
    assert_int_equal(at.asked, 3);
    assert_int_equal(at.excluded, 1);
    assert_int_equal(at.submitted, 1);
    assert_int_equal(at.confirmed, 1);
    assert_int_equal(at.staff, 120);
    assert_int_equal(at.staff_answered, 80);
    assert_int_equal(at.staff_confirmed, 40);
    start(id, samur); /* a correction begun takes nothing away */
    campaign_progress(db, id, &at);
    assert_int_equal(at.submitted, 1);
    assert_int_equal(at.draft, 0);
}

static void few_answers_have_no_percent(void **state) {
    (void)state;
    assert_string_equal(campaign_share(&arena, 2, 12, 2), "2 of 12");
    assert_string_equal(campaign_share(&arena, 7, 12, 7), "7 of 12 (58 %)");
    assert_string_equal(campaign_share(&arena, 3, 3, 3), "3 of 3 (100 %)");
    assert_string_equal(campaign_share(&arena, 80, 120, 2), "80 of 120");
    assert_string_equal(campaign_share(&arena, 0, 0, 9), "0 of 0");
}

static void the_staff_is_kept_as_it_was_when_asked(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "open");
    struct campaign_progress at;
    fixture_save(db, structure_put, with(text("code", "AZ-SCC-XAC"), text("staff", "400")));
    campaign_progress(db, id, &at);
    assert_int_equal(at.staff, 160);
}

static void areas_are_known_codes(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "draft");
    refused(edit("N27", "areas", "DRG NOPE"), "NOPE");
    accepted(edit("N27", "areas", "DRG, CYB"));
    assert_string_equal(
        db_text(db, &arena, "SELECT areas FROM campaign_form WHERE id = :id", with(integer("id", id))),
        "CYB DRG");
    accepted(edit("N27", "areas", ""));
    assert_false(db_exists(db, "SELECT 1 FROM campaign_area", NULL));
}

static void only_coordinators_of_the_part_steer_it(void **state) {
    (void)state;
    int64_t id = campaign("N27", "structure", "draft");
    static const char *const others[] = { "HASAN", "ADMIN", "AUDIT", "PLAIN", "GIA", "SUSI" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        int64_t officer = fixture_officer(db, others[i]);
        int count;
        assert_non_null(campaign_move(db, officer, id, "open"));
        assert_non_null(campaign_exclude(db, officer, respondent(id, samur), "no"));
        assert_non_null(campaign_include(db, officer, id, samur));
        assert_non_null(review_reopen(db, officer, respondent(id, samur), "+7", "no"));
        assert_non_null(campaign_remind(db, officer, id, 0, &count));
        assert_non_null(
            record_save(db, officer, campaign_put, with(text("code", "N27"), text("title", "Mine")), NULL));
    }
    fixture_save(db, officer_put, with(text("badge", "GIA"), text("roles", "coordinator@AZ-SCC-XAC")));
    refused(campaign_move(db, fixture_officer(db, "GIA"), id, "open"), "rights");
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(each_pair_of_states_is_as_the_table_says),
        with_database(nobody_goes_back_over_answers),
        with_database(opening_needs_somebody_and_a_day),
        with_database(what_has_ended_stays),
        with_database(structures_come_and_go_with_reasons),
        with_database(closing_reminds_only_who_can_still_answer),
        with_database(only_those_who_owe_are_reminded_once_a_day),
        with_database(officers_are_reminded_too),
        with_database(progress_counts_structures_and_heads),
        with_database(few_answers_have_no_percent),
        with_database(the_staff_is_kept_as_it_was_when_asked),
        with_database(areas_are_known_codes),
        with_database(only_coordinators_of_the_part_steer_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
