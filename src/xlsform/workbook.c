#include "xlsform/workbook.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

enum { PAGES = 1000, RELATIONS = 4000 };

/* How parts name others: by an id, which a list beside the part turns into a path. */
struct relation {
    const char *id, *kind, *path;
};

struct page {
    const char *name, *id;
};

struct contents {
    struct relation *relations;
    int relation_count;
    struct page *pages;
    int page_count;
};

/* The path that a part in `folder` means by a target: "../x" and "/xl/x" too. */
static const char *resolve(struct arena *arena, const char *folder, const char *target) {
    char *path = *target == '/' || *target == '\\' ? arena_copy(arena, target + 1)
                                                   : arena_format(arena, "%s%s", folder, target);
    for (char *byte = path; *byte; byte++)
        if (*byte == '\\')
            *byte = '/';
    char *up;
    while ((up = strstr(path, "/../"))) {
        char *start = up;
        while (start > path && start[-1] != '/')
            start--;
        memmove(start, up + 4, strlen(up + 4) + 1);
    }
    while ((up = strstr(path, "/./")))
        memmove(up, up + 2, strlen(up + 2) + 1);
    return !strncmp(path, "./", 2) ? path + 2 : path;
}

/* The list beside a part: "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
static const char *read_relations(struct workbook *workbook, const char *part, struct contents *contents) {
    struct arena *arena = &workbook->arena;
    const char *slash = strrchr(part, '/'), *stem = slash ? slash + 1 : part;
    const char *folder = arena_copy_part(arena, part, (size_t)(stem - part));
    struct xml xml;
    const char *refusal = workbook_open(workbook, &xml, arena_format(arena, "%s_rels/%s.rels", folder, stem));
    if (refusal)
        return refusal;
    contents->relation_count = 0;
    contents->relations = NULL;
    while (xml_next(&xml)) {
        if (!xml_begins(&xml, "Relationship") || contents->relation_count == RELATIONS)
            continue;
        const char *id = xml_attribute(&xml, "Id"), *type = xml_attribute(&xml, "Type"),
                   *target = xml_attribute(&xml, "Target");
        const char *kind = type ? strrchr(type, '/') : NULL;
        if (!id || !kind || !target)
            continue;
        contents->relations =
            arena_room(arena, contents->relations, contents->relation_count, sizeof *contents->relations);
        contents->relations[contents->relation_count++] =
            (struct relation){ arena_copy(arena, id), arena_copy(arena, kind + 1),
                               resolve(arena, folder, target) };
    }
    return xml_close(&xml);
}

/* The path of the first related part of a kind, or of an id. */
static const char *path_of(const struct contents *contents, const char *kind, const char *id) {
    for (int i = 0; i < contents->relation_count; i++)
        if ((!kind || !strcmp(contents->relations[i].kind, kind)) &&
            (!id || !strcmp(contents->relations[i].id, id)))
            return contents->relations[i].path;
    return NULL;
}

static const char *read_pages(struct workbook *workbook, const char *path, struct contents *contents) {
    struct arena *arena = &workbook->arena;
    struct xml xml;
    const char *refusal = workbook_open(workbook, &xml, path);
    if (refusal)
        return refusal;
    while (xml_next(&xml)) {
        if (xml_begins(&xml, "workbookPr")) {
            const char *from_1904 = xml_attribute(&xml, "date1904");
            workbook->from_1904 = from_1904 && (!strcmp(from_1904, "1") || !strcmp(from_1904, "true"));
        } else if (xml_begins(&xml, "sheet") && contents->page_count < PAGES) {
            const char *name = xml_attribute(&xml, "name"), *id = xml_attribute(&xml, "id");
            if (!name || !id)
                continue;
            contents->pages =
                arena_room(arena, contents->pages, contents->page_count, sizeof *contents->pages);
            contents->pages[contents->page_count++] =
                (struct page){ text_trim(arena_copy(arena, name)), arena_copy(arena, id) };
        }
    }
    return xml_close(&xml);
}

static const char *read_page(struct workbook *workbook, const struct contents *contents,
                             const struct page *page) {
    const char *path = path_of(contents, "worksheet", page->id);
    const char *refusal = carrier_begin(workbook->carrier, page->name, 0);
    if (!refusal && path && sheet_is_known(page->name))
        refusal = workbook_sheet(workbook, path);
    carrier_end(workbook->carrier);
    return refusal;
}

static const char *read_parts(struct workbook *workbook) {
    struct contents contents = { 0 };
    const char *refusal = read_relations(workbook, "", &contents);
    if (refusal)
        return refusal;
    const char *book = path_of(&contents, "officeDocument", NULL);
    if (!book)
        return refuse(_("%s is damaged: it does not say where its sheets are. Save it anew."),
                      workbook->carrier->file);
    refusal = read_relations(workbook, book, &contents);
    if (!refusal)
        refusal = read_pages(workbook, book, &contents);
    const char *styles = path_of(&contents, "styles", NULL),
               *strings = path_of(&contents, "sharedStrings", NULL);
    if (!refusal && styles)
        refusal = workbook_styles(workbook, styles);
    if (!refusal && strings)
        refusal = workbook_strings(workbook, strings);
    for (int i = 0; i < contents.page_count && !refusal; i++)
        refusal = read_page(workbook, &contents, &contents.pages[i]);
    return refusal;
}

const char *workbook_read(struct carrier *carrier, struct archive *archive) {
    struct workbook workbook = { .carrier = carrier, .archive = archive };
    const char *refusal = read_parts(&workbook);
    arena_done(&workbook.arena);
    return refusal;
}
