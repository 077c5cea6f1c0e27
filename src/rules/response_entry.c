#include "rules/response_entry.h"

#include "rules/response_act.h"

struct noting {
    int64_t actor, response;
    struct filling *filling;
    const struct db_value *answers;
    enum response_saved how;
};

static const char *put_entries(struct db *db, const struct noting *noting) {
    int count;
    const struct filling_entry *entries = filling_entries(noting->filling, &count);
    const char *no = NULL;
    for (int i = 0; i < count && !no; i++)
        no =
            db_run(db,
                   "INSERT INTO answer_entry (response_id, question, changes, seconds) "
                   "VALUES (:response, :question, :changes, :seconds) ON CONFLICT (response_id, question) "
                   "DO UPDATE SET changes = changes + excluded.changes, seconds = seconds + excluded.seconds",
                   with(integer("response", noting->response), text("question", entries[i].path),
                        integer("changes", entries[i].changes), integer("seconds", entries[i].seconds)));
    return no;
}

static const char *note_step(struct db *db, void *argument) {
    const struct noting *noting = argument;
    const char *no = response_open_draft(db, noting->actor, noting->response);
    return no ? no : put_entries(db, noting);
}

const char *response_note_entry(struct db *db, int64_t actor, int64_t response, struct filling *filling) {
    int count;
    filling_entries(filling, &count);
    const char *no =
        count ? db_write(db, note_step, &(struct noting){ actor, response, filling, NULL, 0 }) : NULL;
    if (!no)
        filling_forget_entries(filling);
    return no;
}

static const char *save_step(struct db *db, void *argument) {
    const struct noting *noting = argument;
    const char *no = response_keep(db, noting->actor, noting->response, filling_language(noting->filling),
                                   noting->answers, noting->how);
    return no ? no : put_entries(db, noting);
}

const char *response_save_filling(struct db *db, int64_t actor, int64_t response, struct filling *filling,
                                  enum response_saved how) {
    struct arena arena = { 0 };
    const char *no = db_write(
        db, save_step, &(struct noting){ actor, response, filling, filling_values(filling, &arena), how });
    if (!no)
        filling_forget_entries(filling);
    arena_done(&arena);
    return no;
}

struct query *response_entries(struct db *db, int64_t response) {
    return db_query(db,
                    "SELECT question, changes, seconds FROM answer_entry WHERE response_id = :id "
                    "ORDER BY seconds DESC, changes DESC, question",
                    with(integer("id", response)));
}

int64_t response_entry_seconds(struct db *db, int64_t response) {
    return db_int(db, 0, "SELECT coalesce(sum(seconds), 0) FROM answer_entry WHERE response_id = :id",
                  with(integer("id", response)));
}
