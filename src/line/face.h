/* What the parts of the line face share: where it reads and prints, what it has shown last. For src/line
 * only. */
#ifndef TOPCOP_LINE_FACE_H
#define TOPCOP_LINE_FACE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "ui/session.h"

/* A place as lines of text. */
struct shown {
    struct arena arena;
    char **lines;
    int count;
    int once;    /* number of the line that is said only when the place is new, -1: none */
    int rows;    /* number of a list's first row */
    int skipped; /* that many rows of it are not said: the page before had them */
};

struct face {
    struct session *session;
    FILE *in, *out;
    bool terminal;
    bool locked;               /* and the screen was cleared for it */
    const struct place *place; /* the place shown last, NULL: none; */
    const struct screen *screen;
    int64_t id;         /* its screen and record, since another place may get its memory */
    struct shown shown; /* as it was shown */
    int printed;        /* lines of it that were printed so far */
    bool anew;          /* all of it is to be printed again, */
    int skipped;        /* but for that many rows of a list, */
    bool chosen;        /* a row or link was chosen by its number since then */
    bool commands;      /* FORM: words are awaited, not answers */
    int read;           /* FORM: the item whose notes were read, -1: none */
};

/* Prints a line: the one way data go out. Cleaned; line feeds stay. */
void put_text(struct face *face, const char *text);
void put_format(struct face *face, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A text of the program, which speaks of keys, with the words of a place's actions instead, as they are typed
 * there; in a form with the point that is right among answers and among words. Not for data. In the arena. */
char *put_words(const struct session *session, const struct place *place, const char *text,
                struct arena *arena);

/* Takes away all that a terminal shows, and what it keeps to scroll back to. */
void put_clear(struct face *face);

/* Prints the session's message, if there is one, and takes it away. */
void put_message(struct face *face);

/* Prints the place when it is new; else the message, then only those of its lines that have changed. */
void show_place(struct face *face);

/* Prints the help and goes back at once, unless it stopped after a screenful. */
void show_help(struct face *face);

/* Prints on where a long page stopped. False when nothing is left. */
bool show_more(struct face *face);

/* The number printed before the first row of a list. */
int64_t show_first_number(const struct place *place);

/* A row of a list as it is said. In the arena. */
char *show_row(const struct place *place, int row, struct arena *arena);

/* Reads a line and does what it says. */
void word_read(struct face *face);

/* Does what a line says; it is changed. */
void word_do(struct face *face, char *line);

/* Asks the form's question at the focus and takes the answer. */
void question_ask(struct face *face);

/* Of a form's table: whether the item belongs to the one that was just asked about; its title; what is said
 * between an item of it and the next question (-1: none): totals and remark. */
bool table_goes_on(const struct face *face, int item);
void table_put_title(struct face *face, int item);
void table_put_totals(struct face *face, int item, int next);

/* Whether a text begins with what was typed, in small or large letters. */
bool word_begins(const char *text, const char *typed, struct arena *arena);

/* Takes a row or link by its number; false when there is none. */
bool word_choose(struct face *face, const char *typed);

/* Does what a word means that every screen of some shape knows; false when it is none, or not in its place.
 */
bool word_take_common(struct face *face, const char *word, char *rest);
bool word_is_common(const struct session *session, const char *word);

/* Those that mean something here, from number 0 on; NULL after the last. */
const char *word_common(const struct session *session, int number);

/* "There is no number N." */
void word_refuse_number(struct face *face, const char *typed);

/* The choices with their numbers; many are only counted. */
void answer_put_choices(struct face *face, const char *label, const struct choice *choices);

/* The present value as it would be answered; a blank before it where it would be taken for a sign. `choices`
 * are the item's, or NULL. In the arena. */
char *answer_present(const struct form_item *item, const struct choice *choices, struct arena *arena);

/* The value that an answer means: a choice by its number, its value or the beginning of its name, days and
 * numbers as they are kept. In the arena. */
char *answer_meant(const struct form_item *item, const struct choice *choices, const char *answer,
                   struct arena *arena);

/* Asks a line; NULL ends the session. In the engine's memory until the next one. */
const char *line_ask(struct face *face, const char *prompt, const char *preset);

/* The same for a secret: nothing is shown of it. edit_forget after use. */
const char *line_ask_unseen(struct face *face, const char *prompt);

/* "Yes" or "no" to the question that is open. */
void line_confirm(struct face *face);

#endif
