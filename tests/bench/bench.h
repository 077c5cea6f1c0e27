/* The bench: one table of promises about speed, each measured together with what it is compared to. A row is
 * a const entry of rows.c; a measurement is a function that fills figures for one or several rows. Only
 * ratios within one run and small counts are judged, never bare seconds: machines differ and disks change
 * their mind. */
#ifndef TOPCOP_BENCH_H
#define TOPCOP_BENCH_H

#include <stddef.h>

#include "base/die.h"

#define BENCH_NOW "2027-03-01T09:00" /* the clock of everything the bench makes and runs */

enum { FIGURES = 4, BOUNDS = 2 };

struct figure {
    double ours, reference; /* reference 0: there is none */
};

/* Fills figures; `variant` is the row's own number (processes, the kind of cut). Refuses when it could not
 * measure. */
typedef const char *measure_function(int variant, struct figure figures[static FIGURES]);

enum bound_kind { UNBOUND, RATIO_AT_MOST, RATIO_AT_LEAST, AT_MOST, AT_LEAST };

struct bound {
    enum bound_kind kind;
    double value;
};

struct row {
    const char *name; /* "commits/64/share": for ROWS= */
    const char *what, *reference, *unit;
    measure_function *measure; /* neighbours with the same function and variant share one measurement */
    int variant, figure;
    double allowance; /* taken off ours before the ratio, in the row's unit */
    struct bound bounds[BOUNDS];
};
extern const struct row rows[]; /* name NULL at the end */

measure_function measure_paint, measure_memory, measure_list_bytes, measure_field_bytes,
    measure_register_bytes, measure_needs_bytes, measure_slow_line, measure_split_key, measure_cuts,
    measure_commits, measure_seats, measure_deadline, measure_crowd_memory, measure_kills, measure_search,
    measure_answer, measure_check;

/* The program, the folder for what a run leaves, and the databases in it. Set by main. */
extern const char *bench_program, *bench_folder;

/* FOLDER/NAME; valid for the whole run. */
const char *bench_file(const char *name);

/* Writes a text into a file of the folder. */
void bench_write(const char *name, const char *text);

/* Removes a database with all that lies beside it: log, drafts. A copy of one that nobody has open, drafts
 * left out. */
void bench_remove(const char *database);
void bench_copy(const char *database, const char *copy);

/* Runs a program to its end, output to nowhere, `input` (or NULL) on its standard input. Its exit status. */
int bench_run(const char *const *arguments, const char *input);

/* Sorts, and gives the value below which `share` of them lie. */
double bench_share(double *values, size_t count, double share);
double bench_median(double *values, size_t count);

/* Milliseconds of a clock that only goes forward. */
double bench_now(void);
void bench_sleep(double milliseconds);

/* Numbers that look random and are the same in every run: advances `state`; below `limit`. */
unsigned bench_random(unsigned long long *state, unsigned limit);

#endif
