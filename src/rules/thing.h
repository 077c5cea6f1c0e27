/* What goes in and out as files: for each kind of record the fields of its rows, what saves a row, and the
 * query that gives all of them again. */
#ifndef TOPCOP_RULES_THING_H
#define TOPCOP_RULES_THING_H

#include "rules/record.h"

struct thing {
    const char *name;          /* "courses"; NULL at the end */
    const char *const *fields; /* NULL at the end; the order of an export's columns */
    const char *const *key;    /* those that tell one row from another */
    record_put *put;           /* NULL: it is only exported */
    const char *query;         /* columns named as the fields; :actor sees what they may see */
    const char *made_of;       /* the field whose unknown values an import may make, or NULL */
    record_put *make;          /* by code and title */
};
extern const struct thing things[];

/* The thing of that name, or NULL. */
const struct thing *thing_find(const char *name);

#endif
