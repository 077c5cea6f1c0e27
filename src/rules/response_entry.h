/* What it took to answer: an account of entering, question by question, that helps to see which questions
 * are hard. It is about the questionnaire, not about officers: nobody's answer is judged by it. */
#ifndef TOPCOP_RULES_RESPONSE_ENTRY_H
#define TOPCOP_RULES_RESPONSE_ENTRY_H

#include "rules/filling.h"
#include "rules/response.h"
#include "store/db.h"

/* Adds what the filling has noted since the last time to a draft. */
REFUSAL response_note_entry(struct db *db, int64_t actor, int64_t response, struct filling *filling);

/* Saves a draft as response_save does, with what the filling has noted, in one write. */
REFUSAL response_save_filling(struct db *db, int64_t actor, int64_t response, struct filling *filling,
                              enum response_saved how);

/* The questions of a response that took longest, first the longest: columns question (its path), changes and
 * seconds; and how long all took together, in seconds. */
struct query *response_entries(struct db *db, int64_t response);
int64_t response_entry_seconds(struct db *db, int64_t response);

#endif
