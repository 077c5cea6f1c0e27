#include "screens/timeline.h"

#include "base/buffer.h"
#include "screens/details.h"

static void add_part(struct buffer *line, const char *format, const char *part) {
    if (*part)
        buffer_format(line, format, part);
}

void timeline_write(struct session *session, struct page *page, int64_t registration) {
    static const char events[] =
        "SELECT moment(e.at) AS at, e.state, e.actor, coalesce(w.name, '') AS why, e.reason, e.rule "
        "FROM registration_history e "
        "LEFT JOIN withdraw_reason w ON w.code = e.reason_code WHERE e.registration_id = :registration ORDER "
        "BY e.id";
    struct buffer line = { 0 };
    page_heading(page, "%s", _("How it came about"));
    struct query *row = db_query(session->db, events, with(integer("registration", registration)));
    while (db_next(row)) {
        buffer_clear(&line);
        buffer_add(&line, _(details_text(row, "state")));
        add_part(&line, _(", by %s"), details_text(row, "actor"));
        add_part(&line, "; %s", _(details_text(row, "why")));
        add_part(&line, "; \"%s\"", details_text(row, "reason"));
        add_part(&line, "; %s", details_text(row, "rule"));
        page_pair(page, details_text(row, "at"), line.text);
    }
    db_done(row);
    buffer_done(&line);
}
