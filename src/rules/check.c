#include "rules/check.h"

#include "base/words.h"
#include "rules/key_file.h"
#include "rules/registration_seat.h"
#include "store/audit.h"

/* Each query gives a name in its first column for every breach, and perhaps a second one.
 * I5, the order of the waiting without gaps, cannot be broken: positions are derived and stored nowhere. */
/* clang-format off */
static const struct promise {
    const char *sentence, *query;
} promises[] = {
    { N_("A row of the table %s refers to a row of %s that does not exist."),
      "SELECT \"table\", parent FROM pragma_foreign_key_check" },
    { N_("I1: session %s has more seats taken (%s) than it has, and nobody answers for it."),
      "SELECT s.code, v.taken || '/' || v.seats FROM session s JOIN session_seats v ON v.session_id = s.id "
      "WHERE v.taken > s.seats AND (SELECT count(*) FROM seat WHERE session_id = s.id AND overbook_why = '') > s.seats" },
    { N_("I2: in session %s the quota of %s is exceeded, and nobody answers for it."),
      "SELECT s.code, u.code FROM session_quota q JOIN session s ON s.id = q.session_id JOIN structure u ON u.id = q.structure_id "
      "WHERE (SELECT count(*) FROM seat WHERE session_id = q.session_id AND quota_id = q.structure_id AND overbook_why = '') "
      "      > q.seats" },
    { N_("I3: officer %s has more than one live registration for session %s."),
      "SELECT o.badge, s.code FROM (SELECT session_id, officer_id FROM registration "
      "WHERE state NOT IN ('withdrawn', 'withdrawn_late', 'refused', 'expired', 'session_cancelled') "
      "GROUP BY session_id, officer_id HAVING count(*) > 1) r "
      "JOIN officer o ON o.id = r.officer_id JOIN session s ON s.id = r.session_id" },
    { N_("I4: officer %s got a seat before officers who asked earlier and could take it, in session %s."),
      "SELECT o.badge, s.code FROM registration w JOIN registration r ON r.session_id = w.session_id AND r.state = 'registered' "
      "AND (r.requested_at, r.id) > (w.requested_at, w.id) AND r.quota_id IS w.quota_id "
      "JOIN registration_event e ON e.registration_id = r.id AND e.to_state = 'registered' AND e.from_state <> 'registered' "
      "JOIN officer o ON o.id = r.officer_id JOIN session s ON s.id = r.session_id "
      "WHERE w.state = 'waitlisted' AND e.act <> 'overbook' "
      "AND e.id > (SELECT min(id) FROM registration_event WHERE registration_id = w.id AND to_state = 'waitlisted') "
      "AND NOT EXISTS (SELECT 1 FROM registration_event k WHERE k.registration_id = w.id AND k.act = 'skip' AND k.id < e.id)" },
    { N_("I6: officer %s has a seat in session %s without the approval that was asked for."),
      "SELECT o.badge, s.code FROM registration r JOIN officer o ON o.id = r.officer_id JOIN session s ON s.id = r.session_id "
      "WHERE r.state IN ('registered', 'attended', 'partial', 'no_show') "
      "AND EXISTS (SELECT 1 FROM registration_event e WHERE e.registration_id = r.id AND e.to_state = 'submitted') "
      "AND NOT EXISTS (SELECT 1 FROM registration_event e WHERE e.registration_id = r.id AND e.act = 'approve')" },
    { N_("I8: session %s was cancelled, but officer %s still has a seat in it."),
      "SELECT s.code, o.badge FROM session s JOIN seat x ON x.session_id = s.id JOIN officer o ON o.id = x.officer_id "
      "WHERE s.status = 'cancelled'" },
    { N_("I9: the history of officer %s in session %s does not lead to the present state."),
      "SELECT o.badge, s.code FROM registration r JOIN officer o ON o.id = r.officer_id JOIN session s ON s.id = r.session_id "
      "WHERE r.state IS NOT (SELECT e.to_state FROM registration_event e WHERE e.registration_id = r.id "
      "                      ORDER BY e.id DESC LIMIT 1) "
      "OR r.requested_at > (SELECT min(e.at) FROM registration_event e WHERE e.registration_id = r.id)" },
    { N_("I9: the history of officer %s in session %s has a gap."),
      "SELECT DISTINCT o.badge, s.code FROM (SELECT registration_id, from_state, lag(to_state, 1, '') OVER "
      "(PARTITION BY registration_id ORDER BY id) AS before FROM registration_event) e "
      "JOIN registration r ON r.id = e.registration_id JOIN officer o ON o.id = r.officer_id "
      "JOIN session s ON s.id = r.session_id WHERE e.from_state <> e.before" },
    { N_("The tree of structures is wrong for %s: %s is not, or is wrongly, above it."),
      "WITH RECURSIVE up (structure_id, above_id) AS (SELECT id, id FROM structure UNION "
      "SELECT up.structure_id, s.parent_id FROM up JOIN structure s ON s.id = up.above_id WHERE s.parent_id IS NOT NULL), "
      "wrong AS (SELECT * FROM (SELECT structure_id, above_id FROM structure_above EXCEPT SELECT * FROM up) UNION "
      "SELECT * FROM (SELECT * FROM up EXCEPT SELECT structure_id, above_id FROM structure_above)) "
      "SELECT s.code, a.code FROM wrong w JOIN structure s ON s.id = w.structure_id JOIN structure a ON a.id = w.above_id" },
    { N_("Structure %s cannot be found by its words."),
      "SELECT t.code FROM structure t JOIN structure_words w ON w.id = t.id LEFT JOIN structure_search x ON x.rowid = t.id "
      "WHERE x.words IS NOT w.words" },
    { N_("Officer %s cannot be found by the words of the name."),
      "SELECT t.badge FROM officer t JOIN officer_words w ON w.id = t.id LEFT JOIN officer_search x ON x.rowid = t.id "
      "WHERE x.words IS NOT w.words" },
    { N_("Course %s cannot be found by its words."),
      "SELECT t.code FROM course t JOIN course_words w ON w.id = t.id LEFT JOIN course_search x ON x.rowid = t.id "
      "WHERE x.words IS NOT w.words" },
    { N_("Session %s cannot be found by its words."),
      "SELECT t.code FROM session t JOIN session_words w ON w.id = t.id LEFT JOIN session_search x ON x.rowid = t.id "
      "WHERE x.words IS NOT w.words" },
    { N_("Course %s asks for course %s, which does not exist."),
      "SELECT c.code, k.subject FROM course_condition k JOIN course c ON c.id = k.course_id AND c.version = k.version "
      "WHERE k.kind = 'course' AND NOT EXISTS (SELECT 1 FROM course n WHERE n.code = k.subject)" },
    { N_("Answers of %s to campaign %s were confirmed or returned, but they are no submitted answers of a structure."),
      "SELECT coalesce(u.code, o.badge), c.code FROM response_review w JOIN response p ON p.id = w.response_id "
      "JOIN campaign_respondent r ON r.id = p.respondent_id JOIN campaign c ON c.id = r.campaign_id "
      "LEFT JOIN structure u ON u.id = r.structure_id LEFT JOIN officer o ON o.id = r.officer_id "
      "WHERE p.state <> 'submitted' OR r.structure_id IS NULL" },
    { N_("Campaign %s asks %s, but it is not for them."),
      "SELECT c.code, coalesce(u.code, o.badge) FROM campaign c JOIN campaign_respondent r ON r.campaign_id = c.id "
      "LEFT JOIN structure u ON u.id = r.structure_id LEFT JOIN officer o ON o.id = r.officer_id "
      "WHERE (c.asks = 'officer') <> (r.officer_id IS NOT NULL)" },
    { N_("Campaign %s is \"%s\", but its history ends elsewhere."),
      "SELECT c.code, c.status FROM campaign c JOIN campaign_event e ON e.id = (SELECT max(id) FROM campaign_event "
      "WHERE campaign_id = c.id AND act IN ('draft', 'open', 'closing', 'closed', 'frozen')) WHERE e.act <> c.status" },
    { N_("Campaign %s is a draft, but %s has answers to it."),
      "SELECT c.code, coalesce(u.code, o.badge) FROM campaign c JOIN campaign_respondent r ON r.campaign_id = c.id "
      "LEFT JOIN structure u ON u.id = r.structure_id LEFT JOIN officer o ON o.id = r.officer_id "
      "WHERE c.status = 'draft' AND EXISTS (SELECT 1 FROM response WHERE respondent_id = r.id)" },
    { N_("Campaign %s is frozen, but answers of %s were written or decided about later."),
      "SELECT DISTINCT c.code, coalesce(u.code, o.badge) FROM campaign c JOIN campaign_event e ON e.campaign_id = c.id "
      "AND e.act = 'frozen' JOIN campaign_respondent r ON r.campaign_id = c.id JOIN response p ON p.respondent_id = r.id "
      "LEFT JOIN response_review w ON w.response_id = p.id LEFT JOIN structure u ON u.id = r.structure_id "
      "LEFT JOIN officer o ON o.id = r.officer_id WHERE c.status = 'frozen' "
      "AND max(p.saved_at, coalesce(p.submitted_at, 0), coalesce(w.decided_at, 0)) > e.at" },
};
/* clang-format on */

struct report {
    struct db *db;
    void (*violation)(const char *sentence, void *argument);
    void *argument;
    int64_t count;
};

static void tell(struct report *report, const char *sentence, const char *one, const char *other) {
    struct arena arena = { 0 };
    report->count++;
    report->violation(arena_format(&arena, _(sentence), one, other), report->argument);
    arena_done(&arena);
}

static void check_promise(struct report *report, const struct promise *promise) {
    struct query *query = db_query(report->db, promise->query, NULL);
    while (db_next(query)) {
        const char *one = db_column_text(query, 0);
        const char *other = db_columns(query) > 1 ? db_column_text(query, 1) : NULL;
        tell(report, promise->sentence, one ? one : "", other ? other : "");
    }
    db_done(query);
}

/* I7: while seats are free and the waiting move up by themselves, nobody waits who could take one. */
static void check_nobody_waits_in_vain(struct report *report) {
    struct arena arena = { 0 };
    struct query *query =
        db_query(report->db,
                 "SELECT w.officer_id, w.session_id, o.badge, s.code FROM session s JOIN session_seats v ON "
                 "v.session_id = s.id "
                 "JOIN registration w ON w.session_id = s.id AND w.state = 'waitlisted' JOIN officer o ON "
                 "o.id = w.officer_id "
                 "LEFT JOIN quota_seats q ON q.session_id = s.id AND q.structure_id = w.quota_id "
                 "WHERE s.starts_on > today() AND s.status IN ('announced', 'open', 'closed', 'confirmed') "
                 "AND coalesce(s.promote_until, '9999') >= today() AND coalesce(v.taken < v.seats, 1) "
                 "AND coalesce(q.taken < q.seats, 1)",
                 NULL);
    while (db_next(query)) {
        if (!registration_obstacle(report->db, &arena, db_column_int(query, 0), db_column_int(query, 1)))
            tell(report, N_("I7: officer %s waits although a seat is free in session %s."),
                 db_column_text(query, 2), db_column_text(query, 3));
        arena_done(&arena);
    }
    db_done(query);
}

/* What was done, from the first row on. */
static void check_audit(struct report *report) {
    struct arena arena = { 0 };
    int64_t broken;
    audit_verify(report->db, &broken);
    if (broken)
        tell(report,
             N_("The audit does not hold from row %s on, of %s: it, or one before it, was changed or taken "
                "away."),
             arena_format(&arena, "%lld", (long long)broken),
             db_text(report->db, &arena,
                     "SELECT moment(at) || ', ' || act || ' ' || thing FROM audit WHERE id = :id",
                     with(integer("id", broken))));
    arena_done(&arena);
}

static void check_keys(struct report *report) {
    if (!key_file_is_right(report->db))
        tell(report,
             N_("The file of keys beside the database is not what it says; \"topcop key sync\" mends it."),
             NULL, NULL);
}

static void tell_damage(const char *damage, void *report) {
    tell(report, N_("The file is damaged: %s."), damage, "");
}

int64_t check_file(struct db *db, void (*violation)(const char *sentence, void *argument), void *argument) {
    struct report report = { db, violation, argument, 0 };
    db_damages(db, tell_damage, &report);
    return report.count;
}

int64_t check_promises(struct db *db, void (*violation)(const char *sentence, void *argument),
                       void *argument) {
    struct report report = { db, violation, argument, 0 };
    for (size_t i = 0; i < sizeof promises / sizeof *promises; i++)
        check_promise(&report, &promises[i]);
    check_nobody_waits_in_vain(&report);
    check_audit(&report);
    check_keys(&report);
    return report.count;
}

int64_t check_database(struct db *db, void (*violation)(const char *sentence, void *argument),
                       void *argument) {
    int64_t damages = check_file(db, violation, argument);
    return damages ? damages : check_promises(db, violation, argument);
}

void check_contents(struct db *db, void (*line)(const char *sentence, void *argument), void *argument) {
    static const struct {
        const char *one, *many, *query;
    } kinds[] = {
        { N_("  %ld structure"), N_("  %ld structures"), "SELECT count(*) FROM structure" },
        { N_("  %ld officer"), N_("  %ld officers"), "SELECT count(*) FROM officer" },
        { N_("  %ld course"), N_("  %ld courses"), "SELECT count(*) FROM course" },
        { N_("  %ld session"), N_("  %ld sessions"), "SELECT count(*) FROM session" },
        { N_("  %ld registration"), N_("  %ld registrations"), "SELECT count(*) FROM registration" },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        long count = (long)db_int(db, 0, kinds[i].query, NULL);
        line(arena_format(&arena, words_count(kinds[i].one, kinds[i].many, count), count), argument);
    }
    arena_done(&arena);
}
