/* Thematic areas: a tree whose codes are never used again for another subject. */
#ifndef TOPCOP_RULES_AREA_H
#define TOPCOP_RULES_AREA_H

#include "rules/record.h"

/* Fields: code, title, parent (code), valid_from, valid_to. Needs MAY_EDIT_COURSES. */
REFUSAL area_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                 struct record *record);

#endif
