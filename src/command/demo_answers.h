/* The demonstration's answers to its campaigns, in several states. */
#ifndef TOPCOP_COMMAND_DEMO_ANSWERS_H
#define TOPCOP_COMMAND_DEMO_ANSWERS_H

#include "store/db.h"

/* Gives the answers of schema/demo/answers.csv by the rules that everybody answers by: drafts, submitted,
 * confirmed and returned ones, as its column state says in the first row of each respondent. */
REFUSAL demo_answers(struct db *db);

#endif
