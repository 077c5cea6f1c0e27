#include "command/print.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "command/questions.h"
#include "rules/paper.h"
#include "rules/response_about.h"

enum { COLUMNS = 80 };

static void print_line(void *data, bool is_heading, const char *text) {
    bool *begun = data;
    static const char underline[] =
        "--------------------------------------------------------------------------------";
    if (is_heading && *begun)
        command_say("%s", "");
    *begun = true;
    command_say("%s", text);
    if (is_heading)
        command_say("%.*s", text_width(text), underline);
}

static void print_paper(struct filling *filling, const struct definition *definition) {
    bool begun = false;
    print_line(&begun, true, filling_title(filling));
    paper_write(&(struct paper){ .filling = filling,
                                 .definition = definition,
                                 .columns = COLUMNS,
                                 .line = print_line,
                                 .data = &begun });
}

/* Speaks the language whose name begins with, or has in brackets, what was asked for. */
static REFUSAL speak(struct command *command, struct filling *filling) {
    const char *wanted = command_option(command, "language");
    int before = filling_spoken(filling);
    if (!wanted)
        return NULL;
    char *folded = text_fold(&command->arena, wanted);
    char *coded = arena_format(&command->arena, "(%s)", folded);
    const char *names = "";
    for (int i = 0; i < filling_languages(filling); i++) {
        filling_speak(filling, i);
        char *name = text_fold(&command->arena, filling_language(filling));
        if (!strncmp(name, folded, strlen(folded)) || strstr(name, coded))
            return NULL;
        names = arena_format(&command->arena, "%s%s%s", names, *names ? ", " : "", filling_language(filling));
    }
    filling_speak(filling, before);
    if (filling_languages(filling) == 1)
        return command_misused(command, _("It has one language only."));
    return command_misused(command, _("There is no language \"%s\" in it; there are: %s."), wanted, names);
}

static REFUSAL print_blank(struct command *command) {
    struct sheets sheets;
    struct definition *definition = NULL;
    const char *refusal =
        questions_read(command, command->words + 1, command->word_count - 1, &sheets, &definition);
    if (!refusal) {
        struct filling *filling = filling_blank(definition);
        refusal = speak(command, filling);
        if (!refusal)
            print_paper(filling, definition);
        filling_close(filling);
    }
    definition_free(definition);
    sheets_done(&sheets);
    return refusal;
}

static void print_dropped(struct db *db, int64_t response, struct filling *filling) {
    struct query *row = response_dropped(db, response);
    struct arena arena = { 0 };
    for (bool begun = false; db_next(row);) {
        if (!begun) {
            begun = true;
            print_line(&begun, true, _("Answered, but not asked any more when it was submitted"));
        }
        command_say("%s: %s", paper_called(filling, db_column_text(row, 0), &arena), db_column_text(row, 1));
    }
    arena_done(&arena);
    db_done(row);
}

static REFUSAL print_response(struct command *command, struct db *db, const char *receipt) {
    int64_t actor;
    const char *refusal = command_actor(command, db, &actor);
    if (refusal)
        return refusal;
    int64_t response = response_of_receipt(db, actor, receipt);
    struct filling *filling = response ? filling_open(db, response) : NULL;
    if (!filling)
        return refuse(_("There is no such receipt for you."));
    refusal = speak(command, filling);
    if (!refusal) {
        print_paper(filling, NULL);
        print_dropped(db, response, filling);
    }
    filling_close(filling);
    return refusal;
}

const char *questionnaire_print(struct command *command) {
    const char *receipt = command_option(command, "response");
    if (receipt && command->word_count > 1)
        return command_misused(command,
                               _("Files are printed blank, a response by its receipt: one of them."));
    if (!receipt && command->word_count < 2)
        return command_misused(command, _("Which files? Or \"--response RECEIPT\" for answers."));
    if (!receipt)
        return print_blank(command);
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    refusal = print_response(command, db, receipt);
    db_close(db);
    return refusal;
}
