/* What stands against a registration, each thing by its name and with what would help. */
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/condition.h"
#include "rules/registration_seat.h"

struct collection {
    struct db *db;
    struct arena *arena;
    int64_t officer, session;
    struct unmet *list;
    int count;
};

static void add(struct collection *all, const char *code, const char *what, const char *help) {
    size_t size = sizeof *all->list;
    all->list = arena_grow(all->arena, all->list, (size_t)all->count * size, (size_t)(all->count + 1) * size);
    all->list[all->count++] = (struct unmet){ code, what, help };
}

static void collect_status(struct collection *all, const char *status) {
    static const struct {
        const char *status, *what, *help;
    } closed[] = {
        { "draft", N_("The session is still being planned."), N_("Look again later.") },
        { "announced", N_("Registration is not open yet."), N_("Look again later.") },
        { "closed", N_("Registration is closed."), N_("Look for another session of the course.") },
        { "confirmed", N_("The list of the session is complete."),
          N_("Look for another session of the course.") },
        { "running", N_("The session has begun."), N_("Look for another session of the course.") },
        { "done", N_("The session is over."), N_("Look for another session of the course.") },
        { "cancelled", N_("The session was cancelled."), N_("Look for another session of the course.") },
    };
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
        if (!strcmp(closed[i].status, status))
            add(all, "status", _(closed[i].what), _(closed[i].help));
}

static void collect_window(struct collection *all) {
    char today[CLOCK_DAY];
    clock_today(today);
    struct query *query = db_query(all->db,
                                   "SELECT s.status, s.register_from, coalesce(s.register_by, ''), "
                                   "coalesce(s.starts_on, ''), c.status FROM session s JOIN course c "
                                   "ON c.id = s.course_id WHERE s.id = :session",
                                   with(integer("session", all->session)));
    if (!db_next(query)) {
        add(all, "status", _("There is no such session any more."), "");
        db_done(query);
        return;
    }
    const char *from = db_column_text(query, 1), *by = db_column_text(query, 2),
               *starts = db_column_text(query, 3);
    bool is_open = !strcmp(db_column_text(query, 0), "open");
    collect_status(all, db_column_text(query, 0));
    if (!strcmp(db_column_text(query, 4), "draft"))
        add(all, "course", _("The course is still a draft."), _("Look again later."));
    if (is_open && strcmp(from, today) > 0)
        add(all, "window", arena_format(all->arena, _("Registration opens on %s."), from),
            _("Come back then."));
    if (is_open && *starts && strcmp(starts, today) <= 0 && !*by)
        add(all, "window", arena_format(all->arena, _("The session began on %s."), starts),
            _("Look for another session of the course."));
    else if (is_open && *by && strcmp(by, today) < 0)
        add(all, "window", arena_format(all->arena, _("Registration closed on %s."), by),
            _("Look for another session of the course."));
    db_done(query);
}

static void collect_twice(struct collection *all) {
    char *state = db_text(all->db, all->arena,
                          "SELECT s.name FROM registration r JOIN registration_state s ON s.code = r.state "
                          "WHERE r.session_id = :session AND r.officer_id = :officer AND s.live = 1",
                          with(integer("session", all->session), integer("officer", all->officer)));
    if (state)
        add(all, "twice",
            arena_format(all->arena, _("There is a registration for this session already (%s)."), _(state)),
            _("It is shown under My training."));
}

static void collect_suspended(struct collection *all) {
    if (!db_exists(all->db, "SELECT 1 FROM officer WHERE id = :officer AND status = 'active'",
                   with(integer("officer", all->officer))))
        add(all, "suspended", _("The account is suspended."), _("The administrator can lift it."));
}

static const char *help_for(const char *kind) {
    static const struct {
        const char *kind, *help;
    } helps[] = {
        { "language", N_("If the profile is out of date, ask the coordinator to correct it.") },
        { "level", N_("Attend such a course first.") },
        { "course", N_("Attend that course first.") },
        { "clearance", N_("Ask the administrator if it has been granted since.") },
        { "profile", N_("If the profile is out of date, ask the coordinator to correct it.") },
    };
    for (size_t i = 0; i < sizeof helps / sizeof *helps; i++)
        if (!strcmp(helps[i].kind, kind))
            return _(helps[i].help);
    return "";
}

static void collect_conditions(struct collection *all) {
    struct query *query = db_query(all->db,
                                   "SELECT u.kind, u.subject, u.least FROM session s JOIN version_unmet u "
                                   "ON u.course_id = s.course_id AND u.version = s.version "
                                   "WHERE s.id = :session AND u.officer_id = :officer ORDER BY u.position",
                                   with(integer("session", all->session), integer("officer", all->officer)));
    while (db_next(query)) {
        char *kind = arena_copy(all->arena, db_column_text(query, 0));
        char *words =
            condition_words(all->db, all->arena, kind, db_column_text(query, 1), db_column_text(query, 2));
        add(all, kind, arena_format(all->arena, "%s.", words), help_for(kind));
    }
    db_done(query);
}

/* Days of presence that clash with those of another registration that holds a seat or is asked for. */
static void collect_overlaps(struct collection *all) {
    struct query *query =
        db_query(all->db,
                 "SELECT s.code, max(p.starts_on, m.starts_on), min(p.ends_on, m.ends_on) "
                 "FROM registration r CROSS JOIN session s ON s.id = r.session_id "
                 "CROSS JOIN session_phase p ON p.session_id = s.id AND p.kind = 'contact' "
                 "CROSS JOIN session t ON t.id = :session "
                 "CROSS JOIN session_phase m ON m.session_id = t.id AND m.kind = 'contact' "
                 "WHERE r.officer_id = :officer AND r.state IN ('registered', 'submitted', 'endorsed') "
                 "AND r.session_id <> :session AND m.starts_on <= p.ends_on AND p.starts_on <= m.ends_on "
                 "AND NOT (s.timezone = t.timezone AND m.ends_at <> '' AND p.ends_at <> '' "
                 "         AND (m.ends_at <= p.starts_at OR p.ends_at <= m.starts_at))",
                 with(integer("session", all->session), integer("officer", all->officer)));
    while (db_next(query)) {
        const char *other = db_column_text(query, 0), *from = db_column_text(query, 1),
                   *to = db_column_text(query, 2);
        add(all, "overlap",
            strcmp(from, to) != 0
                ? arena_format(all->arena, _("The days %s to %s clash with the registration for session %s."),
                               from, to, other)
                : arena_format(all->arena, _("The day %s clashes with the registration for session %s."),
                               from, other),
            _("Withdraw there first, or choose another session."));
    }
    db_done(query);
}

static void collect_eligibility(struct collection *all) {
    collect_suspended(all);
    collect_conditions(all);
    collect_overlaps(all);
}

int registration_unmet(struct db *db, struct arena *arena, int64_t officer, int64_t session,
                       const struct unmet **list) {
    struct collection all = { .db = db, .arena = arena, .officer = officer, .session = session };
    collect_window(&all);
    collect_twice(&all);
    collect_eligibility(&all);
    *list = all.list;
    return all.count;
}

char *registration_obstacle(struct db *db, struct arena *arena, int64_t officer, int64_t session) {
    struct collection all = { .db = db, .arena = arena, .officer = officer, .session = session };
    collect_eligibility(&all);
    char *text = NULL;
    for (int i = 0; i < all.count; i++)
        text =
            text ? arena_format(arena, "%s %s", text, all.list[i].what) : arena_copy(arena, all.list[i].what);
    return text;
}
