/* Answers of structures for those who confirm or return them: the list of what waits, and the two decisions.
 */
#include "rules/review.h"

#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"

/* The response at hand: the row under the cursor, or what the page is about. */
static int64_t subject(struct session *session) {
    return session->place->screen->shape == LIST ? session_row(session) : session->place->id;
}

bool review_can_confirm(struct session *session) {
    return review_may_confirm(session->db, session->officer, subject(session));
}

bool review_can_return(struct session *session) {
    return review_may_return(session->db, session->officer, subject(session));
}

const char *review_act_confirm(struct session *session) {
    const char *no = review_confirm(session->db, session->officer, subject(session));
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("Confirmed: these are the official answers now."));
    return NULL;
}

const char *review_act_return(struct session *session) {
    return session_open(session, &return_screen, subject(session));
}

const char *review_ask_confirm(struct session *session) {
    struct arena *arena = &session->place->arena;
    char *who =
        db_text(session->db, arena,
                "SELECT u.name || ': ' || c.title FROM response p JOIN campaign_respondent r ON r.id = "
                "p.respondent_id JOIN structure u ON u.id = r.structure_id JOIN campaign c ON c.id = "
                "r.campaign_id WHERE p.id = :id",
                with(integer("id", subject(session))));
    return arena_format(arena, _("%s. Confirm these answers as the official ones? They are locked then."),
                        who ? who : "");
}

static const struct field columns[] = {
    { .name = "who", .label = N_("Structure"), .help = N_("Whose answers they are.") },
    { .name = "title", .label = N_("Campaign"), .help = N_("What was asked."), .width = 26 },
    { .name = "submitted",
      .label = N_("Submitted"),
      .help = N_("When the answers were submitted."),
      .width = 16,
      .order = "submitted_at" },
    { .name = "closes_on",
      .label = N_("Until"),
      .help = N_("The last day on which a correction can be submitted."),
      .width = 10,
      .kind = FIELD_DAY },
    { 0 }
};

static const struct action list_own[] = { { ACTION_CONFIRM, .needs = A_ROW },
                                          { ACTION_RETURN, .needs = A_ROW },
                                          { 0 } };

const struct screen to_confirm_screen = {
    .name = "confirm",
    .title = N_("Answers to confirm"),
    .help = N_("Answers of your structures that were submitted and wait for you: confirmed they are official "
               "and locked, returned they come back corrected. Enter shows the answers."),
    .empty = N_("No answers wait for you. New ones appear here by themselves."),
    .shape = LIST,
    .may = MAY_CONFIRM_ANSWERS,
    .query =
        "SELECT id, who, title, submitted_at, moment(submitted_at) AS submitted, closes_on FROM to_confirm "
        "WHERE officer_id = :officer",
    .order = "submitted_at",
    .fields = columns,
    .actions = list_own,
    .opens = &answers_screen,
};

/* ---- returning ---- */

static const struct field return_fields[] = {
    { .name = "who", .label = N_("Structure"), .help = N_("Whose answers they are."), .fixed = true },
    { .name = "campaign", .label = N_("Campaign"), .help = N_("What was asked."), .fixed = true },
    { .name = "comment",
      .label = N_("Comment"),
      .help = N_("What must be corrected; those who answer read it, and it is kept."),
      .kind = FIELD_LONG,
      .most = 1000,
      .required = true },
    { 0 }
};

static const char *save_return(struct session *session) {
    const char *no = review_return(session->db, session->officer, session->place->id,
                                   form_value(session->place, "comment"));
    return no ? no : details_decided(session, _("Returned; they see the comment on their first screen."));
}

static const struct action return_actions[] = { { .key = F10,
                                                  .word = "return",
                                                  .label = N_("Return"),
                                                  .help = N_("Sends the answers back with this comment."),
                                                  .needs = A_VALID_FORM,
                                                  .act = save_return },
                                                { 0 } };

const struct screen return_screen = {
    .name = "return",
    .title = N_("Return answers"),
    .help = N_("Sends submitted answers back: they stay as a revision, and the next one begins with them. "
               "Say what must be corrected."),
    .shape = FORM,
    .may = MAY_CONFIRM_ANSWERS | MAY_CAMPAIGN,
    .needs_id = true,
    .fields = return_fields,
    .actions = return_actions,
    .query = "SELECT p.id, u.name AS who, c.title AS campaign, '' AS comment FROM response p "
             "JOIN campaign_respondent r ON r.id = p.respondent_id JOIN structure u ON u.id = r.structure_id "
             "JOIN campaign c ON c.id = r.campaign_id WHERE p.id = :id AND EXISTS (SELECT 1 FROM reach e "
             "WHERE e.officer_id = :officer AND e.capability IN ('campaign', 'confirm_answers') "
             "AND e.structure_id = r.structure_id)",
};
