/* The page of a campaign, in two files: what it shows, and the steps that lead on from it. */
#ifndef TOPCOP_SCREENS_CAMPAIGN_PARTS_H
#define TOPCOP_SCREENS_CAMPAIGN_PARTS_H

#include "rules/campaign.h"
#include "screens/campaign.h"

/* The usual way of a campaign from one state; NULL: it leads nowhere. */
struct campaign_way {
    const char *status, *next, *previous;
};

/* What keys and lines of the page ask again and again; made anew when the page is written. */
struct campaign {
    const struct campaign_way *step;
    struct campaign_progress progress;
    bool asks_officers, steers;
    bool counts; /* may know how few have answered: self-checks are people */
    char phase[16], opens_on[16], closes_on[16];
};

/* Of the place on top. */
struct campaign *campaign_at(struct session *session);

const struct campaign_way *campaign_step_of(const char *status);

/* How many owe an answer; while the campaign is closing, of those who still can give it. */
long long campaign_owing(const struct campaign *campaign);

extern const struct action campaign_actions[];

#endif
