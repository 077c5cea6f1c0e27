#include "rules/key_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/text.h"
#include "base/words.h"

enum { FILE_MODE = 0640, FILE_MOST = 64 << 20 };

char *key_file_path(struct arena *arena, const char *database) {
    return arena_format(arena, "%s-keys", database);
}

static bool in_memory(struct db *db) {
    return !strcmp(db_path(db), ":memory:");
}

static void write_lines(struct db *db, struct buffer *out) {
    struct query *query =
        db_query(db,
                 "SELECT k.fingerprint, k.id, coalesce(k.valid_to, '-'), k.type, k.blob FROM officer_key k "
                 "JOIN officer o ON o.id = k.officer_id WHERE k.revoked_at IS NULL AND o.status = 'active' "
                 "ORDER BY k.id",
                 NULL);
    while (db_next(query))
        buffer_format(out, "%s %s %s %s %s\n", db_column_text(query, 0), db_column_text(query, 1),
                      db_column_text(query, 2), db_column_text(query, 3), db_column_text(query, 4));
    db_done(query);
}

/* Whose the file is: the same as the one before, or who has the database. */
static const char *write_file(struct db *db) {
    struct arena arena = { 0 };
    struct buffer lines = { 0 };
    struct stat like;
    char *path = key_file_path(&arena, db_path(db));
    bool is_known = stat(path, &like) == 0 || stat(db_path(db), &like) == 0;
    write_lines(db, &lines);
    const char *no = file_replace(path, lines.text, lines.length, FILE_MODE, is_known ? &like : NULL);
    buffer_done(&lines);
    arena_done(&arena);
    return no;
}

void key_file_write(struct db *db) {
    if (!in_memory(db))
        db_at_end(db, write_file);
}

bool key_file_is_right(struct db *db) {
    if (in_memory(db))
        return true;
    struct arena arena = { 0 };
    struct buffer lines = { 0 }, found = { 0 };
    write_lines(db, &lines);
    bool is_there = !file_read(&found, key_file_path(&arena, db_path(db)), FILE_MOST);
    bool may_lack = strcmp(db_path(db), TOPCOP_DATABASE) != 0 || !lines.length;
    bool is_right = is_there ? (found.length == lines.length &&
                                (!lines.length || !memcmp(found.text, lines.text, lines.length)))
                             : may_lack;
    buffer_done(&lines);
    buffer_done(&found);
    arena_done(&arena);
    return is_right;
}

/* The five words of a line; false where it has not that many. */
static bool split(char *line, char *words[static 5]) {
    char *rest = NULL;
    for (int i = 0; i < 5; i++) {
        words[i] = strtok_r(i ? NULL : line, " \n", &rest);
        if (!words[i])
            return false;
    }
    return !strtok_r(NULL, " \n", &rest);
}

static bool fits(const struct key_shown *shown, char *const words[static 5]) {
    return (!shown->fingerprint || !strcmp(shown->fingerprint, words[0])) &&
           (!shown->type || !strcmp(shown->type, words[3])) &&
           (!shown->blob || !strcmp(shown->blob, words[4]));
}

/* sshd reads a line as it stands: nothing but these characters may be in it. */
static bool is_plain(const char *word) {
    return word[strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=@.-")] == '\0';
}

bool key_file_find(const char *path, const struct key_shown *shown, struct arena *arena,
                   struct key_found *found) {
    FILE *file = fopen(path, "re");
    if (!file)
        return false;
    char today[CLOCK_DAY], *line = NULL, *words[5];
    size_t size = 0;
    bool is_found = false;
    clock_today(today);
    while (!is_found && getline(&line, &size, file) > 0)
        is_found = split(line, words) && fits(shown, words) && is_plain(words[3]) && is_plain(words[4]) &&
                   text_integer(words[1], &found->id) && found->id > 0 &&
                   (!strcmp(words[2], "-") || strcmp(today, words[2]) <= 0);
    if (is_found)
        found->line = arena_format(arena, "%s %s", words[3], words[4]);
    free(line);
    fclose(file);
    return is_found;
}
