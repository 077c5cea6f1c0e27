#include "command/responses.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "rules/access.h"

/* One export: where it goes, and how. */
struct outlet {
    struct command *command;
    const char *folder; /* NULL: standard output */
    struct response_tables tables;
    struct response_style style;
    struct arena arena;
    struct export *exports; /* one for each table; without a file where the table has no columns */
};

/* ---- files ---- */

/* "CAMPAIGN-section+team.csv"; "+" stands in no name of a question. */
static char *table_name(struct outlet *outlet, const char *part) {
    char *name =
        arena_format(&outlet->arena, "%s%s%s.csv", outlet->command->words[1], *part ? "-" : "", part);
    for (char *at = name; *at; at++)
        if (*at == '/')
            *at = at - name < (long)strlen(outlet->command->words[1]) || *name == '.' ? '_' : '+';
    return name;
}

static REFUSAL make_folder(const char *folder) {
    return mkdir(folder, 0700) == 0 || errno == EEXIST
               ? NULL
               : refuse(_("The folder %s cannot be made: %s."), folder, strerror(errno));
}

static char *table_path(struct outlet *outlet, const char *part) {
    return arena_format(&outlet->arena, "%s/%s", outlet->folder, table_name(outlet, part));
}

static REFUSAL open_file(struct outlet *outlet, struct export *export, const char *part) {
    FILE *file = stdout;
    if (outlet->folder) {
        int number;
        const char *refusal = file_begin(table_path(outlet, part), &number);
        if (refusal)
            return refusal;
        file = fdopen(number, "w");
        if (!file)
            die("a file that was opened cannot be written");
    }
    export_begin(export, file, command_option(outlet->command, "excel") != NULL);
    return NULL;
}

/* Ends what was written; it has not got its name yet. */
static REFUSAL end_file(struct export *export) {
    const char *refusal = export_end(export);
    if (export->out != stdout && fclose(export->out) != 0 && !refusal)
        refusal = refuse(_("The export could not be written: %s."), strerror(errno));
    return refusal;
}

/* Gives it its name, unless something was refused: then it goes. */
static REFUSAL settle_file(struct outlet *outlet, const struct export *export, const char *part,
                           const char *refusal) {
    const char *path = outlet->folder ? table_path(outlet, part) : NULL;
    if (path && refusal)
        file_abandon(path);
    if (!path || refusal)
        return refusal;
    refusal = file_finish(path);
    if (!refusal)
        command_say(words_count("%s: %ld row", "%s: %ld rows", export->lines - 1L), path, export->lines - 1L);
    return refusal;
}

static bool is_written(const struct response_table *table) {
    return table->depth == 0 || table->count > 0;
}

static REFUSAL open_tables(struct outlet *outlet) {
    const struct response_tables *tables = &outlet->tables;
    const char *refusal = NULL;
    outlet->exports = arena_new(&outlet->arena, (size_t)tables->count * sizeof *outlet->exports);
    for (int i = 0; i < tables->count && !refusal; i++) {
        if (!is_written(&tables->list[i]))
            continue;
        refusal = open_file(outlet, &outlet->exports[i], tables->list[i].path);
        if (!refusal)
            response_header(&outlet->exports[i], &tables->list[i], outlet->style);
    }
    return refusal;
}

/* All of them or none: `refusal` is what went wrong so far. */
static REFUSAL close_tables(struct outlet *outlet, const char *refusal) {
    for (int i = 0; i < outlet->tables.count; i++) {
        const char *no = outlet->exports[i].out ? end_file(&outlet->exports[i]) : NULL;
        refusal = refusal ? refusal : no;
    }
    for (int i = 0; i < outlet->tables.count; i++)
        if (outlet->exports[i].out)
            refusal = settle_file(outlet, &outlet->exports[i], outlet->tables.list[i].path, refusal);
    return refusal;
}

/* ---- what is asked for ---- */

static REFUSAL check_folder(const struct outlet *outlet) {
    const struct response_tables *tables = &outlet->tables;
    const char *repeats = "";
    struct arena arena = { 0 };
    for (int i = 1; i < tables->count; i++)
        if (is_written(&tables->list[i]))
            repeats = arena_format(&arena, "%s%s%s", repeats, *repeats ? ", " : "", tables->list[i].path);
    const char *refusal = *repeats && !outlet->folder
                              ? refuse(_("%s asks some questions repeatedly (%s), and each of these needs a "
                                         "file of its own; name a "
                                         "folder for them with --to FOLDER."),
                                       outlet->command->words[1], repeats)
                              : NULL;
    arena_done(&arena);
    return refusal;
}

static REFUSAL check_language(struct outlet *outlet) {
    const char *name = outlet->style.language, *all = "";
    if (!name || !*name)
        return NULL;
    struct definition **definitions = outlet->tables.definitions;
    for (int i = 0; definitions[i]; i++)
        if (response_language(definitions[i], name) >= 0)
            return NULL;
    assert(definitions[0]);
    for (int i = 0; i < definitions[0]->language_count; i++)
        all = arena_format(&outlet->arena, "%s%s%s", all, i ? ", " : "", definitions[0]->languages[i]);
    return refuse(_("The questionnaire does not speak \"%s\"; it speaks: %s."), name,
                  *all ? all : _("one language without a name"));
}

static void write_responses(struct outlet *outlet, struct db *db, int64_t actor, int64_t campaign) {
    const struct response_tables *tables = &outlet->tables;
    struct response_choice choice = { command_option(outlet->command, "all") != NULL,
                                      command_option(outlet->command, "confirmed") != NULL };
    struct query *query = response_all(db, actor, campaign, choice);
    while (db_next(query)) {
        struct arena arena = { 0 };
        struct response_answers answers =
            response_answers(db, db_column_int(query, db_column(query, "id")), &arena);
        for (int i = 0; i < tables->count; i++)
            if (outlet->exports[i].out)
                response_rows(&outlet->exports[i], &tables->list[i], outlet->style, query, &answers);
        arena_done(&arena);
    }
    db_done(query);
}

static REFUSAL write_answers(struct outlet *outlet, struct db *db, int64_t actor, int64_t campaign) {
    const char *refusal = check_folder(outlet);
    if (refusal)
        return refusal;
    refusal = open_tables(outlet);
    if (!refusal)
        write_responses(outlet, db, actor, campaign);
    return close_tables(outlet, refusal);
}

static REFUSAL write_codebook(struct outlet *outlet) {
    struct export out;
    const char *refusal = open_file(outlet, &out, "codebook");
    if (refusal)
        return refusal;
    response_codebook(&out, &outlet->tables);
    return settle_file(outlet, &out, "codebook", end_file(&out));
}

const char *export_responses(struct command *command, struct db *db, int64_t actor) {
    struct outlet outlet = { .command = command,
                             .folder = command_option(command, "to"),
                             .style = { command_option(command, "labels"),
                                        command_option(command, "split") != NULL } };
    int64_t campaign;
    const char *refusal = access_check(db, actor, MAY_SEE_ANSWERS, 0);
    if (!refusal)
        refusal = response_campaign(db, actor, command->words[1] ? command->words[1] : "", &campaign);
    if (!refusal && outlet.folder)
        refusal = make_folder(outlet.folder);
    if (refusal)
        return refusal;
    response_tables_load(&outlet.tables, db, campaign, false);
    refusal = check_language(&outlet);
    if (!refusal)
        refusal = command_option(command, "codebook") ? write_codebook(&outlet)
                                                      : write_answers(&outlet, db, actor, campaign);
    response_tables_done(&outlet.tables);
    arena_done(&outlet.arena);
    return refusal;
}
