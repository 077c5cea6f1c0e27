/* The command line: verbs, their options, and what came of the words typed. A verb is a row of one const
 * table, from which --help, the usage and the manual's check are made. */
#ifndef TOPCOP_COMMAND_COMMAND_H
#define TOPCOP_COMMAND_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/die.h"
#include "store/db.h"

enum status { STATUS_DONE = 0, STATUS_REFUSED = 1, STATUS_MISUSED = 2 };

struct option {
    const char *name;  /* without the dashes; NULL at the end */
    const char *value; /* what its value is called, "[=NAME]" where it may be left out; NULL: it has none */
    const char *help;
};

struct verb;

/* The words of one call. */
struct command {
    struct arena arena;
    const char *program;     /* as it was called */
    const struct verb *verb; /* NULL: none */
    const char **words;      /* those that are no options, after the verb; NULL at the end */
    int word_count;
    struct option
        *given;      /* the options given: .value is the value, "" where it has none; NULL name at the end */
    bool opens_face; /* neither a verb nor a question about usage or version */
    bool is_misused; /* the last refusal is about how it was called */
    bool is_captive; /* started by sshd for an officer: never the owner; command/remote.h */
    int64_t key;     /* the officer's, of a captive visit; 0: none, they sign in with a password */
    const char *database; /* of a captive visit; NULL: the installed one */
};

struct verb {
    const char *name;             /* NULL at the end of the table */
    const char *synopsis;         /* what follows the name */
    const char *help;             /* a line */
    const char *general;          /* those of the general options that mean something to it: "db as" */
    const struct option *options; /* its own; NULL name at the end; NULL: none */
    int least, most;              /* words after the name; most -1: any number */
    const char *(*run)(struct command *command);
};
extern const struct verb verbs[];
extern const struct option general_options[];

/* Reads the words of a call, the first of them the program's name. Refuses, marked as misuse, what no verb
 * and no option knows. */
REFUSAL command_read(struct command *command, int count, char **words);
void command_done(struct command *command);

/* The same for words without the program's name, which take the place of those read before. */
REFUSAL command_take(struct command *command, int count, const char *const *words);

/* Runs the verb (or its --help), says what it refuses on standard error, and returns the status to exit with.
 */
int command_run(struct command *command);

/* The same ending for a refusal from elsewhere. */
int command_refused(const struct command *command, const char *refusal);

/* The value of an option, "" where it has none, NULL where it was not given. */
const char *command_option(const struct command *command, const char *name);

/* A refusal about how the command was called: ends with status 2 and points to --help. */
REFUSAL command_misused(struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The same for a name that is not known: the sentence, the nearest of the names (NULL at the end), and with
 * `lists` all of them. */
REFUSAL command_unknown(struct command *command, const char *sentence, const char *typed,
                        const char *const *names, bool lists);

/* The database meant: --db, TOPCOP_DB (not of a captive visit), or the installed one; opened. */
const char *command_database(const struct command *command);
REFUSAL command_open(const struct command *command, struct db **db);

/* Who acts: in a captive visit the officer of its key; the officer of --as (for the file's owner and root
 * only), else nobody but the owner (ACTOR_OWNER), else the officer who has the login of this process. */
REFUSAL command_actor(const struct command *command, struct db *db, int64_t *actor);

/* Who opens a face: the same, but the owner, too, must be an officer. 0: who comes with a password, and signs
 * in first. */
REFUSAL command_officer(const struct command *command, struct db *db, int64_t *officer);

/* The login name of this process, "" where it has none. Asked for once: a closed sandbox reaches no
 * server that keeps accounts. */
const char *command_login(void);

/* Prints the usage of a verb with the options it takes, or of all (NULL). */
void command_help(const struct verb *verb);

/* Prints the version. */
void command_version(void);

/* Prints a line on standard output, whatever it holds made fit for a terminal. */
void command_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for those who call back with a sentence; the argument means nothing. */
void command_tell(const char *sentence, void *argument);

#endif
