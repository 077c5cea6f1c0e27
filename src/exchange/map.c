#include "exchange/map.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "exchange/refusals.h"

static struct map_field *field_of(struct map *map, const char *name, int line) {
    for (int i = 0; i < map->count; i++)
        if (!strcmp(map->fields[i].name, name))
            return &map->fields[i];

    map->fields = arena_room(&map->arena, map->fields, map->count, sizeof *map->fields);
    struct map_field *field = &map->fields[map->count++];
    *field = (struct map_field){ .name = name, .line = line };
    return field;
}

static void add_part(struct map *map, struct map_field *field, struct map_part part) {

    field->parts = arena_room(&map->arena, field->parts, field->part_count, sizeof *field->parts);
    field->parts[field->part_count++] = part;
}

static void add_column(struct map *map, struct map_part *part, int number, const char *name) {
    part->columns = arena_grow(&map->arena, part->columns, (size_t)number * sizeof *part->columns,
                               (size_t)(number + 2) * sizeof *part->columns);
    part->columns[number] = name;
}

static void add_whole_column(struct map *map, struct map_field *field, const char *name) {
    struct map_part part = { 0 };
    add_column(map, &part, 0, name);
    add_part(map, field, part);
}

/* "Column", "Column:2" or "Column|Other", as it stands in braces. */
static void add_braces(struct map *map, struct map_field *field, char *text) {
    struct map_part part = { 0 };
    char *colon = strrchr(text, ':');
    int64_t most;
    if (colon && text_integer(colon + 1, &most) && most > 0 && most < 10000) {
        *colon = 0;
        part.most = (int)most;
    }
    int count = 0;
    for (char *name; (name = strsep(&text, "|"));)
        add_column(map, &part, count++, text_trim(name));
    add_part(map, field, part);
}

static REFUSAL read_columns(struct map *map, struct map_field *field, char *text) {
    map->names_columns = true;
    size_t length = strlen(text);
    bool quoted = length > 1 && text[0] == '"' && text[length - 1] == '"';
    if (quoted || !strchr(text, '{')) {
        text[quoted ? length - 1 : length] = 0;
        add_whole_column(map, field, text + quoted);
        return NULL;
    }
    while (*text) {
        size_t plain = strcspn(text, "{");
        if (plain > 0)
            add_part(map, field, (struct map_part){ .text = arena_copy_part(&map->arena, text, plain) });
        text += plain;
        char *end = strchr(text, '}');
        if (*text && !end)
            return refuse(_("%s line %d: a { is never closed."), map->name, field->line);
        if (!*text)
            break;
        add_braces(map, field, arena_copy_part(&map->arena, text + 1, (size_t)(end - text - 1)));
        text = end + 1;
    }
    return NULL;
}

/* The next item of a table up to one of `ends`: in quotes as it stands, otherwise without blanks around. */
static char *read_item(struct map *map, char **at, const char *ends) {
    char *text = *at + strspn(*at, " \t");
    if (*text == '"') {
        char *close = strchr(text + 1, '"');
        if (close) {
            *at = close + 1 + strspn(close + 1, " \t");
            return arena_copy_part(&map->arena, text + 1, (size_t)(close - text - 1));
        }
    }
    size_t length = strcspn(text, ends);
    *at = text + length;
    return text_trim(arena_copy_part(&map->arena, text, length));
}

static REFUSAL read_table(struct map *map, struct map_field *field, char *text, int line) {
    for (char *at = text; *at; at += *at == ',') {
        bool quoted = at[strspn(at, " \t")] == '"';
        char *from = read_item(map, &at, "=,");
        if (*at != '=')
            return refuse(_("%s line %d: a table is written as \"%s: theirs = ours, theirs = ours\"."),
                          map->name, line, field->name);
        at++;

        field->values = arena_room(&map->arena, field->values, field->value_count, sizeof *field->values);
        struct map_value *value = &field->values[field->value_count++];
        value->from = !quoted && !strcmp(from, "*") ? NULL : from;
        value->to = read_item(map, &at, ",");
        if (*at && *at != ',')
            return refuse(_("%s line %d: a comma is missing after \"%s\"."), map->name, line, value->to);
    }
    return NULL;
}

static REFUSAL read_bool(struct map *map, const char *what, const char *text, int line, bool *is) {
    *is = !strcmp(text, "yes");
    if (*is || !strcmp(text, "no"))
        return NULL;
    return refuse(_("%s line %d: %s is \"yes\" or \"no\"."), map->name, line, what);
}

/* FIELD.date and FIELD.create */
static REFUSAL read_property(struct map *map, char *name, char *property, char *text, int line) {
    *property++ = 0;
    struct map_field *field = field_of(map, name, line);
    if (!strcmp(property, "create"))
        return read_bool(map, "create", text, line, &field->creates);
    if (strcmp(property, "date") != 0)
        return refuse(_("%s line %d: a field has \".date\" and \".create\", not \".%s\"."), map->name, line,
                      property);
    field->date = text;
    return NULL;
}

/* What a map says about the file; false when `name` is none of these. */
static bool read_setting(struct map *map, const char *name, char *text, int line, const char **refusal) {
    *refusal = NULL;
    if (!strcmp(name, "encoding")) {
        map->options.encoding = text;
    } else if (!strcmp(name, "delimiter")) {
        map->options.delimiter = !strcmp(text, "tab") ? '\t' : *text;
        if (strcmp(text, "tab") != 0 && (strlen(text) != 1 || !strchr(",;", *text)))
            *refusal = refuse(_("%s line %d: the delimiter is \",\", \";\" or \"tab\"."), map->name, line);
    } else if (!strcmp(name, "header")) {
        bool has = false;
        map->has_no_header = !strcmp(text, "none");
        if (!map->has_no_header)
            *refusal = read_bool(map, "header", text, line, &has);
        map->has_no_header = !has;
    } else if (!strcmp(name, "repeats")) {
        map->first_counts = !strcmp(text, "first");
        if (!map->first_counts)
            *refusal = refuse(_("%s line %d: repeats is \"first\", or not given."), map->name, line);
    } else if (!strcmp(name, "clean")) {
        *refusal = read_bool(map, "clean", text, line, &map->cleans);
    } else {
        return false;
    }
    return true;
}

static REFUSAL read_line(struct map *map, char *line, int number) {
    char *text = text_trim(line);
    if (!*text || *text == '#')
        return NULL;
    size_t length = strspn(text, "abcdefghijklmnopqrstuvwxyz_.0123456789");
    char *name = arena_copy_part(&map->arena, text, length);
    char *rest = text + length + strspn(text + length, " \t");
    char sign = rest[0] == ':' && rest[1] == '=' ? 'c' : rest[0];
    if (length == 0 || !sign || !strchr(":=c", sign))
        return refuse(
            _("%s line %d: expected \"field = Column\", \"field := text\", \"field: theirs = ours\" "
              "or a \"#\"."),
            map->name, number);
    rest = text_trim(rest + (sign == 'c' ? 2 : 1));
    char *property = strchr(name, '.');
    const char *refusal;
    if (sign == '=' && property)
        return read_property(map, name, property, rest, number);
    if (sign == '=' && read_setting(map, name, rest, number, &refusal))
        return refusal;
    struct map_field *field = field_of(map, name, number);
    if (sign == ':')
        return read_table(map, field, rest, number);
    if (field->part_count)
        return refuse(_("%s line %d: \"%s\" has its source already, in line %d."), map->name, number, name,
                      field->line);
    field->line = number;
    if (sign == '=')
        return read_columns(map, field, rest);
    map->names_columns = true;
    add_part(map, field, (struct map_part){ .text = rest });
    return NULL;
}

const char *map_read_text(struct map *map, const char *name, const char *text) {
    *map = (struct map){ 0 };
    map->name = arena_copy(&map->arena, name);
    if (!text_is_utf8(text))
        return refuse(_("%s is not UTF-8; save the map as UTF-8."), name);
    if (!strncmp(text, "\xEF\xBB\xBF", 3))
        text += 3;
    struct buffer refusals = { 0 };
    for (int line = 1; *text; line++) {
        size_t length = strcspn(text, "\n");
        refusals_add(&refusals, read_line(map, arena_copy_part(&map->arena, text, length), line));
        text += length + (text[length] == '\n');
    }
    map->is_broken = refusals.length > 0;
    return refusals_end(&refusals);
}

const char *map_read_file(struct map *map, const char *file) {
    *map = (struct map){ 0 };
    FILE *stream = fopen(file, "r");
    if (!stream)
        return refuse(_("%s cannot be read: %s."), file, strerror(errno));
    struct buffer buffer = { 0 };
    buffer_clear(&buffer);
    char part[4096];
    size_t got;
    while (buffer.length < 1 << 20 && (got = fread(part, 1, sizeof part, stream)) > 0)
        buffer_add_part(&buffer, part, got);
    const char *refusal = ferror(stream) ? refuse(_("%s cannot be read: %s."), file, strerror(errno))
                                         : map_read_text(map, file, buffer.text);
    fclose(stream);
    buffer_done(&buffer);
    return refusal;
}

const char *map_translate(const struct map_field *field, const char *text) {
    const char *others = text;
    for (int i = 0; i < field->value_count; i++)
        if (!field->values[i].from)
            others = field->values[i].to;
        else if (!strcmp(field->values[i].from, text))
            return field->values[i].to;
    return others;
}

void map_done(struct map *map) {
    arena_done(&map->arena);
    *map = (struct map){ 0 };
}
