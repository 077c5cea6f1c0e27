/* Questionnaires of the size people make: how soon an answer is followed by what depends on it, what filling
 * one in takes of memory, and how long looking for mistakes takes. Made here, the same in every run; the
 * numbers of rows, conditions and choices are those of the largest that are published. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bench.h"
#include "work.h"

enum { ANSWERS = 40, SILENCE = 60, ROUNDS = 7 };

/* Conditions look at two questions before; every tenth question is calculated from the last. */
static void write_long(const char *name, int questions, int conditions) {
    struct buffer csv = { 0 };
    buffer_add(&csv, "survey,type,name,label,relevant,constraint,calculation\n");
    for (int i = 0; i < questions; i++) {
        bool is_conditional = i >= questions - conditions;
        if (i % 10 == 9)
            buffer_format(&csv, ",calculate,q%d,,,,${q%d} * 2 + ${q%d}\n", i, i - 1, i - 9);
        else
            buffer_format(&csv, ",integer,q%d,Question %d of this long form,", i, i);
        if (i % 10 != 9 && is_conditional)
            buffer_format(&csv, "${q%d} != 7 or ${q0} > 3 and ${q%d} = '',. < 1000,\n",
                          i % 10 ? i - i % 10 : 1, i - i % 10 - 1);
        else if (i % 10 != 9)
            buffer_add(&csv, ",. < 1000,\n");
    }
    buffer_format(&csv, "settings,form_title,form_id,version\n,Long,long,1\n");
    bench_write(name, csv.text);
    buffer_done(&csv);
}

/* Rows of all kinds, lists of a hundred choices, and one of all the others in a cascade. */
static void write_wide(const char *name, int questions, int conditions, int choices) {
    struct buffer csv = { 0 };
    int lists = choices / 1000;
    buffer_add(&csv, "survey,type,name,label,relevant,constraint,choice_filter\n");
    for (int i = 0; i < questions; i++) {
        static const char *const types[] = { "integer", "select_one region", "text", "select_one place",
                                             "note" };
        const char *type = types[i % 5];
        buffer_format(&csv, ",%s,q%d,\"Question %d, with a label as long as people write them\",", type, i,
                      i);
        if (i >= 10 && i < conditions + 10)
            buffer_format(&csv, "\"${q%d} > 0 and not(selected(${q%d}, 'r3'))\"", i - i % 5 - 5,
                          i - i % 5 - 4);
        buffer_format(&csv, ",%s,%s\n", i % 5 == 0 ? ". >= 0 and . <= 500" : "",
                      i % 5 == 3 ? "region = ${q1}" : "");
    }
    buffer_add(&csv, "choices,list_name,name,label,region\n");
    for (int i = 0; i < 100; i++)
        buffer_format(&csv, ",region,r%d,Region %d,\n", i, i);
    for (int i = 0; i < 100 * lists; i++)
        buffer_format(&csv, ",list%d,c%d,Choice %d,\n", i % lists, i / lists, i);
    for (int i = 100 + 100 * lists; i < choices; i++)
        buffer_format(&csv, ",place,p%d,Place number %d of the country,r%d\n", i, i, i % 100);
    buffer_add(&csv, "settings,form_title,form_id,version\n,Wide,wide,1\n");
    bench_write(name, csv.text);
    buffer_done(&csv);
}

/* The demo with a campaign for the long form. */
static REFUSAL make_database(void) {
    const char *database = bench_file("long.db");
    bench_remove(database);
    write_long("long.csv", 500, 300);
    bench_write("long-campaign.csv", "code,title,questionnaire,asks,structure,opens_on,closes_on,status\n"
                                     "LONG,A long one,long,officer,AZ,2027-01-01,2027-12-31,open\n");
    if (bench_run((const char *const[]){ bench_program, "demo", database, NULL }, NULL) != 0)
        return refuse("the demo cannot be made");
    const char *no = work_import(database, "questionnaire", "long.csv");
    return no ? no : work_import(database, "campaigns", "long-campaign.csv");
}

/* KiB of memory that only this process has. */
static double own_memory(pid_t process) {
    char line[256];
    double size = 0, part;
    snprintf(line, sizeof line, "/proc/%d/smaps_rollup", (int)process);
    FILE *file = fopen(line, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Private_Clean: %lf", &part) == 1 || sscanf(line, "Private_Dirty: %lf", &part) == 1)
            size += part;
    if (file)
        fclose(file);
    return size;
}

/* Milliseconds from a key to the last byte it brings. */
static double press(struct pty *pty, const char *keys) {
    pty_mark(pty);
    pty_send(pty, keys);
    pty_answered(pty, SILENCE);
    return pty_last(pty);
}

/* 0: a digit typed and the field left, recomputed and drawn, against the same in a form of five fields;
 * 1: memory then. */
const char *measure_answer(int variant, struct figure figures[static FIGURES]) {
    double answered[ANSWERS], plain[ANSWERS];
    (void)variant;
    const char *no = make_database();
    if (no)
        return no;
    struct pty *pty = work_start(&work_long), *small = work_start(&work_form);
    no = work_go(pty, &work_long);
    if (!no)
        no = work_go(small, &work_form);
    for (int i = 0; i < ANSWERS && !no; i++) {
        press(pty, (const char[]){ (char)('1' + i % 9), '\0' });
        answered[i] = press(pty, i % 2 ? KEY_UP : KEY_DOWN);
        press(small, (const char[]){ (char)('a' + i % 9), '\0' });
        plain[i] = press(small, i % 2 ? KEY_UP : KEY_DOWN);
    }
    if (!no) {
        figures[0] = (struct figure){ bench_median(answered, ANSWERS), bench_median(plain, ANSWERS) };
        figures[1].ours = own_memory(pty_process(pty));
    }
    pty_free(pty);
    pty_free(small);
    return no;
}

/* A check from start to end, the quickest of some. */
static double check(const char *file) {
    const char *const arguments[] = { bench_program, "questionnaire", "check", file, NULL };
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        double start = bench_now();
        bench_run(arguments, NULL);
        best = fmin(best, bench_now() - start);
    }
    return best;
}

/* One of DATA=DIR where it is there, else one of the same size. */
static const char *form_of(const char *made, const char *real) {
    static char path[4096];
    const char *data = getenv("DATA");
    snprintf(path, sizeof path, "%s/xlsforms/%s", data ? data : "", real);
    return data && *data && access(path, R_OK) == 0 ? path : bench_file(made);
}

/* 0: 1,000 rows and 12,000 choices; 1: 592 rows and 420 conditions; 2: the longest published lists of
 * choices. Each against a start of the program. */
const char *measure_check(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    write_wide("wide.csv", 1000, 500, 12000);
    write_wide("autopsy.csv", 592, 420, 1300);
    write_wide("places.csv", 97, 21, 5839);
    write_long("short.csv", 10, 0);
    double floor = check(bench_file("short.csv"));
    figures[0] = (struct figure){ check(bench_file("wide.csv")), floor };
    figures[1] = (struct figure){ check(form_of("autopsy.csv", "who-verbal-autopsy/form.xlsx")), floor };
    figures[2] =
        (struct figure){ check(form_of("places.csv", "ona-subdistrict-profiling-tool/form.xlsx")), floor };
    return NULL;
}
