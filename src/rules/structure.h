/* Structures: the tree of countries' bodies. */
#ifndef TOPCOP_RULES_STRUCTURE_H
#define TOPCOP_RULES_STRUCTURE_H

#include "rules/record.h"

/* Fields: code, name, local_name, type, parent (code), country, staff, valid_from, valid_to.
 * A form's query: SELECT * FROM structure_form WHERE id = :id. Needs MAY_EDIT_STRUCTURES for the structure,
 * or for the parent of a new one, and for the new parent when it moves. */
REFUSAL structure_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                      struct record *record);

/* The structure of that code, 0: none. */
int64_t structure_find(struct db *db, const char *code);

/* The code of the only structure that is below no other, in the arena; NULL: there are none or several. */
char *structure_top(struct db *db, struct arena *arena);

#endif
