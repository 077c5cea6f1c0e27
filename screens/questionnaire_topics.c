/* "Not relevant to us": the questions of the role "relevant" open a topic each and have a choice "no". One
 * key answers that of the topic in which the cursor is, another those of all topics that are left. */
#include <string.h>

#include "screens/questionnaire_parts.h"

static bool opens_topic(struct filling *filling, int item) {
    if (strcmp(filling_extra(filling, item, "topcop::role"), "relevant") != 0 ||
        filling_kind(filling, item) != FILLING_ONE || !filling_is_asked_now(filling, item))
        return false;
    struct arena arena = { 0 };
    const struct filling_choice *choice = filling_choices(filling, item, &arena);
    while (choice->name && strcmp(choice->name, "no") != 0)
        choice++;
    bool can_be_refused = choice->name;
    arena_done(&arena);
    return can_be_refused;
}

/* The next field that opens a topic, after one; -1: none. `open`: only those without an answer. */
static int next_topic(struct session *session, int field, bool open) {
    struct questionnaire *at = questionnaire_of(session);
    for (int i = field + 1; i < at->count; i++)
        if (opens_topic(at->filling, questionnaire_item(at, i)) &&
            (!open || !*session->place->form.items[i].text))
            return i;
    return -1;
}

/* The need that an item serves, or the group it stands in: its area, without level or sub-topic. */
static size_t area_of(struct filling *filling, int item, const char **area) {
    for (*area = ""; item >= 0 && !**area; item = filling_parent(filling, item))
        *area = filling_extra(filling, item, "topcop::need");
    return strcspn(*area, "/-");
}

static bool is_within(struct filling *filling, int item, int above) {
    while (item >= 0 && item != above)
        item = filling_parent(filling, item);
    return item >= 0;
}

/* The field that opens the topic of the cursor: itself, one of the same need, or one in the same group. */
static int topic_here(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    int here = questionnaire_here(session), found = -1;
    const char *area, *other;
    size_t length = area_of(at->filling, here, &area);
    for (int i = next_topic(session, -1, false); i >= 0; i = next_topic(session, i, false)) {
        int item = questionnaire_item(at, i), group = filling_parent(at->filling, item);
        size_t others = area_of(at->filling, item, &other);
        if (item == here)
            return i;
        bool same = *area ? length == others && !strncmp(area, other, length)
                          : group >= 0 && is_within(at->filling, here, group);
        if (same && (found < 0 || !*area))
            found = i;
    }
    return found;
}

/* What to ask for next: the next topic without an answer, or what follows the last of the topics. */
static void go_on(struct session *session, int field) {
    int next = next_topic(session, field, true), last = field;
    for (int i = field; i >= 0; i = next_topic(session, i, false))
        last = i;
    if (next < 0)
        next = form_next(session->place, last, 1);
    form_focus(session, next < 0 ? field : next);
}

static long count_left(struct session *session) {
    long left = 0;
    for (int i = next_topic(session, -1, true); i >= 0; i = next_topic(session, i, true))
        left++;
    return left;
}

static const char *answer_no(struct session *session, int field) {
    const char *no = form_set(session, field, "no");
    form_check_item(session, field);
    return no;
}

static void say_left(struct session *session, const char *done) {
    long left = count_left(session);
    if (left)
        session_say(session, DONE,
                    words_count(N_("%s %ld topic is left."), N_("%s %ld topics are left."), left), done,
                    left);
    else
        session_say(session, DONE, _("%s All topics are answered."), done);
}

bool questionnaire_has_topic(struct session *session) {
    return topic_here(session) >= 0;
}

const char *questionnaire_refuse_topic(struct session *session) {
    form_settle(session);
    int field = topic_here(session);
    if (field < 0)
        return NULL;
    const char *no = answer_no(session, field);
    go_on(session, field);
    struct arena scratch = { 0 };
    const struct form_item *item = &session->place->form.items[field];
    const char *topic = item->field->grid_row ? item->field->grid_row : form_label(item, &scratch);
    say_left(session, arena_format(&scratch, _("\"%s\": no need."), topic));
    arena_done(&scratch);
    return no;
}

bool questionnaire_has_topics_left(struct session *session) {
    return count_left(session) > 0;
}

const char *questionnaire_ask_rest(struct session *session) {
    form_settle(session);
    long left = count_left(session);
    return refuse(words_count(N_("Answer the %ld topic that is left with \"not relevant\"?"),
                              N_("Answer the %ld topics that are left with \"not relevant\"?"), left),
                  left);
}

const char *questionnaire_refuse_rest(struct session *session) {
    const char *no = NULL;
    int last = -1;
    form_settle(session);
    for (int i = next_topic(session, -1, true); i >= 0 && !no; i = next_topic(session, i, true))
        no = answer_no(session, last = i);
    go_on(session, last);
    say_left(session, _("Done."));
    return no;
}
