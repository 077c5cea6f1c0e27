#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/words.h"
#include "exchange/formula.h"

void import_add_problem(struct import *import, int row, int field, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct import_row *bad = &import->rows[row];
    bad->is_bad = true;
    import->problems =
        arena_room(&import->arena, import->problems, import->problem_count, sizeof *import->problems);
    import->problems[import->problem_count++] = (struct import_problem){
        .row = bad->number, .line = bad->line, .column = field < 0 ? 0 : import->fields[field].column,
                                 .sentence = arena_format_list(&import->arena, format, arguments) };
    va_end(arguments);
}

char *import_problem_text(const struct import *import, const struct import_problem *problem,
                          struct arena *arena) {
    struct buffer out = { 0 };
    buffer_format(&out, _("%s row %d"), import->name, problem->row);
    if (problem->line != problem->row)
        buffer_format(&out, _(" (line %d)"), problem->line);
    if (problem->column)
        buffer_format(&out, _(" column %d \"%s\""), problem->column, import->headers[problem->column - 1]);
    buffer_format(&out, ": %s", problem->sentence);
    char *text = text_clean(arena, out.text);
    buffer_done(&out);
    return text;
}

int import_field(const struct import *import, const char *name) {
    for (int i = 0; i < import->field_count; i++)
        if (!strcmp(import->fields[i].name, name))
            return i;
    return -1;
}

/* ---- columns and fields ---- */

/* "Target group" and "target_group" are one name. */
static bool same_name(const char *one, const char *other) {
    for (; *one && *other; one++, other++) {
        char a = *one == ' ' || *one == '-' ? '_' : *one, b = *other == ' ' || *other == '-' ? '_' : *other;
        if (strncasecmp(&a, &b, 1) != 0)
            return false;
    }
    return *one == *other;
}

/* The number of a column from 1, 0: none. */
static int find_column(const struct import *import, const char *name) {
    for (int i = 0; i < import->header_count; i++)
        if (!strcmp(import->headers[i], name))
            return i + 1;
    for (int i = 0; i < import->header_count; i++)
        if (same_name(import->headers[i], name))
            return i + 1;
    return 0;
}

static const char *find_name(const char *const *names, const char *name) {
    for (; *names; names++)
        if (same_name(*names, name))
            return *names;
    return NULL;
}

static void take_headers(struct import *import) {
    const struct csv_row *first = &import->csv.rows[0];
    bool none = import->map && import->map->has_no_header;
    import->header_count = first->count;
    for (int i = 1; none && i < import->csv.count; i++)
        if (import->csv.rows[i].count > import->header_count)
            import->header_count = import->csv.rows[i].count;
    import->headers = arena_new(&import->arena, (size_t)(import->header_count + 1) * sizeof *import->headers);
    for (int i = 0; i < import->header_count; i++)
        import->headers[i] =
            none ? arena_format(&import->arena, "%d", i + 1) : text_clean(&import->arena, first->cells[i]);
}

static void add_field(struct import *import, const char *name, int column, const struct map_field *map) {
    import->fields = arena_room(&import->arena, import->fields, import->field_count, sizeof *import->fields);
    import->fields[import->field_count++] = (struct import_field){ name, column, map };
}

static REFUSAL unknown_column(const struct import *import, const char *where, const char *name) {
    const char *meant = nearest(name, import->headers);
    if (meant)
        return refuse(_("%s has no column \"%s\"; did you mean \"%s\"?"), where, name, meant);
    struct buffer all = { 0 };
    for (int i = 0; i < import->header_count; i++)
        buffer_format(&all, "%s%s", i ? ", " : "", import->headers[i]);
    const char *refusal = refuse(_("%s has no column \"%s\"; it has: %s."), where, name, all.text);
    buffer_done(&all);
    return refusal;
}

static REFUSAL unknown_field(const char *where, const char *name, const char *const *known) {
    const char *meant = nearest(name, known);
    if (meant)
        return refuse(_("%s: there is no field \"%s\"; did you mean \"%s\"?"), where, name, meant);
    struct buffer all = { 0 };
    for (int i = 0; known[i]; i++)
        buffer_format(&all, "%s%s", i ? ", " : "", known[i]);
    const char *refusal = refuse(_("%s: there is no field \"%s\"; there are: %s."), where, name, all.text);
    buffer_done(&all);
    return refusal;
}

/* The fields that the map names, each with the first column it is made of. */
static REFUSAL take_mapped(struct import *import, const struct import_kind *kind) {
    const struct map *map = import->map;
    for (int i = 0; i < map->count; i++) {
        const struct map_field *field = &map->fields[i];
        const char *where = arena_format(&import->arena, _("%s line %d"), map->name, field->line);
        if (!find_name(kind->fields, field->name))
            return unknown_field(where, field->name, kind->fields);
        int column = field->part_count ? 0 : find_column(import, field->name);
        bool is_constant = field->part_count > 0;
        for (int p = 0; p < field->part_count; p++) {
            if (!field->parts[p].is_column)
                continue;
            is_constant = false;
            int found = find_column(import, field->parts[p].text);
            if (!found)
                return unknown_column(import, import->name, field->parts[p].text);
            column = column ? column : found;
        }
        if (column || is_constant)
            add_field(import, field->name, column, field);
        else
            return unknown_column(import, import->name, field->name);
    }
    return NULL;
}

/* All columns under their own names; what the map says of a field without a source still holds. */
static REFUSAL take_all(struct import *import, const struct import_kind *kind) {
    for (int i = 0; i < import->header_count; i++) {
        const char *name = find_name(kind->fields, import->headers[i]);
        if (!name)
            return unknown_field(import->name, import->headers[i], kind->fields);
        if (import_field(import, name) >= 0)
            return refuse(_("%s has the column \"%s\" twice; take one of them out."), import->name, name);
        const struct map_field *map = NULL;
        for (int m = 0; import->map && m < import->map->count; m++)
            if (!strcmp(import->map->fields[m].name, name))
                map = &import->map->fields[m];
        add_field(import, name, i + 1, map);
    }
    return NULL;
}

static REFUSAL take_fields(struct import *import, const struct import_kind *kind) {
    const char *refusal =
        import->map && import->map->names_columns ? take_mapped(import, kind) : take_all(import, kind);
    for (int i = 0; kind->key[i] && !refusal; i++)
        if (import_field(import, kind->key[i]) < 0)
            refusal = refuse(_("%s: the column \"%s\" is missing; every row needs it."), import->name,
                             kind->key[i]);
    return refusal;
}

/* ---- values ---- */

static const char *column_text(const struct import *import, const struct csv_row *row, const char *column) {
    return formula_plain(csv_cell(row, find_column(import, column) - 1));
}

static size_t head_bytes(const char *text, int most) {
    const char *at = text;
    while (most-- > 0 && text_next(&at))
        ;
    return (size_t)(at - text);
}

static const char *join(struct import *import, const struct map_field *field, const struct csv_row *row) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    for (int i = 0; i < field->part_count; i++) {
        const struct map_part *part = &field->parts[i];
        const char *text = part->is_column ? column_text(import, row, part->text) : part->text;
        buffer_add_part(&out, text, part->most ? head_bytes(text, part->most) : strlen(text));
    }
    char *joined = text_trim(arena_copy(&import->arena, out.text));
    buffer_done(&out);
    return joined;
}

static const char *read_date(struct import *import, int row, int field, const char *text) {
    const char *format = import->fields[field].map->date;
    struct tm day = { 0 };
    const char *end = *text ? strptime(text, format, &day) : text;
    if (!end || *end) {
        import_add_problem(import, row, field, _("\"%s\" is not a day written as %s."), text, format);
        return "";
    }
    return *text ? arena_format(&import->arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1,
                                day.tm_mday)
                 : "";
}

static void take_values(struct import *import, int number, const struct csv_row *cells) {
    struct import_row *row = &import->rows[number];
    row->values = arena_new(&import->arena, (size_t)import->field_count * sizeof *row->values);
    for (int i = import->header_count; i < cells->count; i++)
        if (*cells->cells[i] && !row->is_bad)
            import_add_problem(
                import, number, -1,
                _("%d cells, but the header has %d columns; quote cells that contain the delimiter."),
                cells->count, import->header_count);
    for (int i = 0; i < import->field_count; i++) {
        const struct import_field *field = &import->fields[i];
        const char *text = field->map && field->map->part_count
                               ? join(import, field->map, cells)
                               : formula_plain(csv_cell(cells, field->column - 1));
        if (field->map)
            text = map_translate(field->map, text);
        row->values[i] = text;
        if (field->map && field->map->date)
            row->values[i] = read_date(import, number, i, text);
    }
}

static int line_breaks(const struct csv_row *row) {
    int breaks = 0;
    for (int i = 0; i < row->count; i++)
        for (const char *at = row->cells[i]; (at = strpbrk(at, "\r\n")); at++) {
            breaks++;
            at += at[0] == '\r' && at[1] == '\n';
        }
    return breaks;
}

/* Rows are counted as a spreadsheet does: a row of several lines is one, an empty line is one too. */
static void take_rows(struct import *import) {
    const struct csv *csv = &import->csv;
    import->rows = arena_new(&import->arena, (size_t)csv->count * sizeof *import->rows);
    int first = import->map && import->map->has_no_header ? 0 : 1;
    int number = csv->rows[0].line;
    for (int i = 0; i < csv->count; i++) {
        if (i > 0)
            number += csv->rows[i].line - csv->rows[i - 1].line - line_breaks(&csv->rows[i - 1]);
        if (i < first)
            continue;
        import->rows[import->count++] = (struct import_row){ .number = number, .line = csv->rows[i].line };
        take_values(import, import->count - 1, &csv->rows[i]);
    }
}

/* ---- repeated rows ---- */

struct keyed {
    const char *key; /* the key's values with a line feed between */
    int row;
};

static int compare_keyed(const void *one, const void *other) {
    const struct keyed *a = one, *b = other;
    int order = strcmp(a->key, b->key);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

static const char *row_key(struct import *import, const struct import_kind *kind, int row) {
    const char *key = "";
    for (int i = 0; kind->key[i]; i++) {
        int field = import_field(import, kind->key[i]);
        if (field >= 0)
            key = arena_format(&import->arena, "%s\n%s", key, import->rows[row].values[field]);
    }
    return key;
}

static bool same_values(const struct import *import, int one, int other) {
    for (int i = 0; i < import->field_count; i++)
        if (strcmp(import->rows[one].values[i], import->rows[other].values[i]) != 0)
            return false;
    return true;
}

static void find_repeats(struct import *import, const struct import_kind *kind) {
    struct keyed *keys = arena_new(&import->arena, (size_t)(import->count + 1) * sizeof *keys);
    for (int i = 0; i < import->count; i++)
        keys[i] = (struct keyed){ row_key(import, kind, i), i };
    qsort(keys, (size_t)import->count, sizeof *keys, compare_keyed);
    for (int i = 1, first = 0; i < import->count; i++) {
        int row = keys[i].row;
        if (strcmp(keys[i].key, keys[first].key) != 0)
            first = i;
        else if ((import->map && import->map->first_counts) || same_values(import, keys[first].row, row))
            import->rows[row].is_repeat = true;
        else
            import_add_problem(import, row, import_field(import, kind->key[0]),
                               _("\"%s\" stands already in row %d with other values."),
                               import->rows[row].values[import_field(import, kind->key[0])],
                               import->rows[keys[first].row].number);
    }
}

/* ---- reading ---- */

static REFUSAL take(struct import *import, const struct import_kind *kind) {
    if (import->csv.count == 0)
        return refuse(_("%s is empty; its first line must name the columns."), import->name);
    take_headers(import);
    const char *refusal = take_fields(import, kind);
    if (refusal)
        return refusal;
    take_rows(import);
    find_repeats(import, kind);
    return NULL;
}

const char *import_read_file(struct import *import, const char *file, const struct import_kind *kind,
                             const struct map *map, struct csv_options options) {
    *import = (struct import){ .map = map };
    import->name = arena_copy(&import->arena, file);
    if (map && !options.encoding)
        options.encoding = map->options.encoding;
    if (map && !options.delimiter)
        options.delimiter = map->options.delimiter;
    const char *refusal = csv_read_file(&import->csv, !strcmp(file, "-") ? "/dev/stdin" : file, options);
    return refusal ? refusal : take(import, kind);
}

const char *import_read_text(struct import *import, const char *name, const char *text,
                             const struct import_kind *kind) {
    *import = (struct import){ .name = name };
    const char *refusal = csv_read_text(&import->csv, name, text, strlen(text), (struct csv_options){ 0 });
    return refusal ? refusal : take(import, kind);
}

void import_done(struct import *import) {
    csv_done(&import->csv);
    arena_done(&import->arena);
    *import = (struct import){ 0 };
}
