/* Answers that go on under another definition: a draft moved to another version of its questionnaire, and
 * last year's answers taken over into a draft. */
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response.h"
#include "rules/response_act.h"

struct moving {
    int64_t actor, campaign, response, version, earlier;
    bool dry_run;
    struct migration *migration;
};

static bool is_asked(const struct filling *filling, int item) {
    return filling_kind(filling, item) < FILLING_NOTE;
}

/* ---- what goes where ---- */

/* The only item asked under a name outside of repeats, -1: none, or several. */
static int find_name(const struct filling *filling, const char *name) {
    int count, found = -1;
    const int *items = filling_items(filling, &count);
    for (int i = 0; i < count; i++) {
        if (strcmp(filling_name(filling, items[i]), name) != 0)
            continue;
        if (found >= 0 || !is_asked(filling, items[i]))
            return -1;
        found = items[i];
    }
    return found;
}

/* Where an answer goes: under the same path, else, out of repeats, under the same name. */
static int find_place(struct filling *from, int item, const struct filling *to) {
    const char *path = filling_path(from, item);
    int place = filling_find(to, path);
    bool is_free = place < 0 && is_asked(from, item) && !strchr(path, '[');
    return is_free ? find_name(to, filling_name(from, item)) : place;
}

static bool can_hold(struct filling *from, int item, struct filling *to, int place) {
    const char *value = filling_value(from, item);
    if (filling_kind(from, item) == FILLING_REPEAT || filling_kind(to, place) == FILLING_REPEAT)
        return filling_kind(from, item) == filling_kind(to, place);
    return filling_fits(to, place, value) ||
           (filling_kind(from, item) == filling_kind(to, place) && !filling_fits(from, item, value) &&
            !filling_has_choices(to, place));
}

static void add_row(struct migration *migration, enum migration_fate fate, struct filling *filling, int item,
                    const char *value) {
    struct migration_row *rows =
        arena_room(&migration->arena, (void *)migration->rows, migration->count, sizeof *rows);
    rows[migration->count++] =
        (struct migration_row){ .fate = fate,
                                .path = arena_copy(&migration->arena, filling_path(filling, item)),
                                .label = filling_label(filling, item, &migration->arena),
                                .value = arena_copy(&migration->arena, value) };
    migration->rows = rows;
    migration->fates[fate]++;
}

/* Puts the answers of one into the other; a row for each that is asked, where there is a migration. */
static void carry(struct filling *from, struct filling *to, bool only_asked, struct migration *migration) {
    int count;
    const int *items = filling_items(from, &count);
    for (int i = 0; i < count; i++) {
        const char *value = filling_kept_value(from, items[i]);
        bool takes_part =
            !only_asked || is_asked(from, items[i]) || filling_kind(from, items[i]) == FILLING_REPEAT;
        if (!*value || !takes_part)
            continue;
        int place = find_place(from, items[i], to);
        bool is_kept = place >= 0 && can_hold(from, items[i], to, place);
        if (is_kept)
            filling_put(to, place, value);
        if (migration && is_asked(from, items[i]))
            add_row(migration, is_kept ? MIGRATION_KEPT : MIGRATION_DROPPED, is_kept ? to : from,
                    is_kept ? place : items[i], value);
    }
}

/* What the new one asks and the old one did not. */
static void add_new(struct filling *from, struct filling *to, struct migration *migration) {
    int count;
    const int *items = filling_items(to, &count);
    for (int i = 0; i < count; i++)
        if (is_asked(to, items[i]) && find_place(to, items[i], from) < 0)
            add_row(migration, MIGRATION_NEW, to, items[i], "");
}

static const char *write(struct db *db, int64_t response, struct filling *to) {
    struct arena arena = { 0 };
    filling_resume(to);
    const char *no = response_put_answers(db, response, filling_values(to, &arena));
    arena_done(&arena);
    return no;
}

/* ---- another version ---- */

/* Whoever may answer, or who leads the campaign. */
static const char *may_move(struct db *db, const struct moving *moving) {
    int64_t structure = 0, respondent = 0;
    struct query *query = db_query(
        db,
        "SELECT c.structure_id, p.id FROM response r JOIN campaign_respondent p ON p.id = "
        "r.respondent_id JOIN campaign c ON c.id = p.campaign_id WHERE r.id = :id AND r.state = 'draft'",
        with(integer("id", moving->response)));
    if (db_next(query)) {
        structure = db_column_int(query, 0);
        respondent = db_column_int(query, 1);
    }
    db_done(query);
    if (!respondent || access_check(db, moving->actor, MAY_CAMPAIGN, structure))
        return response_open_draft(db, moving->actor, moving->response);
    return campaign_takes(db, respondent, false);
}

static const char *check_version(struct db *db, const struct moving *moving) {
    const struct db_value *values =
        with(integer("response", moving->response), integer("version", moving->version));
    if (db_exists(db, "SELECT 1 FROM response WHERE id = :response AND version_id = :version", values))
        return refuse(_("The draft is on this version already."));
    if (!db_exists(db,
                   "SELECT 1 FROM response r JOIN questionnaire_version o ON o.id = r.version_id "
                   "JOIN questionnaire_version n ON n.questionnaire_id = o.questionnaire_id "
                   "WHERE r.id = :response AND n.id = :version",
                   values))
        return refuse(_("The questionnaire of this draft has no such version."));
    return NULL;
}

static const char *move(struct db *db, const struct moving *moving, struct filling *to) {
    const char *no = response_forget_saved(db, moving->response);
    if (!no)
        no = db_run(db, "UPDATE response SET version_id = :version WHERE id = :response",
                    with(integer("response", moving->response), integer("version", moving->version)));
    if (!no)
        no = write(db, moving->response, to);
    return no ? no : response_changed(db, moving->response);
}

static const char *migrate_step(struct db *db, void *argument) {
    const struct moving *moving = argument;
    const char *no = may_move(db, moving);
    if (!no)
        no = check_version(db, moving);
    if (no)
        return no;
    struct filling *from = filling_open(db, moving->response), *to = filling_kept(db, moving->version);
    filling_speak(to, filling_spoken(from) < filling_languages(to) ? filling_spoken(from) : 0);
    carry(from, to, false, moving->migration);
    add_new(from, to, moving->migration);
    if (!moving->dry_run)
        no = move(db, moving, to);
    filling_close(from);
    filling_close(to);
    return no;
}

const char *response_migrate(struct db *db, int64_t actor, int64_t response, int64_t version, bool dry_run,
                             struct migration *migration) {
    struct moving moving = {
        .actor = actor, .response = response, .version = version, .dry_run = dry_run, .migration = migration
    };
    *migration = (struct migration){ 0 };
    return dry_run ? migrate_step(db, &moving) : db_write(db, migrate_step, &moving);
}

/* ---- a whole campaign ---- */

const struct response_draft *response_drafts(struct db *db, int64_t campaign, int64_t version,
                                             struct arena *arena, int *count) {
    struct response_draft *drafts = NULL;
    struct query *query = db_query(
        db,
        "SELECT r.id, coalesce(s.code, o.badge) FROM response r "
        "JOIN campaign_respondent p ON p.id = r.respondent_id "
        "LEFT JOIN structure s ON s.id = p.structure_id LEFT JOIN officer o ON o.id = p.officer_id "
        "WHERE p.campaign_id = :campaign AND r.state = 'draft' AND r.version_id <> :version ORDER BY 2",
        with(integer("campaign", campaign), integer("version", version)));
    for (*count = 0; db_next(query); (*count)++) {
        drafts = arena_room(arena, drafts, *count, sizeof *drafts);
        drafts[*count] =
            (struct response_draft){ db_column_int(query, 0), arena_copy(arena, db_column_text(query, 1)) };
    }
    db_done(query);
    return drafts;
}

const char *response_version(struct db *db, int64_t campaign, const char *name, int64_t *version) {
    *version = db_int(db, 0,
                      "SELECT v.id FROM campaign c JOIN questionnaire_version o ON o.id = c.version_id "
                      "JOIN questionnaire_version v ON v.questionnaire_id = o.questionnaire_id "
                      "WHERE c.id = :campaign AND :name IN (v.version, '') ORDER BY v.id DESC LIMIT 1",
                      with(integer("campaign", campaign), text("name", name)));
    return *version ? NULL : refuse(_("The questionnaire of this campaign has no version \"%s\"."), name);
}

static const char *use_step(struct db *db, void *argument) {
    const struct moving *moving = argument;
    const struct db_value *values =
        with(integer("campaign", moving->campaign), integer("version", moving->version));
    const char *no =
        access_check(db, moving->actor, MAY_CAMPAIGN,
                     db_int(db, 0, "SELECT structure_id FROM campaign WHERE id = :campaign", values));
    if (!no && db_exists(db, "SELECT 1 FROM campaign WHERE id = :campaign AND status IN ('closed', 'frozen')",
                         values))
        no = refuse(_("This campaign has ended; its answers stay on the version they were given in."));
    return no ? no
              : db_run(db,
                       "UPDATE campaign SET version_id = :version, rev = rev + 1 "
                       "WHERE id = :campaign AND version_id <> :version",
                       values);
}

const char *response_use_version(struct db *db, int64_t actor, int64_t campaign, int64_t version) {
    return db_write(db, use_step,
                    &(struct moving){ .actor = actor, .campaign = campaign, .version = version });
}

/* ---- last year's answers ---- */

int64_t response_earlier(struct db *db, int64_t response) {
    return db_int(
        db, 0,
        "SELECT e.id FROM response d JOIN campaign_respondent p ON p.id = d.respondent_id "
        "JOIN questionnaire_version v ON v.id = d.version_id "
        "JOIN campaign_respondent q ON q.structure_id = p.structure_id OR q.officer_id = p.officer_id "
        "JOIN response e ON e.respondent_id = q.id AND e.state = 'submitted' "
        "JOIN questionnaire_version w ON w.id = e.version_id "
        "AND w.questionnaire_id = v.questionnaire_id "
        "WHERE d.id = :id AND q.campaign_id <> p.campaign_id "
        "ORDER BY e.submitted_at DESC, e.id DESC LIMIT 1",
        with(integer("id", response)));
}

static const char *check_earlier(struct db *db, const struct moving *moving) {
    return db_exists(
               db,
               "SELECT 1 FROM response e JOIN campaign_respondent q ON q.id = e.respondent_id "
               "JOIN response d ON d.id = :response JOIN campaign_respondent p ON p.id = d.respondent_id "
               "WHERE e.id = :earlier AND e.state = 'submitted' "
               "AND (q.structure_id = p.structure_id OR q.officer_id = p.officer_id)",
               with(integer("response", moving->response), integer("earlier", moving->earlier)))
               ? NULL
               : refuse(_("Only submitted answers of the same structure or officer can be taken over."));
}

static const char *take_over(struct db *db, const struct moving *moving) {
    int64_t version = db_int(db, 0, "SELECT version_id FROM response WHERE id = :id",
                             with(integer("id", moving->response)));
    struct filling *draft = filling_open(db, moving->response), *to = filling_kept(db, version);
    struct filling *earlier = filling_open(db, moving->earlier);
    carry(draft, to, false, NULL);
    carry(earlier, to, true, NULL);
    const char *no = write(db, moving->response, to);
    filling_close(draft);
    filling_close(earlier);
    filling_close(to);
    return no;
}

static const char *start_step(struct db *db, void *argument) {
    const struct moving *moving = argument;
    const char *no = response_open_draft(db, moving->actor, moving->response);
    if (!no)
        no = check_earlier(db, moving);
    if (!no)
        no = response_keep_saved(db, moving->response);
    if (!no)
        no = take_over(db, moving);
    if (!no)
        no = db_run(db,
                    "UPDATE response SET started_from = :earlier, saved_at = now(), officer_id = :actor "
                    "WHERE id = :response",
                    with(integer("earlier", moving->earlier), integer("response", moving->response),
                         integer("actor", moving->actor)));
    return no ? no : response_changed(db, moving->response);
}

const char *response_start_from(struct db *db, int64_t actor, int64_t response, int64_t earlier) {
    return db_write(db, start_step,
                    &(struct moving){ .actor = actor, .response = response, .earlier = earlier });
}
