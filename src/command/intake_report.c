#include "command/intake_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/words.h"

enum { QUIET_MILLISECONDS = 1000, STEP_MILLISECONDS = 200, PROGRESS_COLUMNS = 60 };

static int64_t progress_shown; /* when last; 0: never */

/* Shown on a terminal, and only when it takes longer than a second. */
static void show_progress(int done, int all) {
    static int64_t started;
    int64_t now = clock_ticks();
    started = started ? started : now;
    if (now - started < QUIET_MILLISECONDS || now - progress_shown < STEP_MILLISECONDS)
        return;
    progress_shown = now;
    fprintf(stderr, _("\r%d of %d rows"), done, all);
    fflush(stderr);
}

void intake_end_progress(void) {
    if (progress_shown)
        fprintf(stderr, "\r%*s\r", PROGRESS_COLUMNS, "");
    progress_shown = 0;
}

intake_progress_function *intake_progress(void) {
    return isatty(STDERR_FILENO) ? show_progress : NULL;
}

const char *intake_options(struct command *command, struct csv_options *options) {
    const char *delimiter = command_option(command, "delimiter");
    *options = (struct csv_options){ .encoding = command_option(command, "encoding") };
    if (!delimiter)
        return NULL;
    options->delimiter = !strcmp(delimiter, "tab") ? '\t' : *delimiter;
    if (options->delimiter != '\t' && (strlen(delimiter) != 1 || !strchr(",;", *delimiter)))
        return command_misused(command, _("The delimiter is \",\", \";\" or \"tab\", not \"%s\"."),
                               delimiter);
    return NULL;
}

static void add_count(struct buffer *out, int count, const char *what) {
    if (count > 0)
        buffer_format(out, "%s%d %s", out->length ? ", " : "", count, what);
}

static void say_counts(const struct intake *intake, const char *file) {
    struct buffer out = { 0 };
    buffer_add(&out, "");
    add_count(&out, intake->added, _("new"));
    add_count(&out, intake->changed, _("changed"));
    add_count(&out, intake->unchanged, _("unchanged"));
    add_count(&out, intake->repeated, _("repeated"));
    add_count(&out, intake->left_out, _("left out"));
    if (intake->made > 0)
        buffer_format(&out, words_count("; %ld area made", "; %ld areas made", intake->made),
                      (long)intake->made);
    struct buffer rows = { 0 };
    buffer_format(&rows, words_count("%ld row", "%ld rows", intake->import->count),
                  (long)intake->import->count);
    command_say(_("%s: %s: %s."), file, rows.text, out.length ? out.text : _("nothing to do"));
    buffer_done(&rows);
    buffer_done(&out);
}

/* In the order of the file: by row, then by column. */
static int compare_problems(const void *one, const void *other) {
    const struct import_problem *a = one, *b = other;
    return a->row != b->row ? a->row - b->row : a->column - b->column;
}

void intake_say_problems(struct import *import) {
    struct arena arena = { 0 };
    fflush(stdout);
    if (import->problem_count > 0)
        qsort(import->problems, (size_t)import->problem_count, sizeof *import->problems, compare_problems);
    for (int i = 0; i < import->problem_count; i++)
        fprintf(stderr, "%s\n", import_problem_text(import, &import->problems[i], &arena));
    arena_done(&arena);
}

const char *intake_report(const struct intake *intake, const char *file) {
    if (intake->left_out == 0 || intake->skip_bad)
        say_counts(intake, file);
    else
        return refuse(
            words_count(
                "Nothing was imported because of %ld row. Correct it, or leave it out with --skip-bad.",
                "Nothing was imported because of %ld rows. Correct them, or leave them out with "
                "--skip-bad.",
                intake->left_out),
            (long)intake->left_out);
    if (intake->remark)
        command_say("%s", intake->remark);
    if (intake->dry_run)
        command_say(_("Nothing was changed: this was a dry run."));
    return NULL;
}
