#include "rules/response_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/words.h"

const char *const response_columns[] = { "campaign",  "structure", "badge",    "revision",
                                         "state",     "comment",   "language", "answered_by",
                                         "submitted", "receipt",   "version",  NULL };

enum { MOST_NAMED = 20 };

#define KNOWN                                                                                                \
    "(:actor = 0 OR EXISTS (SELECT 1 FROM known_campaign v WHERE v.actor_id = :actor AND v.id = c.id))"

static REFUSAL unknown_campaign(struct db *db, int64_t actor, const char *code) {
    struct arena arena = { 0 };
    struct buffer said = { 0 };
    const char **codes = NULL;
    int count = 0;
    struct query *query = db_query(db, "SELECT code FROM campaign c WHERE " KNOWN " ORDER BY id DESC",
                                   with(integer("actor", actor)));
    while (db_next(query)) {
        codes = arena_room(&arena, codes, count, sizeof *codes);
        codes[count++] = arena_copy(&arena, db_column_text(query, 0));
    }
    db_done(query);
    codes = arena_room(&arena, codes, count, sizeof *codes);
    codes[count] = NULL;
    const char *meant = nearest(code, codes);
    buffer_format(&said, _("There is no campaign \"%s\""), code);
    if (meant)
        buffer_format(&said, _("; did you mean \"%s\"?"), meant);
    for (int i = 0; !meant && i < count && i < MOST_NAMED; i++)
        buffer_format(&said, "%s%s", i ? ", " : _("; there are: "), codes[i]);
    const char *refusal = refuse("%s%s", said.text, meant ? "" : ".");
    buffer_done(&said);
    arena_done(&arena);
    return refusal;
}

const char *response_campaign(struct db *db, int64_t actor, const char *code, int64_t *campaign) {
    *campaign = db_int(db, 0, "SELECT id FROM campaign c WHERE code = :code AND " KNOWN,
                       with(text("code", code), integer("actor", actor)));
    return *campaign ? NULL : unknown_campaign(db, actor, code);
}

int64_t *response_versions(struct db *db, int64_t campaign, bool all, struct arena *arena) {
    int64_t *versions = NULL;
    int count = 0;
    struct query *query = db_query(
        db,
        "SELECT v.id FROM questionnaire_version v WHERE v.id IN (SELECT version_id FROM campaign WHERE id = "
        ":campaign) "
        "OR v.id IN (SELECT version_id FROM response_form WHERE campaign_id = :campaign) OR (:all = 1 AND "
        "v.questionnaire_id = (SELECT o.questionnaire_id FROM campaign c JOIN questionnaire_version o "
        "ON o.id = c.version_id WHERE c.id = :campaign)) ORDER BY v.id DESC",
        with(integer("campaign", campaign), integer("all", all)));
    while (db_next(query)) {
        versions = arena_room(arena, versions, count, sizeof *versions);
        versions[count++] = db_column_int(query, 0);
    }
    db_done(query);
    versions = arena_room(arena, versions, count, sizeof *versions);
    versions[count] = 0;
    return versions;
}

struct query *response_all(struct db *db, int64_t actor, int64_t campaign, struct response_choice choice) {
    return db_query(
        db,
        "SELECT * FROM response_form f WHERE f.campaign_id = :campaign AND f.state = coalesce(:state, "
        "f.state) "
        "AND (:all = 1 OR NOT EXISTS (SELECT 1 FROM response_form l WHERE l.respondent_id = f.respondent_id "
        "AND l.revision > f.revision AND l.state = coalesce(:state, l.state))) "
        "AND (:actor = 0 OR EXISTS (SELECT 1 FROM seen_response v WHERE v.actor_id = :actor AND v.id = "
        "f.id)) "
        "ORDER BY f.submitted, f.structure, f.badge, f.revision",
        with(integer("campaign", campaign), integer("actor", actor), integer("all", choice.all),
             text("state", choice.confirmed ? "confirmed" : NULL)));
}

struct response_answers response_answers(struct db *db, int64_t response, struct arena *arena) {
    struct response_answers answers = { 0 };
    struct query *query = db_query(
        db,
        "SELECT question, value FROM answer WHERE response_id = :response ORDER BY question COLLATE BINARY",
        with(integer("response", response)));
    while (db_next(query)) {
        answers.list = arena_room(arena, answers.list, answers.count, sizeof *answers.list);
        answers.list[answers.count++] =
            text(arena_copy(arena, db_column_text(query, 0)), arena_copy(arena, db_column_text(query, 1)));
    }
    db_done(query);
    return answers;
}

static int compare_names(const void *one, const void *other) {
    return strcmp(((const struct db_value *)one)->name, ((const struct db_value *)other)->name);
}

const char *response_answer(const struct response_answers *answers, const char *path) {
    if (!answers->count)
        return NULL;
    const struct db_value *found = bsearch(&text(path, NULL), answers->list, (size_t)answers->count,
                                           sizeof *answers->list, compare_names);
    return found ? found->text : NULL;
}
