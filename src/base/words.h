/* The program's words and their translation. Const tables carry N_("text"); the face calls _(text) while
 * drawing. Translations live in screens/po. */
#ifndef TOPCOP_BASE_WORDS_H
#define TOPCOP_BASE_WORDS_H

#define N_(text) text
#define _(text) words_translate(text)

/* The translation of a text, or the text itself; "" and NULL stay as they are. */
const char *words_translate(const char *text) __attribute__((format_arg(1)));

/* One of two texts by the count, translated by the language's own plural rule. Both hold one %ld. */
const char *words_count(const char *one, const char *many, long count) __attribute__((format_arg(2)));

/* Binds the catalogue of the installed languages; setlocale must have been called before. */
void words_init(void);

#endif
