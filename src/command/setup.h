/* "topcop setup": what makes a machine a server, step by step. Each step knows whether it is so already, so
 * that the whole can be run again at any time; nothing that is right is touched. */
#ifndef TOPCOP_COMMAND_SETUP_H
#define TOPCOP_COMMAND_SETUP_H

#include <sys/types.h>

#include "command/command.h"

#define SETUP_ACCOUNT "topcop"   /* owns the database; officers with a key come in by it */
#define SETUP_KEYS "topcop-keys" /* asks for keys on behalf of sshd, and may read nothing else */
#define SETUP_DOOR "topcop-door" /* the same user as the first, without a key: signs in inside */
#define SETUP_PROGRAM TOPCOP_PREFIX "/bin/topcop"
#define SETUP_SHELL TOPCOP_PREFIX "/bin/topcop-door"

struct setup {
    struct command *command;
    const char *root;     /* stands before every path; "" on the machine itself */
    const char *database; /* paths with it */
    const char *folder;
};

/* A path below the root; in the command's arena. */
const char *setup_path(struct setup *setup, const char *path);

/* Whether it is the machine itself that is set up, with its accounts, and not a folder (--root). */
bool setup_is_real(const struct setup *setup);

/* A step: whether it is asked for (NULL: always), whether it is so already, and doing it. */
struct step {
    const char *label; /* N_(); NULL at the end */
    bool (*is_wanted)(const struct setup *setup);
    bool (*is_so)(struct setup *setup);
    const char *(*act)(struct setup *setup);
};
extern const struct step setup_accounts[], setup_database[], setup_people[], setup_files[];

#endif
