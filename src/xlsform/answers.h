/* The answers to one questionnaire: values, what is relevant, what is calculated, what is still wrong. It
 * knows neither who answers nor where the answers are kept.
 *
 * Values are texts: whole numbers and decimals with a point, days "YYYY-MM-DD", the name of a choice, or
 * names with a blank between them. "" is unanswered. What cannot be right is kept all the same, so that a
 * draft loses nothing: answers_problem tells. A question that is not relevant keeps its value but reads as ""
 * in expressions. */
#ifndef TOPCOP_XLSFORM_ANSWERS_H
#define TOPCOP_XLSFORM_ANSWERS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/die.h"
#include "xlsform/definition.h"

struct answers;

enum {
    ANSWER_BYTES = 32768
}; /* a longer value is refused by answers_problem and reads as "" in expressions */

/* New answers: defaults set, everything calculated; start and today take the clock, username and device are
 * given
 * ("" where they are not known). The definition is borrowed. To resume, set the kept values afterwards. */
struct answers *answers_new(const struct definition *definition, const char *username, const char *device);
void answers_free(struct answers *answers);

/* Sets a value and recomputes what depends on it. Returns the questions whose value or relevance changed by
 * this, in no order, itself among them if it changed; borrowed until the next call. */
const int *answers_set(struct answers *answers, int question, const char *value, int *count);

/* The kept value, relevant or not; never NULL; borrowed until the next answers_set. */
const char *answers_value(const struct answers *answers, int question);

/* Whether the question is to be shown and submitted: its condition and those of its groups hold. */
bool answers_relevant(const struct answers *answers, int question);

/* Whether an answer must be given, as things stand. */
bool answers_required(struct answers *answers, int question);

/* The language of sentences, labels and choices: an index into definition->languages; 0 at the beginning.
 * What is calculated is calculated again. */
void answers_speak(struct answers *answers, int language);

/* What is wrong with the answer: missing though required, of the wrong kind, none of the choices, or against
 * its constraint (in the questionnaire's own words where it has them). NULL: nothing, or not relevant. */
REFUSAL answers_problem(struct answers *answers, int question);

/* A text of a question with the answers put in place of ${name}; put in place of what is in `out`. */
void answers_text(struct answers *answers, int question, enum question_text text, struct buffer *out);

/* The choices offered, as indices into the question's list, after its choice_filter; borrowed until the next
 * call. */
const int *answers_choices(struct answers *answers, int question, int *count);

/* The relevant questions that have a problem, in order: what is missing for submitting. Borrowed until the
 * next call. */
const int *answers_missing(struct answers *answers, int *count);

#endif
