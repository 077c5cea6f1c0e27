#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/workbook.h"

enum { STRINGS = 2 << 20, STRING_BYTES = 64 << 20 };

const char *workbook_open(struct workbook *workbook, struct xml *xml, const char *path) {
    int member = archive_find(workbook->archive, path);
    if (member < 0)
        return refuse(_("%s is damaged: it has no part %s. Save it anew."), workbook->carrier->file, path);
    xml_open(xml, workbook->archive, member);
    return NULL;
}

struct code {
    int id;
    const char *text;
};

static void take_style(struct workbook *workbook, const struct xml *xml, const struct code *codes,
                       int count) {
    const char *number = xml_attribute(xml, "numFmtId");
    int id = number ? atoi(number) : 0;
    const char *text = NULL;
    for (int i = 0; i < count; i++)
        if (codes[i].id == id)
            text = codes[i].text;
    workbook->formats =
        arena_room(&workbook->arena, workbook->formats, workbook->format_count, sizeof *workbook->formats);
    workbook->formats[workbook->format_count++] = number_format(id, text);
}

const char *workbook_styles(struct workbook *workbook, const char *path) {
    enum { CODES = 2000, STYLES = 70000 };
    struct xml xml;
    const char *refusal = workbook_open(workbook, &xml, path);
    if (refusal)
        return refusal;
    struct code *codes = NULL;
    int count = 0;
    bool in_cells = false;
    while (xml_next(&xml)) {
        if (xml_begins(&xml, "cellXfs") || xml_ends(&xml, "cellXfs"))
            in_cells = xml.event == XML_BEGIN;
        else if (in_cells && xml_begins(&xml, "xf") && workbook->format_count < STYLES)
            take_style(workbook, &xml, codes, count);
        else if (xml_begins(&xml, "numFmt") && count < CODES) {
            const char *id = xml_attribute(&xml, "numFmtId"), *text = xml_attribute(&xml, "formatCode");
            codes = arena_room(&workbook->arena, codes, count, sizeof *codes);
            codes[count++] =
                (struct code){ id ? atoi(id) : 0, arena_copy(&workbook->arena, text ? text : "") };
        }
    }
    return xml_close(&xml);
}

/* Rich text comes in runs, each with its words; how it is pronounced is not part of it. */
const char *workbook_strings(struct workbook *workbook, const char *path) {
    struct xml xml;
    const char *refusal = workbook_open(workbook, &xml, path);
    if (refusal)
        return refusal;
    struct buffer text = { 0 };
    bool in_words = false, in_phonetic = false;
    size_t bytes = 0;
    while (!refusal && xml_next(&xml)) {
        if (xml_begins(&xml, "rPh") || xml_ends(&xml, "rPh"))
            in_phonetic = xml.event == XML_BEGIN;
        else if (xml_begins(&xml, "t") || xml_ends(&xml, "t"))
            in_words = xml.event == XML_BEGIN;
        else if (xml_begins(&xml, "si"))
            buffer_clear(&text);
        else if (xml.event == XML_WORDS && in_words && !in_phonetic)
            buffer_add(&text, xml.text);
        else if (xml_ends(&xml, "si") && text.text) {
            workbook->strings = arena_room(&workbook->arena, workbook->strings, workbook->string_count,
                                           sizeof *workbook->strings);
            workbook->strings[workbook->string_count++] = arena_copy(&workbook->arena, text.text);
            bytes += text.length;
        }
        if (workbook->string_count > STRINGS || bytes > STRING_BYTES || text.length > STRING_BYTES)
            refusal = refuse(_("%s is too large for a questionnaire: %d million texts of %d MB are read at "
                               "most."),
                             workbook->carrier->file, STRINGS >> 20, STRING_BYTES >> 20);
    }
    buffer_done(&text);
    const char *stopped = xml_close(&xml);
    return stopped ? stopped : refusal;
}
