#include "store/search.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

static const struct index {
    const char *thing, *put, *forget;
} indexes[] = {
    { "structure",
      "INSERT OR REPLACE INTO structure_search (rowid, words) "
      "SELECT id, words FROM structure_words WHERE id = :id",
      "INSERT INTO structure_search (structure_search) VALUES ('optimize')" },
    { "officer",
      "INSERT OR REPLACE INTO officer_search (rowid, words) "
      "SELECT id, words FROM officer_words WHERE id = :id",
      "INSERT INTO officer_search (officer_search) VALUES ('optimize')" },
    { "course",
      "INSERT OR REPLACE INTO course_search (rowid, words) "
      "SELECT id, words FROM course_words WHERE id = :id",
      "INSERT INTO course_search (course_search) VALUES ('optimize')" },
    { "session",
      "INSERT OR REPLACE INTO session_search (rowid, words) "
      "SELECT id, words FROM session_words WHERE id = :id",
      "INSERT INTO session_search (session_search) VALUES ('optimize')" },
};

static const struct index *find(const char *thing) {
    for (size_t i = 0; i < sizeof indexes / sizeof *indexes; i++)
        if (!strcmp(indexes[i].thing, thing))
            return &indexes[i];
    die("there is no search index for %s", thing);
}

const char *search_put(struct db *db, const char *thing, int64_t id) {
    return db_run(db, find(thing)->put, with(integer("id", id)));
}

const char *search_forget(struct db *db, const char *thing) {
    return db_run(db, find(thing)->forget, NULL);
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
