/* A response being filled in: its questionnaire's questions with the answers so far, as the screens need
 * them. Hides how questionnaires are compiled and computed (src/xlsform). Nothing is written here:
 * rules/response.h saves. */
#ifndef TOPCOP_RULES_FILLING_H
#define TOPCOP_RULES_FILLING_H

#include "store/db.h"

struct filling;

enum filling_kind {
    FILLING_TEXT,
    FILLING_LONG_TEXT,
    FILLING_INTEGER,
    FILLING_DECIMAL,
    FILLING_DAY,
    FILLING_ONE,     /* of the choices */
    FILLING_SEVERAL, /* of the choices, names with a blank between */
    FILLING_NOTE,    /* a text to read */
    FILLING_SECTION, /* begins a group */
    FILLING_QUIET,   /* calculated or filled in by itself: never shown */
};

struct filling_choice {
    const char *name, *label;
};

/* Opens a response with the answers saved so far; NULL when there is no such response. */
struct filling *filling_open(struct db *db, int64_t response);
void filling_close(struct filling *filling);

const char *filling_title(const struct filling *filling);
int filling_count(const struct filling *filling);
enum filling_kind filling_kind(const struct filling *filling, int question);
bool filling_is_read_only(const struct filling *filling, int question);

/* The name under which the answer is kept: "profile/unit". Valid as long as the filling. */
const char *filling_path(const struct filling *filling, int question);

/* Label, hint and guidance in the present language with the answers put in; in the arena; "" where there is
 * none. */
char *filling_label(struct filling *filling, int question, struct arena *arena);
char *filling_hint(struct filling *filling, int question, struct arena *arena);
char *filling_guidance(struct filling *filling, int question, struct arena *arena);

/* Whether a label or the list of choices can change with other answers. */
bool filling_label_moves(const struct filling *filling, int question);
bool filling_choices_move(const struct filling *filling, int question);

/* The choices offered now, NULL name at the end; in the arena. */
struct filling_choice *filling_choices(struct filling *filling, int question, struct arena *arena);

const char *filling_value(const struct filling *filling, int question);
bool filling_is_asked_now(const struct filling *filling, int question);
bool filling_is_required(struct filling *filling, int question);

/* Answers a question and computes what follows from it; the questions that changed, -1 at the end, until the
 * next call. */
const int *filling_answer(struct filling *filling, int question, const char *value);

/* What is wrong with an answer, in the questionnaire's own words; NULL: nothing. */
REFUSAL filling_problem(struct filling *filling, int question);

/* All answers as response_save and response_submit take them; in the arena. */
const struct db_value *filling_values(const struct filling *filling, struct arena *arena);

/* Languages: their names, and the one spoken. */
int filling_languages(const struct filling *filling);
const char *filling_language(const struct filling *filling);
void filling_speak(struct filling *filling, int language);
int filling_spoken(const struct filling *filling);

#endif
