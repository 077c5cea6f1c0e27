#include "command/response_files.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "command/responses.h"
#include "exchange/refusals.h"

/* The names a table's file may have as columns, each with what it stands for. */
struct naming {
    const char **names; /* NULL at the end */
    int count;
    int *columns, *options; /* of each: the column of the table or -1; the option or -1 for the whole */
};

static void add_name(struct arena *arena, struct naming *naming, const char *name, int column, int option) {
    naming->names = arena_room(arena, naming->names, naming->count, sizeof *naming->names);
    naming->columns = arena_room(arena, naming->columns, naming->count, sizeof *naming->columns);
    naming->options = arena_room(arena, naming->options, naming->count, sizeof *naming->options);
    naming->names[naming->count] = name;
    naming->columns[naming->count] = column;
    naming->options[naming->count++] = option;
}

static struct naming names_of(struct arena *arena, const struct response_table *table) {
    struct naming naming = { 0 };
    for (int i = 0; table->depth == 0 && response_columns[i]; i++)
        add_name(arena, &naming, response_columns[i], -1, -1);
    if (table->depth > 0)
        add_name(arena, &naming, "receipt", -1, -1);
    for (int i = 0; i < table->depth; i++)
        add_name(arena, &naming, table->names[i], -1, -1);
    for (int i = 0; i < table->count; i++) {
        const struct response_column *column = &table->columns[i];
        add_name(arena, &naming, column->name, i, -1);
        for (int k = 0; response_column_splits(column) && k < column->option_count; k++)
            add_name(arena, &naming, response_split_name(column, k, arena), i, k);
    }
    add_name(arena, &naming, NULL, -1, -1);
    return naming;
}

/* ---- which file it is ---- */

static bool owns(const struct response_table *table, const char *header) {
    for (int i = 0; i < table->count; i++) {
        size_t length = strlen(table->columns[i].name);
        if (!strncmp(table->columns[i].name, header, length) && (!header[length] || header[length] == '/'))
            return true;
    }
    return false;
}

/* The innermost table that has one of the columns. */
static const struct response_table *table_of(const struct response_tables *tables, const struct csv *csv) {
    const struct response_table *found = NULL;
    for (int t = 1; t < tables->count && csv->count > 0; t++)
        for (int c = 0; c < csv->rows[0].count; c++)
            if (owns(&tables->list[t], csv->rows[0].cells[c]) &&
                (!found || tables->list[t].depth > found->depth))
                found = &tables->list[t];
    return found;
}

static REFUSAL choose_table(struct response_files *files, struct response_file *file, const char *name,
                            bool is_first, struct csv_options options) {
    struct csv csv;
    const char *refusal = NULL;
    file->table = &files->tables->list[0];
    if (!strcmp(name, "-"))
        return files->count == 1
                   ? NULL
                   : refuse(_("Standard input holds one file only; name the files where there are several."));
    refusal = csv_read_file(&csv, name, options);
    const struct response_table *repeat = refusal ? NULL : table_of(files->tables, &csv);
    if (!refusal && is_first && repeat)
        refusal = refuse(_("%s holds the repeat \"%s\"; the file of the responses comes first."), name,
                         repeat->path);
    else if (!refusal && !is_first && !repeat)
        refusal =
            refuse(_("%s has no column of a repeat; only the files of repeats come after the first."), name);
    else if (!is_first)
        file->table = repeat;
    csv_done(&csv);
    return refusal;
}

/* ---- reading ---- */

/* Whether a header is the label of a question in some language: such a file was made for people. */
static bool is_label(const struct response_tables *tables, const char *header) {
    for (int d = 0; tables->definitions[d]; d++)
        for (int q = 0; q < tables->definitions[d]->question_count; q++)
            for (int l = 0; l < tables->definitions[d]->language_count; l++) {
                const char *label = definition_text(tables->definitions[d], q, TEXT_LABEL, l, NULL);
                if (*label && !strcmp(label, header))
                    return true;
            }
    return false;
}

static const char *explain(const struct response_files *files, const struct response_file *file,
                           const char *name, const char *refusal) {
    for (int i = 0; i < file->import.header_count; i++)
        if (!owns(file->table, file->import.headers[i]) && is_label(files->tables, file->import.headers[i]))
            return refuse(
                _("%s: \"%s\" is what people read, not the name of a question. It was exported with "
                  "--labels, and only an export without it can be imported again."),
                name, file->import.headers[i]);
    return refusal;
}

static void take_places(struct response_files *files, struct response_file *file,
                        const struct naming *naming) {
    const struct response_table *table = file->table;
    file->places = arena_new(&files->arena, (size_t)(table->count + 1) * sizeof *file->places);
    for (int i = 0; i < table->count; i++)
        file->places[i].whole = -1;
    for (int f = 0; f < file->import.field_count; f++) {
        int n = 0;
        while (naming->names[n] != file->import.fields[f].name)
            n++;
        if (naming->columns[n] < 0)
            continue;
        struct response_place *place = &file->places[naming->columns[n]];
        int options = table->columns[naming->columns[n]].option_count;
        if (naming->options[n] < 0) {
            place->whole = f;
            continue;
        }
        if (!place->options) {
            place->options = arena_new(&files->arena, (size_t)options * sizeof *place->options);
            for (int k = 0; k < options; k++)
                place->options[k] = -1;
        }
        place->options[naming->options[n]] = f;
    }
}

struct keyed {
    const char *receipt;
    int row;
};

static int compare_keyed(const void *one, const void *other) {
    const struct keyed *a = one, *b = other;
    int order = strcmp(a->receipt, b->receipt);
    return order ? order : (a->row > b->row) - (a->row < b->row);
}

const char *response_file_value(const struct response_file *file, int row, const char *field) {
    int number = import_field(&file->import, field);
    return number < 0 ? "" : file->import.rows[row].values[number];
}

static void sort_rows(struct response_files *files, struct response_file *file) {
    int count = file->import.count;
    struct keyed *keys = arena_new(&files->arena, (size_t)(count + 1) * sizeof *keys);
    file->by_receipt = arena_new(&files->arena, (size_t)(count + 1) * sizeof *file->by_receipt);
    for (int i = 0; i < count; i++)
        keys[i] = (struct keyed){ response_file_value(file, i, "receipt"), i };
    qsort(keys, (size_t)count, sizeof *keys, compare_keyed);
    for (int i = 0; i < count; i++)
        file->by_receipt[i] = keys[i].row;
}

int response_file_find(const struct response_file *file, const char *receipt, int *count) {
    int low = 0, high = file->import.count;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (strcmp(response_file_value(file, file->by_receipt[middle], "receipt"), receipt) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (*count = 0; low + *count < file->import.count; (*count)++)
        if (strcmp(response_file_value(file, file->by_receipt[low + *count], "receipt"), receipt) != 0)
            break;
    return low;
}

static REFUSAL read_file(struct response_files *files, struct response_file *file, const char *name,
                         bool is_first, struct csv_options options) {
    const char *refusal = choose_table(files, file, name, is_first, options);
    if (refusal)
        return refusal;
    struct naming naming = names_of(&files->arena, file->table);
    const char **key = arena_new(&files->arena, (size_t)(file->table->depth + 2) * sizeof *key);
    key[0] = "receipt";
    memcpy(key + 1, file->table->names, (size_t)file->table->depth * sizeof *key);
    struct import_kind kind = { naming.names, key };
    refusal = import_read_file(&file->import, name, &kind, NULL, options);
    if (refusal)
        return explain(files, file, name, refusal);
    for (int i = 1; key[i]; i++)
        if (import_field(&file->import, key[i]) < 0)
            return refuse(_("%s: the column \"%s\" is missing; it numbers the rows of that repeat."), name,
                          key[i]);
    take_places(files, file, &naming);
    sort_rows(files, file);
    return NULL;
}

const char *response_files_read(struct response_files *files, const struct response_tables *tables,
                                const char *const *names, int count, struct csv_options options) {
    struct buffer refusals = { 0 };
    *files = (struct response_files){ .tables = tables, .count = count };
    files->list = arena_new(&files->arena, (size_t)count * sizeof *files->list);
    for (int i = 0; i < count; i++)
        refusals_add(&refusals, read_file(files, &files->list[i], names[i], i == 0, options));
    for (int i = 1; i < count && !refusals.length; i++)
        for (int k = 1; k < i; k++)
            if (files->list[k].table == files->list[i].table)
                refusals_add(&refusals, refuse(_("%s and %s both hold the repeat \"%s\"."), names[k],
                                               names[i], files->list[i].table->path));
    return refusals_end(&refusals);
}

void response_files_done(struct response_files *files) {
    for (int i = 0; i < files->count; i++)
        import_done(&files->list[i].import);
    arena_done(&files->arena);
    *files = (struct response_files){ 0 };
}
