#include "rules/visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/key.h"

enum { MOST_IDLE = 24 * 60, MOST_HOURS = 24 * 7 };

/* ---- where somebody is ---- */

const char *visit_origin(void) {
    static char origin[64];
    const char *connection = getenv("SSH_CONNECTION"), *terminal = ttyname(STDIN_FILENO);
    size_t length = connection ? strcspn(connection, " ") : 0;
    if (length > 0 && strspn(connection, "0123456789abcdefABCDEF.:%") >= length)
        snprintf(origin, sizeof origin, "%.*s", (int)length, connection);
    else
        snprintf(origin, sizeof origin, "%s",
                 !terminal                            ? "-"
                 : strncmp(terminal, "/dev/", 5) == 0 ? terminal + 5
                                                      : terminal);
    return origin;
}

static bool is_address(const char *origin) {
    return strpbrk(origin, ".:");
}

bool visit_is_elsewhere(const char *origin, const char *other) {
    return strcmp(origin, other) != 0 && (is_address(origin) || is_address(other));
}

/* When the process began, in the kernel's ticks since its own start; 0: there is none such. */
static int64_t started(int64_t process) {
    char path[40], about[1024];
    snprintf(path, sizeof path, "/proc/%lld/stat", (long long)process);
    FILE *file = fopen(path, "re");
    if (!file)
        return 0;
    size_t length = fread(about, 1, sizeof about - 1, file);
    fclose(file);
    about[length] = 0;
    long long ticks = 0;
    char state = 'X';
    const char *name_end = strrchr(about, ')');
    if (!name_end ||
        sscanf(name_end + 1,
               " %c %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %*s %lld", &state,
               &ticks) != 2)
        return 0;
    return state == 'Z' || state == 'X' ? 0 : ticks;
}

/* Where other people's processes are hidden, nobody can be told to be gone. */
static bool can_see_processes(void) {
    return access("/proc/1/stat", R_OK) == 0;
}

/* The visits whose process is gone, in `lost`; at most `most` of them. */
static int find_lost(struct db *db, int64_t *lost, int most) {
    int count = 0;
    struct query *query =
        db_query(db, "SELECT id, process, started FROM visit WHERE ended_at IS NULL ORDER BY id", NULL);
    while (count < most && db_next(query))
        if (started(db_column_int(query, 1)) != db_column_int(query, 2))
            lost[count++] = db_column_int(query, 0);
    db_done(query);
    return can_see_processes() ? count : 0;
}

static const char *end_lost(struct db *db, void *argument) {
    (void)argument;
    int64_t lost[64];
    int count = find_lost(db, lost, 64);
    const char *no = NULL;
    for (int i = 0; i < count && !no; i++)
        no = db_run(db, "UPDATE visit SET ended = 'lost', ended_at = max(begun_at, seen_at) WHERE id = :id",
                    with(integer("id", lost[i])));
    return no;
}

const char *visit_sweep(struct db *db) {
    int64_t lost;
    return find_lost(db, &lost, 1) ? db_write(db, end_lost, NULL) : NULL;
}

/* ---- coming and going ---- */

struct beginning {
    const struct arrival *arrival;
    int64_t visit;
};

static const char *begin(struct db *db, void *argument) {
    struct beginning *beginning = argument;
    const struct arrival *arrival = beginning->arrival;
    const char *no =
        db_run(db,
               "INSERT INTO visit (officer_id, key_id, door, origin, process, started, begun_at, seen_at) "
               "VALUES (:officer, nullif(:key, 0), :door, :origin, :process, :started, now(), now())",
               with(integer("officer", arrival->officer), integer("key", arrival->key),
                    text("door", arrival->door), text("origin", arrival->origin),
                    integer("process", getpid()), integer("started", started(getpid()))));
    if (!no)
        beginning->visit = db_last_id(db);
    return no || !arrival->key ? no : key_used(db, arrival->key);
}

const char *visit_begin(struct db *db, const struct arrival *arrival, int64_t *visit) {
    struct beginning beginning = { .arrival = arrival };
    db_actor(db, ACTOR_OWNER, 0); /* that others are gone is not the doing of who comes */
    const char *no = visit_sweep(db);
    db_actor(db, arrival->officer, 0);
    if (!no)
        no = db_write(db, begin, &beginning);
    *visit = no ? 0 : beginning.visit;
    return no;
}

static const char *ended_by(struct query *row) {
    const char *name = db_column_text(row, 2) ? db_column_text(row, 2) : _("the owner of the database");
    return refuse(_("This visit was ended by %s: %s What you typed is kept."), name, db_column_text(row, 1));
}

static const char *over(struct db *db, struct query *row) {
    double hours = visit_limits(db).hours;
    const char *ended = db_column_text(row, 0);
    if (ended && !strcmp(ended, "ended"))
        return ended_by(row);
    if (strcmp(db_column_text(row, 3), "active") != 0)
        return refuse(_("This account is suspended; ask the administrator. What you typed is kept."));
    int64_t key = db_column_int(row, 5), officer;
    const char *no = key ? key_officer(db, key, &officer) : NULL;
    if (no)
        return refuse(_("%s What you typed is kept."), no);
    if (hours > 0 && (double)(clock_now() - db_column_int(row, 4)) >= hours * 3600)
        return refuse(_("A visit lasts %g hours at most; come in again to go on. What you typed is kept."),
                      hours);
    return NULL;
}

const char *visit_goes_on(struct db *db, int64_t visit) {
    struct query *row = db_query(
        db,
        "SELECT v.ended, v.why, trim(e.given_name || ' ' || e.surname), o.status, v.begun_at, v.key_id "
        "FROM visit v JOIN officer o ON o.id = v.officer_id LEFT JOIN officer e ON e.id = v.ended_by "
        "WHERE v.id = :id",
        with(integer("id", visit)));
    const char *no = db_next(row) ? over(db, row) : NULL;
    db_done(row);
    return no;
}

static const char *note_seen(struct db *db, void *argument) {
    return db_run(db, "UPDATE visit SET seen_at = now() WHERE id = :id",
                  with(integer("id", *(int64_t *)argument)));
}

const char *visit_seen(struct db *db, int64_t visit) {
    return db_write(db, note_seen, &visit);
}

static const char *end(struct db *db, void *argument) {
    return db_run(db,
                  "UPDATE visit SET ended = :how, ended_at = now() WHERE id = :id "
                  "AND (ended_at IS NULL OR ended = 'lost')",
                  argument);
}

const char *visit_end(struct db *db, int64_t visit, const char *how) {
    struct db_value values[] = { integer("id", visit), text("how", how), { 0 } };
    return db_write(db, end, values);
}

/* ---- ending somebody's ---- */

const char *visit_may_stop(struct db *db, int64_t actor, int64_t officer) {
    int64_t structure =
        db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :id", with(integer("id", officer)));
    return actor == officer ? NULL : access_check(db, actor, MAY_ADMINISTER, structure);
}

struct stopping {
    int64_t actor, visit;
    const char *reason;
};

static const char *stop(struct db *db, void *argument) {
    const struct stopping *stopping = argument;
    int64_t officer = db_int(db, 0, "SELECT officer_id FROM visit WHERE id = :id AND ended_at IS NULL",
                             with(integer("id", stopping->visit)));
    const char *no = officer ? visit_may_stop(db, stopping->actor, officer)
                             : refuse(_("This visit has ended already; F5 shows who is here."));
    return no ? no
              : db_run(db,
                       "UPDATE visit SET ended = 'ended', ended_at = now(), ended_by = nullif(:actor, 0), "
                       "why = :why WHERE id = :id",
                       with(integer("actor", stopping->actor), text("why", stopping->reason),
                            integer("id", stopping->visit)));
}

const char *visit_stop(struct db *db, int64_t actor, int64_t visit, const char *reason) {
    struct arena scratch = { 0 };
    char *why = text_trim(text_clean(&scratch, reason));
    bool has_end = *why && strchr(".!?", why[strlen(why) - 1]);
    struct stopping stopping = { actor, visit, arena_format(&scratch, has_end ? "%s" : "%s.", why) };
    const char *no =
        *why ? db_write(db, stop, &stopping) : refuse(_("Say why the visit is ended; its officer reads it."));
    arena_done(&scratch);
    return no;
}

/* ---- other visits of the same officer ---- */

static bool take_past(struct query *row, struct visit_past *past) {
    bool found = db_next(row);
    if (found) {
        *past = (struct visit_past){ db_column_int(row, 0), db_column_int(row, 1), "" };
        snprintf(past->origin, sizeof past->origin, "%s", db_column_text(row, 2));
    }
    db_done(row);
    return found;
}

bool visit_last(struct db *db, int64_t officer, int64_t visit, struct visit_past *past) {
    return take_past(
        db_query(db,
                 "SELECT id, begun_at, origin FROM visit WHERE officer_id = :officer AND id < :id "
                 "ORDER BY id DESC LIMIT 1",
                 with(integer("officer", officer), integer("id", visit))),
        past);
}

long visit_failures(struct db *db, int64_t officer, int64_t since) {
    return (long)db_int(db, 0,
                        "SELECT count(*) FROM audit WHERE thing = 'officer' AND thing_id = :officer "
                        "AND act = 'refused at the door' AND at > :since",
                        with(integer("officer", officer), integer("since", since)));
}

bool visit_beside(struct db *db, int64_t officer, int64_t visit, struct visit_past *past) {
    return take_past(db_query(db,
                              "SELECT id, begun_at, origin FROM visit WHERE officer_id = :officer "
                              "AND ended_at IS NULL AND id <> :id ORDER BY id DESC LIMIT 1",
                              with(integer("officer", officer), integer("id", visit))),
                     past);
}

const char *visit_stop_others(struct db *db, int64_t officer, const char *why) {
    return db_run(db,
                  "UPDATE visit SET ended = 'ended', ended_at = now(), ended_by = :officer, why = :why "
                  "WHERE officer_id = :officer AND ended_at IS NULL AND id <> :visit",
                  with(integer("officer", officer), text("why", why), integer("visit", db_visit(db))));
}

/* ---- limits ---- */

struct visit_limits visit_limits(struct db *db) {
    struct visit_limits limits = { 0 };
    struct query *row = db_query(db,
                                 "SELECT (SELECT CAST(value AS REAL) FROM setting WHERE name = 'idle'), "
                                 "(SELECT CAST(value AS REAL) FROM setting WHERE name = 'hours')",
                                 NULL);
    if (db_next(row))
        limits = (struct visit_limits){ db_column_real(row, 0), db_column_real(row, 1) };
    db_done(row);
    return limits;
}

struct limiting {
    int64_t actor, value;
    const char *name;
};

static const char *put_limit(struct db *db, void *argument) {
    const struct limiting *limiting = argument;
    const char *no = access_check(db, limiting->actor, MAY_ADMINISTER, 0);
    return no ? no
              : db_run(
                    db,
                    "UPDATE setting SET value = :value, changed_at = now(), changed_by = nullif(:actor, 0) "
                    "WHERE name = :name",
                    with(integer("value", limiting->value), integer("actor", limiting->actor),
                         text("name", limiting->name)));
}

const char *visit_limit(struct db *db, int64_t actor, const char *name, const char *value) {
    struct limiting limiting = { .actor = actor, .name = name };
    int most = !strcmp(name, "idle") ? MOST_IDLE : MOST_HOURS;
    if (!text_integer(value, &limiting.value) || limiting.value < 0 || limiting.value > most)
        return refuse(_("It must be a whole number from 0 (never) to %d."), most);
    return db_write(db, put_limit, &limiting);
}
