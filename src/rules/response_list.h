/* The submitted answers to a campaign, for exports: which there are, and one after the other. */
#ifndef TOPCOP_RULES_RESPONSE_LIST_H
#define TOPCOP_RULES_RESPONSE_LIST_H

#include "store/db.h"

/* What is known of a response beside its answers, in the order of an export's columns; NULL at the end. */
extern const char *const response_columns[];

/* The campaign of that code. Refuses one that the actor does not know, naming those there are for them. */
REFUSAL response_campaign(struct db *db, int64_t actor, const char *code, int64_t *campaign);

/* The versions of its questionnaire, newest first, in the arena; 0 at the end. Those that it asks or that
 * were answered in it; with `all` every one there is. */
int64_t *response_versions(struct db *db, int64_t campaign, bool all, struct arena *arena);

/* Which revisions: the newest of each respondent or all of them; of any state, or only confirmed ones. */
struct response_choice {
    bool all, confirmed;
};

/* The responses an actor may see, in the order of their submission: id and response_columns. */
struct query *response_all(struct db *db, int64_t actor, int64_t campaign, struct response_choice choice);

/* A response's answers by their paths. */
struct response_answers {
    struct db_value *list; /* sorted by name: the path with instances; the text is the value */
    int count;
};
struct response_answers response_answers(struct db *db, int64_t response, struct arena *arena);

/* The answer of that path; NULL: none. */
const char *response_answer(const struct response_answers *answers, const char *path);

#endif
