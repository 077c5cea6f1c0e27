/* The answers of one response out of its rows. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "command/response_files.h"

/* An instance of a repeat: a row of its file. */
struct instance {
    const char *repeat; /* its path, with the instances around it */
    int number, file, row;
};

struct gathering {
    struct response_files *files;
    struct response_cells cells;
    struct instance *instances;
    int instance_count;
};

/* ---- cells ---- */

/* A file that went through other hands may end the lines in a cell with CR LF. */
static char *plain_lines(struct arena *arena, const char *text) {
    char *plain = arena_copy(arena, text), *to = plain;
    for (; *text; text++)
        if (text[0] != '\r' || text[1] != '\n')
            *to++ = *text;
    *to = '\0';
    return plain;
}

static const char *clean(struct gathering *gathering, int file, int row, int field, const char *text) {
    struct arena *arena = gathering->cells.arena;
    const char *plain = strchr(text, '\r') ? plain_lines(arena, text) : text;
    if (text_is_clean(plain, true))
        return plain;
    if (gathering->files->cleans)
        return text_clean_lines(arena, plain);
    import_add_problem(&gathering->files->list[file].import, row, field,
                       _("The text holds characters that cannot be shown; --clean replaces them."));
    return "";
}

/* Days as spreadsheets like to write them: 24.11.2026. */
static const char *plain_day(struct arena *arena, const struct response_column *column, const char *text) {
    char day[CLOCK_DAY];
    return response_question(column)->kind == QUESTION_DATE && isdigit((unsigned char)*text) &&
                   clock_read_day(text, day)
               ? arena_copy(arena, day)
               : text;
}

static const char *join(struct gathering *gathering, int file, int row, const struct response_column *column,
                        const int *options) {
    struct import *import = &gathering->files->list[file].import;
    bool is_rank = response_question(column)->kind == QUESTION_RANK;
    const char *joined = "";
    for (int i = 0; i < column->option_count; i++) {
        const char *text = options[i] < 0 ? "" : import->rows[row].values[options[i]];
        const char *word = is_rank || !strcmp(text, "") ? text : column->options[i].choice->name;
        if (!is_rank && *text && strcmp(text, "1") != 0 && strcmp(text, "0") != 0)
            import_add_problem(import, row, options[i], _("\"%s\": 1 is chosen, 0 is not."), text);
        if (*text && (is_rank || !strcmp(text, "1")))
            joined = arena_format(gathering->cells.arena, "%s%s%s", joined, *joined ? " " : "", word);
    }
    return joined;
}

static void add_cell(struct gathering *gathering, struct response_cell cell) {
    struct response_cells *cells = &gathering->cells;
    cells->list = arena_room(cells->arena, cells->list, cells->count, sizeof *cells->list);
    cells->list[cells->count++] = cell;
}

static void take_cells(struct gathering *gathering, int number, int row, const int *instances) {
    const struct response_file *file = &gathering->files->list[number];
    const struct response_table *table = file->table;
    for (int i = 0; i < table->count; i++) {
        const struct response_column *column = &table->columns[i];
        const struct response_place *place = &file->places[i];
        int field = place->whole;
        const char *value = field < 0 ? "" : file->import.rows[row].values[field];
        if (!*value && place->options) {
            value = join(gathering, number, row, column, place->options);
            for (int k = 0; k < column->option_count && field < 0; k++)
                field = place->options[k];
        }
        value = clean(gathering, number, row, field, value);
        add_cell(gathering,
                 (struct response_cell){
                     response_place(table, column->path, instances, table->depth, gathering->cells.arena),
                     plain_day(gathering->cells.arena, column, value), column, number, row, field, false });
    }
}

/* ---- instances ---- */

static bool read_instances(struct gathering *gathering, int number, int row, int *instances) {
    struct response_file *file = &gathering->files->list[number];
    bool right = true;
    for (int i = 0; i < file->table->depth; i++) {
        int field = import_field(&file->import, file->table->names[i]);
        int64_t read = 0;
        if (!text_integer(file->import.rows[row].values[field], &read) || read < 1 || read > 100000) {
            import_add_problem(&file->import, row, field,
                               _("\"%s\" does not number a row of the repeat, from 1."),
                               file->import.rows[row].values[field]);
            right = false;
        }
        instances[i] = (int)read;
    }
    return right;
}

static void take_repeat_rows(struct gathering *gathering, int number, const char *receipt) {
    struct response_file *file = &gathering->files->list[number];
    struct arena *arena = gathering->cells.arena;
    const struct response_table *table = file->table;
    int depth = table->depth, count, first = response_file_find(file, receipt, &count);
    int *instances = arena_new(arena, (size_t)depth * sizeof *instances);
    for (int i = first; i < first + count; i++) {
        int row = file->by_receipt[i];
        if (file->import.rows[row].is_repeat || !read_instances(gathering, number, row, instances))
            continue;
        take_cells(gathering, number, row, instances);
        gathering->instances =
            arena_room(arena, gathering->instances, gathering->instance_count, sizeof *gathering->instances);
        gathering->instances[gathering->instance_count++] =
            (struct instance){ response_place(table, table->path, instances, depth - 1, arena),
                               instances[depth - 1], number, row };
    }
}

static int compare_instances(const void *one, const void *other) {
    const struct instance *a = one, *b = other;
    int order = strcmp(a->repeat, b->repeat);
    return order ? order : a->number - b->number;
}

static bool has_columns(const struct response_files *files, const struct response_column *column) {
    for (int i = 0; i < files->tables->count; i++)
        if (!strcmp(files->tables->list[i].path, column->path))
            return files->tables->list[i].count > 0;
    return false;
}

/* Instances are numbered from 1 without a gap, beneath a row that is there. */
static void check_instance(struct gathering *gathering, int at, int expected) {
    const struct instance *instance = &gathering->instances[at];
    struct import *import = &gathering->files->list[instance->file].import;
    const struct response_table *table = gathering->files->list[instance->file].table;
    int field = import_field(import, table->names[table->depth - 1]);
    if (instance->number != expected)
        import_add_problem(import, instance->row, field, _("Row %d of \"%s\" has no row %d before it."),
                           instance->number, instance->repeat, expected);
    else if (!response_cells_find(&gathering->cells, instance->repeat))
        import_add_problem(import, instance->row, field, _("The row around it, that of \"%s\", is missing."),
                           instance->repeat);
}

/* The number of a repeat's instances is that of its rows; where the file says it too, both must agree. */
static void count_repeat(struct gathering *gathering, const char *repeat, int count) {
    struct response_cell *cell = response_cells_find(&gathering->cells, repeat);
    if (!cell)
        return;
    cell->is_counted = true;
    const char *rows = arena_format(gathering->cells.arena, "%d", count);
    if (*cell->value && strcmp(cell->value, rows) != 0 && has_columns(gathering->files, cell->column))
        import_add_problem(
            &gathering->files->list[cell->file].import, cell->row, cell->field,
            words_count("It says %s, but there is %ld row of it; give all files of the export.",
                        "It says %s, but there are %ld rows of it; give all files of the export.", count),
            cell->value, (long)count);
    else if (count > 0)
        cell->value = rows;
}

static void take_counts(struct gathering *gathering) {
    struct response_cells *cells = &gathering->cells;
    int count = gathering->instance_count;
    if (count > 0)
        qsort(gathering->instances, (size_t)count, sizeof *gathering->instances, compare_instances);
    for (int i = 0, first = 0; i < count; i++) {
        const char *repeat = gathering->instances[i].repeat;
        first = strcmp(gathering->instances[first].repeat, repeat) != 0 ? i : first;
        check_instance(gathering, i, i - first + 1);
        if (i + 1 == count || strcmp(gathering->instances[i + 1].repeat, repeat) != 0)
            count_repeat(gathering, repeat, i - first + 1);
    }
    for (int i = 0; i < cells->count; i++)
        if (response_question(cells->list[i].column)->kind == QUESTION_REPEAT && !cells->list[i].is_counted)
            count_repeat(gathering, cells->list[i].path, 0);
}

/* ---- all of it ---- */

static int compare_cells(const void *one, const void *other) {
    return strcmp(((const struct response_cell *)one)->path, ((const struct response_cell *)other)->path);
}

struct response_cell *response_cells_find(const struct response_cells *cells, const char *path) {
    struct response_cell key = { .path = path };
    return cells->count ? bsearch(&key, cells->list, (size_t)cells->count, sizeof key, compare_cells) : NULL;
}

struct response_cells response_cells_gather(struct response_files *files, int row, struct arena *arena) {
    struct gathering gathering = { .files = files, .cells = { .arena = arena } };
    const char *receipt = response_file_value(&files->list[0], row, "receipt");
    take_cells(&gathering, 0, row, NULL);
    for (int i = 1; i < files->count; i++)
        take_repeat_rows(&gathering, i, receipt);
    if (gathering.cells.count)
        qsort(gathering.cells.list, (size_t)gathering.cells.count, sizeof *gathering.cells.list,
              compare_cells);
    take_counts(&gathering);
    return gathering.cells;
}

struct response_answers response_cells_answers(const struct response_cells *cells) {
    struct response_answers answers = { 0 };
    answers.list = arena_new(cells->arena, (size_t)(cells->count + 1) * sizeof *answers.list);
    for (int i = 0; i < cells->count; i++)
        if (*cells->list[i].value)
            answers.list[answers.count++] = text(cells->list[i].path, cells->list[i].value);
    return answers;
}
