#include "store/search.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

static const struct {
    const char *thing, *put;
} indexes[] = {
    { "structure", "INSERT OR REPLACE INTO structure_search (rowid, words) "
                   "SELECT id, words FROM structure_words WHERE id = :id" },
    { "officer", "INSERT OR REPLACE INTO officer_search (rowid, words) "
                 "SELECT id, words FROM officer_words WHERE id = :id" },
    { "course", "INSERT OR REPLACE INTO course_search (rowid, words) "
                "SELECT id, words FROM course_words WHERE id = :id" },
    { "session", "INSERT OR REPLACE INTO session_search (rowid, words) "
                 "SELECT id, words FROM session_words WHERE id = :id" },
};

const char *search_put(struct db *db, const char *thing, int64_t id) {
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        if (!strcmp(indexes[i].thing, thing))
            return db_run(db, indexes[i].put, with(integer("id", id)));
    die("there is no search index for %s", thing);
}

char *search_expression(struct arena *arena, const char *words) {
    struct buffer out = { 0 };
    const char *at = text_fold(arena, words ? words : "");
    while (*at) {
        const char *word = at, *end = at;
        while (text_is_word(text_next(&end)))
            at = end;
        if (at > word) {
            buffer_format(&out, "%s\"", out.length ? " " : "");
            buffer_add_part(&out, word, (size_t)(at - word));
            buffer_add(&out, "\"*");
        }
        at = end;
    }
    char *expression = out.length ? arena_copy(arena, out.text) : NULL;
    buffer_done(&out);
    return expression;
}
