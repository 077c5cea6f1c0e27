/* Bytes of any encoding as UTF-8 text. */
#ifndef TOPCOP_BASE_ENCODING_H
#define TOPCOP_BASE_ENCODING_H

#include "base/buffer.h"
#include "base/die.h"

/* Appends the text to `out`, without its byte order mark. `encoding` is a name as people write it ("cp1251",
 * "Windows 1251", "latin1"), NULL: UTF-8, or UTF-16 where a mark says so; a mark is believed before the name.
 * Refuses bytes that are not of that encoding, with line and byte, and names nobody knows; `name` is the
 * file's. */
REFUSAL encoding_read(struct buffer *out, const char *name, const char *bytes, size_t length,
                      const char *encoding);

#endif
