/* What keys do in a form: typing, choosing, going from field to field. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "store/journal.h"
#include "ui/edit.h"
#include "ui/form_parts.h"
#include "ui/grid.h"
#include "ui/session.h"

enum { DIGIT_CHOICES = 9 };

bool form_takes_focus(const struct form_item *item) {
    return !item->hidden && item->field->kind != FIELD_NOTE && item->field->kind != FIELD_HEADING;
}

bool form_is_typed(const struct form_item *item) {
    return !item->field->fixed && item->field->kind != FIELD_SECRET &&
           (!form_is_choice(item) || (item->field->kind == FIELD_CHOICE && form_is_searched(item->field)));
}

int form_next(const struct place *place, int from, int step) {
    for (int i = from + step; i >= 0 && i < place->form.count; i += step)
        if (form_takes_focus(&place->form.items[i]))
            return i;
    return -1;
}

void form_settle(struct session *session) {
    struct place *place = session->place;
    struct form *form = &place->form;
    if (!form->entered || form->focus < 0)
        return;
    struct form_item *item = &form->items[form->focus];
    struct arena scratch = { 0 };
    char *tidy = form_is_typed(item) ? form_tidy(item->field, item->text, &scratch) : item->text;
    char *entered = form->entered;
    form->entered = NULL;
    if (strcmp(tidy, item->text)) {
        const char *no = form_type(session, form->focus, tidy);
        if (no)
            session_say(session, REFUSED, "%s", no);
    }
    if (strcmp(item->text, entered)) {
        form_remember(form, item, entered);
        if (place->screen->changed)
            place->screen->changed(session, form->focus);
        form->touched = true;
    }
    if (form->touched && form->focus >= 0 && !form_check_item(session, form->focus))
        session_say(session, REFUSED, "%s", form->items[form->focus].problem);
    form->touched = false;
    const char *no = form->journal ? journal_sync(form->journal) : NULL;
    if (no)
        session_say(session, REFUSED, "%s", no);
    free(entered);
    arena_done(&scratch);
}

/* A secret that was refused is typed anew, and those after it: nobody sees what stands there. */
static void empty_refused(struct form *form) {
    if (form->items[form->focus].field->kind != FIELD_SECRET || !form->items[form->focus].problem)
        return;
    for (int i = form->focus; i < form->count; i++)
        if (form->items[i].field->kind == FIELD_SECRET)
            form_put(&form->items[i].text, "");
}

static void begin_typing(struct session *session, struct arena *scratch) {
    struct form *form = &session->place->form;
    empty_refused(form);
    const struct form_item *item = &form->items[form->focus];
    const struct field *field = item->field;
    form_put(&form->entered, field->kind == FIELD_SECRET ? "" : item->text);
    if (form_is_typed(item) && !grid_is_cell(item))
        edit_start(session->edit, field->kind == FIELD_MOMENT ? form_moment(item->text, scratch) : item->text,
                   form_most(field), field->kind == FIELD_LONG);
}

void form_focus(struct session *session, int item) {
    struct form *form = &session->place->form;
    struct arena scratch = { 0 };
    char *name = item >= 0 && item < form->count ? arena_copy(&scratch, form->items[item].field->name) : "";
    int built = form->built;
    form_settle(session);
    if (built != form->built) /* by the screen, for what was typed */
        item = form_find(session->place, name);
    if (item < 0 || item >= form->count || !form_takes_focus(&form->items[item]))
        item = form_next(session->place, -1, 1);
    form->focus = item;
    form->typed[0] = 0;
    form->fresh = true;
    if (item >= 0)
        begin_typing(session, &scratch);
    arena_done(&scratch);
}

static void go(struct session *session, int step) {
    form_settle(session); /* what was typed may bring the next question */
    int next = form_next(session->place, session->place->form.focus, step);
    form_focus(session, next < 0 ? session->place->form.focus : next);
}

/* To the first field of the next section, or of this or the one before; without sections to the last or the
 * first. */
static void go_section(struct session *session, int step) {
    struct place *place = session->place;
    form_settle(session);
    int at = place->form.focus, first = form_next(place, -1, 1);
    int next = form_next(place, at, step);
    while (next >= 0) {
        int before = next - 1;
        while (before >= 0 && place->form.items[before].hidden)
            before--;
        if (before >= 0 && place->form.items[before].field->kind == FIELD_HEADING)
            break;
        int further = form_next(place, next, step);
        if (further < 0)
            break;
        next = further;
    }
    form_focus(session, next < 0 ? (step > 0 ? at : first) : next);
    place->form.to_top = true;
}

static const char *type_ahead(struct session *session, const struct choice *choices, enum key key) {
    struct form *form = &session->place->form;
    struct arena scratch = { 0 };
    struct buffer typed = { 0 };
    const char *no = NULL;
    buffer_add(&typed, form->typed);
    text_put(&typed, (uint32_t)key);
    for (int attempt = 0; attempt < 2 && !no; attempt++) {
        char *find = text_fold(&scratch, typed.text);
        const struct choice *choice = choices;
        while (choice && choice->value && strncmp(text_fold(&scratch, _(choice->label)), find, strlen(find)))
            choice++;
        if (choice && choice->value) {
            if (typed.length < sizeof form->typed)
                memcpy(form->typed, typed.text, typed.length + 1);
            no = form_choose(session, form->focus, choice);
            break;
        }
        if (attempt == 1)
            no = refuse(_("No value begins like that; F4 lists them."));
        form->typed[0] = 0;
        buffer_clear(&typed);
        text_put(&typed, (uint32_t)key);
    }
    buffer_done(&typed);
    arena_done(&scratch);
    return no;
}

const char *form_open_values(struct session *session) {
    form_settle(session);
    return session_open(session, &form_values_screen, 0);
}

static const char *step_choice(struct session *session, const struct choice *choices, int count, int step) {
    int now = -1;
    for (int i = 0; i < count; i++)
        if (form_is_chosen(&session->place->form.items[session->place->form.focus], choices[i].value))
            now = i;
    now = now < 0 ? (step > 0 ? 0 : count - 1) : now + step;
    return now < 0 || now >= count ? NULL : form_choose(session, session->place->form.focus, &choices[now]);
}

static const char *choice_key(struct session *session, enum key key, bool *taken) {
    struct form *form = &session->place->form;
    struct form_item *item = &form->items[form->focus];
    const struct choice *choices = form_choices(session, session->place, form->focus);
    int count = 0;
    while (choices && choices[count].value)
        count++;
    *taken = true;
    if (item->field->fixed)
        return refuse(_("This is shown only; it cannot be changed here."));
    if (key == BACKSPACE || key == DELETE)
        return form_set(session, form->focus, "");
    if ((key == LEFT || key == RIGHT) && item->field->kind == FIELD_CHOICE)
        return step_choice(session, choices, count, key == RIGHT ? 1 : -1);
    if (key >= '1' && key <= '9' && count <= DIGIT_CHOICES)
        return (int)key - '1' < count ? form_choose(session, form->focus, &choices[key - '1'])
                                      : refuse(_("There are %d values here."), count);
    if (item->field->kind == FIELD_RANK && count <= DIGIT_CHOICES && (key == ' ' || key == ',' || key == '>'))
        return NULL; /* "2 1 3" and "3>1>2" are typed by their digits */
    if (key > ' ' && key < F1 && text_is_printable((uint32_t)key)) {
        if (count <= DIGIT_CHOICES && item->field->kind == FIELD_CHOICE)
            return type_ahead(session, choices, key);
        struct buffer letter = { 0 };
        text_put(&letter, (uint32_t)key);
        memcpy(form->typed, letter.text, letter.length + 1);
        buffer_done(&letter);
        return form_open_values(session);
    }
    if (key == ' ')
        return form_open_values(session);
    *taken = false;
    return NULL;
}

/* Numbers and days are seldom mended by a sign at their end. */
static bool is_replaced_whole(const struct field *field) {
    return field->kind >= FIELD_INTEGER && field->kind <= FIELD_MOMENT;
}

static const char *typed_key(struct session *session, enum key key, bool *taken) {
    struct form *form = &session->place->form;
    struct form_item *item = &form->items[form->focus];
    if (item->field->fixed) {
        *taken = key >= ' ' && key < F1;
        return *taken ? refuse(_("This is shown only; it cannot be changed here.")) : NULL;
    }
    if (form->fresh && key > ' ' && key < F1 && key != BACKSPACE && is_replaced_whole(item->field))
        edit_start(session->edit, "", form_most(item->field), false);
    form->fresh = false;
    *taken = edit_key(session->edit, key);
    bool is_same = !strcmp(edit_text(session->edit), item->text),
         is_character = key >= ' ' && key < F1 && key != BACKSPACE;
    if (*taken && is_same && is_character && text_length(item->text) >= (size_t)form_most(item->field))
        return refuse(words_count("No more than %d character fits here.",
                                  "No more than %d characters fit here.", form_most(item->field)),
                      form_most(item->field));
    if (!*taken || is_same)
        return NULL;
    return form_type(session, form->focus, edit_text(session->edit));
}

/* Whether the focus is on a secret that is asked last: Enter then is the screen's own. */
static bool ends_with_secret(const struct place *place) {
    const struct form *form = &place->form;
    return form->focus >= 0 && form->items[form->focus].field->kind == FIELD_SECRET &&
           form_next(place, form->focus, 1) < 0;
}

bool form_key(struct session *session, enum key key) {
    struct form *form = &session->place->form;
    const char *no = form_elsewhere(session);
    if (no) {
        session_say(session, REFUSED, "%s", no);
        return true;
    }
    if (grid_key(session, key))
        return true;
    switch ((int)key) {
    case UP:
    case BACK_TAB:
        go(session, -1);
        return true;
    case ENTER:
        if (ends_with_secret(session->place))
            return false;
        go(session, 1);
        return true;
    case DOWN:
    case TAB:
        go(session, 1);
        return true;
    case PAGE_UP:
    case PAGE_DOWN:
        go_section(session, key == PAGE_DOWN ? 1 : -1);
        return true;
    default:
        break;
    }
    if (form->focus < 0 || key == (enum key)CTRL('Z') || grid_is_cell(&form->items[form->focus]))
        return false;
    bool taken = false;
    const struct form_item *item = &form->items[form->focus];
    no = item->field->kind == FIELD_SECRET           ? form_secret_key(session, key, &taken)
         : form_is_typed(item) || item->field->fixed ? typed_key(session, key, &taken)
                                                     : choice_key(session, key, &taken);
    if (no)
        session_say(session, REFUSED, "%s", no);
    return taken;
}
