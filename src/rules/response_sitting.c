/* Drafts as this connection last met them, so that nobody saves over what somebody else saved meanwhile. */
#include "base/words.h"
#include "rules/response_act.h"

const char *response_meet(struct db *db, int64_t response) {
    const char *no = db_run(
        db, "CREATE TEMP TABLE IF NOT EXISTS sitting (response_id INTEGER PRIMARY KEY, rev INTEGER)", NULL);
    return no ? no
              : db_run(db,
                       "INSERT INTO sitting (response_id, rev) SELECT id, rev FROM response WHERE id = :id "
                       "ON CONFLICT (response_id) DO UPDATE SET rev = excluded.rev",
                       with(integer("id", response)));
}

const char *response_changed(struct db *db, int64_t response) {
    const char *no =
        db_run(db, "UPDATE response SET rev = rev + 1 WHERE id = :id", with(integer("id", response)));
    return no ? no : response_meet(db, response);
}

const char *response_check_sitting(struct db *db, int64_t response) {
    const char *no = NULL;
    struct query *query = NULL;
    if (db_exists(db, "SELECT 1 FROM sqlite_temp_schema WHERE name = 'sitting'", NULL))
        query = db_query(
            db,
            "SELECT o.badge, moment(r.saved_at) FROM response r JOIN officer o ON o.id = r.officer_id "
            "JOIN sitting s ON s.response_id = r.id WHERE r.id = :id AND s.rev <> r.rev",
            with(integer("id", response)));
    if (query && db_next(query))
        no = refuse(
            _("These answers were changed elsewhere; %s saved last, at %s. Leave and open them again: what "
              "you typed comes back on top."),
            db_column_text(query, 0), db_column_text(query, 1) + 11);
    db_done(query);
    return no;
}
