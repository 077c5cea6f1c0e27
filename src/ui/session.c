#include "ui/session.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ui/edit.h"

/* ---- opening and leaving ---- */

static void show(struct session *session, struct place *place) {
    switch (place->screen->shape) {
    case LIST:
        list_again(session, place);
        break;
    case MENU:
    case PAGE:
        page_open(session, place);
        break;
    case FORM:
        if (place->form.count)
            form_focus(session, place->form.focus);
        break;
    }
}

static const char *begin(struct session *session, struct place *place) {
    const struct screen *screen = place->screen;
    const char *no = screen->enter ? screen->enter(session) : NULL;
    if (no)
        return no;
    switch (screen->shape) {
    case LIST:
        list_open(session, place);
        return NULL;
    case FORM:
        return place->form.items ? NULL : form_open(session, place);
    default:
        page_open(session, place);
        return NULL;
    }
}

static void drop(struct session *session) {
    struct place *place = session->place;
    if (place->screen->leave)
        place->screen->leave(session);
    session->place = place->below;
    list_done(place);
    form_done(place);
    page_done(place);
    arena_done(&place->arena);
    free(place);
}

const char *session_open(struct session *session, const struct screen *screen, int64_t id) {
    if (screen->may && !(session->rights & screen->may))
        return refuse(_("\"%s\" is not for your roles."), _(screen->title));
    struct place *place = memory_new(sizeof *place);
    *place = (struct place){ .screen = screen, .id = id, .below = session->place };
    session->place = place;
    const char *no = begin(session, place);
    if (no) {
        drop(session);
        if (session->place && session->place->screen->shape == FORM && session->place->form.count)
            form_focus(session, session->place->form.focus);
    } else if (screen->shape == FORM) {
        form_focus(session, place->form.focus);
    }
    return no;
}

const char *session_replace(struct session *session, const struct screen *screen, int64_t id) {
    struct place *old = session->place;
    const char *no = session_open(session, screen, id);
    if (no)
        return no;
    struct place *fresh = session->place;
    session->place = old;
    fresh->below = old->below;
    drop(session);
    session->place = fresh;
    return NULL;
}

const char *session_restart(struct session *session) {
    while (session->place)
        drop(session);
    const char *no = session_open(session, session->screens[0], 0);
    if (!no)
        session_arrive(session);
    return no;
}

const char *session_back(struct session *session) {
    if (!session->place->below) {
        session->ended = true;
        return NULL;
    }
    drop(session);
    show(session, session->place);
    return NULL;
}

void session_refresh(struct session *session) {
    struct place *place = session->place;
    if (place->screen->shape == FORM)
        form_reload(session, place);
    else
        show(session, place);
}

bool session_watch(struct session *session) {
    if (session_check(session))
        return true;
    bool first = !session->rested, changed = session->others_wrote;
    session->others_wrote = false;
    struct place *place = session->place;
    if (changed && place->screen->shape != FORM)
        show(session, place);
    if ((first || changed) && place->screen->shape == LIST)
        changed |= list_count_on(session, place);
    const char *trouble = db_trouble(session->db);
    if (trouble)
        session_say(session, REFUSED, "%s", trouble);
    if (first || changed)
        db_rest(session->db);
    session->rested = true;
    return changed || trouble;
}

static bool watch(void *owner, bool typed) {
    struct session *session = owner;
    if (typed)
        session->key_at = clock_ticks();
    return session_check(session);
}

const char *session_init(struct session *session) {
    session->rows = 21;
    session->columns = 80;
    session->edit = edit_new();
    session->key_at = clock_ticks();
    edit_watch(session->edit, watch, session);
    const char *no = session_open(session, session->screens[0], 0);
    if (no)
        session_done(session);
    return no;
}

void session_done(struct session *session) {
    while (session->place)
        drop(session);
    if (session->visit)
        session->presence->leave(session, session->how ? session->how : "left");
    edit_free(session->edit);
    arena_done(&session->arena);
    *session = (struct session){ 0 };
}

/* ---- what screens ask ---- */

void session_say(struct session *session, enum tone tone, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct arena scratch = { 0 };
    char *words = text_clean(&scratch, arena_format_list(&scratch, format, arguments));
    va_end(arguments);
    size_t length = strlen(words);
    if (length >= sizeof session->message) {
        length = sizeof session->message - 1;
        while (length > 0 && ((unsigned char)words[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(session->message, words, length);
    session->message[length] = 0;
    session->tone = tone;
    arena_done(&scratch);
    if (tone == REFUSED)
        session->refusals++;
    if (tone == REFUSED && session->presence && session->visit)
        session->presence->refused(session);
}

const struct screen *session_find(const struct session *session, const char *name) {
    for (const struct screen *const *screen = session->screens; *screen; screen++)
        if (!strcmp((*screen)->name, name))
            return *screen;
    return NULL;
}

int64_t session_row(const struct session *session) {
    const struct place *place = session->place;
    if (place->screen->shape == LIST)
        return place->list.selected < place->list.window.count
                   ? place->list.window.rows[place->list.selected].id
                   : 0;
    return place->screen->shape == FORM ? 0 : page_row(session);
}

const char *session_column(const struct session *session, const char *name) {
    static char number[24];
    const struct window *window = &session->place->list.window;
    int column = window_column(window, name);
    if (column < 0 || session->place->list.selected >= window->count)
        return NULL;
    const struct db_value *value = &window->rows[session->place->list.selected].values[column];
    if (value->kind != DB_INTEGER)
        return value->text ? value->text : "";
    snprintf(number, sizeof number, "%lld", (long long)value->integer);
    return number;
}

const struct db_value *session_values(struct session *session, const struct place *place) {
    static struct db_value values[6];
    static char day[CLOCK_DAY];
    values[0] = integer("id", place->id);
    values[1] = integer("officer", session->officer);
    values[2] = integer("structure", session->structure);
    values[3] = text("today", clock_today(day));
    values[4] = integer("now", clock_now());
    values[5] = (struct db_value){ 0 };
    return values;
}
