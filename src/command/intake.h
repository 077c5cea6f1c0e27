/* Saving what was read from a CSV file: all rows in one write, good or not at all. */
#ifndef TOPCOP_COMMAND_INTAKE_H
#define TOPCOP_COMMAND_INTAKE_H

#include "exchange/import.h"
#include "rules/thing.h"

typedef void intake_progress_function(int done, int all);

struct intake {
    /* set before */
    struct db *db;
    int64_t actor;
    const struct thing *thing;
    struct import *import;
    bool dry_run, skip_bad, cleans;
    intake_progress_function *progress; /* called now and then; NULL: never */

    /* told after: rows of each outcome, made: areas and the like that were not there */
    int added, changed, unchanged, repeated, left_out, made;
    const char *remark; /* what is worth a look though it is no mistake; NULL: nothing */
    bool is_saved;
};

/* The kind of a thing's rows. */
struct import_kind intake_kind(const struct thing *thing);

/* Saves the rows. Problems of rows are added to the import's list; with problems and without skip_bad nothing
 * is saved, which is no refusal: see is_saved. Refuses what stops the whole (a full disk, a busy database).
 */
REFUSAL intake_run(struct intake *intake);

#endif
