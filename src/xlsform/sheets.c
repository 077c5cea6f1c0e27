#include "xlsform/sheets.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/words.h"

static const char *const known[] = { "survey", "choices", "settings" };
enum { KNOWN = sizeof known / sizeof *known };

static char *lower(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text);
    for (char *byte = copy; *byte; byte++)
        *byte = (char)tolower((unsigned char)*byte);
    return copy;
}

static struct sheet *sheet_of(struct sheets *sheets, const char *file, const char *name) {
    for (int i = 0; i < sheets->count; i++)
        if (!strcasecmp(sheets->list[i].name, name))
            return &sheets->list[i];
    sheets->list = arena_room(&sheets->arena, sheets->list, sheets->count, sizeof *sheets->list);
    struct sheet *sheet = &sheets->list[sheets->count++];
    *sheet = (struct sheet){ .name = lower(&sheets->arena, name), .file = arena_copy(&sheets->arena, file) };
    return sheet;
}

void sheets_put(struct sheets *sheets, const char *file, const char *sheet_name, int row, int line,
                int column, const char *text) {
    struct sheet *sheet = sheet_of(sheets, file, sheet_name);
    struct sheet_row *last = sheet->count ? &sheet->rows[sheet->count - 1] : NULL;
    if (!*text)
        return;
    if (!last || last->row != row) {
        assert(!last || last->row < row);
        sheet->rows = arena_room(&sheets->arena, sheet->rows, sheet->count, sizeof *sheet->rows);
        last = &sheet->rows[sheet->count++];
        *last = (struct sheet_row){ .row = row, .line = line };
    }
    assert(column >= last->count);
    while (last->count <= column) {
        last->cells = arena_room(&sheets->arena, last->cells, last->count, sizeof *last->cells);
        last->cells[last->count++] = "";
    }
    last->cells[column] = arena_copy(&sheets->arena, text);
}

/* Puts the cells of a CSV row from column `first` on. */
static void put_row(struct sheets *sheets, const char *file, const char *sheet, int row,
                    const struct csv_row *cells, int first) {
    for (int i = first; i < cells->count; i++)
        sheets_put(sheets, file, sheet, row, cells->line, i - first, cells->cells[i]);
}

static bool row_is_empty(const struct csv_row *row, int first) {
    for (int i = first; i < row->count; i++)
        if (*row->cells[i])
            return false;
    return true;
}

static REFUSAL begin_sheet(struct sheets *sheets, const char *file, const char *name, int line) {
    if (sheets_find(sheets, name))
        return refuse(
            _("%s line %d: the sheet \"%s\" begins a second time; each sheet must be in one piece."), file,
            line, name);
    sheet_of(sheets, file, name);
    return NULL;
}

static REFUSAL take_named(struct sheets *sheets, const char *file, const struct csv *csv) {
    const char *name = NULL;
    int row = 0;
    for (int i = 0; i < csv->count; i++) {
        const struct csv_row *cells = &csv->rows[i];
        if (*cells->cells[0]) {
            name = cells->cells[0];
            row = 0;
            const char *refusal = begin_sheet(sheets, file, name, cells->line);
            if (refusal)
                return refusal;
        }
        if (!(*cells->cells[0] && row_is_empty(cells, 1)))
            put_row(sheets, file, name, ++row, cells, 1);
    }
    return NULL;
}

static const char *file_stem(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The sheet that a file "survey.csv" or "needs-survey.csv" holds, or NULL. */
static const char *sheet_of_file(const char *path) {
    const char *stem = file_stem(path), *dot = strrchr(stem, '.');
    size_t length = dot ? (size_t)(dot - stem) : strlen(stem);
    for (int i = 0; i < KNOWN; i++) {
        size_t size = strlen(known[i]);
        const char *tail = stem + length - size;
        if (length >= size && !strncasecmp(tail, known[i], size) && (length == size || !isalnum(tail[-1])))
            return known[i];
    }
    return NULL;
}

static bool names_a_sheet(const struct csv *csv) {
    for (int k = 0; csv->count > 0 && k < KNOWN; k++)
        if (!strcasecmp(csv->rows[0].cells[0], known[k]))
            return true;
    return false;
}

static REFUSAL take_whole(struct sheets *sheets, const char *file, const struct csv *csv) {
    const char *name = sheet_of_file(file);
    if (!name)
        return refuse(
            _("%s: which sheet is this? Call the file survey.csv, choices.csv or settings.csv, or write "
              "the sheet's name in its first column."),
            file);
    const char *refusal = begin_sheet(sheets, file, name, 1);
    for (int i = 0; i < csv->count && !refusal; i++)
        put_row(sheets, file, name, i + 1, &csv->rows[i], 0);
    return refusal;
}

static REFUSAL read_file(struct sheets *sheets, const char *path, struct csv_options options) {
    struct csv csv;
    const char *refusal = csv_read_file(&csv, path, options);
    if (!refusal)
        refusal = names_a_sheet(&csv) ? take_named(sheets, path, &csv) : take_whole(sheets, path, &csv);
    csv_done(&csv);
    return refusal;
}

REFUSAL sheets_read_text(struct sheets *sheets, const char *name, const char *text) {
    *sheets = (struct sheets){ 0 };
    struct csv csv;
    const char *refusal = csv_read_text(&csv, name, text, strlen(text), (struct csv_options){ 0 });
    if (!refusal)
        refusal = take_named(sheets, name, &csv);
    csv_done(&csv);
    return refusal;
}

static REFUSAL read_folder(struct sheets *sheets, const char *path, struct csv_options options) {
    const char *refusal = NULL;
    for (int i = 0; i < KNOWN && !refusal; i++) {
        char *file = arena_format(&sheets->arena, "%s/%s.csv", path, known[i]);
        if (!access(file, F_OK))
            refusal = read_file(sheets, file, options);
        else if (i == 0)
            refusal = refuse(_("The folder %s has no survey.csv."), path);
    }
    return refusal;
}

REFUSAL sheets_read(struct sheets *sheets, const char *const *paths, int count, struct csv_options options) {
    *sheets = (struct sheets){ 0 };
    const char *refusal = NULL;
    for (int i = 0; i < count && !refusal; i++) {
        struct stat about;
        if (stat(paths[i], &about) != 0)
            refusal = refuse(_("%s cannot be read: %s."), paths[i], strerror(errno));
        else
            refusal = S_ISDIR(about.st_mode) ? read_folder(sheets, paths[i], options)
                                             : read_file(sheets, paths[i], options);
    }
    if (!refusal && !sheets_find(sheets, "survey"))
        refusal = refuse(_("%s: there is no sheet \"survey\"."), count ? paths[0] : "");
    return refusal;
}

const struct sheet *sheets_find(const struct sheets *sheets, const char *name) {
    for (int i = 0; i < sheets->count; i++)
        if (!strcasecmp(sheets->list[i].name, name))
            return &sheets->list[i];
    return NULL;
}

const char *sheet_cell(const struct sheet_row *row, int column) {
    return column >= 0 && column < row->count ? row->cells[column] : "";
}

void sheets_done(struct sheets *sheets) {
    arena_done(&sheets->arena);
    *sheets = (struct sheets){ 0 };
}
