/* Memory for SQLite that can be given back. Hundreds of sessions share a machine, and most of them rest; what
 * a session's queries have taken lies in the C library's heap between what it keeps, so that hardly a page of
 * it could be returned. Here pieces of one size share a block, and blocks that are empty go back to the
 * system (measured: half a megabyte a session). Pieces of more than a kilobyte stay with malloc. One thread
 * only. */
#ifndef TOPCOP_STORE_POOL_H
#define TOPCOP_STORE_POOL_H

/* Makes SQLite take its memory here. Before its first use in a process; does nothing later. */
void pool_begin(void);

/* Gives the empty blocks back to the system. */
void pool_rest(void);

#endif
