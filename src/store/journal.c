#include "store/journal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/words.h"
#include "store/journal_file.h"

/* A record: "FIELD TAB KEPT-AT-THE-START TAB KEPT-AT-THE-END TAB NEW-TEXT LF", with \n, \t and \\ escaped. */

struct entry {
    char *field;
    struct buffer text;
};

struct journal {
    int file; /* -1: nothing is kept */
    char *path;
    bool dirty, held;
    struct entry *entries;
    size_t count;
};

static struct entry *entry_of(struct journal *journal, const char *field) {
    for (size_t i = 0; i < journal->count; i++)
        if (!strcmp(journal->entries[i].field, field))
            return &journal->entries[i];
    journal->entries = memory_grow(journal->entries, (journal->count + 1) * sizeof *journal->entries);
    struct entry *entry = &journal->entries[journal->count++];
    *entry = (struct entry){ .field = strdup(field) };
    buffer_clear(&entry->text);
    return entry;
}

static void forget_entries(struct journal *journal) {
    for (size_t i = 0; i < journal->count; i++) {
        free(journal->entries[i].field);
        buffer_done(&journal->entries[i].text);
    }
    free(journal->entries);
    journal->entries = NULL;
    journal->count = 0;
}

static char *unescape(char *text) {
    char *out = text;
    for (char *at = text; *at; at++) {
        if (*at == '\\' && at[1]) {
            at++;
            *out++ = (char)(*at == 'n' ? '\n' : *at == 't' ? '\t' : *at);
        } else {
            *out++ = *at;
        }
    }
    *out = 0;
    return text;
}

static void replay_record(struct journal *journal, char *record) {
    char *start = strchr(record, '\t'), *end = start ? strchr(start + 1, '\t') : NULL,
         *fresh = end ? strchr(end + 1, '\t') : NULL;
    if (!fresh)
        return;
    *start++ = *end++ = *fresh++ = 0;
    struct entry *entry = entry_of(journal, record);
    size_t head = strtoul(start, NULL, 10), tail = strtoul(end, NULL, 10);
    if (head <= entry->text.length && tail <= entry->text.length - head)
        buffer_replace(&entry->text, head, entry->text.length - head - tail, unescape(fresh));
}

/* ---- who has it ---- */

static void let_go(const struct journal *journal) {
    if (!journal->held)
        flock(journal->file, LOCK_UN);
}

bool journal_is_taken(const struct journal *journal) {
    return journal->file >= 0 && journal_file_is_taken(journal->file);
}

void journal_hold(struct journal *journal) {
    journal->held = journal->file >= 0 && journal_file_hold(journal->file);
}

void journal_let_go(struct journal *journal) {
    journal->held = false;
    if (journal->file >= 0)
        let_go(journal);
}

static void replay(struct journal *journal, struct buffer *all) {
    char *at = all->text, *end;
    while (at && (end = strchr(at, '\n'))) {
        *end = 0;
        replay_record(journal, at);
        at = end + 1;
    }
}

static void open_file(struct journal *journal) {
    struct buffer all = { 0 };
    journal->file = journal_file_open(journal->path, &all);
    if (journal->file >= 0)
        replay(journal, &all);
    buffer_done(&all);
}

const char *journal_open(struct journal **out, const char *database, int64_t officer, const char *form,
                         int64_t record) {
    struct journal *journal = memory_new(sizeof *journal);
    *journal = (struct journal){ .file = -1 };
    *out = journal;
    if (!strcmp(database, ":memory:"))
        return NULL;
    struct arena arena = { 0 };
    char *folder = arena_format(&arena, "%s-drafts", database);
    journal->path =
        strdup(arena_format(&arena, "%s/%lld.%s.%lld", folder, (long long)officer, form, (long long)record));
    if (mkdir(folder, 0700) == 0 || errno == EEXIST)
        open_file(journal);
    arena_done(&arena);
    return journal->file >= 0
               ? NULL
               : refuse(_("What you type cannot be kept safe: %s: %s."), journal->path, strerror(errno));
}

int journal_replay(struct journal *journal, void (*take)(const char *field, const char *text, void *argument),
                   void *argument, int64_t *moment) {
    for (size_t i = 0; i < journal->count; i++)
        take(journal->entries[i].field, journal->entries[i].text.text, argument);
    struct stat status;
    *moment = journal->file >= 0 && fstat(journal->file, &status) == 0 ? (int64_t)status.st_mtime : 0;
    return (int)journal->count;
}

static void add_escaped(struct buffer *out, const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\n' || text[i] == '\t' || text[i] == '\\')
            buffer_add_char(out, '\\');
        buffer_add_char(out, (char)(text[i] == '\n' ? 'n' : text[i] == '\t' ? 't' : text[i]));
    }
}

static const char *append_held(struct journal *journal, const struct buffer *record) {
    struct stat before;
    if (journal_file_is_taken(journal->file))
        return refuse(_("This is continued in another session of yours."));
    if (fstat(journal->file, &before) != 0)
        return refuse(_("What you type cannot be kept safe: %s."), strerror(errno));
    ssize_t written = write(journal->file, record->text, record->length);
    if (written == (ssize_t)record->length) {
        journal->dirty = true;
        return NULL;
    }
    int reason = written < 0 ? errno : ENOSPC;
    if (ftruncate(journal->file, before.st_size) != 0)
        reason = errno;
    return refuse(_("What you type cannot be kept safe: %s."), strerror(reason));
}

static const char *append(struct journal *journal, const struct buffer *record) {
    if (!journal_file_hold(journal->file))
        return refuse(_("What you type cannot be kept safe: %s."), strerror(errno));
    const char *no = append_held(journal, record);
    let_go(journal);
    return no;
}

const char *journal_write(struct journal *journal, const char *field, const char *text) {
    if (journal->file < 0)
        return NULL;
    struct entry *entry = entry_of(journal, field);
    size_t length = strlen(text), old = entry->text.length, head = 0, tail = 0;
    while (head < length && head < old && text[head] == entry->text.text[head])
        head++;
    while (tail < length - head && tail < old - head &&
           text[length - 1 - tail] == entry->text.text[old - 1 - tail])
        tail++;
    struct buffer record = { 0 };
    buffer_format(&record, "%s\t%zu\t%zu\t", field, head, tail);
    add_escaped(&record, text + head, length - head - tail);
    buffer_add_char(&record, '\n');
    const char *no = append(journal, &record);
    buffer_done(&record);
    if (no)
        return no;
    buffer_clear(&entry->text);
    buffer_add(&entry->text, text);
    return NULL;
}

const char *journal_sync(struct journal *journal) {
    if (journal->file < 0 || !journal->dirty)
        return NULL;
    if (fdatasync(journal->file) != 0)
        return refuse(_("What you type cannot be kept safe: %s."), strerror(errno));
    journal->dirty = false;
    return NULL;
}

void journal_discard(struct journal *journal) {
    forget_entries(journal);
    if (journal->file < 0 || !journal_file_hold(journal->file))
        return;
    if (!journal_file_is_taken(journal->file) && ftruncate(journal->file, 0) == 0)
        journal->dirty = true;
    let_go(journal);
}

void journal_close(struct journal *journal) {
    if (!journal)
        return;
    if (journal->file >= 0) {
        if (journal->count == 0 && journal_file_hold(journal->file) && !journal_file_is_taken(journal->file))
            unlink(journal->path);
        close(journal->file);
    }
    forget_entries(journal);
    free(journal->path);
    free(journal);
}

static void judge(int folder, const char *name, bool (*drop)(int64_t, int64_t, void *), void *argument) {
    char *end;
    long long officer = strtoll(name, &end, 10);
    struct stat status;
    if (end == name || *end != '.')
        return;
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (file < 0)
        return;
    if (flock(file, LOCK_EX | LOCK_NB) == 0 && fstat(file, &status) == 0 &&
        drop(officer, (int64_t)status.st_mtime, argument))
        unlinkat(folder, name, 0);
    close(file);
}

void journal_each(const char *database, bool (*drop)(int64_t officer, int64_t moment, void *argument),
                  void *argument) {
    struct arena arena = { 0 };
    DIR *folder = opendir(arena_format(&arena, "%s-drafts", database));
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        judge(dirfd(folder), entry->d_name, drop, argument);
    if (folder)
        closedir(folder);
    arena_done(&arena);
}
