#include "rules/role.h"

#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/role_act.h"

static REFUSAL need_reason(const char *why) {
    return why && strspn(why, " \t\n") < strlen(why) ? NULL
                                                     : refuse(_("Give a reason; it is kept with the role."));
}

/* ---- who may ---- */

bool role_may_grant(struct db *db, int64_t actor, const char *role, int64_t structure) {
    return actor == ACTOR_OWNER ||
           db_exists(db,
                     "SELECT 1 FROM reach WHERE officer_id = :actor AND structure_id = :structure "
                     "AND capability IN ('administer', 'grant ' || :role)",
                     with(integer("actor", actor), integer("structure", structure), text("role", role)));
}

const char *role_check_grant(struct db *db, int64_t actor, const char *role, int64_t structure) {
    if (role_may_grant(db, actor, role, structure))
        return NULL;
    struct arena arena = { 0 };
    char *name = db_text(db, &arena,
                         "SELECT r.code || '@' || s.code FROM role r JOIN structure s ON s.id = :structure "
                         "WHERE r.code = :role",
                         with(integer("structure", structure), text("role", role)));
    const char *no = refuse(_("The role %s is not among those you may grant or take; an administrator can, "
                              "and for heads, contacts, trainers and organisers the coordinator."),
                            name ? name : role);
    access_keep(actor, "grant", structure, no);
    arena_done(&arena);
    return no;
}

bool role_may_delegate(struct db *db, int64_t actor, int64_t grant) {
    return db_exists(
        db,
        "SELECT 1 FROM role_grant WHERE id = :grant AND officer_id = :actor AND ended_at IS NULL "
        "AND delegated_from IS NULL AND coalesce(valid_to, '9999') >= today()",
        with(integer("grant", grant), integer("actor", actor)));
}

/* Reads who holds what; false: there is no such grant, or it has ended. */
static bool fill(struct db *db, int64_t grant, struct role_act *act, struct arena *arena) {
    struct query *query =
        db_query(db,
                 "SELECT officer_id, role, structure_id, coalesce(delegated_from, 0) FROM role_grant "
                 "WHERE id = :grant AND ended_at IS NULL AND coalesce(valid_to, '9999') >= today()",
                 with(integer("grant", grant)));
    bool found = db_next(query);
    if (found) {
        act->grant = grant;
        act->officer = db_column_int(query, 0);
        act->role = arena_copy(arena, db_column_text(query, 1));
        act->structure = db_column_int(query, 2);
        act->from_grant = db_column_int(query, 3);
    }
    db_done(query);
    return found;
}

/* What is lent is given back by the substitute, or taken back by whom it is lent from. */
static bool is_of_the_lending(struct db *db, const struct role_act *act) {
    return act->from_grant &&
           (act->officer == act->actor ||
            db_exists(db, "SELECT 1 FROM role_grant WHERE id = :grant AND officer_id = :actor",
                      with(integer("grant", act->from_grant), integer("actor", act->actor))));
}

bool role_may_end(struct db *db, int64_t actor, int64_t grant) {
    struct arena arena = { 0 };
    struct role_act act = { .actor = actor };
    bool may = fill(db, grant, &act, &arena) &&
               (is_of_the_lending(db, &act) || role_may_grant(db, actor, act.role, act.structure));
    arena_done(&arena);
    return may;
}

const char *role_check_account(struct db *db, int64_t actor, int64_t officer) {
    if (actor == ACTOR_OWNER || actor == officer)
        return NULL;
    const char *no = access_check(
        db, actor, MAY_EDIT_OFFICERS,
        db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :id", with(integer("id", officer))));
    struct query *query = db_query(db,
                                   "SELECT role, structure_id FROM role_grant WHERE officer_id = :officer "
                                   "AND ended_at IS NULL AND coalesce(valid_to, '9999') >= today()",
                                   with(integer("officer", officer)));
    while (!no && db_next(query))
        no = role_check_grant(db, actor, db_column_text(query, 0), db_column_int(query, 1));
    db_done(query);
    return no;
}

bool role_holds(struct db *db, int64_t officer, const char *role, int64_t structure) {
    return db_exists(db,
                     "SELECT 1 FROM role_now WHERE officer_id = :officer AND role = :role "
                     "AND structure_id = :structure",
                     with(integer("officer", officer), text("role", role), integer("structure", structure)));
}

/* ---- granting and lending ---- */

static REFUSAL read_days(struct role_act *act, const char *from, const char *to) {
    char today[CLOCK_DAY];
    clock_today(today);
    clock_today(act->from);
    if (from && *from && !clock_read_day(from, act->from))
        return refuse(_("\"%s\" is no day; one looks like %s or +7."), from, today);
    if (to && *to && !clock_read_day(to, act->to))
        return refuse(_("\"%s\" is no day; one looks like %s or +7."), to, today);
    if (*act->to && (strcmp(act->to, act->from) < 0 || strcmp(act->to, today) < 0))
        return refuse(_("The last day, %s, is past or before the first one."), act->to);
    return NULL;
}

static REFUSAL check_officer(struct db *db, const struct role_act *act) {
    if (act->officer == act->actor)
        return refuse("%s", _(ROLE_TO_ONESELF));
    if (!db_exists(db, "SELECT 1 FROM officer WHERE id = :officer AND status = 'active'",
                   with(integer("officer", act->officer))))
        return refuse(_("Only an active officer can have a role; this one is suspended or unknown."));
    if (db_exists(db,
                  "SELECT 1 FROM role_grant WHERE officer_id = :officer AND role = :role AND structure_id = "
                  ":structure AND ended_at IS NULL AND valid_from <= coalesce(nullif(:to, ''), '9999') "
                  "AND coalesce(valid_to, '9999') >= :from",
                  with(integer("officer", act->officer), text("role", act->role),
                       integer("structure", act->structure), text("from", act->from), text("to", act->to))))
        return refuse(_("This officer has the role there already, for some of these days; end it first, or "
                        "choose other days."));
    return NULL;
}

const char *role_insert(struct db *db, struct role_act *act) {
    const char *no = db_run(
        db,
        "INSERT INTO role_grant (officer_id, role, structure_id, valid_from, valid_to, why, granted_by, "
        "granted_at, delegated_from) VALUES (:officer, :role, :structure, :from, nullif(:to, ''), :why, "
        "nullif(:actor, 0), now(), nullif(:lent, 0))",
        with(integer("officer", act->officer), text("role", act->role), integer("structure", act->structure),
             text("from", act->from), text("to", act->to), text("why", act->why),
             integer("actor", act->actor), integer("lent", act->from_grant)));
    act->id = db_last_id(db);
    return no;
}

static const char *grant_step(struct db *db, void *argument) {
    struct role_act *act = argument;
    int64_t serves = db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :officer",
                            with(integer("officer", act->officer)));
    if (!db_exists(db, "SELECT 1 FROM role WHERE code = :role", with(text("role", act->role))))
        return refuse(_("There is no role \"%s\"."), act->role);
    if (!db_exists(db, "SELECT 1 FROM structure WHERE id = :id AND coalesce(valid_to, '9999') >= today()",
                   with(integer("id", act->structure))))
        return refuse(_("A role is granted on a structure that is in use; this one is closed or unknown."));
    const char *no = role_check_grant(db, act->actor, act->role, act->structure);
    if (!no && act->actor != ACTOR_OWNER && serves)
        no = access_check(db, act->actor, MAY_SEE_OFFICERS, serves);
    if (!no)
        no = check_officer(db, act);
    return no ? no : role_insert(db, act);
}

const char *role_grant(struct db *db, int64_t actor, const struct role_wish *wish, int64_t *id) {
    struct role_act act = { .actor = actor,
                            .officer = wish->officer,
                            .structure = wish->structure,
                            .role = wish->role ? wish->role : "",
                            .why = wish->why };
    const char *no = need_reason(wish->why);
    if (!no)
        no = read_days(&act, wish->from, wish->to);
    if (!no)
        no = db_write(db, grant_step, &act);
    if (id)
        *id = act.id;
    return no;
}

static const char *delegate_step(struct db *db, void *argument) {
    struct role_act *act = argument;
    int64_t substitute = act->officer;
    struct arena arena = { 0 };
    const char *no = NULL;
    if (!fill(db, act->grant, act, &arena) || act->from_grant || act->officer != act->actor)
        no = refuse(_("Only a role of your own that is in force can be lent, and never one that is lent to "
                      "you."));
    act->officer = substitute;
    act->from_grant = act->grant;
    if (!no && !db_exists(db,
                          "SELECT 1 FROM role_grant WHERE id = :grant AND valid_from <= :from "
                          "AND coalesce(valid_to, '9999') >= :to",
                          with(integer("grant", act->grant), text("from", act->from), text("to", act->to))))
        no = refuse(_("The days must lie within those of your own role."));
    if (!no && !db_exists(db,
                          "SELECT 1 FROM officer o JOIN structure_above a ON a.structure_id = o.structure_id "
                          "WHERE o.id = :officer AND a.above_id = :structure",
                          with(integer("officer", substitute), integer("structure", act->structure))))
        no = refuse(_("A substitute must serve in the structure for which the role holds, or below it."));
    if (!no)
        no = check_officer(db, act);
    if (!no)
        no = role_insert(db, act);
    arena_done(&arena);
    return no;
}

const char *role_delegate(struct db *db, int64_t actor, int64_t grant, int64_t substitute, const char *from,
                          const char *to, const char *why, int64_t *id) {
    struct role_act act = { .actor = actor, .grant = grant, .officer = substitute, .why = why };
    const char *no = need_reason(why);
    if (!no && !(to && *to))
        no = refuse(_("Say the last day on which the substitute stands in."));
    if (!no)
        no = read_days(&act, from, to);
    if (!no)
        no = db_write(db, delegate_step, &act);
    if (id)
        *id = act.id;
    return no;
}

/* ---- ending ---- */

/* The grant, and what was lent of it. */
const char *role_end_grant(struct db *db, int64_t actor, int64_t grant, const char *why) {
    return db_run(db,
                  "UPDATE role_grant SET ended_at = now(), ended_by = nullif(:actor, 0), end_why = :why "
                  "WHERE :grant IN (id, delegated_from) AND ended_at IS NULL",
                  with(integer("actor", actor), text("why", why), integer("grant", grant)));
}

static const char *end_step(struct db *db, void *argument) {
    struct role_act *act = argument;
    struct arena arena = { 0 };
    const char *no = fill(db, act->grant, act, &arena) ? NULL : refuse(_("This role has ended already."));
    if (!no && !is_of_the_lending(db, act))
        no = role_check_grant(db, act->actor, act->role, act->structure);
    bool was = role_is_administered(db);
    if (!no)
        no = role_end_grant(db, act->actor, act->grant, act->why);
    if (!no)
        no = role_stays_administered(db, act->actor, was);
    arena_done(&arena);
    return no;
}

const char *role_end(struct db *db, int64_t actor, int64_t grant, const char *why) {
    const char *no = need_reason(why);
    return no ? no : db_write(db, end_step, &(struct role_act){ .actor = actor, .grant = grant, .why = why });
}
