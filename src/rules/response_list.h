/* All submitted answers of the questionnaires, for exports: the answers of one response after the other. */
#ifndef TOPCOP_RULES_RESPONSE_LIST_H
#define TOPCOP_RULES_RESPONSE_LIST_H

#include "store/db.h"

/* The versions that were answered, oldest first: column version_id. */
struct query *response_versions(struct db *db);

/* The submitted responses an actor may see, in the order of their submission: id and the columns of
 * response_columns. */
struct query *response_all(struct db *db, int64_t actor);
extern const char *const response_columns[]; /* NULL at the end */

/* The answer of a response to the question of that path; NULL: none. Copied into the arena. */
char *response_answer(struct db *db, int64_t response, const char *path, struct arena *arena);

#endif
