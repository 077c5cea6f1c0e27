/* Questionnaires filled in on the real screens, key by key and line by line: every kind of question, tables,
 * repeats, topics that are not relevant, earlier answers, the last save, newer versions, and paper. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "fixture.h"
#include "line/line.h"
#include "needs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/paper.h"
#include "rules/response.h"
#include "rules/response_about.h"
#include "screens/all.h"
#include "ui/session.h"
#include "ui/view.h"

#define SHEETS(version, more)                                                                                \
    "survey,type,name,label::English (en),label::Az (az),hint::English (en),guidance_hint::English (en),"    \
    "required,relevant,appearance,parameters,read_only,topcop::need,topcop::role,topcop::ceiling\n"          \
    ",begin group,who,Who,Kim,,,,,,,,,,\n"                                                                   \
    ",integer,staff,How many serve?,Say,,Trainees count.,yes,,,,,,,\n"                                       \
    ",text,extra,Only in English,,,,,,,,,,,\n"                                                               \
    ",time,at,At what time?,,,,,,,,,,,\n"                                                                    \
    ",dateTime,moment,When exactly?,,,,,,,,,,,\n"                                                            \
    ",range,days,For how many days?,,,,,,,start=1 end=9 step=2,,,,\n"                                        \
    ",rank form,forms,Which form first?,,,,,,,,,,,\n"                                                        \
    ",acknowledge,agreed,The head agrees,,,,yes,,,,,,,\n"                                                    \
    ",text,fixed,Cannot be changed,,,,,,,,yes,,,\n" more ",end group,,,,,,,,,,,,,\n"                         \
    ",begin group,topics,Topics,,,,,,table-list,,,,,\n"                                                      \
    ",select_one yes,drugs_is,Drugs,,,,yes,,,,,DRG,relevant,\n"                                              \
    ",select_one yes,money_is,Money,,,,yes,,,,,FIN,relevant,\n"                                              \
    ",select_one yes,cyber_is,Cyber,,,,yes,,,,,CYB,relevant,\n"                                              \
    ",end group,,,,,,,,,,,,,\n"                                                                              \
    ",begin group,drugs,Drugs,,,,,${drugs_is} = 'yes',,,,DRG,,\n"                                            \
    ",begin group,places,Places,,,,,,number-grid,,,DRG,,${staff}\n"                                          \
    ",begin group,front,Front line,,,,,,,,,,,\n"                                                             \
    ",integer,basic,Basic,,,,,,,,,DRG/1,headcount,\n"                                                        \
    ",integer,expert,Expert,,,,,,,,,DRG/4,headcount,\n"                                                      \
    ",end group,,,,,,,,,,,,,\n"                                                                              \
    ",begin group,lab,Laboratory,,,,,,,,,,,\n"                                                               \
    ",integer,basic,Basic,,,,,,,,,DRG/1,headcount,\n"                                                        \
    ",integer,expert,Expert,,,,,,,,,DRG/4,headcount,\n"                                                      \
    ",end group,,,,,,,,,,,,,\n"                                                                              \
    ",end group,,,,,,,,,,,,,\n"                                                                              \
    ",text,why,Why so many?,,,,,,,,,DRG,,\n"                                                                 \
    ",end group,,,,,,,,,,,,,\n"                                                                              \
    ",begin repeat,team,Team member,,,,,,,,,,,\n"                                                            \
    ",text,name,Name,,,,,,,,,,,\n"                                                                           \
    ",integer,age,Age,,,,,,,,,,,\n"                                                                          \
    ",end repeat,,,,,,,,,,,,,\n"                                                                             \
    ",text,end,What else?,,,,,,,,,,,\n"                                                                      \
    "choices,list_name,name,label::English (en),label::Az (az)\n"                                            \
    ",form,course,Course,Kurs\n"                                                                             \
    ",form,online,Online,Onlayn\n"                                                                           \
    ",form,visit,Visit,Ziyar\n"                                                                              \
    ",yes,yes,Yes,Bəli\n"                                                                                   \
    ",yes,no,No,Xeyr\n"                                                                                      \
    "settings,form_title,form_id,version,default_language\n"                                                 \
    ",All kinds,kinds," version ",English (en)\n"

static const char first_version[] = SHEETS("1", "");
static const char second_version[] = SHEETS("2", ",text,new,Newly asked,,,,,,,,,,,\n");

static struct db *db;
static struct session session;

static void keep_campaign(const char *code) {
    fixture_save(db, campaign_put,
                 with(text("code", code), text("title", code), text("questionnaire", "kinds"),
                      text("asks", "structure"), text("structure", "AZ-SCC-XAC"),
                      text("opens_on", "2026-11-01"), text("closes_on", "2026-12-31"),
                      text("status", "open")));
}

static int start(void **state) {
    (void)state;
    db = fixture_new();
    needs_keep_text(db, first_version);
    keep_campaign("K27");
    return 0;
}

static void leave(void) {
    if (session.place)
        session_done(&session);
    session = (struct session){ 0 };
}

static int stop(void **state) {
    (void)state;
    leave();
    db_close(db);
    return 0;
}

static int64_t questionnaire_of_campaign(const char *code) {
    return questionnaire_id(
        db_int(db, 0, "SELECT id FROM campaign WHERE code = :code", with(text("code", code))),
        fixture_structure(db, "AZ-SCC-XAC"));
}

/* Hasan sits down and opens the questionnaire of a campaign. */
static void sit_at(const char *code) {
    leave();
    session = (struct session){ .db = db,
                                .officer = fixture_officer(db, "HASAN"),
                                .badge = "HASAN",
                                .name = "HASAN",
                                .structure_name = "X",
                                .screens = all_screens };
    session.rights = access_rights(db, session.officer);
    assert_null(session_init(&session));
    session.rows = 21;
    session.columns = 80;
    const char *no = session_open(&session, &questionnaire_screen, questionnaire_of_campaign(code));
    if (no)
        fail_msg("refused: %s", no);
}

static void keys(const char *typed) {
    while (*typed)
        session_key(&session, (enum key)text_next(&typed));
}

static bool shows(const char *text) {
    struct arena arena = { 0 };
    struct view view;
    view_make(&session, 90, 80, &arena, &view);
    bool found = strstr(view.title.text, text) || strstr(session.message, text);
    for (int i = 0; i < view.rows; i++)
        found = found || (view.body[i].text && strstr(view.body[i].text, text));
    arena_done(&arena);
    return found;
}

static void go(const char *path) {
    int field = form_find(session.place, path);
    if (field < 0)
        fail_msg("there is no %s", path);
    form_focus(&session, field);
}

static const char *value(const char *path) {
    return form_value(session.place, path);
}

static void type(const char *path, const char *text) {
    go(path);
    keys(text);
    form_settle(&session);
}

static void act(const char *word) {
    const struct action *action;
    for (int i = 0; (action = session_action(&session, i)); i++)
        if (!strcmp(action->word, word)) {
            session_do(&session, action);
            return;
        }
    fail_msg("there is no action %s", word);
}

static const char *kept(const char *path) {
    static char text[200];
    struct arena arena = { 0 };
    char *found = db_text(db, &arena,
                          "SELECT value FROM answer a JOIN response r ON r.id = a.response_id "
                          "WHERE r.state = 'draft' AND question = :path ORDER BY r.id DESC",
                          with(text("path", path)));
    snprintf(text, sizeof text, "%s", found ? found : "");
    arena_done(&arena);
    return text;
}

/* ---- kinds ---- */

static void every_kind_is_asked(void **state) {
    (void)state;
    sit_at("K27");
    type("who/at", "9:30");
    type("who/moment", "2026-12-01 14:05");
    type("who/days", "3");
    type("who/forms", "21");
    go("who/forms");
    keys("3");
    type("who/agreed", "1");
    assert_string_equal(value("who/at"), "09:30");
    assert_string_equal(value("who/moment"), "2026-12-01T14:05");
    assert_string_equal(value("who/forms"), "online course visit");
    assert_string_equal(value("who/agreed"), "OK");
    type("who/days", "4");
    assert_non_null(session.place->form.items[form_find(session.place, "who/days")].problem);
    assert_true(session.place->form.items[form_find(session.place, "who/fixed")].field->fixed);
    assert_true(shows("The head agrees *"));
    go("who/staff");
    session_key(&session, F1);
    assert_true(shows("Trainees count."));
    session_key(&session, F3);
    go("who/days");
    session_key(&session, F1);
    assert_true(shows("From 1 to 9, in steps of 2."));
}

static void what_is_not_translated_says_so(void **state) {
    (void)state;
    sit_at("K27");
    type("who/staff", "40");
    session_key(&session, F6);
    assert_true(shows("Kim"));
    assert_true(shows("Only in English (not translated)"));
    assert_string_equal(value("who/staff"), "40");
    session_key(&session, F6);
    assert_false(shows("not translated"));
}

static void tables_add_up_and_remark(void **state) {
    (void)state;
    sit_at("K27");
    type("who/staff", "40");
    type("topics/drugs_is", "1");
    assert_true(shows("Front line"));
    type("drugs/places/front/basic", "12");
    type("drugs/places/lab/basic", "3");
    assert_true(shows("15 of 40 people."));
    assert_true(shows("section 3 of 4, 3 of 15 answered")); /* a table of numbers is one answer */
    type("drugs/places/lab/expert", "12");
    assert_true(shows("27 of 40 people: more than half; please say why below."));
    type("drugs/places/front/expert", "30");
    assert_true(shows("57 of 40 people: more than there are."));
    assert_int_equal(session.tone == REFUSED, false);
    go("topics/money_is");
    keys("2");
    assert_string_equal(value("topics/money_is"), "no");
}

/* ---- repeats ---- */

static void repeats_are_added_moved_and_taken_away(void **state) {
    (void)state;
    sit_at("K27");
    assert_true(shows("Team member 1 of 1"));
    type("team[1]/name", "Aysel");
    act("add");
    assert_true(shows("Team member 2 of 2"));
    assert_int_equal(session.place->form.focus, form_find(session.place, "team[2]/name"));
    assert_string_equal(kept("team"), "2");
    assert_string_equal(kept("team[1]/name"), "Aysel");
    keys("Elnur");
    act("up");
    assert_string_equal(value("team[1]/name"), "Elnur");
    assert_string_equal(value("team[2]/name"), "Aysel");
    assert_string_equal(kept("team[1]/name"), "Elnur");
    assert_int_equal(session.place->form.focus, form_find(session.place, "team[1]/name"));
    act("undo");
    assert_string_equal(value("team[1]/name"), "Elnur"); /* and not what the other one had there */
    act("up");
    assert_true(shows("is not possible here now"));
    act("remove");
    assert_true(shows("Take away \"Team member 1 of 2\" with its 1 answer?"));
    keys("y");
    assert_string_equal(value("team[1]/name"), "Aysel");
    assert_string_equal(kept("team"), "1");
    act("add");
    act("remove");
    assert_null(session.question);
    assert_string_equal(kept("team"), "1");
    go("who/staff");
    act("add");
    assert_true(shows("is not possible here now"));
    go("end");
    act("add");
    assert_string_equal(kept("team"), "2");
}

static void a_repeat_with_none_can_get_one(void **state) {
    (void)state;
    sit_at("K27");
    go("team[1]/name");
    act("remove");
    assert_true(shows("Team member: how many?"));
    assert_int_equal(session.place->form.focus, form_find(session.place, "team"));
    session_key(&session, BACKSPACE);
    keys("2");
    form_settle(&session);
    assert_true(shows("Team member 2 of 2"));
}

static void structure_outlives_the_program(void **state) {
    (void)state;
    sit_at("K27");
    type("team[1]/name", "Aysel");
    act("add");
    struct session killed = session; /* as if the program had ended here */
    session = (struct session){ 0 };
    sit_at("K27");
    assert_string_equal(value("team[1]/name"), "Aysel");
    assert_true(shows("Team member 2 of 2"));
    leave();
    session = killed;
}

/* ---- topics ---- */

static void one_key_says_not_relevant(void **state) {
    (void)state;
    sit_at("K27");
    go("topics/drugs_is");
    session_key(&session, F9);
    assert_string_equal(value("topics/drugs_is"), "no");
    assert_true(shows("2 topics are left."));
    assert_int_equal(session.place->form.focus, form_find(session.place, "topics/money_is"));
    session_key(&session, F9);
    session_key(&session, F9);
    assert_string_equal(value("topics/cyber_is"), "no");
    assert_true(shows("All topics are answered."));
    type("topics/drugs_is", "1");
    go("drugs/why");
    session_key(&session, F9);
    assert_string_equal(value("topics/drugs_is"), "no");
    go("who/staff");
    session_key(&session, F9);
    assert_true(shows("is not possible here now"));
}

static void the_rest_is_refused_at_once(void **state) {
    (void)state;
    sit_at("K27");
    type("topics/money_is", "1");
    session_key(&session, F5);
    assert_ptr_equal(session.place->screen, &questionnaire_more_screen);
    assert_true(shows("1 No other topic is for us"));
    keys("1");
    assert_true(shows("Answer the 2 topics that are left with \"not relevant\"?"));
    keys("n");
    assert_string_equal(value("topics/drugs_is"), "");
    act("rest");
    keys("y");
    assert_string_equal(value("topics/drugs_is"), "no");
    assert_string_equal(value("topics/money_is"), "yes");
    assert_string_equal(value("topics/cyber_is"), "no");
}

/* ---- drafts ---- */

static void submit_all(void) {
    type("who/staff", "40");
    type("who/agreed", "1");
    act("rest");
    keys("y");
    type("team[1]/name", "Aysel");
    session_key(&session, F10);
    keys("y");
    if (session.place->screen != &receipt_screen)
        fail_msg("not submitted: %s", session.message);
}

static void work_goes_on_where_it_was(void **state) {
    (void)state;
    sit_at("K27");
    assert_string_equal(session.message, "");
    type("who/staff", "40");
    session_key(&session, F2);
    sit_at("K27");
    assert_true(shows("Work of 2026-11-24 09:00: 1 answer, version 1. F5 can throw it away."));
    assert_int_equal(session.place->form.focus, form_find(session.place, "who/agreed"));
    act("discard");
    keys("y");
    assert_int_equal(db_int(db, -1, "SELECT count(*) FROM response", NULL), 0);
}

static void one_goes_back_to_the_last_save(void **state) {
    (void)state;
    sit_at("K27");
    type("who/staff", "40");
    type("team[1]/name", "Aysel");
    session_key(&session, F2);
    type("who/extra", "Later");
    go("team[1]/name");
    act("add");
    keys("Elnur");
    session_key(&session, F8);
    assert_true(shows("Throw away all that was answered since you last saved?"));
    keys("y");
    assert_true(shows("Team member 1 of 1"));
    assert_string_equal(value("who/extra"), "");
    assert_string_equal(value("who/staff"), "40");
    assert_string_equal(kept("team"), "1");
    session_key(&session, F8);
    assert_string_equal(session.message, "Nothing was changed.");
}

static void last_years_answers_are_taken_over(void **state) {
    (void)state;
    sit_at("K27");
    submit_all();
    keep_campaign("K28");
    sit_at("K28");
    assert_true(shows("Begin with your answers to \"K27\" of 2026-11-24? Each can be changed."));
    keys("y");
    assert_string_equal(value("who/staff"), "40");
    assert_string_equal(value("team[1]/name"), "Aysel");
    assert_true(shows("Questionnaire: All kinds  "));
    assert_string_equal(value("who/agreed"), "");
    assert_true(shows("(as before)"));
    type("who/staff", "5");
    assert_int_equal(db_int(db, 0, "SELECT started_from FROM response WHERE state = 'draft'", NULL),
                     db_int(db, -1, "SELECT id FROM response WHERE state = 'submitted'", NULL));
    go("who/staff");
    assert_true(shows("How many serve? *"));
    assert_false(shows("How many serve? * (as before)"));
}

static void a_draft_moves_to_a_newer_version(void **state) {
    (void)state;
    sit_at("K27");
    type("who/staff", "40");
    session_key(&session, F2);
    needs_keep_text(db, second_version);
    fixture_save(db, campaign_put, with(text("code", "K27"), text("version", "2")));
    sit_at("K27");
    assert_true(shows("There is a newer version of this questionnaire (2)"));
    assert_int_equal(form_find(session.place, "who/new"), -1);
    act("update");
    assert_ptr_equal(session.place->screen, &questionnaire_move_screen);
    assert_true(shows("New questions: 1"));
    assert_true(shows("Newly asked"));
    assert_true(shows("How many serve?: 40"));
    session_key(&session, F10);
    assert_ptr_equal(session.place->screen, &questionnaire_screen);
    assert_true(shows("The draft is on version 2 now."));
    assert_string_equal(value("who/staff"), "40");
    assert_true(form_find(session.place, "who/new") >= 0);
}

/* ---- paper ---- */

static void take_line(void *data, bool is_heading, const char *line) {
    assert_true(text_width(line) <= 80);
    buffer_format(data, "%s%s\n", is_heading ? "# " : "", line);
}

static void the_receipt_shows_all_and_what_was_dropped(void **state) {
    (void)state;
    sit_at("K27");
    type("topics/drugs_is", "1");
    type("drugs/places/front/basic", "12");
    type("drugs/why", "Kept apart");
    type("topics/drugs_is", "2");
    submit_all();
    assert_true(shows("Team member 1 of 1"));
    assert_true(shows("Aysel"));
    assert_true(shows("(x)"));
    assert_true(shows("Answered, but not asked any more when it was submitted"));
    assert_true(shows("Why so many?: Kept apart"));
    struct arena arena = { 0 };
    char *receipt = db_text(db, &arena, "SELECT receipt FROM response", NULL);
    int64_t response = db_int(db, 0, "SELECT id FROM response", NULL);
    assert_int_equal(response_of_receipt(db, fixture_officer(db, "HASAN"), receipt), response);
    assert_int_equal(response_of_receipt(db, ACTOR_OWNER, text_fold(&arena, receipt)), response);
    assert_int_equal(response_of_receipt(db, fixture_officer(db, "GIA"), receipt), 0);
    struct filling *filling = filling_open(db, response);
    struct buffer paper = { 0 };
    paper_write(&(struct paper){ .filling = filling, .columns = 80, .line = take_line, .data = &paper });
    assert_non_null(strstr(paper.text, "# Topics\n"));
    assert_non_null(strstr(paper.text, "How many serve?\n    40\n"));
    assert_null(strstr(paper.text, "Why so many?"));
    buffer_done(&paper);
    filling_close(filling);
    arena_done(&arena);
}

/* ---- line by line ---- */

static char *say(const char *lines) {
    char *transcript = NULL;
    size_t size;
    FILE *in = fmemopen((void *)(uintptr_t)lines, strlen(lines), "r"),
         *out = open_memstream(&transcript, &size);
    line_run(&session, in, out);
    fclose(in);
    fclose(out);
    return transcript;
}

static void the_line_face_fills_it_in(void **state) {
    (void)state;
    sit_at("K27");
    char *transcript = say(".go who/staff\n40\n.go who/agreed\n1\n.go topics/drugs_is\nyes\n.irrelevant\n"
                           ".rest\nyes\n.go drugs/places/front/basic\n25\n0\n.go team[1]/name\nAysel\n"
                           ".add\nElnur\n.up\n.save\n.language\n");
    assert_non_null(strstr(transcript, "Team member 2 of 2"));
    assert_non_null(strstr(transcript, "more than half; please say why below"));
    assert_non_null(strstr(transcript, "Saved as a draft"));
    assert_string_equal(kept("who/staff"), "40");
    assert_string_equal(kept("topics/drugs_is"), "yes");
    assert_string_equal(kept("topics/money_is"), "no");
    assert_string_equal(kept("topics/cyber_is"), "no");
    assert_string_equal(kept("drugs/places/front/basic"), "25");
    assert_string_equal(kept("team[1]/name"), "Elnur");
    assert_string_equal(kept("team[2]/name"), "Aysel");
    free(transcript);
}

#define UNIT(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        UNIT(every_kind_is_asked),
        UNIT(what_is_not_translated_says_so),
        UNIT(tables_add_up_and_remark),
        UNIT(repeats_are_added_moved_and_taken_away),
        UNIT(a_repeat_with_none_can_get_one),
        UNIT(structure_outlives_the_program),
        UNIT(one_key_says_not_relevant),
        UNIT(the_rest_is_refused_at_once),
        UNIT(work_goes_on_where_it_was),
        UNIT(one_goes_back_to_the_last_save),
        UNIT(last_years_answers_are_taken_over),
        UNIT(a_draft_moves_to_a_newer_version),
        UNIT(the_receipt_shows_all_and_what_was_dropped),
        UNIT(the_line_face_fills_it_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
