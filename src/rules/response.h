/* Answers to a campaign: a draft for each respondent, submitted as revisions that are never changed. A draft
 * stays on the version of the questionnaire it was begun with, until it is moved. Answers are values whose
 * name is the path of an item (rules/filling.h), a repeat's path having the number of its instances. */
#ifndef TOPCOP_RULES_RESPONSE_H
#define TOPCOP_RULES_RESPONSE_H

#include "store/db.h"

enum { RECEIPT_SIZE = 12 }; /* "K7QF-2M9X-T" with its zero byte */

/* The draft of a respondent, made when there is none: with the defaults of the questionnaire; a new revision
 * with the last answers, those that did not count included. The respondent is a structure (structure > 0:
 * needs MAY_ANSWER there) or the actor (structure 0). Refuses when the campaign is not open or does not ask
 * them. */
REFUSAL response_start(struct db *db, int64_t actor, int64_t campaign, int64_t structure, int64_t *response);

/* Saves a draft: `answers` are all its answers, what is not among them goes. What the officer saved last is
 * kept while the program saves by itself. Refuses when somebody changed the draft elsewhere since it was
 * started here, as do all that change a draft: none of the two loses an answer. */
enum response_saved { SAVED_BY_OFFICER, SAVED_BY_ITSELF };
REFUSAL response_save(struct db *db, int64_t actor, int64_t response, const char *language,
                      const struct db_value *answers, enum response_saved how);

/* Goes back to what the officer saved last. Refuses when there is nothing newer. */
REFUSAL response_revert(struct db *db, int64_t actor, int64_t response);
bool response_can_revert(struct db *db, int64_t response);

/* The last submitted answers of the same respondent to an earlier campaign with the same questionnaire,
 * 0: none. Takes over what still fits into a draft, as if the program had saved it; the draft is marked. */
int64_t response_earlier(struct db *db, int64_t response);
REFUSAL response_start_from(struct db *db, int64_t actor, int64_t response, int64_t earlier);

/* Throws a draft away, so that what was submitted before stands alone again. */
REFUSAL response_discard(struct db *db, int64_t actor, int64_t response);

/* Saves, checks everything once more, and makes it final. `receipt` tells the code: letters and digits that
 * are not mistaken for each other, the last one a checksum. Answers that are not relevant are left out, and
 * kept apart. */
REFUSAL response_submit(struct db *db, int64_t actor, int64_t response, const char *language,
                        const struct db_value *answers, char receipt[static RECEIPT_SIZE]);

/* Whether a receipt code is written right (its checksum), whatever the case and dashes. */
bool response_receipt_is_right(const char *receipt);

/* What becomes of the answers of a draft when it is moved to another version. */
enum migration_fate { MIGRATION_KEPT, MIGRATION_DROPPED, MIGRATION_NEW };
struct migration_row {
    enum migration_fate fate;
    const char *path;  /* in the version it is in, the new one if in both */
    const char *label; /* of the question there */
    const char *value; /* "" for a new question */
};
struct migration {
    struct arena arena; /* of all texts; arena_done ends the migration */
    const struct migration_row *rows;
    int count;
    int fates[3]; /* how many rows of each */
};

/* Moves a draft to another version of the same questionnaire, or (`dry_run`) only tells what would become of
 * it. Kept is what the new version asks under the same path, or once under the same name, and what its kind
 * can hold. Whoever may answer may do it, or MAY_CAMPAIGN for the campaign. */
REFUSAL response_migrate(struct db *db, int64_t actor, int64_t response, int64_t version, bool dry_run,
                         struct migration *migration);

/* The drafts of a campaign that are on another version, with the code of the structure or the badge of the
 * officer; in the arena. */
struct response_draft {
    int64_t id;
    const char *who;
};
const struct response_draft *response_drafts(struct db *db, int64_t campaign, int64_t version,
                                             struct arena *arena, int *count);

/* The version of that name ("": the newest) of the questionnaire that a campaign asks. */
REFUSAL response_version(struct db *db, int64_t campaign, const char *name, int64_t *version);

/* New drafts of the campaign begin with that version; needs MAY_CAMPAIGN. Refuses a campaign that has
 * ended. */
REFUSAL response_use_version(struct db *db, int64_t actor, int64_t campaign, int64_t version);

#endif
