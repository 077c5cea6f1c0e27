#include "base/csv.h"

#include <csv.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/encoding.h"
#include "base/file.h"
#include "base/words.h"

struct reading {
    struct csv *csv;
    const char **cells; /* of the row being read */
    int cell_count, cell_room, row_room;
    int line;   /* where that row begins */
    int blanks; /* empty lines before it */
    bool between_rows;
};

static void end_cell(void *text, size_t length, void *data) {
    struct reading *reading = data;
    if (reading->cell_count == reading->cell_room) {
        reading->cell_room = reading->cell_room ? reading->cell_room * 2 : 32;
        reading->cells = memory_grow(reading->cells, (size_t)reading->cell_room * sizeof *reading->cells);
    }
    reading->cells[reading->cell_count++] = arena_copy_part(&reading->csv->arena, text ? text : "", length);
}

static void end_row(int terminator, void *data) {
    (void)terminator;
    struct reading *reading = data;
    struct csv *csv = reading->csv;
    size_t size = (size_t)reading->cell_count * sizeof *reading->cells;
    if (csv->count == reading->row_room) {
        int room = reading->row_room ? reading->row_room * 2 : 64;
        csv->rows = arena_grow(&csv->arena, csv->rows, (size_t)csv->count * sizeof *csv->rows,
                               (size_t)room * sizeof *csv->rows);
        reading->row_room = room;
    }
    struct csv_row *row = &csv->rows[csv->count++];
    row->line = reading->line;
    row->blanks = reading->blanks;
    reading->blanks = 0;
    row->count = reading->cell_count;
    row->cells = arena_grow(&csv->arena, reading->cells, size, size);
    reading->cell_count = 0;
    reading->between_rows = true;
}

/* Length of the line at `text` with its CR, LF or CR LF. */
static size_t line_length(const char *text, size_t rest) {
    size_t length = 0;
    while (length < rest && text[length] != '\n' && text[length] != '\r')
        length++;
    if (length + 1 < rest && text[length] == '\r' && text[length + 1] == '\n')
        length++;
    return length < rest ? length + 1 : rest;
}

static char find_delimiter(const char *text) {
    static const char candidates[] = ",;\t";
    int counts[3] = { 0 };
    bool quoted = false;
    for (; *text; text++) {
        const char *found = strchr(candidates, *text);
        if (*text == '"')
            quoted = !quoted;
        else if (!quoted && found)
            counts[found - candidates]++;
        else if (!quoted && (*text == '\n' || *text == '\r') && counts[0] + counts[1] + counts[2] > 0)
            break;
    }
    int best = 0;
    for (int i = 1; i < 3; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static bool is_empty(const char *line, size_t length, char delimiter) {
    for (size_t i = 0; i < length; i++)
        if (line[i] == delimiter || !strchr(" \t\r\n", line[i]))
            return false;
    return true;
}

/* Feeds libcsv line by line, so that the line where a row begins is known. */
static REFUSAL parse(struct csv *csv, const char *name, const char *text, size_t length) {
    struct csv_parser parser;
    struct reading reading = { .csv = csv, .between_rows = true };
    if (csv_init(&parser, CSV_APPEND_NULL))
        die("the CSV reader does not start");
    csv_set_delim(&parser, (unsigned char)csv->delimiter);
    int line = 0;
    for (size_t start = 0, part; start < length; start += part) {
        part = line_length(text + start, length - start);
        line++;
        if (reading.between_rows) {
            if (is_empty(text + start, part, csv->delimiter)) {
                reading.blanks++;
                continue;
            }
            reading.line = line;
        }
        reading.between_rows = false;
        csv_parse(&parser, text + start, part, end_cell, end_row, &reading);
    }
    csv_set_opts(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    bool open = csv_fini(&parser, end_cell, end_row, &reading) != 0;
    csv_free(&parser);
    free(reading.cells);
    if (open)
        return refuse(_("%s line %d: a quotation mark opened in this row is never closed."), name,
                      reading.line);
    return NULL;
}

REFUSAL csv_read_text(struct csv *csv, const char *name, const char *text, size_t length,
                      struct csv_options options) {
    *csv = (struct csv){ .delimiter = options.delimiter };
    size_t limit = options.limit ? options.limit : CSV_BYTES;
    if (length > limit)
        return file_too_large(name, limit);
    struct buffer buffer = { 0 };
    const char *refusal = encoding_read(&buffer, name, text, length, options.encoding);
    if (!refusal && buffer.length > 0) {
        if (!csv->delimiter)
            csv->delimiter = find_delimiter(buffer.text);
        refusal = parse(csv, name, buffer.text, buffer.length);
    }
    buffer_done(&buffer);
    return refusal;
}

REFUSAL csv_read_file(struct csv *csv, const char *file, struct csv_options options) {
    *csv = (struct csv){ 0 };
    struct buffer buffer = { 0 };
    buffer_clear(&buffer);
    const char *refusal = file_read(&buffer, file, options.limit ? options.limit : CSV_BYTES);
    if (!refusal)
        refusal = csv_read_text(csv, file_name(file), buffer.text, buffer.length, options);
    buffer_done(&buffer);
    return refusal;
}

const char *csv_cell(const struct csv_row *row, int column) {
    return column >= 0 && column < row->count ? row->cells[column] : "";
}

void csv_done(struct csv *csv) {
    arena_done(&csv->arena);
    *csv = (struct csv){ 0 };
}
