#include "rules/registration.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/registration_act.h"

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
        no = act_move(db, act, "submitted", "request",
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
    return no ? no : act_perform(db, request_step, &act);
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
    if (!act_fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = act_need_state(act, db, "submitted endorsed waitlisted registered");
    if (!no && act->actor != act->officer)
        no = access_check(db, act->actor, MAY_NOMINATE, act->structure);
    if (!no &&
        !db_exists(db, "SELECT 1 FROM withdraw_reason WHERE code = :code", with(text("code", act->code))))
        no = refuse(_("Choose a reason for withdrawing."));
    if (!no && !strcmp(act->code, "other"))
        no = act_need_reason(act->reason);
    char *began =
        db_text(db, &act->arena, "SELECT starts_on FROM session WHERE id = :id AND starts_on <= today()",
                with(integer("id", act->session)));
    if (!no && began)
        no = refuse(_("The session began on %s; the organiser notes who came."), began);
    if (no)
        return no;
    bool late = registration_is_late(db, act->registration);
    no = act_move(db, act, late ? "withdrawn_late" : "withdrawn", "withdraw",
                  late ? _("after the last day to withdraw freely") : _("in time"));
    return no ? no : act_free_seat(db, act, _("a seat became free"));
}

const char *registration_withdraw(struct db *db, int64_t actor, int64_t registration, const char *reason_code,
                                  const char *reason) {
    return act_perform(db, withdraw_step,
                       &(struct act){ .actor = actor,
                                      .registration = registration,
                                      .code = reason_code ? reason_code : "",
                                      .reason = reason });
}

/* ---- over the capacity ---- */

static const char *overbook_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!act_fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = act_need_state(act, db, "waitlisted");
    if (!no)
        no = access_check(db, act->actor, MAY_OVERBOOK,
                          db_int(db, 0, "SELECT organiser_id FROM session WHERE id = :id",
                                 with(integer("id", act->session))));
    if (!no)
        no = db_run(
            db, "UPDATE registration SET overbook_by = nullif(:actor, 0), overbook_why = :why WHERE id = :id",
            with(integer("actor", act->actor), text("why", act->reason), integer("id", act->registration)));
    if (!no)
        no = act_move(db, act, "registered", "overbook",
                      _("let in over the capacity, before others who wait"));
    return no ? no
              : registration_settle(db, act->actor, act->session, _("a seat was given over the capacity"));
}

const char *registration_overbook(struct db *db, int64_t actor, int64_t registration, const char *reason) {
    const char *no = act_need_reason(reason);
    return no ? no
              : act_perform(db, overbook_step,
                            &(struct act){ .actor = actor, .registration = registration, .reason = reason });
}
