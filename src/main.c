/* From the words typed to a verb that runs or a face that opens. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/sandbox.h"
#include "base/words.h"
#include "command/remote.h"
#include "command/verbs.h"
#include "full/full.h"
#include "line/line.h"
#include "screens/all.h"
#include "screens/presence.h"
#include "screens/sign_in.h"
#include "ui/session.h"

/* The screen named on the command line, NULL for none; refuses with the nearest name there is. */
static REFUSAL find_screen(struct command *command, const struct screen **screen) {
    const char *name = command->word_count ? command->words[0] : NULL;
    const char *names[128];
    int count = 0;
    *screen = name ? session_find(&(struct session){ .screens = all_screens }, name) : NULL;
    if (*screen && (*screen)->needs_id)
        return command_misused(
            command, _("\"%s\" shows one record: it is opened from the list that the record belongs to."),
            name);
    if (name && !*screen) {
        for (size_t i = 0; all_screens[i] && count < 100; i++)
            if (!all_screens[i]->needs_id)
                names[count++] = all_screens[i]->name;
        for (const struct verb *verb = verbs; verb->name && count < 127; verb++)
            names[count++] = verb->name;
        names[count] = NULL;
        return command_unknown(
            command, arena_format(&command->arena, _("\"%s\" is neither a verb nor a screen"), name), name,
            names, false);
    }
    return command->word_count > 1
               ? command_misused(command, _("\"%s\" is one word too many."), command->words[1])
               : NULL;
}

/* Whether the line face is in charge: asked for, or the only one this terminal can carry. */
static bool takes_line(const struct command *command) {
    const char *wish = getenv("TOPCOP_LINE"), *why = NULL;
    if (command_option(command, "line") || (wish && *wish) || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return true;
    if (command->is_captive)
        full_know_terminal();
    if (full_possible(&why))
        return false;
    fprintf(stderr, "%s\n", why);
    return true;
}

static REFUSAL open_face(struct command *command, struct db *db, const struct screen *screen, int *status) {
    int64_t officer;
    struct session session = { .db = db,
                               .presence = &presence_of_officers,
                               .key = command->key,
                               .door = command->is_captive             ? (command->key ? "key" : "password")
                                       : command_option(command, "as") ? "as"
                                                                       : "login" };
    const char *refusal = command_officer(command, db, &officer);
    if (!refusal)
        refusal = sign_in_set(&session, officer);
    if (!refusal)
        refusal = session_init(&session);
    if (refusal)
        return refusal;
    if (screen && officer)
        refusal = session_open(&session, screen, 0);
    if (!refusal) {
        session.line = takes_line(command);
        *status = session.line ? line_run(&session, stdin, stdout) : full_run(&session);
    }
    session_done(&session);
    return refusal;
}

static int run_face(struct command *command, const struct screen *screen) {
    struct db *db = NULL;
    int status = STATUS_DONE;
    command_login();
    if (!command->is_captive)
        sandbox_close(false);
    const char *refusal = command_open(command, &db);
    if (!refusal)
        refusal = open_face(command, db, screen, &status);
    if (refusal)
        status = command_refused(command, refusal);
    if (db)
        db_close(db);
    return status;
}

int main(int count, char **words) {
    char *at_the_door[] = { "topcop", "--session", "0", NULL };
    if (remote_is_door(words[0])) {
        count = 3;
        words = at_the_door;
    }
    bool is_captive = remote_is_captive(count, words);
    sandbox_environment(is_captive);
    if (is_captive)
        sandbox_close(is_captive);
    if (!setlocale(LC_ALL, ""))
        setlocale(LC_ALL, "C.UTF-8");
    setlocale(LC_NUMERIC, "C"); /* numbers in files and expressions have a point everywhere */
    words_init();
    struct command command;
    const struct screen *screen = NULL;
    const char *refusal = command_read(&command, count, words);
    if (!refusal && is_captive)
        refusal = remote_take(&command);
    if (!refusal && !command.verb)
        refusal = find_screen(&command, &screen);
    int status = refusal              ? command_refused(&command, refusal)
                 : command.opens_face ? run_face(&command, screen)
                                      : command_run(&command);
    command_done(&command);
    return status;
}
