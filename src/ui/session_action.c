/* What can be done at a place, and what a key does there. */
#include <string.h>

#include "base/clock.h"
#include "ui/help.h"
#include "ui/session.h"

/* ---- what every place can do ---- */

static const char *help(struct session *session) {
    return session_open(session, &help_on_screen, 0);
}

static bool is_not_help(struct session *session) {
    return session->place->screen != &help_on_screen;
}

static const char *refresh(struct session *session) {
    session_refresh(session);
    return NULL;
}

static const char *home(struct session *session) {
    while (session->place->below)
        session_back(session);
    return NULL;
}

static bool is_not_home(struct session *session) {
    return session->place->below;
}

static const char *quit(struct session *session) {
    session->ended = true;
    return NULL;
}

static const struct action common_actions[] = {
    { .key = F3,
      .word = "back",
      .label = N_("Back"),
      .help = N_("Goes back; what was typed is kept as a draft."),
      .act = session_back },
    { .key = F1,
      .word = "help",
      .label = N_("Help"),
      .help = N_("Explains the field, the screen and its keys."),
      .possible = is_not_help,
      .act = help },
    { .key = F5,
      .word = "refresh",
      .label = N_("Refresh"),
      .help = N_("Asks the database again."),
      .act = refresh },
    { .key = F12,
      .word = "home",
      .label = N_("Home"),
      .help = N_("Goes back to the first screen."),
      .possible = is_not_home,
      .act = home },
    { .word = "quit", .label = N_("Quit"), .help = N_("Ends; drafts are kept."), .act = quit },
    { 0 }
};

/* ---- actions ---- */

static const struct action *shape_actions(enum shape shape) {
    return shape == LIST ? list_actions : shape == FORM ? form_actions : page_actions;
}

const struct action *session_action(const struct session *session, int number) {
    const struct screen *screen = session->place->screen;
    const struct action *tables[] = { screen->actions, screen->alone ? NULL : shape_actions(screen->shape),
                                      screen->alone ? NULL : common_actions };
    for (int t = 0; t < 3; t++)
        for (const struct action *action = tables[t]; action && action->word; action++) {
            bool replaced = false;
            for (int before = 0; before < t && !replaced; before++)
                for (const struct action *own = tables[before]; own && own->word && !replaced; own++)
                    replaced = (own->key && own->key == action->key) || !strcmp(own->word, action->word);
            if (!replaced && number-- == 0)
                return action;
        }
    return NULL;
}

bool session_can(struct session *session, const struct action *action) {
    if (action->may && !(session->rights & action->may))
        return false;
    if (action->needs == A_ROW && !session_row(session))
        return false;
    return !action->possible || action->possible(session);
}

/* Nothing but ways out of a form that is continued elsewhere. */
static const char *check_place(struct session *session, const struct action *action) {
    bool leads_away =
        action->act == session_back || action->act == home || action->act == quit || action->act == help;
    return session->place->screen->shape == FORM && !leads_away ? form_elsewhere(session) : NULL;
}

static void take(struct session *session, const struct action *action) {
    bool saves = action->needs == A_VALID_FORM;
    const char *no = saves ? NULL : check_place(session, action);
    if (!no)
        no = saves ? form_save(session, action->act) : action->act(session);
    if (no)
        session_say(session, REFUSED, "%s", no);
}

void session_do(struct session *session, const struct action *action) {
    if (!session_can(session, action)) {
        session_say(session, REFUSED, _("\"%s\" is not possible here now."), _(action->label));
        return;
    }
    const char *no = check_place(session, action);
    if (!no && action->needs == A_VALID_FORM)
        no = form_check(session);
    if (no) {
        session_say(session, REFUSED, "%s", no);
        return;
    }
    const char *question = action->ask ? action->ask(session) : NULL;
    if (!question) {
        take(session, action);
        return;
    }
    session_say(session, SAID, "%s", question);
    session->question = action;
}

void session_answer(struct session *session, bool yes) {
    const struct action *action = session->question;
    session->question = NULL;
    session->message[0] = 0;
    if (yes)
        take(session, action);
    else
        session_say(session, SAID, _("Nothing was done."));
}

static const struct action *action_of_key(struct session *session, enum key key) {
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (action->key == key)
            return action;
    return NULL;
}

static bool shape_key(struct session *session, enum key key) {
    switch (session->place->screen->shape) {
    case LIST:
        return list_key(session, key);
    case FORM:
        return form_key(session, key);
    default:
        return page_key(session, key);
    }
}

void session_key(struct session *session, enum key key) {
    session->rested = false;
    session->key_at = clock_ticks();
    key = key_of_chord(key);
    if (session->question) {
        if (key == (enum key)'y' || key == (enum key)'Y')
            session_answer(session, true);
        else if (key == (enum key)'n' || key == (enum key)'N' || key == ESCAPE || key == F3)
            session_answer(session, false);
        return;
    }
    session->message[0] = 0;
    session->tone = SAID;
    bool is_function = key >= F1 && key <= F12;
    if (!is_function && shape_key(session, key))
        return;
    if (key == (enum key)' ' && session->place->page.finds)
        key = ENTER; /* no search begins with a blank */
    const struct action *action = action_of_key(session, key);
    if (is_function && session->place->screen->shape == LIST)
        session->place->list.searching = false;
    if (action)
        session_do(session, action);
    else if (key == ESCAPE)
        session_say(session, SAID, _("F3 goes back."));
    else if (is_function)
        session_say(session, SAID, _("%s does nothing here; F1 shows what does."), key_name(key));
}
