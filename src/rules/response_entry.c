#include "rules/response_entry.h"

#include "rules/response_act.h"

struct noting {
    int64_t actor, response;
    struct filling *filling;
};

static const char *note_step(struct db *db, void *argument) {
    const struct noting *noting = argument;
    int count;
    const struct filling_entry *entries = filling_entries(noting->filling, &count);
    const char *no = response_open_draft(db, noting->actor, noting->response);
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

const char *response_note_entry(struct db *db, int64_t actor, int64_t response, struct filling *filling) {
    int count;
    filling_entries(filling, &count);
    const char *no = count ? db_write(db, note_step, &(struct noting){ actor, response, filling }) : NULL;
    if (!no)
        filling_forget_entries(filling);
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
