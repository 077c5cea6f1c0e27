/* What can be done in a questionnaire besides the keys of its bar. */
#include "screens/questionnaire.h"
#include "screens/questionnaire_parts.h"

static const char *choose(struct session *session) {
    int number = (int)session_row(session) - 1;
    session_back(session);
    session_do(session, &questionnaire_actions[number]);
    return NULL;
}

/* Those without a key, if they are possible where the cursor is. */
static void write(struct session *session, struct page *page) {
    struct place *here = session->place;
    session->place = here->below;
    for (int i = 0; questionnaire_actions[i].word; i++)
        if (!questionnaire_actions[i].key && session_can(session, &questionnaire_actions[i]))
            page_do(page, choose, i + 1, "%s", _(questionnaire_actions[i].label));
    session->place = here;
}

static const char *enter(struct session *session) {
    const struct place *below = session->place->below;
    return below && below->screen == &questionnaire_screen ? NULL
                                                           : refuse(_("This opens from a questionnaire."));
}

const struct screen questionnaire_more_screen = {
    .name = "more",
    .title = N_("What else"),
    .help = N_("Each line does something with the questionnaire or the part that the cursor was in; F3 goes "
               "back without."),
    .shape = MENU,
    .needs_id = true,
    .enter = enter,
    .write = write,
};
