#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "command/print.h"
#include "command/questions.h"
#include "command/verbs.h"
#include "rules/questionnaire.h"

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

const char *questions_read(struct command *command, struct sheets *sheets, struct definition **definition) {
    struct csv_options options = { .encoding = command_option(command, "encoding") };
    *definition = NULL;
    const char *refusal = sheets_read(sheets, command->words + 1, command->word_count - 1, options);
    return refusal ? refusal : questions_compile(sheets, definition);
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
                    definition->version);
    db_close(db);
    return refusal;
}

static void say_size(const struct definition *definition) {
    int asked = 0;
    for (int i = 0; i < definition->question_count; i++)
        asked += question_is_asked(&definition->questions[i]);
    command_say(_("%s, version %s: %d questions, %d languages."), definition->id, definition->version, asked,
                definition->language_count);
}

static REFUSAL take(struct command *command, bool saves) {
    struct sheets sheets;
    struct definition *definition;
    const char *refusal = questions_read(command, &sheets, &definition);
    if (!refusal)
        say_size(definition);
    if (!refusal && saves)
        refusal = save(command, &sheets, definition);
    definition_free(definition);
    sheets_done(&sheets);
    return refusal;
}

const char *import_questionnaire(struct command *command) {
    static const char *const others[] = { "map", "skip-bad", "clean", "delimiter" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (command_option(command, others[i]))
            return command_misused(command, _("A questionnaire is taken in without --%s."), others[i]);
    return take(command, !command_option(command, "dry-run"));
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
    return take(command, false);
}
