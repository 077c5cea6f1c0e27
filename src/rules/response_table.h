/* How the answers to a campaign lie in tables: one with a row for each response, and for each repeat one with
 * a row for each of its instances. The columns are the questions of all versions: those of the newest in its
 * order, then what only older ones have. It knows neither files nor who may see them. */
#ifndef TOPCOP_RULES_RESPONSE_TABLE_H
#define TOPCOP_RULES_RESPONSE_TABLE_H

#include "rules/response_list.h"
#include "xlsform/definition.h"

/* A choice that some version offers. */
struct response_option {
    const struct definition *definition; /* the newest that has it */
    const struct choice *choice;
};

struct response_column {
    const char *name; /* in a header: its path, "/state" where that is one of response_columns */
    const char *path; /* without instances: "team/name"; a repeat's is how many there are */
    const struct definition *definition; /* the newest that has it */
    int question;
    struct response_option *options; /* of all versions; none but in choices */
    int option_count;
};

struct response_table {
    const char *path;     /* of the repeat; "" for the responses */
    const char **repeats; /* the paths of the repeats that a row lies in, from outside, itself the last */
    const char **names;   /* what the columns of their numbers are called */
    int depth;            /* how many */
    struct response_column *columns;
    int count;
};

struct response_tables {
    struct arena arena;
    int64_t *versions;               /* newest first, 0 at the end */
    struct definition **definitions; /* the same */
    struct response_table *list;     /* [0] the responses; each repeat after those it stands in */
    int count;
};

/* The tables of a campaign; `all` as for response_versions. */
void response_tables_load(struct response_tables *tables, struct db *db, int64_t campaign, bool all);
void response_tables_done(struct response_tables *tables);

/* The compiled version of that id, or NULL where it is none of them. */
const struct definition *response_tables_version(const struct response_tables *tables, int64_t version);

/* The column of an answer, NULL: no version asks it. */
const struct response_column *response_tables_column(const struct response_tables *tables, const char *place);

/* The path of a column, or of a repeat of the table, in a row: "team[2]/name". `instances` are those of
 * table->repeats, as many as are known. */
char *response_place(const struct response_table *table, const char *path, const int *instances, int known,
                     struct arena *arena);

/* Whether an answer is one of several choices, or their order: what can be split into columns. */
bool response_column_splits(const struct response_column *column);

const struct question *response_question(const struct response_column *column);

#endif
