#include "hostile_faces.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/die.h"
#include "full/decode.h"
#include "full/draw.h"
#include "line/line.h"
#include "rules/access.h"
#include "screen.h"
#include "screens/all.h"
#include "screens/campaign.h"
#include "screens/questionnaire.h"
#include "screens/sign_in.h"
#include "ui/help.h"
#include "ui/view.h"

enum {
    IDS = 9,    /* numbers that a screen is opened by */
    TRIED = 2,  /* of those that open, so many are typed into and their actions taken */
    PAIRED = 3, /* of numbers made of two, each part */
    ITEMS = 16, /* of a form */
    TYPED = 60, /* bytes of a text */
    TALL = 200, /* a view in which everything stands, */
    WIDE = 160,
    ROWS = 24, /* and one in which things are cut */
    COLUMNS = 80,
};

static struct session session;
static struct screen *terminal;
static struct hostile_texts *texts;
static const char *where;

static void begin(const char *file, const char *badge) {
    struct db *db = NULL;
    const char *no = db_open(&db, file);
    session = (struct session){ .db = db };
    no = no ? no : sign_in_set(&session, access_badge(db, badge));
    no = no ? no : session_init(&session);
    if (no)
        die("%s", no);
}

static void end(void) {
    struct db *db = session.db;
    session_done(&session);
    db_close(db);
}

static const char *next_text(void) {
    return texts->list[texts->next++ % texts->count];
}

/* Calls `visit` with every number that a screen may be opened by. */
static void each_number(const struct screen *screen, void (*visit)(const struct screen *screen, int64_t id)) {
    for (int64_t id = 0; id <= IDS; id++)
        visit(screen, id);
    for (int64_t one = 1; one <= PAIRED; one++)
        for (int64_t other = 0; other <= PAIRED; other++) {
            if (screen == &questionnaire_screen)
                visit(screen, questionnaire_id(one, other));
            if (screen == &revisions_screen)
                visit(screen, revisions_id(one, other));
        }
}

/* In place of the one before: home below it is not written anew each time. */
static const char *go_to(const struct screen *screen, int64_t id) {
    while (session.place->below && session.place->below->below)
        session_back(&session);
    session.ended = false;
    session.question = NULL;
    *session.message = 0;
    const char *no =
        session.place->below ? session_replace(&session, screen, id) : session_open(&session, screen, id);
    if (no)
        session_say(&session, REFUSED, "%s", no);
    return no;
}

static int opened, tried;

/* ---- the full-screen face ---- */

static void look_at_line(const struct view_line *line) {
    if (line->text)
        hostile_leaks(where, line->text, strlen(line->text));
}

static void look_at_view(struct arena *arena, struct view *view, int rows, int columns) {
    view_make(&session, rows, columns, arena, view);
    look_at_line(&view->title);
    look_at_line(&view->message);
    look_at_line(&view->keys);
    for (int i = 0; i < view->rows; i++)
        look_at_line(&view->body[i]);
}

static void look(void) {
    struct arena arena = { 0 };
    struct view view;
    size_t length;
    look_at_view(&arena, &view, ROWS, COLUMNS);
    const char *bytes = draw_view(&view, &length);
    hostile_leaks_to_screen(where, bytes, length);
    screen_feed(terminal, bytes, length);
    const char *shown = screen_text(terminal);
    hostile_leaks(where, shown, strlen(shown));
    if (screen_answers(terminal, &length) && length > 0)
        hostile_leaks(where, "\033", 1);
    arena_done(&arena);
}

static void look_at_all(void) {
    struct arena arena = { 0 };
    struct view view;
    look_at_view(&arena, &view, TALL, WIDE);
    arena_done(&arena);
    look();
}

static void press(enum key key) {
    session_key(&session, key);
    look();
}

/* A text as it comes from a keyboard or a clipboard; Escape and what follows it would be a key. */
static void type(const char *text) {
    struct decoder decoder = { 0 };
    for (const char *from = text; *text && text < from + TYPED; text++) {
        if (*text == '\033' || *text == '\r' || *text == '\n' || *text == '\t')
            continue;
        decode_byte(&decoder, *text, 0);
        for (enum key key; (key = decode_key(&decoder)) != NO_KEY;)
            if (key >= ' ' && key < F1)
                session_key(&session, key);
    }
    look();
}

static void leave_to(const struct place *place) {
    while (session.place != place && session.place->below)
        session_back(&session);
    session.ended = false;
}

/* The choices of each field, a text typed into it, and what is said of that when it is left. */
static void try_form(void) {
    const struct place *place = session.place;
    for (int i = 0; i < place->form.count && i < ITEMS && session.place == place; i++) {
        press(F4);
        if (session.place != place)
            press(DOWN);
        leave_to(place);
        type(next_text());
        press(TAB);
    }
}

static void try_list(void) {
    const struct place *place = session.place;
    press('/');
    type(next_text());
    press(ENTER);
    leave_to(place);
    press('/');
    press(ESCAPE);
    press(F9);
    if (session.place != place)
        type(next_text());
    leave_to(place);
}

/* Takes every action, and says no to every question. */
static void try_actions(void) {
    struct place *place = session.place;
    for (int i = 0; session.place == place; i++) {
        const struct action *action = session_action(&session, i);
        if (!action)
            break;
        if (action->act == session_back)
            continue;
        session_do(&session, action);
        look();
        if (session.question)
            session_answer(&session, false);
        if (session.ended)
            session.ended = false;
        bool is_there = false;
        for (const struct place *below = session.place; below; below = below->below)
            is_there |= below == place;
        if (!is_there)
            break;
        leave_to(place);
    }
}

static void show(const struct screen *screen, int64_t id) {
    const char *no = go_to(screen, id);
    look_at_all();
    if (no)
        return;
    opened++;
    session.question = NULL;
    press(F1);
    leave_to(session.place->screen == &help_on_screen ? session.place->below : session.place);
    if (tried++ >= TRIED)
        return;
    if (screen->shape == FORM)
        try_form();
    else if (screen->shape == LIST)
        try_list();
    try_actions();
}

void hostile_faces_full(const char *file, const char *badge, struct hostile_texts *typed) {
    size_t length;
    texts = typed;
    opened = 0;
    begin(file, badge);
    terminal = screen_new(ROWS, COLUMNS);
    draw_begin("xterm-256color", ROWS, COLUMNS);
    for (const struct screen *const *screen = all_screens; *screen; screen++) {
        where = (*screen)->name;
        tried = 0;
        each_number(*screen, show);
    }
    draw_end(&length);
    screen_free(terminal);
    end();
    if (!opened)
        die("%s opened nothing", badge);
}

/* ---- the line face ---- */

/* Adds a line that is typed: a word of ours, and a text as far as it is one line. */
static void add_line(struct buffer *lines, const char *word, const char *text) {
    buffer_add(lines, word);
    size_t length = strcspn(text, "\r\n");
    buffer_add_part(lines, text, length < TYPED ? length : TYPED);
    buffer_add_char(lines, '\n');
}

/* What is said at each screen: all that it can tell, and words that it must refuse. */
static void write_lines(struct buffer *lines, const struct screen *screen, bool tries) {
    static const char *const asked[] = { "show", "more", "help" };
    buffer_clear(lines);
    for (int i = 0; screen->shape == FORM && i < ITEMS && tries; i++) {
        add_line(lines, "?", "");
        add_line(lines, "", i % 2 ? "1" : next_text());
        add_line(lines, "", "");
        add_line(lines, i % 2 ? "!" : "", "");
    }
    const char *point = screen->shape == FORM ? "." : "";
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        add_line(lines, point, asked[i]);
    if (!tries)
        return;
    static const char *const words[] = { "", "find ", "sort ", "select ", "go ", "filter ", "open " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        add_line(lines, point, "show");
        char word[16];
        snprintf(word, sizeof word, "%s%s", point, words[i]);
        add_line(lines, word, next_text());
    }
    for (const struct action *action = screen->actions; action && action->word; action++) {
        char word[64];
        snprintf(word, sizeof word, "%s%s", point, action->word);
        add_line(lines, word, screen->shape == LIST ? " 1" : "");
        add_line(lines, "", next_text());
        add_line(lines, "", "no");
        add_line(lines, ".", "back");
    }
}

static void converse(const struct screen *screen, int64_t id) {
    struct buffer lines = { 0 };
    char *transcript = NULL;
    size_t size = 0;
    if (go_to(screen, id)) {
        hostile_leaks(where, session.message, strlen(session.message));
        return;
    }
    opened++;
    write_lines(&lines, screen, tried++ < TRIED);
    FILE *in = fmemopen(lines.text, lines.length, "r"), *out = open_memstream(&transcript, &size);
    line_run(&session, in, out);
    fclose(in);
    fclose(out);
    hostile_leaks(where, transcript, size);
    free(transcript);
    buffer_done(&lines);
}

void hostile_faces_line(const char *file, const char *badge, struct hostile_texts *typed) {
    texts = typed;
    opened = 0;
    begin(file, badge);
    for (const struct screen *const *screen = all_screens; *screen; screen++) {
        where = (*screen)->name;
        tried = 0;
        each_number(*screen, converse);
    }
    end();
    if (!opened)
        die("%s opened nothing", badge);
}
