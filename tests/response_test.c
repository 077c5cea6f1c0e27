/* Drafts: what they begin with, saving by hand and by itself, repeats, last year's answers, other versions.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "fixture.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response.h"
#include "rules/response_entry.h"
#include "sheets_of.h"

static struct db *db;
static struct arena arena;

#define FORM(version, rows)                                                                                  \
    "survey,type,name,label,required,relevant,calculation,default\n" rows                                    \
    "choices,list_name,name,label\n,yn,y,Yes\n,yn,n,No\n"                                                    \
    "settings,form_title,form_id,version\n,Needs,needs," version "\n"

static const char first_form[] =
    FORM("1", ",start,begun,,,,,\n,end,ended,,,,,\n,begin group,staff,Staff,,,,\n"
              ",integer,number,How many?,,,,3\n,text,why,Why so many?,,${number} > 50,,\n,end group,,,,,,\n"
              ",select_one yn,sure,Sure?,,,,\n,text,place,Place,,,,\n"
              ",begin repeat,team,Team,,,,\n,text,name,Name,,,,\n,end repeat,,,,,,\n"
              ",calculate,luck,,,,once(${number}),\n");
static const char second_form[] =
    FORM("2", ",start,begun,,,,,\n,end,ended,,,,,\n,integer,number,How many?,,,,3\n"
              ",text,sure,Sure?,,,,\n,integer,place,Place,,,,\n,text,why,Why?,,,,\n,text,fresh,Fresh?,,,,\n"
              ",begin repeat,team,Team,,,,\n,text,name,Name,,,,\n,integer,size,Size,,,,\n,end repeat,,,,,,\n"
              ",calculate,luck,,,,once(${number}),\n");

static int64_t keep(const char *text) {
    struct sheets sheets;
    struct problems problems = { 0 };
    int64_t version = 0;
    const char *no = sheets_read_text(&sheets, "needs.csv", text);
    struct definition *definition = no ? NULL : definition_new(&sheets, &problems);
    if (!no && definition)
        no = questionnaire_save(db, ACTOR_OWNER, &sheets, definition, &version);
    for (int i = 0; i < problems.count && !definition; i++)
        print_message("%s\n", problem_text(&arena, &problems.list[i]));
    if (no || !definition)
        fail_msg("not kept: %s", no ? no : "errors");
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
    return version;
}

static int64_t campaign(const char *code, const char *version) {
    return fixture_save(db, campaign_put,
                        with(text("code", code), text("title", "Needs"), text("questionnaire", "needs"),
                             text("version", version), text("asks", "structure"), text("structure", "AZ-SCC"),
                             text("opens_on", "2026-11-01"), text("closes_on", "2026-11-30"),
                             text("status", "open")));
}

static int begin(void **state) {
    (void)state;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    db = fixture_new();
    keep(first_form);
    return 0;
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
    accepted(response_start(db, hasan(), id, fixture_structure(db, "AZ-SCC-XAC"), &response));
    return response;
}

static const char *answer(int64_t response, const char *question) {
    char *found =
        db_text(db, &arena, "SELECT value FROM answer WHERE response_id = :id AND question = :question",
                with(integer("id", response), text("question", question)));
    return found ? found : "-";
}

static void save(int64_t response, const struct db_value *answers, enum response_saved how) {
    accepted(response_save(db, hasan(), response, "", answers, how));
}

/* Answers one item the way the screen does, and saves. */
static void fill(int64_t response, const char *path, const char *value) {
    struct filling *filling = filling_open(db, response);
    int item = filling_find(filling, path);
    if (item < 0)
        fail_msg("no %s", path);
    filling_answer(filling, item, value);
    save(response, filling_values(filling, &arena), SAVED_BY_OFFICER);
    filling_close(filling);
}

static void submit(int64_t response) {
    char receipt[RECEIPT_SIZE];
    struct filling *filling = filling_open(db, response);
    accepted(response_submit(db, hasan(), response, "", filling_values(filling, &arena), receipt));
    filling_close(filling);
}

static void a_draft_begins_with_the_defaults_once(void **state) {
    (void)state;
    int64_t id = campaign("N", ""), response = start(id);
    assert_string_equal(answer(response, "staff/number"), "3");
    assert_string_equal(answer(response, "begun"), "2026-11-24T09:00:00.000+00:00");
    assert_string_equal(answer(response, "team"), "1");
    setenv("TOPCOP_NOW", "2026-11-25T10:00", 1);
    fill(response, "staff/number", "");
    struct filling *filling = filling_open(db, response);
    assert_string_equal(filling_value(filling, filling_find(filling, "staff/number")), "");
    assert_string_equal(filling_value(filling, filling_find(filling, "begun")),
                        "2026-11-24T09:00:00.000+00:00");
    assert_string_equal(filling_value(filling, filling_find(filling, "luck")), "3");
    filling_close(filling);
    submit(response);
    assert_string_equal(answer(response, "ended"), "2026-11-25T10:00:00.000+00:00");
    setenv("TOPCOP_NOW", "2026-11-26T10:00", 1);
    int64_t next = start(id);
    assert_string_equal(answer(next, "begun"), "2026-11-26T10:00:00.000+00:00");
    assert_string_equal(answer(next, "ended"), "-");
    assert_string_equal(answer(next, "staff/number"), "-");
}

static void saving_takes_away_what_is_gone(void **state) {
    (void)state;
    int64_t response = start(campaign("N", ""));
    save(response, with(text("team", "2"), text("team[1]/name", "A"), text("team[2]/name", "B")),
         SAVED_BY_OFFICER);
    struct filling *filling = filling_open(db, response);
    int count;
    filling_items(filling, &count);
    assert_int_equal(count, 13);
    assert_int_equal(filling_kind(filling, filling_find(filling, "team")), FILLING_REPEAT);
    assert_int_equal(filling_kind(filling, filling_find(filling, "team[2]")), FILLING_INSTANCE);
    assert_true(filling_may_add(filling, filling_find(filling, "team")));
    const char *before = filling_path(filling, filling_find(filling, "team[2]/name"));
    int second = filling_find(filling, "team[2]/name");
    filling_remove(filling, filling_find(filling, "team[1]"));
    assert_string_equal(filling_path(filling, second), "team[1]/name");
    assert_string_equal(before, "team[2]/name");
    save(response, filling_values(filling, &arena), SAVED_BY_OFFICER);
    filling_close(filling);
    assert_string_equal(answer(response, "team"), "1");
    assert_string_equal(answer(response, "team[1]/name"), "B");
    assert_string_equal(answer(response, "team[2]/name"), "-");
}

static void one_can_go_back_to_the_last_save(void **state) {
    (void)state;
    int64_t response = start(campaign("N", ""));
    refused(response_revert(db, hasan(), response), "Nothing was changed");
    save(response, with(text("place", "Baku")), SAVED_BY_OFFICER);
    save(response, with(text("place", "Ganja")), SAVED_BY_ITSELF);
    assert_true(response_can_revert(db, response));
    save(response, with(text("place", "Quba"), text("sure", "y")), SAVED_BY_ITSELF);
    refused(response_revert(db, fixture_officer(db, "O1"), response), "rights");
    accepted(response_revert(db, hasan(), response));
    assert_string_equal(answer(response, "place"), "Baku");
    assert_string_equal(answer(response, "sure"), "-");
    assert_false(response_can_revert(db, response));
    save(response, with(text("place", "Quba")), SAVED_BY_ITSELF);
    save(response, with(text("place", "Quba")), SAVED_BY_OFFICER);
    refused(response_revert(db, hasan(), response), "Nothing was changed");
    save(response, with(text("place", "Ganja")), SAVED_BY_ITSELF);
    accepted(response_discard(db, hasan(), response));
}

static void a_blank_form_tells_what_it_asks(void **state) {
    (void)state;
    struct definition *asked = sheets_right(
        "survey,type,name,label::English (en),label::Azərbaycan (az),parameters,appearance,topcop::need,"
        "topcop::ceiling,repeat_count,read_only\n"
        ",range,mark,Mark,Bal,start=0 end=10 step=2.5,,DRG,,,\n"
        ",text,story,\"Story, of ${mark}\",,,multiline w2,,${mark} of 10,,${mark} > 5\n"
        ",begin repeat,team,Team,,,,,,${mark},\n,text,name,Name,,,,,,,\n,end repeat,,,,,,,,,\n");
    struct filling *filling = filling_blank(asked);
    int mark = filling_find(filling, "mark"), story = filling_find(filling, "story");
    double first, last, step;
    assert_true(filling_range(filling, mark, &first, &last, &step));
    assert_true(first == 0 && last == 10 && step == 2.5);
    assert_false(filling_range(filling, story, &first, &last, &step));
    assert_int_equal(filling_kind(filling, mark), FILLING_RANGE);
    assert_int_equal(filling_kind(filling, story), FILLING_LONG_TEXT);
    assert_string_equal(filling_extra(filling, mark, "topcop::need"), "DRG");
    assert_string_equal(filling_appearance(filling, story), "multiline w2");
    assert_false(filling_may_add(filling, filling_find(filling, "team")));
    unsigned shape = filling_shape(filling);
    filling_answer(filling, mark, "7.5");
    assert_true(filling_shape(filling) != shape);
    assert_int_equal(filling_instance(filling, filling_find(filling, "team[7]")), 7);
    assert_true(filling_is_read_only(filling, story));
    assert_string_equal(filling_label(filling, story, &arena), "Story, of 7.5");
    assert_string_equal(filling_extra_text(filling, story, "topcop::ceiling", &arena), "7.5 of 10");
    filling_speak(filling, 1);
    assert_string_equal(filling_label(filling, mark, &arena), "Bal");
    assert_false(filling_label_is_fallback(filling, mark));
    assert_true(filling_label_is_fallback(filling, story));
    filling_close(filling);
    definition_free(asked);
}

static void what_it_took_is_noted(void **state) {
    (void)state;
    int64_t response = start(campaign("N", ""));
    struct filling *filling = filling_open(db, response);
    int place = filling_find(filling, "place"), number = filling_find(filling, "staff/number");
    setenv("TOPCOP_NOW", "2026-11-24T09:02", 1);
    filling_answer(filling, place, "Baku");
    filling_answer(filling, place, "Baku");
    setenv("TOPCOP_NOW", "2026-11-24T09:03", 1);
    filling_answer(filling, number, "7");
    refused(response_note_entry(db, fixture_officer(db, "O1"), response, filling), "rights");
    accepted(response_note_entry(db, hasan(), response, filling));
    accepted(response_note_entry(db, hasan(), response, filling));
    setenv("TOPCOP_NOW", "2026-11-24T12:00", 1);
    filling_answer(filling, place, "Ganja");
    accepted(response_note_entry(db, hasan(), response, filling));
    filling_close(filling);
    struct query *row = response_entries(db, response);
    assert_true(db_next(row));
    assert_string_equal(db_column_text(row, 0), "place");
    assert_int_equal(db_column_int(row, 1), 2);
    assert_int_equal(db_column_int(row, 2), 120 + 600);
    db_done(row);
    assert_int_equal(response_entry_seconds(db, response), 780);
    accepted(response_discard(db, hasan(), response));
}

/* What was asked on the day is shown on any other. */
static void final_answers_are_not_computed_again(void **state) {
    (void)state;
    keep(FORM("3",
              ",begin group,early,Early,,today() < '2026-11-25',,\n,text,why,Why?,,today() = '2026-11-24',,\n"
              ",end group,,,,,,\n,calculate,day,,,,today(),\n"));
    int64_t response = start(campaign("N", "3"));
    fill(response, "early/why", "because");
    submit(response);
    setenv("TOPCOP_NOW", "2026-11-26T10:00", 1);
    struct filling *filling = filling_open(db, response);
    assert_true(filling_is_asked_now(filling, filling_find(filling, "early/why")));
    assert_string_equal(filling_value(filling, filling_find(filling, "day")), "2026-11-24");
    filling_close(filling);
}

/* What is hidden stays in the draft, is dropped at submitting, and is there again in the next revision. */
static void hidden_answers_are_dropped_and_kept_apart(void **state) {
    (void)state;
    int64_t id = campaign("N", ""), response = start(id);
    fill(response, "staff/number", "60");
    fill(response, "staff/why", "many");
    fill(response, "staff/number", "7");
    assert_string_equal(answer(response, "staff/why"), "many");
    submit(response);
    assert_string_equal(answer(response, "staff/why"), "-");
    assert_string_equal(db_text(db, &arena,
                                "SELECT question || '=' || value FROM answer_dropped WHERE response_id = :id",
                                with(integer("id", response))),
                        "staff/why=many");
    assert_string_equal(answer(start(id), "staff/why"), "many");
}

static void submitted_answers_stay_as_they_were(void **state) {
    (void)state;
    int64_t response = start(campaign("N", ""));
    fill(response, "staff/number", "7");
    submit(response);
    keep(second_form);
    struct filling *filling = filling_open(db, response);
    assert_string_equal(filling_value(filling, filling_find(filling, "staff/number")), "7");
    assert_int_equal(filling_find(filling, "fresh"), -1);
    filling_close(filling);
}

static const char *run_step(struct db *to, void *sql) {
    return db_run(to, sql, with(integer("version", 1)));
}

static void a_version_stays_as_it_was_imported(void **state) {
    (void)state;
    static char change[] = "UPDATE questionnaire_version SET version = '9' WHERE id = :version";
    static char removal[] = "DELETE FROM questionnaire_version WHERE id = :version";
    static char addition[] = "INSERT INTO questionnaire_cell (version_id, sheet, row, column, value) "
                             "VALUES (:version, 'survey', 99, 0, 'text')";
    campaign("N", "");
    refused(db_write(db, run_step, change), "never changed");
    refused(db_write(db, run_step, removal), "never deleted");
    refused(db_write(db, run_step, addition), "takes nothing more");
}

static void last_years_answers_are_a_beginning(void **state) {
    (void)state;
    int64_t old = start(campaign("N26", "1"));
    fill(old, "staff/number", "60");
    fill(old, "staff/why", "many");
    fill(old, "sure", "y");
    fill(old, "team", "2");
    fill(old, "team[2]/name", "Dogs");
    submit(old);
    keep(second_form);
    int64_t response = start(campaign("N27", "2"));
    assert_int_equal(response_earlier(db, old), 0);
    assert_int_equal(response_earlier(db, response), old);
    fill(response, "fresh", "new");
    fill(response, "team", "3");
    fill(response, "team[3]/name", "Ships");
    setenv("TOPCOP_NOW", "2026-11-25T10:00", 1);
    refused(response_start_from(db, hasan(), response, response), "submitted answers of the same");
    accepted(response_start_from(db, hasan(), response, old));
    assert_string_equal(answer(response, "number"), "60");
    assert_string_equal(answer(response, "why"), "many");
    assert_string_equal(answer(response, "sure"), "y");
    assert_string_equal(answer(response, "team"), "3");
    assert_string_equal(answer(response, "team[2]/name"), "Dogs");
    assert_string_equal(answer(response, "team[3]/name"), "Ships");
    assert_string_equal(answer(response, "fresh"), "new");
    assert_string_equal(answer(response, "begun"), "2026-11-24T09:00:00.000+00:00");
    assert_int_equal(
        db_int(db, 0, "SELECT started_from FROM response WHERE id = :id", with(integer("id", response))),
        old);
    accepted(response_revert(db, hasan(), response));
    assert_string_equal(answer(response, "number"), "3");
}

static const char *fate(const struct migration *migration, const char *path) {
    static const char *const words[] = { "kept", "dropped", "new" };
    for (int i = 0; i < migration->count; i++)
        if (!strcmp(migration->rows[i].path, path))
            return words[migration->rows[i].fate];
    return "-";
}

static void a_draft_moves_when_it_is_told_to(void **state) {
    (void)state;
    int64_t id = campaign("N", "1"), response = start(id);
    fill(response, "staff/number", "60");
    fill(response, "staff/why", "many");
    fill(response, "sure", "y");
    fill(response, "place", "Baku");
    fill(response, "team[1]/name", "Dogs");
    int64_t version = keep(second_form);
    struct migration migration;
    refused(response_migrate(db, fixture_officer(db, "O1"), response, version, true, &migration), "rights");
    refused(response_migrate(db, hasan(), response, version + 7, true, &migration), "no such version");
    accepted(response_migrate(db, hasan(), response, version, true, &migration));
    assert_string_equal(fate(&migration, "number"), "kept");
    assert_string_equal(fate(&migration, "why"), "kept");
    assert_string_equal(fate(&migration, "sure"), "kept");
    assert_string_equal(fate(&migration, "place"), "dropped"); /* it is a number now */
    assert_string_equal(fate(&migration, "team[1]/name"), "kept");
    assert_string_equal(fate(&migration, "fresh"), "new");
    assert_string_equal(fate(&migration, "team[1]/size"), "new");
    assert_int_equal(migration.fates[MIGRATION_DROPPED], 1);
    assert_string_equal(answer(response, "staff/number"), "60");
    arena_done(&migration.arena);
    accepted(response_migrate(db, fixture_officer(db, "LEYLA"), response, version, false, &migration));
    arena_done(&migration.arena);
    assert_string_equal(answer(response, "staff/number"), "-");
    assert_string_equal(answer(response, "number"), "60");
    assert_string_equal(answer(response, "place"), "-");
    assert_string_equal(answer(response, "team[1]/name"), "Dogs");
    refused(response_migrate(db, hasan(), response, version, true, &migration), "already");
    submit(response);
    refused(response_migrate(db, hasan(), response, version, true, &migration), "submitted");
}

static void a_campaign_goes_on_with_a_newer_version(void **state) {
    (void)state;
    int64_t id = campaign("N", "1"), response = start(id), found;
    int64_t version = keep(second_form);
    int count;
    accepted(response_version(db, id, "", &found));
    assert_int_equal(found, version);
    refused(response_version(db, id, "7", &found), "no version \"7\"");
    assert_string_equal(response_drafts(db, id, version, &arena, &count)->who, "AZ-SCC-XAC");
    assert_int_equal(count, 1);
    refused(response_use_version(db, hasan(), id, version), "rights");
    accepted(response_use_version(db, fixture_officer(db, "LEYLA"), id, version));
    assert_string_equal(answer(start(id), "staff/number"), "3"); /* the draft stays where it is */
    accepted(response_discard(db, hasan(), response));
    assert_string_equal(answer(start(id), "number"), "3");
    response_drafts(db, id, version, &arena, &count);
    assert_int_equal(count, 0);
}

/* ---- two at one draft ---- */

/* The same draft opened through two connections, by the head and by the contact of one structure. */
static void nobody_saves_over_somebody_else(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-response-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *path = arena_format(&arena, "%s/t.db", folder);
    struct db *memory = db, *mine = NULL, *theirs = NULL;
    accepted(db_create(&mine, path));
    fixture_fill(mine);
    db = mine;
    keep(first_form);
    int64_t id = campaign("N", ""), response = start(id);
    accepted(db_open(&theirs, path));
    db = theirs;
    assert_int_equal(start(id), response);
    db = mine;
    save(response, with(text("place", "Baku")), SAVED_BY_ITSELF);
    save(response, with(text("place", "Ganja")), SAVED_BY_OFFICER);
    db = theirs;
    char receipt[RECEIPT_SIZE];
    const char *again = "open them again";
    refused(response_save(db, hasan(), response, "", NULL, SAVED_BY_OFFICER), again);
    refused(response_save(db, hasan(), response, "", NULL, SAVED_BY_ITSELF), "HASAN saved last, at 09:00");
    refused(response_submit(db, hasan(), response, "", NULL, receipt), again);
    refused(response_discard(db, hasan(), response), again);
    refused(response_revert(db, hasan(), response), again);
    assert_string_equal(answer(response, "place"), "Ganja");
    start(id);
    save(response, with(text("place", "Quba")), SAVED_BY_OFFICER);
    db = mine;
    refused(response_save(db, hasan(), response, "", NULL, SAVED_BY_OFFICER), again);
    start(id);
    accepted(response_discard(db, hasan(), response));
    assert_int_not_equal(start(id), response); /* what was typed into the old one must not come back in it */
    db = theirs;
    refused(response_save(db, hasan(), response, "", NULL, SAVED_BY_OFFICER), "no such answers");
    db_close(theirs);
    db_close(mine);
    db = memory;
    static const char *const files[] = { "", "-wal", "-shm" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        unlink(arena_format(&arena, "%s%s", path, files[i]));
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_draft_begins_with_the_defaults_once),
        with_database(saving_takes_away_what_is_gone),
        with_database(one_can_go_back_to_the_last_save),
        with_database(a_blank_form_tells_what_it_asks),
        with_database(what_it_took_is_noted),
        with_database(final_answers_are_not_computed_again),
        with_database(hidden_answers_are_dropped_and_kept_apart),
        with_database(submitted_answers_stay_as_they_were),
        with_database(a_version_stays_as_it_was_imported),
        with_database(last_years_answers_are_a_beginning),
        with_database(a_draft_moves_when_it_is_told_to),
        with_database(a_campaign_goes_on_with_a_newer_version),
        with_database(nobody_saves_over_somebody_else),
    };
    setenv("TZ", "UTC", 1);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
