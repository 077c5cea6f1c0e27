#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/words.h"
#include "xlsform/archive.h"
#include "xlsform/carrier.h"

/* The used ones first. */
static const char *const known[] = { "survey", "choices", "settings", "entities", "external_choices", NULL };
enum { USED = 3 };

bool sheet_is_known(const char *name) {
    for (const char *const *word = known; *word; word++)
        if (!strcasecmp(*word, name))
            return true;
    return false;
}

const char *sheet_of_path(const char *path) {
    const char *slash = strrchr(path, '/'), *stem = slash ? slash + 1 : path, *dot = strrchr(stem, '.');
    size_t length = dot ? (size_t)(dot - stem) : strlen(stem), longest = 0;
    const char *found = NULL;
    for (const char *const *word = known; *word; word++) {
        size_t size = strlen(*word);
        const char *tail = stem + length - size;
        if (length >= size && size > longest && !strncasecmp(tail, *word, size) &&
            (length == size || !isalnum((unsigned char)tail[-1]))) {
            longest = size;
            found = *word;
        }
    }
    return found;
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), size = strlen(end);
    return length >= size && !strcasecmp(text + length - size, end);
}

/* What a file is that cannot be read, told by its first bytes, with what to do about it; NULL: it may be
 * text. */
static const char *refuse_kind(const char *name, const char *bytes, size_t length) {
    static const struct {
        const char *start, *sentence;
    } kinds[] = {
        { "%PDF", N_("%s is a PDF, not a spreadsheet; save the spreadsheet as .xlsx or CSV.") },
        { "<", N_("%s is XML or HTML under another name; open it in the spreadsheet program and save it as "
                  ".xlsx or CSV.") },
        { "{\\rtf", N_("%s is a text document; save the spreadsheet as .xlsx or CSV.") },
        { "\x1F\x8B", N_("%s is packed with gzip; unpack it first.") },
    };
    static const char old[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
                      locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    if (length >= 8 && !memcmp(bytes, old, 8))
        return memmem(bytes, length, locked, sizeof locked)
                   ? refuse(_("%s is locked with a password; save it without one."), name)
                   : refuse(_("%s is a workbook of the old kind (.xls), whatever its name says; save it as "
                              ".xlsx or CSV."),
                            name);
    while (length > 0 && isspace((unsigned char)*bytes)) {
        bytes++;
        length--;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (length >= strlen(kinds[i].start) && !memcmp(bytes, kinds[i].start, strlen(kinds[i].start)))
            return refuse(_(kinds[i].sentence), name);
    return NULL;
}

static bool is_markdown(const char *name, const char *bytes, size_t length) {
    size_t at = length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    while (at < length && isspace((unsigned char)bytes[at]))
        at++;
    return (at < length && bytes[at] == '|') || ends_with(name, ".md") || ends_with(name, ".markdown");
}

static const char *read_text(struct carrier *carrier, const char *bytes, size_t length) {
    const char *refusal = refuse_kind(carrier->file, bytes, length);
    if (refusal)
        return refusal;
    return is_markdown(carrier->file, bytes, length) ? markdown_read(carrier, bytes, length)
                                                     : delimited_read(carrier, bytes, length);
}

static const char *read_member(struct carrier *carrier, struct archive *archive, int member) {
    const char *file = carrier->file;
    struct buffer bytes = { 0 };
    buffer_clear(&bytes);
    const char *refusal = archive_take(archive, member, &bytes);
    carrier->file = arena_format(&carrier->sheets->arena, "%s/%s", file, archive_path(archive, member));
    if (!refusal)
        refusal = read_text(carrier, bytes.text, bytes.length);
    carrier->file = file;
    buffer_done(&bytes);
    return refusal;
}

static bool is_table(const char *path) {
    static const char *const ends[] = { ".csv", ".tsv", ".txt", ".md", NULL };
    for (const char *const *end = ends; *end; end++)
        if (ends_with(path, *end))
            return true;
    return false;
}

/* The file among others that holds a sheet: the one called so, or else the first "needs-survey.csv"; -1:
 * none.
 */
static int find_sheet(const char *const *paths, int count, const char *sheet) {
    int found = -1;
    for (int i = 0; i < count; i++) {
        const char *slash = strrchr(paths[i], '/'), *stem = slash ? slash + 1 : paths[i];
        const char *held = is_table(paths[i]) && !ends_with(paths[i], ".md") ? sheet_of_path(paths[i]) : NULL;
        if (!held || strcmp(held, sheet) != 0)
            continue;
        if (stem[strlen(sheet)] == '.' && !strncasecmp(stem, sheet, strlen(sheet)))
            return i;
        found = found < 0 ? i : found;
    }
    return found;
}

/* The files of a plain zip archive: survey.csv and its like, or else the only one that can be a table. */
static const char *read_members(struct carrier *carrier, struct archive *archive) {
    const char **paths = NULL, *path, *refusal = NULL;
    int count = 0, only = -1, others = 0, taken = 0;
    for (int i = 0; (path = archive_path(archive, i)); i++) {
        bool is_hidden = !strncmp(path, "__MACOSX/", 9) || strstr(path, "/.") || *path == '.';
        paths = arena_room(&carrier->sheets->arena, paths, count, sizeof *paths);
        paths[count++] = is_hidden ? "" : path;
        others += is_table(paths[i]);
        only = is_table(paths[i]) ? i : only;
    }
    for (int i = 0; known[i] && !refusal; i++) {
        int member = find_sheet(paths, count, known[i]);
        taken += member >= 0;
        if (member >= 0)
            refusal = read_member(carrier, archive, member);
    }
    if (!taken && others == 1)
        return read_member(carrier, archive, only);
    return taken
               ? refusal
               : refuse(_("%s is a zip archive without survey.csv; if a workbook is in it, unpack it first."),
                        carrier->file);
}

static const char *read_archive(struct carrier *carrier, const char *bytes, size_t length) {
    struct archive archive;
    const char *file = carrier->file;
    const char *refusal = archive_open(&archive, file, bytes, length);
    if (refusal)
        return refusal;
    if (archive_find(&archive, "[Content_Types].xml") >= 0 && archive_find(&archive, "_rels/.rels") >= 0)
        refusal = archive_find(&archive, "xl/workbook.bin") >= 0
                      ? refuse(_("%s is a binary workbook (.xlsb); save it as .xlsx or CSV."), file)
                      : workbook_read(carrier, &archive);
    else if (archive_find(&archive, "META-INF/manifest.xml") >= 0)
        refusal = refuse(_("%s is an OpenDocument file (.ods); save it as .xlsx or CSV."), file);
    else if (archive_find(&archive, "Index/Document.iwa") >= 0 || archive_find(&archive, "Index.zip") >= 0)
        refusal = refuse(_("%s is a Numbers document; export it to Excel (.xlsx) or CSV."), file);
    else
        refusal = read_members(carrier, &archive);
    archive_close(&archive);
    return refusal;
}

static const char *read_bytes(struct carrier *carrier, const char *bytes, size_t length) {
    return archive_is(bytes, length) ? read_archive(carrier, bytes, length)
                                     : read_text(carrier, bytes, length);
}

static const char *read_file(struct carrier *carrier, const char *path) {
    struct buffer bytes = { 0 };
    buffer_clear(&bytes);
    size_t limit = carrier->options.limit ? carrier->options.limit : CSV_BYTES;
    const char *refusal = file_read(&bytes, path, limit);
    carrier->file = file_name(path);
    if (!refusal)
        refusal = read_bytes(carrier, bytes.text, bytes.length);
    buffer_done(&bytes);
    return refusal;
}

static const char *read_folder(struct carrier *carrier, const char *path) {
    struct arena *arena = &carrier->sheets->arena;
    struct dirent **entries;
    int count = scandir(path, &entries, NULL, alphasort);
    if (count < 0)
        return refuse(_("%s cannot be read: %s."), path, strerror(errno));
    const char **paths = arena_new(arena, (size_t)count * sizeof *paths);
    for (int i = 0; i < count; i++) {
        paths[i] = *entries[i]->d_name == '.' ? "" : arena_format(arena, "%s/%s", path, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    const char *refusal = NULL;
    for (int i = 0; known[i] && !refusal; i++) {
        int file = find_sheet(paths, count, known[i]);
        if (file >= 0)
            refusal = read_file(carrier, paths[file]);
        else if (i == 0)
            refusal = refuse(_("The folder %s has no survey.csv."), path);
    }
    return refusal;
}

static const char *read_path(struct carrier *carrier, const char *path) {
    struct stat about;
    if (!strcmp(path, "-"))
        return read_file(carrier, path);
    if (stat(path, &about) != 0)
        return refuse(_("%s cannot be read: %s."), path, strerror(errno));
    return S_ISDIR(about.st_mode) ? read_folder(carrier, path) : read_file(carrier, path);
}

/* Warns of the sheets that are not used, with the name that was meant where that one is missing; of entities
 * definition_new has more to say. */
static void warn_of_others(struct sheets *sheets) {
    const char *missing[USED + 1];
    int count = 0;
    for (int i = 0; i < USED; i++)
        if (!sheets_find(sheets, known[i]))
            missing[count++] = known[i];
    missing[count] = NULL;
    for (int i = 0; i < sheets->count; i++) {
        const struct sheet *sheet = &sheets->list[i];
        struct problem_place place = { .file = sheet->file, .sheet = sheet->name };
        bool is_own = !sheet_is_known(sheet->name);
        const char *meant = is_own && *sheet->name != '_' ? nearest(sheet->name, missing) : NULL;
        if (meant)
            problems_warning(&sheets->problems, place, _("this sheet is not used; did you mean \"%s\"?"),
                             meant);
        else if (is_own || !strcmp(sheet->name, "external_choices"))
            problems_warning(&sheets->problems, place, _("this sheet is not used"));
    }
}

static const char *refuse_no_survey(const struct sheets *sheets, const char *file) {
    if (!sheets->count)
        return refuse(_("%s: there is no sheet \"survey\"."), file);
    struct buffer names = { 0 };
    for (int i = 0; i < sheets->count && i < 10; i++)
        buffer_format(&names, "%s\"%s\"", i ? ", " : "", sheets->list[i].name);
    const char *refusal = refuse(
        _("%s: there is no sheet \"survey\"; its sheets are %s. Name the one with the questions \"survey\"."),
        file, names.text);
    buffer_done(&names);
    return refusal;
}

static const char *finish(struct sheets *sheets, const char *file) {
    warn_of_others(sheets);
    return sheets_find(sheets, "survey") ? NULL : refuse_no_survey(sheets, file);
}

const char *sheets_read_bytes(struct sheets *sheets, const char *name, const char *bytes, size_t length,
                              struct csv_options options) {
    *sheets = (struct sheets){ 0 };
    struct carrier carrier = { .sheets = sheets, .options = options, .file = name };
    const char *refusal = read_bytes(&carrier, bytes, length);
    return refusal ? refusal : finish(sheets, name);
}

const char *sheets_read_text(struct sheets *sheets, const char *name, const char *text) {
    return sheets_read_bytes(sheets, name, text, strlen(text), (struct csv_options){ 0 });
}

const char *sheets_read(struct sheets *sheets, const char *const *paths, int count,
                        struct csv_options options) {
    *sheets = (struct sheets){ 0 };
    struct carrier carrier = { .sheets = sheets, .options = options };
    const char *refusal = NULL;
    for (int i = 0; i < count && !refusal; i++)
        refusal = read_path(&carrier, paths[i]);
    return refusal ? refusal : finish(sheets, count ? file_name(paths[0]) : "");
}
