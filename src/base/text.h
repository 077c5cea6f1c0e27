/* Text on a grid. Bytes, characters and columns are three different numbers; this file is the only one that
 * turns one into another, and the only caller of wcwidth. All strings are UTF-8; a broken byte counts as one
 * U+FFFD. */
#ifndef TOPCOP_BASE_TEXT_H
#define TOPCOP_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct buffer;

/* Reads the character at *text and steps over it; 0 at the end. A broken sequence gives U+FFFD and steps one
 * byte. */
uint32_t text_next(const char **text);

/* Appends one character as UTF-8. */
void text_put(struct buffer *out, uint32_t character);

/* Whether a character may reach a terminal: no control, no bidi override, no zero-width or line separator,
 * assigned. */
bool text_is_printable(uint32_t character);

/* Whether a character belongs to a word: a letter or a digit of any script. */
bool text_is_word(uint32_t character);

/* Columns of one character (0 for combining marks, 2 for wide ones, 1 for what is shown as U+FFFD). */
int text_columns(uint32_t character);

/* Columns of a string as text_clean would show it. */
int text_width(const char *text);

/* Characters (code points) in a string. */
size_t text_length(const char *text);

/* Whether the bytes are valid UTF-8 throughout. */
bool text_is_utf8(const char *text);

/* What may be shown of a string: unprintable characters become U+FFFD, a tab, CR or LF one blank, runs of
 * combining marks end after eight. Safe for any terminal whatever the bytes are. */
char *text_clean(struct arena *arena, const char *text);

/* The same, but a line feed stays (CR LF becomes LF): for texts of several lines. */
char *text_clean_lines(struct arena *arena, const char *text);

/* Whether text_clean (with `lines`, text_clean_lines) would change nothing: the check at entry and import. */
bool text_is_clean(const char *text, bool lines);

/* Exactly `columns` wide: padded with blanks on the right, or cut with a final "…" ("~" where the locale has
 * no UTF-8). Cleans as text_clean does. */
char *text_fit(struct arena *arena, const char *text, int columns);

/* The same, padded on the left: for numbers. */
char *text_fit_right(struct arena *arena, const char *text, int columns);

/* Bytes of the longest head of `text` that fits into `columns`; never splits a character. */
size_t text_head(const char *text, int columns);

/* The lines of a text broken at blanks so that each fits into `columns`; words longer than that are cut. Line
 * feeds break too. Returns the lines, NULL at the end; `count` may be NULL. Cleans. */
char **text_wrap(struct arena *arena, const char *text, int columns, int *count);

/* Folded for searching and sorting: lower case, accents taken off (in every script), I with and without dot
 * alike, ə as e, blanks squeezed. "Bakı" and "BAKI" give "baki". Broken bytes become U+FFFD. */
char *text_fold(struct arena *arena, const char *text);

/* In Unicode's composed form (NFC), in which a letter and its accent are one however they were typed; NULL
 * for broken bytes. The caller frees. */
char *text_composed(const char *text);

/* Whether every word of `words` (folded) begins a word of `text` (folded). */
bool text_matches(const char *folded, const char *words);

/* Skips leading blanks and cuts trailing ones, in place; returns the start. */
char *text_trim(char *text);

/* The number in a text that is nothing but an integer, or false. */
bool text_integer(const char *text, int64_t *number);

/* Smallest number of insertions, deletions, replacements and swaps of neighbours that turn one into the
 * other, for "did you mean": at most 64 bytes of each are looked at. Method: restricted Damerau-Levenshtein
 * distance. */
int text_distance(const char *one, const char *other);

#endif
