/* "topcop backup": copies that are verified before they get their names, and a folder of which the newest few
 * are kept. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "command/verbs.h"
#include "rules/check.h"

static const char SHAPE[] = "-####-##-##T######.db"; /* after the database's own name */

/* A damaged copy is refused; one whose promises are broken is as good as the database it is of. */
static const char *verify(struct db *copy, void *violations) {
    if (check_file(copy, command_tell, NULL) > 0)
        return refuse(
            _("The database is damaged, and so would be its copy: none was kept. Earlier copies were left "
              "alone; see topcop-admin(8)."));
    *(int64_t *)violations = check_promises(copy, command_tell, NULL);
    return NULL;
}

static REFUSAL back_up(struct db *db, const char *path) {
    int64_t violations = 0;
    const char *refusal = db_backup(db, path, verify, &violations);
    if (refusal)
        return refusal;
    if (violations > 0)
        return refuse(words_count("%s is a complete copy of %s, but %ld promise is broken in it.",
                                  "%s is a complete copy of %s, but %ld promises are broken in it.",
                                  (long)violations),
                      path, db_path(db), (long)violations);
    command_say(_("%s is a complete copy of %s, and sound."), path, db_path(db));
    return NULL;
}

/* ---- a folder of copies ---- */

/* "topcop" of /var/lib/topcop/topcop.db. */
static char *own_name(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *end = strrchr(name, '.');
    return arena_copy_part(arena, name, end && end > name ? (size_t)(end - name) : strlen(name));
}

static char *name_now(struct arena *arena, const char *path) {
    char moment[CLOCK_TEXT];
    clock_text(clock_now(), moment);
    return arena_format(arena, "%s-%.10sT%.2s%.2s%02d.db", own_name(arena, path), moment, moment + 11,
                        moment + 14, (int)(clock_now() % 60));
}

static bool is_copy(const char *name, const char *own) {
    size_t length = strlen(own);
    if (strncmp(name, own, length) != 0 || strlen(name) != length + sizeof SHAPE - 1)
        return false;
    for (const char *at = name + length, *shape = SHAPE; *shape; at++, shape++)
        if (*shape == '#' ? !strchr("0123456789", *at) : *shape != *at)
            return false;
    return true;
}

static int newest_first(const void *one, const void *other) {
    return strcmp(*(const char *const *)other, *(const char *const *)one);
}

/* Removes all but the newest `keep` of the copies; the one just made stays, whatever the clock said. */
static REFUSAL rotate(struct arena *arena, const char *folder, const char *own, const char *made,
                      int64_t keep) {
    DIR *dir = opendir(folder);
    if (!dir)
        return refuse(_("The folder %s cannot be read: %s."), folder, strerror(errno));
    const char **names = NULL;
    int count = 0;
    for (const struct dirent *file; (file = readdir(dir));)
        if (is_copy(file->d_name, own) && strcmp(file->d_name, made) != 0) {
            names = arena_room(arena, names, count, sizeof *names);
            names[count++] = arena_copy(arena, file->d_name);
        }
    if (count > 0)
        qsort(names, (size_t)count, sizeof *names, newest_first);
    const char *refusal = NULL;
    for (int64_t i = keep - 1; i < count && !refusal; i++)
        if (unlinkat(dirfd(dir), names[i], 0) != 0)
            refusal =
                refuse(_("The old copy %s/%s cannot be removed: %s."), folder, names[i], strerror(errno));
        else
            command_say(_("%s/%s is removed; the newest %ld are kept."), folder, names[i], (long)keep);
    closedir(dir);
    return refusal;
}

static REFUSAL back_up_into(struct command *command, struct db *db, const char *folder, int64_t keep) {
    struct arena *arena = &command->arena;
    if (mkdir(folder, 0700) != 0 && errno != EEXIST)
        return refuse(_("The folder %s cannot be made: %s."), folder, strerror(errno));
    const char *name = name_now(arena, db_path(db));
    const char *refusal = back_up(db, arena_format(arena, "%s/%s", folder, name));
    return refusal || !keep ? refusal : rotate(arena, folder, own_name(arena, db_path(db)), name, keep);
}

const char *verb_backup(struct command *command) {
    const char *folder = command_option(command, "to"), *kept = command_option(command, "keep");
    int64_t keep = 0;
    if (!folder == !command->word_count)
        return command_misused(command, _("Where to? Name a new file, or a folder with --to FOLDER."));
    if (kept && !folder)
        return command_misused(command, _("Copies are counted in a folder: --keep goes with --to FOLDER."));
    if (kept && (!text_integer(kept, &keep) || keep < 1))
        return command_misused(command, _("--keep takes the number of copies that stay, 1 or more."));
    struct db *db = NULL;
    const char *refusal = command_open(command, &db);
    if (refusal)
        return refusal;
    refusal = folder ? back_up_into(command, db, folder, keep) : back_up(db, command->words[0]);
    db_close(db);
    return refusal;
}
