/* The answers to one questionnaire: values, what is relevant, what is calculated, what is still wrong. It
 * knows neither who answers nor where the answers are kept.
 *
 * An *item* is one place on the form: a question, a group, a repeat, or an instance of a repeat, which holds
 * its members once more. Its number stays the same as long as it is there; answers_shape tells when items
 * have come, gone or moved.
 *
 * Values are texts: whole numbers and decimals with a point, days "YYYY-MM-DD", times "HH:MM", the name of a
 * choice, or names with a blank between them; of a repeat, the number of its instances. "" is unanswered.
 * What cannot be right is kept all the same, so that a draft loses nothing: answers_problem tells. What is
 * not relevant keeps its value but reads as "" in expressions; an instance that repeat_count no longer asks
 * for is kept like that too. */
#ifndef TOPCOP_XLSFORM_ANSWERS_H
#define TOPCOP_XLSFORM_ANSWERS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/die.h"
#include "xlsform/definition.h"

struct answers;

enum {
    ANSWER_BYTES = 32768,    /* a longer value is refused by answers_problem and reads as "" */
    ANSWER_INSTANCES = 1000, /* of one repeat */
    ANSWER_ITEMS = 50000,    /* in all; instances beyond are not made */
};

/* New answers: defaults set, everything calculated, one instance of each repeat without repeat_count; start
 * and today take the clock, username and device are given ("" where they are not known). The definition is
 * borrowed. */
struct answers *answers_new(const struct definition *definition, const char *username, const char *device);

/* Answers that were kept: nothing is set yet. answers_put sets values, makes the instances of a repeat when
 * its number is set (before what is in them), and computes nothing; answers_resume then computes all, except
 * what is computed only once. `is_final`: not what is calculated either, since it was when the answers were
 * given. */
struct answers *answers_kept(const struct definition *definition);
void answers_put(struct answers *answers, int item, const char *value);
void answers_resume(struct answers *answers, bool is_final);

/* Fills in anew what is filled in quietly: another revision begins with these answers. */
void answers_begin_again(struct answers *answers, const char *username, const char *device);

void answers_free(struct answers *answers);

/* All items in the order of the form: a group, then its members; a repeat, then for each instance the
 * instance and its members. Borrowed until the shape changes. */
const int *answers_items(const struct answers *answers, int *count);
unsigned answers_shape(const struct answers *answers);

/* The question of an item, as a number in the definition; the number of an instance of a repeat from 1, 0
 * when the item is none; the group, repeat or instance it stands in, -1: none. */
int answers_question(const struct answers *answers, int item);
int answers_instance(const struct answers *answers, int item);
int answers_parent(const struct answers *answers, int item);

/* "staff/team[2]/name", and the item of such a path, -1: none. */
char *answers_path(const struct answers *answers, int item, struct arena *arena);
int answers_find(const struct answers *answers, const char *path);

/* Sets a value and recomputes what depends on it; a repeat is set to its number of instances. Returns the
 * items whose value or relevance changed by this, in no order, itself among them if it changed; borrowed
 * until the next call that changes something. */
const int *answers_set(struct answers *answers, int item, const char *value, int *count);

/* One more instance at the end of a repeat: its item, -1: there are as many as can be. Takes one away with
 * its answers. Moves one `step` places down or, below 0, up; stops at the ends. What depends on it is
 * recomputed. */
int answers_add(struct answers *answers, int repeat);
void answers_remove(struct answers *answers, int instance);
void answers_move(struct answers *answers, int instance, int step);

/* The kept value, relevant or not; never NULL; borrowed until the next answers_set. */
const char *answers_value(const struct answers *answers, int item);

/* Whether the item is to be shown and submitted: its condition and those of its groups hold. */
bool answers_relevant(const struct answers *answers, int item);

/* Whether an answer must be given, and whether none may, as things stand. */
bool answers_required(struct answers *answers, int item);
bool answers_read_only(struct answers *answers, int item);

/* The language of sentences, labels and choices: an index into definition->languages; 0 at the beginning.
 * What is calculated is calculated again. */
void answers_speak(struct answers *answers, int language);

/* What is wrong with the answer: missing though required, of the wrong kind, none of the choices, or against
 * its constraint (in the questionnaire's own words where it has them). NULL: nothing, or not relevant. */
REFUSAL answers_problem(struct answers *answers, int item);

/* Whether a text could be an answer of that kind there, whatever else holds: a number, a day, one of the
 * list.
 */
bool answers_fits(struct answers *answers, int item, const char *value);

/* A text of an item with the answers put in place of ${name}; put in place of what is in `out`. The same with
 * any text, as seen from that item. */
void answers_text(struct answers *answers, int item, enum question_text text, struct buffer *out);
void answers_fill_in(struct answers *answers, int item, const char *text, struct buffer *out);

/* The choices offered, as indices into the question's list, after its choice_filter; borrowed until the next
 * call. */
const int *answers_choices(struct answers *answers, int item, int *count);

/* The relevant items that have a problem, in order: what is missing for submitting. Borrowed until the next
 * call. */
const int *answers_missing(struct answers *answers, int *count);

#endif
