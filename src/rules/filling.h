/* A response being filled in: its questionnaire's items with the answers so far, as the screens need them.
 * Hides how questionnaires are compiled and computed (src/xlsform). Nothing is written here:
 * rules/response.h saves.
 *
 * An item is a question, a group, a repeat, or an instance of a repeat (xlsform/answers.h). Its number stays
 * the same as long as it is there; filling_shape tells when items have come, gone or moved, by an answer
 * too. */
#ifndef TOPCOP_RULES_FILLING_H
#define TOPCOP_RULES_FILLING_H

#include "store/db.h"

struct filling;
struct definition;

enum filling_kind {
    FILLING_TEXT,
    FILLING_LONG_TEXT,
    FILLING_INTEGER,
    FILLING_DECIMAL,
    FILLING_RANGE, /* a number of a row: filling_range */
    FILLING_DAY,
    FILLING_TIME,        /* "10:30" */
    FILLING_MOMENT,      /* "2026-11-24T10:30" */
    FILLING_ONE,         /* of the choices */
    FILLING_SEVERAL,     /* of the choices, names with a blank between */
    FILLING_RANK,        /* all choices in an order, names with a blank between */
    FILLING_ACKNOWLEDGE, /* "OK" or nothing */
    FILLING_NOTE,        /* a text to read */
    FILLING_SECTION,     /* begins a group */
    FILLING_REPEAT,      /* begins a repeat; its value is the number of its instances */
    FILLING_INSTANCE,    /* begins an instance of a repeat */
    FILLING_QUIET,       /* calculated or filled in by itself: never shown */
};

struct filling_choice {
    const char *name, *label;
};

/* Opens a response with the answers saved so far; NULL when there is no such response. */
struct filling *filling_open(struct db *db, int64_t response);

/* One of a version to put kept answers into, a repeat's before those in it; then it is resumed, that is,
 * computed. What is kept of an item: its value, or of a repeat the number of all instances kept. */
struct filling *filling_kept(struct db *db, int64_t version);
void filling_put(struct filling *filling, int item, const char *value);
void filling_resume(struct filling *filling);
const char *filling_kept_value(struct filling *filling, int item);

/* A new one that is nobody's yet, its defaults given, to print or begin a questionnaire; the definition and
 * the badge of who will answer ("" when unknown) are borrowed. */
struct filling *filling_new(const struct definition *definition, const char *badge);
struct filling *filling_blank(const struct definition *definition);
void filling_close(struct filling *filling);

/* Begins another revision with these answers: who fills them in and when is filled in anew. */
void filling_begin_again(struct filling *filling, const char *badge);

const char *filling_title(const struct filling *filling);

/* All items in the order of the form; borrowed until the shape changes. */
const int *filling_items(const struct filling *filling, int *count);
unsigned filling_shape(const struct filling *filling);

/* The question of an item, the same number for all instances; the number of an instance from 1, else 0; the
 * item it stands in, -1: none. */
int filling_question(const struct filling *filling, int item);
int filling_instance(const struct filling *filling, int item);
int filling_parent(const struct filling *filling, int item);

/* What the questionnaire says of it. Texts are valid as long as the filling, "" where there is none:
 * filling_extra(filling, item, "topcop::need"). False: the question is no range. */
enum filling_kind filling_kind(const struct filling *filling, int item);
const char *filling_name(const struct filling *filling, int item);
const char *filling_appearance(const struct filling *filling, int item);
const char *filling_extra(const struct filling *filling, int item, const char *column);
bool filling_range(const struct filling *filling, int item, double *start, double *end, double *step);

/* The name under which the answer is kept: "profile/unit", "team[2]/name"; valid as long as the filling,
 * another one when the shape changes. The item of that name, -1: none. */
const char *filling_path(struct filling *filling, int item);
int filling_find(const struct filling *filling, const char *path);

/* Label, hint and guidance in the present language with the answers put in, and a text of an extra column
 * likewise; in the arena; "" where there is none. */
char *filling_label(struct filling *filling, int item, struct arena *arena);
char *filling_hint(struct filling *filling, int item, struct arena *arena);
char *filling_guidance(struct filling *filling, int item, struct arena *arena);
char *filling_extra_text(struct filling *filling, int item, const char *column, struct arena *arena);

/* Whether the label had to be taken from another language. */
bool filling_label_is_fallback(const struct filling *filling, int item);

/* Whether a label or the list of choices can change with other answers. */
bool filling_label_moves(const struct filling *filling, int item);
bool filling_choices_move(const struct filling *filling, int item);

/* The choices offered now, NULL name at the end; in the arena. */
struct filling_choice *filling_choices(struct filling *filling, int item, struct arena *arena);

/* Whether a text could be the answer of that kind there, whatever else holds: a number, a day, one of the
 * list. Whether the answer is out of a list of choices. */
bool filling_fits(struct filling *filling, int item, const char *value);
bool filling_has_choices(const struct filling *filling, int item);

const char *filling_value(const struct filling *filling, int item);
bool filling_is_asked_now(const struct filling *filling, int item);
bool filling_is_required(struct filling *filling, int item);
bool filling_is_read_only(struct filling *filling, int item);

/* Answers a question and computes what follows from it; the items that changed, -1 at the end, until the next
 * call. */
const int *filling_answer(struct filling *filling, int item, const char *value);

/* What answering has taken since the filling was opened, or since it was forgotten: for each question
 * answered how often, and the seconds since the answer before, a break of more than ten minutes counting as
 * ten. */
struct filling_entry {
    const char *path;
    int changes;
    int64_t seconds;
};
const struct filling_entry *filling_entries(const struct filling *filling, int *count);
void filling_forget_entries(struct filling *filling);

/* Whether the person decides how many instances a repeat has. One more at its end: its item, -1: there are as
 * many as can be; takes one away; moves it `step` places down or, below 0, up. */
bool filling_may_add(const struct filling *filling, int repeat);
int filling_add(struct filling *filling, int repeat);
void filling_remove(struct filling *filling, int instance);
void filling_move(struct filling *filling, int instance, int step);

/* What is wrong with an answer, in the questionnaire's own words; NULL: nothing. */
REFUSAL filling_problem(struct filling *filling, int item);

/* All that is kept of a draft, as response_save and response_submit take it: each value's name is a path; in
 * the arena. What counts when it is submitted: what is relevant, the moment of its end filled in. What is
 * dropped then. */
const struct db_value *filling_values(struct filling *filling, struct arena *arena);
const struct db_value *filling_final(struct filling *filling, struct arena *arena);
const struct db_value *filling_dropped(struct filling *filling, struct arena *arena);

/* Languages: their number, the name of the one spoken, and its number. */
int filling_languages(const struct filling *filling);
const char *filling_language(const struct filling *filling);
void filling_speak(struct filling *filling, int language);
int filling_spoken(const struct filling *filling);

#endif
