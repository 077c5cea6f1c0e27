/* Instances of a repeat: one more, one less, another order. Each change is saved at once, so that nothing is
 * lost whatever ends the program. */
#include <stdlib.h>
#include <string.h>

#include "screens/questionnaire_parts.h"

int questionnaire_above(struct filling *filling, int item, enum filling_kind kind) {
    while (item >= 0 && filling_kind(filling, item) != kind)
        item = filling_parent(filling, item);
    return item;
}

/* The instance under the cursor, -1: none that the person may add, take away or move. */
static int instance_here(struct session *session) {
    struct filling *filling = questionnaire_of(session)->filling;
    int instance = questionnaire_above(filling, questionnaire_here(session), FILLING_INSTANCE);
    return instance >= 0 && filling_may_add(filling, filling_parent(filling, instance)) ? instance : -1;
}

/* The repeat in which the cursor is, or the last one before it; -1: none that the person may add to. */
static int repeat_here(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    for (int i = session->place->form.focus; i >= 0; i--) {
        int repeat = questionnaire_above(at->filling, questionnaire_item(at, i), FILLING_REPEAT);
        if (repeat >= 0 && filling_is_asked_now(at->filling, repeat) && filling_may_add(at->filling, repeat))
            return repeat;
    }
    return -1;
}

static int last_instance(struct filling *filling, int instance) {
    return atoi(filling_value(filling, filling_parent(filling, instance)));
}

/* The label of an instance as its heading says it: "Team member 2 of 3". */
static const char *called(struct session *session, int instance) {
    struct questionnaire *at = questionnaire_of(session);
    int field = questionnaire_field(at, instance);
    return field < 0 ? filling_name(at->filling, instance) : session->place->form.items[field].label;
}

/* Shows the filling as it has become, saves it, and puts the cursor on the first question at or after an
 * item.
 */
static const char *settle_on(struct session *session, int item) {
    struct questionnaire *at = questionnaire_of(session);
    const char *no = questionnaire_rebuild(session);
    const char *unsaved = questionnaire_keep(session, SAVED_BY_ITSELF);
    int field = questionnaire_field(at, item);
    int first = field < 0 ? -1 : form_next(session->place, field - 1, 1);
    form_focus(session, first < 0 ? session->place->form.focus : first);
    return no ? no : unsaved;
}

/* After instances changed places, what a field had before belongs to another. */
static void forget(struct session *session, int repeat) {
    struct arena scratch = { 0 };
    const char *path = filling_path(questionnaire_of(session)->filling, repeat);
    form_forget_part(&session->place->form, arena_format(&scratch, "%s[", path));
    arena_done(&scratch);
}

bool questionnaire_may_add(struct session *session) {
    return repeat_here(session) >= 0;
}

const char *questionnaire_add(struct session *session) {
    form_settle(session);
    int instance = filling_add(questionnaire_of(session)->filling, repeat_here(session));
    if (instance < 0)
        return refuse(_("There are as many as can be."));
    const char *no = settle_on(session, instance);
    if (!no)
        session_say(session, DONE, _("%s is new."), called(session, instance));
    return no;
}

bool questionnaire_may_remove(struct session *session) {
    return instance_here(session) >= 0;
}

/* Answers of an instance. */
static long count_answers(struct session *session, int instance) {
    struct questionnaire *at = questionnaire_of(session);
    long answers = 0;
    for (int i = 0; i < at->count; i++) {
        int item = questionnaire_item(at, i), above = item;
        while (above >= 0 && above != instance)
            above = filling_parent(at->filling, above);
        answers += above >= 0 && filling_kind(at->filling, item) < FILLING_NOTE &&
                   *session->place->form.items[i].text;
    }
    return answers;
}

const char *questionnaire_ask_remove(struct session *session) {
    form_settle(session);
    int instance = instance_here(session);
    long answers = count_answers(session, instance);
    return answers ? refuse(words_count(N_("Take away \"%s\" with its %ld answer?"),
                                        N_("Take away \"%s\" with its %ld answers?"), answers),
                            called(session, instance), answers)
                   : NULL;
}

const char *questionnaire_remove(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    int instance = instance_here(session), repeat = filling_parent(at->filling, instance), count;
    form_settle(session);
    const int *items = filling_items(at->filling, &count);
    int next = repeat; /* where the cursor goes: the instance after it, or the one before, or none */
    for (int i = 0, number = filling_instance(at->filling, instance); i < count; i++)
        if (filling_parent(at->filling, items[i]) == repeat &&
            abs(filling_instance(at->filling, items[i]) - number) == 1)
            next = items[i];
    filling_remove(at->filling, instance);
    forget(session, repeat);
    const char *no = settle_on(session, next);
    if (!no)
        session_say(session, DONE, _("Taken away; %s left."), filling_value(at->filling, repeat));
    return no;
}

static const char *move(struct session *session, int step) {
    struct questionnaire *at = questionnaire_of(session);
    form_settle(session);
    int here = questionnaire_here(session), instance = instance_here(session);
    filling_move(at->filling, instance, step);
    forget(session, filling_parent(at->filling, instance));
    const char *no = settle_on(session, here);
    if (!no)
        session_say(session, DONE, _("It is \"%s\" now."), called(session, instance));
    return no;
}

bool questionnaire_may_rise(struct session *session) {
    int instance = instance_here(session);
    return instance >= 0 && filling_instance(questionnaire_of(session)->filling, instance) > 1;
}

const char *questionnaire_rise(struct session *session) {
    return move(session, -1);
}

bool questionnaire_may_sink(struct session *session) {
    struct filling *filling = questionnaire_of(session)->filling;
    int instance = instance_here(session);
    return instance >= 0 && filling_instance(filling, instance) < last_instance(filling, instance);
}

const char *questionnaire_sink(struct session *session) {
    return move(session, 1);
}
