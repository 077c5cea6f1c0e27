/* The values that fields had before, to be given back one by one. */
#include <stdlib.h>
#include <string.h>

#include "ui/form_parts.h"
#include "ui/session.h"

enum { PAST_MOST = 256 }; /* values kept of a form; the oldest go first */

struct form_past {
    char *field, *text;
};

static void drop(struct form *form, int number) {
    free(form->past[number].field);
    free(form->past[number].text);
    form->past_count--;
    memmove(&form->past[number], &form->past[number + 1],
            (size_t)(form->past_count - number) * sizeof *form->past);
}

void form_remember(struct form *form, const struct form_item *item, const char *text) {
    if (item->field->kind == FIELD_SECRET)
        return;
    if (!form->past)
        form->past = memory_new(PAST_MOST * sizeof *form->past);
    if (form->past_count == PAST_MOST)
        drop(form, 0);
    struct form_past *past = &form->past[form->past_count++];
    *past = (struct form_past){ 0 };
    form_put(&past->field, item->field->name);
    form_put(&past->text, text);
}

void form_forget(struct form *form) {
    while (form->past_count)
        drop(form, form->past_count - 1);
    free(form->past);
    form->past = NULL;
}

void form_forget_part(struct form *form, const char *name) {
    for (int i = form->past_count - 1; i >= 0; i--)
        if (!strncmp(form->past[i].field, name, strlen(name)))
            drop(form, i);
}

static int last_of(const struct form *form, const char *field) {
    for (int i = form->past_count - 1; i >= 0; i--)
        if (!strcmp(form->past[i].field, field))
            return i;
    return -1;
}

static void say(struct session *session, const char *gone) {
    struct form *form = &session->place->form;
    struct arena scratch = { 0 };
    const char *back = form_shown(session, session->place, form->focus, &scratch),
               *label = form_label(&form->items[form->focus], &scratch);
    if (!*back)
        session_say(session, DONE, _("%s: empty again; \"%s\" is taken out."), label, gone);
    else if (!*gone)
        session_say(session, DONE, _("%s: \"%s\" is back."), label, back);
    else
        session_say(session, DONE, _("%s: \"%s\" is back; \"%s\" is taken out."), label, back, gone);
    arena_done(&scratch);
}

/* The value to be given back: the last of the field with the focus. In the line face, which goes on by itself
 * after an answer, else the last of all, and the focus goes there. -1: none. */
static int find_past(struct session *session) {
    struct place *place = session->place;
    struct form *form = &place->form;
    int last = form->focus < 0 ? -1 : last_of(form, form->items[form->focus].field->name);
    if (last >= 0 || !session->line || !form->past_count)
        return last;
    int item = form_find(place, form->past[form->past_count - 1].field);
    if (item < 0 || !form_takes_focus(&form->items[item]))
        return -1;
    form_focus(session, item);
    return form->past_count - 1;
}

const char *form_undo(struct session *session) {
    struct place *place = session->place;
    struct form *form = &place->form;
    form_settle(session);
    int last = find_past(session);
    if (last < 0) {
        form_focus(session, form->focus);
        return refuse(_("This field has not been changed; there is nothing to undo in it."));
    }
    struct arena scratch = { 0 };
    const char *gone = form_shown(session, place, form->focus, &scratch);
    char *back = arena_copy(&scratch, form->past[last].text);
    drop(form, last);
    const char *no = form_type(session, form->focus, back);
    form->touched = false;
    free(form->entered);
    form->entered = NULL;
    if (place->screen->changed)
        place->screen->changed(session, form->focus);
    form_focus(session, form->focus);
    say(session, gone);
    arena_done(&scratch);
    return no;
}
