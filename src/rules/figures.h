/* Figures: how many officers, registrations and answers there are, by part of the tree, area, level or
 * campaign, for those who may count what they may not see by name. It knows no screen and no file.
 *
 * Who sees all of it by name anyway gets exact numbers. For everybody else the numbers are protected: a cell
 * of 1 to 4 shows "<5", and further cells show ".." so that no total minus the others gives it away. The
 * method is cell suppression with an audit of each line (L. H. Cox, "Suppression Methodology and Statistical
 * Disclosure Control", JASA 75, 1980): a row with its total, and a column with its total, are equations. From
 * what stands in a line everybody can work out the least and the most that a hidden cell can be. While that
 * is narrower than 1 to 4 for some small cell, the smallest cell of the line that still shows is hidden, too,
 * at last its total; this goes on through all lines until none changes. A row or column whose total is small
 * shows "<5" wherever it has cells, so that not even a zero tells. Lines are looked at one by one, not in
 * combination, and a report is not compared with one of another day. */
#ifndef TOPCOP_RULES_FIGURES_H
#define TOPCOP_RULES_FIGURES_H

#include "store/db.h"

struct figure_report {
    const char *name;  /* "registrations"; NULL at the end */
    const char *title; /* to be translated, as the next */
    const char *row;   /* what a row is */
    const char *exact; /* the capability by which one sees all this by name */
    const char *query; /* row, name, column, count; :actor */
};
extern const struct figure_report figure_reports[];

enum { FIGURE_LEAST = 5 }; /* smaller cells are not shown */

enum figure_mark { FIGURE_SHOWN, FIGURE_SMALL, FIGURE_HIDDEN };
struct figure {
    int64_t count;
    enum figure_mark mark;
};

/* A table of counts with its totals: the last row and the last column. */
struct figures {
    struct arena arena;
    bool is_exact;
    int rows, columns; /* with the totals */
    const char **codes, **names, **titles;
    struct figure *cells;
};

/* Counts what the actor may count. Refuses who may count nothing of it. Ended by figures_done. */
REFUSAL figures_make(struct db *db, int64_t actor, const struct figure_report *report,
                     struct figures *figures);
void figures_done(struct figures *figures);

/* One cell as it may be shown: "17", "<5" or "..". */
const char *figure_text(const struct figures *figures, int row, int column, struct arena *arena);

/* A row in one line, without its empty cells: "34: Registered 30, Waiting <5". In the arena. */
char *figures_line(const struct figures *figures, int row, struct arena *arena);

/* Hides what must not be seen. For figures_make, and for tests. */
void figures_protect(struct figures *figures);

#endif
