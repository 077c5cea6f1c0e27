#include "rules/key_file.h"

#include <errno.h>
#include <fcntl.h>
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

static bool put_all(int file, const struct buffer *lines) {
    for (size_t done = 0; done < lines->length;) {
        ssize_t put = write(file, lines->text + done, lines->length - done);
        if (put < 0 && errno != EINTR)
            return false;
        done += put > 0 ? (size_t)put : 0;
    }
    return fdatasync(file) == 0;
}

/* Whose the new file is: the same as the one before, or who has the database and the folder's group. What is
 * not ours to give stays as the folder makes it. */
static void give_away(int file, const char *path, const char *database) {
    struct stat before;
    bool known = stat(path, &before) == 0 || stat(database, &before) == 0;
    if (known && fchown(file, geteuid() == 0 ? before.st_uid : (uid_t)-1, before.st_gid) != 0)
        return;
}

static bool replace(const char *path, const char *fresh, const char *database, const struct buffer *lines) {
    int file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
    if (file < 0)
        return false;
    give_away(file, path, database);
    bool done = fchmod(file, FILE_MODE) == 0 && put_all(file, lines);
    int reason = errno;
    close(file);
    errno = reason;
    return done && rename(fresh, path) == 0;
}

const char *key_file_write(struct db *db) {
    if (in_memory(db))
        return NULL;
    struct arena arena = { 0 };
    struct buffer lines = { 0 };
    char *path = key_file_path(&arena, db_path(db));
    write_lines(db, &lines);
    const char *no = NULL;
    if (!replace(path, arena_format(&arena, "%s.new", path), db_path(db), &lines))
        no = refuse(_("The file of keys %s cannot be written (%s), so nothing was changed."), path,
                    strerror(errno));
    buffer_done(&lines);
    arena_done(&arena);
    return no;
}

bool key_file_is_right(struct db *db) {
    if (in_memory(db))
        return true;
    struct arena arena = { 0 };
    struct buffer lines = { 0 }, found = { 0 };
    write_lines(db, &lines);
    bool is_there = !file_read(&found, key_file_path(&arena, db_path(db)), FILE_MOST);
    bool is_right = !is_there || (found.length == lines.length &&
                                  (!lines.length || !memcmp(found.text, lines.text, lines.length)));
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
