/* Registers as many officers for each section as its "enrolled" says, and tells what must come of it:
 * enrolled SECTIONS.csv OFFICERS.csv REGISTRATIONS.csv > EXPECTED. EXPECTED has a line for each section with
 * anybody: SESSION REGISTERED WAITING. */
#include <stdio.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"

static int column_of(const struct csv *csv, const char *name) {
    for (int i = 0; i < csv->rows[0].count; i++)
        if (!strcmp(csv->rows[0].cells[i], name))
            return i;
    die("there is no column %s", name);
}

static void read_file(struct csv *csv, const char *file) {
    const char *refusal = csv_read_file(csv, file, (struct csv_options){ 0 });
    if (refusal)
        die("%s", refusal);
}

static int64_t number_of(const struct csv_row *row, int column, int64_t fallback) {
    int64_t number;
    return text_integer(csv_cell(row, column), &number) ? number : fallback;
}

int main(int count, char **words) {
    struct csv sections, officers;
    FILE *out = count == 4 ? fopen(words[3], "w") : NULL;
    if (!out)
        die("enrolled SECTIONS.csv OFFICERS.csv REGISTRATIONS.csv");
    read_file(&sections, words[1]);
    read_file(&officers, words[2]);
    int term = column_of(&sections, "term"), id = column_of(&sections, "clbid");
    int enrolled = column_of(&sections, "enrolled"), most = column_of(&sections, "max");
    int badge = column_of(&officers, "badge");
    fputs("session,badge,state\n", out);
    for (int i = 1; i < sections.count; i++) {
        const struct csv_row *row = &sections.rows[i];
        int64_t people = number_of(row, enrolled, 0), seats = number_of(row, most, people);
        for (int64_t k = 0; k < people; k++)
            fprintf(out, "%s-%s,%s,registered\n", csv_cell(row, term), csv_cell(row, id),
                    csv_cell(&officers.rows[1 + (i + k) % (officers.count - 1)], badge));
        int64_t taken = people < seats ? people : seats;
        if (people > 0)
            printf("%s-%s %lld %lld\n", csv_cell(row, term), csv_cell(row, id), (long long)taken,
                   (long long)(people - taken));
    }
    csv_done(&sections);
    csv_done(&officers);
    return fclose(out) != 0;
}
