/* Values as expressions see them: texts that can be numbers, days or moments, and numbers written as texts.
 * It knows neither questions nor XPath. */
#ifndef TOPCOP_XLSFORM_VALUE_H
#define TOPCOP_XLSFORM_VALUE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"

/* The number a text stands for: "-1.5", or days since 1970-01-01 of "2026-11-24" and
 * "2026-11-24T10:30:00+04:00" (as a local time). NaN for anything else; no "1e6", no "Infinity", no "4,6". */
double value_number(const char *text);

/* The same without days and moments: what a person may type as a decimal. */
double value_decimal(const char *text);

/* Days since 1970 of a day or a moment, with the time of day as a fraction; false when it is neither. */
bool value_moment(const char *text, double *days);

/* A number in plain digits, never with an exponent, 15 significant digits; "NaN", "Infinity", "-Infinity". */
char *value_text(struct arena *arena, double number);

/* The part of a day that a time of day is ("06:00", "06:00:00.000+04:00" as a local time): 0.25. NaN for
 * anything else. */
double value_time(const char *text);

/* A moment given in local days since 1970, written as value_now does. */
char *value_local(struct arena *arena, double days);

/* Present local moment: "2026-11-24T10:30:00.000+04:00". */
char *value_now(struct arena *arena);

/* Appends a moment as XForms' format-date has it: %Y %y %m %n %b %d %e %a %H %h %M %S %3, with English names.
 */
extern const char VALUE_FORMAT[]; /* the letters */
void value_format_moment(struct buffer *out, double days, const char *format);

/* Whether two numbers are the same but for noise, the part of the larger by which they may differ. */
bool value_same(double one, double other, double noise);

/* The next word of a text and its length in bytes, words being what stands between blanks; NULL when there is
 * none. Go on at the word's end. */
const char *value_next_word(const char *text, size_t *length);

/* How many words; whether `word` is one of them. */
int value_words(const char *text);
bool value_has_word(const char *text, const char *word);

#endif
