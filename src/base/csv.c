#include "base/csv.h"

#include <csv.h>
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"

struct reading {
    struct csv *csv;
    const char **cells; /* of the row being read */
    int cell_count, cell_room, row_room;
    int line; /* where that row begins */
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
            if (is_empty(text + start, part, csv->delimiter))
                continue;
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

static REFUSAL check_utf8(const char *name, const char *text, size_t length) {
    int line = 1;
    const char *line_start = text, *at = text;
    while (at < text + length) {
        const char *start = at;
        uint32_t character = text_next(&at);
        if (character == 0)
            return refuse(_("%s line %d, byte %d: a zero byte; this is not a text file."), name, line,
                          (int)(start - line_start) + 1);
        if (character == 0xFFFD && at == start + 1)
            return refuse(
                _("%s line %d, byte %d: not UTF-8. Save the file as UTF-8, or declare its encoding: "
                  "--encoding cp1251, cp1254 or cp1252."),
                name, line, (int)(start - line_start) + 1);
        if (character == '\n' || (character == '\r' && *at != '\n')) {
            line++;
            line_start = at;
        }
    }
    return NULL;
}

static REFUSAL bad_encoded(const char *name, const char *encoding, const char *text, const char *at) {
    int line = 1;
    const char *line_start = text;
    for (const char *byte = text; byte < at; byte++)
        if (*byte == '\n') {
            line++;
            line_start = byte + 1;
        }
    return refuse(_("%s line %d, byte %d: not a character of %s."), name, line, (int)(at - line_start) + 1,
                  encoding);
}

static REFUSAL convert(struct buffer *out, const char *name, const char *text, size_t length,
                       const char *encoding) {
    iconv_t converter = iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1)
        return refuse(_("The encoding \"%s\" is unknown; try UTF-8, cp1251, cp1254, cp1252 or cp1256."),
                      encoding);
    char *from = (char *)(size_t)text, part[4096];
    size_t left = length;
    const char *refusal = NULL;
    while (left > 0 && !refusal) {
        char *to = part;
        size_t room = sizeof part;
        size_t result = iconv(converter, &from, &left, &to, &room);
        buffer_add_part(out, part, (size_t)(to - part));
        if (result == (size_t)-1 && errno != E2BIG)
            refusal = bad_encoded(name, encoding, text, from);
    }
    iconv_close(converter);
    return refusal;
}

REFUSAL csv_read_text(struct csv *csv, const char *name, const char *text, size_t length,
                      struct csv_options options) {
    *csv = (struct csv){ .delimiter = options.delimiter };
    size_t limit = options.limit ? options.limit : CSV_BYTES;
    if (length > limit)
        return refuse(_("%s is too large: a file may have %zu MB."), name, (limit + 0xFFFFF) >> 20);
    const char *encoding = options.encoding;
    if (!encoding && length >= 2 && (!memcmp(text, "\xFF\xFE", 2) || !memcmp(text, "\xFE\xFF", 2)))
        encoding = "UTF-16";
    struct buffer buffer = { 0 };
    const char *refusal = NULL;
    if (encoding && strcasecmp(encoding, "UTF-8") != 0)
        refusal = convert(&buffer, name, text, length, encoding);
    else
        buffer_add_part(&buffer, text, length);
    if (!refusal && buffer.length > 0)
        refusal = check_utf8(name, buffer.text, buffer.length);
    if (!refusal && buffer.length > 0) {
        size_t mark = buffer.length >= 3 && !memcmp(buffer.text, "\xEF\xBB\xBF", 3) ? 3 : 0;
        if (!csv->delimiter)
            csv->delimiter = find_delimiter(buffer.text + mark);
        refusal = parse(csv, name, buffer.text + mark, buffer.length - mark);
    }
    buffer_done(&buffer);
    return refusal;
}

REFUSAL csv_read_file(struct csv *csv, const char *file, struct csv_options options) {
    *csv = (struct csv){ 0 };
    FILE *stream = fopen(file, "rb");
    if (!stream)
        return refuse(_("%s cannot be read: %s."), file, strerror(errno));
    size_t limit = options.limit ? options.limit : CSV_BYTES;
    struct buffer buffer = { 0 };
    buffer_clear(&buffer);
    char part[65536];
    size_t got;
    while (buffer.length <= limit && (got = fread(part, 1, sizeof part, stream)) > 0)
        buffer_add_part(&buffer, part, got);
    const char *refusal = ferror(stream) ? refuse(_("%s cannot be read: %s."), file, strerror(errno)) : NULL;
    fclose(stream);
    if (!refusal)
        refusal = csv_read_text(csv, file, buffer.text, buffer.length, options);
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
