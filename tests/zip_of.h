/* Zip archives and workbooks made in memory, for tests. */
#ifndef TOPCOP_TESTS_ZIP_OF_H
#define TOPCOP_TESTS_ZIP_OF_H

#include <stddef.h>

struct zip_member {
    const char *path, *text; /* path NULL: the end of a list */
    size_t length;           /* 0: to the zero byte of the text */
};

/* The bytes of an archive with these members; the caller frees. */
char *zip_of(const struct zip_member *members, size_t *length);

/* What stands in the parts of a workbook; NULL: as little as can be. */
struct workbook_parts {
    const char *sheets;   /* "survey\nchoices"; the first has the rows; NULL: survey */
    const char *rows;     /* <row>... */
    const char *behind;   /* after the rows: <mergeCells>... */
    const char *strings;  /* <si>... */
    const char *formats;  /* <numFmt .../>... */
    const char *styles;   /* <xf numFmtId="14"/>... */
    const char *settings; /* attributes of workbookPr */
    const char *before;   /* in the sheet, before its root: <!DOCTYPE ...> */
};

/* The bytes of such a workbook; the caller frees. */
char *workbook_of(struct workbook_parts parts, size_t *length);

#endif
