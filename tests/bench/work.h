/* The officer's work in the finished program: how it is started, where to find a screen and which keys do
 * what. The one place to correct when a screen changes; no measurement spells a key of the program itself. */
#ifndef TOPCOP_BENCH_WORK_H
#define TOPCOP_BENCH_WORK_H

#include "../pty.h"
#include "base/die.h"

#define KEY_DOWN "\x1bOB"
#define KEY_UP "\x1bOA"
#define KEY_PAGE_DOWN "\x1b[6~"
#define KEY_F9 "\x1b[20~"
#define KEY_F10 "\x1b[21~"

struct work_step {
    const char *keys;  /* what is pressed */
    const char *shows; /* what is on the screen then */
};

enum work_database {
    WORK_BIG,   /* big.db, as large as promised */
    WORK_EMPTY, /* empty.db, without courses */
    WORK_LONG,  /* long.db, as measure_answer makes it */
    WORK_CROWD, /* deadline.db, as deadline_database makes it */
    WORK_DEMO   /* work.db, a copy of the demo for each start */
};
enum { WORK_ARGUMENTS = 4 };

struct work {
    enum work_database database;
    const char *arguments[WORK_ARGUMENTS]; /* what follows --db FILE */
    const char *shows;                     /* what is on the first screen */
    const struct work_step *steps; /* from there to the place wanted; keys NULL at the end. NULL: none */
};

/* The courses of the big database, of an empty one, and of the demo; a form with an empty text field in
 * focus; the first text field of a questionnaire; finding a course and booking it; the needs of a
 * structure answered by its head; the first question of a long questionnaire. */
extern const struct work work_list, work_empty_list, work_catalogue, work_form, work_answer, work_booking,
    work_needs, work_long;

/* Imports a file of FOLDER. */
REFUSAL work_import(const char *database, const char *noun, const char *file);

/* Makes big.db where it is missing or out of date. */
const char *work_big_database(void);

/* Starts the program on the first screen. */
struct pty *work_start(const struct work *work);

/* The same on the database and the drafts as the last start left them. */
struct pty *work_start_again(const struct work *work);

/* Waits for the first screen and goes the steps; NULL, or a sentence about what did not come. */
const char *work_go(struct pty *pty, const struct work *work);

#endif
