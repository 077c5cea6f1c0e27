#include "xlsform/xml.h"

#include <libxml/xmlreader.h>
#include <string.h>

#include "base/library.h"
#include "base/words.h"

#define READER_FUNCTIONS(_)                                                                                  \
    _(xmlFreeTextReader)                                                                                     \
    _(xmlReaderForIO)                                                                                        \
    _(xmlTextReaderConstLocalName)                                                                           \
    _(xmlTextReaderConstValue)                                                                               \
    _(xmlTextReaderIsEmptyElement)                                                                           \
    _(xmlTextReaderMoveToElement)                                                                            \
    _(xmlTextReaderMoveToNextAttribute)                                                                      \
    _(xmlTextReaderNodeType)                                                                                 \
    _(xmlTextReaderRead)                                                                                     \
    _(xmlTextReaderSetStructuredErrorHandler)

struct reader_functions {
    READER_FUNCTIONS(LIBRARY_MEMBER)
};

static const struct reader_functions *library(void) {
    static const char *const names[] = { READER_FUNCTIONS(LIBRARY_NAME) };
    static struct reader_functions functions;
    if (!functions.xmlTextReaderRead)
        library_load("libxml2.so.2", "workbooks need libxml2", names, sizeof names / sizeof *names,
                     &functions);
    return &functions;
}

static int give(void *data, char *bytes, int room) {
    return archive_read(data, bytes, room);
}

/* What is wrong is told by xml_close, not by the library. */
static void say_nothing(void *data, xmlErrorPtr error) {
    (void)data;
    (void)error;
}

void xml_open(struct xml *xml, struct archive *archive, int member) {
    *xml = (struct xml){ .archive = archive, .path = archive_path(archive, member) };
    archive_begin(archive, member);
    xml->reader = library()->xmlReaderForIO(give, NULL, archive, NULL, NULL,
                                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                                XML_PARSE_NOCDATA | XML_PARSE_COMPACT);
    if (xml->reader)
        library()->xmlTextReaderSetStructuredErrorHandler(xml->reader, say_nothing, NULL);
    else
        xml->is_broken = true;
}

static void take_attributes(struct xml *xml) {
    buffer_clear(&xml->attributes);
    while (library()->xmlTextReaderMoveToNextAttribute(xml->reader) == 1) {
        const char *name = (const char *)library()->xmlTextReaderConstLocalName(xml->reader);
        const char *value = (const char *)library()->xmlTextReaderConstValue(xml->reader);
        buffer_add_part(&xml->attributes, name, strlen(name) + 1);
        buffer_add_part(&xml->attributes, value ? value : "", (value ? strlen(value) : 0) + 1);
    }
    library()->xmlTextReaderMoveToElement(xml->reader);
}

/* Whether the node the reader stands on is one to tell of. */
static bool take_node(struct xml *xml) {
    switch (library()->xmlTextReaderNodeType(xml->reader)) {
    case XML_READER_TYPE_ELEMENT:
        xml->event = XML_BEGIN;
        xml->closes = library()->xmlTextReaderIsEmptyElement(xml->reader) == 1;
        take_attributes(xml);
        xml->text = (const char *)library()->xmlTextReaderConstLocalName(xml->reader);
        return true;
    case XML_READER_TYPE_END_ELEMENT:
        xml->event = XML_END;
        xml->text = (const char *)library()->xmlTextReaderConstLocalName(xml->reader);
        return true;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
    case XML_READER_TYPE_WHITESPACE:
    case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        xml->event = XML_WORDS;
        xml->text = (const char *)library()->xmlTextReaderConstValue(xml->reader);
        return xml->text != NULL;
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
        xml->has_type = true;
        return false;
    default:
        return false;
    }
}

bool xml_next(struct xml *xml) {
    if (xml->closes) {
        xml->closes = false;
        xml->event = XML_END;
        return true;
    }
    while (!xml->is_broken && !xml->has_type) {
        int read = library()->xmlTextReaderRead(xml->reader);
        xml->is_broken = read < 0;
        if (read != 1)
            return false;
        if (take_node(xml))
            return true;
    }
    return false;
}

bool xml_begins(const struct xml *xml, const char *name) {
    return xml->event == XML_BEGIN && !strcmp(xml->text, name);
}

bool xml_ends(const struct xml *xml, const char *name) {
    return xml->event == XML_END && !strcmp(xml->text, name);
}

const char *xml_attribute(const struct xml *xml, const char *name) {
    const char *end = xml->attributes.text + xml->attributes.length;
    for (const char *at = xml->attributes.text; at && at < end;) {
        const char *value = at + strlen(at) + 1;
        if (!strcmp(at, name))
            return value;
        at = value + strlen(value) + 1;
    }
    return NULL;
}

const char *xml_close(struct xml *xml) {
    const char *refusal = NULL;
    if (xml->reader)
        library()->xmlFreeTextReader(xml->reader);
    buffer_done(&xml->attributes);
    refusal = archive_end(xml->archive);
    if (!refusal && xml->has_type)
        refusal = refuse(_("%s: %s declares a document type or an entity, which no spreadsheet program "
                           "writes; it is not read."),
                         xml->archive->name, xml->path);
    else if (!refusal && xml->is_broken)
        refusal = refuse(_("%s is damaged: %s in it is not XML to its end. Save it anew."),
                         xml->archive->name, xml->path);
    return refusal;
}
