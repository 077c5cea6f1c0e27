/* What stands around a draft: when it was saved, of which version it is, whether there is a newer one, and
 * whether answers given before can be its beginning. Reads only. */
#ifndef TOPCOP_RULES_RESPONSE_ABOUT_H
#define TOPCOP_RULES_RESPONSE_ABOUT_H

#include "store/db.h"

struct response_about {
    int64_t saved_at;
    const char *version;
    int64_t newer; /* the version that the campaign asks by now, 0: the same */
    const char *newer_name;
    int64_t earlier;                         /* answers given before that can be or are taken over, 0: none */
    const char *earlier_title, *earlier_day; /* their campaign, and when they were submitted */
    int64_t started_from;                    /* the answers taken over, 0: none */
    bool saved_by_itself;                    /* since the officer last saved */
    const char *returned_why;                /* "": it was not sent back */
};

/* Texts are the arena's. */
void response_about(struct db *db, int64_t response, struct response_about *about, struct arena *arena);

/* The draft of a structure or (structure 0) the officer, 0: none. */
int64_t response_draft(struct db *db, int64_t officer, int64_t campaign, int64_t structure);

/* The structure of that code, when the campaign asks it; 0: it does not. */
int64_t response_asked(struct db *db, int64_t campaign, const char *structure);

/* The submitted response of a receipt code, typed in any case and with or without its dashes; 0: none that
 * the actor may see. Officers see their own and those of structures they answer for or whose answers they may
 * see; nobody sees another officer's self-check. */
int64_t response_of_receipt(struct db *db, int64_t actor, const char *receipt);

/* What was answered and did not count when it was submitted: columns question (its path) and value. */
struct query *response_dropped(struct db *db, int64_t response);

#endif
