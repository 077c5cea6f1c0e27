/* Numbers of a workbook as text: a date or a time is a number there too, told only by its format. */
#ifndef TOPCOP_XLSFORM_WORKBOOK_NUMBER_H
#define TOPCOP_XLSFORM_WORKBOOK_NUMBER_H

#include <stdbool.h>

#include "base/buffer.h"

enum number_format {
    FORMAT_NUMBER,
    FORMAT_DATE,    /* "2026-11-24" */
    FORMAT_TIME,    /* "08:30:00" */
    FORMAT_MOMENT,  /* "2026-11-24T08:30:00" */
    FORMAT_ELAPSED, /* hours beyond a day: "36:15:00" */
    FORMAT_BOOLEAN, /* "TRUE" or "FALSE" */
};

/* The kind of a number format: of one built in by its id, of another by its code ("dd/mm/yyyy", NULL: none).
 */
enum number_format number_format(int id, const char *code);

/* Appends the number that stands in a cell; what is no number is appended as it is. Whole numbers have no
 * point, others at most 15 digits. Days count from 1900, with the 29 February 1900 that never was, or from
 * 1904. */
void number_text(struct buffer *out, const char *stored, enum number_format format, bool from_1904);

#endif
