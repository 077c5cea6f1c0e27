/* What happened to a campaign, or to one structure in it. */
#include <string.h>

#include "base/buffer.h"
#include "screens/campaign.h"
#include "screens/details.h"

static const struct choice acts[] = { { "draft", N_("made a draft again") },
                                      { "open", N_("opened") },
                                      { "closing", N_("closing: drafts are finished") },
                                      { "closed", N_("closed") },
                                      { "frozen", N_("frozen") },
                                      { "include", N_("asked, too") },
                                      { "exclude", N_("left out") },
                                      { "reopen", N_("let in once more") },
                                      { "remind", N_("reminded") },
                                      { "confirmed", N_("answers confirmed") },
                                      { "returned", N_("answers returned") },
                                      { 0 } };

static void add_part(struct buffer *line, const char *format, const char *part) {
    if (*part)
        buffer_format(line, format, part);
}

void campaign_write_history(struct session *session, struct page *page, int64_t campaign, int64_t structure) {
    static const char events[] =
        "SELECT moment(e.at) AS moment, e.act, coalesce(u.name, '') AS who, e.reason, "
        "coalesce(o.surname || ' ' || o.given_name, '') AS actor FROM ("
        "SELECT at, act, structure_id, reason, officer_id FROM campaign_event WHERE campaign_id = :campaign "
        "AND (:structure = 0 OR structure_id = :structure AND act <> 'remind') UNION ALL "
        "SELECT x.sent_at, 'remind', r.structure_id, '', x.officer_id FROM campaign_respondent r "
        "JOIN respondent_reminder x ON x.respondent_id = r.id "
        "WHERE r.campaign_id = :campaign AND r.structure_id = :structure UNION ALL "
        "SELECT w.decided_at, w.decision, r.structure_id, w.comment, w.officer_id FROM campaign_respondent r "
        "JOIN response p ON p.respondent_id = r.id JOIN response_review w ON w.response_id = p.id "
        "WHERE r.campaign_id = :campaign AND r.structure_id = :structure) e "
        "LEFT JOIN structure u ON u.id = e.structure_id AND :structure = 0 "
        "LEFT JOIN officer o ON o.id = e.officer_id AND EXISTS (SELECT 1 FROM named_officer v "
        "WHERE v.actor_id = :officer AND v.id = o.id) ORDER BY e.at DESC LIMIT 30";
    struct buffer line = { 0 };
    struct query *row = db_query(session->db, events,
                                 with(integer("campaign", campaign), integer("structure", structure),
                                      integer("officer", session->officer)));
    for (bool first = true; db_next(row); first = false) {
        if (first)
            page_heading(page, "%s", _("What happened"));
        buffer_clear(&line);
        add_part(&line, "%s: ", details_text(row, "who"));
        buffer_add(&line, choice_word(acts, details_text(row, "act")));
        add_part(&line, _(", by %s"), details_text(row, "actor"));
        add_part(&line, ": %s", details_text(row, "reason"));
        page_pair(page, details_text(row, "moment"), line.text);
    }
    db_done(row);
    buffer_done(&line);
}
