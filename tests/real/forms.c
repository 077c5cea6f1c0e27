/* Real questionnaires through the checker, all in one process. forms DATA: the small forms of
 * DATA/xlsforms-pyxform-md, each expected to be valid or invalid and then wrong in a known row; and the real
 * forms of DATA/xlsforms and DATA/xlsforms-pyxform. What lies outside of what a terminal can ask is refused
 * with a reason known here; each is counted. Fails when an invalid form is accepted or named in another row,
 * or a valid one refused for anything else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"
#include "xlsform/definition.h"
#include "xlsform/lenient.h"
#include "xlsform/sheets.h"

/* A piece of a sentence, and what it says lies outside of the subset. */
static const struct reason {
    const char *piece, *what;
} reasons[] = {
    { "entit", "entities" },
    { "places on a map", "places on a map" },
    { "pictures, sounds and files", "pictures, sounds and files" },
    { "other files than the questionnaire", "data in other files" },
    { "loops are not supported", "loops" },
    { "choosing among the answers of a repeat", "choices from a repeat" },
    { "choice_filter instead", "the old cascading select" },
    { "${instanceID}", "instanceID" },
    { "belongs to another program", "functions of one program" },
    { "is not supported: ", "functions that need what a terminal has not" },
    { "of the old kind (.xls)", "workbooks of the old kind" },
    { "last-saved#", "answers to an earlier questionnaire" },
    { "declare its encoding", "an encoding that has to be declared" },
    /* the rest are mistakes that other programs do not look for */
    { "is computed from itself", "a circle" },
    { "cannot look at its own answer", "a value computed from itself" },
    { "stands alone; a question is written", "a bare word in an expression" },
    { "expected ", "an expression that does not end or begin" },
    { "the path meets no question", "a path to nowhere" },
    { "there is no list of choices", "a list that is not there, or in another file" },
    { "the header only ", "cells beyond the header" },
    { "is neither yes nor no", "a word that is neither yes nor no" },
};
enum { REASONS = sizeof reasons / sizeof *reasons, MISTAKES = 13 };

/* The small form that is said to be valid and lacks a quotation mark. */
static const char mistaken[] =
    "test_external_instances.ExternalInstanceTests.test_external_instances_multiple_diff_pulldatas";

struct verdict {
    bool is_accepted;
    int outside; /* the first reason of its errors that lies outside of the subset, -1: one has another */
    int worst;   /* the last of them */
    char *said;  /* all errors */
    struct problems problems;
};

static int failures, outside_counts[REASONS];
static struct arena arena;

static int reason_of(const char *sentence) {
    for (int i = 0; i < REASONS; i++)
        if (strstr(sentence, reasons[i].piece))
            return i;
    return -1;
}

/* The form as it is, however it is carried. */
static struct verdict judge(const char *path, bool is_lenient) {
    struct sheets sheets;
    struct verdict verdict = { .outside = -1 };
    struct buffer said = { 0 };
    buffer_clear(&said);
    const char *refusal = sheets_read(&sheets, &path, 1, (struct csv_options){ 0 });
    if (!refusal && is_lenient)
        lenient_set(&sheets);
    struct definition *definition = refusal ? NULL : definition_new(&sheets, &verdict.problems);
    verdict.is_accepted = definition != NULL;
    if (refusal)
        buffer_add(&said, refusal);
    verdict.outside = refusal ? reason_of(refusal) : REASONS;
    for (int i = 0; i < verdict.problems.count; i++) {
        const struct problem *problem = &verdict.problems.list[i];
        if (problem->is_warning)
            continue;
        int reason = reason_of(problem->sentence);
        verdict.outside = reason < verdict.outside ? reason : verdict.outside;
        verdict.worst = reason > verdict.worst ? reason : verdict.worst;
        buffer_format(&said, "%s\n", problem_text(&arena, problem));
    }
    definition_free(definition);
    sheets_done(&sheets);
    verdict.said = arena_copy(&arena, said.text);
    buffer_done(&said);
    return verdict;
}

static void fail(const char *what, const char *name, const char *said) {
    failures++;
    printf("FAILED  %s: %s\n", name, what);
    printf("        %.600s\n", text_clean(&arena, said));
}

/* Whether an error, or the sentence that refuses the whole file, is about that row of that sheet; 0: any. */
static bool names_row(const struct verdict *verdict, const char *sheet, int row) {
    if (!row || !verdict->problems.count)
        return true;
    for (int i = 0; i < verdict->problems.count; i++) {
        const struct problem *problem = &verdict->problems.list[i];
        if (!problem->is_warning && problem->place.row == row &&
            (!*sheet || (problem->place.sheet && !strcmp(problem->place.sheet, sheet))))
            return true;
    }
    return false;
}

/* "[row : 3] On the 'survey' sheet, ..." */
static int read_row(const char *text, char sheet[20]) {
    int row = 0;
    const char *at = strstr(text, "[row : "), *on = strstr(text, "On the '");
    *sheet = 0;
    if (at)
        sscanf(at, "[row : %d]", &row);
    if (on)
        sscanf(on, "On the '%19[a-z]", sheet);
    return row;
}

static void finish(struct verdict *verdict) {
    problems_done(&verdict->problems);
}

/* One row of INDEX.tsv. The name of the whole form came from outside the file in one case: then nothing in it
 * is wrong. */
static void judge_small(const char *folder, char *const *columns, int counts[4]) {
    const char *name = columns[0];
    bool is_valid = !strcmp(columns[1], "valid");
    char sheet[20];
    int row = read_row(columns[3], sheet);
    struct verdict verdict =
        judge(arena_format(&arena, "%s/%s/%s.md", folder, is_valid ? "valid" : "invalid", name), false);
    bool is_outside = verdict.outside >= 0 && (verdict.worst < MISTAKES || !strcmp(name, mistaken));
    if (is_valid && !verdict.is_accepted && !is_outside)
        fail("valid, but refused", name, verdict.said);
    else if (!is_valid && verdict.is_accepted && !strstr(columns[3], "'form_name'"))
        fail("invalid, but accepted", name, columns[3]);
    else if (!is_valid && !names_row(&verdict, sheet, row))
        fail(arena_format(&arena, "refused in another row than %s %d", sheet, row), name, verdict.said);
    if (is_valid && !verdict.is_accepted && verdict.outside >= 0)
        outside_counts[verdict.outside]++;
    counts[2 * is_valid + verdict.is_accepted]++;
    finish(&verdict);
}

static char **split(char *line) {
    char **columns = arena_new(&arena, 9 * sizeof *columns);
    for (int i = 0; i < 9; i++) {
        char *column = strsep(&line, "\t\n");
        columns[i] = arena_copy(&arena, column ? column : "");
    }
    return columns;
}

static void judge_all_small(const char *data) {
    const char *folder = arena_format(&arena, "%s/xlsforms-pyxform-md", data);
    FILE *index = fopen(arena_format(&arena, "%s/INDEX.tsv", folder), "r");
    char line[4096];
    int counts[4] = { 0 };
    if (!index)
        return;
    while (fgets(line, sizeof line, index))
        if (!strstr(line, "pyxform_error_codes"))
            judge_small(folder, split(line), counts);
    fclose(index);
    printf("small forms: %d invalid refused, %d accepted; %d valid accepted, %d refused\n", counts[0],
           counts[1], counts[3], counts[2]);
    for (int i = 0; i < REASONS; i++)
        if (outside_counts[i])
            printf("        %d valid ones refused for %s\n", outside_counts[i], reasons[i].what);
}

/* The file a row of ORACLE.tsv is about, or the folder where it is in pieces: of workbooks of the old kind,
 * which are not read, too. */
static const char *path_of(const char *data, char *const *columns) {
    const char *folder = arena_format(&arena, "%s/%s/%s", data, columns[1], columns[2]);
    size_t length = strlen(columns[3]);
    bool is_old = length > 4 && !strcmp(columns[3] + length - 4, ".xls");
    bool is_in_pieces = !access(arena_format(&arena, "%s/survey.csv", folder), F_OK);
    return !strcmp(columns[3], "csv") || (is_old && is_in_pieces)
               ? folder
               : arena_format(&arena, "%s/%s", folder, columns[3]);
}

/* What another program said of the form is advice: where it refuses and we accept, it is told. */
static void judge_real(const char *data, char *const *columns, int counts[3]) {
    const char *path = path_of(data, columns);
    struct verdict verdict = judge(path, false), lenient = judge(path, true);
    bool is_valid = !strcmp(columns[4], "valid");
    printf("%-8s %s/%s: %s%.90s\n", verdict.is_accepted ? "accepted" : "refused", columns[2], columns[3],
           verdict.is_accepted                                 ? is_valid ? "" : "elsewhere refused: "
           : verdict.outside >= 0 && verdict.outside < REASONS ? reasons[verdict.outside].what
                                                               : "",
           verdict.is_accepted && !is_valid ? columns[5] : "");
    if (is_valid && !verdict.is_accepted && verdict.outside < 0)
        fail("valid, but refused", columns[2], verdict.said);
    if (verdict.is_accepted && !lenient.is_accepted)
        fail("accepted, but refused with --lenient", columns[2], lenient.said);
    counts[verdict.is_accepted]++;
    if (!verdict.is_accepted)
        counts[2] += lenient.is_accepted;
    finish(&verdict);
    finish(&lenient);
}

static void judge_all_real(const char *data) {
    FILE *oracle = fopen(arena_format(&arena, "%s/ORACLE.tsv", data), "r");
    char line[16384];
    int counts[3] = { 0 };
    if (!oracle)
        return;
    while (fgets(line, sizeof line, oracle))
        if (!strstr(line, "pyxform_verdict"))
            judge_real(data, split(line), counts);
    fclose(oracle);
    printf("real forms: %d accepted, %d refused; of these %d accepted with --lenient\n", counts[1], counts[0],
           counts[2]);
}

int main(int argument_count, char **arguments) {
    if (argument_count != 2)
        die("forms DATA");
    judge_all_small(arguments[1]);
    judge_all_real(arguments[1]);
    arena_done(&arena);
    return failures > 0;
}
