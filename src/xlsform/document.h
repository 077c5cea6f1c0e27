/* A document from the bytes of an XML file, for expressions to look at. Nothing is fetched, no entity is
 * declared; what is read is bounded. */
#ifndef TOPCOP_XLSFORM_DOCUMENT_H
#define TOPCOP_XLSFORM_DOCUMENT_H

#include <libxml/tree.h>

#include "base/buffer.h"
#include "base/die.h"

enum { DOCUMENT_BYTES = 8 << 20 };

/* Makes a document; `name` is the file's, for refusals. Free it by xpath()->xmlFreeDoc. */
REFUSAL document_read(const struct buffer *bytes, const char *name, xmlDoc **document);

#endif
