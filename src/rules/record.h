/* How the things people edit are saved: structures, officers, courses, sessions, areas. Forms and importers
 * give the same list of named values (texts; "" is none) to the same function, NOUN_put. What is not in the
 * list stays as it is, or takes its default in a new record. References go by code or badge.
 *
 * A value "id" names the record of a form, 0 a new one, whose code (badge) must not be there yet. Without an
 * "id" it is found by its code; none found: a new one.
 * A value "rev" says which revision the form showed: another one meanwhile refuses. */
#ifndef TOPCOP_RULES_RECORD_H
#define TOPCOP_RULES_RECORD_H

#include "store/db.h"

enum record_outcome { RECORD_SAME, RECORD_NEW, RECORD_CHANGED };
struct record {
    int64_t id;
    enum record_outcome outcome;
};

/* How a record is taken: text that holds what a terminal must not show is refused, or cleaned (for imports);
 * a condition may name a course that the same import brings later. */
enum { RECORD_CLEANS = 1, RECORD_MAY_COME_LATER = 2 };

/* A NOUN_put: one step inside db_write. Refuses with everything that is wrong, in one sentence, having
 * changed nothing. */
typedef const char *record_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                               struct record *record);

/* One sentence of a refusal, and the column it is about; NULL: the whole record. */
struct record_problem {
    const char *column, *sentence;
};

/* What the last refusal of a NOUN_put says, sentence by sentence; 0 where it was not made of sentences about
 * columns. Valid until the next NOUN_put. */
const struct record_problem *record_problems(const char *refusal, int *count);

/* Saves one record in a write of its own: for forms. `record` may be NULL. */
REFUSAL record_save(struct db *db, int64_t actor, record_put *put, const struct db_value *values,
                    struct record *record);

/* Remembers the sentences of a refusal for record_problems, and gives the refusal. */
REFUSAL record_refuse(const struct record_problem *problems, int count, const char *whole);

#endif
