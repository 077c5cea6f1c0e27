#include "xlsform/document.h"

#include <string.h>

#include "base/file.h"
#include "base/words.h"
#include "xlsform/xpath.h"

const char *document_read(const struct buffer *bytes, const char *name, xmlDoc **document) {
    *document = NULL;
    if (bytes->length > DOCUMENT_BYTES)
        return file_too_large(name, DOCUMENT_BYTES);
    if (memmem(bytes->text, bytes->length, "<!ENTITY", strlen("<!ENTITY")))
        return refuse(_("%s declares entities, which are not read; write out what they stand for."), name);
    *document =
        xpath()->xmlReadMemory(bytes->text, (int)bytes->length, NULL, NULL,
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    return *document ? NULL : refuse(_("%s is no well-formed XML, or nested too deeply."), name);
}
