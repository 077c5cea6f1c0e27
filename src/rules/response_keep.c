#include <string.h>

#include "base/words.h"
#include "rules/response_import.h"
#include "xlsform/value.h"

static const char *cell(const struct response_import *import, const char *name) {
    return response_import_cell(import, name);
}

static const struct db_value *who(const struct response_import *import, struct arena *arena) {
    const struct db_value values[] = { integer("campaign", import->campaign),
                                       text("structure", cell(import, "structure")),
                                       text("badge", cell(import, "badge")),
                                       { 0 } };
    return arena_grow(arena, values, sizeof values, sizeof values);
}

static int64_t find_respondent(struct db *db, const struct db_value *values) {
    return db_int(db, 0,
                  "SELECT r.id FROM campaign_respondent r LEFT JOIN structure s ON s.id = r.structure_id "
                  "LEFT JOIN officer o ON o.id = r.officer_id "
                  "WHERE r.campaign_id = :campaign AND (s.code = :structure OR o.badge = :badge)",
                  values);
}

/* ---- whether they fit in ---- */

/* Whether one who is not listed could be. */
static const char *check_reach(struct db *db, const struct response_import *import,
                               const struct db_value *values) {
    if (db_exists(
            db,
            "SELECT 1 FROM campaign c JOIN structure_above a ON a.above_id = c.structure_id "
            "LEFT JOIN structure s ON s.id = a.structure_id AND s.code = :structure AND c.asks = 'structure' "
            "LEFT JOIN officer o ON o.structure_id = a.structure_id AND o.badge = :badge AND c.asks = "
            "'officer' "
            "WHERE c.id = :campaign AND coalesce(s.id, o.id) IS NOT NULL AND c.status <> 'closed'",
            values))
        return NULL;
    return refuse(_("This campaign does not ask %s%s."), cell(import, "structure"), cell(import, "badge"));
}

/* The order of several choices means nothing, unless they were to be put in order. */
static bool same_answer(const struct response_import *import, const struct db_value *one,
                        const struct db_value *other) {
    if (strcmp(one->name, other->name) != 0)
        return false;
    const struct response_column *column = response_tables_column(import->tables, one->name);
    if (!column || response_question(column)->kind != QUESTION_SELECT_MULTIPLE)
        return !strcmp(one->text, other->text);
    struct arena arena = { 0 };
    bool same = value_words(one->text) == value_words(other->text);
    size_t length;
    for (const char *word = one->text; same && (word = value_next_word(word, &length)); word += length)
        same = value_has_word(other->text, arena_copy_part(&arena, word, length));
    arena_done(&arena);
    return same;
}

static bool is_same(struct db *db, const struct response_import *import, int64_t response,
                    int64_t respondent) {
    struct arena arena = { 0 };
    bool same = db_exists(db,
                          "SELECT 1 FROM response WHERE id = :id AND respondent_id = :respondent AND "
                          "revision = :revision AND version_id = :version AND submitted_at = :moment",
                          with(integer("id", response), integer("respondent", respondent),
                               integer("revision", import->revision), integer("version", import->version),
                               integer("moment", import->moment)));
    struct response_answers kept = response_answers(db, response, &arena);
    same = same && kept.count == import->answers.count;
    for (int i = 0; same && i < kept.count; i++)
        same = same_answer(import, &kept.list[i], &import->answers.list[i]);
    arena_done(&arena);
    return same;
}

/* What is there already of this respondent that does not go together with these answers. */
static const char *check_place(struct db *db, const struct response_import *import, int64_t respondent) {
    const struct db_value *values =
        with(integer("respondent", respondent), integer("revision", import->revision));
    struct arena arena = { 0 };
    const char *no = NULL,
               *receipt = db_text(
                   db, &arena,
                   "SELECT receipt FROM response WHERE respondent_id = :respondent AND revision = :revision",
                   values);
    int64_t last = db_int(
        db, 0, "SELECT max(revision) FROM response WHERE respondent_id = :respondent AND state = 'submitted'",
        values);
    if (receipt)
        no = refuse(_("Revision %lld is there already, with the receipt %s."), (long long)import->revision,
                    receipt);
    else if (db_exists(db, "SELECT 1 FROM response WHERE respondent_id = :respondent AND state = 'draft'",
                       values))
        no = refuse(_("A draft has been begun; it must be submitted or thrown away first."));
    else if (last > import->revision)
        no = refuse(_("Revision %lld is there already; an older one cannot come after it."), (long long)last);
    else if (db_exists(
                 db, "SELECT 1 FROM campaign_respondent WHERE id = :respondent AND excluded_why IS NOT NULL",
                 values))
        no = refuse(_("%s%s was left out of this campaign."), cell(import, "structure"),
                    cell(import, "badge"));
    arena_done(&arena);
    return no;
}

/* ---- keeping ---- */

static const char *write_answers(struct db *db, const struct response_import *import, int64_t response) {
    const char *no = NULL;
    for (int i = 0; i < import->answers.count && !no; i++)
        no = db_run(db,
                    "INSERT INTO answer (response_id, question, value) VALUES (:response, :question, :value)",
                    with(integer("response", response), text("question", import->answers.list[i].name),
                         text("value", import->answers.list[i].text)));
    return no;
}

static const char *write_state(struct db *db, const struct response_import *import, int64_t response) {
    const char *state = cell(import, "state");
    if (!*state || !strcmp(state, "submitted"))
        return NULL;
    return db_run(db,
                  "INSERT INTO response_review (response_id, decision, comment, officer_id, decided_at) "
                  "VALUES (:response, :state, :comment, nullif(:actor, 0), now())",
                  with(integer("response", response), text("state", state),
                       text("comment", cell(import, "comment")), integer("actor", import->actor)));
}

static const char *write_response(struct db *db, const struct response_import *import, int64_t respondent) {
    const struct db_value *values =
        with(integer("respondent", respondent), integer("revision", import->revision),
             integer("version", import->version), text("language", cell(import, "language")),
             integer("officer", import->officer), integer("moment", import->moment),
             text("receipt", cell(import, "receipt")));
    const char *no =
        db_run(db,
               "INSERT INTO response (respondent_id, revision, version_id, state, language, "
               "officer_id, started_at, saved_at) VALUES (:respondent, :revision, :version, 'draft', "
               ":language, :officer, :moment, :moment)",
               values);
    int64_t response = db_last_id(db);
    if (!no)
        no = write_answers(db, import, response);
    if (!no)
        no = db_run(db,
                    "UPDATE response SET state = 'submitted', submitted_at = :moment, receipt = :receipt "
                    "WHERE respondent_id = :respondent AND revision = :revision",
                    values);
    return no ? no : write_state(db, import, response);
}

/* For the length of the import the respondent is open, even in a closed campaign, which is remembered. */
static const char *reopen(struct db *db, const struct response_import *import, int64_t respondent) {
    const struct db_value *values = with(integer("id", respondent), integer("actor", import->actor),
                                         text("reason", _("Answers were imported.")));
    const char *no =
        db_run(db, "UPDATE campaign_respondent SET reopened_until = today() WHERE id = :id", values);
    return no ? no
              : db_run(db,
                       "INSERT INTO campaign_event (campaign_id, structure_id, at, officer_id, act, reason) "
                       "SELECT c.id, r.structure_id, now(), nullif(:actor, 0), 'reopen', :reason "
                       "FROM campaign_respondent r JOIN campaign c ON c.id = r.campaign_id "
                       "WHERE r.id = :id AND c.status = 'closed'",
                       values);
}

const char *response_import_fits(struct db *db, struct response_import *import) {
    struct arena arena = { 0 };
    const struct db_value *values = who(import, &arena);
    int64_t known = db_int(db, 0, "SELECT id FROM response WHERE receipt = :receipt",
                           with(text("receipt", cell(import, "receipt"))));
    import->respondent = find_respondent(db, values);
    import->is_known = known && is_same(db, import, known, import->respondent);
    const char *no = NULL;
    if (known && !import->is_known)
        no = refuse(_("This receipt is known with other answers; what was submitted is never changed."));
    else if (!known)
        no = import->respondent ? check_place(db, import, import->respondent)
                                : check_reach(db, import, values);
    arena_done(&arena);
    return no;
}

static const char *add_respondent(struct db *db, struct response_import *import,
                                  const struct db_value *values) {
    const char *no = db_run(
        db,
        "INSERT INTO campaign_respondent (campaign_id, structure_id, officer_id, staff) "
        "SELECT c.id, s.id, o.id, s.staff FROM campaign c LEFT JOIN structure s ON s.code = :structure "
        "LEFT JOIN officer o ON o.badge = :badge WHERE c.id = :campaign",
        values);
    import->respondent = find_respondent(db, values);
    return no;
}

const char *response_import_put(struct db *db, struct response_import *import) {
    if (import->is_known)
        return NULL;
    struct arena arena = { 0 };
    const char *no = import->respondent ? NULL : add_respondent(db, import, who(import, &arena));
    const struct db_value *id = with(integer("id", import->respondent));
    const char *until =
        db_text(db, &arena, "SELECT reopened_until FROM campaign_respondent WHERE id = :id", id);
    if (!no)
        no = reopen(db, import, import->respondent);
    if (!no)
        no = write_response(db, import, import->respondent);
    if (!no)
        no = db_run(db, "UPDATE campaign_respondent SET reopened_until = :until WHERE id = :id",
                    with(integer("id", import->respondent), text("until", until)));
    arena_done(&arena);
    return no;
}
