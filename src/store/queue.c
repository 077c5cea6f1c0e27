/* The writers' queue, and the places for those who hash a password: each a System V semaphore per database
 * file. The kernel wakes waiters in the order they came, and SEM_UNDO gives the turn back when its holder
 * dies. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/words.h"
#include "store/engine.h"
#include "store/slot.h"

static const struct turns {
    uint32_t purpose; /* told apart by it */
    short at_once;
    time_t patience; /* seconds that are waited */
} writing = { 0x746F7063, 1, 20 }, slots = { 0x736C6F74, SLOTS, 20 };

/* The set is ready once its maker has done the first semop: sem_otime tells. */
static void wait_until_ready(int set) {
    for (int i = 0; i < 200; i++) {
        struct semid_ds status = { 0 };
        union {
            int value;
            struct semid_ds *status;
        } argument = { .status = &status };
        if (semctl(set, 0, IPC_STAT, argument) < 0 || status.sem_otime != 0)
            return;
        nanosleep(&(struct timespec){ .tv_nsec = 5000000 }, NULL);
    }
}

static int open_turns(const char *path, const struct turns *turns) {
    struct stat file;
    if (stat(path, &file) != 0)
        return -1;
    key_t key =
        (key_t)(((uint64_t)file.st_ino * 2654435761u) ^ ((uint64_t)file.st_dev << 20) ^ turns->purpose);
    if (key == IPC_PRIVATE)
        key = 1;
    int who = 0600 | (int)(file.st_mode & 0060); /* whoever may write the file may queue for it */
    int set = semget(key, 1, IPC_CREAT | IPC_EXCL | who);
    if (set >= 0) {
        struct sembuf first = { .sem_op = turns->at_once };
        semop(set, &first, 1);
        return set;
    }
    set = semget(key, 1, who);
    if (set >= 0)
        wait_until_ready(set);
    return set;
}

/* 0, or why there is no turn: EAGAIN after a wait in vain. */
static int take_turn(const char *path, const struct turns *turns, int *set) {
    struct sembuf take = { .sem_op = -1, .sem_flg = SEM_UNDO };
    struct timespec limit = { .tv_sec = turns->patience };
    int why = EINVAL;
    for (int attempt = 0; attempt < 3 && *set >= 0; attempt++) {
        if (semtimedop(*set, &take, 1, &limit) == 0)
            return 0;
        why = errno;
        if (why == EIDRM || why == EINVAL)
            *set = open_turns(path, turns);
        else if (why != EINTR)
            break;
    }
    return why;
}

static void give_turn(int set) {
    struct sembuf give = { .sem_op = 1, .sem_flg = SEM_UNDO };
    while (semop(set, &give, 1) != 0 && errno == EINTR)
        continue;
}

int queue_open(const char *path) {
    return open_turns(path, &writing);
}

/* Where the system has no semaphore left: the descriptor of a locked file, -1 after a wait in vain. */
static int lock_file(const char *path) {
    struct arena arena = { 0 };
    int file = open(arena_format(&arena, "%s-queue", path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0660);
    arena_done(&arena);
    int64_t end = clock_ticks() + writing.patience * 1000;
    while (file >= 0 && flock(file, LOCK_EX | LOCK_NB) != 0) {
        if (clock_ticks() < end) {
            nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
            continue;
        }
        close(file);
        file = -1;
    }
    return file;
}

bool queue_enter(struct db *db) {
    if (take_turn(db->path, &writing, &db->queue) == 0)
        return true;
    if (db->queue < 0 && strcmp(db->path, ":memory:") != 0 && !sqlite3_db_readonly(db->handle, "main"))
        db->turn = lock_file(db->path);
    return db->turn >= 0;
}

void queue_leave(struct db *db) {
    if (db->turn < 0) {
        give_turn(db->queue);
        return;
    }
    close(db->turn);
    db->turn = -1;
}

const char *slot_take(struct db *db) {
    db->slot = open_turns(db->path, &slots);
    int why = take_turn(db->path, &slots, &db->slot);
    if (why)
        db->slot = -1;
    return why == EAGAIN
               ? refuse(_("Many people are at the door at this moment; try again in a little while."))
               : NULL;
}

void slot_give(struct db *db) {
    if (db->slot >= 0)
        give_turn(db->slot);
    db->slot = -1;
}
