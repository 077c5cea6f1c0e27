/* Answers that come back as files: nothing changes on the way, and everything that is wrong is said with its
 * place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "calls.h"
#include "fixture.h"
#include "responses.h"
#include "rules/response.h"
#include "rules/review.h"

/* What was exported comes into a file with the same people and questionnaires, months later, and out again as
 * it was. */
static void comes_back(const char *code, const char *const *files, const char *style) {
    call_does(0, arena_format(&call_arena, "export --db a.db responses %s --all --to one %s", code, style));
    db_close(responses_db);
    responses_make("b.db");
    setenv("TOPCOP_NOW", "2027-03-01T09:00", 1);
    const char *names = "";
    for (int i = 0; files[i]; i++)
        names = arena_format(&call_arena, "%s one/%s", names, files[i]);
    call_does(0, arena_format(&call_arena, "import --db b.db responses %s%s --dry-run", code, names));
    assert_false(db_exists(responses_db, "SELECT 1 FROM response", NULL));
    call_does(0, arena_format(&call_arena, "import --db b.db responses %s%s", code, names));
    call_does(0, arena_format(&call_arena, "export --db b.db responses %s --all --to two %s", code, style));
    for (int i = 0; files[i]; i++)
        assert_string_equal(call_content(arena_format(&call_arena, "one/%s", files[i])),
                            call_content(arena_format(&call_arena, "two/%s", files[i])));
    call_does(0, arena_format(&call_arena, "import --db b.db responses %s%s", code, names));
    assert_non_null(strstr(call_content("out"), "unchanged"));
    assert_null(strstr(call_content("out"), "new"));
}

/* Campaigns in any state, with the answers into the closed one that still lists whom it asked. */
static void campaigns_come_back(void **state) {
    (void)state;
    responses_submit(responses_officer("HASAN"), "S27", "AZ-SCC-XAC", with(text("number", "1")));
    call_does(0, "export --db a.db responses S27 --to one");
    responses_campaign("SELF", "short", "officer", "closed");
    call_does(0, "export --db a.db campaigns");
    const char *campaigns = call_content("out");
    call_write("campaigns.csv", campaigns);
    db_close(responses_db);
    responses_people("b.db");
    call_does(0, "import --db b.db campaigns campaigns.csv");
    call_does(0, "import --db b.db responses S27 one/S27.csv");
    call_prints("export --db b.db campaigns", campaigns);
    call_does(0, "export --db b.db responses S27 --to two");
    assert_string_equal(call_content("one/S27.csv"), call_content("two/S27.csv"));
}

static const char *const needs_files[] = { "N27.csv", "N27-team.csv", "N27-team+member.csv", NULL };

static void codes_come_back(void **state) {
    (void)state;
    responses_needs();
    comes_back("N27", needs_files, "");
}

static void split_codes_come_back(void **state) {
    (void)state;
    responses_needs();
    comes_back("N27", needs_files, "--split");
    assert_string_equal(
        db_text(responses_db, &call_arena, "SELECT value FROM answer WHERE question = 'staff/order'", NULL),
        "c a b");
}

static void what_excel_opens_comes_back(void **state) {
    (void)state;
    responses_needs();
    comes_back("N27", needs_files, "--excel");
}

static void revisions_come_back(void **state) {
    (void)state;
    int64_t hasan = responses_officer("HASAN");
    int64_t one = responses_submit(hasan, "S27", "AZ-SCC-XAC", with(text("number", "1"), text("kinds", "a")));
    assert_null(review_confirm(responses_db, hasan, one));
    assert_null(review_return(responses_db, responses_officer("LEYLA"), one, "One only, really?"));
    int64_t two = responses_submit(hasan, "S27", "AZ-SCC-XAC", with(text("number", "2")));
    assert_null(review_confirm(responses_db, hasan, two));
    responses_submit(responses_officer("KAMAL"), "S27", "AZ-SCC-ACA",
                     with(text("number", "9"), text("why", "so")));
    comes_back("S27", (const char *const[]){ "S27.csv", NULL }, "");
    assert_int_equal(db_int(responses_db, 0, "SELECT count(*) FROM response", NULL), 3);
}

static void self_checks_come_back(void **state) {
    (void)state;
    responses_submit(responses_officer("O1"), "SELF", NULL, with(text("number", "1")));
    responses_submit(responses_officer("O2"), "SELF", NULL, with(text("number", "2")));
    comes_back("SELF", (const char *const[]){ "SELF.csv", NULL }, "");
}

/* Questions may be called as the columns that every response has. */
static void names_like_ours_come_back(void **state) {
    (void)state;
    static const char own[] = "survey,type,name,label\n"
                              ",text,state,In which state?\n"
                              ",begin repeat,receipt,Receipt\n"
                              ",integer,revision,Which?\n"
                              ",end repeat,,\n"
                              "settings,form_title,form_id,version\n"
                              ",Own,own,1\n";
    responses_keep(own);
    responses_campaign("OWN", "own", "structure", "open");
    responses_submit(responses_officer("HASAN"), "OWN", "AZ-SCC-XAC",
                     with(text("state", "good"), text("receipt", "2"), text("receipt[1]/revision", "7"),
                          text("receipt[2]/revision", "8")));
    call_does(0, "export --db a.db responses OWN --to one");
    assert_non_null(strstr(call_content("one/OWN.csv"), ",version,/state,/receipt\r\n"));
    assert_non_null(strstr(call_content("one/OWN-receipt.csv"), "receipt,/receipt,receipt/revision\r\n"));
    call_does(0, "import --db a.db responses OWN one/OWN.csv one/OWN-receipt.csv");
    db_close(responses_db);
    responses_make("b.db");
    responses_keep(own);
    responses_campaign("OWN", "own", "structure", "open");
    call_does(0, "import --db b.db responses OWN one/OWN.csv one/OWN-receipt.csv");
    call_does(0, "export --db b.db responses OWN --to two");
    assert_string_equal(call_content("one/OWN.csv"), call_content("two/OWN.csv"));
    assert_string_equal(call_content("one/OWN-receipt.csv"), call_content("two/OWN-receipt.csv"));
}

/* ---- what is wrong ---- */

static void export_needs(void) {
    responses_needs();
    call_does(0, "export --db a.db responses N27 --to one");
    db_close(responses_db);
    responses_make("b.db");
}

#define IMPORT_NEEDS "import --db b.db responses N27 one/N27.csv one/N27-team.csv one/N27-team+member.csv"

static void all_mistakes_at_once(void **state) {
    (void)state;
    export_needs();
    const char *text = call_content("one/N27.csv");
    text = call_other(text, ",60,12.5,a c,c a b,2026-11-24,", ",600,\"12,5\",a x,c a,2026-31-12,");
    text = call_other(text, ",AZ-SCC-XAC,,1,submitted,,English (en),HASAN,2026-11-24 09:00:00,",
                      ",AZ-NOWHERE,,0,sent,,Suomi,NOBODY,11/24/2026,");
    call_write("one/N27.csv", text);
    call_does(1, IMPORT_NEEDS);
    static const char *const expected[] = {
        "one/N27.csv row 2 column 2 \"structure\": There is no structure \"AZ-NOWHERE\".",
        "column 4 \"revision\": The revision is a number from 1.",
        "column 5 \"state\": The state is submitted, returned or confirmed.",
        "column 7 \"language\": The questionnaire does not speak \"Suomi\".",
        "column 8 \"answered_by\": There is no officer with the badge \"NOBODY\".",
        "column 9 \"submitted\": When it was submitted is written like",
        "Nothing was imported because of 1 row.",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (!strstr(call_content("err"), expected[i]))
            fail_msg("\"%s\" is not said: %s", expected[i], call_content("err"));
    assert_false(db_exists(responses_db, "SELECT 1 FROM response", NULL));
}

static void answers_are_checked(void **state) {
    (void)state;
    export_needs();
    const char *text = call_content("one/N27.csv");
    call_write("one/N27.csv",
               call_other(text, ",60,12.5,a c,c a b,2026-11-24,", ",40,\"12,5\",a x,c a,2026-31-12,"));
    call_write("one/N27-team.csv", call_other(call_content("one/N27-team.csv"), ",2,Second,", ",2,,"));
    call_write("one/N27-team+member.csv", call_other(call_content("one/N27-team+member.csv"), ",41", ",old"));
    call_does(1, IMPORT_NEEDS);
    static const char *const expected[] = {
        "one/N27.csv row 2 column 13 \"staff/share\": \"12,5\" has a comma; decimals are written with a "
        "point",
        "column 14 \"staff/kinds\": \"x\" is none of the choices.",
        "column 15 \"staff/order\": ",
        "column 16 \"staff/by\": Not a day of the calendar",
        "column 17 \"staff/why\": This is not asked after the other answers of the row",
        "one/N27-team.csv row 3 column 3 \"team/name\": This question must be answered.",
        "one/N27-team+member.csv row 3 column 4 \"team/member/age\": Not a whole number",
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (!strstr(call_content("err"), expected[i]))
            fail_msg("\"%s\" is not said: %s", expected[i], call_content("err"));
}

static void rows_of_repeats_must_fit(void **state) {
    (void)state;
    export_needs();
    call_says(
        "import --db b.db responses N27 one/N27.csv",
        "row 2 column 18 \"team\": It says 2, but there are 0 rows of it; give all files of the export.");
    call_says("import --db b.db responses N27 one/N27-team.csv", "the file of the responses comes first");
    call_says("import --db b.db responses N27 one/N27.csv one/N27.csv", "no column of a repeat");
    call_says("import --db b.db responses N27 one/N27.csv one/N27-team.csv one/N27-team.csv",
              "both hold the repeat");
    const char *text = call_content("one/N27-team.csv");
    call_write("one/N27-team.csv", call_other(text, ",2,Second,", ",3,Second,"));
    call_says(IMPORT_NEEDS,
              "one/N27-team.csv row 3 column 2 \"team\": Row 3 of \"team\" has no row 2 before it.");
    call_write("one/N27-team.csv", call_other(text, ",2,Second,", ",two,Second,"));
    call_says(IMPORT_NEEDS, "\"two\" does not number a row of the repeat");
    call_write("one/N27-team.csv", arena_format(&call_arena, "%sAAAA-AAAA-A,1,Stray,0\r\n", text));
    call_says(IMPORT_NEEDS,
              "one/N27-team.csv row 4 column 1 \"receipt\": No row of one/N27.csv has the receipt");
    call_write("one/N27-team.csv", text);
    call_write("one/N27-team+member.csv",
               call_other(call_content("one/N27-team+member.csv"), ",1,2,41", ",4,1,41"));
    call_says(IMPORT_NEEDS, "The row around it, that of \"team[4]/member\", is missing.");
}

static void unknown_columns(void **state) {
    (void)state;
    export_needs();
    call_write("one/N27.csv",
               call_other(call_other(call_content("one/N27.csv"), "staff/number", "staff/numbr"),
                          "staff/share", "colour"));
    call_write("one/N27-team.csv", call_other(call_content("one/N27-team.csv"), "team/name", "team/nam"));
    call_does(1, IMPORT_NEEDS);
    assert_non_null(strstr(call_content("err"), "\"staff/numbr\"; did you mean \"staff/number\"?"));
    assert_non_null(strstr(call_content("err"), "\"colour\""));
    assert_non_null(strstr(call_content("err"), "one/N27-team.csv: there is no field \"team/nam\""));
}

static void what_spreadsheets_do(void **state) {
    (void)state;
    export_needs();
    const char *text = call_content("one/N27.csv");
    text = call_other(text, ",2026-11-24,\"'=1+1", ",24.11.2026,\"'=1+1");
    text = call_other(text, "2026-11-24 09:00:00", "24.11.2026 09:00");
    text = call_other(text, "\nand so on", "\r\nand so on");
    call_write("one/N27.csv", text);
    call_write(
        "one/N27-team.csv",
        arena_format(
            &call_arena,
            "\xEF\xBB\xBFteam/member;team/name;receipt;team\n2;First;%.11s;1\n\n0;Second;%.11s;2\n;;;\n",
            strstr(call_content("one/N27-team.csv"), "\r\n") + 2,
            strstr(call_content("one/N27-team.csv"), "\r\n") + 2));
    call_does(1, IMPORT_NEEDS);
    assert_non_null(strstr(call_content("err"), "one/N27-team.csv row 5"));
    call_does(0, arena_format(&call_arena, IMPORT_NEEDS " --skip-bad"));
    assert_string_equal(
        db_text(responses_db, &call_arena, "SELECT value FROM answer WHERE question = 'staff/why'", NULL),
        "=1+1; \"so\"\nand so on");
    assert_string_equal(
        db_text(responses_db, &call_arena, "SELECT value FROM answer WHERE question = 'staff/by'", NULL),
        "2026-11-24");
    assert_string_equal(
        db_text(responses_db, &call_arena, "SELECT value FROM answer WHERE question = 'team'", NULL), "2");
}

static void nothing_is_changed_afterwards(void **state) {
    (void)state;
    responses_submit(responses_officer("HASAN"), "S27", "AZ-SCC-XAC", with(text("number", "1")));
    call_does(0, "export --db a.db responses S27 --to one");
    const char *text = call_content("one/S27.csv");
    call_write("x.csv", call_other(text, ",1,1,,", ",1,7,,"));
    call_says("import --db a.db responses S27 x.csv", "This receipt is known with other answers");
    const char *other = call_other(text, responses_receipt(1), "2222-2222-2");
    call_write("x.csv", other);
    call_says("import --db a.db responses S27 x.csv", "Revision 1 is there already, with the receipt");
    call_write("x.csv", call_other(text, responses_receipt(1), "2222-2222-3"));
    call_says("import --db a.db responses S27 x.csv", "is not a receipt");
    call_write("x.csv", call_other(other, "AZ-SCC-XAC", "GE"));
    call_says("import --db a.db responses S27 x.csv", "This campaign does not ask GE.");
    call_write("x.csv", call_other(text, "S27", "N27"));
    call_says("import --db a.db responses S27 x.csv", "These are answers to N27, not to S27.");
    call_says("import --db a.db --as HASAN responses S27 x.csv", "rights");
    call_says("import --db a.db responses S27", "Something is missing");
    call_says("import --db a.db responses S27 x.csv --map y", "without --map");
}

/* Who makes campaigns may take answers in, but not confirm what heads confirm. */
static void who_may_take_them_in(void **state) {
    (void)state;
    int64_t hasan = responses_officer("HASAN");
    int64_t response = responses_submit(hasan, "S27", "AZ-SCC-XAC", with(text("number", "1")));
    assert_null(review_confirm(responses_db, hasan, response));
    call_does(0, "export --db a.db responses S27 --to one");
    db_close(responses_db);
    responses_make("b.db");
    call_says("import --db b.db --as HASAN responses S27 one/S27.csv", "not among your rights");
    call_says("import --db b.db --as LEYLA responses S27 one/S27.csv",
              "one/S27.csv row 2 column 5 \"state\": ");
    const char *text = call_content("one/S27.csv");
    call_write("x.csv", call_other(text, ",confirmed,,", ",returned,\033[2J,"));
    call_says("import --db b.db --as LEYLA responses S27 x.csv",
              "The comment holds characters that cannot be shown");
    call_write("x.csv", call_other(text, ",confirmed,,", ",returned,Why one?,"));
    call_does(0, "import --db b.db --as LEYLA responses S27 x.csv");
    assert_int_equal(db_int(responses_db, 0, "SELECT officer_id FROM response_review", NULL),
                     responses_officer("LEYLA"));
}

static void open_closed_frozen(void **state) {
    (void)state;
    responses_submit(responses_officer("HASAN"), "S27", "AZ-SCC-XAC", with(text("number", "1")));
    call_does(0, "export --db a.db responses S27 --to one");
    db_close(responses_db);
    responses_make("b.db");
    responses_campaign("S27", "short", "structure", "draft");
    call_says("import --db b.db responses S27 one/S27.csv", "is a draft; open it");
    responses_campaign("S27", "short", "structure", "open");
    responses_campaign("S27", "short", "structure", "closed");
    call_does(0, "import --db b.db responses S27 one/S27.csv");
    assert_true(db_exists(responses_db,
                          "SELECT 1 FROM campaign_event WHERE act = 'reopen' AND structure_id = :id",
                          with(integer("id", fixture_structure(responses_db, "AZ-SCC-XAC")))));
    assert_false(
        db_exists(responses_db, "SELECT 1 FROM campaign_respondent WHERE reopened_until IS NOT NULL", NULL));
    responses_campaign("S27", "short", "structure", "frozen");
    call_says("import --db b.db responses S27 one/S27.csv", "is frozen");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(campaigns_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(codes_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(split_codes_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(what_excel_opens_comes_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(revisions_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(self_checks_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(names_like_ours_come_back, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(all_mistakes_at_once, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(answers_are_checked, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(rows_of_repeats_must_fit, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(unknown_columns, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(what_spreadsheets_do, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(nothing_is_changed_afterwards, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(who_may_take_them_in, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(open_closed_frozen, responses_begin, responses_end),
    };
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
