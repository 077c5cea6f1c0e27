/* One XML member of an archive, read forward, element by element, by their names without prefixes. No entity
 * is fetched or expanded, no document type accepted; what libxml2 holds at a time is bounded. */
#ifndef TOPCOP_XLSFORM_XML_H
#define TOPCOP_XLSFORM_XML_H

#include "xlsform/archive.h"

struct xml {
    struct archive *archive;
    const char *path; /* of the member */
    struct _xmlTextReader *reader;
    struct buffer attributes; /* of the element: names and values in turn, each with a zero byte */
    bool closes;              /* an element without content: its end is still to be told */
    bool has_type, is_broken;
    enum { XML_BEGIN, XML_END, XML_WORDS } event;
    const char *text; /* the element's name, or the words; valid until the next xml_next */
};

/* Begins to read a member; xml_close must follow. */
void xml_open(struct xml *xml, struct archive *archive, int member);

/* Steps to the next beginning, end or words; false at the end, or when there is a trouble. */
bool xml_next(struct xml *xml);

/* Whether this is the beginning, or the end, of an element of that name. */
bool xml_begins(const struct xml *xml, const char *name);
bool xml_ends(const struct xml *xml, const char *name);

/* An attribute of the element that just began, NULL: it has none of that name. */
const char *xml_attribute(const struct xml *xml, const char *name);

/* Ends reading; refuses what stopped it before its end. */
REFUSAL xml_close(struct xml *xml);

#endif
