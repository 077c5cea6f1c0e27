/* What the files of store/ share and nobody else sees. */
#ifndef TOPCOP_STORE_ENGINE_H
#define TOPCOP_STORE_ENGINE_H

#define SQLITE_ENABLE_PREUPDATE_HOOK 1 /* Debian builds it in; the header hides it otherwise */
#include <sqlite3.h>
#include <sys/types.h>

#include "store/db.h"

enum { FILES = 3, KEPT_QUERIES = 96, APPLICATION_ID = 0x746F7063 }; /* "topc" */

struct query {
    struct db *db;
    sqlite3_stmt *statement;
    const char *sql;
    bool busy, once;
    uint64_t bound; /* bit per parameter number */
};

struct db {
    sqlite3 *handle;
    char *path;
    int queue;              /* semaphore set, -1 for none */
    int slot;               /* the same of a slot that is held */
    int turn;               /* the file that is locked where there is no semaphore, -1 for none */
    bool writing, is_fresh; /* is_fresh: made by this process, nobody else has it open */
    int schema;             /* user_version when it was opened; 0: not known yet */
    unsigned told;          /* the troubles that were told */
    uint64_t files[FILES];  /* the file, its log and the log's index */
    int64_t newest;         /* the newest entry as of the write that is going on; -1: not asked */
    const char *(*at_end)(struct db *db); /* of this write; NULL: nothing */
    bool trying;                          /* inside a savepoint, which the audit is not to be written in */
    bool migrating;                       /* the schema is being brought up: nobody's doing */
    int64_t version;                      /* last data_version seen */
    int64_t judged;                       /* the one at which the clock was compared with what is stored, */
    int64_t judged_at;                    /* and when that was */
    struct audit *audit;                  /* what the present write has done; NULL before the first */
    int64_t actor, visit;                 /* who acts, for the audit; 0: the owner, no visit */
    int kept;
    struct query queries[KEPT_QUERIES];
};

/* Of a query: ends the program with what the engine says of the code; sees that every value is given; steps,
 * making the views that are missing. */
void query_broken(struct query *query, int code);
void query_check_bound(const struct query *query);
int query_step(struct query *query);

/* The semaphore set of a database file, made when missing; -1 where none can be had. */
int queue_open(const char *path);
/* Takes the turn, waiting at most 20 s; false: go on without it. First come, first served, unless the system
 * has no semaphore to give: then a lock on DATABASE-queue keeps writers apart, in any order. */
bool queue_enter(struct db *db);
void queue_leave(struct db *db);

/* Brings the schema up to this program's; makes a backup copy first when the database is in use. */
REFUSAL migrate(struct db *db);

/* Refuses what is no database of topcop or of a newer one. */
REFUSAL schema_strange(struct db *db);

/* The files that a database consists of, noted when it was opened; refuses when they are others now. */
void files_note(struct db *db);
REFUSAL files_moved(const struct db *db);

/* Refuses a database whose log was taken away when nobody was looking. */
REFUSAL files_missing(const char *path);

/* After "no such table": makes the view of that name; false when there is none, or it is there already. */
bool view_make_missing(struct db *db);

/* The audit of a write: begun before it, told how many changes to forget again when a statement failed, and
 * put into its table when the write ends (with `all`) or much has come together. */
void audit_begin(struct db *db);
int audit_count(const struct db *db);
void audit_forget(struct db *db, int count);
REFUSAL audit_flush(struct db *db, bool all);
void audit_done(struct db *db);

/* The sentence for an SQLite error of this database. */
const char *engine_refusal(struct db *db, int code);

#endif
