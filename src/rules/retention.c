#include "rules/retention.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/hold.h"
#include "rules/key_file.h"
#include "store/audit.h"
#include "store/journal.h"
#include "store/search.h"

/* ---- what becomes of a row ---- */

/* Of answers: that somebody answered, and when, stays. */
static const char *const answers[] = { "DELETE FROM answer WHERE response_id = :id",
                                       "DELETE FROM answer_dropped WHERE response_id = :id",
                                       "DELETE FROM answer_saved WHERE response_id = :id",
                                       "DELETE FROM answer_entry WHERE response_id = :id", NULL };

static const char *const registrations[] = {
    "UPDATE registration_event SET reason = '', reason_code = '' WHERE registration_id = :id",
    "UPDATE registration SET overbook_why = 'removed' WHERE id = :id AND overbook_why <> ''", NULL
};

static const char *const visits[] = { "UPDATE visit SET origin = '', key_id = NULL WHERE id = :id", NULL };

#define THEIR_ANSWERS                                                                                        \
    "response_id IN (SELECT p.id FROM response p JOIN campaign_respondent r ON r.id = p.respondent_id "      \
    "WHERE r.officer_id = :id)"

static const char *const officers[] = {
    "DELETE FROM officer_language WHERE officer_id = :id",
    "DELETE FROM password WHERE officer_id = :id",
    "DELETE FROM code WHERE officer_id = :id",
    "UPDATE officer_key SET blob = '', label = '', fingerprint = 'removed:' || id, "
    "revoked_why = CASE WHEN revoked_at IS NULL THEN 'removed with its officer' ELSE revoked_why END, "
    "revoked_at = coalesce(revoked_at, now()) WHERE officer_id = :id",
    "UPDATE registration_event SET reason = '', reason_code = '' WHERE registration_id IN "
    "(SELECT id FROM registration WHERE officer_id = :id)",
    "UPDATE registration SET overbook_why = 'removed' WHERE officer_id = :id AND overbook_why <> ''",
    "UPDATE role_grant SET why = '', end_why = CASE end_why WHEN '' THEN '' ELSE 'removed' END "
    "WHERE officer_id = :id",
    "UPDATE visit SET origin = '', key_id = NULL WHERE officer_id = :id",
    "DELETE FROM answer WHERE " THEIR_ANSWERS,
    "DELETE FROM answer_dropped WHERE " THEIR_ANSWERS,
    "DELETE FROM answer_saved WHERE " THEIR_ANSWERS,
    "DELETE FROM answer_entry WHERE " THEIR_ANSWERS,
    "UPDATE officer SET badge = 'X-' || id, login = NULL, surname = 'Officer', given_name = id, "
    "name_fold = fold('Officer ' || id), rank = '', post = '', email = '', phone = '', rev = rev + 1 "
    "WHERE id = :id",
    NULL
};

/* Those of which no row says about whom it is: all at once. */
static const char *const failures[] = { "DELETE FROM failure WHERE date(last_at, 'unixepoch', 'localtime') < "
                                        "(SELECT day FROM retention_line WHERE class = 'failures')",
                                        NULL };

static const struct kind {
    const char *class;
    const char *const *steps; /* each given :id */
    bool at_once, has_files;
} kinds[] = {
    { .class = "officers", .steps = officers },
    { .class = "registrations", .steps = registrations },
    { .class = "selfchecks", .steps = answers },
    { .class = "visits", .steps = visits },
    { .class = "failures", .steps = failures, .at_once = true },
    { .class = "drafts", .steps = answers, .has_files = true },
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const char *const retention_classes[] = { "officers", "registrations", "selfchecks", "visits",
                                          "failures", "drafts",        NULL };

/* ---- what is due ---- */

struct purge {
    struct db *db;
    int64_t actor;
    const struct kind *kind;
    struct retention_count count;
    struct arena arena;
    int64_t *ids; /* of what is due and not held */
    int id_count;
    bool does; /* not only counts */
    char line[CLOCK_DAY];
};

static REFUSAL begin(struct purge *purge, struct db *db, int64_t actor, const char *class) {
    *purge = (struct purge){ .db = db, .actor = actor };
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(kinds[i].class, class))
            purge->kind = &kinds[i];
    return purge->kind ? access_check(db, actor, MAY_ADMINISTER, 0)
                       : refuse(_("There is no class of data \"%s\"; there are officers, registrations, "
                                  "selfchecks, visits, failures and drafts."),
                                class);
}

static void add(struct purge *purge, int64_t hold) {
    purge->count.due += hold == 0;
    purge->count.held += hold != 0;
    if (hold && (!purge->count.hold || hold < purge->count.hold))
        purge->count.hold = hold;
}

static void find_rows(struct purge *purge) {
    struct query *row = db_query(
        purge->db,
        "SELECT id, hold_id FROM retention_held h WHERE class = :class AND (:actor = 0 OR structure_id IS "
        "NULL "
        "OR structure_id IN (SELECT structure_id FROM reach WHERE officer_id = :actor AND capability = "
        "'administer')) ORDER BY id",
        with(text("class", purge->kind->class), integer("actor", purge->actor)));
    while (db_next(row)) {
        add(purge, db_column_int(row, 1));
        if (db_column_int(row, 1))
            continue;
        purge->ids = arena_room(&purge->arena, purge->ids, purge->id_count, sizeof *purge->ids);
        purge->ids[purge->id_count++] = db_column_int(row, 0);
    }
    db_done(row);
}

static int64_t hold_of_officer(struct db *db, int64_t officer) {
    return db_int(db, 0, "SELECT min(hold_id) FROM held_officer WHERE officer_id = :officer",
                  with(integer("officer", officer)));
}

/* Of a draft typed into a form, which lies beside the database. */
static bool drop_old(int64_t officer, int64_t moment, void *argument) {
    struct purge *purge = argument;
    int64_t structure =
        db_int(purge->db, 0, "SELECT structure_id FROM officer WHERE id = :id", with(integer("id", officer)));
    char text[CLOCK_TEXT];
    if (strncmp(clock_text(moment, text), purge->line, CLOCK_DAY - 1) >= 0 ||
        !access_reaches(purge->db, purge->actor, MAY_ADMINISTER, structure))
        return false;
    int64_t hold = hold_of_officer(purge->db, officer);
    add(purge, hold);
    return purge->does && !hold;
}

static void find_files(struct purge *purge) {
    char *line = db_text(purge->db, &purge->arena, "SELECT day FROM retention_line WHERE class = :class",
                         with(text("class", purge->kind->class)));
    if (!line)
        return;
    strncpy(purge->line, line, CLOCK_DAY - 1);
    journal_each(db_path(purge->db), drop_old, purge);
}

const char *retention_preview(struct db *db, int64_t actor, const char *class,
                              struct retention_count *count) {
    struct purge purge;
    const char *no = begin(&purge, db, actor, class);
    if (no)
        return no;
    find_rows(&purge);
    if (purge.kind->has_files)
        find_files(&purge);
    *count = purge.count;
    count->months =
        db_int(db, 0, "SELECT months FROM retention_class WHERE code = :code", with(text("code", class)));
    arena_done(&purge.arena);
    return NULL;
}

/* ---- purging ---- */

static const char *run_steps(struct db *db, void *argument) {
    const struct purge *purge = argument;
    int rounds = purge->kind->at_once ? purge->count.due > 0 : purge->id_count;
    const char *no = NULL;
    for (int i = 0; !no && i < rounds; i++)
        for (const char *const *step = purge->kind->steps; !no && *step; step++)
            no = db_run(db, *step, with(integer("id", purge->ids[i])));
    return no;
}

static bool drop_theirs(int64_t officer, int64_t moment, void *argument) {
    const struct purge *purge = argument;
    (void)moment;
    for (int i = 0; i < purge->id_count; i++)
        if (purge->ids[i] == officer)
            return true;
    return false;
}

/* What else remembers an officer: the words to search for, what was typed, the file of keys. */
static REFUSAL forget_officers(struct purge *purge) {
    const char *no = NULL;
    for (int i = 0; !no && i < purge->id_count; i++)
        no = search_put(purge->db, "officer", purge->ids[i]);
    if (!no)
        no = search_forget(purge->db, "officer");
    if (!no)
        key_file_write(purge->db);
    if (!no)
        journal_each(db_path(purge->db), drop_theirs, purge);
    return no;
}

static REFUSAL note(struct purge *purge) {
    const char *no = db_run(purge->db,
                            "INSERT INTO retention_run (at, officer_id, class, purged, held) VALUES (now(), "
                            "nullif(:actor, 0), :class, :purged, :held)",
                            with(integer("actor", purge->actor), text("class", purge->kind->class),
                                 integer("purged", purge->count.due), integer("held", purge->count.held)));
    return no ? no
              : audit_note(
                    purge->db, "purged", "retention_run", db_last_id(purge->db),
                    arena_format(&purge->arena, "%s: %lld", purge->kind->class, (long long)purge->count.due));
}

static const char *purge_all(struct db *db, void *argument) {
    struct purge *purge = argument;
    find_rows(purge);
    const char *no = db_unguarded(db, run_steps, purge);
    if (!no && purge->kind->steps == officers && purge->id_count)
        no = forget_officers(purge);
    purge->does = true;
    if (!no && purge->kind->has_files)
        find_files(purge);
    if (!no && !purge->count.due && purge->count.held)
        no = refuse(_("Nothing is purged: %s stops it. Release it first."),
                    hold_text(db, &purge->arena, purge->count.hold));
    return no || !purge->count.due ? no : note(purge);
}

const char *retention_purge(struct db *db, int64_t actor, const char *class, struct retention_count *count) {
    struct purge purge;
    const char *no = begin(&purge, db, actor, class);
    if (no)
        return no;
    no = db_write(db, purge_all, &purge);
    *count = purge.count;
    arena_done(&purge.arena);
    return no;
}

/* ---- for how long ---- */

struct keeping {
    int64_t actor;
    const char *class;
    long months;
};

static const char *keep(struct db *db, void *argument) {
    const struct keeping *keeping = argument;
    struct purge purge;
    const char *no = begin(&purge, db, keeping->actor, keeping->class);
    return no ? no
              : db_run(db, "UPDATE retention_class SET months = :months WHERE code = :class",
                       with(integer("months", keeping->months), text("class", keeping->class)));
}

const char *retention_keep(struct db *db, int64_t actor, const char *class, const char *months) {
    enum { MONTHS_MOST = 1200 };
    char *end;
    long number = strtol(months, &end, 10);
    if (end == months || *end || number < 0 || number > MONTHS_MOST)
        return refuse(_("\"%s\" is no number of months from 0 (never) to %d."), months, MONTHS_MOST);
    return db_write(db, keep, &(struct keeping){ actor, class, number });
}
