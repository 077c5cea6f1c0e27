/* Words and numbers: what a line means where answers are not awaited. */
#include "line/face.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "ui/edit.h"

static bool begins(const char *text, const char *typed, struct arena *arena) {
    const char *folded = text_fold(arena, typed);
    return *folded && !strncmp(text_fold(arena, text), folded, strlen(folded));
}

/* ---- numbers ---- */

static bool choose(struct face *face, const char *typed) {
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

static void refuse_number(struct face *face, const char *typed) {
    session_say(face->session, REFUSED, _("There is no number %s here; \"show\" says what there is."), typed);
}

/* ---- actions ---- */

static const struct action *find_action(struct session *session, const char *word, enum key key) {
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (word ? !strcmp(action->word, word) : action->key == key)
            return action;
    return NULL;
}

static bool is_about_one(const struct session *session, const struct action *action) {
    return session->place->screen->shape != FORM && (action->needs == A_ROW || action->act == page_follow);
}

static void take_action(struct face *face, const struct action *action, const char *number) {
    struct session *session = face->session;
    if (*number && (session->place->screen->shape == FORM || !choose(face, number))) {
        refuse_number(face, number);
        return;
    }
    if (is_about_one(session, action) && !face->chosen && !*number) {
        session_say(session, REFUSED, _("Say which one by its number: \"%s 1\"."), action->word);
        return;
    }
    face->anew = !strcmp(action->word, "refresh");
    session_do(session, action);
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
            begins(_(place->screen->fields[i].label), rest, &scratch))
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
    if (!choose(face, rest))
        refuse_number(face, rest);
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
        if (!at->hidden && begins(at->label ? at->label : _(at->field->label), rest, &scratch))
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

/* ---- a whole line ---- */

static bool take_word(struct face *face, const char *word, char *rest) {
    for (int i = 0; i < WORDS; i++)
        if (is_here(face->session, i) && !strcmp(words[i].word, word) && words[i].take(face, rest))
            return true;
    const struct action *action = find_action(face->session, word, NO_KEY);
    if (action)
        take_action(face, action, rest);
    return action;
}

static bool is_named(const struct page_line *line, const char *name) {
    return line->opens && !strcmp(line->opens->name, name);
}

static bool is_begun(const struct page_line *line, const char *typed, struct arena *arena) {
    return (line->opens || line->act) && begins(line->text + strspn(line->text, " "), typed, arena);
}

/* A line of a menu by the name of the screen it opens, or by how it begins. */
static bool take_link(struct face *face, const char *typed, bool by_name) {
    struct page *page = &face->session->place->page;
    struct arena scratch = { 0 };
    int found = -1;
    for (int i = 0; face->session->place->screen->shape == MENU && i < page->count && found < 0; i++)
        if (by_name ? is_named(&page->lines[i], typed) : is_begun(&page->lines[i], typed, &scratch))
            found = i;
    arena_done(&scratch);
    if (found < 0)
        return false;
    page->selected = found;
    const char *no = page_follow(face->session);
    if (no)
        session_say(face->session, REFUSED, "%s", no);
    return true;
}

static bool take_screen(struct face *face, const char *name) {
    const struct screen *screen = session_find(face->session, name);
    if (!screen || screen->needs_id)
        return false;
    const char *no = session_open(face->session, screen, 0);
    if (no)
        session_say(face->session, REFUSED, "%s", no);
    return true;
}

static void add_word(const char **list, const char *word) {
    while (*list && strcmp(*list, word))
        list++;
    *list = word;
}

/* All words that mean something here, NULL at the end. In the arena. */
static const char **list_words(struct session *session, struct arena *arena) {
    size_t count = WORDS + 1;
    for (int i = 0; session_action(session, i); i++)
        count++;
    for (int i = 0; session->screens[i]; i++)
        count++;
    const char **list = arena_new(arena, count * sizeof *list);
    for (int i = 0; i < WORDS; i++)
        if (is_here(session, i))
            add_word(list, words[i].word);
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (session_can(session, action))
            add_word(list, action->word);
    for (int i = 0; session->screens[i]; i++)
        if (!session->screens[i]->needs_id)
            add_word(list, session->screens[i]->name);
    return list;
}

static void refuse_word(struct face *face, const char *word) {
    struct arena scratch = { 0 };
    const char *meant = nearest(word, list_words(face->session, &scratch));
    if (meant)
        session_say(face->session, REFUSED, _("\"%s\" means nothing here; did you mean \"%s\"?"), word,
                    meant);
    else
        session_say(face->session, REFUSED, _("\"%s\" means nothing here; \"help\" lists the words."), word);
    arena_done(&scratch);
}

static bool is_over_another(const struct session *session) {
    static const struct screen *const over[] = { &list_order_screen, &list_filter_screen, &form_values_screen,
                                                 &form_missing_screen };
    for (size_t i = 0; i < sizeof over / sizeof *over; i++)
        if (session->place->screen == over[i])
            return true;
    return false;
}

static bool is_word(struct session *session, const char *word) {
    for (int i = 0; i < WORDS; i++)
        if (is_here(session, i) && !strcmp(words[i].word, word))
            return true;
    return find_action(session, word, NO_KEY);
}

/* From a screen that lies over another: back, if the word is one of that other's, and there it is taken. */
static bool take_below(struct face *face, const char *word, char *rest) {
    struct session *session = face->session;
    if (!is_over_another(session))
        return false;
    struct place *top = session->place;
    session->place = top->below;
    bool known = is_word(session, word);
    session->place = top;
    if (!known)
        return false;
    session_back(session);
    face->chosen = false;
    return take_word(face, word, rest);
}

void word_do(struct face *face, char *line) {
    struct session *session = face->session;
    line = text_trim(line + (*line == '.'));
    if (!*line)
        return;
    struct arena scratch = { 0 };
    char *word = arena_copy_part(&scratch, line, strcspn(line, " "));
    char *rest = text_trim(line + strlen(word));
    int64_t number;
    const struct action *main_action = find_action(session, NULL, ENTER);
    if (text_integer(line, &number) && session->place->screen->shape != FORM) {
        if (main_action && choose(face, line))
            take_action(face, main_action, "");
        else
            refuse_number(face, line);
    } else if (!take_word(face, word, rest) && !take_link(face, line, true) && !take_screen(face, line) &&
               !take_link(face, line, false) && !take_below(face, word, rest)) {
        refuse_word(face, word);
    }
    arena_done(&scratch);
}

void word_read(struct face *face) {
    struct session *session = face->session;
    struct arena scratch = { 0 };
    edit_words(session->edit, list_words(session, &scratch));
    const char *prompt = arena_format(&scratch, "%s> ", _(session->place->screen->title));
    const char *line = line_ask(face, prompt, NULL);
    if (line)
        word_do(face, arena_copy(&scratch, line));
    edit_words(session->edit, NULL);
    arena_done(&scratch);
}
