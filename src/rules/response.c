#include "rules/response.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response_act.h"

/* ---- who and when ---- */

const char *response_may_answer(struct db *db, int64_t actor, int64_t structure) {
    return structure ? access_check(db, actor, MAY_ANSWER, structure)
                     : access_check(db, actor, MAY_REGISTER, 0);
}

struct starting {
    int64_t actor, campaign, structure;
    int64_t *made;
};

/* The row of campaign_respondent; officers get theirs when they begin. */
static const char *find_respondent(struct db *db, const struct starting *starting, int64_t *respondent) {
    const struct db_value *values =
        with(integer("campaign", starting->campaign), integer("actor", starting->actor),
             integer("structure", starting->structure));
    const char *no = NULL;
    if (!starting->structure)
        no = db_run(
            db,
            "INSERT OR IGNORE INTO campaign_respondent (campaign_id, officer_id) "
            "SELECT c.id, o.id FROM campaign c JOIN officer o ON o.id = :actor "
            "JOIN structure_above a ON a.structure_id = o.structure_id AND a.above_id = c.structure_id "
            "WHERE c.id = :campaign AND c.asks = 'officer' AND c.status IN ('open', 'closing')",
            values);
    *respondent =
        db_int(db, 0,
               "SELECT id FROM campaign_respondent WHERE campaign_id = :campaign "
               "AND CASE WHEN :structure > 0 THEN structure_id = :structure ELSE officer_id = :actor END",
               values);
    if (!no && !*respondent)
        no = refuse(_("This questionnaire does not ask you."));
    return no;
}

/* ---- drafts ---- */

/* The answers a draft begins with: those of the last revision with its quiet ones anew, or the defaults. */
static const char *begin_answers(struct db *db, int64_t response, int64_t version, int64_t last,
                                 const char *badge) {
    struct definition *definition = last ? NULL : questionnaire_load(db, version);
    struct filling *filling;
    struct arena arena = { 0 };
    const char *no = NULL;
    if (last) {
        no = db_run(db,
                    "INSERT INTO answer (response_id, question, value) SELECT :new, question, value FROM "
                    "(SELECT * FROM answer UNION ALL SELECT * FROM answer_dropped) "
                    "WHERE response_id = :last AND true ON CONFLICT (response_id, question) DO UPDATE "
                    "SET value = excluded.value",
                    with(integer("new", response), integer("last", last)));
        filling = filling_open(db, response);
        filling_begin_again(filling, badge);
    } else
        filling = filling_new(definition, badge);
    if (!no)
        no = response_put_answers(db, response, filling_values(filling, &arena));
    filling_close(filling);
    definition_free(definition);
    arena_done(&arena);
    return no;
}

static const char *make_draft(struct db *db, struct starting *starting, int64_t respondent) {
    const struct db_value *values = with(integer("respondent", respondent), integer("actor", starting->actor),
                                         integer("campaign", starting->campaign));
    struct arena arena = { 0 };
    int64_t last = db_int(
        db, 0, "SELECT id FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1",
        values);
    const char *no =
        db_run(db,
               "INSERT INTO response (id, respondent_id, revision, version_id, state, language, officer_id, "
               "started_at, saved_at) SELECT (SELECT 1 + coalesce(max(id), 0) FROM (SELECT id FROM response "
               "UNION ALL SELECT id FROM response_discarded)), :respondent, coalesce((SELECT max(revision) "
               "FROM response "
               "WHERE respondent_id = :respondent), 0) + 1, version_id, 'draft', coalesce((SELECT language "
               "FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1), ''), "
               ":actor, now(), now() FROM campaign WHERE id = :campaign",
               values);
    *starting->made = db_last_id(db);
    int64_t version = db_int(db, 0, "SELECT version_id FROM campaign WHERE id = :campaign", values);
    char *badge = db_text(db, &arena, "SELECT badge FROM officer WHERE id = :actor", values);
    if (!no)
        no = begin_answers(db, *starting->made, version, last, badge ? badge : "");
    arena_done(&arena);
    return no;
}

static const char *start_step(struct db *db, void *argument) {
    struct starting *starting = argument;
    int64_t respondent = 0;
    const char *no = find_respondent(db, starting, &respondent);
    if (no)
        return no;
    *starting->made = db_int(db, 0, "SELECT id FROM response WHERE respondent_id = :id AND state = 'draft'",
                             with(integer("id", respondent)));
    no = campaign_takes(db, respondent, !*starting->made);
    if (!no && !*starting->made)
        no = make_draft(db, starting, respondent);
    return no ? no : response_meet(db, *starting->made);
}

const char *response_start(struct db *db, int64_t actor, int64_t campaign, int64_t structure,
                           int64_t *response) {
    struct starting starting = {
        .actor = actor, .campaign = campaign, .structure = structure, .made = response
    };
    const char *no = response_may_answer(db, actor, structure);
    return no ? no : db_write(db, start_step, &starting);
}

const char *response_open_draft(struct db *db, int64_t actor, int64_t response) {
    const char *no = NULL;
    int64_t structure = 0, officer = 0, respondent = 0;
    struct query *query =
        db_query(db,
                 "SELECT c.id, coalesce(c.structure_id, 0), coalesce(c.officer_id, 0), r.state "
                 "FROM response r JOIN campaign_respondent c ON c.id = r.respondent_id "
                 "WHERE r.id = :id",
                 with(integer("id", response)));
    if (!db_next(query)) {
        no = refuse(_("There are no such answers."));
    } else {
        respondent = db_column_int(query, 0);
        structure = db_column_int(query, 1);
        officer = db_column_int(query, 2);
        if (strcmp(db_column_text(query, 3), "draft") != 0)
            no = refuse(_("These answers were submitted; begin a new revision to change them."));
    }
    db_done(query);
    if (!no && officer && officer != actor)
        no = refuse(_("These are another officer's answers."));
    if (!no)
        no = response_may_answer(db, actor, structure);
    if (!no)
        no = campaign_takes(db, respondent, false);
    return no ? no : response_check_sitting(db, response);
}

/* ---- saving ---- */

static int compare_names(const void *one, const void *other) {
    return strcmp(((const struct db_value *)one)->name, ((const struct db_value *)other)->name);
}

static const char *put_answer(struct db *db, int64_t response, const char *question, const char *value) {
    return db_run(db,
                  "INSERT INTO answer (response_id, question, value) VALUES (:response, :question, :value) "
                  "ON CONFLICT (response_id, question) DO UPDATE SET value = excluded.value",
                  with(integer("response", response), text("question", question), text("value", value)));
}

/* Marks with an empty text what is kept already; gives the answers that are there no more, names only. */
static const struct db_value *compare_kept(struct db *db, int64_t response, struct db_value *answers,
                                           size_t count, struct arena *arena) {
    struct db_value *gone = NULL;
    int used = 0;
    struct query *query = db_query(db, "SELECT question, value FROM answer WHERE response_id = :response",
                                   with(integer("response", response)));
    while (db_next(query)) {
        struct db_value kept = text(db_column_text(query, 0), db_column_text(query, 1));
        struct db_value *same = count ? bsearch(&kept, answers, count, sizeof kept, compare_names) : NULL;
        if (same && *same->text) {
            if (!strcmp(same->text, kept.text))
                same->kind = DB_NULL;
            continue;
        }
        gone = arena_room(arena, gone, used, sizeof *gone);
        gone[used++] = text(arena_copy(arena, kept.name), NULL);
    }
    db_done(query);
    gone = arena_room(arena, gone, used, sizeof *gone);
    gone[used] = (struct db_value){ 0 };
    return gone;
}

const char *response_put_answers(struct db *db, int64_t response, const struct db_value *answers) {
    struct arena arena = { 0 };
    const char *no = NULL;
    size_t count = 0;
    while (answers && answers[count].name)
        count++;
    struct db_value *sorted = arena_new(&arena, (count + 1) * sizeof *sorted);
    if (count) {
        memcpy(sorted, answers, count * sizeof *sorted);
        qsort(sorted, count, sizeof *sorted, compare_names);
    }
    for (size_t i = 0; i < count; i++)
        sorted[i].text = sorted[i].text ? sorted[i].text : "";
    const struct db_value *gone = compare_kept(db, response, sorted, count, &arena);
    for (; gone->name && !no; gone++)
        no = db_run(db, "DELETE FROM answer WHERE response_id = :response AND question = :question",
                    with(integer("response", response), text("question", gone->name)));
    for (size_t i = 0; i < count && !no; i++)
        if (sorted[i].kind != DB_NULL && *sorted[i].text)
            no = put_answer(db, response, sorted[i].name, sorted[i].text);
    arena_done(&arena);
    return no;
}

struct saving {
    int64_t actor, response;
    const char *language;
    const struct db_value *answers;
    enum response_saved how;
};

const char *response_keep_saved(struct db *db, int64_t response) {
    const struct db_value *id = with(integer("id", response));
    if (response_can_revert(db, response))
        return NULL;
    const char *no = db_run(db,
                            "INSERT INTO answer_saved (response_id, question, value) "
                            "SELECT response_id, question, value FROM answer WHERE response_id = :id",
                            id);
    return no ? no : db_run(db, "UPDATE response SET saved_by_itself = 1 WHERE id = :id", id);
}

const char *response_forget_saved(struct db *db, int64_t response) {
    const struct db_value *id = with(integer("id", response));
    const char *no = db_run(db, "DELETE FROM answer_saved WHERE response_id = :id", id);
    return no ? no : db_run(db, "UPDATE response SET saved_by_itself = 0 WHERE id = :id", id);
}

static const char *write_draft(struct db *db, const struct saving *saving) {
    const char *no = db_run(
        db, "UPDATE response SET saved_at = now(), language = :language, officer_id = :actor WHERE id = :id",
        with(text("language", saving->language ? saving->language : ""), integer("actor", saving->actor),
             integer("id", saving->response)));
    if (!no)
        no = response_put_answers(db, saving->response, saving->answers);
    return no ? no : response_changed(db, saving->response);
}

const char *response_keep(struct db *db, int64_t actor, int64_t response, const char *language,
                          const struct db_value *answers, enum response_saved how) {
    const char *no = response_open_draft(db, actor, response);
    if (!no)
        no =
            how == SAVED_BY_OFFICER ? response_forget_saved(db, response) : response_keep_saved(db, response);
    return no ? no : write_draft(db, &(struct saving){ actor, response, language, answers, how });
}

static const char *save_step(struct db *db, void *argument) {
    const struct saving *saving = argument;
    return response_keep(db, saving->actor, saving->response, saving->language, saving->answers, saving->how);
}

const char *response_save(struct db *db, int64_t actor, int64_t response, const char *language,
                          const struct db_value *answers, enum response_saved how) {
    return db_write(db, save_step, &(struct saving){ actor, response, language, answers, how });
}

bool response_can_revert(struct db *db, int64_t response) {
    return db_exists(db, "SELECT 1 FROM response WHERE id = :id AND saved_by_itself = 1",
                     with(integer("id", response)));
}

static const char *revert_step(struct db *db, void *argument) {
    const struct saving *saving = argument;
    const struct db_value *id = with(integer("id", saving->response));
    const char *no = response_open_draft(db, saving->actor, saving->response);
    if (!no && !response_can_revert(db, saving->response))
        no = refuse(_("Nothing was changed since you last saved it."));
    if (!no)
        no = db_run(db, "DELETE FROM answer WHERE response_id = :id", id);
    if (!no)
        no = db_run(db,
                    "INSERT INTO answer (response_id, question, value) "
                    "SELECT response_id, question, value FROM answer_saved WHERE response_id = :id",
                    id);
    if (!no)
        no = response_forget_saved(db, saving->response);
    return no ? no : response_changed(db, saving->response);
}

const char *response_revert(struct db *db, int64_t actor, int64_t response) {
    return db_write(db, revert_step, &(struct saving){ .actor = actor, .response = response });
}

static const char *discard_step(struct db *db, void *argument) {
    const struct saving *saving = argument;
    const struct db_value *id = with(integer("id", saving->response));
    const char *no = response_open_draft(db, saving->actor, saving->response);
    if (!no)
        no = response_forget_saved(db, saving->response);
    if (!no)
        no = db_run(db, "DELETE FROM answer WHERE response_id = :id", id);
    if (!no)
        no = db_run(db, "DELETE FROM answer_entry WHERE response_id = :id", id);
    return no ? no : db_run(db, "DELETE FROM response WHERE id = :id", id);
}

const char *response_discard(struct db *db, int64_t actor, int64_t response) {
    return db_write(db, discard_step, &(struct saving){ .actor = actor, .response = response });
}
