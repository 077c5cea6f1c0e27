#include "zip_of.h"

#include <string.h>
#include <zip.h>

#include "base/buffer.h"
#include "base/die.h"

enum { PACKED = 4096 }; /* bytes from which a member is worth packing */

char *zip_of(const struct zip_member *members, size_t *length) {
    zip_source_t *store = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = store ? zip_open_from_source(store, ZIP_CREATE | ZIP_TRUNCATE, NULL) : NULL;
    if (!zip)
        die("no archive");
    zip_source_keep(store);
    for (; members->path; members++) {
        size_t size = members->length ? members->length : strlen(members->text);
        zip_source_t *text = zip_source_buffer(zip, members->text, size, 0);
        zip_int64_t member = text ? zip_file_add(zip, members->path, text, ZIP_FL_ENC_UTF_8) : -1;
        if (member < 0 || zip_set_file_compression(zip, (zip_uint64_t)member,
                                                   size < PACKED ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0))
            die("the archive takes no %s", members->path);
    }
    zip_stat_t about;
    if (zip_close(zip) != 0 || zip_source_open(store) != 0 || zip_source_stat(store, &about) != 0)
        die("the archive is not written");
    *length = (size_t)about.size;
    char *bytes = memory_new(*length + 1);
    if (zip_source_read(store, bytes, about.size) != (zip_int64_t)about.size)
        die("the archive is not read back");
    bytes[*length] = '\0';
    zip_source_close(store);
    zip_source_free(store);
    return bytes;
}

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define RELATIONS "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"

static void add_relation(struct buffer *out, const char *id, const char *kind, const char *target) {
    buffer_format(out, "<Relationship Id=\"%s\" Type=\"" OFFICE "/%s\" Target=\"%s\"/>", id, kind, target);
}

static const char *or_nothing(const char *text) {
    return text ? text : "";
}

char *workbook_of(struct workbook_parts parts, size_t *length) {
    enum { BOOK, RELATED, SHEET, EMPTY, STRINGS, STYLES, COUNT };
    struct buffer part[COUNT] = { 0 };
    buffer_format(&part[BOOK], "<workbook " MAIN " xmlns:r=\"" OFFICE "\"><workbookPr %s/><sheets>",
                  or_nothing(parts.settings));
    buffer_add(&part[RELATED], RELATIONS);
    int number = 1;
    for (const char *name = parts.sheets ? parts.sheets : "survey", *end; *name; name = end + (*end != 0)) {
        end = name + strcspn(name, "\n");
        char id[16];
        snprintf(id, sizeof id, "s%d", number);
        buffer_format(&part[BOOK], "<sheet name=\"%.*s\" sheetId=\"%d\" r:id=\"%s\"/>", (int)(end - name),
                      name, number, id);
        add_relation(&part[RELATED], id, "worksheet",
                     number++ == 1 ? "worksheets/sheet1.xml" : "/xl/worksheets/../worksheets/empty.xml");
    }
    buffer_add(&part[BOOK], "</sheets></workbook>");
    add_relation(&part[RELATED], "t", "sharedStrings", "sharedStrings.xml");
    add_relation(&part[RELATED], "f", "styles", "styles.xml");
    buffer_add(&part[RELATED], "</Relationships>");
    buffer_format(&part[SHEET],
                  "<?xml version=\"1.0\"?>%s<worksheet " MAIN "><sheetData>%s</sheetData>%s</worksheet>",
                  or_nothing(parts.before), or_nothing(parts.rows), or_nothing(parts.behind));
    buffer_add(&part[EMPTY], "<worksheet " MAIN "><sheetData/></worksheet>");
    buffer_format(&part[STRINGS], "<sst " MAIN ">%s</sst>", or_nothing(parts.strings));
    buffer_format(&part[STYLES],
                  "<styleSheet " MAIN
                  "><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                  "<cellXfs><xf numFmtId=\"0\"/>%s</cellXfs></styleSheet>",
                  or_nothing(parts.formats), or_nothing(parts.styles));
    const struct zip_member members[] = {
        { "[Content_Types].xml", "<Types/>", 0 },
        { "_rels/.rels",
          RELATIONS "<Relationship Id=\"b\" Type=\"" OFFICE "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    "</Relationships>",
          0 },
        { "xl/workbook.xml", part[BOOK].text, part[BOOK].length },
        { "xl/_rels/workbook.xml.rels", part[RELATED].text, part[RELATED].length },
        { "xl/worksheets/sheet1.xml", part[SHEET].text, part[SHEET].length },
        { "xl/worksheets/empty.xml", part[EMPTY].text, part[EMPTY].length },
        { "xl/sharedStrings.xml", part[STRINGS].text, part[STRINGS].length },
        { "xl/styles.xml", part[STYLES].text, part[STYLES].length },
        { NULL, NULL, 0 },
    };
    char *bytes = zip_of(members, length);
    for (int i = 0; i < COUNT; i++)
        buffer_done(&part[i]);
    return bytes;
}
