#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/carrier.h"

/* Puts the cells of a CSV row from column `first` on. */
static const char *put_row(struct carrier *carrier, int row, const struct csv_row *cells, int first) {
    const char *refusal = NULL;
    for (int i = first; i < cells->count && !refusal; i++)
        refusal = carrier_cell(carrier, row, cells->line, i - first, cells->cells[i]);
    return refusal;
}

static bool row_is_empty(const struct csv_row *row, int first) {
    for (int i = first; i < row->count; i++)
        if (*row->cells[i])
            return false;
    return true;
}

/* The sheet that a row names in its first cell, or "". */
static const char *named_by(struct csv *csv, int row) {
    return text_trim(arena_copy(&csv->arena, csv->rows[row].cells[0]));
}

static const char *take_named(struct carrier *carrier, struct csv *csv) {
    int row = 0;
    bool has_begun = false;
    const char *refusal = NULL;
    for (int i = 0; i < csv->count && !refusal; i++) {
        const struct csv_row *cells = &csv->rows[i];
        const char *name = named_by(csv, i);
        row += cells->blanks;
        if (*name) {
            carrier_end(carrier);
            refusal = carrier_begin(carrier, name, cells->line);
            has_begun = true;
            row = 0;
        }
        if (!refusal && has_begun && !(*name && row_is_empty(cells, 1)))
            refusal = put_row(carrier, ++row, cells, 1);
    }
    carrier_end(carrier);
    return refusal;
}

/* Whether the first column names the sheets: in the first row, or, when the file's name says nothing, below a
 * title. */
static bool names_sheets(struct csv *csv, bool is_told) {
    if (csv->count && sheet_is_known(named_by(csv, 0)))
        return true;
    for (int i = 0; i < csv->count && !is_told; i++)
        if (!strcasecmp(named_by(csv, i), "survey"))
            return true;
    return false;
}

static const char *take_whole(struct carrier *carrier, const char *name, const struct csv *csv) {
    const char *refusal = carrier_begin(carrier, name, 1);
    int row = 0;
    for (int i = 0; i < csv->count && !refusal; i++) {
        row += csv->rows[i].blanks + 1;
        refusal = put_row(carrier, row, &csv->rows[i], 0);
    }
    carrier_end(carrier);
    return refusal;
}

const char *delimited_read(struct carrier *carrier, const char *bytes, size_t length) {
    struct csv csv;
    const char *refusal = csv_read_text(&csv, carrier->file, bytes, length, carrier->options);
    const char *name = sheet_of_path(carrier->file);
    if (!refusal && names_sheets(&csv, name != NULL))
        refusal = take_named(carrier, &csv);
    else if (!refusal && name)
        refusal = take_whole(carrier, name, &csv);
    else if (!refusal)
        refusal = refuse(
            _("%s: which sheet is this? Call the file survey.csv, choices.csv or settings.csv, or write "
              "the sheet's name in its first column."),
            carrier->file);
    csv_done(&csv);
    return refusal;
}
