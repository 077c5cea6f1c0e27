/* The shared database: opening, asking, writing. The only door to SQLite; it knows nothing of the domain.
 *
 * Bad SQL, a missing table or a parameter without a value is a bug and ends the program. What a person can
 * cause or must be told (a constraint's sentence, a full disk) comes back as a refusal from db_run and
 * db_write.
 *
 * SQL functions added here, usable in the schema and in queries: fold(text) as text_fold, today() as
 * "YYYY-MM-DD", now() in seconds, moment(seconds) as local "YYYY-MM-DD HH:MM". */
#ifndef TOPCOP_STORE_DB_H
#define TOPCOP_STORE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/die.h"

struct db;
struct query;

/* A named value for a parameter: integer("id", 7) fills :id. */
struct db_value {
    const char *name; /* without the colon; NULL ends a list */
    enum { DB_NULL, DB_INTEGER, DB_REAL, DB_TEXT } kind;
    int64_t integer;
    double real;
    const char *text; /* borrowed until the query is done; NULL is SQL's NULL */
};
#define integer(n, v) ((struct db_value){ .name = (n), .kind = DB_INTEGER, .integer = (v) })
#define text(n, v) ((struct db_value){ .name = (n), .kind = DB_TEXT, .text = (v) })
#define real(n, v) ((struct db_value){ .name = (n), .kind = DB_REAL, .real = (v) })
#define with(...) ((const struct db_value[]){ __VA_ARGS__, { 0 } })

/* Opens an existing database with the settings of SYSTEMS 1.6, upgrading its schema when it is older. Refuses
 * a file that is missing, is no topcop database, is newer than this program, or lies on a network file
 * system. */
REFUSAL db_open(struct db **db, const char *path);

/* Makes a new database with schema and seed; refuses when the file exists. */
REFUSAL db_create(struct db **db, const char *path);

/* A private database in memory with schema and seed, for tests. */
struct db *db_memory(void);

/* A finished copy that nobody works with: for reading only, and nothing is made beside it. */
REFUSAL db_open_copy(struct db **db, const char *path);

/* The same, upgraded where it is older, and for writing; db_close leaves one file. */
REFUSAL db_open_fresh(struct db **db, const char *path);

void db_close(struct db *db);

/* The path it was opened with; ":memory:" for db_memory. */
const char *db_path(const struct db *db);

/* Asks. `sql` must outlive the database (a literal): prepared statements are kept by it. */
struct query *db_query(struct db *db, const char *sql, const struct db_value *values);

/* The same for text built at run time from constant parts; nothing is kept. */
struct query *db_query_once(struct db *db, const char *sql, const struct db_value *values);

/* More values; later ones win. Values that no parameter asks for are passed over. */
void db_bind(struct query *query, const struct db_value *values);

/* Whether the query has a parameter of that name. */
bool db_wants(const struct query *query, const char *name);

/* The next row, or false at the end. */
bool db_next(struct query *query);

/* Columns from 0, and by name (a wrong name is a bug). Text is borrowed until the next db_next; NULL gives
 * NULL. */
int64_t db_column_int(struct query *query, int column);
double db_column_real(struct query *query, int column);
const char *db_column_text(struct query *query, int column);
int db_columns(struct query *query);
const char *db_column_name(struct query *query, int column);
int db_column(struct query *query, const char *name); /* its number, or -1 */

/* The typed value of a column, its text copied into the arena; .name is `name`. */
struct db_value db_column_value(struct query *query, int column, const char *name, struct arena *arena);

/* Ends the query; must be called before a key is awaited. NULL is allowed. */
void db_done(struct query *query);

/* One value: the first column of the first row, or the fallback (NULL for text) where there is no row or
 * NULL. */
int64_t db_int(struct db *db, int64_t fallback, const char *sql, const struct db_value *values);
char *db_text(struct db *db, struct arena *arena, const char *sql, const struct db_value *values);
bool db_exists(struct db *db, const char *sql, const struct db_value *values);

/* A step of a write: returns NULL to go on or a refusal, which rolls everything back. */
typedef const char *db_step(struct db *db, void *argument);

/* The one way to write: takes the queue, BEGIN IMMEDIATE, `step`, COMMIT or ROLLBACK, leaves the queue. What
 * `step` checks it reads inside. NULL means: on disk (fdatasync has returned). Must not be nested. */
REFUSAL db_write(struct db *db, db_step *step, void *argument);

/* Inside a write: a step that leaves nothing behind when it refuses, so that others can follow. Not nested.
 */
REFUSAL db_try(struct db *db, db_step *step, void *argument);

/* Inside a write: what is done once when all else is and nothing has been refused, before it is on disk; a
 * refusal takes all back. A write has one of them, however often it is asked for. */
void db_at_end(struct db *db, const char *(*act)(struct db *db));

/* Who acts from now on, and in which visit, as the audit will say: an officer, or 0 for the owner of the
 * database; visit 0 for none. */
void db_actor(struct db *db, int64_t officer, int64_t visit);
int64_t db_visit(const struct db *db);

/* Runs one writing statement inside db_write. Refuses with the sentence of a trigger or constraint. */
REFUSAL db_run(struct db *db, const char *sql, const struct db_value *values);

/* Within db_write: runs the step with no trigger in its way, neither to refuse nor to follow. For the purge
 * of what is kept otherwise, and for nothing else. */
REFUSAL db_unguarded(struct db *db, db_step *step, void *argument);

/* Rows changed by the last db_run, and the id of the last row it inserted. */
int db_changes(const struct db *db);
int64_t db_last_id(const struct db *db);

/* Whether other processes have committed since the last call (PRAGMA data_version). */
bool db_changed(struct db *db);

/* Gives back the memory that is not needed while nobody types: kept statements, the schema, pages. The next
 * query reads again what it needs, about a millisecond's work. No query may be undone. */
void db_rest(struct db *db);

/* Whether no transaction is open and no query undone: asserted by the faces where they wait for a key. */
bool db_is_idle(const struct db *db);

/* Now. Within a write never before what was noted last, so that a clock set back lets nobody overtake; the
 * SQL function now() is the same. */
int64_t db_now(struct db *db);

/* The newest moment noted of something that happened; 0: none. */
int64_t db_newest(struct db *db);

/* What its people must be told though nothing was asked: the files were moved away, the clock was set back.
 * NULL: nothing, or told already. */
REFUSAL db_trouble(struct db *db);

/* A consistent copy of the live database into a new file (online backup API), taking the queue. It gets its
 * name when it is on disk and `verify` (NULL: nothing), which is given the copy opened for reading, has not
 * refused it. */
REFUSAL db_backup(struct db *db, const char *path, db_step *verify, void *argument);

/* Calls `tell` with what is wrong with the pages of the file, until the file cannot be read any further. */
void db_damages(struct db *db, void (*tell)(const char *damage, void *argument), void *argument);

/* The number of its schema, and of the one that this program brings. */
int db_schema(struct db *db);
int db_schema_newest(void);

#endif
