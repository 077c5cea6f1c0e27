/* Campaigns for those who make them, and the answers of structures for those who confirm or return them. */
#ifndef TOPCOP_SCREENS_CAMPAIGN_H
#define TOPCOP_SCREENS_CAMPAIGN_H

#include "rules/access.h"
#include "ui/session.h"

extern const struct screen campaigns_screen, campaign_edit_screen;
/* On a campaign's id. */
extern const struct screen campaign_screen, respondents_screen, rates_screen, participation_screen,
    include_screen;
/* On a respondent's id. */
extern const struct screen respondent_screen, exclude_screen, reopen_screen;
/* On a response's id. */
extern const struct screen answers_screen, return_screen;
/* On revisions_id(). */
extern const struct screen revisions_screen;
extern const struct screen to_confirm_screen;

/* Two revisions of the same respondent's answers. */
static inline int64_t revisions_id(int64_t older, int64_t newer) {
    return newer << 31 | older;
}
static inline int64_t revisions_older(int64_t id) {
    return id & INT32_MAX;
}
static inline int64_t revisions_newer(int64_t id) {
    return id >> 31;
}

/* Words for the states of campaigns (by their days, too), of who is asked, and of decisions. */
extern const struct choice choices_phase[], choices_asks[], choices_asks_short[], choices_answered[];

/* The word of a choice's value. */
const char *choice_word(const struct choice *choices, const char *value);

/* The campaign of the place is the officer's to steer: for .possible. */
bool campaign_steers(struct session *session, int64_t campaign);

/* What has been decided about answers, and what happened to the campaign or one structure in it (structure 0:
 * all), each a line with its moment. */
void campaign_write_history(struct session *session, struct page *page, int64_t campaign, int64_t structure);

/* For .act and .possible on a page of answers or of the list of those to confirm: session_row or the place's
 * id is the response. */
const char *review_act_confirm(struct session *session);
const char *review_act_return(struct session *session);
const char *review_ask_confirm(struct session *session);
bool review_can_confirm(struct session *session);
bool review_can_return(struct session *session);

#define ACTION_CONFIRM                                                                                       \
    .key = F10, .word = "confirm", .label = N_("Confirm"),                                                   \
    .help = N_("Makes these answers the official ones of the structure; they are locked then."),             \
    .may = MAY_CONFIRM_ANSWERS, .possible = review_can_confirm, .ask = review_ask_confirm,                   \
    .act = review_act_confirm
#define ACTION_RETURN                                                                                        \
    .key = F8, .word = "return", .label = N_("Return"),                                                      \
    .help = N_("Sends the answers back with a comment; the next revision begins with them."),                \
    .may = MAY_CONFIRM_ANSWERS | MAY_CAMPAIGN, .possible = review_can_return, .act = review_act_return

#endif
