/* The views of schema/views.sql, made in a connection's own temporary schema when a query first names them: a
 * session holds the few it uses, and they are always those of this program, whoever made the database. */
#include <string.h>

#include "base/embedded.h"
#include "store/engine.h"

static const char MAKE[] = "CREATE VIEW ";

/* The statement of one view up to the next one; NULL when there is none of that name. */
static char *view_statement(struct arena *arena, const char *name) {
    const char *text = embedded_text("schema/views.sql");
    size_t length = strlen(name);
    for (const char *at = text; (at = strstr(at, MAKE)); at += sizeof MAKE - 1) {
        const char *named = at + sizeof MAKE - 1;
        if (strncmp(named, name, length) != 0 || named[length] != ' ')
            continue;
        const char *end = strstr(named, MAKE);
        char *body = end ? arena_copy_part(arena, named, (size_t)(end - named)) : arena_copy(arena, named);
        return arena_format(arena, "CREATE TEMP VIEW %s", body);
    }
    return NULL;
}

bool view_make_missing(struct db *db) {
    static const char SAYS[] = "no such table: ";
    const char *said = sqlite3_errmsg(db->handle);
    if (strncmp(said, SAYS, sizeof SAYS - 1) != 0)
        return false;
    struct arena arena = { 0 };
    char *statement = view_statement(&arena, said + sizeof SAYS - 1);
    bool made = statement && sqlite3_exec(db->handle, statement, NULL, NULL, NULL) == SQLITE_OK;
    arena_done(&arena);
    return made;
}
