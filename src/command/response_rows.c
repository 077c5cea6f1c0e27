/* The cells of exported answers. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "command/responses.h"
#include "xlsform/appearance.h"
#include "xlsform/value.h"

int response_language(const struct definition *definition, const char *name) {
    size_t length = strlen(name);
    for (int i = 0; i < definition->language_count; i++) {
        const char *known = definition->languages[i], *code = strrchr(known, '(');
        size_t word = code ? (size_t)(code - known) : strlen(known);
        while (word > 0 && known[word - 1] == ' ')
            word--;
        if (!strcasecmp(known, name) || (word == length && !strncasecmp(known, name, length)) ||
            (code && !strncasecmp(code + 1, name, length) && !strcmp(code + 1 + length, ")")))
            return i;
    }
    return -1;
}

static int spoken(const struct definition *definition, const char *language) {
    int number = response_language(definition, language);
    return number < 0 ? 0 : number;
}

char *response_split_name(const struct response_column *column, int number, struct arena *arena) {
    return response_question(column)->kind == QUESTION_RANK
               ? arena_format(arena, "%s/%d", column->name, number + 1)
               : arena_format(arena, "%s/%s", column->name, column->options[number].choice->name);
}

static const char *option_label(const struct response_option *option, const char *language) {
    return definition_choice_label(option->definition, option->choice, spoken(option->definition, language));
}

static const struct response_option *find_option(const struct response_column *column, const char *name,
                                                 size_t length) {
    for (int i = 0; i < column->option_count; i++)
        if (!strncmp(column->options[i].choice->name, name, length) &&
            !column->options[i].choice->name[length])
            return &column->options[i];
    return NULL;
}

/* ---- headers ---- */

/* Of a number grid with the row before it, since the labels of its columns are the same in every row. */
static const char *column_label(const struct response_column *column, const char *language,
                                struct arena *arena) {
    const struct definition *definition = column->definition;
    int number = spoken(definition, language), row = definition->questions[column->question].parent;
    int grid = row < 0 ? -1 : definition->questions[row].parent;
    const char *label = definition_text(definition, column->question, TEXT_LABEL, number, NULL);
    if (!*label)
        return column->path;
    if (grid < 0 || !appearance_has(definition->questions[grid].appearance, "number-grid"))
        return label;
    return arena_format(arena, "%s, %s", definition_text(definition, row, TEXT_LABEL, number, NULL), label);
}

static void split_header(struct export *out, const struct response_column *column,
                         struct response_style style) {
    struct arena arena = { 0 };
    for (int i = 0; i < column->option_count; i++) {
        bool is_rank = response_question(column)->kind == QUESTION_RANK;
        if (!style.language)
            export_cell(out, response_split_name(column, i, &arena));
        else if (is_rank)
            export_cell(out,
                        arena_format(&arena, "%s: %d", column_label(column, style.language, &arena), i + 1));
        else
            export_cell(out, arena_format(&arena, "%s: %s", column_label(column, style.language, &arena),
                                          option_label(&column->options[i], style.language)));
    }
    arena_done(&arena);
}

void response_header(struct export *out, const struct response_table *table, struct response_style style) {
    for (int i = 0; table->depth == 0 && response_columns[i]; i++)
        export_cell(out, response_columns[i]);
    if (table->depth > 0)
        export_cell(out, "receipt");
    for (int i = 0; i < table->depth; i++)
        export_cell(out, table->names[i]);
    struct arena arena = { 0 };
    for (int i = 0; i < table->count; i++) {
        const struct response_column *column = &table->columns[i];
        if (style.splits && response_column_splits(column))
            split_header(out, column, style);
        else
            export_cell(out, style.language ? column_label(column, style.language, &arena) : column->name);
    }
    arena_done(&arena);
    export_line(out);
}

/* ---- values ---- */

static void labelled_cell(struct export *out, const struct response_column *column, const char *value,
                          const char *language) {
    struct buffer said = { 0 };
    size_t length;
    buffer_clear(&said);
    for (const char *word = value; (word = value_next_word(word, &length)); word += length) {
        const struct response_option *option = find_option(column, word, length);
        buffer_add(&said, said.length ? "; " : "");
        if (option)
            buffer_add(&said, option_label(option, language));
        else
            buffer_add_part(&said, word, length);
    }
    export_cell(out, said.text);
    buffer_done(&said);
}

static void place_cells(struct export *out, const struct response_column *column, const char *value,
                        const char *language) {
    struct arena arena = { 0 };
    size_t length = 0;
    for (int i = 0; i < column->option_count; i++) {
        value = value ? value_next_word(value, &length) : NULL;
        const struct response_option *option = value ? find_option(column, value, length) : NULL;
        export_cell(out, option && language ? option_label(option, language)
                         : value            ? arena_copy_part(&arena, value, length)
                                            : "");
        value = value ? value + length : NULL;
    }
    arena_done(&arena);
}

static void split_cells(struct export *out, const struct response_column *column, const char *value,
                        const char *language) {
    if (response_question(column)->kind == QUESTION_RANK) {
        place_cells(out, column, value, language);
        return;
    }
    for (int i = 0; i < column->option_count; i++)
        export_cell(out, !*value ? "" : value_has_word(value, column->options[i].choice->name) ? "1" : "0");
}

static void answer_cells(struct export *out, const struct response_column *column,
                         struct response_style style, const char *value) {
    value = value ? value : "";
    if (style.splits && response_column_splits(column))
        split_cells(out, column, value, style.language);
    else if (style.language && column->option_count > 0)
        labelled_cell(out, column, value, style.language);
    else
        export_cell(out, value);
}

/* ---- rows ---- */

struct walk {
    struct export *out;
    const struct response_table *table;
    struct response_style style;
    struct query *response;
    const struct response_answers *answers;
    struct arena arena;
    int *instances; /* of table->repeats */
};

static const char *answer_at(struct walk *walk, const char *path, int known) {
    return response_answer(walk->answers,
                           response_place(walk->table, path, walk->instances, known, &walk->arena));
}

static void write_row(struct walk *walk) {
    const struct response_table *table = walk->table;
    for (int i = 0; table->depth == 0 && response_columns[i]; i++)
        export_cell(walk->out,
                    db_column_text(walk->response, db_column(walk->response, response_columns[i])));
    if (table->depth > 0)
        export_cell(walk->out, db_column_text(walk->response, db_column(walk->response, "receipt")));
    for (int i = 0; i < table->depth; i++)
        export_cell(walk->out, arena_format(&walk->arena, "%d", walk->instances[i]));
    for (int i = 0; i < table->count; i++)
        answer_cells(walk->out, &table->columns[i], walk->style,
                     answer_at(walk, table->columns[i].path, table->depth));
    export_line(walk->out);
}

/* All instances of the repeats from `known` on. */
static void write_rows(struct walk *walk, int known) {
    if (known == walk->table->depth) {
        write_row(walk);
        return;
    }
    const char *count = answer_at(walk, walk->table->repeats[known], known);
    for (int i = 1; count && i <= atoi(count); i++) {
        walk->instances[known] = i;
        write_rows(walk, known + 1);
    }
}

void response_rows(struct export *out, const struct response_table *table, struct response_style style,
                   struct query *response, const struct response_answers *answers) {
    struct walk walk = { out, table, style, response, answers, { 0 }, NULL };
    walk.instances = arena_new(&walk.arena, (size_t)(table->depth + 1) * sizeof *walk.instances);
    write_rows(&walk, 0);
    arena_done(&walk.arena);
}
