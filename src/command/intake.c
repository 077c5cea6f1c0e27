#include "command/intake.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "command/lookalikes.h"

enum { PROGRESS_ROWS = 64 };

/* What became of a row. */
enum fate { PENDING, SETTLED };

struct pass {
    struct intake *intake;
    struct db_value *values;
    char *fates; /* of each row: enum fate */
    const char *last_made;
    struct record made;
    bool is_through;
};

struct import_kind intake_kind(const struct thing *thing) {
    return (struct import_kind){ thing->fields, thing->key };
}

/* Makes the area or the like that a row names, where it is not there yet; its code is its title too. */
static REFUSAL make_missing(struct pass *pass, const char *code) {
    struct intake *intake = pass->intake;
    if (!*code || (pass->last_made && !strcmp(pass->last_made, code)))
        return NULL;
    pass->last_made = code;
    record_put *make = intake->thing->make;
    if (!make(intake->db, intake->actor, with(text("code", code)), RECORD_CLEANS, &pass->made))
        return NULL;
    const char *refusal = make(intake->db, intake->actor, with(text("code", code), text("title", code)),
                               RECORD_CLEANS, &pass->made);
    intake->made += !refusal && pass->made.outcome == RECORD_NEW;
    return refusal;
}

static bool makes(const struct import_field *field, const struct thing *thing) {
    return field->map && field->map->creates && thing->made_of && !strcmp(field->name, thing->made_of);
}

static REFUSAL put_row(struct pass *pass, const struct import_row *row, struct record *record) {
    struct intake *intake = pass->intake;
    const struct import *import = intake->import;
    for (int i = 0; i < import->field_count; i++) {
        pass->values[i] = text(import->fields[i].name, row->values[i]);
        const char *refusal =
            makes(&import->fields[i], intake->thing) ? make_missing(pass, row->values[i]) : NULL;
        if (refusal)
            return refusal;
    }
    return intake->thing->put(intake->db, intake->actor, pass->values, intake->cleans ? RECORD_CLEANS : 0,
                              record);
}

struct trial {
    struct pass *pass;
    const struct import_row *row;
    struct record record;
};

static const char *trial_step(struct db *db, void *argument) {
    struct trial *trial = argument;
    (void)db;
    return put_row(trial->pass, trial->row, &trial->record);
}

/* Puts a row, and whatever it makes, or nothing of it. */
static REFUSAL try_row(struct pass *pass, const struct import_row *row, struct record *record) {
    struct trial trial = { .pass = pass, .row = row };
    int made = pass->intake->made;
    const char *no = db_try(pass->intake->db, trial_step, &trial);
    if (no) {
        pass->intake->made = made;
        pass->last_made = NULL;
    }
    *record = trial.record;
    return no;
}

static void count(struct intake *intake, enum record_outcome outcome) {
    if (outcome == RECORD_NEW)
        intake->added++;
    else if (outcome == RECORD_CHANGED)
        intake->changed++;
    else
        intake->unchanged++;
}

/* Tries the rows that are pending; returns how many of them could be saved. */
static int try_rows(struct pass *pass) {
    struct intake *intake = pass->intake;
    struct import *import = intake->import;
    int saved = 0;
    for (int i = 0; i < import->count; i++) {
        if (intake->progress && i % PROGRESS_ROWS == 0)
            intake->progress(i, import->count);
        if (pass->fates[i] == SETTLED)
            continue;
        struct record record = { 0 };
        if (try_row(pass, &import->rows[i], &record))
            continue;
        count(intake, record.outcome);
        pass->fates[i] = SETTLED;
        saved++;
    }
    return saved;
}

/* Where in the text the first character stands that a terminal must not show, from 1, 0: nowhere; a line
 * feed is for the rules to judge. */
static int find_unshown(const char *text, uint32_t *character) {
    for (int number = 1; (*character = text_next(&text)); number++)
        if (*character != '\n' && !text_is_printable(*character))
            return number;
    return 0;
}

/* A sentence about a field, with what only the file's reader knows about it. */
static const char *explain(struct pass *pass, int row, int field, const char *sentence) {
    struct intake *intake = pass->intake;
    struct import *import = intake->import;
    const struct import_field *known = &import->fields[field];
    uint32_t character;
    int number = intake->cleans ? 0 : find_unshown(import->rows[row].values[field], &character);
    if (number)
        return arena_format(&import->arena, _("%s Character %d is U+%04X; --clean replaces it."), sentence,
                            number, (unsigned)character);
    bool can_be_made = intake->thing->made_of && !strcmp(known->name, intake->thing->made_of) &&
                       *import->rows[row].values[field] && !makes(known, intake->thing);
    return can_be_made ? arena_format(&import->arena, _("%s A map with \"%s.create = yes\" makes it."),
                                      sentence, known->name)
                       : sentence;
}

/* The sentences of a refused row, each with its column. */
static void blame(struct pass *pass, int row) {
    struct import *import = pass->intake->import;
    struct record record = { 0 };
    const char *refusal = try_row(pass, &import->rows[row], &record);
    int problems;
    const struct record_problem *list = record_problems(refusal, &problems);
    for (int i = 0; i < problems; i++) {
        int field = list[i].column ? import_field(import, list[i].column) : -1;
        import_add_problem(import, row, field, "%s",
                           field < 0 ? list[i].sentence : explain(pass, row, field, list[i].sentence));
    }
    if (refusal && problems == 0)
        import_add_problem(import, row, -1, "%s", refusal);
    if (!refusal)
        count(pass->intake, record.outcome);
}

static const char *step(struct db *db, void *argument) {
    struct pass *pass = argument;
    struct intake *intake = pass->intake;
    struct import *import = intake->import;
    for (int i = 0; i < import->count; i++) {
        intake->repeated += import->rows[i].is_repeat;
        pass->fates[i] = import->rows[i].is_bad || import->rows[i].is_repeat ? SETTLED : PENDING;
    }
    /* a row may refer to a later one: a structure to its parent, an officer to a manager */
    while (try_rows(pass) > 0 && memchr(pass->fates, PENDING, (size_t)import->count))
        ;
    for (int i = 0; i < import->count; i++) {
        if (pass->fates[i] == PENDING)
            blame(pass, i);
        intake->left_out += import->rows[i].is_bad;
    }
    pass->is_through = true;
    if (intake->added > 0)
        intake->remark = lookalikes(db, intake->thing, import);
    intake->is_saved = !intake->dry_run && (intake->left_out == 0 || intake->skip_bad);
    return intake->is_saved ? NULL : refuse(_("Nothing was changed."));
}

const char *intake_run(struct intake *intake) {
    struct arena arena = { 0 };
    struct pass pass = { .intake = intake };
    pass.values = arena_new(&arena, (size_t)(intake->import->field_count + 1) * sizeof *pass.values);
    pass.fates = arena_new(&arena, (size_t)intake->import->count + 1);
    const char *refusal = db_write(intake->db, step, &pass);
    if (pass.is_through && !intake->is_saved)
        refusal = NULL;
    else if (refusal)
        intake->is_saved = false;
    arena_done(&arena);
    return refusal;
}
