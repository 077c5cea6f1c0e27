#include "rules/registration.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/registration_seat.h"

/* What one act works on: filled from its arguments, then from the database inside the write. */
struct act {
    int64_t actor, registration, officer, session, structure, approvals;
    const char *code, *reason;
    char state[24];
    bool holds;
    struct registration *result;
    struct arena arena;
};

static bool fill(struct db *db, struct act *act) {
    struct query *query = db_query(
        db,
        "SELECT r.officer_id, r.session_id, o.structure_id, s.approvals, r.state, r.holds FROM registration "
        "r "
        "JOIN officer o ON o.id = r.officer_id JOIN session s ON s.id = r.session_id WHERE r.id = :id",
        with(integer("id", act->registration)));
    bool found = db_next(query);
    if (found) {
        act->officer = db_column_int(query, 0);
        act->session = db_column_int(query, 1);
        act->structure = db_column_int(query, 2);
        act->approvals = db_column_int(query, 3);
        strncpy(act->state, db_column_text(query, 4), sizeof act->state - 1);
        act->holds = db_column_int(query, 5) != 0;
    }
    db_done(query);
    return found;
}

static const char *need_state(const struct act *act, struct db *db, const char *states) {
    if (*act->state && strstr(states, act->state))
        return NULL;
    struct arena arena = { 0 };
    char *name = db_text(db, &arena, "SELECT name FROM registration_state WHERE code = :state",
                         with(text("state", act->state)));
    const char *no = refuse(_("This is not possible any more: the registration is \"%s\" now. F5 shows it."),
                            name ? _(name) : act->state);
    arena_done(&arena);
    return no;
}

static const char *need_reason(const char *reason) {
    return reason && strspn(reason, " \t\n") < strlen(reason)
               ? NULL
               : refuse(_("Give a reason; it is kept and shown."));
}

static const char *perform(struct db *db, db_step *step, struct act *act) {
    const char *no = db_write(db, step, act);
    arena_done(&act->arena);
    return no;
}

static const char *move(struct db *db, const struct act *act, const char *to, const char *name,
                        const char *rule) {
    return registration_move(db, &(struct move){ act->registration, act->actor, act->state, to, name,
                                                 act->code, act->reason, rule });
}

/* A seat may be free now: for those who wait here, and this officer may be free for another session. */
static const char *free_seat(struct db *db, const struct act *act, const char *why) {
    const char *no = registration_settle(db, act->actor, act->session, why);
    return no ? no : registration_settle_officer(db, act->actor, act->officer, why);
}

static const char *refuse_unmet(struct db *db, const struct act *act) {
    struct arena arena = { 0 };
    const struct unmet *list;
    int count = registration_unmet(db, &arena, act->officer, act->session, &list);
    struct buffer said = { 0 };
    for (int i = 0; i < count; i++)
        buffer_format(&said, "%s%s%s%s", i ? " " : "", list[i].what, *list[i].help ? " " : "", list[i].help);
    const char *no = count ? refuse("%s", said.text) : NULL;
    buffer_done(&said);
    arena_done(&arena);
    return no;
}

/* ---- asking ---- */

static const char *may_ask(struct db *db, const struct act *act) {
    if (act->actor == act->officer)
        return access_check(db, act->actor, MAY_REGISTER, 0);
    return access_check(
        db, act->actor, MAY_NOMINATE,
        db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :id", with(integer("id", act->officer))));
}

static const char *insert(struct db *db, struct act *act, const char *state) {
    const char *no =
        db_run(db,
               "INSERT INTO registration (session_id, officer_id, state, requested_at, quota_id) "
               "VALUES (:session, :officer, :state, now(), nullif(:quota, 0))",
               with(integer("session", act->session), integer("officer", act->officer), text("state", state),
                    integer("quota", registration_quota(db, act->officer, act->session))));
    act->registration = db_last_id(db);
    return no;
}

static const char *request_step(struct db *db, void *argument) {
    struct act *act = argument;
    const char *no = refuse_unmet(db, act);
    if (no)
        return no;
    act->approvals =
        db_int(db, 0, "SELECT approvals FROM session WHERE id = :id", with(integer("id", act->session)));
    no = insert(db, act, act->approvals ? "submitted" : "waitlisted");
    if (!no && act->approvals)
        no = move(db, act, "submitted", "request",
                  act->approvals == 1 ? _("the session needs one approval")
                                      : _("the session needs two approvals"));
    if (!no)
        no = registration_allocate(db, act->actor, act->session, _("a request came in"),
                                   act->approvals ? NULL
                                                  : &(struct newcomer){ act->registration, "", "request" });
    if (!no && act->result)
        *act->result = registration_read(db, act->registration);
    return no;
}

const char *registration_request(struct db *db, int64_t actor, int64_t officer, int64_t session,
                                 struct registration *made) {
    struct act act = { .actor = actor, .officer = officer, .session = session, .result = made };
    const char *no = may_ask(db, &act);
    if (!no)
        no = refuse_unmet(db, &act);
    return no ? no : perform(db, request_step, &act);
}

/* ---- deciding ---- */

static const char *may_decide(struct db *db, const struct act *act, enum capability capability) {
    if (act->actor == act->officer && act->actor != ACTOR_OWNER)
        return refuse(_("Nobody decides about their own request; another who may has to."));
    return access_check(db, act->actor, capability, act->structure);
}

static const char *endorse_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = need_state(act, db, "submitted");
    if (!no && act->approvals != 2)
        no = refuse(_("This session needs no endorsement; approve the request."));
    if (!no)
        no = may_decide(db, act, MAY_ENDORSE);
    return no ? no : move(db, act, "endorsed", "endorse", _("first of two steps"));
}

const char *registration_endorse(struct db *db, int64_t actor, int64_t registration) {
    return perform(db, endorse_step, &(struct act){ .actor = actor, .registration = registration });
}

static const char *may_approve(struct db *db, const struct act *act) {
    bool two = act->approvals == 2;
    const char *no = need_state(act, db, "submitted endorsed");
    if (!no && two && !strcmp(act->state, "submitted"))
        no = access_check(db, act->actor, MAY_ENDORSE, act->structure);
    if (!no && two && !strcmp(act->state, "submitted"))
        no = refuse(_("This session needs two steps: the request must be endorsed first."));
    if (!no)
        no = may_decide(db, act, two ? MAY_CONFIRM : MAY_APPROVE);
    if (!no &&
        db_exists(db,
                  "SELECT 1 FROM session WHERE id = :id AND (status IN ('confirmed', 'running', 'done', "
                  "'cancelled') OR starts_on <= today())",
                  with(integer("id", act->session))))
        no = refuse(
            _("The session is confirmed, has begun or was cancelled; nobody can be approved any more."));
    return no;
}

static const char *approve(struct db *db, struct act *act) {
    if (!fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = may_approve(db, act);
    char *obstacle = no ? NULL : registration_obstacle(db, &act->arena, act->officer, act->session);
    if (obstacle)
        no = refuse(_("It cannot be approved now. %s"), obstacle);
    if (no)
        return no;
    if (act->holds)
        return move(db, act, "registered", "approve", _("approved; the request held the seat"));
    no = db_run(db, "UPDATE registration SET state = 'waitlisted' WHERE id = :id",
                with(integer("id", act->registration)));
    return no ? no
              : registration_allocate(db, act->actor, act->session, _("a request was approved"),
                                      &(struct newcomer){ act->registration, act->state, "approve" });
}

static const char *approve_step(struct db *db, void *argument) {
    struct act *act = argument;
    const char *no = approve(db, act);
    if (!no && act->result)
        *act->result = registration_read(db, act->registration);
    return no;
}

const char *registration_approve(struct db *db, int64_t actor, int64_t registration,
                                 struct registration *now) {
    return perform(db, approve_step,
                   &(struct act){ .actor = actor, .registration = registration, .result = now });
}

static const char *refuse_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = need_state(act, db, "submitted endorsed waitlisted");
    if (!no)
        no = may_decide(db, act, MAY_ENDORSE);
    if (!no)
        no = move(db, act, "refused", "refuse", _("refused with a reason"));
    return no ? no : free_seat(db, act, _("a request was refused"));
}

const char *registration_refuse(struct db *db, int64_t actor, int64_t registration, const char *reason) {
    const char *no = need_reason(reason);
    return no ? no
              : perform(db, refuse_step,
                        &(struct act){ .actor = actor, .registration = registration, .reason = reason });
}

/* ---- leaving ---- */

bool registration_is_late(struct db *db, int64_t registration) {
    return db_exists(db,
                     "SELECT 1 FROM registration r JOIN session s ON s.id = r.session_id WHERE r.id = :id "
                     "AND r.state = 'registered' AND s.cancel_free_until < today()",
                     with(integer("id", registration)));
}

static const char *withdraw_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = need_state(act, db, "submitted endorsed waitlisted registered");
    if (!no && act->actor != act->officer)
        no = access_check(db, act->actor, MAY_NOMINATE, act->structure);
    if (!no &&
        !db_exists(db, "SELECT 1 FROM withdraw_reason WHERE code = :code", with(text("code", act->code))))
        no = refuse(_("Choose a reason for withdrawing."));
    if (!no && !strcmp(act->code, "other"))
        no = need_reason(act->reason);
    char *began =
        db_text(db, &act->arena, "SELECT starts_on FROM session WHERE id = :id AND starts_on <= today()",
                with(integer("id", act->session)));
    if (!no && began)
        no = refuse(_("The session began on %s; the organiser notes who came."), began);
    if (no)
        return no;
    bool late = registration_is_late(db, act->registration);
    no = move(db, act, late ? "withdrawn_late" : "withdrawn", "withdraw",
              late ? _("after the last day to withdraw freely") : _("in time"));
    return no ? no : free_seat(db, act, _("a seat became free"));
}

const char *registration_withdraw(struct db *db, int64_t actor, int64_t registration, const char *reason_code,
                                  const char *reason) {
    return perform(db, withdraw_step,
                   &(struct act){ .actor = actor,
                                  .registration = registration,
                                  .code = reason_code ? reason_code : "",
                                  .reason = reason });
}

/* ---- over the capacity ---- */

static const char *overbook_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = need_state(act, db, "waitlisted");
    if (!no)
        no = access_check(db, act->actor, MAY_OVERBOOK,
                          db_int(db, 0, "SELECT organiser_id FROM session WHERE id = :id",
                                 with(integer("id", act->session))));
    if (!no)
        no = db_run(
            db, "UPDATE registration SET overbook_by = nullif(:actor, 0), overbook_why = :why WHERE id = :id",
            with(integer("actor", act->actor), text("why", act->reason), integer("id", act->registration)));
    if (!no)
        no = move(db, act, "registered", "overbook", _("let in over the capacity, before others who wait"));
    return no ? no
              : registration_settle(db, act->actor, act->session, _("a seat was given over the capacity"));
}

const char *registration_overbook(struct db *db, int64_t actor, int64_t registration, const char *reason) {
    const char *no = need_reason(reason);
    return no ? no
              : perform(db, overbook_step,
                        &(struct act){ .actor = actor, .registration = registration, .reason = reason });
}

/* ---- several at once ---- */

struct batch {
    int64_t actor;
    const int64_t *registrations;
    int count;
    struct approvals *approvals;
    struct buffer *said;
};

static int64_t next_in_order(struct db *db, const struct batch *batch, int64_t *at, int64_t after) {
    int64_t best = 0, best_at = 0;
    for (int i = 0; i < batch->count; i++) {
        int64_t id = batch->registrations[i];
        int64_t asked = db_int(db, INT64_MAX, "SELECT requested_at FROM registration WHERE id = :id",
                               with(integer("id", id)));
        bool later = asked > *at || (asked == *at && id > after);
        if (later && (!best || asked < best_at || (asked == best_at && id < best)))
            best = id, best_at = asked;
    }
    *at = best_at;
    return best;
}

static const char *approve_all_step(struct db *db, void *argument) {
    struct batch *batch = argument;
    int64_t at = INT64_MIN, id = 0;
    while ((id = next_in_order(db, batch, &at, id))) {
        struct act act = { .actor = batch->actor, .registration = id };
        const char *no = approve(db, &act);
        if (no && batch->said)
            buffer_format(batch->said, "%s\n", no);
        if (no)
            batch->approvals->refused++;
        else if (!strcmp(registration_read(db, id).state, "registered"))
            batch->approvals->registered++;
        else
            batch->approvals->waiting++;
        arena_done(&act.arena);
    }
    return NULL;
}

const char *registration_approve_all(struct db *db, int64_t actor, const int64_t *registrations, int count,
                                     struct approvals *approvals, struct buffer *said) {
    *approvals = (struct approvals){ 0 };
    return db_write(db, approve_all_step, &(struct batch){ actor, registrations, count, approvals, said });
}
