/* Registration: the way to a seat, with the mistakes that other systems made as tests. */
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
#include "rules/check.h"
#include "rules/course.h"
#include "rules/officer.h"
#include "rules/registration.h"
#include "rules/training_session.h"

static struct db *db;
static struct arena arena;

static int begin(void **state) {
    (void)state;
    db = fixture_new();
    return 0;
}

static void complain(const char *sentence, void *argument) {
    (void)argument;
    print_error("%s\n", sentence);
}

/* After every test the database keeps its promises. */
static int end(void **state) {
    (void)state;
    int64_t violations = check_database(db, complain, NULL);
    db_close(db);
    arena_done(&arena);
    return violations != 0;
}

static int64_t officer(const char *badge) {
    return fixture_officer(db, badge);
}

static void fine(const char *no) {
    if (no)
        fail_msg("refused: %s", no);
}

static struct registration ask(const char *badge, int64_t session) {
    struct registration made = { 0 };
    fine(registration_request(db, officer(badge), officer(badge), session, &made));
    return made;
}

static int64_t of(const char *badge, int64_t session) {
    return db_int(
        db, 0,
        "SELECT id FROM registration WHERE session_id = :session AND officer_id = :officer ORDER BY id DESC",
        with(integer("session", session), integer("officer", officer(badge))));
}

static const char *state_of(const char *badge, int64_t session) {
    return db_text(db, &arena, "SELECT state FROM registration WHERE id = :id",
                   with(integer("id", of(badge, session))));
}

static int64_t position_of(const char *badge, int64_t session) {
    return db_int(db, -1, "SELECT position FROM registration_list WHERE id = :id",
                  with(integer("id", of(badge, session))));
}

static void withdraw(const char *badge, int64_t session) {
    fine(registration_withdraw(db, officer(badge), of(badge, session), "duty", NULL));
}

static int64_t taken(int64_t session) {
    return db_int(db, -1, "SELECT taken FROM session_seats WHERE session_id = :id",
                  with(integer("id", session)));
}

#define assert_state(badge, session, expected) assert_string_equal(state_of(badge, session), expected)

static void a_seat_then_the_waiting_list(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    assert_string_equal(ask("O1", session).state, "registered");
    struct registration second = ask("O2", session);
    assert_string_equal(second.state, "waitlisted");
    assert_int_equal(second.position, 1);
    assert_int_equal(ask("O3", session).position, 2);
    assert_int_equal(taken(session), 1);
}

static void the_twelfth_of_twelve_gets_a_seat(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "12", NULL);
    char badge[16];
    for (int i = 1; i <= 13; i++) {
        snprintf(badge, sizeof badge, "X%d", i);
        fixture_make_officer(db, badge);
        assert_string_equal(ask(badge, session).state, i <= 12 ? "registered" : "waitlisted");
    }
}

static void no_limit_and_no_seats(void **state) {
    (void)state;
    int64_t any = fixture_session(db, "ANY", "", NULL);
    int64_t none =
        fixture_session(db, "NONE", "0", with(text("contact_from", "2027-03-01"), text("contact_to", "")));
    assert_string_equal(ask("O1", any).state, "registered");
    assert_string_equal(ask("O2", any).state, "registered");
    assert_non_null(strstr(registration_prospect(db, &arena, officer("O1"), none), "no seats yet"));
    assert_string_equal(ask("O1", none).state, "waitlisted");
    assert_non_null(strstr(registration_place(db, &arena, of("O1", none)), "no seats yet"));
}

static void all_that_fails_is_named(void **state) {
    (void)state;
    int64_t session =
        fixture_session(db, "S", "5", with(text("course", "DRG-P1"), text("register_by", "2026-11-23")));
    const struct unmet *list;
    assert_int_equal(registration_unmet(db, &arena, officer("PLAIN"), session, &list), 5);
    static const char *const codes[] = { "window", "language", "level", "clearance", "profile" };
    for (int i = 0; i < 5; i++)
        assert_string_equal(list[i].code, codes[i]);
    const char *no = registration_request(db, officer("PLAIN"), officer("PLAIN"), session, NULL);
    refused(no, "closed on 2026-11-23");
    refused(no, "English at level B1");
    refused(no, "Drug trafficking");
    refused(no, "Restricted");
    refused(no, "Criminal investigator or Intelligence analyst");
    assert_int_equal(of("PLAIN", session), 0);
}

static void the_suspended_and_the_late_are_refused(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "5", NULL);
    refused(registration_request(db, officer("SUSI"), officer("SUSI"), session, NULL), "suspended");
    int64_t early = fixture_session(db, "E", "5", with(text("register_from", "2026-12-01")));
    refused(registration_request(db, officer("O1"), officer("O1"), early, NULL), "opens on 2026-12-01");
    int64_t draft = fixture_session(db, "D", "5", with(text("status", "draft")));
    refused(registration_request(db, officer("O1"), officer("O1"), draft, NULL), "being planned");
    int64_t begun = fixture_session(db, "B", "5", with(text("contact_from", "2026-11-23")));
    refused(registration_request(db, officer("O1"), officer("O1"), begun, NULL), "began on 2026-11-23");
    int64_t goes_on = fixture_session(
        db, "G", "5", with(text("contact_from", "2026-11-23"), text("register_by", "2026-12-01")));
    assert_string_equal(ask("O1", goes_on).state, "registered");
    assert_true(
        db_exists(db, "SELECT 1 FROM session_open WHERE session_id = :id", with(integer("id", goes_on))));
    fixture_save(db, course_put, with(text("code", "DRG-A1"), text("status", "draft")));
    refused(registration_request(db, officer("O2"), officer("O2"), goes_on, NULL), "still a draft");
}

static void nobody_is_on_the_list_twice(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "5", NULL);
    ask("O1", session);
    refused(registration_request(db, officer("O1"), officer("O1"), session, NULL), "already");
    withdraw("O1", session);
    assert_string_equal(ask("O1", session).state, "registered");
}

static void clashing_days_are_refused(void **state) {
    (void)state;
    int64_t one = fixture_session(db, "ONE", "5", NULL);
    int64_t other = fixture_session(
        db, "TWO", "5", with(text("contact_from", "2027-02-03"), text("contact_to", "2027-02-04")));
    int64_t later = fixture_session(
        db, "THREE", "5", with(text("contact_from", "2027-02-04"), text("contact_to", "2027-02-05")));
    ask("O1", one);
    refused(registration_request(db, officer("O1"), officer("O1"), other, NULL), "clash");
    assert_string_equal(ask("O1", later).state, "registered");
}

/* A promoted person keeps the agreement that the session needed: F2F made them ask again. */
static void promotion_after_approval_is_a_seat(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    struct registration now;
    assert_string_equal(ask("O1", session).state, "submitted");
    assert_string_equal(ask("O2", session).state, "submitted");
    fine(registration_approve(db, officer("HASAN"), of("O1", session), &now));
    assert_string_equal(now.state, "registered");
    fine(registration_approve(db, officer("HASAN"), of("O2", session), &now));
    assert_string_equal(now.state, "waitlisted");
    withdraw("O1", session);
    assert_state("O2", session, "registered");
}

static void approving_many_never_oversells(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    ask("O1", session), ask("O2", session), ask("O3", session);
    withdraw("O3", session);
    int64_t ids[] = { of("O3", session), of("O2", session), of("O1", session) };
    struct approvals approvals;
    struct buffer said = { 0 };
    fine(registration_approve_all(db, officer("HASAN"), ids, 3, &approvals, &said));
    assert_int_equal(approvals.registered, 1);
    assert_int_equal(approvals.waiting, 1);
    assert_int_equal(approvals.refused, 1);
    assert_state("O1", session, "registered"); /* in the order of requests, not of the list given */
    assert_non_null(strstr(said.text, "Withdrawn"));
    buffer_done(&said);
}

static void a_late_approval_keeps_the_first_place(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    ask("O1", session), ask("O2", session), ask("O3", session);
    fine(registration_approve(db, officer("HASAN"), of("O1", session), NULL));
    fine(registration_approve(db, officer("HASAN"), of("O3", session), NULL));
    assert_int_equal(position_of("O3", session), 1);
    fine(registration_approve(db, officer("HASAN"), of("O2", session), NULL));
    assert_int_equal(position_of("O2", session), 1);
    assert_int_equal(position_of("O3", session), 2);
}

static void two_steps_need_two_people(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "2")));
    ask("O1", session);
    refused(registration_approve(db, officer("LEYLA"), of("O1", session), NULL), "endorsed first");
    refused(registration_endorse(db, officer("O2"), of("O1", session)), "HASAN");
    fine(registration_endorse(db, officer("HASAN"), of("O1", session)));
    refused(registration_approve(db, officer("HASAN"), of("O1", session), NULL), "LEYLA");
    fine(registration_approve(db, officer("LEYLA"), of("O1", session), NULL));
    assert_state("O1", session, "registered");
}

static void nobody_decides_about_themselves(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    ask("HASAN", session);
    refused(registration_approve(db, officer("HASAN"), of("HASAN", session), NULL), "own request");
    fine(registration_approve(db, officer("LEYLA"), of("HASAN", session), NULL));
}

static void the_first_who_asked_moves_up(void **state) {
    (void)state;
    static const char *const order[] = { "O7", "O2", "O9", "O4", "O1", "O8", "O3", "O6", "O5" };
    int64_t session = fixture_session(db, "S", "1", NULL);
    for (int i = 0; i < 9; i++)
        ask(order[i], session);
    for (int i = 0; i < 8; i++) {
        assert_state(order[i], session, "registered");
        assert_int_equal(position_of(order[i + 1], session), 1);
        withdraw(order[i], session);
    }
    assert_int_equal(taken(session), 1);
}

/* BOOK899: more seats must not let in who was never approved. */
static void more_seats_do_not_approve(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    ask("O1", session), ask("O2", session);
    fine(registration_approve(db, officer("HASAN"), of("O1", session), NULL));
    fine(training_session_seats(db, officer("LEYLA"), session, 5, "a bigger hall"));
    assert_state("O2", session, "submitted");
}

static void a_newcomer_does_not_overtake(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("promote_until", "2026-11-23")));
    ask("O1", session), ask("O2", session);
    withdraw("O1", session);
    assert_state("O2", session, "waitlisted"); /* moving up by itself is over */
    assert_string_equal(ask("O3", session).state, "waitlisted");
    assert_int_equal(taken(session), 0);
    fixture_session(db, "S", "1", with(text("promote_until", "2027-01-31")));
    assert_state("O2", session, "registered");
}

static void a_request_holds_a_seat_only_where_it_should(void **state) {
    (void)state;
    int64_t holding = fixture_session(db, "H", "1", with(text("approvals", "1"), text("pending_holds", "1")));
    ask("O1", holding), ask("O2", holding);
    assert_int_equal(taken(holding), 1);
    fine(registration_approve(db, officer("HASAN"), of("O2", holding), NULL));
    assert_state("O2", holding, "waitlisted");
    fine(registration_refuse(db, officer("HASAN"), of("O1", holding), "not released"));
    assert_state("O2", holding, "registered");

    int64_t free = fixture_session(
        db, "F", "1",
        with(text("approvals", "1"), text("contact_from", "2027-04-01"), text("contact_to", "2027-04-02")));
    ask("O1", free);
    assert_int_equal(taken(free), 0);
}

/* pretix 1163: who moved up and left is not offered again, the seat goes on. */
static void who_left_is_not_asked_again(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    withdraw("O1", session);
    withdraw("O2", session);
    assert_state("O3", session, "registered");
    assert_state("O2", session, "withdrawn");
}

/* pretix 1238: a seat over the capacity that goes frees nothing. */
static void an_overbooked_seat_frees_nothing(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    refused(registration_overbook(db, officer("HASAN"), of("O3", session), "needed"), "LEYLA");
    refused(registration_overbook(db, officer("LEYLA"), of("O3", session), " "), "reason");
    fine(registration_overbook(db, officer("LEYLA"), of("O3", session), "will teach it"));
    assert_int_equal(taken(session), 2);
    withdraw("O1", session);
    assert_int_equal(taken(session), 1);
    assert_state("O2", session, "waitlisted");
    withdraw("O3", session);
    assert_state("O2", session, "registered");
}

static void fewer_then_more_seats_lose_nobody(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "3", NULL);
    for (char badge[] = "O1"; badge[1] <= '6'; badge[1]++)
        ask(badge, session);
    fine(training_session_seats(db, officer("LEYLA"), session, 1, "a smaller room"));
    assert_int_equal(taken(session), 3);
    withdraw("O1", session);
    assert_int_equal(taken(session), 2);
    fine(training_session_seats(db, officer("LEYLA"), session, 4, "the hall after all"));
    assert_int_equal(taken(session), 4);
    assert_state("O4", session, "registered");
    assert_state("O5", session, "registered");
    assert_int_equal(position_of("O6", session), 1);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM registration WHERE overbook_why <> ''", NULL), 0);
}

static void a_preview_names_who_moves_and_changes_nothing(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    const char *lines = NULL;
    int64_t events = db_int(db, 0, "SELECT count(*) FROM registration_event", NULL);
    fine(training_session_preview(db, officer("LEYLA"), session, 2, &arena, &lines));
    assert_non_null(strstr(lines, "O2 Nərmin (O2) moves up"));
    assert_null(strstr(lines, "O3"));
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM registration_event", NULL), events);
    assert_state("O2", session, "waitlisted");
}

static void days_taken_away_and_given_again_keep_the_order(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    fixture_session(db, "S", "1", with(text("contact_from", ""), text("contact_to", "")));
    withdraw("O1", session);
    assert_state("O2", session, "waitlisted");
    assert_string_equal(ask("O4", session).state, "waitlisted");
    fixture_session(db, "S", "1", NULL);
    assert_state("O2", session, "registered");
    assert_int_equal(position_of("O3", session), 1);
    assert_int_equal(position_of("O4", session), 2);
}

static void quotas_are_caps_and_their_full_ones_block_nobody_else(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "3", NULL);
    fine(training_session_quota(db, officer("LEYLA"), session, fixture_structure(db, "AZ-SCC-XAC"), "1"));
    assert_string_equal(ask("O1", session).state, "registered");
    assert_string_equal(ask("O2", session).state, "waitlisted");
    assert_string_equal(ask("GIA", session).state, "registered");
    char *place = registration_place(db, &arena, of("O2", session));
    assert_non_null(strstr(place, "quota"));
    assert_non_null(strstr(place, "number 1 of 1"));
    fine(training_session_quota(db, officer("LEYLA"), session, fixture_structure(db, "AZ-SCC-XAC"), "2"));
    assert_state("O2", session, "registered");
    fine(training_session_quota(db, officer("LEYLA"), session, fixture_structure(db, "AZ-SCC-XAC"), "1"));
    assert_state("O2", session, "registered");
}

/* Who cannot take the seat is passed over, told why, keeps the place, and gets the next one. */
static void the_blocked_are_passed_over_and_keep_their_place(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    int64_t clash = fixture_session(db, "CLASH", "5", NULL);
    ask("O1", session), ask("O2", session), ask("O3", session);
    ask("O2", clash);
    withdraw("O1", session);
    assert_state("O3", session, "registered");
    assert_int_equal(position_of("O2", session), 1);
    char *place = registration_place(db, &arena, of("O2", session));
    assert_non_null(strstr(place, "passed over"));
    assert_non_null(strstr(place, "CLASH"));
    withdraw("O3", session);
    assert_int_equal(taken(session), 0);
    withdraw("O2", clash); /* the clash is gone: the seat comes at once */
    assert_state("O2", session, "registered");
}

static void a_changed_profile_moves_up(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session);
    fixture_save(db, officer_put, with(text("badge", "O2"), text("status", "suspended")));
    withdraw("O1", session);
    assert_state("O2", session, "waitlisted");
    fixture_save(db, officer_put, with(text("badge", "O2"), text("status", "active")));
    assert_state("O2", session, "registered");
}

static void withdrawing_late_is_marked_and_after_the_start_refused(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("cancel_free_until", "2026-11-23")));
    ask("O1", session), ask("O2", session);
    assert_true(registration_is_late(db, of("O1", session)));
    assert_false(registration_is_late(db, of("O2", session)));
    withdraw("O2", session);
    assert_state("O2", session, "withdrawn");
    withdraw("O1", session);
    assert_state("O1", session, "withdrawn_late");
    ask("O3", session);
    refused(registration_withdraw(db, officer("O3"), of("O3", session), "no such", NULL), "reason");
    refused(registration_withdraw(db, officer("O3"), of("O3", session), "other", ""), "reason");
    refused(registration_withdraw(db, officer("O4"), of("O3", session), "duty", NULL), "rights");
    setenv("TOPCOP_NOW", "2027-02-01T08:00", 1);
    refused(registration_withdraw(db, officer("O3"), of("O3", session), "duty", NULL), "began on 2027-02-01");
}

static void cancelling_leaves_no_seat(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    ask("O1", session), ask("O2", session);
    refused(training_session_cancel(db, officer("O1"), session, "x"), "rights");
    fine(training_session_cancel(db, officer("LEYLA"), session, "the trainer is ill"));
    assert_state("O1", session, "session_cancelled");
    assert_state("O2", session, "session_cancelled");
    assert_int_equal(taken(session), 0);
    refused(registration_request(db, officer("O3"), officer("O3"), session, NULL), "cancelled");
}

static void confirming_ends_open_requests(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", with(text("approvals", "1")));
    ask("O1", session);
    fixture_session(db, "S", "1", with(text("approvals", "1"), text("status", "confirmed")));
    assert_state("O1", session, "expired");
    refused(registration_approve(db, officer("HASAN"), of("O1", session), NULL), "Expired");
}

static void another_way_of_approval_changes_nobody(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "2", NULL);
    ask("O1", session);
    fixture_session(db, "S", "2", with(text("approvals", "2")));
    assert_state("O1", session, "registered");
    ask("O2", session);
    fixture_session(db, "S", "2", with(text("approvals", "0")));
    assert_state("O2", session, "submitted");
    fine(registration_approve(db, officer("HASAN"), of("O2", session), NULL));
    assert_state("O2", session, "registered");
}

static void scope_is_kept_below_the_screens(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "2", with(text("approvals", "1")));
    refused(registration_request(db, officer("O1"), officer("O2"), session, NULL), "HASAN");
    fine(registration_request(db, officer("HASAN"), officer("O2"), session, NULL));
    ask("GIA", session);
    refused(registration_approve(db, officer("HASAN"), of("GIA", session), NULL), "not among your rights");
    refused(registration_refuse(db, officer("HASAN"), of("O2", session), ""), "reason");
}

static void imports_take_the_same_way(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "1", NULL);
    int64_t old = fixture_session(
        db, "OLD", "1",
        with(text("contact_from", "2026-10-01"), text("contact_to", ""), text("status", "done")));
    const char *badges[] = { "O1", "O2", "O3" };
    for (int i = 0; i < 3; i++) {
        fixture_save(db, registration_put,
                     with(text("session", "S"), text("badge", badges[i]), text("requested", "today-9")));
        fixture_save(db, registration_put,
                     with(text("session", "OLD"), text("badge", badges[i]), text("state", "attended")));
        fixture_save(db, registration_put, with(text("session", "S"), text("badge", badges[i])));
    }
    assert_int_equal(taken(session), 1);
    assert_int_equal(position_of("O3", session), 2);
    assert_int_equal(taken(old), 3);
    const struct unmet *list;
    int64_t practice = fixture_session(
        db, "P", "1",
        with(text("course", "DRG-P1"), text("contact_from", "2027-05-01"), text("contact_to", "")));
    assert_int_equal(registration_unmet(db, &arena, officer("O1"), practice, &list),
                     0); /* has attended DRG, level 1 */
}

static void every_state_is_imported_once(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "5", NULL);
    static const char *const states[] = { "refused",        "expired",   "session_cancelled", "withdrawn",
                                          "withdrawn_late", "submitted", "endorsed" };
    const char *const badges[] = { "O1", "O2", "O3", "O4", "O5", "O6", "O7" };
    for (int again = 0; again < 2; again++)
        for (int i = 0; i < 7; i++)
            fixture_save(db, registration_put,
                         with(text("session", "S"), text("badge", badges[i]), text("state", states[i])));
    for (int i = 0; i < 7; i++)
        assert_state(badges[i], session, states[i]);
    assert_int_equal(db_int(db, 0, "SELECT count(*) FROM registration WHERE session_id = :id",
                            with(integer("id", session))),
                     7);
}

static void replayed_events_give_the_table(void **state) {
    (void)state;
    int64_t session = fixture_session(db, "S", "2", NULL);
    for (char badge[] = "O1"; badge[1] <= '6'; badge[1]++)
        ask(badge, session);
    withdraw("O1", session), withdraw("O5", session);
    assert_false(
        db_exists(db,
                  "SELECT 1 FROM registration r WHERE state <> (SELECT to_state FROM registration_event e "
                  "WHERE e.registration_id = r.id ORDER BY id DESC LIMIT 1)",
                  NULL));
}

/* Every act in every state: allowed exactly where the table of transitions says so. */
enum { ENDORSE, APPROVE, REFUSE, WITHDRAW, OVERBOOK, ACTS };
static const char *const act_names[ACTS] = { "endorse", "approve", "refuse", "withdraw", "overbook" };

static const char *do_act(int act, int64_t id) {
    switch (act) {
    case ENDORSE:
        return registration_endorse(db, officer("HASAN"), id);
    case APPROVE:
        return registration_approve(db, officer("LEYLA"), id, NULL);
    case REFUSE:
        return registration_refuse(db, officer("HASAN"), id, "no");
    case WITHDRAW:
        return registration_withdraw(db, officer("O1"), id, "duty", NULL);
    default:
        return registration_overbook(db, officer("LEYLA"), id, "needed");
    }
}

static const char *force_step(struct db *own, void *argument) {
    const struct db_value *values = argument;
    const char *no = db_run(own, "UPDATE registration SET state = :state WHERE id = :id", values);
    return no ? no
              : db_run(own,
                       "INSERT INTO registration_transition VALUES ('submitted', :state, 'force') "
                       "ON CONFLICT DO NOTHING",
                       values);
}

static const char *force_event_step(struct db *own, void *argument) {
    return db_run(own,
                  "INSERT INTO registration_event (registration_id, at, from_state, to_state, act) "
                  "VALUES (:id, now(), 'submitted', :state, 'force')",
                  argument);
}

static void every_act_in_every_state(void **state) {
    (void)state;
    static const char *const states[] = { "submitted",      "endorsed", "registered", "waitlisted",
                                          "attended",       "partial",  "no_show",    "withdrawn",
                                          "withdrawn_late", "refused",  "expired",    "session_cancelled" };
    char code[32], day[32];
    for (int act = 0; act < ACTS; act++)
        for (int s = 0; s < 12; s++) {
            snprintf(code, sizeof code, "P%d-%d", act, s);
            snprintf(day, sizeof day, "2027-%02d-%02d", act + 3, s + 1);
            int64_t session = fixture_session(
                db, code, "9",
                with(text("approvals", "2"), text("contact_from", day), text("contact_to", "")));
            int64_t id = ask("O1", session).id;
            struct db_value values[] = { integer("id", id), text("state", states[s]), { 0 } };
            if (s) {
                fine(db_write(db, force_step, values));
                fine(db_write(db, force_event_step, values));
            }
            bool listed =
                db_exists(db, "SELECT 1 FROM registration_transition WHERE from_state = :from AND act = :act",
                          with(text("from", states[s]), text("act", act_names[act])));
            if (act == APPROVE && s == 0)
                listed = false; /* this session needs two steps */
            const char *no = do_act(act, id);
            if (listed != !no)
                fail_msg("%s when %s: %s", act_names[act], states[s], no ? no : "allowed");
            if (no)
                assert_string_equal(state_of("O1", session), states[s]);
            fine(db_write(db, force_step,
                          (struct db_value[]){ integer("id", id), text("state", "withdrawn"), { 0 } }));
            fine(db_write(db, force_event_step,
                          (struct db_value[]){ integer("id", id), text("state", "withdrawn"), { 0 } }));
        }
}

int main(void) {
#define with_database(test) cmocka_unit_test_setup_teardown(test, begin, end)
    const struct CMUnitTest tests[] = {
        with_database(a_seat_then_the_waiting_list),
        with_database(the_twelfth_of_twelve_gets_a_seat),
        with_database(no_limit_and_no_seats),
        with_database(all_that_fails_is_named),
        with_database(the_suspended_and_the_late_are_refused),
        with_database(nobody_is_on_the_list_twice),
        with_database(clashing_days_are_refused),
        with_database(promotion_after_approval_is_a_seat),
        with_database(approving_many_never_oversells),
        with_database(a_late_approval_keeps_the_first_place),
        with_database(two_steps_need_two_people),
        with_database(nobody_decides_about_themselves),
        with_database(the_first_who_asked_moves_up),
        with_database(more_seats_do_not_approve),
        with_database(a_newcomer_does_not_overtake),
        with_database(a_request_holds_a_seat_only_where_it_should),
        with_database(who_left_is_not_asked_again),
        with_database(an_overbooked_seat_frees_nothing),
        with_database(fewer_then_more_seats_lose_nobody),
        with_database(a_preview_names_who_moves_and_changes_nothing),
        with_database(days_taken_away_and_given_again_keep_the_order),
        with_database(quotas_are_caps_and_their_full_ones_block_nobody_else),
        with_database(the_blocked_are_passed_over_and_keep_their_place),
        with_database(a_changed_profile_moves_up),
        with_database(withdrawing_late_is_marked_and_after_the_start_refused),
        with_database(cancelling_leaves_no_seat),
        with_database(confirming_ends_open_requests),
        with_database(another_way_of_approval_changes_nobody),
        with_database(scope_is_kept_below_the_screens),
        with_database(imports_take_the_same_way),
        with_database(every_state_is_imported_once),
        with_database(replayed_events_give_the_table),
    };
    /* forces states that no way leads to, so the promises are not checked after it */
    const struct CMUnitTest pairs[] = { cmocka_unit_test_setup(every_act_in_every_state, begin) };
    return cmocka_run_group_tests(tests, NULL, NULL) + cmocka_run_group_tests(pairs, NULL, NULL);
}
