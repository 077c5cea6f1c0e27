#include "rules/response_about.h"

#include <ctype.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "rules/access.h"
#include "rules/response.h"

static void find_earlier(struct db *db, int64_t response, struct response_about *about, struct arena *arena) {
    about->earlier = about->started_from ? about->started_from : response_earlier(db, response);
    struct query *query = db_query(
        db,
        "SELECT c.title, r.submitted_at FROM response r JOIN campaign_respondent p ON p.id = r.respondent_id "
        "JOIN campaign c ON c.id = p.campaign_id WHERE r.id = :id",
        with(integer("id", about->earlier)));
    if (db_next(query)) {
        char when[CLOCK_TEXT];
        about->earlier_title = arena_copy(arena, db_column_text(query, 0));
        about->earlier_day = arena_copy_part(arena, clock_text(db_column_int(query, 1), when), 10);
    }
    db_done(query);
}

void response_about(struct db *db, int64_t response, struct response_about *about, struct arena *arena) {
    struct query *query = db_query(
        db,
        "SELECT r.saved_at, v.version, CASE WHEN c.version_id = r.version_id THEN 0 ELSE c.version_id END, "
        "(SELECT version FROM questionnaire_version WHERE id = c.version_id), coalesce(r.started_from, 0), "
        "r.saved_by_itself, CASE q.decision WHEN 'returned' THEN q.comment ELSE '' END FROM response r "
        "JOIN questionnaire_version v ON v.id = r.version_id JOIN respondent q ON q.id = r.respondent_id "
        "JOIN campaign c ON c.id = q.campaign_id WHERE r.id = :id",
        with(integer("id", response)));
    *about = (struct response_about){ .version = "", .newer_name = "", .returned_why = "" };
    if (db_next(query))
        *about = (struct response_about){ .saved_at = db_column_int(query, 0),
                                          .version = arena_copy(arena, db_column_text(query, 1)),
                                          .newer = db_column_int(query, 2),
                                          .newer_name = arena_copy(arena, db_column_text(query, 3)),
                                          .started_from = db_column_int(query, 4),
                                          .saved_by_itself = db_column_int(query, 5),
                                          .returned_why = arena_copy(arena, db_column_text(query, 6)) };
    db_done(query);
    find_earlier(db, response, about, arena);
}

int64_t response_draft(struct db *db, int64_t officer, int64_t campaign, int64_t structure) {
    return db_int(
        db, 0,
        "SELECT r.id FROM response r JOIN campaign_respondent p ON p.id = r.respondent_id "
        "WHERE r.state = 'draft' AND p.campaign_id = :campaign "
        "AND CASE WHEN :structure > 0 THEN p.structure_id = :structure ELSE p.officer_id = :officer END",
        with(integer("campaign", campaign), integer("structure", structure), integer("officer", officer)));
}

int64_t response_asked(struct db *db, int64_t campaign, const char *structure) {
    return db_int(db, 0,
                  "SELECT s.id FROM campaign_respondent r JOIN structure s ON s.id = r.structure_id "
                  "WHERE r.campaign_id = :campaign AND s.code = :code",
                  with(integer("campaign", campaign), text("code", structure)));
}

int64_t response_of_receipt(struct db *db, int64_t actor, const char *receipt) {
    struct buffer code = { 0 };
    buffer_clear(&code);
    for (; *receipt; receipt++) {
        if (*receipt == '-' || *receipt == ' ')
            continue;
        if (code.length == 4 || code.length == 9)
            buffer_add_char(&code, '-');
        buffer_add_char(&code, (char)toupper((unsigned char)*receipt));
    }
    int64_t found = db_int(db, 0,
                           "SELECT r.id FROM response r JOIN campaign_respondent p ON p.id = r.respondent_id "
                           "WHERE r.receipt = :receipt AND r.state = 'submitted' AND (p.officer_id = :actor "
                           "OR :actor = 0 AND p.structure_id IS NOT NULL OR EXISTS (SELECT 1 FROM reach e "
                           "WHERE e.structure_id = p.structure_id AND e.officer_id = :actor "
                           "AND e.capability IN ('answer', 'see_answers')))",
                           with(integer("actor", actor), text("receipt", code.text)));
    buffer_done(&code);
    return found;
}

struct query *response_dropped(struct db *db, int64_t response) {
    return db_query(db,
                    "SELECT question, value FROM answer_dropped WHERE response_id = :id ORDER BY question",
                    with(integer("id", response)));
}
