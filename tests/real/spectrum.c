/* Compares what the CSV reader makes of csv-spectrum's files with the JSON that lies beside them: spectrum
 * FOLDER. Each JSON file is a list of flat objects of strings, so that its strings, in order, are names and
 * cells. */
#include <glob.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/csv.h"
#include "base/text.h"

/* The next string of a JSON text, its escapes undone; false at the end. */
static bool next_string(const char **at, struct buffer *out) {
    const char *start = strchr(*at, '"');
    buffer_clear(out);
    if (!start)
        return false;
    for (start++; *start && *start != '"'; start++) {
        static const char escapes[] = "n\nt\tr\rb\bf\f";
        if (*start != '\\') {
            buffer_add_char(out, *start);
        } else if (*++start == 'u') {
            char digits[5] = { 0 };
            memcpy(digits, start + 1, 4);
            text_put(out, (uint32_t)strtoul(digits, NULL, 16));
            start += 4;
        } else {
            const char *escape = strchr(escapes, *start);
            buffer_add_char(out, escape ? escape[1] : *start);
        }
    }
    *at = start + 1;
    return true;
}

static char *read_text(const char *path, struct arena *arena) {
    FILE *file = fopen(path, "r");
    if (!file)
        die("%s cannot be read", path);
    char *text = arena_new(arena, 1 << 20);
    size_t length = fread(text, 1, (1 << 20) - 1, file);
    fclose(file);
    text[length] = 0;
    return text;
}

/* Cells that differ, or are missing on either side. */
static int compare(const struct csv *csv, const char *json) {
    struct buffer wanted = { 0 };
    int differences = 0;
    for (int row = 1; row < csv->count; row++)
        for (int column = 0; column < csv->rows[0].count; column++) {
            bool same = next_string(&json, &wanted) && !strcmp(wanted.text, csv_cell(&csv->rows[0], column));
            same = next_string(&json, &wanted) && !strcmp(wanted.text, csv_cell(&csv->rows[row], column)) &&
                   same;
            differences += !same;
        }
    differences += next_string(&json, &wanted);
    buffer_done(&wanted);
    return differences;
}

/* One file's JSON tells of other numbers than its CSV. */
static bool is_known_wrong(const char *path) {
    return strstr(path, "/location_coordinates.csv") != NULL;
}

static int check(const char *path, struct arena *arena) {
    struct csv csv;
    const char *refusal = csv_read_file(&csv, path, (struct csv_options){ .delimiter = ',' });
    const char *slash = strrchr(path, '/');
    char *json = arena_format(arena, "%.*s/../json/%.*s.json", (int)(slash - path), path,
                              (int)(strlen(slash + 1) - strlen(".csv")), slash + 1);
    int differences = refusal ? 1 : compare(&csv, read_text(json, arena));
    if (differences)
        printf("%s: %d cells differ %s\n", slash + 1, differences, refusal ? refusal : "");
    csv_done(&csv);
    return differences;
}

int main(int count, char **words) {
    struct arena arena = { 0 };
    glob_t found;
    int differences = 0;
    if (count != 2 || glob(arena_format(&arena, "%s/csvs/*.csv", words[1]), 0, NULL, &found) != 0)
        die("spectrum FOLDER");
    for (size_t i = 0; i < found.gl_pathc; i++)
        differences += is_known_wrong(found.gl_pathv[i]) ? 0 : check(found.gl_pathv[i], &arena);
    printf("%zu files compared\n", found.gl_pathc);
    globfree(&found);
    arena_done(&arena);
    return differences != 0;
}
