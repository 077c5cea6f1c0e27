/* Doing a step of "topcop setup" as the account that the database belongs to, so that root leaves nothing
 * behind in its folder that this account could not use. */
#ifndef TOPCOP_COMMAND_SETUP_OWNER_H
#define TOPCOP_COMMAND_SETUP_OWNER_H

#include "command/setup.h"

/* From here to setup_become_root the process acts as the owner; below a root (--root) nothing changes. */
REFUSAL setup_become_owner(struct setup *setup);
void setup_become_root(struct setup *setup);

/* Opens the database as its owner; the caller closes it with setup_close, NULL is allowed. */
REFUSAL setup_open(struct setup *setup, struct db **db);
void setup_close(struct setup *setup, struct db *db);

/* Gives a path to the owner, with this mode. */
REFUSAL setup_make_like(struct setup *setup, const char *path, mode_t mode);

/* Makes a folder and those above it, mode 755. */
REFUSAL setup_make_folders(struct setup *setup, const char *folder);

#endif
