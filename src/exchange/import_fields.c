/* Which column becomes which field. */
#include <string.h>
#include <strings.h>

#include "base/nearest.h"
#include "base/text.h"
#include "base/words.h"
#include "exchange/import.h"
#include "exchange/refusals.h"

/* "Target group" and "target_group" are one name. */
static bool same_name(const char *one, const char *other) {
    for (; *one && *other; one++, other++) {
        char a = *one == ' ' || *one == '-' ? '_' : *one, b = *other == ' ' || *other == '-' ? '_' : *other;
        if (strncasecmp(&a, &b, 1) != 0)
            return false;
    }
    return *one == *other;
}

int import_column(const struct import *import, const char *name) {
    for (int i = 0; i < import->header_count; i++)
        if (!strcmp(import->headers[i], name))
            return i + 1;
    for (int i = 0; i < import->header_count; i++)
        if (same_name(import->headers[i], name))
            return i + 1;
    return 0;
}

static const char *find_name(const char *const *names, const char *name) {
    for (const char *const *at = names; *at; at++)
        if (!strcmp(*at, name))
            return *at;
    for (; *names; names++)
        if (same_name(*names, name))
            return *names;
    return NULL;
}

void import_take_headers(struct import *import) {
    const struct csv_row *first = &import->csv.rows[0];
    bool none = import->map && import->map->has_no_header;
    import->header_count = first->count;
    for (int i = 1; none && i < import->csv.count; i++)
        if (import->csv.rows[i].count > import->header_count)
            import->header_count = import->csv.rows[i].count;
    while (!none && import->header_count > 1 && !*first->cells[import->header_count - 1])
        import->header_count--;
    import->headers = arena_new(&import->arena, (size_t)(import->header_count + 1) * sizeof *import->headers);
    for (int i = 0; i < import->header_count; i++)
        import->headers[i] =
            none ? arena_format(&import->arena, "%d", i + 1) : text_clean(&import->arena, first->cells[i]);
}

static void add_field(struct import *import, const char *name, int column, const struct map_field *map) {
    import->fields = arena_room(&import->arena, import->fields, import->field_count, sizeof *import->fields);
    import->fields[import->field_count++] = (struct import_field){ name, column, map };
}

/* What is wrong with the columns and the map's fields; a list of what there is stands there once. */
struct mistakes {
    struct buffer all;
    bool lists_columns, lists_fields;
};

static void add_unknown(struct mistakes *mistakes, const char *sentence, const char *name,
                        const char *const *known, bool *is_listed) {
    struct buffer out = { 0 };
    const char *meant = nearest(name, known);
    buffer_add(&out, sentence);
    if (meant)
        buffer_format(&out, _("; did you mean \"%s\"?"), meant);
    else if (*is_listed)
        buffer_add_char(&out, '.');
    else
        for (int i = 0; known[i]; i++)
            buffer_format(&out, "%s%s%s", i ? ", " : _("; there are: "), known[i], known[i + 1] ? "" : ".");
    *is_listed = *is_listed || !meant;
    refusals_add(&mistakes->all, out.text);
    buffer_done(&out);
}

static void unknown_column(struct import *import, struct mistakes *mistakes, const char *name) {
    add_unknown(mistakes, arena_format(&import->arena, _("%s has no column \"%s\""), import->name, name),
                name, import->headers, &mistakes->lists_columns);
}

static void unknown_field(struct import *import, struct mistakes *mistakes, const char *where,
                          const char *name, const struct import_kind *kind) {
    add_unknown(mistakes, arena_format(&import->arena, _("%s: there is no field \"%s\""), where, name), name,
                kind->fields, &mistakes->lists_fields);
}

/* The first column a field is made of, 0: none, it is always the same. */
static int find_source(struct import *import, struct mistakes *mistakes, const struct map_field *field) {
    int column = 0;
    for (int p = 0; p < field->part_count; p++)
        for (const char **name = field->parts[p].columns; name && *name; name++) {
            int found = import_column(import, *name);
            if (!found)
                unknown_column(import, mistakes, *name);
            column = column ? column : found;
        }
    if (!field->part_count)
        column = import_column(import, field->name);
    if (!field->part_count && !column)
        unknown_column(import, mistakes, field->name);
    return column;
}

static void take_mapped(struct import *import, struct mistakes *mistakes, const struct import_kind *kind) {
    const struct map *map = import->map;
    for (int i = 0; i < map->count; i++) {
        const struct map_field *field = &map->fields[i];
        const char *where = arena_format(&import->arena, _("%s line %d"), map->name, field->line);
        if (find_name(kind->fields, field->name))
            add_field(import, field->name, find_source(import, mistakes, field), field);
        else
            unknown_field(import, mistakes, where, field->name, kind);
    }
}

/* All columns under their own names; what the map says of a field without a source still holds. */
static void take_all(struct import *import, struct mistakes *mistakes, const struct import_kind *kind) {
    for (int i = 0; i < import->header_count; i++) {
        const char *name = find_name(kind->fields, import->headers[i]);
        const struct map_field *map = NULL;
        for (int m = 0; name && import->map && m < import->map->count; m++)
            if (!strcmp(import->map->fields[m].name, name))
                map = &import->map->fields[m];
        if (!name)
            unknown_field(import, mistakes, import->name, import->headers[i], kind);
        else if (import_field(import, name) >= 0)
            refusals_add(&mistakes->all, refuse(_("%s has the column \"%s\" twice; take one of them out."),
                                                import->name, name));
        else
            add_field(import, name, i + 1, map);
    }
}

/* The delimiter that a header of one single cell was meant to be cut at, or NULL. */
static const char *missed_delimiter(const struct import *import) {
    static const char *const signs[] = { ";", ",", "\t", NULL };
    for (int i = 0; signs[i] && import->csv.rows[0].count == 1; i++)
        if (*signs[i] != import->csv.delimiter && strstr(import->csv.rows[0].cells[0], signs[i]))
            return *signs[i] == '\t' ? "tab" : signs[i];
    return NULL;
}

const char *import_take_fields(struct import *import, const struct import_kind *kind) {
    struct mistakes mistakes = { 0 };
    bool is_broken = import->map && import->map->is_broken;
    if (is_broken && !import->map->names_columns)
        return NULL;
    import->map && import->map->names_columns ? take_mapped(import, &mistakes, kind)
                                              : take_all(import, &mistakes, kind);
    if (!is_broken && import_field(import, kind->key[0]) < 0)
        refusals_add(&mistakes.all, refuse(_("%s: the column \"%s\" is missing; every row needs it."),
                                           import->name, kind->key[0]));
    const char *refusal = refusals_end(&mistakes.all), *delimiter = missed_delimiter(import);
    return refusal && delimiter
               ? refuse(_("%s: the first line is a single column, \"%s\". Is the delimiter \"%s\"? Use "
                          "--delimiter \"%s\"."),
                        import->name, import->headers[0], delimiter, delimiter)
               : refusal;
}
