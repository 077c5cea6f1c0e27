#include "full/full.h"

#include <assert.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "full/decode.h"
#include "full/draw.h"
#include "full/kind.h"
#include "full/pace.h"
#include "full/terminal.h"
#include "ui/session.h"
#include "ui/view.h"

enum {
    WATCH = 2000,      /* milliseconds without a key until others' changes are looked for */
    LAST_ANSWER = 500, /* what an answer may take that is still on its way when all is over */
    TYPING = 300,      /* the pause after which a list is painted that is searched while typing */
    LEAST_ROWS = 5,    /* smaller ones show a part */
    LEAST_COLUMNS = 20,
};

struct face {
    struct session *session;
    struct decoder decoder;
    struct pace pace;
    int rows, columns;
    bool stale; /* the screen does not show how things are */
    int64_t
        finding; /* until then only the search line is painted: the list waits for a pause in typing; 0: no */
    int64_t watched, checked;
    bool locked; /* and nothing else is left on the terminal */
};

static bool is_term_name(const char *term) {
    size_t length = strspn(term, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-");
    return length > 0 && length <= 64 && !term[length];
}

bool full_possible(const char **why) {
    const char *term = getenv("TERM");
    *why = NULL;
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        *why = _("This is no terminal; going on line by line.");
    else if (!term || !is_term_name(term))
        *why = _("TERM does not name a terminal; going on line by line.");
    else if (!kind_can_draw(term))
        *why = refuse(_("A terminal of the kind \"%s\" is not known or cannot move its cursor; going on line "
                        "by line."),
                      term);
    return !*why;
}

void full_know_terminal(void) {
    const char *term = getenv("TERM");
    if (term && is_term_name(term) && !kind_is_known(term))
        setenv("TERM", "vt100", 1);
}

static void give_back(void) {
    size_t length;
    const char *bytes = draw_end(&length);
    terminal_send(bytes, length);
    terminal_give_back();
}

static void measure(struct face *face) {
    terminal_size(&face->rows, &face->columns);
    face->stale = true;
}

static void paint(struct face *face) {
    struct arena arena = { 0 };
    struct view view;
    int rows = face->rows > LEAST_ROWS ? face->rows : LEAST_ROWS;
    view_make(face->session, rows, face->columns > LEAST_COLUMNS ? face->columns : LEAST_COLUMNS, &arena,
              &view);
    size_t length;
    const char *bytes = face->finding ? draw_message(&view, &length) : draw_view(&view, &length);
    terminal_send(bytes, length);
    arena_done(&arena);
    face->stale = false;
    if (pace_painted(&face->pace, length, clock_ticks()))
        terminal_send(PACE_QUESTION, strlen(PACE_QUESTION));
}

/* Whether a key only goes on with a search, so that the list may wait until it is known what is sought. */
static bool is_finding(const struct session *session, enum key key) {
    const struct place *place = session->place;
    return !session->ended && place->screen->shape == LIST && place->list.searching && !*session->message &&
           ((key > ' ' && key < F1) || key == BACKSPACE) && *place->list.words;
}

static void take_keys(struct face *face) {
    for (enum key key; !face->session->ended && (key = decode_key(&face->decoder)) != NO_KEY;) {
        if ((int)key == ANSWER) {
            pace_answered(&face->pace);
            continue;
        }
        if (key == CTRL('L'))
            draw_afresh(face->rows, face->columns);
        else
            session_key(face->session, key);
        face->finding = is_finding(face->session, key) ? clock_ticks() + TYPING : 0;
        face->stale = true;
    }
}

/* The first screen, before anything else is done; then the keys typed before the terminal was ours: it made
 * line feeds of their Enter. */
static void begin(struct face *face) {
    char bytes[4096];
    size_t length = terminal_read(bytes, sizeof bytes, 0);
    paint(face);
    session_arrive(face->session);
    face->stale = *face->session->message;
    for (size_t i = 0; i < length; i++) {
        decode_byte(&face->decoder, bytes[i] == '\n' ? ENTER : bytes[i], clock_ticks());
        take_keys(face);
    }
}

static int sooner(int one, int other) {
    return one < 0 || (other >= 0 && other < one) ? other : one;
}

/* How long to wait for bytes: until a key is decided, a paint may go out, others' changes are due. */
static int patience(struct face *face, int64_t ticks) {
    int64_t due = face->watched + WATCH - ticks;
    int wait = sooner(due > 0 ? (int)due : 0, decode_wait(&face->decoder, ticks));
    if (face->finding)
        wait = sooner(wait, face->finding > ticks ? (int)(face->finding - ticks) : 0);
    return face->stale ? sooner(wait, pace_wait(&face->pace, ticks)) : wait;
}

static void wait_for_keys(struct face *face) {
    char bytes[1024];
    assert(db_is_idle(face->session->db));
    size_t length = terminal_read(bytes, sizeof bytes, patience(face, clock_ticks()));
    int64_t ticks = clock_ticks();
    for (size_t i = 0; i < length; i++) {
        decode_byte(&face->decoder, bytes[i], ticks);
        take_keys(face);
    }
    decode_time(&face->decoder, ticks);
    take_keys(face);
    face->stale |= form_idle(face->session);
    if (length > 0)
        face->watched = ticks;
    if (length > 0 && ticks - face->checked >= WATCH) {
        face->checked = ticks;
        face->stale |= session_check(face->session);
    } else if (ticks - face->watched >= WATCH) {
        face->watched = ticks;
        face->stale |= session_watch(face->session);
    }
}

/* An answer that comes after the end would be typed into the shell. */
static void await_last_answer(struct face *face) {
    int64_t end = clock_ticks() + LAST_ANSWER;
    for (int64_t now; face->pace.asked && !terminal_ended() && (now = clock_ticks()) < end;) {
        char byte;
        if (terminal_read(&byte, 1, (int)(end - now)) > 0)
            decode_byte(&face->decoder, byte, now);
        for (enum key key; (key = decode_key(&face->decoder)) != NO_KEY;)
            if ((int)key == ANSWER)
                pace_answered(&face->pace);
    }
}

/* Nothing that was shown stays, not even to be scrolled back to. */
static void clear(struct face *face) {
    static const char FORGET[] = "\033[3J";
    face->locked = face->session->locked;
    draw_afresh(face->rows, face->columns);
    if (face->locked && !face->pace.off)
        terminal_send(FORGET, sizeof FORGET - 1);
    face->stale = true;
}

/* On the terminal as it was found. */
static void say_why(struct session *session) {
    terminal_send(session->message, strlen(session->message));
    terminal_send("\n", 1);
}

int full_run(struct session *session) {
    struct face face = { .session = session, .watched = clock_ticks() };
    if (!terminal_take())
        die("there is no terminal");
    const char *term = getenv("TERM");
    measure(&face);
    face.pace.off = !kind_is_ansi(term);
    draw_begin(term, face.rows, face.columns);
    die_first(give_back);
    begin(&face);
    while (!session->ended && !terminal_ended()) {
        if (terminal_changed()) {
            measure(&face);
            draw_afresh(face.rows, face.columns);
        }
        if (face.locked != session->locked)
            clear(&face);
        if (face.finding && clock_ticks() >= face.finding) {
            face.finding = 0;
            face.stale = true;
        }
        if (face.stale && pace_wait(&face.pace, clock_ticks()) == 0)
            paint(&face);
        wait_for_keys(&face);
    }
    int signal = terminal_ended();
    await_last_answer(&face);
    die_first(NULL);
    give_back();
    if (signal)
        session->how = "dropped";
    else if (session->how)
        say_why(session);
    return signal ? 128 + signal : session->how != NULL;
}
