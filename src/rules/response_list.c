#include "rules/response_list.h"

const char *const response_columns[] = { "campaign", "structure", "badge",   "revision",
                                         "language", "submitted", "receipt", NULL };

struct query *response_versions(struct db *db) {
    return db_query(
        db, "SELECT DISTINCT version_id FROM response WHERE state = 'submitted' ORDER BY version_id", NULL);
}

struct query *response_all(struct db *db, int64_t actor) {
    return db_query(db,
                    "SELECT * FROM response_form f WHERE :actor = 0 OR EXISTS (SELECT 1 FROM reach r "
                    "WHERE r.structure_id = f.structure_id AND r.officer_id = :actor "
                    "AND r.capability = f.needs) ORDER BY submitted, id",
                    with(integer("actor", actor)));
}

char *response_answer(struct db *db, int64_t response, const char *path, struct arena *arena) {
    return db_text(db, arena, "SELECT value FROM answer WHERE response_id = :response AND question = :path",
                   with(integer("response", response), text("path", path)));
}
