#include "rules/registration_act.h"

#include <string.h>

#include "base/words.h"

bool act_fill(struct db *db, struct act *act) {
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

const char *act_need_state(const struct act *act, struct db *db, const char *states) {
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

const char *act_need_reason(const char *reason) {
    return reason && strspn(reason, " \t\n") < strlen(reason)
               ? NULL
               : refuse(_("Give a reason; it is kept and shown."));
}

const char *act_perform(struct db *db, db_step *step, struct act *act) {
    const char *no = db_write(db, step, act);
    arena_done(&act->arena);
    return no;
}

const char *act_move(struct db *db, const struct act *act, const char *to, const char *name,
                     const char *rule) {
    return registration_move(db, &(struct move){ act->registration, act->actor, act->state, to, name,
                                                 act->code, act->reason, rule });
}

const char *act_free_seat(struct db *db, const struct act *act, const char *why) {
    const char *no = registration_settle(db, act->actor, act->session, why);
    return no ? no : registration_settle_officer(db, act->actor, act->officer, why);
}
