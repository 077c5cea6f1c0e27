/* Where the answers of a draft come from: an earlier sitting, an earlier campaign, the last save, another
 * version of the questionnaire. */
#include <string.h>

#include "base/clock.h"
#include "screens/questionnaire.h"
#include "screens/questionnaire_parts.h"

static long count_answers(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    const struct form *form = &session->place->form;
    const struct grid *table = NULL; /* of numbers: all its cells are one answer */
    long answers = 0;
    for (int i = 0; i < at->count; i++) {
        const struct form_item *item = &form->items[i];
        bool is_answered = filling_kind(at->filling, questionnaire_item(at, i)) < FILLING_NOTE &&
                           !item->hidden && *item->text;
        bool counts = is_answered && (!table || item->field->grid != table);
        answers += counts;
        if (counts)
            table = item->field->grid && item->field->grid->numbers ? item->field->grid : NULL;
    }
    return answers;
}

const char *questionnaire_reopen(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct arena scratch = { 0 };
    int here = questionnaire_here(session);
    const char *path = here < 0 ? "" : arena_copy(&scratch, filling_path(at->filling, here));
    int language = filling_spoken(at->filling);
    struct filling *old = at->filling, *earlier = at->earlier;
    response_about(session->db, at->response, &at->about, &session->place->arena);
    at->filling = filling_open(session->db, at->response);
    at->earlier = at->about.started_from ? filling_open(session->db, at->about.started_from) : NULL;
    filling_speak(at->filling, language);
    const char *no = questionnaire_rebuild(session);
    filling_close(old);
    filling_close(earlier);
    for (int i = 0; i < at->count; i++)
        form_load(session->place, i, filling_value(at->filling, questionnaire_item(at, i)));
    form_saved(session);
    questionnaire_renew(session);
    form_focus(session, questionnaire_field(at, filling_find(at->filling, path)));
    arena_done(&scratch);
    return no;
}

/* ---- opening ---- */

void questionnaire_greet(struct session *session, bool is_new) {
    struct questionnaire *at = questionnaire_of(session);
    char when[CLOCK_TEXT];
    long answers = count_answers(session);
    if (is_new && *at->about.returned_why)
        session_say(session, SAID, _("Sent back with \"%s\"; it begins with the answers of then."),
                    at->about.returned_why);
    else if (is_new || !answers)
        ;
    else if (session->place->form.restored)
        session_say(session, DONE,
                    words_count(N_("With what you typed last: %ld answer, version %s. "
                                   "F5 can throw it away."),
                                N_("With what you typed last: %ld answers, version %s. "
                                   "F5 can throw it away."),
                                answers),
                    answers, at->about.version);
    else
        session_say(session, DONE,
                    words_count(N_("Work of %s: %ld answer, version %s. F5 can throw it away."),
                                N_("Work of %s: %ld answers, version %s. F5 can throw it away."), answers),
                    clock_text(at->about.saved_at, when), answers, at->about.version);
    if (at->about.newer)
        session_say(session, SAID,
                    _("There is a newer version of this questionnaire (%s); F5 shows what would change."),
                    at->about.newer_name);
}

/* ---- an earlier campaign ---- */

bool questionnaire_has_earlier(struct session *session) {
    const struct response_about *about = &questionnaire_of(session)->about;
    return about->earlier && !about->started_from && !count_answers(session);
}

const char *questionnaire_ask_earlier(struct session *session) {
    const struct response_about *about = &questionnaire_of(session)->about;
    return refuse(_("Begin with your answers to \"%s\" of %s? Each can be changed."), about->earlier_title,
                  about->earlier_day);
}

/* What was acknowledged then has to be acknowledged anew. */
static const char *forget_acknowledged(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    const char *no = NULL;
    for (int i = 0; i < at->count && !no; i++)
        if (filling_kind(at->filling, questionnaire_item(at, i)) == FILLING_ACKNOWLEDGE &&
            *session->place->form.items[i].text)
            no = form_set(session, i, "");
    return no ? no : questionnaire_keep(session, SAVED_BY_ITSELF);
}

const char *questionnaire_take_earlier(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    const char *no = response_start_from(session->db, session->officer, at->response, at->about.earlier);
    if (!no)
        no = questionnaire_reopen(session);
    if (!no)
        no = forget_acknowledged(session);
    form_focus(session, session->place->form.focus);
    long answers = count_answers(session);
    if (!no)
        session_say(session, DONE,
                    words_count(N_("%ld answer taken over, marked \"as before\" until you change it."),
                                N_("%ld answers taken over, marked \"as before\" until you change them."),
                                answers),
                    answers);
    return no;
}

/* ---- the last save ---- */

const char *questionnaire_ask_revert(struct session *session) {
    form_settle(session);
    struct questionnaire *at = questionnaire_of(session);
    response_about(session->db, at->response, &at->about, &session->place->arena);
    return form_is_changed(session->place) || at->about.saved_by_itself
               ? _("Throw away all that was answered since you last saved?")
               : NULL;
}

const char *questionnaire_revert(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    bool changed = form_is_changed(session->place) || at->about.saved_by_itself;
    const char *no =
        at->about.saved_by_itself ? response_revert(session->db, session->officer, at->response) : NULL;
    if (!no && changed)
        no = questionnaire_reopen(session);
    if (!no)
        session_say(session, DONE, "%s",
                    changed ? _("As it was at the last save.") : _("Nothing was changed."));
    return no;
}

/* ---- another version ---- */

bool questionnaire_has_newer(struct session *session) {
    return questionnaire_of(session)->about.newer;
}

const char *questionnaire_open_newer(struct session *session) {
    const char *no = questionnaire_keep(session, SAVED_BY_ITSELF);
    return no ? no : session_open(session, &questionnaire_move_screen, session->place->id);
}

/* ---- throwing it away ---- */

const char *questionnaire_ask_discard(struct session *session) {
    (void)session;
    return _("Throw away this draft with all its answers? What was submitted before stays.");
}

const char *questionnaire_discard(struct session *session) {
    const char *no = response_discard(session->db, session->officer, questionnaire_of(session)->response);
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("The draft is thrown away."));
    return session_back(session);
}
