#include "exchange/import.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buffer.h"
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

/* ---- values ---- */

static const char *part_text(const struct import *import, const struct csv_row *row,
                             const struct map_part *part) {
    const char *text = part->columns ? "" : part->text;
    for (const char **name = part->columns; name && *name && !*text; name++)
        text = formula_plain(csv_cell(row, import_column(import, *name) - 1));
    return text;
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
        const char *text = part_text(import, row, &field->parts[i]);
        buffer_add_part(&out, text,
                        field->parts[i].most ? head_bytes(text, field->parts[i].most) : strlen(text));
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
    import_take_headers(import);
    const char *refusal = import_take_fields(import, kind);
    if (refusal || (import->map && import->map->is_broken))
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
    const char *refusal = csv_read_file(&import->csv, file, options);
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
