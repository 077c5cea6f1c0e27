/* What is wrong with a questionnaire's sheets: everything found in one pass, each with its place. Knows
 * nothing of questionnaires. */
#ifndef TOPCOP_XLSFORM_PROBLEM_H
#define TOPCOP_XLSFORM_PROBLEM_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"

struct problem_place {
    const char *file;   /* NULL: not known */
    const char *sheet;  /* "survey"; NULL: the whole file */
    int row;            /* of the sheet, its header is row 1; 0: the whole sheet */
    int line;           /* of the file; 0: not known */
    const char *column; /* the header's word; NULL: the whole row */
    int character;      /* in the cell, from 1; 0: the whole cell */
};

struct problem {
    struct problem_place place;
    bool is_warning; /* otherwise an error: the questionnaire cannot be used */
    const char *sentence;
    const char *sort; /* the same for problems of one sort */
};

struct problems {
    struct arena arena; /* owns the texts, those of the places too */
    struct problem *list;
    int count, errors;
    int warnings; /* as errors, with those beyond the limit, which are only counted */
};

enum { PROBLEMS_MOST = 5000 }; /* errors, and warnings, that are kept */

/* Adds an error, or a warning. `problems` starts as { 0 }. */
void problems_error(struct problems *problems, struct problem_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void problems_warning(struct problems *problems, struct problem_place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds those of another list. */
void problems_add(struct problems *problems, const struct problems *others);

/* Sorts by sheet, row, and character. Many warnings of one sort in one column become one that names the rows.
 */
void problems_sort(struct problems *problems);

/* Appends numbers, ascending, as "4-9, 12", "4, 7 and 31 more" where there are many. */
void problems_list_rows(struct buffer *out, const int *rows, int count);

/* "FILE: survey row 17 (line 23), relevant, character 12: sentence"; a warning says so before its sentence.
 */
char *problem_text(struct arena *arena, const struct problem *problem);

/* Frees all; the list is empty and can be used again. */
void problems_done(struct problems *problems);

#endif
