/* A questionnaire being filled in: the fields are made from its definition, so that both faces can ask it. */
#include "screens/questionnaire.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "rules/filling.h"
#include "rules/response.h"
#include "ui/session.h"

struct questionnaire {
    struct filling *filling;
    int64_t response;
    int *question_of;   /* item -> question */
    int *item_of;       /* question -> item, -1: not shown */
    struct arena words; /* labels and choices that move, made anew after each answer */
};

static const enum field_kind kinds[] = {
    [FILLING_TEXT] = FIELD_TEXT,       [FILLING_LONG_TEXT] = FIELD_LONG, [FILLING_INTEGER] = FIELD_INTEGER,
    [FILLING_DECIMAL] = FIELD_DECIMAL, [FILLING_DAY] = FIELD_DAY,        [FILLING_ONE] = FIELD_CHOICE,
    [FILLING_SEVERAL] = FIELD_CHOICES, [FILLING_NOTE] = FIELD_NOTE,      [FILLING_SECTION] = FIELD_HEADING,
};

static struct questionnaire *questionnaire_of(struct session *session) {
    return session->place->data;
}

static const char *label_of(struct filling *filling, int question, struct arena *arena) {
    char *label = filling_label(filling, question, arena), *hint = filling_hint(filling, question, arena);
    bool starred = filling_is_required(filling, question) && filling_kind(filling, question) < FILLING_NOTE;
    return text_clean(arena, arena_format(arena, "%s%s%s%s%s", label, starred ? " *" : "", *hint ? " (" : "",
                                          hint, *hint ? ")" : ""));
}

static const struct choice *choices_of(struct filling *filling, int question, struct arena *arena) {
    struct filling_choice *offered = filling_choices(filling, question, arena);
    int count = 0;
    while (offered[count].name)
        count++;
    struct choice *choices = arena_new(arena, (size_t)(count + 1) * sizeof *choices);
    for (int i = 0; i < count; i++)
        choices[i] = (struct choice){ offered[i].name, text_clean(arena, offered[i].label) };
    return choices;
}

/* Labels, choices and what is asked, as they are after an answer or in another language. */
static void renew(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct form *form = &session->place->form;
    struct arena words = { 0 };
    for (int i = 0; i < form->count; i++) {
        int question = at->question_of[i];
        struct form_item *item = &form->items[i];
        item->hidden = !filling_is_asked_now(at->filling, question);
        item->label = label_of(at->filling, question, &words);
        item->choices = item->field->kind == FIELD_CHOICE || item->field->kind == FIELD_CHOICES
                            ? choices_of(at->filling, question, &words)
                            : NULL;
    }
    arena_done(&at->words);
    at->words = words;
}

static void make_fields(struct questionnaire *at, struct place *place, struct field *fields, int *count) {
    int all;
    const int *items = filling_items(at->filling, &all);
    for (int i = 0; i < all; i++) {
        int question = items[i];
        enum filling_kind kind = filling_kind(at->filling, question);
        at->item_of[question] = -1;
        bool silent = kind == FILLING_SECTION && !*filling_label(at->filling, question, &place->arena);
        if (kind > FILLING_SECTION || silent)
            continue;
        char *guidance = filling_guidance(at->filling, question, &place->arena);
        fields[*count] = (struct field){ .name = filling_path(at->filling, question),
                                         .label = "",
                                         .help = *guidance ? guidance : NULL,
                                         .kind = kinds[kind],
                                         .most = kind == FILLING_LONG_TEXT ? 4000 : 500,
                                         .fixed = filling_is_read_only(at->filling, question) };
        at->question_of[*count] = question;
        at->item_of[question] = (*count)++;
    }
}

static const char *enter(struct session *session) {
    struct place *place = session->place;
    struct questionnaire *at = arena_new(&place->arena, sizeof *at);
    const char *no = response_start(session->db, session->officer, place->id / QUESTIONNAIRE_STRUCTURES,
                                    place->id % QUESTIONNAIRE_STRUCTURES, &at->response);
    if (no)
        return no;
    at->filling = filling_open(session->db, at->response);
    place->data = at;
    int all;
    const int *items = filling_items(at->filling, &all);
    size_t questions = 1;
    for (int i = 0; i < all; i++)
        questions = (size_t)items[i] >= questions ? (size_t)items[i] + 1 : questions;
    at->question_of = arena_new(&place->arena, questions * sizeof *at->question_of);
    at->item_of = arena_new(&place->arena, questions * sizeof *at->item_of);
    struct field *fields = arena_new(&place->arena, questions * sizeof *fields);
    int count = 0;
    make_fields(at, place, fields, &count);
    no = form_begin(session, place, fields, count);
    if (no)
        return no;
    for (int i = 0; i < count; i++)
        form_load(place, i, filling_value(at->filling, at->question_of[i]));
    renew(session);
    place->form.journal_name = "response";
    place->form.journal_record = at->response;
    no = form_draft(session, place);
    if (!place->form.restored)
        place->form.focus = form_next(place, -1, 1);
    return no;
}

static void changed(struct session *session, int item) {
    struct questionnaire *at = questionnaire_of(session);
    struct form *form = &session->place->form;
    const int *others = filling_answer(at->filling, at->question_of[item], form->items[item].text);
    for (; *others >= 0; others++) {
        int other = at->item_of[*others];
        if (other >= 0 && other != item && form->items[other].field->fixed)
            form_load(session->place, other, filling_value(at->filling, *others));
    }
    renew(session);
}

static const char *judge(struct session *session, int item) {
    struct questionnaire *at = questionnaire_of(session);
    return filling_problem(at->filling, at->question_of[item]);
}

static const char *save_draft(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct arena arena = { 0 };
    form_settle(session);
    const char *no = response_save(session->db, session->officer, at->response, filling_language(at->filling),
                                   filling_values(at->filling, &arena), SAVED_BY_OFFICER);
    if (!no)
        form_saved(session);
    arena_done(&arena);
    return no;
}

static const char *save(struct session *session) {
    const char *no = save_draft(session);
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
    const char *no = response_submit(session->db, session->officer, response, filling_language(at->filling),
                                     filling_values(at->filling, &arena), receipt);
    arena_done(&arena);
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("Submitted. The receipt is %s."), receipt);
    return session_replace(session, &receipt_screen, response);
}

static const char *ask_discard(struct session *session) {
    (void)session;
    return _("Throw away this draft with all its answers? What was submitted before stays.");
}

static const char *discard(struct session *session) {
    const char *no = response_discard(session->db, session->officer, questionnaire_of(session)->response);
    if (no)
        return no;
    form_saved(session);
    session_say(session, DONE, _("The draft is thrown away."));
    return session_back(session);
}

static bool has_languages(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    return filling_languages(at->filling) > 1;
}

static const char *next_language(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    filling_speak(at->filling, (filling_spoken(at->filling) + 1) % filling_languages(at->filling));
    renew(session);
    for (int i = 0; i < session->place->form.count; i++)
        if (session->place->form.items[i].problem) /* said again in this language */
            form_check_item(session, i);
    session_say(session, DONE, "%s", filling_language(at->filling));
    return NULL;
}

static void leave(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    if (!at)
        return;
    if (session->place->form.journal && form_is_changed(session->place)) {
        const char *no = save_draft(session);
        if (no)
            session_say(session, REFUSED, "%s", no);
    }
    filling_close(at->filling);
    arena_done(&at->words);
}

static const char *where(struct session *session) {
    return filling_title(questionnaire_of(session)->filling);
}

static const struct action actions[] = {
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
      .word = "discard",
      .label = N_("Discard"),
      .help = N_("Throws the whole draft away; what was submitted before stays."),
      .ask = ask_discard,
      .act = discard },
    { .key = F6,
      .word = "language",
      .label = N_("Language"),
      .help = N_("Shows the questions in the next language; answers stay."),
      .possible = has_languages,
      .act = next_language },
    { 0 }
};

const struct screen questionnaire_screen = {
    .name = "questionnaire",
    .title = N_("Questionnaire"),
    .help = N_("Answer what you can and come back for the rest: every key is kept as you type it. F7 lists "
               "what is missing, "
               "F10 submits."),
    .shape = FORM,
    .needs_id = true,
    .actions = actions,
    .enter = enter,
    .changed = changed,
    .judge = judge,
    .leave = leave,
    .where = where,
};
