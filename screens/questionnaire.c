/* A questionnaire being filled in. */
#include "screens/questionnaire.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "rules/response_entry.h"
#include "screens/questionnaire_parts.h"

struct questionnaire *questionnaire_of(struct session *session) {
    return session->place->data;
}

int questionnaire_here(struct session *session) {
    return questionnaire_item(questionnaire_of(session), session->place->form.focus);
}

/* ---- opening and leaving ---- */

static const char *open_form(struct session *session) {
    struct place *place = session->place;
    struct questionnaire *at = questionnaire_of(session);
    questionnaire_build(at);
    const char *no = form_begin(session, place, at->fields, at->count);
    if (no)
        return no;
    for (int i = 0; i < at->count; i++)
        form_load(place, i, filling_value(at->filling, questionnaire_item(at, i)));
    questionnaire_renew(session);
    place->form.journal_name = "response";
    place->form.journal_record = at->response;
    return form_draft(session, place);
}

/* In a draft that goes on the question where the session ended, or the first that must be answered and is
 * not; else the first. */
static int first_question(struct session *session, bool is_new) {
    struct questionnaire *at = questionnaire_of(session);
    const struct place *place = session->place;
    int left_at = place->form.left_at ? form_find(place, place->form.left_at) : -1;
    if (left_at >= 0 && form_takes_focus(&place->form.items[left_at]))
        return left_at;
    for (int i = form_next(place, -1, 1); !is_new && i >= 0; i = form_next(place, i, 1))
        if (!*place->form.items[i].text && filling_is_required(at->filling, questionnaire_item(at, i)))
            return i;
    return form_next(place, -1, 1);
}

static const char *enter(struct session *session) {
    struct place *place = session->place;
    int64_t campaign = place->id / QUESTIONNAIRE_STRUCTURES, structure = place->id % QUESTIONNAIRE_STRUCTURES;
    if (!db_exists(session->db, "SELECT 1 FROM my_questionnaire WHERE officer_id = :officer AND id = :id",
                   session_values(session, place)))
        return refuse(_("This questionnaire does not ask you."));
    bool is_new = !response_draft(session->db, session->officer, campaign, structure);
    int64_t response;
    const char *no = response_start(session->db, session->officer, campaign, structure, &response);
    if (no)
        return no;
    struct questionnaire *at = arena_new(&place->arena, sizeof *at);
    *at = (struct questionnaire){ .response = response, .filling = filling_open(session->db, response) };
    place->data = at;
    response_about(session->db, response, &at->about, &place->arena);
    if (at->about.started_from)
        at->earlier = filling_open(session->db, at->about.started_from);
    no = open_form(session);
    if (no)
        return no;
    if (!place->form.restored)
        place->form.focus = first_question(session, is_new);
    questionnaire_greet(session, is_new);
    for (const struct action *action = questionnaire_actions;
         questionnaire_has_earlier(session) && action->word; action++)
        if (action->act == questionnaire_take_earlier)
            session_do(session, action);
    return NULL;
}

static void leave(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    if (!at)
        return;
    bool goes_on_here = session->place->form.journal && !form_elsewhere(session);
    const char *no =
        goes_on_here && form_is_changed(session->place) ? questionnaire_keep(session, SAVED_BY_ITSELF) : NULL;
    if (!no && goes_on_here && (session->ended || session->how))
        no = form_note_focus(session->place);
    if (no)
        session_say(session, REFUSED, "%s", no);
    filling_close(at->filling);
    filling_close(at->earlier);
    arena_done(&at->words);
    arena_done(&at->arena);
}

static const char *where(struct session *session) {
    return filling_title(questionnaire_of(session)->filling);
}

/* ---- answering ---- */

static void changed(struct session *session, int field) {
    struct questionnaire *at = questionnaire_of(session);
    struct form *form = &session->place->form;
    const int *others = filling_answer(at->filling, questionnaire_item(at, field), form->items[field].text);
    if (filling_shape(at->filling) != at->shape) {
        const char *no = questionnaire_rebuild(session);
        if (no)
            session_say(session, REFUSED, "%s", no);
        return;
    }
    for (; *others >= 0; others++) {
        int other = questionnaire_field(at, *others);
        if (other >= 0 && other != field &&
            strcmp(form->items[other].text, filling_value(at->filling, *others)) != 0)
            form_load(session->place, other, filling_value(at->filling, *others));
    }
    questionnaire_renew(session);
}

static const char *judge(struct session *session, int field) {
    struct questionnaire *at = questionnaire_of(session);
    return filling_problem(at->filling, questionnaire_item(at, field));
}

const char *questionnaire_keep(struct session *session, enum response_saved how) {
    struct questionnaire *at = questionnaire_of(session);
    const char *no = form_elsewhere(session);
    if (no)
        return no;
    form_settle(session);
    no = response_save_filling(session->db, session->officer, at->response, at->filling, how);
    if (!no)
        form_saved(session);
    return no;
}

/* ---- actions ---- */

static const char *save(struct session *session) {
    const char *no = questionnaire_keep(session, SAVED_BY_OFFICER);
    if (no)
        return no;
    struct arena arena = { 0 };
    char when[CLOCK_TEXT];
    char *progress = form_progress(session->place, &arena);
    session_say(session, DONE, _("Saved as a draft at %s%s%s."), clock_text(clock_now(), when) + 11,
                progress ? ": " : "", progress ? progress : "");
    arena_done(&arena);
    form_focus(session, session->place->form.focus);
    return NULL;
}

static const char *ask_submit(struct session *session) {
    (void)session;
    return _("Submit these answers? They are final then; a correction is a new revision.");
}

static const char *submit(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct arena arena = { 0 };
    char receipt[RECEIPT_SIZE];
    int64_t response = at->response;
    const char *no = response_note_entry(session->db, session->officer, response, at->filling);
    if (!no)
        no = response_submit(session->db, session->officer, response, filling_language(at->filling),
                             filling_values(at->filling, &arena), receipt);
    arena_done(&arena);
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("Submitted. The receipt is %s."), receipt);
    return session_replace(session, &receipt_screen, response);
}

static bool has_languages(struct session *session) {
    return filling_languages(questionnaire_of(session)->filling) > 1;
}

static const char *next_language(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    filling_speak(at->filling, (filling_spoken(at->filling) + 1) % filling_languages(at->filling));
    questionnaire_renew(session);
    for (int i = 0; i < session->place->form.count; i++)
        if (session->place->form.items[i].problem) /* said again in this language */
            form_check_item(session, i);
    session_say(session, DONE, "%s", filling_language(at->filling));
    return NULL;
}

static const char *more(struct session *session) {
    form_settle(session);
    return session_open(session, &questionnaire_more_screen, 0);
}

const struct action questionnaire_actions[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Saves the draft; you can go on another day."),
      .act = save },
    { .key = F10,
      .word = "submit",
      .label = N_("Submit"),
      .help = N_("Checks everything and makes the answers final; gives a receipt."),
      .needs = A_VALID_FORM,
      .ask = ask_submit,
      .act = submit },
    { .key = F9,
      .word = "irrelevant",
      .label = N_("No need"),
      .help = N_("Answers that the topic of this question is not relevant, and goes to the next topic."),
      .possible = questionnaire_has_topic,
      .act = questionnaire_refuse_topic },
    { .key = F5,
      .word = "more",
      .label = N_("More"),
      .help = N_("Lists what else can be done here, to be chosen by its digit."),
      .act = more },
    { .key = F6,
      .word = "language",
      .label = N_("Language"),
      .help = N_("Shows the questions in the next language; answers stay."),
      .possible = has_languages,
      .act = next_language },
    { .key = F8,
      .word = "revert",
      .label = N_("Undo all"),
      .help = N_("Goes back to how it was when you last saved."),
      .ask = questionnaire_ask_revert,
      .act = questionnaire_revert },
    { .word = "add",
      .label = N_("One more"),
      .help = N_("Adds one more at the end of the part that the cursor is in, or of the last one before it."),
      .possible = questionnaire_may_add,
      .act = questionnaire_add },
    { .word = "remove",
      .label = N_("Take this one away"),
      .help = N_("Takes the one away that the cursor is in; asks when it holds answers."),
      .possible = questionnaire_may_remove,
      .ask = questionnaire_ask_remove,
      .act = questionnaire_remove },
    { .word = "up",
      .label = N_("Move this one up"),
      .help = N_("Puts the one that the cursor is in before the one above it."),
      .possible = questionnaire_may_rise,
      .act = questionnaire_rise },
    { .word = "down",
      .label = N_("Move this one down"),
      .help = N_("Puts the one that the cursor is in behind the one below it."),
      .possible = questionnaire_may_sink,
      .act = questionnaire_sink },
    { .word = "rest",
      .label = N_("No other topic is for us"),
      .help = N_("Answers of all topics without an answer that they are not relevant."),
      .possible = questionnaire_has_topics_left,
      .ask = questionnaire_ask_rest,
      .act = questionnaire_refuse_rest },
    { .word = "takeover",
      .label = N_("Take over earlier answers"),
      .help = N_("Begins with the answers to an earlier questionnaire of this kind; each is marked until it "
                 "is changed."),
      .possible = questionnaire_has_earlier,
      .ask = questionnaire_ask_earlier,
      .act = questionnaire_take_earlier },
    { .word = "update",
      .label = N_("Newer version"),
      .help =
          N_("Shows what of the answers fits the newer version of the questionnaire, to move them there."),
      .possible = questionnaire_has_newer,
      .act = questionnaire_open_newer },
    { .word = "discard",
      .label = N_("Throw the draft away"),
      .help = N_("Throws the whole draft away; what was submitted before stays."),
      .ask = questionnaire_ask_discard,
      .act = questionnaire_discard },
    { 0 }
};

const struct screen questionnaire_screen = {
    .name = "questionnaire",
    .title = N_("Questionnaire"),
    .help = N_("Answer what you can and come back for the rest: every key is kept as you type it. F7 lists "
               "what is missing, F5 what else can be done, F10 submits. A star marks what must be answered."),
    .shape = FORM,
    .needs_id = true,
    .actions = questionnaire_actions,
    .enter = enter,
    .changed = changed,
    .judge = judge,
    .leave = leave,
    .where = where,
};
