/* A record while it is being saved: what was, what is given, what is wrong with it. For the rules that have a
 * NOUN_put, which say by a table of columns what their record holds. */
#ifndef TOPCOP_RULES_DRAFT_H
#define TOPCOP_RULES_DRAFT_H

#include "base/buffer.h"
#include "rules/record.h"

enum column_kind {
    COLUMN_TEXT,  /* one line */
    COLUMN_LINES, /* several; " | " at import makes lines too */
    COLUMN_INTEGER,
    COLUMN_DAY,       /* as clock_read_day reads it; kept as "YYYY-MM-DD" */
    COLUMN_TIME,      /* "HH:MM" */
    COLUMN_REFERENCE, /* must be found by `lookup`, or be one of `words` */
};
struct column {
    const char *name, *label;
    enum column_kind kind;
    bool required;
    int64_t least, most;      /* of an integer; `most` characters of a text, 0: 2,000 */
    const char *lookup;       /* SELECT code ... WHERE code = :value: gives the value as it is kept */
    const char *known;        /* SELECT of all values there are, as one text; NULL: too many to say */
    const char *words;        /* instead of both: "open, nominated" */
    const char *default_text; /* in a new record, and where "" is given */
};

enum { DRAFT_COLUMNS = 40 };
struct draft {
    struct arena arena;
    const struct column *columns;
    struct db_value values[DRAFT_COLUMNS + 4]; /* texts, one a column; :id; the extra ones */
    const char *before[DRAFT_COLUMNS];         /* what was saved; the defaults in a new record */
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
/* What a column is called. */
const char *draft_label(const struct draft *draft, const char *column);
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

/* A kind of record, and what saving one is: draft_begin, `check` of what concerns several columns, `right`,
 * what is wrong, and writing it. */
struct record_kind {
    const struct column *columns;
    const char *find, *load; /* as of draft_begin */
    bool right_comes_first;  /* before it is told what is wrong, which would say what there is */
    void (*check)(struct draft *draft, struct db *db); /* adds problems; NULL */
    const char *(*right)(struct draft *draft, struct db *db, int64_t actor);
    const char *(*write)(struct draft *draft, struct db *db, int64_t actor, struct record *record);
};
REFUSAL draft_put(const struct record_kind *kind, struct db *db, int64_t actor, const struct db_value *values,
                  unsigned how, struct record *record);

/* The words of a text between any of `separators`, blanks taken off, empty ones left out; ends with NULL.
 * draft_sorted: each once, in order, with one blank between. */
char **draft_words(struct arena *arena, const char *text, const char *separators);
char *draft_sorted(struct arena *arena, char **words);

#endif
