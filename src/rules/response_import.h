/* Submitted answers that come back from a file: kept with their revision, receipt and time, or refused with
 * everything that is wrong. A receipt that is known already changes nothing. */
#ifndef TOPCOP_RULES_RESPONSE_IMPORT_H
#define TOPCOP_RULES_RESPONSE_IMPORT_H

#include "rules/record.h"
#include "rules/response_check.h"
#include "rules/response_table.h"

struct response_import {
    int64_t actor, campaign;
    const struct response_tables *tables; /* of all versions */
    const struct db_value *row;           /* texts named as response_columns */
    struct response_answers answers;
    response_blame *blame_cell, *blame_answer; /* told of problems by a name of response_columns, by a path */
    void *data;

    /* what was made of the row by response_import_check */
    int64_t revision, version, moment, officer;
    bool is_bad;

    /* what response_import_fits found */
    int64_t respondent; /* 0: not listed yet */
    bool is_known;      /* these very answers are there */
};

/* Whether answers can be taken into the campaign at all: by those who make it, and not as a draft or frozen.
 */
REFUSAL response_import_may(struct db *db, int64_t actor, int64_t campaign);

/* Reads and checks the row and its answers; problems are told. */
void response_import_check(struct db *db, struct response_import *import);

/* Whether what was checked fits to what is there. Refuses a known receipt with other answers, a revision that
 * comes too late, one whose draft was begun, and whom the campaign does not ask or left out. */
REFUSAL response_import_fits(struct db *db, struct response_import *import);

/* Keeps what fits; a step inside db_write. In a closed campaign that is remembered as a reopening. */
REFUSAL response_import_put(struct db *db, struct response_import *import);

/* A cell of the row, "" where it has none. */
const char *response_import_cell(const struct response_import *import, const char *name);

#endif
