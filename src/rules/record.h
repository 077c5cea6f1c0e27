/* How the things people edit are saved: structures, officers, courses, sessions, areas. Forms and importers
 * give the same list of named values (texts; "" is none) to the same function, NOUN_put. What is not in the
 * list stays as it is, or takes its default in a new record. References go by code or badge.
 *
 * A value "id" names the record of a form, otherwise it is found by its code (badge); none found: a new one.
 * A value "rev" says which revision the form showed: another one meanwhile refuses. */
#ifndef TOPCOP_RULES_RECORD_H
#define TOPCOP_RULES_RECORD_H

#include "base/buffer.h"
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

/* ---- for the rules themselves ---- */

enum column_kind {
    COLUMN_TEXT,  /* one line */
    COLUMN_LINES, /* several; " | " at import makes lines too */
    COLUMN_INTEGER,
    COLUMN_DAY,       /* as clock_read_day reads it; kept as "YYYY-MM-DD" */
    COLUMN_TIME,      /* "HH:MM" */
    COLUMN_REFERENCE, /* must be found by `lookup` */
};
struct column {
    const char *name, *label;
    enum column_kind kind;
    bool required;
    int64_t least, most;      /* of an integer; `most` characters of a text, 0: 2,000 */
    const char *lookup;       /* SELECT code ... WHERE code = :value: gives the value as it is kept */
    const char *default_text; /* in a new record, and where "" is given */
};

enum { RECORD_COLUMNS = 40 };
struct draft {
    struct arena arena;
    const struct column *columns;
    struct db_value values[RECORD_COLUMNS + 4]; /* texts, one a column; :id; the extra ones */
    const char *before[RECORD_COLUMNS];         /* what was saved; the defaults in a new record */
    int count;
    bool is_new;
    int64_t id, rev;
    struct buffer problems; /* sentences, a blank between */
    struct record_problem *list;
    int problem_count;
};

/* Fills the draft: the record as it is (`find` gives its id by the first column, `load` by :id its values,
 * named as `columns`, and "rev"), the given values over it, each checked; problems are added. Ended by
 * draft_done. */
REFUSAL draft_begin(struct draft *draft, struct db *db, const struct column *columns, const char *find,
                    const char *load, const struct db_value *values, unsigned how);
/* One more value for the writing statements. */
void draft_extra(struct draft *draft, struct db_value value);
/* A sentence that begins with a column's label is about that column. */
void draft_problem(struct draft *draft, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text of a column, "" for none; draft_before what was saved; draft_set puts another in its place;
 * draft_changed: whether it differs from what was saved (NULL: whether anything does). */
const char *draft_text(const struct draft *draft, const char *column);
const char *draft_before(const struct draft *draft, const char *column);
void draft_set(struct draft *draft, const char *column, const char *text);
bool draft_changed(const struct draft *draft, const char *column);
/* NULL or all problems in one refusal. */
REFUSAL draft_verdict(struct draft *draft);
/* Runs the insert or the update (which has WHERE id = :id), sets id, and puts the words into the search index
 * `thing`. */
REFUSAL draft_write(struct draft *draft, struct db *db, const char *thing, const char *insert,
                    const char *update, struct record *record);
void draft_done(struct draft *draft);

/* The words of a text between any of `separators`, blanks taken off, empty ones left out; ends with NULL.
 * record_sorted: each once, in order, with one blank between. */
char **record_words(struct arena *arena, const char *text, const char *separators);
char *record_sorted(struct arena *arena, char **words);

#endif
