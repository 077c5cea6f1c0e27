/* Codes that people would take for the same: "AAA 2" beside "AAA-2", "aaa-1" beside "AAA-1". */
#ifndef TOPCOP_COMMAND_LOOKALIKES_H
#define TOPCOP_COMMAND_LOOKALIKES_H

#include "exchange/import.h"
#include "rules/thing.h"

/* A sentence that names the codes of the import that differ from another one of the same kind only in
 * capitals and in what stands between their parts; NULL: there are none. In the import's arena. */
const char *lookalikes(struct db *db, const struct thing *thing, struct import *import);

#endif
