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
    const char *key; /* the text of --key, read by root before anything is done; NULL: none */
};

/* A path below the root; in the command's arena. */
const char *setup_path(const struct setup *setup, const char *path);

/* Whether it is the machine itself that is set up, with its accounts, and not a folder (--root). */
bool setup_is_real(const struct setup *setup);

/* A step: whether it is asked for, whether it is so already, and doing it. What nobody but the administrator
 * of the machine can put right has .wrong instead: a sentence with what is wrong, NULL when it is right. */
struct step {
    const char *label; /* N_(); NULL at the end */
    const char
        *names; /* the option "CODE=..." that asks for it, and whose CODE is %s in the label; NULL: none */
    bool (*is_wanted)(const struct setup *setup); /* NULL: always, or when .names is given */
    bool (*is_so)(struct setup *setup);
    const char *(*act)(struct setup *setup);
    const char *(*wrong)(struct setup *setup);
};
extern const struct step setup_accounts[], setup_database[], setup_people[], setup_files[], setup_sshd[];

/* Whether there is, or will be, the account for those who come without a key. */
bool setup_has_door(const struct setup *setup);

/* What of an option stands before the "="; "" where it is not given. */
const char *setup_code(const struct setup *setup, const char *option);

/* Whether the database is there, and its owner's. */
bool setup_has_database(struct setup *setup);

/* "AZ-90001 Quliyeva Nigar (AZ), ..."; "" for nobody. */
const char *setup_administrators(struct setup *setup);

/* Refuses what the options say of people where it cannot be done, before anything is. */
REFUSAL setup_check_people(struct setup *setup);

/* A text file of the system: whether it holds just that, and writing it. */
enum { SETUP_FILE_MOST = 65536 };
bool setup_file_holds(const struct setup *setup, const char *path, const char *text);
REFUSAL setup_write_file(struct setup *setup, const char *path, const char *text);

#endif
