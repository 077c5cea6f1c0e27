#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "command/intake_report.h"
#include "command/print.h"
#include "command/questions.h"
#include "command/verbs.h"
#include "rules/questionnaire.h"
#include "xlsform/lenient.h"

const char *questions_compile(const struct sheets *sheets, struct definition **definition) {
    struct problems problems = { 0 };
    struct arena arena = { 0 };
    *definition = definition_new(sheets, &problems);
    for (int i = 0; i < problems.count; i++)
        fprintf(stderr, "%s\n", text_clean(&arena, problem_text(&arena, &problems.list[i])));
    const char *refusal =
        *definition ? NULL
                    : refuse(words_count("The questionnaire cannot be used: %ld error.",
                                         "The questionnaire cannot be used: %ld errors.", problems.errors),
                             (long)problems.errors);
    problems_done(&problems);
    arena_done(&arena);
    return refusal;
}

const char *questions_read(struct command *command, const char *const *files, int count,
                           struct sheets *sheets, struct definition **definition) {
    struct csv_options options;
    const char *refusal = intake_options(command, &options);
    *sheets = (struct sheets){ 0 };
    *definition = NULL;
    if (!refusal)
        refusal = sheets_read(sheets, files, count, options);
    if (!refusal && command_option(command, "lenient"))
        lenient_set(sheets);
    return refusal ? refusal : questions_compile(sheets, definition);
}

static const char *version_of(const struct definition *definition) {
    return *definition->version ? definition->version : _("without a name");
}

static REFUSAL save(struct command *command, const struct sheets *sheets,
                    const struct definition *definition) {
    struct db *db = NULL;
    int64_t actor, version;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    refusal = command_actor(command, db, &actor);
    if (!refusal)
        refusal = questionnaire_save(db, actor, sheets, definition, &version);
    if (!refusal)
        command_say(_("%s, version %s, is kept; a campaign can ask it."), definition->id,
                    version_of(definition));
    db_close(db);
    return refusal;
}

static void say_size(const char *file, const struct definition *definition) {
    struct buffer size = { 0 };
    int asked = 0;
    for (int i = 0; i < definition->question_count; i++)
        asked += question_is_asked(&definition->questions[i]);
    buffer_format(&size, words_count("%ld question, ", "%ld questions, ", asked), (long)asked);
    buffer_format(&size, words_count("%ld language", "%ld languages", definition->language_count),
                  (long)definition->language_count);
    command_say(_("%s: %s, version %s: %s."), file, definition->id, version_of(definition), size.text);
    buffer_done(&size);
}

static REFUSAL take(struct command *command, const char *const *files, int count, bool saves) {
    struct sheets sheets;
    struct definition *definition;
    const char *refusal = questions_read(command, files, count, &sheets, &definition);
    if (!refusal)
        say_size(files[0], definition);
    if (!refusal && saves)
        refusal = save(command, &sheets, definition);
    definition_free(definition);
    sheets_done(&sheets);
    return refusal;
}

const char *import_questionnaire(struct command *command) {
    static const char *const others[] = { "map", "skip-bad", "clean" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (command_option(command, others[i]))
            return command_misused(command, _("A questionnaire is taken in without --%s."), others[i]);
    return take(command, command->words + 1, command->word_count - 1, !command_option(command, "dry-run"));
}

/* What a file that holds one sheet is called without that sheet's name: "needs-" of "needs-survey.csv". */
static const char *form_of(struct arena *arena, const char *file) {
    const char *sheet = sheet_of_path(file), *dot = strrchr(file, '.');
    size_t end = dot && !strchr(dot, '/') ? (size_t)(dot - file) : strlen(file);
    return sheet ? arena_copy_part(arena, file, end - strlen(sheet)) : NULL;
}

/* How many files after the first belong to the same questionnaire; they are moved behind it. */
static int gather(struct arena *arena, const char **files, int count, bool is_one) {
    const char *form = form_of(arena, files[0]);
    int same = 1;
    for (int i = 1; form && i < count; i++) {
        const char *other = form_of(arena, files[i]), *file = files[i];
        if (!other || !(is_one || !strcmp(form, other)))
            continue;
        memmove(&files[same + 1], &files[same], (size_t)(i - same) * sizeof *files);
        files[same++] = file;
    }
    return same;
}

static bool has_one_survey(const char *const *files, int count) {
    int surveys = 0;
    for (int i = 0; i < count; i++) {
        const char *sheet = sheet_of_path(files[i]);
        surveys += sheet && !strcmp(sheet, "survey");
    }
    return surveys <= 1;
}

/* Each questionnaire is judged, whatever came of those before it. */
static REFUSAL check(struct command *command, const char **files, int count) {
    const char *refusal = NULL;
    bool is_one = has_one_survey(files, count);
    int forms = 0, refused = 0;
    for (int start = 0, end; start < count; start = end, forms++) {
        end = start + gather(&command->arena, &files[start], count - start, is_one);
        if (refusal)
            fprintf(stderr, "%s\n", text_clean(&command->arena, refusal));
        refusal = take(command, &files[start], end - start, false);
        if (command->is_misused)
            return refusal;
        refused += refusal != NULL;
        refusal = refusal ? arena_copy(&command->arena, refusal) : NULL;
    }
    if (forms == 1 || !refused)
        return refusal;
    if (refusal)
        fprintf(stderr, "%s\n", text_clean(&command->arena, refusal));
    return refuse(_("%d of %d questionnaires cannot be used."), refused, forms);
}

const char *verb_questionnaire(struct command *command) {
    if (!strcmp(command->words[0], "print"))
        return questionnaire_print(command);
    if (!strcmp(command->words[0], "migrate"))
        return questionnaire_migrate(command);
    if (strcmp(command->words[0], "check") != 0)
        return command_misused(command,
                               _("\"%s\" is nothing to do with a questionnaire; \"check\", \"print\" and "
                                 "\"migrate\" are."),
                               command->words[0]);
    if (command->word_count < 2)
        return command_misused(command, _("Which files?"));
    return check(command, command->words + 1, command->word_count - 1);
}
