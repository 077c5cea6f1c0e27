/* Questionnaires kept word for word, campaigns, and answers as revisions with receipts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response.h"

static struct db *db;
static struct arena arena;

static const char form[] = "survey,type,name,label,required,relevant,constraint,calculation\n"
                           ",begin group,staff,Staff,,,,\n"
                           ",integer,number,How many?,yes,,. < 100,\n"
                           ",text,why,Why so many?,yes,${number} > 50,,\n"
                           ",end group,,,,,,\n"
                           ",calculate,twice,,,,,${number} * 2\n"
                           "settings,form_title,form_id,version\n"
                           ",Needs,needs,1\n";

static const char *keep(const char *text, const char *badge, int64_t *version) {
    struct sheets sheets;
    struct problems problems = { 0 };
    const char *no = sheets_read_text(&sheets, "needs.csv", text);
    assert_null(no);
    struct definition *definition = definition_new(&sheets, &problems);
    assert_non_null(definition);
    no = questionnaire_save(db, badge ? fixture_officer(db, badge) : ACTOR_OWNER, &sheets, definition,
                            version);
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
    return no;
}

static int64_t campaign(const char *status) {
    return fixture_save(db, campaign_put,
                        with(text("code", "N27"), text("title", "Needs 2027"), text("questionnaire", "needs"),
                             text("asks", "structure"), text("structure", "AZ-SCC"),
                             text("opens_on", "2026-11-01"), text("closes_on", "2026-11-30"),
                             text("status", status)));
}

static int begin(void **state) {
    (void)state;
    int64_t version;
    db = fixture_new();
    return keep(form, NULL, &version) != NULL;
}

static int end(void **state) {
    (void)state;
    db_close(db);
    arena_done(&arena);
    return 0;
}

static int64_t hasan(void) {
    return fixture_officer(db, "HASAN");
}

static int64_t start(int64_t id) {
    int64_t response = 0;
    const char *no = response_start(db, hasan(), id, fixture_structure(db, "AZ-SCC-XAC"), &response);
    if (no)
        fail_msg("refused: %s", no);
    return response;
}

static const char *answer(int64_t response, const char *question) {
    char *found =
        db_text(db, &arena, "SELECT value FROM answer WHERE response_id = :id AND question = :question",
                with(integer("id", response), text("question", question)));
    return found ? found : "";
}

static void sheets_come_back_word_for_word(void **state) {
    (void)state;
    int64_t version = 0, again = 0;
    assert_null(keep(form, "LEYLA", &version));
    assert_null(keep(form, "LEYLA", &again));
    assert_int_equal(version, again);
    struct definition *definition = questionnaire_load(db, version);
    assert_string_equal(definition->title, "Needs");
    assert_string_equal(questionnaire_path(&arena, definition, definition_find(definition, -1, "why")),
                        "staff/why");
    assert_string_equal(
        definition_text(definition, definition_find(definition, -1, "why"), TEXT_LABEL, 0, NULL),
        "Why so many?");
    definition_free(definition);
    char changed[sizeof form];
    memcpy(changed, form, sizeof form);
    memcpy(strstr(changed, "How many"), "HOW", 3);
    refused(keep(changed, "LEYLA", &again), "other content");
    refused(keep(form, "O1", &again), "rights");
}

static void a_campaign_lists_who_is_asked(void **state) {
    (void)state;
    campaign("draft");
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM campaign_respondent", NULL), 4);
    int64_t id = campaign("open");
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM campaign_respondent", NULL), 4);
    int64_t response;
    refused(response_start(db, fixture_officer(db, "O1"), id, fixture_structure(db, "AZ-SCC-XAC"), &response),
            "HASAN");
    refused(response_start(db, fixture_officer(db, "O1"), id, 0, &response), "does not ask you");
    refused(response_start(db, ACTOR_OWNER, id, fixture_structure(db, "AZ"), &response), "does not ask you");
    refused(record_save(db, ACTOR_OWNER, campaign_put,
                        with(text("code", "X"), text("title", "X"), text("questionnaire", "needs"),
                             text("version", "7"), text("asks", "trees"), text("structure", "AZ"),
                             text("opens_on", "2026-12-01"), text("closes_on", "2026-11-01")),
                        NULL),
            "no version \"7\"");
}

static void a_draft_is_kept_and_found_again(void **state) {
    (void)state;
    int64_t id = campaign("open"), response = start(id);
    assert_null(response_save(db, hasan(), response, "English",
                              with(text("staff/number", "500"), text("staff/why", "x")), SAVED_BY_OFFICER));
    assert_int_equal(start(id), response);
    assert_string_equal(answer(response, "staff/number"), "500"); /* a draft may be wrong */
    assert_null(
        response_save(db, hasan(), response, "English", with(text("staff/why", "")), SAVED_BY_OFFICER));
    assert_string_equal(answer(response, "staff/why"), "");
    refused(response_save(db, fixture_officer(db, "O1"), response, "", with(text("staff/why", "y")),
                          SAVED_BY_OFFICER),
            "rights");
}

static void submitting_checks_and_is_final(void **state) {
    (void)state;
    int64_t id = campaign("open"), response = start(id);
    char receipt[RECEIPT_SIZE];
    refused(response_submit(db, hasan(), response, "", with(text("staff/number", "500")), receipt),
            "How many?");
    refused(response_submit(db, hasan(), response, "", with(text("staff/number", "60")), receipt),
            "Why so many?");
    assert_null(response_submit(db, hasan(), response, "",
                                with(text("staff/number", "7"), text("staff/why", "old")), receipt));
    assert_true(response_receipt_is_right(receipt));
    assert_string_equal(answer(response, "staff/why"), ""); /* not relevant, so not submitted */
    assert_string_equal(answer(response, "twice"), "14");
    refused(response_save(db, hasan(), response, "", with(text("staff/number", "8")), SAVED_BY_OFFICER),
            "submitted");
    int64_t next = start(id);
    assert_true(next != response);
    assert_string_equal(answer(next, "staff/number"), "7");
    assert_int_equal(db_int(db, 0, "SELECT revision FROM response WHERE id = :id", with(integer("id", next))),
                     2);
    refused(
        record_save(db, ACTOR_OWNER, campaign_put, with(text("code", "N27"), text("structure", "GE")), NULL),
        "keeps its questionnaire");
}

static void a_correction_can_be_thrown_away(void **state) {
    (void)state;
    int64_t id = campaign("open"), first = start(id);
    char receipt[RECEIPT_SIZE];
    assert_null(response_submit(db, hasan(), first, "", with(text("staff/number", "7")), receipt));
    refused(response_discard(db, hasan(), first), "submitted");
    int64_t next = start(id);
    refused(response_discard(db, fixture_officer(db, "O1"), next), "rights");
    assert_null(response_discard(db, hasan(), next));
    assert_string_equal(answer(first, "staff/number"), "7");
    assert_false(db_exists(db, "SELECT 1 FROM response WHERE state = 'draft'", NULL));
}

static void closing_lets_only_drafts_finish(void **state) {
    (void)state;
    int64_t id = campaign("open"), response = start(id), other;
    campaign("closing");
    char receipt[RECEIPT_SIZE];
    refused(response_start(db, ACTOR_OWNER, id, fixture_structure(db, "AZ-SCC-ACA"), &other), "closing");
    assert_null(response_save(db, hasan(), response, "", with(text("staff/number", "9")), SAVED_BY_OFFICER));
    campaign("closed");
    refused(response_submit(db, hasan(), response, "", NULL, receipt), "not open");
    campaign("frozen");
    refused(
        record_save(db, ACTOR_OWNER, campaign_put, with(text("code", "N27"), text("status", "open")), NULL),
        "frozen");
}

static void after_the_last_day_nothing_is_taken(void **state) {
    (void)state;
    int64_t id = campaign("open"), response = start(id);
    setenv("TOPCOP_NOW", "2026-12-01T00:30", 1);
    refused(response_save(db, hasan(), response, "", with(text("staff/number", "9")), SAVED_BY_OFFICER),
            "closed on 2026-11-30");
    setenv("TOPCOP_NOW", "2026-10-31T00:30", 1);
    refused(response_save(db, hasan(), response, "", with(text("staff/number", "9")), SAVED_BY_OFFICER),
            "opens on 2026-11-01");
}

static void officers_check_themselves(void **state) {
    (void)state;
    int64_t id =
        fixture_save(db, campaign_put,
                     with(text("code", "SELF"), text("title", "Self-check"), text("questionnaire", "needs"),
                          text("asks", "officer"), text("structure", "AZ"), text("opens_on", "2026-11-01"),
                          text("closes_on", "2026-11-30"), text("status", "open")));
    int64_t mine, theirs;
    assert_null(response_start(db, fixture_officer(db, "O1"), id, 0, &mine));
    assert_null(response_start(db, fixture_officer(db, "O2"), id, 0, &theirs));
    refused(response_start(db, fixture_officer(db, "GIA"), id, 0, &theirs), "does not ask you");
    refused(response_save(db, fixture_officer(db, "O2"), mine, "", NULL, SAVED_BY_OFFICER),
            "another officer");
}

static void receipts_tell_a_slip(void **state) {
    (void)state;
    int64_t id = campaign("open"), response = start(id);
    char receipt[RECEIPT_SIZE], wrong[RECEIPT_SIZE];
    assert_null(response_submit(db, hasan(), response, "", with(text("staff/number", "7")), receipt));
    assert_int_equal(strlen(receipt), RECEIPT_SIZE - 1);
    assert_null(strpbrk(receipt, "IO01L"));
    for (int i = 0; i < RECEIPT_SIZE - 1; i++) {
        if (receipt[i] == '-')
            continue;
        strcpy(wrong, receipt);
        wrong[i] = receipt[i] == '7' ? '8' : '7';
        assert_false(response_receipt_is_right(wrong));
    }
    assert_false(response_receipt_is_right(""));
    assert_false(response_receipt_is_right("2222-2222-2-2"));
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(sheets_come_back_word_for_word),
        with_database(a_campaign_lists_who_is_asked),
        with_database(a_draft_is_kept_and_found_again),
        with_database(submitting_checks_and_is_final),
        with_database(closing_lets_only_drafts_finish),
        with_database(after_the_last_day_nothing_is_taken),
        with_database(a_correction_can_be_thrown_away),
        with_database(officers_check_themselves),
        with_database(receipts_tell_a_slip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
