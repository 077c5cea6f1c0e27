/* A small questionnaire for tests of faces, which cannot see what questionnaires are made of. */
#ifndef TOPCOP_TESTS_NEEDS_H
#define TOPCOP_TESTS_NEEDS_H

#include "store/db.h"

/* Keeps the questionnaire "needs"; ends the test with what was refused. Paths: staff/number (an integer,
 * required), staff/why (asked when it is over 50), staff/need and staff/kinds (one and several of 0, 1, 2),
 * staff/by (a date), staff/share (a decimal); places/order (all of 0, 1, 2 in an order), places/at,
 * places/moment, places/seen (acknowledged with OK); team[1]/name. */
void needs_keep(struct db *db);

/* Keeps one written as a CSV text whose first column names the sheets. */
void needs_keep_text(struct db *db, const char *csv);

#endif
