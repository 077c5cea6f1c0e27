/* Verbs that do several things, the first word after them saying which: "topcop key list". */
#ifndef TOPCOP_COMMAND_DEED_H
#define TOPCOP_COMMAND_DEED_H

#include "command/command.h"

/* What is done: the call, the database opened for it and who acts. */
struct call {
    struct command *command;
    struct db *db;
    int64_t actor;
};

struct deed {
    const char *name; /* NULL at the end of the table */
    int least, most;  /* words, its own name included */
    const char *(*act)(struct call *call);
};

/* Does what the first word names. Refuses a name that is not there with those that are, and a wrong number of
 * words with `usage`. */
REFUSAL deed_run(struct command *command, const struct deed *deeds, const char *usage);

/* The words from that one on, with blanks between; in the command's arena. */
char *deed_words(const struct call *call, int first);

/* The officer of a badge among the words. Refuses where there is none. */
REFUSAL deed_officer(const struct call *call, int word, int64_t *officer);

#endif
