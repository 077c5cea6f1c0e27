/* Answers that leave as files: which, for whom, and what the cells are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "calls.h"
#include "fixture.h"
#include "responses.h"
#include "rules/response.h"
#include "rules/review.h"

#define FIXED "campaign,structure,badge,revision,state,comment,language,answered_by,submitted,receipt,version"
#define NEEDS_COLUMNS "staff/number,staff/share,staff/kinds,staff/order,staff/by,staff/why,team,twice"

static void files_of_repeats(void **state) {
    (void)state;
    const char *receipt = responses_receipt(responses_needs());
    call_says("export --db a.db responses N27", "asks some questions repeatedly (team, team/member)");
    call_prints("export --db a.db responses N27 --to files",
                "files/N27.csv: 1 row\nfiles/N27-team.csv: 2 rows\n"
                "files/N27-team+member.csv: 2 rows\n");
    assert_string_equal(
        call_content("files/N27.csv"),
        arena_format(&call_arena,
                     FIXED "," NEEDS_COLUMNS "\r\n"
                           "N27,AZ-SCC-XAC,,1,submitted,,English (en),HASAN,2026-11-24 09:00:00,%s,1,"
                           "60,12.5,a c,c a b,2026-11-24,\"'=1+1; \"\"so\"\"\nand so on\",2,120\r\n",
                     receipt));
    assert_string_equal(call_content("files/N27-team.csv"),
                        arena_format(&call_arena,
                                     "receipt,team,team/name,team/member\r\n"
                                     "%s,1,First,2\r\n%s,2,Second,0\r\n",
                                     receipt, receipt));
    assert_string_equal(call_content("files/N27-team+member.csv"),
                        arena_format(&call_arena,
                                     "receipt,team,team/member,team/member/age\r\n"
                                     "%s,1,1,30\r\n%s,1,2,41\r\n",
                                     receipt, receipt));
    call_says("export --db a.db responses N27 --to files", "files/N27.csv exists already");
}

static void labels_and_splits(void **state) {
    (void)state;
    const char *receipt = responses_receipt(responses_needs());
    call_does(0, "export --db a.db responses N27 --to labels --labels=de --split");
    assert_string_equal(
        call_content("labels/N27.csv"),
        arena_format(
            &call_arena,
            FIXED
            ",Wie viele?,Welcher Anteil?,Welche?: Drogen,Welche?: Verbrauchsteuer,Welche?: Geld,"
            "In welcher Folge?: 1,In welcher Folge?: 2,In welcher Folge?: 3,Bis wann?,Wozu?,Gruppe,twice\r\n"
            "N27,AZ-SCC-XAC,,1,submitted,,English (en),HASAN,2026-11-24 09:00:00,%s,1,"
            "60,12.5,1,0,1,Geld,Drogen,Verbrauchsteuer,2026-11-24,\"'=1+1; \"\"so\"\"\nand so on\",2,120\r\n",
            receipt));
    call_does(0, "export --db a.db responses N27 --to english --labels");
    assert_non_null(strstr(call_content("english/N27.csv"), ",\"Why, and what for?\","));
    assert_non_null(
        strstr(call_content("english/N27.csv"), ",\"Drugs; Money, cash\",\"Money, cash; Drugs; Excise\","));
    call_says("export --db a.db responses N27 --to french --labels=fr",
              "it speaks: English (en), Deutsch (de)");
    call_says("import --db a.db responses N27 labels/N27.csv", "\"Wie viele?\" is what people read");
    call_says("import --db a.db responses N27 english/N27.csv english/N27-team.csv", "--labels");
}

/* The columns of a number grid are named with their rows, and take the need of their groups. */
static void a_grid(void **state) {
    (void)state;
    responses_keep("survey,type,name,label,appearance,topcop::need,topcop::role\n"
                   ",begin group,places,Places,number-grid,DRG,\n"
                   ",begin group,a,Analysts,,,\n,integer,x,Basics,,,headcount\n,end group,,,,,\n"
                   ",begin group,b,Investigators,,,\n,integer,x,Basics,,,headcount\n,end group,,,,,\n"
                   ",end group,,,,,\nsettings,form_id,version\n,grid,1\n");
    responses_campaign("G27", "grid", "structure", "open");
    call_prints("export --db a.db responses G27 --labels",
                FIXED ",\"Analysts, Basics\",\"Investigators, Basics\"\r\n");
    call_prints("export --db a.db responses G27 --codebook",
                "question,type,list,choice,label,required,relevant,"
                "constraint,calculation,need,role,weight,version\r\n"
                "places/a/x,integer,,,Basics,,,,,DRG,headcount,,1\r\n"
                "places/b/x,integer,,,Basics,,,,,DRG,headcount,,1\r\n");
}

static void a_codebook(void **state) {
    (void)state;
    call_prints("export --db a.db responses S27 --codebook",
                "question,type,list,choice,label,required,relevant,"
                "constraint,calculation,need,role,weight,version\r\n"
                "number,integer,,,How many?,yes,,,,,,,1\r\n"
                "kinds,select_multiple,topic,,Which?,,,,,,,,1\r\n"
                "kinds,,topic,a,Drugs,,,,,,,,\r\n"
                "kinds,,topic,b,Excise,,,,,,,,\r\n"
                "why,text,,,Why?,,,,,,,,1\r\n");
    call_does(0, "export --db a.db responses N27 --codebook --to books");
    assert_non_null(strstr(call_content("books/N27-codebook.csv"),
                           "\r\nstaff/number,integer,,,How many?,Wie viele?,yes,,. < 100,,DRG,,,1\r\n"));
    assert_non_null(
        strstr(call_content("books/N27-codebook.csv"), "\r\nteam/member/age,integer,,,Age,Alter,"));
}

/* A questionnaire that only tells something has responses, too. */
static void nothing_asked(void **state) {
    (void)state;
    responses_keep(
        "survey,type,name,label\n,note,hello,Hello\nsettings,form_title,form_id,version\n,Told,told,1\n");
    responses_campaign("TOLD", "told", "structure", "open");
    int64_t response = responses_submit(responses_officer("HASAN"), "TOLD", "AZ-SCC-XAC", with({ 0 }));
    call_prints("export --db a.db responses TOLD",
                arena_format(&call_arena,
                             FIXED "\r\nTOLD,AZ-SCC-XAC,,1,submitted,,,HASAN,2026-11-24 09:00:00,%s,1\r\n",
                             responses_receipt(response)));
}

static void which_revisions(void **state) {
    (void)state;
    const struct db_value *first = with(text("number", "1")), *second = with(text("number", "2"));
    int64_t hasan = responses_officer("HASAN"), one = responses_submit(hasan, "S27", "AZ-SCC-XAC", first);
    assert_null(review_return(responses_db, hasan, one, "One only?"));
    int64_t two = responses_submit(hasan, "S27", "AZ-SCC-XAC", second);
    assert_null(review_confirm(responses_db, hasan, two));
    const char *newest = arena_format(&call_arena,
                                      FIXED ",number,kinds,why\r\nS27,AZ-SCC-XAC,,2,confirmed,,,HASAN,"
                                            "2026-11-24 09:00:00,%s,1,2,,\r\n",
                                      responses_receipt(two));
    call_prints("export --db a.db responses S27", newest);
    call_prints("export --db a.db responses S27 --confirmed", newest);
    call_does(0, "export --db a.db responses S27 --all");
    assert_non_null(strstr(call_content("out"), "S27,AZ-SCC-XAC,,1,returned,One only?,,HASAN,"));
    assert_non_null(strstr(call_content("out"), "S27,AZ-SCC-XAC,,2,confirmed,,,HASAN,"));
    assert_null(review_return(responses_db, hasan, two, "No."));
    call_prints("export --db a.db responses S27 --confirmed", FIXED ",number,kinds,why\r\n");
}

static void who_may_see_them(void **state) {
    (void)state;
    responses_submit(responses_officer("HASAN"), "S27", "AZ-SCC-XAC", with(text("number", "1")));
    responses_submit(responses_officer("O1"), "SELF", NULL, with(text("number", "3")));
    call_says("export --db a.db --as GIA responses S27", "not among your rights");
    call_does(0, "export --db a.db --as HASAN responses S27");
    assert_non_null(strstr(call_content("out"), "S27,AZ-SCC-XAC,,1"));
    call_does(0, "export --db a.db --as HASAN responses SELF");
    assert_null(strstr(call_content("out"), "O1"));
    call_does(0, "export --db a.db --as LEYLA responses SELF");
    assert_non_null(strstr(call_content("out"), "SELF,,O1,1"));
}

/* Drafts move to the newest version. */
static const char *move_step(struct db *file, void *argument) {
    (void)argument;
    return db_run(file,
                  "UPDATE response SET version_id = (SELECT max(id) FROM questionnaire_version) "
                  "WHERE state = 'draft'",
                  NULL);
}

/* The columns of the newest version in its order, then those that only older ones have. */
static void several_versions(void **state) {
    (void)state;
    int64_t kamal = responses_officer("KAMAL"), response;
    responses_submit(responses_officer("HASAN"), "S27", "AZ-SCC-XAC",
                     with(text("number", "1"), text("kinds", "a b"), text("why", "so")));
    responses_keep(responses_small_2);
    assert_null(response_start(responses_db, kamal, responses_campaign_id("S27"),
                               fixture_structure(responses_db, "AZ-SCC-ACA"), &response));
    assert_null(db_write(responses_db, move_step, NULL));
    responses_submit(kamal, "S27", "AZ-SCC-ACA",
                     with(text("number", "2"), text("kinds", "c"), text("more", "yes")));
    call_does(0, "export --db a.db responses S27 --split");
    assert_non_null(strstr(call_content("out"), ",version,more,number,kinds/c,kinds/a,kinds/b,why\r\n"));
    assert_non_null(strstr(call_content("out"), ",2,yes,2,1,0,0,\r\n"));
    assert_non_null(strstr(call_content("out"), ",1,,1,0,1,1,so\r\n"));
    call_does(0, "export --db a.db responses S27 --to one");
    db_close(responses_db);
    responses_make("b.db");
    call_says("import --db b.db responses S27 one/S27.csv", "there is no field \"more\"");
    responses_keep(responses_small_2);
    call_does(0, "import --db b.db responses S27 one/S27.csv");
    call_does(0, "export --db b.db responses S27 --to two");
    assert_string_equal(call_content("one/S27.csv"), call_content("two/S27.csv"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_of_repeats, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(labels_and_splits, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(a_grid, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(a_codebook, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(nothing_asked, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(which_revisions, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(who_may_see_them, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(several_versions, responses_begin, responses_end),
    };
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
