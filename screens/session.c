#include <string.h>

#include "rules/access.h"
#include "rules/registration.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

/* What the keys of this page ask again and again; made anew when the page is written. */
struct standing {
    int64_t mine;             /* my live registration here, 0: none */
    bool edits, sees, leaves; /* leaves: may still give the place back */
    bool has_begun, is_over;
};

static const struct field fields[] = {
    { FIELD_SESSION_STATUS }, { FIELD_SEATS_MIN },     { FIELD_LANGUAGE },
    { FIELD_VENUE },          { FIELD_COUNTRY },       { FIELD_PLATFORM },
    { FIELD_ORGANISER },      { FIELD_MANAGER },       { FIELD_DOOR },
    { FIELD_APPROVALS },      { FIELD_REGISTER_FROM }, { FIELD_REGISTER_BY },
    { FIELD_CANCEL_FREE },    { FIELD_PROMOTE },       { 0 }
};

static struct standing *standing(struct session *session) {
    struct place *place = session->place;
    if (!place->data)
        place->data = arena_new(&place->arena, sizeof(struct standing));
    return place->data;
}

static const char *phase_label(const char *kind) {
    return !strcmp(kind, "independent") ? _("Own learning")
           : !strcmp(kind, "post")      ? _("Follow-up")
                                        : _("Together");
}

/* Why it will not be held, as it was told to those on its list. */
static void write_cancellation(struct session *session, struct page *page) {
    struct arena scratch = { 0 };
    page_pair(
        page, _("Cancelled"),
        db_text(session->db, &scratch,
                "SELECT e.reason FROM registration r JOIN registration_event e ON e.registration_id = r.id "
                "WHERE r.session_id = :id AND e.act = 'cancel' AND e.reason <> '' LIMIT 1",
                session_values(session, session->place)));
    arena_done(&scratch);
}

static void write_phases(struct session *session, struct page *page) {
    struct arena scratch = { 0 };
    struct query *row =
        db_query(session->db,
                 "SELECT kind, starts_on, ends_on, starts_at, ends_at, place, trainer FROM session_phase "
                 "WHERE session_id = :id ORDER BY starts_on, id",
                 session_values(session, session->place));
    int count = 0;
    for (; db_next(row); count++) {
        const char *at = details_text(row, "starts_at"), *until = details_text(row, "ends_at"),
                   *room = details_text(row, "place"), *trainer = details_text(row, "trainer");
        char *days = details_period(&scratch, details_text(row, "starts_on"), details_text(row, "ends_on"));
        page_pair(page, phase_label(details_text(row, "kind")),
                  arena_format(&scratch, "%s%s%s%s%s%s%s%s%s", days, *at ? ", " : "", at, *until ? "-" : "",
                               until, *room ? ", " : "", room, *trainer ? ", " : "", trainer));
    }
    db_done(row);
    if (!count)
        page_pair(page, _("Dates"), _("not known yet"));
    arena_done(&scratch);
}

static void write_mine(struct session *session, struct page *page) {
    struct standing *now = standing(session);
    page_heading(page, "%s", _("You"));
    struct arena scratch = { 0 };
    char *state =
        db_text(session->db, &scratch,
                "SELECT state_name || CASE WHEN position > 0 THEN ' (' || position || ')' ELSE '' END "
                "FROM my_training WHERE id = :mine",
                with(integer("mine", now->mine)));
    page_pair(page, _("State"), _(state));
    page_link(page, &place_screen, now->mine, "%s", _("Your place and how it came about"));
    arena_done(&scratch);
}

static void write_prospect(struct session *session, struct page *page) {
    struct arena scratch = { 0 };
    const struct unmet *list;
    int count = registration_unmet(session->db, &scratch, session->officer, session->place->id, &list);
    page_heading(page, "%s", count ? _("Why you cannot register now") : _("If you register now"));
    for (int i = 0; i < count; i++) {
        page_problem(page, list[i].what);
        if (*list[i].help)
            page_format(page, "  %s", list[i].help);
    }
    if (!count)
        page_text(page, registration_prospect(session->db, &scratch, session->officer, session->place->id));
    arena_done(&scratch);
}

static void write_keeping(struct session *session, struct page *page) {
    struct standing *now = standing(session);
    int64_t id = session->place->id;
    if (!now->edits && !now->sees)
        return;
    page_heading(page, "%s", _("For those who run it"));
    page_link(page, &registrations_screen, id, "%s", _("Registrations"));
    if (session->rights & MAY_NOMINATE && !now->has_begun)
        page_link(page, &nominate_screen, id, "%s", _("Nominate an officer"));
    if (now->edits)
        page_link(page, &session_edit_screen, id, "%s", _("Change the session"));
    if (now->edits && !now->is_over)
        page_link(page, &session_seats_screen, id, "%s", _("Change the number of seats"));
    if (now->edits && !now->has_begun)
        page_link(page, &session_cancel_screen, id, "%s", _("Cancel the session"));
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    struct standing *now = standing(session);
    *now = (struct standing){ 0 };
    if (!row)
        return;
    int64_t course = db_column_int(row, db_column(row, "course_id"));
    page_heading(page, "%s  %s", details_text(row, "code"), details_text(row, "title"));
    now->mine = db_column_int(row, db_column(row, "mine"));
    now->edits = db_column_int(row, db_column(row, "edits"));
    now->sees = session->rights & MAY_SEE_REGISTRATIONS;
    now->leaves = db_column_int(row, db_column(row, "leaves"));
    now->is_over =
        !strcmp(details_text(row, "status"), "done") || !strcmp(details_text(row, "status"), "cancelled");
    now->has_begun = now->is_over || !strcmp(details_text(row, "status"), "running");
    write_phases(session, page);
    page_pair(page, _("Seats"), details_text(row, "seats_text"));
    if (!strcmp(details_text(row, "status"), "cancelled"))
        write_cancellation(session, page);
    if (now->mine)
        write_mine(session, page);
    else
        write_prospect(session, page);
    page_heading(page, "%s", _("The session"));
    details_pairs(session, page, row);
    db_done(row);
    page_link(page, &course_screen, course, "%s", _("The course: what you learn and what you need"));
    write_keeping(session, page);
}

static bool is_not_registered(struct session *session) {
    return !standing(session)->mine && !standing(session)->has_begun;
}

static bool is_registered(struct session *session) {
    return standing(session)->mine;
}

static bool can_withdraw(struct session *session) {
    return standing(session)->leaves;
}

static const char *ask_register(struct session *session) {
    struct arena *arena = &session->place->arena;
    const struct unmet *list;
    if (registration_unmet(session->db, arena, session->officer, session->place->id, &list))
        return NULL;
    char *prospect = registration_prospect(session->db, arena, session->officer, session->place->id);
    return arena_format(arena, _("%s Register?"), prospect);
}

static const char *enrol(struct session *session) {
    struct registration made;
    const char *no =
        registration_request(session->db, session->officer, session->officer, session->place->id, &made);
    if (no)
        return no;
    session_refresh(session);
    if (!strcmp(made.state, "registered"))
        session_say(session, DONE, _("You have a seat."));
    else if (!strcmp(made.state, "waitlisted"))
        session_say(session, DONE, _("You are number %lld on the waiting list."), (long long)made.position);
    else
        session_say(session, DONE, _("Your request is sent; you will see here when it is decided."));
    return NULL;
}

static const char *withdraw(struct session *session) {
    return session_open(session, &withdraw_screen, standing(session)->mine);
}

static const char *my_place(struct session *session) {
    return session_open(session, &place_screen, standing(session)->mine);
}

static bool sees_list(struct session *session) {
    return standing(session)->sees || standing(session)->edits;
}

static const char *registrations(struct session *session) {
    return session_open(session, &registrations_screen, session->place->id);
}

static bool edits(struct session *session) {
    return standing(session)->edits;
}

static const char *change(struct session *session) {
    return session_open(session, &session_edit_screen, session->place->id);
}

static const struct action actions[] = {
    { .key = F10,
      .word = "register",
      .label = N_("Register"),
      .help = N_("Asks for a seat; says beforehand what will come of it, or all that stands against it."),
      .may = MAY_REGISTER,
      .possible = is_not_registered,
      .ask = ask_register,
      .act = enrol },
    { .key = F6,
      .word = "place",
      .label = N_("My place"),
      .help = N_("Explains your place in the list and what would move you up."),
      .possible = is_registered,
      .act = my_place },
    { .key = F4,
      .word = "withdraw",
      .label = N_("Withdraw"),
      .help = N_("Gives your place back, with a reason; the next in line gets it."),
      .possible = can_withdraw,
      .act = withdraw },
    { .key = F7,
      .word = "registrations",
      .label = N_("List"),
      .help = N_("Lists the registrations that you may see."),
      .may = MAY_SEE_REGISTRATIONS,
      .possible = sees_list,
      .act = registrations },
    { .key = F8,
      .word = "change",
      .label = N_("Change"),
      .help = N_("Changes the session: dates, place, door, deadlines."),
      .may = MAY_EDIT_SESSIONS,
      .possible = edits,
      .act = change },
    { 0 }
};

const struct screen session_screen = {
    .name = "session",
    .title = N_("Session"),
    .help = N_("When and where a session is held, how many seats there are, by when to register, and what "
               "happens if you register now. F10 registers you after asking."),
    .shape = PAGE,
    .needs_id = true,
    .fields = fields,
    .actions = actions,
    .query =
        "SELECT s.id, s.code, s.course_id, v.title, s.status, q.seats_text, s.seats_min, g.name AS language, "
        "s.venue, "
        "s.country, s.platform, u.name AS organiser, m.surname || ' ' || m.given_name AS manager, s.door, "
        "nullif(s.approvals, 0) AS approvals, "
        "s.register_from, s.register_by, s.cancel_free_until, s.promote_until, coalesce(r.id, 0) AS mine, "
        "coalesce(r.state IN ('submitted', 'endorsed', 'waitlisted', 'registered'), 0) "
        "AND coalesce(s.starts_on > :today, 1) AS leaves, "
        "EXISTS (SELECT 1 FROM reach e WHERE e.officer_id = :officer "
        "AND e.capability = 'edit_sessions' AND e.structure_id = s.organiser_id) AS edits "
        "FROM session s JOIN session_list q ON q.id = s.id "
        "JOIN course_version v ON v.course_id = s.course_id AND v.number = s.version "
        "JOIN structure u ON u.id = s.organiser_id LEFT JOIN officer m ON m.id = s.manager_id "
        "LEFT JOIN language g ON g.code = s.language "
        "LEFT JOIN registration r ON r.session_id = s.id AND r.officer_id = :officer "
        "AND r.state NOT IN ('withdrawn', 'withdrawn_late', 'refused', 'expired', 'session_cancelled') "
        "WHERE s.id = :id AND EXISTS (SELECT 1 FROM seen_session y WHERE y.actor_id = :officer "
        "AND y.id = s.id)",
    .write = write,
};
