#include "rules/paper.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/tables.h"
#include "xlsform/definition.h"

enum { INDENT = 4, LABEL_LEAST = 24, COLUMN_MOST = 13, LINES_OF_TEXT = 3 };

static const char LINE[] = "____________________";

/* ---- lines ---- */

static void put(const struct paper *paper, bool is_heading, const char *text) {
    struct arena arena = { 0 };
    paper->line(paper->data, is_heading, text_clean(&arena, text));
    arena_done(&arena);
}

static void put_wrapped(const struct paper *paper, int indent, const char *text) {
    struct arena arena = { 0 };
    for (char **line = text_wrap(&arena, text, paper->columns - indent, NULL); *line; line++)
        put(paper, false, arena_format(&arena, "%*s%s", indent, "", *line));
    arena_done(&arena);
}

static void put_heading(const struct paper *paper, const char *text) {
    struct arena arena = { 0 };
    for (char **line = text_wrap(&arena, text, paper->columns, NULL); *line; line++)
        put(paper, true, *line);
    arena_done(&arena);
}

/* Parts of a line one after the other, in as many lines as it takes. */
static void put_flowing(const struct paper *paper, int indent, char **parts) {
    struct buffer line = { 0 };
    buffer_format(&line, "%*s", indent, "");
    for (bool empty = true; *parts; parts++, empty = false) {
        if (!empty && text_width(line.text) + 3 + text_width(*parts) > paper->columns) {
            put(paper, false, line.text);
            buffer_clear(&line);
            buffer_format(&line, "%*s", indent, "");
            empty = true;
        }
        buffer_format(&line, "%s%s", empty ? "" : "   ", *parts);
    }
    put(paper, false, line.text);
    buffer_done(&line);
}

/* ---- texts ---- */

/* A label; on a blank form the answers that it would hold are dots. */
static char *label_of(const struct paper *paper, int item, struct arena *arena) {
    if (!paper->definition)
        return filling_label(paper->filling, item, arena);
    struct buffer out = { 0 };
    buffer_add(&out, definition_text(paper->definition, filling_question(paper->filling, item), TEXT_LABEL,
                                     filling_spoken(paper->filling), NULL));
    for (char *at; (at = strstr(out.text, "${")) && strchr(at, '}');)
        buffer_replace(&out, (size_t)(at - out.text), (size_t)(strchr(at, '}') - at + 1), "...");
    char *label = arena_copy(arena, out.text);
    buffer_done(&out);
    return label;
}

/* Label with the star of what must be answered, and the hint. */
static char *question_of(const struct paper *paper, int item, struct arena *arena) {
    const char *hint = filling_hint(paper->filling, item, arena);
    bool starred = paper->definition && filling_is_required(paper->filling, item);
    return arena_format(arena, "%s%s%s%s%s", label_of(paper, item, arena), starred ? " *" : "",
                        *hint ? " (" : "", hint, *hint ? ")" : "");
}

static void put_condition(const struct paper *paper, int item, int indent) {
    int question = filling_question(paper->filling, item);
    if (!paper->definition || !paper->definition->questions[question].relevant)
        return;
    struct arena arena = { 0 };
    put_wrapped(
        paper, indent,
        arena_format(&arena, _("only if %s"),
                     paper_condition(paper->definition, question, filling_spoken(paper->filling), &arena)));
    arena_done(&arena);
}

static bool is_named(const char *names, const char *name) {
    size_t length = strlen(name);
    for (const char *at = names; (at = strstr(at, name)); at += length)
        if ((at == names || at[-1] == ' ') && (!at[length] || at[length] == ' '))
            return true;
    return false;
}

static const char *choice_label(const struct filling_choice *choices, const char *name, size_t length) {
    for (; choices->name; choices++)
        if (strlen(choices->name) == length && !strncmp(choices->name, name, length))
            return choices->label;
    return NULL;
}

char *paper_answer(struct filling *filling, int item, struct arena *arena) {
    enum filling_kind kind = filling_kind(filling, item);
    const char *value = filling_value(filling, item);
    if (kind == FILLING_ACKNOWLEDGE)
        return arena_copy(arena, *value ? _("Yes") : "");
    if (kind == FILLING_MOMENT && strchr(value, 'T')) {
        char *moment = arena_copy(arena, value);
        *strchr(moment, 'T') = ' ';
        return moment;
    }
    if (kind != FILLING_ONE && kind != FILLING_SEVERAL && kind != FILLING_RANK)
        return arena_copy(arena, value);
    const struct filling_choice *choices = filling_choices(filling, item, arena);
    char *text = arena_copy(arena, "");
    for (int rank = 1; *value; rank++) {
        size_t length = strcspn(value, " ");
        const char *label = choice_label(choices, value, length);
        if (!label)
            label = arena_copy_part(arena, value, length);
        text = arena_format(arena, "%s%s", text, *text ? ", " : "");
        text = kind == FILLING_RANK ? arena_format(arena, "%s%d. %s", text, rank, label)
                                    : arena_format(arena, "%s%s", text, label);
        value += length + strspn(value + length, " ");
    }
    return text;
}

/* ---- tables ---- */

static int column_width(const struct paper *paper, const struct table *table) {
    int columns = table->column_count + (table->numbers && !paper->definition);
    int width = (paper->columns - LABEL_LEAST) / columns;
    return width > COLUMN_MOST ? COLUMN_MOST : width < 4 ? 4 : width;
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
        put(paper, false, lines[i]);
    int last = 0;
    while (lines[last] && lines[last + 1])
        last++;
    struct buffer line = { 0 };
    buffer_add(&line, text_fit(&arena, lines[last] ? lines[last] : "", room));
    for (int i = 0; i < count; i++)
        buffer_add(&line, text_fit_right(&arena, cells[i], width));
    while (line.length && line.text[line.length - 1] == ' ')
        line.text[--line.length] = 0;
    put(paper, false, line.text);
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
        filled = *filling_value(paper->filling, table->rows[row]);
    return filled && filling_is_asked_now(paper->filling, table->rows[row]);
}

static void put_table(const struct paper *paper, const struct table *table) {
    struct arena arena = { 0 };
    int width = column_width(paper, table), count = table->column_count, rows = 0;
    bool totals = table->numbers && !paper->definition;
    const struct filling_choice *choices =
        table->numbers ? NULL : filling_choices(paper->filling, table->rows[0], &arena);
    char **cells = arena_new(&arena, (size_t)(count + 1) * sizeof *cells);
    for (int i = 0; i < count; i++)
        cells[i] =
            table->numbers ? label_of(paper, table->cells[i], &arena) : arena_copy(&arena, choices[i].label);
    cells[count] = arena_copy(&arena, _("Total"));
    for (int row = 0; row < table->row_count; row++) {
        if (!is_written(paper, table, row))
            continue;
        if (!rows++)
            put_header(paper, cells, count + totals, width);
        for (int i = 0; i < count; i++)
            cells[i] = cell_text(paper, table, row, i, choices, &arena);
        cells[count] = totals ? sum_text(paper, table, row, -1, &arena) : NULL;
        put_row(paper,
                table->numbers ? label_of(paper, table->rows[row], &arena)
                               : question_of(paper, table->rows[row], &arena),
                cells, count + totals, width);
    }
    for (int i = 0; i <= count && totals; i++)
        cells[i] = sum_text(paper, table, -1, i < count ? i : -1, &arena);
    if (totals && rows > 1)
        put_row(paper, _("Total"), cells, count + 1, width);
    if (has_conditions(paper, table))
        put_wrapped(paper, 0, _("Only the rows that apply."));
    if (rows)
        put(paper, false, "");
    arena_done(&arena);
}

/* ---- questions ---- */

static void put_choices(const struct paper *paper, int item, const char *box) {
    struct arena arena = { 0 };
    const struct filling_choice *choices = filling_choices(paper->filling, item, &arena);
    int count = 0;
    while (choices[count].name)
        count++;
    char **parts = arena_new(&arena, (size_t)(count + 1) * sizeof *parts);
    for (int i = 0; i < count; i++)
        parts[i] = arena_format(&arena, "%s %s", box, choices[i].label);
    put_flowing(paper, INDENT, parts);
    arena_done(&arena);
}

static void put_room(const struct paper *paper, int item) {
    static const char *const boxes[] = {
        [FILLING_ONE] = "( )",        [FILLING_SEVERAL] = "[ ]", [FILLING_RANK] = "__",
        [FILLING_DAY] = "____-__-__", [FILLING_TIME] = "__:__",  [FILLING_MOMENT] = "____-__-__ __:__",
        [FILLING_QUIET] = NULL,
    };
    enum filling_kind kind = filling_kind(paper->filling, item);
    double start, end, step;
    struct arena arena = { 0 };
    if (kind == FILLING_ONE || kind == FILLING_SEVERAL || kind == FILLING_RANK)
        put_choices(paper, item, boxes[kind]);
    else if (filling_range(paper->filling, item, &start, &end, &step))
        put_wrapped(paper, INDENT, arena_format(&arena, _("________ (%g to %g)"), start, end));
    else if (kind == FILLING_ACKNOWLEDGE)
        put_wrapped(paper, INDENT, arena_format(&arena, "[ ] %s", _("Yes")));
    else if (kind == FILLING_LONG_TEXT)
        for (int i = 0; i < LINES_OF_TEXT; i++)
            put_wrapped(paper, INDENT, arena_format(&arena, "%s%s%s", LINE, LINE, LINE));
    else if (kind == FILLING_TEXT)
        put_wrapped(paper, INDENT, arena_format(&arena, "%s%s", LINE, LINE));
    else
        put_wrapped(paper, INDENT, boxes[kind] ? boxes[kind] : "________");
    arena_done(&arena);
}

static void put_question(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    if (paper->definition) {
        put_wrapped(paper, 0, question_of(paper, item, &arena));
        put_condition(paper, item, INDENT);
        put_room(paper, item);
    } else if (*filling_value(paper->filling, item)) {
        put_wrapped(paper, 0, question_of(paper, item, &arena));
        put_wrapped(paper, INDENT, paper_answer(paper->filling, item, &arena));
    }
    arena_done(&arena);
}

static void put_section(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    const char *label = label_of(paper, item, &arena);
    enum filling_kind kind = filling_kind(paper->filling, item);
    int number = filling_instance(paper->filling, item);
    bool is_instance = kind == FILLING_INSTANCE;
    if (is_instance && paper->definition)
        label = "";
    else if (is_instance)
        label = arena_format(&arena, _("%s %d of %s"), label, number,
                             filling_value(paper->filling, filling_parent(paper->filling, item)));
    else if (kind == FILLING_REPEAT && !paper->definition)
        label = "";
    if (*label)
        put_heading(paper, label);
    if (!is_instance)
        put_condition(paper, item, 0);
    if (kind == FILLING_REPEAT && paper->definition)
        put_wrapped(paper, 0, _("This part once for each."));
    arena_done(&arena);
}

static void put_item(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    switch (filling_kind(paper->filling, item)) {
    case FILLING_QUIET:
        break;
    case FILLING_SECTION:
    case FILLING_REPEAT:
    case FILLING_INSTANCE:
        put_section(paper, item);
        break;
    case FILLING_NOTE:
        if (paper->definition)
            put_wrapped(paper, 0, label_of(paper, item, &arena));
        break;
    default:
        put_question(paper, item);
    }
    arena_done(&arena);
}

void paper_write(const struct paper *paper) {
    int count;
    const int *items = filling_items(paper->filling, &count);
    for (int i = 0; i < count; i++) {
        struct arena arena = { 0 };
        struct table table;
        if (!paper->definition && !filling_is_asked_now(paper->filling, items[i])) {
            arena_done(&arena);
            continue;
        }
        if (table_at(paper->filling, i, &table, &arena)) {
            if (table.numbers)
                put_section(paper, items[i]);
            put_table(paper, &table);
            i = table.last;
        } else {
            put_item(paper, items[i]);
        }
        arena_done(&arena);
    }
}
