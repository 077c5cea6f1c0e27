/* Words and numbers: what a line means where answers are not awaited. */
#include "line/face.h"

#include <stdlib.h>
#include <string.h>

#include "base/nearest.h"
#include "base/text.h"
#include "ui/edit.h"

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
    if (*number && (session->place->screen->shape == FORM || !word_choose(face, number))) {
        word_refuse_number(face, number);
        return;
    }
    if (is_about_one(session, action) && !face->chosen && !*number) {
        session_say(session, REFUSED, _("Say which one by its number: \"%s 1\"."), action->word);
        return;
    }
    face->anew = !strcmp(action->word, "refresh");
    session_do(session, action);
    if (action->act == form_undo) { /* asks again what is undone */
        face->commands = false;
        face->read = -1;
    }
}

/* ---- a whole line ---- */

static bool take_word(struct face *face, const char *word, char *rest) {
    if (word_take_common(face, word, rest))
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
    return (line->opens || line->act) && word_begins(line->text + strspn(line->text, " "), typed, arena);
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
    size_t count = 1;
    for (int i = 0; word_common(session, i); i++)
        count++;
    for (int i = 0; session_action(session, i); i++)
        count++;
    for (int i = 0; session->screens[i]; i++)
        count++;
    const char **list = arena_new(arena, count * sizeof *list);
    for (int i = 0; word_common(session, i); i++)
        add_word(list, word_common(session, i));
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
    return word_is_common(session, word) || find_action(session, word, NO_KEY);
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
        if (main_action && word_choose(face, line))
            take_action(face, main_action, "");
        else
            word_refuse_number(face, line);
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
