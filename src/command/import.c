#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/words.h"
#include "command/intake.h"
#include "command/questions.h"
#include "command/verbs.h"

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

static void end_progress(void) {
    if (progress_shown)
        fprintf(stderr, "\r%*s\r", PROGRESS_COLUMNS, "");
    progress_shown = 0;
}

static REFUSAL read_options(struct command *command, struct csv_options *options) {
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

static REFUSAL report(const struct intake *intake, const char *file) {
    const struct import *import = intake->import;
    struct arena arena = { 0 };
    fflush(stdout);
    if (import->problem_count > 0)
        qsort(import->problems, (size_t)import->problem_count, sizeof *import->problems, compare_problems);
    for (int i = 0; i < import->problem_count; i++)
        fprintf(stderr, "%s\n", import_problem_text(import, &import->problems[i], &arena));
    arena_done(&arena);
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
    if (intake->dry_run)
        command_say(_("Nothing was changed: this was a dry run."));
    return NULL;
}

static REFUSAL run(struct command *command, struct db *db, const struct thing *thing, const struct map *map,
                   int64_t actor) {
    const char *file = command->words[1];
    struct csv_options options;
    const char *refusal = read_options(command, &options);
    if (refusal)
        return refusal;
    struct import import;
    struct import_kind kind = intake_kind(thing);
    refusal = import_read_file(&import, file, &kind, map, options);
    struct intake intake = { .db = db,
                             .actor = actor,
                             .thing = thing,
                             .import = &import,
                             .dry_run = command_option(command, "dry-run") != NULL,
                             .skip_bad = command_option(command, "skip-bad") != NULL,
                             .cleans = command_option(command, "clean") || (map && map->cleans),
                             .progress = isatty(STDERR_FILENO) ? show_progress : NULL };
    if (!refusal)
        refusal = intake_run(&intake);
    end_progress();
    if (!refusal)
        refusal = report(&intake, file);
    import_done(&import);
    return refusal;
}

static REFUSAL import_thing(struct command *command, const struct thing *thing) {
    struct map map = { 0 };
    const char *map_file = command_option(command, "map");
    if (command->word_count > 2)
        return command_misused(command, _("One file at a time, please: \"%s\" is one too many."),
                               command->words[2]);
    const char *refusal = map_file ? map_read_file(&map, map_file) : NULL;
    struct db *db = NULL;
    int64_t actor;
    if (!refusal)
        refusal = command_open(command, &db);
    if (!refusal)
        refusal = command_actor(command, db, &actor);
    if (!refusal)
        refusal = run(command, db, thing, map_file ? &map : NULL, actor);
    if (db)
        db_close(db);
    map_done(&map);
    return refusal;
}

const char *verb_import(struct command *command) {
    const char *name = command->words[0];
    if (!strcmp(name, "questionnaire"))
        return import_questionnaire(command);
    const struct thing *thing = thing_find(name);
    return thing ? import_thing(command, thing)
                 : command_unknown_thing(command, _("cannot be imported"), "questionnaire");
}
