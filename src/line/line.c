#include "line/line.h"

#include <assert.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "line/face.h"
#include "ui/edit.h"
#include "ui/help.h"

enum {
    UNWRAPPED = 1000, /* columns, into a pipe */
    AROUND = 3,       /* rows of a screenful left for the title, the columns and the prompt */
    LEAST_ROWS = 5,
};

static const char *ask(struct face *face, const char *prompt, const char *preset, bool unseen) {
    struct session *session = face->session;
    struct arena scratch = { 0 };
    assert(db_is_idle(session->db));
    char *shown = text_clean(&scratch, prompt);
    const char *line = unseen ? edit_ask_unseen(session->edit, face->in, face->out, shown)
                              : edit_ask(session->edit, face->in, face->out, shown, preset);
    arena_done(&scratch);
    bool interrupted = edit_is_interrupted(session->edit);
    if (!line && !interrupted) {
        session->ended = true;
        session->how = "dropped";
    }
    if (!interrupted)
        session->key_at = clock_ticks();
    if (interrupted || session_check(session)) {
        face->read = -1;
        return NULL;
    }
    return line;
}

const char *line_ask(struct face *face, const char *prompt, const char *preset) {
    return ask(face, prompt, preset, false);
}

const char *line_ask_unseen(struct face *face, const char *prompt) {
    return ask(face, prompt, NULL, true);
}

void line_confirm(struct face *face) {
    struct session *session = face->session;
    struct arena scratch = { 0 };
    char *question = arena_format(&scratch, _("%s (yes or no)"), session->message);
    if (!face->terminal)
        put_text(face, question);
    const char *answer = line_ask(face, arena_format(&scratch, "%s ", question), NULL);
    char *folded = answer ? text_trim(text_fold(&scratch, answer)) : NULL;
    const char *yes = text_fold(&scratch, _("yes")), *no = text_fold(&scratch, _("no"));
    if (!folded || edit_is_abandoned(session->edit) || (*folded && !strncmp(no, folded, strlen(folded)))) {
        session_answer(session, false);
    } else if (*folded && !strncmp(yes, folded, strlen(folded))) {
        session_answer(session, true);
    } else {
        session->refusals++;
        put_text(face, _("! Say yes or no."));
    }
    arena_done(&scratch);
}

static void measure(struct face *face) {
    struct session *session = face->session;
    struct winsize size = { 0 };
    session->columns = face->terminal ? 80 : UNWRAPPED;
    session->rows = 21;
    if (!face->terminal || ioctl(fileno(face->out), TIOCGWINSZ, &size) || !size.ws_row || !size.ws_col)
        return;
    session->columns = size.ws_col;
    session->rows = size.ws_row > LEAST_ROWS + AROUND ? size.ws_row - AROUND : LEAST_ROWS;
}

static void take_turn(struct face *face) {
    struct session *session = face->session;
    if (session->question) {
        line_confirm(face);
        return;
    }
    session_watch(session);
    if (session->ended)
        return;
    if (session->locked && !face->locked) {
        put_clear(face);
        face->commands = false;
    }
    face->locked = session->locked;
    if (session->place->screen == &help_on_screen)
        show_help(face);
    else
        show_place(face);
    put_message(face);
    if (session->place->screen->shape == FORM && !face->commands)
        question_ask(face);
    else
        word_read(face);
}

int line_run(struct session *session, FILE *in, FILE *out) {
    struct face face = { .session = session, .in = in, .out = out, .read = -1 };
    face.terminal = isatty(fileno(in)) && isatty(fileno(out));
    setvbuf(out, NULL, _IOLBF, 0);
    session->line = true;
    measure(&face);
    session_refresh(session);
    session_arrive(session);
    while (!session->ended)
        take_turn(&face);
    put_message(&face);
    arena_done(&face.shown.arena);
    return session->refusals > 0;
}
