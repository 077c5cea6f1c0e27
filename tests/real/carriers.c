/* carriers DATA: reads every real form in every carrier it lies there in, and compares workbooks with their
 * CSV copies cell by cell. Says what it counted; ends with 1 when a file is not read or a cell differs. */
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "xlsform/sheets.h"

static int failures;

/* Reads one path; what is refused for a reason that lies in the file counts as well read. */
static bool read_path(struct sheets *sheets, const char *path) {
    static const char *const reasons[] = { "of the old kind (.xls)", "there is no sheet \"survey\"",
                                           "has no survey.csv", "which sheet is this?", NULL };
    const char *refusal = sheets_read(sheets, &path, 1, (struct csv_options){ 0 });
    if (refusal && strstr(refusal, "not UTF-8")) {
        sheets_done(sheets);
        refusal = sheets_read(sheets, &path, 1, (struct csv_options){ .encoding = "cp1252" });
    }
    bool is_known = !refusal;
    for (const char *const *reason = reasons; refusal && *reason; reason++)
        is_known |= strstr(refusal, *reason) != NULL;
    if (!is_known) {
        printf("%s\n", refusal);
        failures++;
    }
    return !refusal;
}

static int read_all(const char *data, const char *pattern) {
    struct arena arena = { 0 };
    glob_t found;
    int count = 0;
    if (glob(arena_format(&arena, "%s/%s", data, pattern), 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++) {
            struct sheets sheets;
            count += read_path(&sheets, found.gl_pathv[i]);
            sheets_done(&sheets);
        }
        globfree(&found);
    }
    arena_done(&arena);
    return count;
}

static const struct sheet_row *row_of(const struct sheet *sheet, int number) {
    for (int i = 0; i < sheet->count; i++)
        if (sheet->rows[i].row == number)
            return &sheet->rows[i];
    return NULL;
}

/* Cells of one sheet that the other has too; says those that differ. */
static int compare(const struct sheet *one, const struct sheet *other) {
    int same = 0;
    for (int i = 0; i < one->count; i++) {
        const struct sheet_row *row = &one->rows[i], *twin = row_of(other, row->row);
        for (int k = 0; k < row->count; k++) {
            const char *cell = twin ? sheet_cell(twin, k) : "";
            if (!strcmp(row->cells[k], cell))
                same += *cell != '\0';
            else {
                printf("%s: %s row %d, cell %d: \"%.60s\", not \"%.60s\"\n", one->file, one->name, row->row,
                       k + 1, row->cells[k], cell);
                failures++;
            }
        }
    }
    return same;
}

static int compare_copies(const char *workbook) {
    struct arena arena = { 0 };
    struct sheets book, copies;
    int cells = 0;
    char *folder = arena_copy_part(&arena, workbook, (size_t)(strrchr(workbook, '/') - workbook));
    char *derived = arena_format(&arena, "%s/fromxlsx", folder);
    bool is_read = read_path(&book, workbook);
    if (read_path(&copies, access(derived, F_OK) == 0 ? derived : folder) && is_read)
        for (int i = 0; i < copies.count; i++) {
            const struct sheet *sheet = sheets_find(&book, copies.list[i].name);
            if (sheet) {
                cells += compare(&copies.list[i], sheet);
                compare(sheet, &copies.list[i]);
            }
        }
    sheets_done(&book);
    sheets_done(&copies);
    arena_done(&arena);
    return cells;
}

int main(int count, char **words) {
    struct arena arena = { 0 };
    glob_t found;
    int cells = 0;
    if (count != 2 || glob(arena_format(&arena, "%s/xlsforms*/*/form.xlsx", words[1]), 0, NULL, &found) != 0)
        return 2;
    for (size_t i = 0; i < found.gl_pathc; i++)
        cells += compare_copies(found.gl_pathv[i]);
    printf("%zu workbooks have the same %d cells as their CSV copies\n", found.gl_pathc, cells);
    globfree(&found);
    arena_done(&arena);
    printf("%d forms of several CSV files are read\n",
           read_all(words[1], "xlsforms*/*") + read_all(words[1], "xlsforms*/*/fromxls*"));
    printf("%d forms of one CSV file are read\n", read_all(words[1], "xlsforms*/*/form.csv"));
    printf("%d markdown tables are read\n",
           read_all(words[1], "xlsforms-pyxform-md/*/*.md") + read_all(words[1], "xlsforms*/*/form.md"));
    return failures > 0;
}
