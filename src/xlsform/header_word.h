/* What the columns of the sheets are called: every word XLSForm has for them, also those without a meaning
 * here. */
#ifndef TOPCOP_XLSFORM_HEADER_WORD_H
#define TOPCOP_XLSFORM_HEADER_WORD_H

#include <stdbool.h>

enum header_word {
    COLUMN_TYPE,
    COLUMN_NAME,
    COLUMN_LABEL,
    COLUMN_HINT,
    COLUMN_GUIDANCE,
    COLUMN_REQUIRED,
    COLUMN_REQUIRED_MESSAGE,
    COLUMN_RELEVANT,
    COLUMN_CONSTRAINT,
    COLUMN_CONSTRAINT_MESSAGE,
    COLUMN_CALCULATION,
    COLUMN_DEFAULT,
    COLUMN_READ_ONLY,
    COLUMN_APPEARANCE,
    COLUMN_CHOICE_FILTER,
    COLUMN_PARAMETERS,
    COLUMN_REPEAT_COUNT,
    COLUMN_TRIGGER,
    COLUMN_DISABLED,
    COLUMN_SAVE_TO,
    COLUMN_MEDIA,
    COLUMN_LIST_NAME,
    COLUMN_FORM_TITLE,
    COLUMN_FORM_ID,
    COLUMN_FORM_NAME,
    COLUMN_VERSION,
    COLUMN_DEFAULT_LANGUAGE,
    COLUMN_INSTANCE_NAME,
    COLUMN_ALLOW_DUPLICATES,
    COLUMN_LENIENT, /* topcop::lenient in settings */
    COLUMN_EXTRA,   /* topcop::something */
    COLUMN_KNOWN,   /* XLSForm's, without a meaning here */
    COLUMN_OTHER,   /* of the choices: an attribute; elsewhere not used */
    COLUMN_EMPTY,
    HEADER_WORDS,
};

enum { SHEET_SURVEY = 1, SHEET_CHOICES = 2, SHEET_SETTINGS = 4 };

struct header_name {
    const char *text; /* in lower case with _ for blanks */
    enum header_word word;
    unsigned sheets; /* where it means this */
    bool has_languages;
};

/* The row of a name in one of the sheets, or NULL. */
const struct header_name *header_name_find(const char *text, unsigned sheet);

/* The row of that number, from 0; NULL beyond the last. The first of a word is the one to write. */
const struct header_name *header_name_row(int number);

#endif
