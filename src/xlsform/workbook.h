/* A workbook (.xlsx, Office Open XML) being read: what its parts have told so far. Private to the
 * workbook_*.c files. */
#ifndef TOPCOP_XLSFORM_WORKBOOK_H
#define TOPCOP_XLSFORM_WORKBOOK_H

#include "xlsform/carrier.h"
#include "xlsform/workbook_number.h"
#include "xlsform/xml.h"

struct workbook {
    struct carrier *carrier;
    struct archive *archive;
    struct arena arena; /* owns what follows */
    bool from_1904;
    enum number_format *formats; /* of each cell style */
    int format_count;
    const char **strings; /* shared by the sheets */
    int string_count;
};

/* Read the part at a path of the archive. */
REFUSAL workbook_styles(struct workbook *workbook, const char *path);
REFUSAL workbook_strings(struct workbook *workbook, const char *path);
REFUSAL workbook_sheet(struct workbook *workbook, const char *path);

/* Opens a part; refuses a path that is not there. */
REFUSAL workbook_open(struct workbook *workbook, struct xml *xml, const char *path);

#endif
