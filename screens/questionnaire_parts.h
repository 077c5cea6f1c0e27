/* What the parts of the questionnaire screen share, the files questionnaire*.c. For nobody else. */
#ifndef TOPCOP_SCREENS_QUESTIONNAIRE_PARTS_H
#define TOPCOP_SCREENS_QUESTIONNAIRE_PARTS_H

#include "rules/filling.h"
#include "rules/response.h"
#include "rules/response_about.h"
#include "ui/session.h"

struct shown; /* what a field shows besides its value */

struct questionnaire {
    struct filling *filling;
    int64_t response;
    struct response_about about;
    struct filling *earlier; /* the answers begun from, NULL: from none */

    /* made anew whenever items come, go or move: questionnaire_fields.c */
    struct arena arena;
    unsigned shape; /* of the filling then */
    struct field *fields;
    struct shown *shown; /* of each field */
    int count;
    int *field_of; /* item -> field, -1: not shown */
    int item_most; /* items that field_of knows */

    struct arena words; /* labels and choices of now */
};

struct questionnaire *questionnaire_of(struct session *session);

/* Makes the fields from the filling, into `at`. With a form open on others already questionnaire_rebuild
 * replaces them and loads what the filling holds. */
void questionnaire_build(struct questionnaire *at);
REFUSAL questionnaire_rebuild(struct session *session);

/* Labels, choices and what is asked, as they are after an answer or in another language. */
void questionnaire_renew(struct session *session);

/* The item of a field, and the field of an item, -1: not shown. */
int questionnaire_item(const struct questionnaire *at, int field);
int questionnaire_field(const struct questionnaire *at, int item);

/* The item under the cursor, -1: none. */
int questionnaire_here(struct session *session);

/* Answers given; the cursor's is settled first. */
REFUSAL questionnaire_keep(struct session *session, enum response_saved how);

/* The answers anew from the database, with the cursor where it was by its path: after a change of all. */
REFUSAL questionnaire_reopen(struct session *session);

/* Nearest group, repeat or instance of that kind in which an item stands, itself too; -1: none. */
int questionnaire_above(struct filling *filling, int item, enum filling_kind kind);

/* Repeats: questionnaire_repeat.c. */
bool questionnaire_may_add(struct session *session);
const char *questionnaire_add(struct session *session);
bool questionnaire_may_remove(struct session *session);
const char *questionnaire_ask_remove(struct session *session);
const char *questionnaire_remove(struct session *session);
bool questionnaire_may_rise(struct session *session);
const char *questionnaire_rise(struct session *session);
bool questionnaire_may_sink(struct session *session);
const char *questionnaire_sink(struct session *session);

/* Topics: questionnaire_topics.c. */
bool questionnaire_has_topic(struct session *session);
const char *questionnaire_refuse_topic(struct session *session);
bool questionnaire_has_topics_left(struct session *session);
const char *questionnaire_ask_rest(struct session *session);
const char *questionnaire_refuse_rest(struct session *session);

/* Where the answers come from: questionnaire_draft.c. */
void questionnaire_greet(struct session *session, bool is_new);
bool questionnaire_has_earlier(struct session *session);
const char *questionnaire_ask_earlier(struct session *session);
const char *questionnaire_take_earlier(struct session *session);
const char *questionnaire_ask_revert(struct session *session);
const char *questionnaire_revert(struct session *session);
bool questionnaire_has_newer(struct session *session);
const char *questionnaire_open_newer(struct session *session);
const char *questionnaire_ask_discard(struct session *session);
const char *questionnaire_discard(struct session *session);

extern const struct action questionnaire_actions[];

#endif
