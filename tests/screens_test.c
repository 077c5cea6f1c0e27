/* What officers do on the real screens, key by key, and what becomes of it in the database. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/text.h"
#include "fixture.h"
#include "needs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/registration.h"
#include "rules/response.h"
#include "rules/review.h"
#include "rules/training_session.h"
#include "rules/visit.h"
#include "screens/all.h"
#include "screens/presence.h"
#include "store/audit.h"
#include "ui/session.h"
#include "ui/view.h"

static struct db *db;
static struct session session;

static int start(void **state) {
    (void)state;
    db = fixture_new();
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

/* The officer sits down at the first screen. */
static void sit(const char *badge) {
    leave();
    session = (struct session){ .db = db,
                                .officer = fixture_officer(db, badge),
                                .badge = badge,
                                .name = badge,
                                .structure_name = "Samur",
                                .screens = all_screens };
    session.rights = access_rights(db, session.officer);
    session.structure = db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :officer",
                               with(integer("officer", session.officer)));
    assert_null(session_init(&session));
    session.rows = 21;
    session.columns = 80;
}

static void keys(const char *typed) {
    while (*typed)
        session_key(&session, (enum key)text_next(&typed));
}

static void press(enum key key) {
    session_key(&session, key);
}

static bool shows(const char *text) {
    struct arena arena = { 0 };
    struct view view;
    view_make(&session, 50, 80, &arena, &view);
    bool found =
        strstr(view.title.text, text) || strstr(view.keys.text, text) || strstr(session.message, text);
    for (int i = 0; i < view.rows; i++)
        found = found || (view.body[i].text && strstr(view.body[i].text, text));
    arena_done(&arena);
    return found;
}

static void open_on(const struct screen *screen, int64_t id) {
    const char *no = session_open(&session, screen, id);
    if (no)
        fail_msg("%s did not open: %s", screen->name, no);
}

static void assert_state(const char *badge, const char *code, const char *expected) {
    struct arena arena = { 0 };
    char *found = db_text(db, &arena,
                          "SELECT r.state FROM registration r JOIN session s ON s.id = r.session_id "
                          "WHERE r.officer_id = :officer AND s.code = :code ORDER BY r.id DESC LIMIT 1",
                          with(integer("officer", fixture_officer(db, badge)), text("code", code)));
    assert_string_equal(found ? found : "none", expected);
    arena_done(&arena);
}

static void let_register(const char *badge, const char *code) {
    int64_t officer = fixture_officer(db, badge);
    assert_null(registration_request(db, officer, officer, fixture_session_id(db, code), NULL));
}

static int64_t registration_of(const char *badge, const char *code) {
    return db_int(db, 0, "SELECT id FROM registration WHERE officer_id = :officer AND session_id = :session",
                  with(integer("officer", fixture_officer(db, badge)),
                       integer("session", fixture_session_id(db, code))));
}

static void a_course_is_found_and_registered_for(void **state) {
    (void)state;
    sit("O1");
    assert_true(shows("Nothing waits for you"));
    press(F10);
    keys("/parc");
    press(ENTER);
    press(ENTER);
    assert_ptr_equal(session.place->screen, &course_screen);
    press(ENTER);
    assert_ptr_equal(session.place->screen, &session_screen);
    press(F10);
    assert_state("O1", "S-OPEN", "none");
    keys("n");
    assert_state("O1", "S-OPEN", "none");
    press(F10);
    keys("y");
    assert_state("O1", "S-OPEN", "registered");
    assert_true(shows("You have a seat."));
    assert_true(shows("1/3"));
    press(F10);
    assert_string_equal(session.message, "\"Register\" is not possible here now.");
}

static void the_catalogue_narrows(void **state) {
    (void)state;
    sit("PLAIN");
    press(F10);
    struct list *list = &session.place->list;
    assert_int_equal(list->window.total, 3);
    keys("/drg-p1");
    assert_int_equal(list->window.total, 1);
    press(ESCAPE);
    keys("/a&b~c \"");
    assert_int_equal(list->window.count, 0);
    press(ESCAPE);
    static const struct {
        const char *filter, *value;
        int found;
    } cases[] = { { "area", "DRG", 2 },         { "level", "2", 1 },          { "mode", "workshop", 3 },
                  { "mode", "webinar", 0 },     { "language", "az", 3 },      { "language", "fr", 0 },
                  { "has_seats", "yes", 1 },    { "from", "2027-01-11", 1 },  { "from", "2027-01-12", 0 },
                  { "until", "2027-01-11", 1 }, { "until", "2027-01-10", 0 }, { "for_me", "yes", 2 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int filter = 0;
        while (strcmp(catalogue_screen.filters[filter].field.name, cases[i].filter) != 0)
            filter++;
        list_filter(&session, session.place, filter, cases[i].value);
        assert_int_equal(list->window.count, cases[i].found);
        list_filter(&session, session.place, filter, "");
    }
    assert_int_equal(list->window.total, 3);
}

static void all_that_is_unmet_is_said(void **state) {
    (void)state;
    fixture_session(db, "S-LAB", "5", with(text("course", "DRG-P1")));
    sit("PLAIN");
    open_on(&course_screen, fixture_course(db, "DRG-P1"));
    assert_true(shows("you lack it"));
    press(ENTER);
    assert_true(shows("Why you cannot register now"));
    press(F10);
    assert_null(session.question);
    assert_int_equal(session.tone, REFUSED);
    assert_non_null(strstr(session.message, "English"));
    assert_non_null(strstr(session.message, "Restricted"));
    assert_state("PLAIN", "S-LAB", "none");
}

static void who_waits_moves_up(void **state) {
    (void)state;
    let_register("O1", "S-OPEN");
    let_register("O2", "S-OPEN");
    let_register("O3", "S-OPEN");
    sit("O4");
    open_on(&session_screen, fixture_session_id(db, "S-OPEN"));
    press(F10);
    assert_non_null(strstr(session.message, "number 1"));
    keys("y");
    assert_state("O4", "S-OPEN", "waitlisted");
    assert_true(shows("3/3 +1 waiting"));
    press(F6);
    assert_ptr_equal(session.place->screen, &place_screen);
    assert_true(shows("You are number 1 of 1 who wait"));
    sit("O1");
    press(F8);
    assert_true(shows("S-OPEN"));
    press(ENTER);
    press(F4);
    press(F10);
    assert_int_equal(session.tone, REFUSED);
    keys("1");
    press(F10);
    assert_non_null(session.question);
    keys("y");
    assert_state("O1", "S-OPEN", "withdrawn");
    assert_state("O4", "S-OPEN", "registered");
    assert_ptr_equal(session.place->screen, &place_screen);
    assert_true(shows("Withdrawn"));
    sit("O4");
    assert_true(shows("S-OPEN: you moved up and have a seat"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &place_screen);
}

static void two_steps_lead_to_a_seat(void **state) {
    (void)state;
    fixture_session(db, "S-TWO", "3", with(text("approvals", "2")));
    sit("O5");
    open_on(&session_screen, fixture_session_id(db, "S-TWO"));
    press(F10);
    keys("y");
    assert_state("O5", "S-TWO", "submitted");
    let_register("O6", "S-TWO");
    sit("HASAN");
    assert_true(shows("2 requests wait for your decision"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &requests_screen);
    press(F10);
    keys("y");
    assert_state("O5", "S-TWO", "endorsed");
    press(F4);
    press(F10);
    assert_int_equal(session.tone, REFUSED);
    keys("Nobody takes the shift");
    press(F10);
    keys("y");
    assert_state("O6", "S-TWO", "refused");
    assert_true(shows("Nothing waits for you."));
    sit("LEYLA");
    open_on(&requests_screen, 0);
    press(F10);
    keys("y");
    assert_string_equal(session.message, "Approved: has a seat.");
    assert_state("O5", "S-TWO", "registered");
    sit("O6");
    open_on(&place_screen, registration_of("O6", "S-TWO"));
    assert_true(shows("Nobody takes the shift"));
}

static void many_are_approved_at_once(void **state) {
    (void)state;
    fixture_session(db, "S-ONE", "2", with(text("approvals", "1")));
    for (char badge[] = "O1"; badge[1] <= '4'; badge[1]++)
        let_register(badge, "S-ONE");
    sit("HASAN");
    open_on(&requests_screen, 0);
    press(F8);
    assert_non_null(strstr(session.message, "4 requests"));
    keys("y");
    assert_string_equal(session.message, "Seats: 2, waiting: 2, could not be approved: 0.");
    assert_state("O2", "S-ONE", "registered");
    assert_state("O3", "S-ONE", "waitlisted");
}

static void over_the_capacity_needs_a_reason(void **state) {
    (void)state;
    fixture_session(db, "S-FULL", "1", NULL);
    let_register("O1", "S-FULL");
    let_register("O2", "S-FULL");
    sit("HASAN");
    open_on(&registrations_screen, fixture_session_id(db, "S-FULL"));
    press(DOWN);
    press(F8);
    assert_int_equal(session.tone, REFUSED);
    sit("LEYLA");
    open_on(&registrations_screen, fixture_session_id(db, "S-FULL"));
    press(F8);
    assert_int_equal(session.tone, REFUSED);
    press(DOWN);
    press(F8);
    assert_ptr_equal(session.place->screen, &overbook_screen);
    keys("Trains the others afterwards");
    press(F10);
    keys("y");
    assert_state("O2", "S-FULL", "registered");
    press(ENTER);
    assert_true(shows("Trains the others afterwards"));
}

static void a_cancelled_session_is_told(void **state) {
    (void)state;
    let_register("O1", "S-OPEN");
    assert_null(training_session_cancel(db, fixture_officer(db, "LEYLA"), fixture_session_id(db, "S-OPEN"),
                                        "The hall has burnt down."));
    sit("O1");
    assert_true(shows("S-OPEN: Session cancelled. The hall has burnt down."));
    open_on(&session_screen, fixture_session_id(db, "S-OPEN"));
    assert_true(shows("The hall has burnt down."));
    assert_true(shows("Why you cannot register now"));
    assert_false(shows("F10"));
    sit("LEYLA");
    open_on(&session_screen, fixture_session_id(db, "S-OPEN"));
    assert_false(shows("Change the number of seats"));
    assert_false(shows("Nominate"));
    open_on(&registrations_screen, fixture_session_id(db, "S-OPEN"));
    assert_false(shows("Nominate"));
}

static void an_officer_is_nominated(void **state) {
    (void)state;
    sit("HASAN");
    open_on(&nominate_screen, fixture_session_id(db, "S-OPEN"));
    keys("NOBODY");
    press(F10);
    assert_int_equal(session.tone, REFUSED);
    for (int i = 0; i < 6; i++)
        press(BACKSPACE);
    keys("O7");
    press(F10);
    keys("y");
    assert_state("O7", "S-OPEN", "registered");
    open_on(&nominate_screen, fixture_session_id(db, "S-OPEN"));
    keys("GIA");
    press(F10);
    assert_int_equal(session.tone, REFUSED);
    assert_state("GIA", "S-OPEN", "none");
}

static void set(const char *field, const char *value) {
    assert_null(form_set(&session, form_find(session.place, field), value));
}

static void a_course_is_made_and_changed(void **state) {
    (void)state;
    sit("LEYLA");
    open_on(&catalogue_screen, 0);
    press(F7);
    assert_ptr_equal(session.place->screen, &course_edit_screen);
    keys("BOR-A9");
    press(F2);
    assert_int_equal(session.tone, REFUSED);
    set("title", "Seals and trailers");
    set("area", "BOR");
    set("level", "1");
    set("mode", "workshop");
    set("conditions", "nonsense");
    press(F2);
    assert_int_equal(session.tone, REFUSED);
    assert_ptr_equal(session.place->screen, &course_edit_screen);
    set("conditions", "language en B1");
    set("outcomes", "Tell a broken seal\nOpen a trailer");
    press(F2);
    assert_string_equal(session.message, "Saved.");
    assert_ptr_equal(session.place->screen, &course_screen);
    assert_true(shows("- Open a trailer"));
    assert_true(shows("draft"));
    press(F8);
    set("status", "published");
    press(F2);
    assert_true(db_exists(
        db, "SELECT 1 FROM course WHERE code = 'BOR-A9' AND status = 'published' AND rev = 2", NULL));
    press(F4);
    keys("y");
    assert_true(db_exists(db, "SELECT 1 FROM course WHERE code = 'BOR-A9' AND status = 'retired'", NULL));
}

static void a_session_is_planned_and_changed(void **state) {
    (void)state;
    sit("LEYLA");
    open_on(&course_screen, fixture_course(db, "CYB-A1"));
    press(F7);
    assert_string_equal(form_value(session.place, "course"), "CYB-A1");
    assert_string_equal(form_value(session.place, "organiser"), "AZ-SCC-ACA");
    keys("CYB-A1/27-1");
    set("door", "open");
    set("status", "open");
    set("seats", "1");
    set("contact_from", "2027-03-01");
    set("contact_to", "2027-03-02");
    press(F2);
    assert_string_equal(session.message, "Saved.");
    assert_ptr_equal(session.place->screen, &session_screen);
    let_register("O1", "CYB-A1/27-1");
    let_register("O2", "CYB-A1/27-1");
    open_on(&session_seats_screen, fixture_session_id(db, "CYB-A1/27-1"));
    set("seats", "2");
    set("reason", "A larger room");
    press(F2);
    assert_non_null(strstr(session.message, "O2"));
    assert_state("O2", "CYB-A1/27-1", "waitlisted");
    keys("y");
    assert_state("O2", "CYB-A1/27-1", "registered");
    open_on(&session_cancel_screen, fixture_session_id(db, "CYB-A1/27-1"));
    set("reason", "The trainer is ill");
    press(F10);
    assert_non_null(strstr(session.message, "2 registrations"));
    keys("y");
    assert_state("O1", "CYB-A1/27-1", "session_cancelled");
    assert_true(shows("0/2"));
}

static void what_a_role_does_not_see_stays_hidden(void **state) {
    (void)state;
    static const struct screen *const closed[] = { &requests_screen,     &officers_screen,
                                                   &structures_screen,   &course_edit_screen,
                                                   &session_edit_screen, &registrations_screen,
                                                   &nominate_screen,     &overbook_screen,
                                                   &session_seats_screen };
    let_register("O1", "S-OPEN");
    let_register("GIA", "S-OPEN");
    sit("O2");
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        assert_non_null(session_open(&session, closed[i], 1));
    open_on(&place_screen, registration_of("O1", "S-OPEN"));
    assert_true(shows("There is nothing to show here"));
    assert_non_null(session_open(&session, &withdraw_screen, registration_of("O1", "S-OPEN")));
    assert_non_null(session_open(&session, &profile_edit_screen, fixture_officer(db, "O1")));
    open_on(&course_screen, fixture_course(db, "DRG-A1"));
    assert_false(shows("Change"));
    sit("HASAN");
    open_on(&registrations_screen, fixture_session_id(db, "S-OPEN"));
    assert_int_equal(session.place->list.window.total, 1);
    open_on(&registration_screen, registration_of("GIA", "S-OPEN"));
    assert_true(shows("There is nothing to show here"));
    open_on(&officer_screen, fixture_officer(db, "GIA"));
    assert_true(shows("There is nothing to show here"));
    open_on(&officers_screen, 0);
    keys("/gia");
    assert_int_equal(session.place->list.window.count, 0);
}

static void drafts_are_for_coordinators(void **state) {
    (void)state;
    int64_t draft = fixture_session(db, "S-DRAFT", "3", with(text("status", "draft")));
    sit("O1");
    open_on(&sessions_screen, 0);
    assert_int_equal(session.place->list.window.total, 1);
    open_on(&session_screen, draft);
    assert_true(shows("There is nothing to show here"));
    sit("LEYLA");
    open_on(&sessions_screen, 0);
    assert_int_equal(session.place->list.window.total, 2);
    open_on(&session_screen, draft);
    assert_true(shows("S-DRAFT"));
}

/* ---- campaigns ---- */

static int64_t a_campaign(const char *asks, const char *status) {
    needs_keep(db);
    return fixture_save(db, campaign_put,
                        with(text("code", "N27"), text("title", "Needs 2027"), text("questionnaire", "needs"),
                             text("asks", asks), text("structure", "AZ-SCC"), text("opens_on", "2026-11-01"),
                             text("closes_on", "2026-11-30"), text("status", status)));
}

static int64_t let_answer(int64_t campaign, const char *structure, const char *number) {
    int64_t hasan = fixture_officer(db, "HASAN"), response;
    char receipt[RECEIPT_SIZE];
    assert_null(response_start(db, hasan, campaign, fixture_structure(db, structure), &response));
    assert_null(response_submit(db, hasan, response, "", with(text("staff/number", number)), receipt));
    return response;
}

static void a_campaign_goes_its_way(void **state) {
    (void)state;
    int64_t id = a_campaign("structure", "draft");
    sit("LEYLA");
    open_on(&campaigns_screen, 0);
    assert_true(shows("0/4"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &campaign_screen);
    assert_true(shows("It asks nobody yet."));
    press(F10);
    assert_true(shows("Structures asked: 4, with a staff of 160"));
    keys("n");
    assert_true(campaign_may_become(db, id, "open"));
    press(F10);
    keys("y");
    assert_true(shows("The campaign is now: open."));
    press(F9);
    keys("y");
    assert_true(shows("The campaign is now: draft."));
    press(F10);
    keys("y");
    press(F7);
    keys("y");
    assert_true(shows("4 are reminded."));
    press(F7);
    keys("y");
    assert_true(shows("was reminded today"));
    let_answer(id, "AZ-SCC-XAC", "7"); /* by somebody else meanwhile */
    press(F5);
    assert_true(shows("1 of 4"));
    assert_true(shows("1 answer waits"));
    press(F9);
    assert_string_equal(session.message, "\"Step back\" is not possible here now.");
    for (int i = 0; i < 3; i++) {
        press(F10);
        keys("y");
    }
    assert_true(shows("Nothing can be changed any more"));
    press(F10);
    assert_string_equal(session.message, "\"Next step\" is not possible here now.");
}

static void structures_are_found_left_out_and_asked_again(void **state) {
    (void)state;
    int64_t id = a_campaign("structure", "open");
    let_answer(id, "AZ-SCC-XAC", "7");
    sit("LEYLA");
    open_on(&respondents_screen, id);
    struct list *list = &session.place->list;
    assert_int_equal(list->window.total, 4);
    list_filter(&session, session.place, 1, "yes");
    assert_int_equal(list->window.total, 3);
    list_filter(&session, session.place, 1, "");
    list_filter(&session, session.place, 0, "submitted");
    assert_int_equal(list->window.total, 1);
    press(F7);
    assert_true(shows("not possible"));
    list_filter(&session, session.place, 0, "");
    keys("/samur");
    assert_int_equal(list->window.total, 1);
    press(F7);
    assert_true(shows("Reminded"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &respondent_screen);
    assert_true(shows("reminded, by LEYLA"));
    press(F9);
    keys("closed down");
    press(F10);
    keys("y");
    assert_true(shows("It is left out."));
    assert_true(shows("closed down"));
    press(F10);
    assert_true(shows("It is asked again."));
    press(F8);
    keys("+7\t");
    keys("they moved");
    press(F10);
    assert_true(shows("It can answer until then."));
    assert_true(shows("2026-12-01"));
}

static void the_head_confirms_what_was_answered(void **state) {
    (void)state;
    int64_t id = a_campaign("structure", "open");
    int64_t response = let_answer(id, "AZ-SCC-XAC", "7");
    sit("LEYLA");
    open_on(&answers_screen, response);
    assert_true(shows("How many?"));
    press(F10);
    assert_true(shows("not possible") || shows("not among your rights"));
    press(F8);
    keys("Count all.");
    press(F10);
    assert_true(shows("Returned; they see the comment"));
    assert_true(shows("Count all."));
    sit("HASAN");
    assert_true(shows("Returned, "));
    assert_true(shows("Count all."));
    let_answer(id, "AZ-SCC-XAC", "9");
    press(F5);
    assert_true(shows("1 answer of a structure waits for you to confirm it"));
    open_on(&questionnaires_screen, 0);
    press(F10);
    assert_true(shows("Look them through and confirm them"));
    open_on(&to_confirm_screen, 0);
    press(ENTER);
    assert_true(shows("What changed since revision 1"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &revisions_screen);
    assert_true(shows("1 answer is different."));
    press(F3);
    press(F10);
    keys("y");
    assert_true(shows("Confirmed"));
    press(F3);
    assert_int_equal(session.place->list.window.count, 0);
    press(F12);
    assert_false(shows("waits for you to confirm"));
    open_on(&questionnaires_screen, 0);
    assert_true(shows("confirmed"));
}

static void reminders_reach_who_owes(void **state) {
    (void)state;
    int64_t id = a_campaign("structure", "open");
    int count;
    sit("HASAN");
    assert_true(shows("Needs 2027 closes in 6 days"));
    assert_false(shows("Reminder of"));
    assert_null(campaign_remind(db, fixture_officer(db, "LEYLA"), id, 0, &count));
    press(F5);
    assert_true(shows("Reminder of 2026-11-24, closes in 6 days: Needs 2027, Xaçmaz"));
    open_on(&questionnaires_screen, 0);
    assert_true(shows("2026-11-24"));
}

static void self_checks_are_only_counted(void **state) {
    (void)state;
    int64_t id = a_campaign("officer", "open"), response, officer = fixture_officer(db, "O1");
    char receipt[RECEIPT_SIZE];
    assert_null(response_start(db, officer, id, 0, &response));
    assert_null(response_submit(db, officer, response, "", with(text("staff/number", "7")), receipt));
    sit("LEYLA");
    open_on(&campaign_screen, id);
    assert_true(shows("never part of the"));
    press(ENTER);
    assert_ptr_equal(session.place->screen, &participation_screen);
    assert_true(shows("AZ-SCC-XAC-SAM"));
    assert_false(shows("O1"));
    open_on(&answers_screen, response);
    assert_true(shows("There is nothing to show here"));
    sit("HASAN");
    open_on(&answers_screen, response);
    assert_true(shows("There is nothing to show here"));
}

static void campaigns_are_for_those_who_may(void **state) {
    (void)state;
    int64_t id = a_campaign("structure", "open"), response = let_answer(id, "AZ-SCC-XAC", "7");
    static const struct {
        const char *badge;
        bool campaign, answers, confirms;
    } cases[] = {
        { "LEYLA", true, true, false },   { "HASAN", false, true, true },   { "AUDIT", true, true, false },
        { "ADMIN", false, false, false }, { "PLAIN", false, false, false }, { "GIA", false, false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sit(cases[i].badge);
        assert_int_equal(!session_open(&session, &campaign_screen, id), cases[i].campaign);
        assert_int_equal(!session_open(&session, &to_confirm_screen, 0), cases[i].confirms);
        assert_int_equal(!session_open(&session, &answers_screen, response), cases[i].answers);
        assert_int_equal(shows("How many?"), cases[i].answers);
    }
}

static void one_changes_ones_own_contact(void **state) {
    (void)state;
    sit("O3");
    open_on(&profile_screen, 0);
    press(F8);
    keys("nobody");
    press(F2);
    assert_int_equal(session.tone, REFUSED);
    keys("@customs.az.example");
    press(F2);
    assert_string_equal(session.message, "Saved.");
    assert_true(shows("nobody@customs.az.example"));
    assert_true(db_exists(
        db, "SELECT 1 FROM officer WHERE badge = 'O3' AND email = 'nobody@customs.az.example'", NULL));
}

static void officers_and_structures_are_kept(void **state) {
    (void)state;
    sit("ADMIN");
    open_on(&officers_screen, 0);
    press(F7);
    set("badge", "NEW-1");
    set("surname", "Ağayev");
    set("structure", "AZ-SCC-XAC-SAM");
    set("roles", "contact");
    press(F2);
    assert_string_equal(session.message, "Saved.");
    assert_true(shows("contact@AZ-SCC-XAC-SAM"));
    open_on(&structures_screen, 0);
    press(F7);
    set("code", "AZ-SCC-YAL");
    set("name", "Yalama Customs Post");
    set("type", "customs");
    set("parent", "AZ-SCC-XAC");
    set("country", "az");
    press(F2);
    assert_int_equal(session.tone, REFUSED);
    set("country", "AZ");
    press(F2);
    assert_ptr_equal(session.place->screen, &structure_screen);
    assert_true(shows("Xaçmaz Main Customs Office"));
    assert_true(fixture_structure(db, "AZ-SCC-YAL") > 0);
}

static void empty_lists_say_what_to_do(void **state) {
    (void)state;
    sit("O1");
    open_on(&my_training_screen, 0);
    assert_true(shows("You have no training yet."));
    press(F10);
    assert_ptr_equal(session.place->screen, &catalogue_screen);
    sit("LEYLA");
    open_on(&registrations_screen, fixture_session_id(db, "S-OPEN"));
    assert_true(shows("Nobody is here yet."));
}

static void every_list_sorts_and_filters(void **state) {
    (void)state;
    let_register("O1", "S-OPEN");
    sit("LEYLA");
    for (const struct screen *const *screen = all_screens; *screen; screen++) {
        if ((*screen)->shape != LIST || session_open(&session, *screen, 1))
            continue;
        for (int field = 0; (*screen)->fields[field].name; field++) {
            const char *order = (*screen)->fields[field].order;
            bool fixed = order && !strcmp(order, "-");
            assert_int_equal(list_sort(&session, session.place, field) != NULL, fixed);
        }
        for (int filter = 0; (*screen)->filters && (*screen)->filters[filter].field.name; filter++)
            list_filter(&session, session.place, filter, "2026-01-01");
        assert_int_equal(session.place->list.window.count, 0);
        session_back(&session);
    }
}

static void every_screen_fits(void **state) {
    (void)state;
    let_register("LEYLA", "S-OPEN");
    sit("LEYLA");
    int opened = 0;
    for (const struct screen *const *screen = all_screens; *screen; screen++) {
        if (session_open(&session, *screen, 1))
            continue;
        opened++;
        struct arena arena = { 0 };
        struct view view;
        view_make(&session, 24, 80, &arena, &view);
        for (int i = 0; i < view.rows; i++)
            assert_true(!view.body[i].text || text_width(view.body[i].text) <= 80);
        assert_true(db_is_idle(db));
        arena_done(&arena);
        press(F1);
        session_back(&session);
        assert_ptr_equal(session.place->screen, *screen);
        session_back(&session);
    }
    assert_in_range(opened, 20, 64);
}

#define UNIT(test) cmocka_unit_test_setup_teardown(test, start, stop)

static void run(const char *sql) {
    struct query *query = db_query_once(db, sql, NULL);
    db_next(query);
    db_done(query);
}

static void coming_in_tells_of_failed_attempts(void **state) {
    (void)state;
    int64_t officer = fixture_officer(db, "O1"), visit, now = clock_now();
    const struct arrival arrival = { officer, 0, "login", "10.1.2.3" };
    accepted(visit_begin(db, &arrival, &visit));
    accepted(visit_end(db, visit, "left"));
    clock_pretend(now + 60);
    accepted(audit_write(db, "refused at the door", "officer", officer, "10.9.9.9"));
    accepted(audit_write(db, "refused at the door", "officer", fixture_officer(db, "O2"), "10.9.9.9"));
    sit("O1");
    session.presence = &presence_of_officers;
    session.door = "login";
    session_arrive(&session);
    assert_non_null(strstr(session.message, "from 10.1.2.3; 1 attempt to sign in failed since."));
    clock_pretend(now + 120);
    session.key_at = session.checked = clock_ticks() - 60000;
    session.seen = session.key_at - 400000;
    assert_false(session_check(&session));
    assert_int_equal(db_int(db, 0, "SELECT seen_at FROM visit ORDER BY id DESC LIMIT 1", NULL), now + 120);
    clock_pretend(0);
}

static void what_refuses_a_visit_is_tried_again(void **state) {
    (void)state;
    sit("O1");
    run("CREATE TRIGGER full BEFORE INSERT ON visit BEGIN SELECT RAISE(ABORT, 'The disk is full.'); END");
    session.presence = &presence_of_officers;
    session.door = "login";
    session_arrive(&session);
    assert_int_equal(session.visit, 0);
    assert_int_equal(session.tone, REFUSED);
    session.checked -= 60000;
    assert_false(session_check(&session));
    assert_int_equal(session.visit, 0);
    run("DROP TRIGGER full");
    session.checked -= 60000;
    assert_false(session_check(&session));
    assert_true(session.visit > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        UNIT(a_course_is_found_and_registered_for),
        UNIT(coming_in_tells_of_failed_attempts),
        UNIT(what_refuses_a_visit_is_tried_again),
        UNIT(the_catalogue_narrows),
        UNIT(all_that_is_unmet_is_said),
        UNIT(who_waits_moves_up),
        UNIT(two_steps_lead_to_a_seat),
        UNIT(many_are_approved_at_once),
        UNIT(over_the_capacity_needs_a_reason),
        UNIT(a_cancelled_session_is_told),
        UNIT(an_officer_is_nominated),
        UNIT(a_course_is_made_and_changed),
        UNIT(a_session_is_planned_and_changed),
        UNIT(what_a_role_does_not_see_stays_hidden),
        UNIT(drafts_are_for_coordinators),
        UNIT(a_campaign_goes_its_way),
        UNIT(structures_are_found_left_out_and_asked_again),
        UNIT(the_head_confirms_what_was_answered),
        UNIT(reminders_reach_who_owes),
        UNIT(self_checks_are_only_counted),
        UNIT(campaigns_are_for_those_who_may),
        UNIT(one_changes_ones_own_contact),
        UNIT(officers_and_structures_are_kept),
        UNIT(empty_lists_say_what_to_do),
        UNIT(every_list_sorts_and_filters),
        UNIT(every_screen_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
