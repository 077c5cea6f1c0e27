/* Which column becomes which field. */
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/text.h"
#include "base/words.h"
#include "exchange/import.h"

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

static REFUSAL unknown_column(const struct import *import, const char *where, const char *name) {
    const char *meant = nearest(name, import->headers);
    if (meant)
        return refuse(_("%s has no column \"%s\"; did you mean \"%s\"?"), where, name, meant);
    struct buffer all = { 0 };
    for (int i = 0; i < import->header_count; i++)
        buffer_format(&all, "%s%s", i ? ", " : "", import->headers[i]);
    const char *refusal = refuse(_("%s has no column \"%s\"; it has: %s."), where, name, all.text);
    buffer_done(&all);
    return refusal;
}

static REFUSAL unknown_field(const char *where, const char *name, const char *const *known) {
    const char *meant = nearest(name, known);
    if (meant)
        return refuse(_("%s: there is no field \"%s\"; did you mean \"%s\"?"), where, name, meant);
    struct buffer all = { 0 };
    for (int i = 0; known[i]; i++)
        buffer_format(&all, "%s%s", i ? ", " : "", known[i]);
    const char *refusal = refuse(_("%s: there is no field \"%s\"; there are: %s."), where, name, all.text);
    buffer_done(&all);
    return refusal;
}

/* The first column a field is made of, 0: none, it is always the same. */
static REFUSAL find_source(const struct import *import, const struct map_field *field, int *column) {
    *column = 0;
    for (int p = 0; p < field->part_count; p++)
        for (const char **name = field->parts[p].columns; name && *name; name++) {
            int found = import_column(import, *name);
            if (!found)
                return unknown_column(import, import->name, *name);
            *column = *column ? *column : found;
        }
    if (!field->part_count)
        *column = import_column(import, field->name);
    return field->part_count || *column ? NULL : unknown_column(import, import->name, field->name);
}

static REFUSAL take_mapped(struct import *import, const struct import_kind *kind) {
    const struct map *map = import->map;
    const char *refusal = NULL;
    for (int i = 0; i < map->count && !refusal; i++) {
        const struct map_field *field = &map->fields[i];
        const char *where = arena_format(&import->arena, _("%s line %d"), map->name, field->line);
        int column;
        if (!find_name(kind->fields, field->name))
            return unknown_field(where, field->name, kind->fields);
        refusal = find_source(import, field, &column);
        add_field(import, field->name, column, field);
    }
    return refusal;
}

/* All columns under their own names; what the map says of a field without a source still holds. */
static REFUSAL take_all(struct import *import, const struct import_kind *kind) {
    for (int i = 0; i < import->header_count; i++) {
        const char *name = find_name(kind->fields, import->headers[i]);
        if (!name)
            return unknown_field(import->name, import->headers[i], kind->fields);
        if (import_field(import, name) >= 0)
            return refuse(_("%s has the column \"%s\" twice; take one of them out."), import->name, name);
        const struct map_field *map = NULL;
        for (int m = 0; import->map && m < import->map->count; m++)
            if (!strcmp(import->map->fields[m].name, name))
                map = &import->map->fields[m];
        add_field(import, name, i + 1, map);
    }
    return NULL;
}

const char *import_take_fields(struct import *import, const struct import_kind *kind) {
    const char *refusal =
        import->map && import->map->names_columns ? take_mapped(import, kind) : take_all(import, kind);
    if (!refusal && import_field(import, kind->key[0]) < 0)
        refusal =
            refuse(_("%s: the column \"%s\" is missing; every row needs it."), import->name, kind->key[0]);
    return refusal;
}
