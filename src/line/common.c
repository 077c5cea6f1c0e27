/* The words that every screen of some shape knows, and numbers. */
#include "line/face.h"

#include <string.h>

#include "base/text.h"

bool word_begins(const char *text, const char *typed, struct arena *arena) {
    const char *folded = text_fold(arena, typed);
    return *folded && !strncmp(text_fold(arena, text), folded, strlen(folded));
}

/* ---- numbers ---- */

bool word_choose(struct face *face, const char *typed) {
    struct session *session = face->session;
    struct place *place = session->place;
    int64_t number;
    if (!text_integer(typed, &number))
        return false;
    if (place->screen->shape == LIST) {
        int64_t row = number - show_first_number(place);
        if (row < 0 || row >= place->list.window.count)
            return false;
        place->list.selected = (int)row;
    } else {
        int line =
            number > 0 && number <= place->page.count ? page_nth_link(&place->page, (int)number - 1) : -1;
        if (line < 0)
            return false;
        place->page.selected = line;
    }
    face->chosen = true;
    return true;
}

void word_refuse_number(struct face *face, const char *typed) {
    session_say(face->session, REFUSED, _("There is no number %s here; \"show\" says what there is."), typed);
}

/* ---- words that every screen knows ---- */

/* Turns a list's page. Rows that were on the page before are not said again on the way down. */
static bool turn(struct face *face, int step) {
    struct session *session = face->session;
    struct list *list = &session->place->list;
    if (!list->window.count)
        return false;
    list->selected = step > 0 ? list->window.count - 1 : 0;
    int64_t edge = list->window.rows[list->selected].id;
    list_move(session, session->place, step);
    if (!list->window.count || list->window.rows[list->selected].id == edge)
        return false;
    for (int i = 0; step > 0 && i < list->window.count; i++)
        if (list->window.rows[i].id == edge)
            face->skipped = i + 1;
    face->anew = true;
    return true;
}

static bool turn_on(struct face *face, char *rest) {
    (void)rest;
    bool is_list = face->session->place->screen->shape == LIST;
    if (!(is_list ? turn(face, list_size(face->session)) : show_more(face)))
        put_text(face, _("That was all."));
    return true;
}

static bool turn_back(struct face *face, char *rest) {
    (void)rest;
    if (!turn(face, -list_size(face->session)))
        put_text(face, _("This is the beginning."));
    return true;
}

static bool turn_to_first(struct face *face, char *rest) {
    (void)rest;
    if (face->session->place->screen->shape == LIST)
        list_home(face->session, face->session->place);
    face->anew = true;
    return true;
}

static bool turn_to_last(struct face *face, char *rest) {
    (void)rest;
    list_end(face->session, face->session->place);
    face->anew = true;
    return true;
}

static bool show(struct face *face, char *rest) {
    (void)rest;
    face->place = NULL;
    return true;
}

static bool find(struct face *face, char *rest) {
    struct session *session = face->session;
    struct place *place = session->place;
    if (place->screen->shape == LIST && place->screen->search) {
        list_search(session, place, rest);
    } else if (place->screen->shape != FORM && place->page.finds) {
        size_t length = strnlen(rest, sizeof place->page.find - 1);
        memcpy(place->page.find, rest, length);
        place->page.find[length] = 0;
        page_open(session, place);
    } else {
        return false;
    }
    face->anew = true;
    return true;
}

static bool sort(struct face *face, char *rest) {
    struct session *session = face->session;
    struct place *place = session->place;
    if (!*rest)
        return false;
    struct arena scratch = { 0 };
    int found = -1;
    for (int i = 0; place->screen->fields[i].name && found < 0; i++)
        if (!strcmp(place->screen->fields[i].name, rest) ||
            word_begins(_(place->screen->fields[i].label), rest, &scratch))
            found = i;
    arena_done(&scratch);
    const char *no = found < 0 ? refuse(_("There is no column \"%s\"; \"sort\" alone lists them."), rest)
                               : list_sort(session, place, found);
    if (no)
        session_say(session, REFUSED, "%s", no);
    face->anew = !no;
    return true;
}

static bool select_number(struct face *face, char *rest) {
    struct session *session = face->session;
    struct arena scratch = { 0 };
    if (!word_choose(face, rest))
        word_refuse_number(face, rest);
    else if (session->place->screen->shape == LIST)
        put_text(face, show_row(session->place, session->place->list.selected, &scratch));
    else
        put_text(face, session->place->page.lines[session->place->page.selected].text);
    arena_done(&scratch);
    return true;
}

static bool go(struct face *face, char *rest) {
    struct session *session = face->session;
    struct place *place = session->place;
    int item = *rest ? form_find(place, rest) : place->form.focus;
    struct arena scratch = { 0 };
    for (int i = 0; item < 0 && i < place->form.count; i++) {
        const struct form_item *at = &place->form.items[i];
        if (!at->hidden && word_begins(form_label(at, &scratch), rest, &scratch))
            item = at->field->kind == FIELD_HEADING || at->field->kind == FIELD_NOTE ? form_next(place, i, 1)
                                                                                     : i;
    }
    arena_done(&scratch);
    if (item < 0 || place->form.items[item].hidden) {
        session_say(session, REFUSED, _("No question is called \"%s\"."), rest);
        return true;
    }
    form_focus(session, item);
    face->commands = false;
    face->read = -1;
    return true;
}

enum { ON_MENU = 1 << MENU, ON_LIST = 1 << LIST, ON_FORM = 1 << FORM, ON_PAGE = 1 << PAGE };

static const struct {
    const char *word;
    unsigned shapes;
    bool (*take)(struct face *face, char *rest); /* false: not its place */
} words[] = {
    { "more", ON_MENU | ON_LIST | ON_PAGE, turn_on },
    { "previous", ON_LIST, turn_back },
    { "first", ON_MENU | ON_LIST | ON_PAGE, turn_to_first },
    { "last", ON_LIST, turn_to_last },
    { "show", ON_MENU | ON_LIST | ON_FORM | ON_PAGE, show },
    { "find", ON_LIST | ON_PAGE, find },
    { "sort", ON_LIST, sort },
    { "select", ON_MENU | ON_LIST | ON_PAGE, select_number },
    { "go", ON_FORM, go },
};

enum { WORDS = sizeof words / sizeof *words };

static bool is_here(const struct session *session, int word) {
    return words[word].shapes & 1U << session->place->screen->shape;
}

bool word_take_common(struct face *face, const char *word, char *rest) {
    for (int i = 0; i < WORDS; i++)
        if (is_here(face->session, i) && !strcmp(words[i].word, word) && words[i].take(face, rest))
            return true;
    return false;
}

const char *word_common(const struct session *session, int number) {
    for (int i = 0; i < WORDS; i++)
        if (is_here(session, i) && number-- == 0)
            return words[i].word;
    return NULL;
}

bool word_is_common(const struct session *session, const char *word) {
    const char *known;
    for (int i = 0; (known = word_common(session, i)); i++)
        if (!strcmp(known, word))
            return true;
    return false;
}
