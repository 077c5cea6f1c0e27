/* A file with people, questionnaires and campaigns for tests of answers that leave and come back. Campaigns,
 * all open for AZ-SCC: N27 of structures (much of everything, a repeat in a repeat), S27 of structures and
 * SELF of officers (three questions). HASAN answers for AZ-SCC-XAC, KAMAL for AZ-SCC-ACA. */
#ifndef TOPCOP_TESTS_RESPONSES_H
#define TOPCOP_TESTS_RESPONSES_H

#include "store/db.h"

/* The file made last; without its campaigns. */
extern struct db *responses_db;
void responses_make(const char *file);
void responses_people(const char *file);

/* For a test: a folder of its own with such a file, a.db. */
int responses_begin(void **state);
int responses_end(void **state);

/* Keeps a questionnaire; the second version of that of S27. */
void responses_keep(const char *text);
extern const char responses_small_2[];

int64_t responses_campaign(const char *code, const char *questionnaire, const char *asks, const char *status);
int64_t responses_campaign_id(const char *code);
int64_t responses_officer(const char *badge);

/* Submits answers, text(path, value), repeats before what is in them; structure NULL: the officer's own. */
int64_t responses_submit(int64_t actor, const char *code, const char *structure,
                         const struct db_value *answers);

/* Those of HASAN to N27; a receipt. */
int64_t responses_needs(void);
const char *responses_receipt(int64_t response);

#endif
