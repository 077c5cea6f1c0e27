/* "topcop import responses": all rows in one write, good or not at all. */
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "command/intake_report.h"
#include "command/response_files.h"
#include "command/responses.h"
#include "rules/response_import.h"

struct taking {
    int64_t actor, campaign;
    struct response_tables tables;
    struct response_files files;
    struct intake intake; /* what it counts and whether it is saved */
    bool is_through;
};

/* The response being looked at. */
struct looking {
    struct taking *taking;
    int row;
    struct response_cells cells;
};

static int field_of(const struct response_file *file, const char *name) {
    return import_field(&file->import, name);
}

/* A problem at the cell it is about; where the file has no such column, the row names it. */
static void add_problem(struct response_file *file, int row, int field, const char *name,
                        const char *sentence) {
    import_add_problem(&file->import, row, field, "%s%s%s", field < 0 ? name : "", field < 0 ? ": " : "",
                       sentence);
}

static void blame_cell(void *data, const char *name, const char *sentence) {
    struct looking *looking = data;
    struct response_file *file = &looking->taking->files.list[0];
    add_problem(file, looking->row, field_of(file, name), name, sentence);
}

static void blame_answer(void *data, const char *path, const char *sentence) {
    struct looking *looking = data;
    struct response_files *files = &looking->taking->files;
    const struct response_cell *cell = response_cells_find(&looking->cells, path);
    if (cell)
        add_problem(&files->list[cell->file], cell->row, cell->field, path, sentence);
    else
        add_problem(&files->list[0], looking->row, -1, path, sentence);
}

static const struct db_value *row_values(const struct response_file *file, int row, struct arena *arena) {
    int count = 0;
    while (response_columns[count])
        count++;
    struct db_value *values = arena_new(arena, (size_t)(count + 1) * sizeof *values);
    for (int i = 0; i < count; i++)
        values[i] = text(response_columns[i], response_file_value(file, row, response_columns[i]));
    return values;
}

static bool has_bad_rows(const struct response_files *files, int row) {
    const char *receipt = response_file_value(&files->list[0], row, "receipt");
    bool bad = files->list[0].import.rows[row].is_bad;
    for (int f = 1; f < files->count; f++) {
        int count, first = response_file_find(&files->list[f], receipt, &count);
        for (int i = first; i < first + count; i++)
            bad = bad || files->list[f].import.rows[files->list[f].by_receipt[i]].is_bad;
    }
    return bad;
}

/* Takes in one response, or says what is wrong with it; refuses what stops the whole. */
static const char *take_row(struct db *db, struct taking *taking, int row) {
    struct response_files *files = &taking->files;
    struct arena arena = { 0 };
    struct looking looking = { taking, row, response_cells_gather(files, row, &arena) };
    struct response_import import = { .actor = taking->actor,
                                      .campaign = taking->campaign,
                                      .tables = &taking->tables,
                                      .row = row_values(&files->list[0], row, &arena),
                                      .answers = response_cells_answers(&looking.cells),
                                      .blame_cell = blame_cell,
                                      .blame_answer = blame_answer,
                                      .data = &looking };
    response_import_check(db, &import);
    const char *no = has_bad_rows(files, row) ? NULL : response_import_fits(db, &import);
    if (no)
        import_add_problem(&files->list[0].import, row, field_of(&files->list[0], "receipt"), "%s", no);
    bool is_bad = has_bad_rows(files, row);
    taking->intake.left_out += is_bad;
    no = is_bad ? NULL : response_import_put(db, &import);
    taking->intake.added += !is_bad && !import.is_known;
    taking->intake.unchanged += !is_bad && import.is_known;
    arena_done(&arena);
    return no;
}

/* Rows of repeats whose receipt no response has. */
static void find_strays(struct taking *taking) {
    for (int f = 1; f < taking->files.count; f++) {
        struct response_file *file = &taking->files.list[f];
        for (int i = 0; i < file->import.count; i++) {
            const char *receipt = response_file_value(file, i, "receipt");
            int count;
            response_file_find(&taking->files.list[0], receipt, &count);
            if (count > 0)
                continue;
            import_add_problem(&file->import, i, field_of(file, "receipt"),
                               _("No row of %s has the receipt \"%s\"."), taking->files.list[0].import.name,
                               receipt);
            taking->intake.left_out++;
        }
    }
}

struct ordered {
    int revision, row;
};

static int compare_revisions(const void *one, const void *other) {
    const struct ordered *a = one, *b = other;
    return a->revision != b->revision ? (a->revision > b->revision) - (a->revision < b->revision)
                                      : (a->row > b->row) - (a->row < b->row);
}

static const char *step(struct db *db, void *argument) {
    struct taking *taking = argument;
    struct intake *intake = &taking->intake;
    const struct response_file *file = &taking->files.list[0];
    const char *no = response_import_may(db, taking->actor, taking->campaign);
    struct arena arena = { 0 };
    struct ordered *order = arena_new(&arena, (size_t)(file->import.count + 1) * sizeof *order);
    for (int i = 0; i < file->import.count; i++)
        order[i] = (struct ordered){ atoi(response_file_value(file, i, "revision")), i };
    qsort(order, (size_t)file->import.count, sizeof *order, compare_revisions);
    for (int i = 0; i < file->import.count && !no; i++) {
        if (intake->progress)
            intake->progress(i, file->import.count);
        intake->repeated += file->import.rows[order[i].row].is_repeat;
        if (!file->import.rows[order[i].row].is_repeat)
            no = take_row(db, taking, order[i].row);
    }
    arena_done(&arena);
    if (no)
        return no;
    find_strays(taking);
    taking->is_through = true;
    intake->is_saved = !intake->dry_run && (intake->left_out == 0 || intake->skip_bad);
    return intake->is_saved ? NULL : refuse(_("Nothing was changed."));
}

static REFUSAL take(struct command *command, struct db *db, struct taking *taking) {
    struct csv_options options;
    const char *refusal = intake_options(command, &options);
    if (!refusal)
        refusal = response_campaign(db, taking->actor, command->words[1], &taking->campaign);
    if (!refusal)
        refusal = response_import_may(db, taking->actor, taking->campaign);
    if (refusal)
        return refusal;
    response_tables_load(&taking->tables, db, taking->campaign, true);
    refusal = response_files_read(&taking->files, &taking->tables, command->words + 2,
                                  command->word_count - 2, options);
    taking->files.cleans = command_option(command, "clean") != NULL;
    if (!refusal)
        refusal = db_write(db, step, taking);
    intake_end_progress();
    if (taking->is_through && !taking->intake.is_saved)
        refusal = NULL;
    for (int i = 0; i < taking->files.count && !refusal; i++)
        intake_say_problems(&taking->files.list[i].import);
    taking->intake.import = taking->files.count ? &taking->files.list[0].import : NULL;
    return refusal ? refusal : intake_report(&taking->intake, command->words[2]);
}

const char *import_responses(struct command *command) {
    if (command->word_count < 3)
        return command_misused(command, _("Something is missing: topcop import responses CAMPAIGN FILE..."));
    if (command_option(command, "map"))
        return command_misused(command, _("Answers are taken in without --map."));
    struct taking taking = { .intake = { .dry_run = command_option(command, "dry-run") != NULL,
                                         .skip_bad = command_option(command, "skip-bad") != NULL,
                                         .progress = intake_progress() } };
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (!refusal)
        refusal = command_actor(command, db, &taking.actor);
    if (!refusal)
        refusal = take(command, db, &taking);
    response_files_done(&taking.files);
    response_tables_done(&taking.tables);
    if (db)
        db_close(db);
    return refusal;
}
