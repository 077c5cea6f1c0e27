/* A form as questions, one at a time. */
#include "line/face.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/edit.h"

/* The next item that can be answered, in steps of +1 or -1; -1: none. */
static int next_question(const struct place *place, int from, int step) {
    int item = form_next(place, from, step);
    while (item >= 0 && place->form.items[item].field->fixed)
        item = form_next(place, item, step);
    return item;
}

/* ---- what is read before a question ---- */

static void read_item(struct face *face, int item) {
    struct session *session = face->session;
    const struct form_item *at = &session->place->form.items[item];
    struct arena scratch = { 0 };
    if (at->hidden)
        return;
    if (at->field->fixed)
        put_format(face, "%s: %s", form_label(at, &scratch),
                   form_shown(session, session->place, item, &scratch));
    else
        put_text(face, form_label(at, &scratch));
    arena_done(&scratch);
}

/* The heading of the part in which an item stands, for somebody who did not come from the question before. */
static void read_heading(struct face *face, int item) {
    const struct form *form = &face->session->place->form;
    while (item >= 0 && (form->items[item].hidden || form->items[item].field->kind != FIELD_HEADING))
        item--;
    if (item >= 0)
        read_item(face, item);
}

/* The notes, headings and fixed fields that stand before an item. */
static void read_before(struct face *face, int item) {
    const struct place *place = face->session->place;
    int before = next_question(place, item, -1);
    if (before >= 0 && face->read != before && place->form.items[before + 1].field->kind != FIELD_HEADING)
        read_heading(face, before);
    for (int i = before + 1; i < item; i++)
        read_item(face, i);
}

/* ---- asking ---- */

/* From answers to actions. */
static void put_actions(struct face *face) {
    struct session *session = face->session;
    struct buffer words = { 0 };
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (action->key != F4 && session_can(session, action))
            buffer_format(&words, "%s, ", action->word);
    put_format(face, _("Now say %sor go, to go on with the questions."), words.text);
    buffer_done(&words);
    face->commands = true;
}

static void move(struct face *face, int step) {
    struct session *session = face->session;
    int next = next_question(session->place, session->place->form.focus, step);
    if (next >= 0) {
        form_focus(session, next);
        return;
    }
    form_settle(session);
    if (step < 0) {
        put_text(face, _("This is the first question."));
        return;
    }
    for (int i = session->place->form.focus + 1; i < session->place->form.count; i++)
        read_item(face, i);
    put_text(face, _("That was the last question."));
    put_actions(face);
}

static const char *kind_help(const struct field *field) {
    switch (field->kind) {
    case FIELD_LONG:
        return _("A text; \\n in it begins a new line.");
    case FIELD_INTEGER:
        return _("A whole number.");
    case FIELD_DECIMAL:
        return _("A number, like 2.5.");
    case FIELD_DAY:
        return _("A day, like 2026-11-24, 24.11.2026, today or +14.");
    case FIELD_TIME:
        return _("A time, like 09:00.");
    case FIELD_MOMENT:
        return _("A day and a time, like 24.11.2026 10:30.");
    case FIELD_RANK:
        return _("All of them in an order: their numbers, the first one first, with blanks between.");
    case FIELD_CHOICE:
        return _("One of them: its number, its value or the beginning of its name.");
    case FIELD_CHOICES:
        return _("Any of them: numbers with blanks between.");
    case FIELD_SECRET:
        return _("What is typed is not shown.");
    default:
        return _("A text.");
    }
}

static void explain(struct face *face, const struct form_item *item) {
    const struct session *session = face->session;
    struct arena scratch = { 0 };
    if (item->field->help)
        put_text(face, put_words(session, session->place, _(item->field->help), &scratch));
    arena_done(&scratch);
    put_format(face, "%s%s", kind_help(item->field),
               item->field->required ? _(" It must be filled in.") : "");
    put_text(face, _("Enter keeps what is there, < goes back, ! empties, a point leads to the actions."));
}

/* What was answered, where it was not typed before one's eyes, the totals of a table; then the next. */
static void go_on(struct face *face) {
    struct session *session = face->session;
    struct place *place = session->place;
    struct arena scratch = { 0 };
    int item = place->form.focus;
    if (!face->terminal && place->form.items[item].field->kind != FIELD_SECRET)
        put_format(face, "%s: %s", form_label(&place->form.items[item], &scratch),
                   form_shown(session, place, item, &scratch));
    table_put_totals(face, item, next_question(place, item, 1));
    arena_done(&scratch);
    move(face, 1);
}

/* Takes a value into the form and says what is wrong with it, or goes on. */
static void take_answer(struct face *face, const char *value) {
    struct session *session = face->session;
    struct place *place = session->place;
    const char *no = form_set(session, place->form.focus, value);
    if (no)
        session_say(session, REFUSED, "%s", no);
    if (session->place == place && place->form.elsewhere)
        face->commands = true; /* questions are of no use any more */
    if (session->place != place || place->form.focus < 0 || face->commands)
        return;
    struct arena scratch = { 0 };
    const struct form_item *at = &place->form.items[place->form.focus];
    if (*at->text && !form_check_item(session, place->form.focus))
        session_say(session, REFUSED, "%s: %s", form_label(at, &scratch), at->problem);
    else
        go_on(face);
    arena_done(&scratch);
}

/* An action in passing: what was not refused is followed by the question where the cursor is then. */
static void take_words(struct face *face, char *line) {
    const struct session *session = face->session;
    int refusals = session->refusals;
    face->commands = true;
    word_do(face, line);
    face->commands = session->refusals > refusals;
    face->read = -1;
}

static void take_line(struct face *face, int item, const struct choice *choices, const char *line) {
    struct arena scratch = { 0 };
    const struct form_item *at = &face->session->place->form.items[item];
    if (edit_is_abandoned(face->session->edit)) {
        put_actions(face);
    } else if (!strcmp(line, ".")) {
        put_actions(face);
    } else if (*line == '.' && !(line[1] >= '0' && line[1] <= '9')) {
        take_words(face, arena_copy(&scratch, line));
    } else if (!strcmp(line, "?")) {
        explain(face, at);
    } else if (!strcmp(line, "<")) {
        face->read = -1;
        move(face, -1);
    } else if (!strcmp(line, "!")) {
        take_answer(face, "");
    } else {
        take_answer(face, answer_meant(at, choices, line, &scratch));
    }
    arena_done(&scratch);
}

/* A secret is asked for with no copy left behind; among its answers only the signs that stand alone are none.
 */
static void ask_secret(struct face *face, int item, const char *prompt) {
    struct edit *edit = face->session->edit;
    const char *line = line_ask_unseen(face, prompt);
    bool is_sign = line && *line && !line[1] && strchr(EDIT_SIGNS, *line);
    if (line && (is_sign || edit_is_abandoned(edit)))
        take_line(face, item, NULL, line);
    else if (line)
        take_answer(face, *line ? line : face->session->place->form.items[item].text);
    edit_forget(edit);
}

void question_ask(struct face *face) {
    struct session *session = face->session;
    struct place *place = session->place;
    int item = place->form.focus;
    if (item >= 0 && place->form.items[item].field->fixed)
        item = next_question(place, item, 1);
    if (item < 0) {
        for (int i = 0; i < place->form.count; i++)
            read_item(face, i);
        put_actions(face);
        return;
    }
    if (item != place->form.focus)
        form_focus(session, item);
    struct arena scratch = { 0 };
    const struct form_item *at = &place->form.items[item];
    const struct choice *choices = form_choices(session, place, item);
    const char *label = form_label(at, &scratch);
    if (face->read != item) {
        bool goes_on = table_goes_on(face, item);
        read_before(face, item);
        if (!goes_on)
            table_put_title(face, item);
        if (choices && !goes_on)
            answer_put_choices(face, label, choices);
    }
    face->read = item;
    const char *prompt = arena_format(&scratch, "%s: ", label);
    const char *line = NULL;
    if (at->field->kind == FIELD_SECRET)
        ask_secret(face, item, prompt);
    else
        line = line_ask(face, prompt, answer_present(at, choices, &scratch));
    if (line)
        take_line(face, item, choices, arena_copy(&scratch, line));
    arena_done(&scratch);
}
