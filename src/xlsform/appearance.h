/* The words of the column appearance. */
#ifndef TOPCOP_XLSFORM_APPEARANCE_H
#define TOPCOP_XLSFORM_APPEARANCE_H

#include <stdbool.h>

enum appearance_use {
    APPEARANCE_USED,     /* changes how a question is shown here */
    APPEARANCE_LAYOUT,   /* changes nothing a terminal could show */
    APPEARANCE_WARNED,   /* would change what is asked; here it does not */
    APPEARANCE_EXTERNAL, /* takes the choices from elsewhere */
    APPEARANCE_UNKNOWN,
};

/* What becomes of one word: "field-list", "w4", "search('x')". */
enum appearance_use appearance_use(const char *word);

/* Whether an appearance has that word. */
bool appearance_has(const char *appearance, const char *word);

/* The known words, from 0; NULL beyond the last. For compiling_suggestion. */
const char *appearance_words(void *data, int number);

#endif
