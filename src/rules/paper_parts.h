/* What the parts of paper share, the files paper*.c. For nobody else. */
#ifndef TOPCOP_RULES_PAPER_PARTS_H
#define TOPCOP_RULES_PAPER_PARTS_H

#include "rules/paper.h"
#include "rules/tables.h"

/* A line as it is; a text in as many lines as it takes. */
void paper_put(const struct paper *paper, bool is_heading, const char *text);
void paper_put_wrapped(const struct paper *paper, int indent, const char *text);

/* A label, on a blank form with dots for the answers that it would hold; the same with the star of what must
 * be answered, and the hint. In the arena. */
char *paper_label(const struct paper *paper, int item, struct arena *arena);
char *paper_question(const struct paper *paper, int item, struct arena *arena);

/* A table: blank with all its rows, or the rows that were answered, numbers with their sums. */
void paper_put_table(const struct paper *paper, const struct table *table);

#endif
