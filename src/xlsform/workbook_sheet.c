#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/workbook.h"

/* The cell being read and where it stands. */
struct reading {
    struct workbook *workbook;
    const char *path;
    int row, column;
    char type[12]; /* its attribute t */
    int style;
    bool in_data, in_cell, has_formula, in_value, in_words, in_phonetic;
    struct buffer value;
    int merges; /* in the sheet */
    int merge_row;
    char merge[24]; /* the first */
};

static const char *damaged(const struct reading *reading, const char *what) {
    return refuse(_("%s is damaged: %s, row %d: %s. Save it anew."), reading->workbook->carrier->file,
                  reading->path, reading->row, what);
}

/* "AB12" is column 27, row 12; what the text does not say stays as it is. */
static void read_reference(const char *text, int *row, int *column) {
    int letters = 0, digits = 0;
    for (; isalpha((unsigned char)*text) && letters <= CARRIER_COLUMNS; text++)
        letters = letters * 26 + toupper((unsigned char)*text) - 'A' + 1;
    for (; isdigit((unsigned char)*text) && digits <= CARRIER_ROWS; text++)
        digits = digits * 10 + *text - '0';
    if (letters)
        *column = letters - 1;
    if (digits)
        *row = digits;
}

static const char *begin_row(struct reading *reading, const struct xml *xml) {
    const char *number = xml_attribute(xml, "r");
    int row = reading->row + 1, column;
    if (number)
        read_reference(number, &row, &column);
    reading->column = -1;
    reading->in_cell = false;
    if (row <= reading->row)
        return damaged(reading, _("its rows are not in order"));
    reading->row = row;
    return NULL;
}

static const char *begin_cell(struct reading *reading, const struct xml *xml) {
    const char *place = xml_attribute(xml, "r"), *type = xml_attribute(xml, "t"),
               *style = xml_attribute(xml, "s");
    int row = reading->row, column = reading->column + 1;
    if (place)
        read_reference(place, &row, &column);
    if (!row || row != reading->row || column <= reading->column)
        return damaged(reading, _("its cells are not in order"));
    reading->column = column;
    snprintf(reading->type, sizeof reading->type, "%s", type ? type : "n");
    reading->style = style ? atoi(style) : 0;
    reading->in_cell = true;
    reading->has_formula = false;
    buffer_clear(&reading->value);
    return NULL;
}

static int hexadecimal(const char *digits) {
    for (int i = 0; i < 4; i++)
        if (!isxdigit((unsigned char)digits[i]))
            return -1;
    return (int)strtol((char[]){ digits[0], digits[1], digits[2], digits[3], 0 }, NULL, 16);
}

/* Control characters stand as _x000D_, and _x005F_ for a _ that would begin such a thing. */
static char *unescape(struct arena *arena, const char *text) {
    char *copy = arena_copy(arena, text), *to = copy;
    for (const char *at = text; *at;) {
        int code = at[0] == '_' && at[1] == 'x' ? hexadecimal(at + 2) : -1;
        if (code > 0 && at[6] == '_' && (code < ' ' || (code == '_' && at[7] == 'x'))) {
            *to++ = (char)code;
            at += 7;
        } else
            *to++ = *at++;
    }
    *to = '\0';
    return copy;
}

static void warn(struct reading *reading, const char *sentence, const char *detail) {
    struct carrier *carrier = reading->workbook->carrier;
    struct problem_place place = carrier_place(carrier, reading->row, 0);
    const struct sheet *sheet = &carrier->sheets->list[carrier->sheet];
    const char *header = sheet->count ? sheet_cell(&sheet->rows[0], reading->column) : "";
    place.column = *header ? header : NULL;
    problems_warning(&carrier->sheets->problems, place, sentence, detail);
}

static const char *put_number(struct reading *reading) {
    struct workbook *workbook = reading->workbook;
    bool has_style = reading->style >= 0 && reading->style < workbook->format_count;
    struct buffer text = { 0 };
    buffer_clear(&text);
    number_text(&text, reading->value.text, has_style ? workbook->formats[reading->style] : FORMAT_NUMBER,
                workbook->from_1904);
    const char *refusal = carrier_cell(workbook->carrier, reading->row, 0, reading->column, text.text);
    buffer_done(&text);
    return refusal;
}

static const char *put_string(struct reading *reading) {
    struct workbook *workbook = reading->workbook;
    int64_t number;
    if (!text_integer(reading->value.text, &number) || number < 0 || number >= workbook->string_count)
        return damaged(reading, _("a text it names is not there"));
    struct arena arena = { 0 };
    const char *refusal = carrier_cell(workbook->carrier, reading->row, 0, reading->column,
                                       unescape(&arena, workbook->strings[number]));
    arena_done(&arena);
    return refusal;
}

static const char *put_text(struct reading *reading) {
    struct arena arena = { 0 };
    const char *text = unescape(&arena, reading->value.text);
    size_t length = strlen(text);
    if (!strcmp(reading->type, "d") && length > 9 && !strcmp(text + length - 9, "T00:00:00"))
        text = arena_copy_part(&arena, text, length - 9);
    const char *refusal = carrier_cell(reading->workbook->carrier, reading->row, 0, reading->column, text);
    arena_done(&arena);
    return refusal;
}

static const char *end_cell(struct reading *reading) {
    struct carrier *carrier = reading->workbook->carrier;
    if (!reading->in_cell)
        return NULL;
    reading->in_cell = false;
    if (!reading->value.length) {
        if (reading->has_formula && strcmp(reading->type, "str") != 0)
            warn(reading,
                 _("the result of the formula was not kept in the file; the cell is read as empty%s"), "");
        return NULL;
    }
    if (!strcmp(reading->type, "s"))
        return put_string(reading);
    if (!strcmp(reading->type, "n"))
        return put_number(reading);
    if (!strcmp(reading->type, "b"))
        return carrier_cell(carrier, reading->row, 0, reading->column,
                            strcmp(reading->value.text, "0") != 0 ? "TRUE" : "FALSE");
    if (!strcmp(reading->type, "e"))
        warn(reading, _("the cell shows the error %.40s of its formula"), reading->value.text);
    return put_text(reading);
}

static const char *take_merge(struct reading *reading, const struct xml *xml) {
    const char *place = xml_attribute(xml, "ref");
    if (place && !reading->merges++) {
        int column;
        read_reference(place, &reading->merge_row, &column);
        snprintf(reading->merge, sizeof reading->merge, "%.20s", place);
    }
    return NULL;
}

static const char *take_event(struct reading *reading, const struct xml *xml) {
    if (xml->event == XML_WORDS) {
        if ((reading->in_value || (reading->in_words && !reading->in_phonetic)) &&
            reading->value.length <= CARRIER_CELL_TEXT)
            buffer_add(&reading->value, xml->text);
        return NULL;
    }
    bool begins = xml->event == XML_BEGIN;
    if (!strcmp(xml->text, "sheetData"))
        reading->in_data = begins;
    else if (!reading->in_data)
        return begins && !strcmp(xml->text, "mergeCell") ? take_merge(reading, xml) : NULL;
    else if (!strcmp(xml->text, "v"))
        reading->in_value = begins;
    else if (!strcmp(xml->text, "t"))
        reading->in_words = begins;
    else if (!strcmp(xml->text, "rPh"))
        reading->in_phonetic = begins;
    else if (!strcmp(xml->text, "c"))
        return begins ? begin_cell(reading, xml) : end_cell(reading);
    else if (begins && !strcmp(xml->text, "row"))
        return begin_row(reading, xml);
    else if (begins && !strcmp(xml->text, "f"))
        reading->has_formula = true;
    return NULL;
}

static void warn_of_merges(struct reading *reading) {
    struct carrier *carrier = reading->workbook->carrier;
    if (reading->merges == 1)
        problems_warning(&carrier->sheets->problems, carrier_place(carrier, reading->merge_row, 0),
                         _("the cells %s are merged; only the first of them has the text"), reading->merge);
    else if (reading->merges)
        problems_warning(&carrier->sheets->problems, carrier_place(carrier, reading->merge_row, 0),
                         _("the cells %s are merged, as in %d more places; only the first of them has the "
                           "text"),
                         reading->merge, reading->merges - 1);
}

const char *workbook_sheet(struct workbook *workbook, const char *path) {
    struct reading reading = { .workbook = workbook, .path = path };
    struct xml xml;
    const char *refusal = workbook_open(workbook, &xml, path);
    if (refusal)
        return refusal;
    buffer_clear(&reading.value);
    while (!refusal && xml_next(&xml))
        refusal = take_event(&reading, &xml);
    buffer_done(&reading.value);
    warn_of_merges(&reading);
    const char *stopped = xml_close(&xml);
    return stopped ? stopped : refusal;
}
