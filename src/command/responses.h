/* "topcop export responses": a row for each submitted response, a column for each question. */
#ifndef TOPCOP_COMMAND_RESPONSES_H
#define TOPCOP_COMMAND_RESPONSES_H

#include "exchange/export.h"
#include "store/db.h"

REFUSAL export_responses(struct db *db, int64_t actor, struct export *out);

#endif
