/* For command/setup_people*.c: what the options name. */
#ifndef TOPCOP_COMMAND_SETUP_PEOPLE_H
#define TOPCOP_COMMAND_SETUP_PEOPLE_H

#include "command/setup_owner.h"

/* The parts of "CODE=NAME" or "BADGE=SURNAME,GIVEN NAME"; what is missing is "". */
struct naming {
    char *code, *name, *given;
};
struct naming setup_naming(struct setup *setup, const char *option);

/* The database where there is one already that is its owner's, else NULL; setup_close closes it. */
REFUSAL setup_open_if_there(struct setup *setup, struct db **db);

/* The officer whom the key of --key lets in; 0: nobody, or there is none. */
int64_t setup_key_owner(struct setup *setup, struct db *db);

/* On what roles are granted: the structure that is named, else the only one at the top; "" where that is not
 * clear. */
const char *setup_structure_code(struct setup *setup, struct db *db);

#endif
