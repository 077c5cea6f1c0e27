/* Deciding about requests: endorse, approve, refuse, one or several. */
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/registration_act.h"

static const char *may_decide(struct db *db, const struct act *act, enum capability capability) {
    if (act->actor == act->officer && act->actor != ACTOR_OWNER)
        return refuse(_("Nobody decides about their own request; another who may has to."));
    return access_check(db, act->actor, capability, act->structure);
}

static const char *endorse_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!act_fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = act_need_state(act, db, "submitted");
    if (!no && act->approvals != 2)
        no = refuse(_("This session needs no endorsement; approve the request."));
    if (!no)
        no = may_decide(db, act, MAY_ENDORSE);
    return no ? no : act_move(db, act, "endorsed", "endorse", _("first of two steps"));
}

const char *registration_endorse(struct db *db, int64_t actor, int64_t registration) {
    return act_perform(db, endorse_step, &(struct act){ .actor = actor, .registration = registration });
}

static const char *may_approve(struct db *db, const struct act *act) {
    bool two = act->approvals == 2;
    const char *no = act_need_state(act, db, "submitted endorsed");
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
    if (!act_fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = may_approve(db, act);
    char *obstacle = no ? NULL : registration_obstacle(db, &act->arena, act->officer, act->session);
    if (obstacle)
        no = refuse(_("It cannot be approved now. %s"), obstacle);
    if (no)
        return no;
    if (act->holds)
        return act_move(db, act, "registered", "approve", _("approved; the request held the seat"));
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
    return act_perform(db, approve_step,
                       &(struct act){ .actor = actor, .registration = registration, .result = now });
}

static const char *refuse_step(struct db *db, void *argument) {
    struct act *act = argument;
    if (!act_fill(db, act))
        return refuse(_("There is no such registration."));
    const char *no = act_need_state(act, db, "submitted endorsed waitlisted");
    if (!no)
        no = may_decide(db, act, MAY_ENDORSE);
    if (!no)
        no = act_move(db, act, "refused", "refuse", _("refused with a reason"));
    return no ? no : act_free_seat(db, act, _("a request was refused"));
}

const char *registration_refuse(struct db *db, int64_t actor, int64_t registration, const char *reason) {
    const char *no = act_need_reason(reason);
    return no ? no
              : act_perform(db, refuse_step,
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
