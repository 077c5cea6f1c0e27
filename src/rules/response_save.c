/* Saving the answers of a draft, going back to the last save, and throwing it away. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "rules/filling.h"
#include "rules/response.h"
#include "rules/response_act.h"

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
