/* Files that the program carries inside: schema/ and schema/demo/. Made at build time by src/embed.sh. */
#ifndef TOPCOP_BASE_EMBEDDED_H
#define TOPCOP_BASE_EMBEDDED_H

struct embedded {
    const char *name; /* "schema/001-structure.sql"; NULL at the end */
    const char *text;
};
extern const struct embedded embedded[]; /* in the order of their names */

/* The text of one file; dies when there is none of that name. */
const char *embedded_text(const char *name);

#endif
