/* Two countries with their agencies, an officer in each role, and things that bear a mark each: who finds a
 * mark has seen the thing. The clock stands at 2026-11-24 09:00. */
#ifndef TOPCOP_TESTS_TREE_H
#define TOPCOP_TESTS_TREE_H

#include "store/db.h"

/* What is marked, and how the mark is written in tests/rights.tsv. */
struct tree_mark {
    char letter;
    const char *text, *what;
};
extern const struct tree_mark tree_marks[]; /* letter 0 at the end */

/* Those who walk, one in each role: the badge is the column of tests/rights.tsv. NULL at the end. */
extern const char *const tree_walkers[];

/* Makes the database in a file, or in memory (NULL). */
struct db *tree_new(const char *file);

#endif
