#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/paper_parts.h"
#include "xlsform/definition.h"

enum { LABEL_LEAST = 16, LABEL_WANTED = 24, COLUMN_LEAST = 4, COLUMN_MOST = 13 };

static bool is_named(const char *names, const char *name) {
    size_t length = strlen(name);
    for (const char *at = names; (at = strstr(at, name)); at += length)
        if ((at == names || at[-1] == ' ') && (!at[length] || at[length] == ' '))
            return true;
    return false;
}

/* Room for the longest word of the names, where that leaves enough for the labels. */
static int column_width(const struct paper *paper, char **names, int count) {
    struct arena arena = { 0 };
    int most = (paper->columns - LABEL_LEAST) / count, width = (paper->columns - LABEL_WANTED) / count;
    width = width > COLUMN_MOST ? COLUMN_MOST : width;
    for (int i = 0; i < count; i++)
        for (char *at = arena_copy(&arena, names[i]), *word; (word = strsep(&at, " "));)
            if (text_width(word) >= width && text_width(word) < most)
                width = text_width(word) + 1;
    arena_done(&arena);
    return width < COLUMN_LEAST ? COLUMN_LEAST : width;
}

static char *cell_text(const struct paper *paper, const struct table *table, int row, int column,
                       const struct filling_choice *choices, struct arena *arena) {
    int item = table->numbers ? table->cells[row * table->column_count + column] : table->rows[row];
    if (!table->numbers)
        return arena_format(
            arena, "(%c)",
            !paper->definition && is_named(filling_value(paper->filling, item), choices[column].name) ? 'x'
                                                                                                      : ' ');
    return arena_copy(arena, paper->definition ? "____" : filling_value(paper->filling, item));
}

static char *sum_text(const struct paper *paper, const struct table *table, int row, int column,
                      struct arena *arena) {
    int filled;
    double sum = table_sum(paper->filling, table, row, column, &filled);
    return filled ? arena_format(arena, "%.0f", sum) : arena_copy(arena, "");
}

/* A row: label and cells, the label in as many lines as it needs. */
static void put_row(const struct paper *paper, const char *label, char **cells, int count, int width) {
    struct arena arena = { 0 };
    int room = paper->columns - count * width;
    char **lines = text_wrap(&arena, label, room - 1, NULL);
    for (int i = 0; lines[i] && lines[i + 1]; i++)
        paper_put(paper, false, lines[i]);
    int last = 0;
    while (lines[last] && lines[last + 1])
        last++;
    struct buffer line = { 0 };
    buffer_add(&line, text_fit(&arena, lines[last] ? lines[last] : "", room));
    for (int i = 0; i < count; i++)
        buffer_add(&line, text_fit_right(&arena, cells[i], width));
    while (line.length && line.text[line.length - 1] == ' ')
        line.text[--line.length] = 0;
    paper_put(paper, false, line.text);
    buffer_done(&line);
    arena_done(&arena);
}

/* The names of the columns, which may take several lines each, the last one beside the first row. */
static void put_header(const struct paper *paper, char **names, int count, int width) {
    struct arena arena = { 0 };
    char ***lines = arena_new(&arena, (size_t)count * sizeof *lines);
    int most = 0;
    for (int i = 0, used; i < count; i++) {
        lines[i] = text_wrap(&arena, names[i], width - 1, &used);
        most = used > most ? used : most;
    }
    for (int line = 0; line < most; line++) {
        char **cells = arena_new(&arena, (size_t)count * sizeof *cells);
        for (int i = 0; i < count; i++) {
            int used = 0;
            while (lines[i][used])
                used++;
            int at = line - (most - used);
            cells[i] = at < 0 ? arena_copy(&arena, "") : lines[i][at];
        }
        put_row(paper, "", cells, count, width);
    }
    arena_done(&arena);
}

static bool has_conditions(const struct paper *paper, const struct table *table) {
    for (int i = 0; paper->definition && i < table->row_count; i++)
        if (paper->definition->questions[filling_question(paper->filling, table->rows[i])].relevant)
            return true;
    return false;
}

static bool is_written(const struct paper *paper, const struct table *table, int row) {
    int filled = 1;
    if (paper->definition)
        return true;
    if (table->numbers)
        table_sum(paper->filling, table, row, -1, &filled);
    else
        filled = *filling_value(paper->filling, table->rows[row]) != 0;
    return filled && filling_is_asked_now(paper->filling, table->rows[row]);
}

void paper_put_table(const struct paper *paper, const struct table *table) {
    struct arena arena = { 0 };
    int count = table->column_count, rows = 0;
    bool totals = table->numbers && !paper->definition;
    const struct filling_choice *choices =
        table->numbers ? NULL : filling_choices(paper->filling, table->rows[0], &arena);
    char **cells = arena_new(&arena, (size_t)(count + 1) * sizeof *cells);
    for (int i = 0; i < count; i++)
        cells[i] = table->numbers ? paper_label(paper, table->cells[i], &arena)
                                  : arena_copy(&arena, choices[i].label);
    cells[count] = arena_copy(&arena, _("Total"));
    int width = column_width(paper, cells, count + totals);
    for (int row = 0; row < table->row_count; row++) {
        if (!is_written(paper, table, row))
            continue;
        if (!rows++)
            put_header(paper, cells, count + totals, width);
        for (int i = 0; i < count; i++)
            cells[i] = cell_text(paper, table, row, i, choices, &arena);
        cells[count] = totals ? sum_text(paper, table, row, -1, &arena) : NULL;
        put_row(paper,
                table->numbers ? paper_label(paper, table->rows[row], &arena)
                               : paper_question(paper, table->rows[row], &arena),
                cells, count + totals, width);
    }
    for (int i = 0; i <= count && totals; i++)
        cells[i] = sum_text(paper, table, -1, i < count ? i : -1, &arena);
    if (totals && rows > 1)
        put_row(paper, _("Total"), cells, count + 1, width);
    if (has_conditions(paper, table))
        paper_put_wrapped(paper, 0, _("Only the rows that apply."));
    arena_done(&arena);
}
