/* How the columns of somebody's CSV file become our fields: the MAP of `topcop import`, a small text file
 * that topcop-data(7) describes. It knows neither the file's columns nor which fields exist: import.h brings
 * the two together.
 *
 *     header = none                  about the file: encoding, delimiter, header, repeats, clean
 *     title  = Course Name           a column by its name (by its number where there is no header)
 *     code   = {Dept} {No}-{Term:2}  several joined; :2 takes the first two characters
 *     title  = {Long|Short}          the first that is not empty
 *     status := published            always the same
 *     language: English = en, * =    values translated; * is all others
 *     contact_from.date = %m/%d/%Y   how days are written
 *     area.create = yes              what is not there is made */
#ifndef TOPCOP_EXCHANGE_MAP_H
#define TOPCOP_EXCHANGE_MAP_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/die.h"

/* A piece of a field's text: the first of some columns that is not empty, or a text that stands for itself.
 */
struct map_part {
    const char **columns; /* NULL at the end; NULL: none */
    int most;             /* takes so many characters; 0: all */
    const char *text;
};

struct map_value {
    const char *from, *to; /* from NULL: all others */
};

struct map_field {
    const char *name;
    int line; /* of the map, where it is first named */
    struct map_part *parts;
    int part_count; /* 0: the column that has the field's own name */
    struct map_value *values;
    int value_count;
    const char *date; /* as strptime reads it; NULL: as clock_read_day does */
    bool creates;
};

struct map {
    struct arena arena;
    const char *name;           /* of the file, for refusals */
    struct csv_options options; /* encoding and delimiter, where they are given */
    bool has_no_header;
    bool first_counts;  /* repeats = first: later rows with the same key are passed over */
    bool cleans;        /* characters that cannot be shown are replaced, not refused */
    bool names_columns; /* some field says where it comes from; then only such fields are taken */
    bool is_broken;     /* some lines were refused */
    struct map_field *fields;
    int count;
};

/* Reads a map; refuses all bad lines at once, each with file and line. `map` is overwritten; after a refusal,
 * too, map_done may be called.
 */
REFUSAL map_read_file(struct map *map, const char *file);
REFUSAL map_read_text(struct map *map, const char *name, const char *text);

/* The text of a field before it is a value: translated by its table, where it has one. */
const char *map_translate(const struct map_field *field, const char *text);

void map_done(struct map *map);

#endif
