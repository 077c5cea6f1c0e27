#include <stdbool.h>
#include <string.h>

#include "base/encoding.h"
#include "base/text.h"
#include "base/words.h"
#include "xlsform/carrier.h"

struct reading {
    struct carrier *carrier;
    int line, row; /* of the file, of the sheet */
    bool has_begun;
};

/* Lines without a table are comments, and so are those that rule it: "|---|:-:|". */
static bool is_rule(const char *row) {
    return strstr(row, "---") && row[strspn(row, "|-: \t")] == '\0' && !strstr(row, "| |") &&
           !strstr(row, "||");
}

/* Cuts the next cell off, its blanks and "\|" undone; NULL after the last. What follows the last bar is no
 * cell. */
static char *next_cell(char **rest) {
    char *start = *rest, *to = start, *at = start;
    for (; *at && *at != '|'; at++) {
        if (at[0] == '\\' && at[1] == '|')
            at++;
        *to++ = *at;
    }
    if (!*at)
        return NULL;
    *rest = at + 1;
    *to = '\0';
    return text_trim(start);
}

static const char *take_row(struct reading *reading, char *row, const char **behind) {
    char *cell = next_cell(&row);
    const char *refusal = NULL;
    *behind = "";
    if (!cell)
        return NULL;
    bool begins = *cell != '\0';
    if (begins) {
        carrier_end(reading->carrier);
        refusal = carrier_begin(reading->carrier, cell, reading->line);
        reading->has_begun = true;
        reading->row = 0;
    }
    if (!refusal && !reading->has_begun)
        return refuse(_("%s line %d: the table begins without a sheet; write \"| survey |\" above it."),
                      reading->carrier->file, reading->line);
    int number = reading->row + 1;
    bool is_empty = true;
    for (int column = 0; !refusal && (cell = next_cell(&row)); column++) {
        is_empty &= !*cell;
        refusal = carrier_cell(reading->carrier, number, reading->line, column, cell);
    }
    reading->row += !(begins && is_empty);
    *behind = text_trim(row);
    return refusal;
}

/* A row ends with its last bar; what stands behind it is a remark of its author. */
static const char *take_line(struct reading *reading, char *line) {
    char *text = text_trim(line);
    if (*text != '|' || is_rule(text))
        return NULL;
    const char *remark;
    const char *refusal = take_row(reading, text + 1, &remark);
    if (!refusal && *remark)
        problems_warning(&reading->carrier->sheets->problems,
                         carrier_place(reading->carrier, reading->row, reading->line),
                         _("what stands behind the row's last | is not read: \"%.*s\""),
                         (int)text_head(remark, 60), remark);
    return refusal;
}

const char *markdown_read(struct carrier *carrier, const char *bytes, size_t length) {
    struct reading reading = { .carrier = carrier };
    struct buffer text = { 0 };
    buffer_clear(&text);
    const char *refusal = encoding_read(&text, carrier->file, bytes, length, carrier->options.encoding);
    for (char *line = text.text, *end; *line && !refusal; line = end) {
        end = line + strcspn(line, "\r\n");
        char *next = end + (end[0] == '\r' && end[1] == '\n' ? 2 : *end != '\0');
        *end = '\0';
        end = next;
        reading.line++;
        refusal = take_line(&reading, line);
    }
    carrier_end(carrier);
    buffer_done(&text);
    return refusal;
}
