/* A campaign: how far it is, and what to do next. */
#include <string.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "rules/access.h"
#include "rules/figures.h"
#include "screens/campaign_parts.h"
#include "screens/details.h"

bool campaign_steers(struct session *session, int64_t campaign) {
    int64_t structure = db_int(session->db, 0, "SELECT structure_id FROM campaign WHERE id = :id",
                               with(integer("id", campaign)));
    return structure && access_reaches(session->db, session->officer, MAY_CAMPAIGN, structure);
}

static const struct field fields[] = {
    { .name = "questionnaire", .label = N_("Questionnaire"), .help = N_("What is asked, and its version.") },
    { .name = "asks", .label = N_("Asks"), .help = N_("Whom."), .choices = choices_asks },
    { .name = "structure", .label = N_("Part of the tree"), .help = N_("It and everything below it.") },
    { .name = "period", .label = N_("Period"), .help = N_("What the needs are for.") },
    { .name = "areas", .label = N_("Areas"), .help = N_("The thematic areas; none: all.") },
    { 0 }
};

/* ---- the page ---- */

static void copy(char to[static 16], const char *text) {
    strncpy(to, text, 15);
    to[15] = 0;
}

static void learn(struct session *session, struct query *row) {
    struct campaign *now = campaign_at(session);
    *now = (struct campaign){ .asks_officers = !strcmp(details_text(row, "asks"), "officer") };
    now->step = campaign_step_of(details_text(row, "status"));
    copy(now->phase, details_text(row, "phase"));
    copy(now->opens_on, details_text(row, "opens_on"));
    copy(now->closes_on, details_text(row, "closes_on"));
}

static void write_days(const struct campaign *now, struct page *page) {
    struct arena scratch = { 0 };
    bool is_ahead = strcmp(now->opens_on, clock_today((char[CLOCK_DAY]){ 0 })) > 0;
    char *left = details_days_left(&scratch, is_ahead ? now->opens_on : now->closes_on);
    page_pair(page, _("State"), choice_word(choices_phase, now->phase));
    page_pair(page, _("Days"),
              arena_format(&scratch, "%s%s%s%s", details_period(&scratch, now->opens_on, now->closes_on),
                           !*left     ? ""
                           : is_ahead ? _(" (begins ")
                                      : _(" (ends "),
                           left, *left ? ")" : ""));
    arena_done(&scratch);
}

static void add_count(struct buffer *out, const char *word, int64_t count) {
    if (count)
        buffer_format(out, "%s%s %lld", out->length ? ", " : "", word, (long long)count);
}

static void write_states(const struct campaign_progress *at, struct page *page) {
    struct buffer states = { 0 };
    buffer_add(&states, "");
    add_count(&states, _("not begun"), at->none);
    add_count(&states, _("draft"), at->draft);
    add_count(&states, _("returned"), at->returned);
    add_count(&states, _("submitted"), at->submitted);
    add_count(&states, _("confirmed"), at->confirmed);
    page_pair(page, _("By state"), states.text);
    buffer_clear(&states);
    buffer_add(&states, "");
    add_count(&states, _("left out"), at->excluded);
    page_pair(page, _("Besides"), states.text);
    buffer_done(&states);
}

/* For those who count people without seeing them: neither who answered nor who did not are so few that one
 * could recognise them. */
static char *rough_share(struct arena *arena, int64_t part, int64_t whole) {
    if (part > 0 && part < FIGURE_LEAST)
        return arena_format(arena, _("fewer than %d of %lld"), FIGURE_LEAST, (long long)whole);
    if (part < whole && whole - part < FIGURE_LEAST)
        return arena_format(arena, _("nearly all of %lld"), (long long)whole);
    return campaign_share(arena, part, whole, part);
}

static void write_progress(struct campaign *now, struct page *page) {
    const struct campaign_progress *at = &now->progress;
    struct arena scratch = { 0 };
    int64_t answered = at->submitted + at->confirmed;
    page_heading(page, "%s", _("How far it is"));
    page_pair(page, _("Answered"),
              now->counts ? campaign_share(&scratch, answered, at->asked, answered)
                          : rough_share(&scratch, answered, at->asked));
    if (now->asks_officers) {
        page_text(page, _("These are self-checks of officers; they are never part of the official figures."));
    } else {
        page_pair(page, _("by head-count"),
                  campaign_share(&scratch, at->staff_answered, at->staff, answered));
        page_pair(page, _("Confirmed"), campaign_share(&scratch, at->confirmed, at->asked, at->confirmed));
        page_pair(page, _("by head-count"),
                  campaign_share(&scratch, at->staff_confirmed, at->staff, at->confirmed));
    }
    if (now->counts)
        write_states(at, page);
    arena_done(&scratch);
}

static void say_open(const struct campaign *now, struct page *page) {
    const struct campaign_progress *at = &now->progress;
    bool is_open = !strcmp(now->phase, "open");
    long owe = (long)campaign_owing(now);
    if (owe && now->counts)
        page_format(page,
                    words_count("%ld owes an answer and can be reminded.",
                                "%ld owe an answer and can be reminded.", owe),
                    owe);
    if (at->submitted && !now->asks_officers)
        page_format(page,
                    words_count("%ld answer waits for its head to confirm it.",
                                "%ld answers wait for their heads to confirm them.", (long)at->submitted),
                    (long)at->submitted);
    if (!owe && (now->asks_officers || !at->submitted))
        page_text(page, is_open || !at->none ? _("Everybody has answered.")
                                             : _("Everybody who had begun has answered."));
    page_text(page, is_open ? _("The next step ends it gently: only what was begun can be finished then.")
                            : _("The next step closes it: nothing is taken and nothing confirmed any more."));
}

static void write_next(const struct campaign *now, struct page *page) {
    static const struct {
        const char *phase, *what;
    } said[] = {
        { "draft", N_("It asks nobody yet. Look through whom it will ask; the next step opens it.") },
        { "planned", N_("It is open, but takes answers only from its first day on.") },
        { "ended", N_("Its last day is past, so that nothing is taken. Heads can still confirm. Change it to "
                      "move the last day; the next step goes on to close it.") },
        { "closed", N_("Nothing is taken any more. A structure can be let in once more on its own page; the "
                       "next step freezes the campaign for good.") },
        { "frozen", N_("Nothing can be changed any more; the result can be made again from it.") },
    };
    page_heading(page, "%s", _("What to do next"));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strcmp(said[i].phase, now->phase))
            page_text(page, _(said[i].what));
    if (!strcmp(now->phase, "open") || !strcmp(now->phase, "closing"))
        say_open(now, page);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    struct campaign *now = campaign_at(session);
    int64_t id = session->place->id;
    learn(session, row);
    page_heading(page, "%s  %s", details_text(row, "code"), details_text(row, "title"));
    write_days(now, page);
    details_pairs(session, page, row);
    db_done(row);
    now->steers = campaign_steers(session, id);
    now->counts = !now->asks_officers || details_reaches(session, MAY_SEE_SELFCHECKS,
                                                         "SELECT structure_id FROM campaign WHERE id = :id");
    campaign_progress(session->db, id, &now->progress);
    write_progress(now, page);
    write_next(now, page);
    if (!now->asks_officers)
        page_link(page, &respondents_screen, id, "%s", _("Who is asked, and how far they are"));
    page_link(page, now->asks_officers ? &participation_screen : &rates_screen, id, "%s",
              _("How many have answered, by part of the tree"));
    campaign_write_history(session, page, id, 0);
}

const struct screen campaign_screen = {
    .name = "campaign",
    .title = N_("Campaign"),
    .help = N_("How many of those asked have answered, by number and by head-count, and what to do next. The "
               "figures follow the answers as they arrive. Below three answers only numbers are shown, no "
               "percent."),
    .shape = PAGE,
    .may = MAY_CAMPAIGN | MAY_AUDIT,
    .needs_id = true,
    .fields = fields,
    .actions = campaign_actions,
    .query = "SELECT l.id, l.code, l.title, l.asks, l.status, l.phase, l.opens_on, l.closes_on, l.period, "
             "f.questionnaire || ', ' || f.version AS questionnaire, f.areas, u.code || ' ' || u.name AS "
             "structure FROM campaign_list l JOIN campaign_form f ON f.id = l.id JOIN structure u ON u.id = "
             "l.structure_id WHERE l.id = :id AND EXISTS (SELECT 1 FROM seen_campaign v WHERE v.actor_id = "
             ":officer"
             " AND v.id = l.id)",
    .write = write,
};
