/* The steps of a campaign: its states, its reminders. */
#include <string.h>

#include "screens/campaign_parts.h"

static const struct campaign_way ways[] = { { "draft", "open", NULL },
                                            { "open", "closing", "draft" },
                                            { "closing", "closed", "open" },
                                            { "closed", "frozen", "open" },
                                            { "frozen", NULL, NULL } };

const struct campaign_way *campaign_step_of(const char *status) {
    const struct campaign_way *way = ways;
    while (strcmp(way->status, status) != 0)
        way++;
    return way;
}

struct campaign *campaign_at(struct session *session) {
    struct place *place = session->place;
    if (!place->data)
        place->data = arena_new(&place->arena, sizeof(struct campaign));
    return place->data;
}

static bool may_become(struct session *session, const char *status) {
    return status && campaign_at(session)->steers &&
           campaign_may_become(session->db, session->place->id, status);
}

static bool has_next(struct session *session) {
    const struct campaign_way *step = campaign_at(session)->step;
    return step && may_become(session, step->next);
}

static bool has_previous(struct session *session) {
    const struct campaign_way *step = campaign_at(session)->step;
    return step && may_become(session, step->previous);
}

static const char *ask_opening(const struct campaign *now, struct arena *arena) {
    const struct campaign_progress *at = &now->progress;
    return now->asks_officers
               ? arena_format(arena, _("Officers asked: %lld, from %s to %s. Open the campaign?"),
                              (long long)at->asked, now->opens_on, now->closes_on)
               : arena_format(arena,
                              _("Structures asked: %lld, with a staff of %lld, from %s to %s. Open the "
                                "campaign?"),
                              (long long)at->asked, (long long)at->staff, now->opens_on, now->closes_on);
}

long long campaign_owing(const struct campaign *campaign) {
    const struct campaign_progress *at = &campaign->progress;
    return (long long)at->draft + at->returned + (strcmp(campaign->phase, "closing") ? at->none : 0);
}

static const char *ask_next(struct session *session) {
    struct campaign *now = campaign_at(session);
    struct arena *arena = &session->place->arena;
    const struct campaign_progress *at = &now->progress;
    if (!strcmp(now->step->next, "open"))
        return ask_opening(now, arena);
    if (!strcmp(now->step->next, "frozen") && now->counts && at->submitted)
        return arena_format(
            arena,
            _("Not confirmed, and never to be: %lld. Frozen, it can never be opened or changed "
              "again, not even by you. Freeze it?"),
            (long long)at->submitted);
    if (!strcmp(now->step->next, "frozen"))
        return _("Frozen, it can never be opened or changed again, not even by you. Freeze it?");
    if (!now->counts)
        return _("Whoever has not answered cannot do so then. Go on?");
    if (!strcmp(now->step->next, "closing"))
        return arena_format(
            arena, _("Not begun, and shut out then: %lld. Begun or returned, to be finished: %lld. Go on?"),
            (long long)at->none, (long long)at->draft + at->returned);
    return arena_format(arena, _("Answers owed: %lld; not confirmed: %lld; neither is possible then. Close?"),
                        campaign_owing(now), (long long)at->submitted);
}

static const char *ask_previous(struct session *session) {
    return !strcmp(campaign_at(session)->step->previous, "draft")
               ? _("It asks nobody then until it is opened again. Make it a draft?")
               : _("Everybody who is asked can begin and submit again. Open it?");
}

static const char *move(struct session *session, const char *status) {
    const char *no = campaign_move(session->db, session->officer, session->place->id, status);
    if (no)
        return no;
    session_refresh(session);
    session_say(session, DONE, _("The campaign is now: %s."), choice_word(choices_phase, status));
    return NULL;
}

static const char *next(struct session *session) {
    return move(session, campaign_at(session)->step->next);
}

static const char *previous(struct session *session) {
    return move(session, campaign_at(session)->step->previous);
}

static bool can_remind(struct session *session) {
    const struct campaign *now = campaign_at(session);
    return now->steers && (!strcmp(now->phase, "open") || !strcmp(now->phase, "closing")) &&
           campaign_owing(now) > 0;
}

static const char *ask_remind(struct session *session) {
    if (!campaign_at(session)->counts)
        return _("Whoever owes an answer sees the reminder on their first screen. Remind them?");
    return arena_format(&session->place->arena,
                        _("Owing an answer: %lld. They see the reminder on their first screen. Remind them?"),
                        campaign_owing(campaign_at(session)));
}

static const char *remind(struct session *session) {
    int count;
    const char *no = campaign_remind(session->db, session->officer, session->place->id, 0, &count);
    if (no)
        return no;
    session_refresh(session);
    if (campaign_at(session)->counts)
        session_say(session, DONE, words_count("%d is reminded.", "%d are reminded.", count), count);
    else
        session_say(session, DONE, _("They are reminded."));
    return NULL;
}

static bool steers(struct session *session) {
    return campaign_at(session)->steers;
}

static bool can_change(struct session *session) {
    return steers(session) && strcmp(campaign_at(session)->phase, "frozen") != 0;
}

static const char *change(struct session *session) {
    return session_open(session, &campaign_edit_screen, session->place->id);
}

const struct action campaign_actions[] = {
    { .key = F10,
      .word = "next",
      .label = N_("Next step"),
      .help = N_("Goes on from draft to open, closing, closed and frozen, after saying what it means."),
      .may = MAY_CAMPAIGN,
      .possible = has_next,
      .ask = ask_next,
      .act = next },
    { .key = F9,
      .word = "stepback",
      .label = N_("Step back"),
      .help = N_("Opens a closing or closed campaign again; an open one becomes a draft while nobody has "
                 "begun to answer."),
      .may = MAY_CAMPAIGN,
      .possible = has_previous,
      .ask = ask_previous,
      .act = previous },
    { .key = F7,
      .word = "remind",
      .label = N_("Remind"),
      .help = N_("Reminds those who owe an answer, once a day at most."),
      .may = MAY_CAMPAIGN,
      .possible = can_remind,
      .ask = ask_remind,
      .act = remind },
    { .key = F8,
      .word = "change",
      .label = N_("Change"),
      .help = N_("Changes its days, title and areas; before the first answer also what it asks of whom."),
      .may = MAY_CAMPAIGN,
      .possible = can_change,
      .act = change },
    { 0 }
};
