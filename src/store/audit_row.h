/* From a row that SQLite is about to change to what the audit keeps of it. Known to audit.c only. */
#ifndef TOPCOP_STORE_AUDIT_ROW_H
#define TOPCOP_STORE_AUDIT_ROW_H

#include "base/buffer.h"
#include "store/engine.h"

/* A change as it will stand in the audit. Texts live in the arena. */
struct audit_change {
    const char *act, *thing, *detail;
    int64_t thing_id;
};

/* What is kept of tables, learned from the schema when one is first changed. Zeroed to begin with. */
struct audit_tables {
    struct arena arena;
    struct audit_table *list;
    int count;
};

/* Inside SQLite's preupdate hook: the change of a row of that table; false when nothing of it is kept. `row`
 * is SQLite's row number before (of a new row: after). */
bool audit_row_read(struct db *db, struct audit_tables *tables, int operation, const char *table, int64_t row,
                    struct arena *arena, struct audit_change *change);

#endif
