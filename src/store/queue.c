/* The writers' queue: one System V semaphore per database file. The kernel wakes waiters in the order they
 * came, and SEM_UNDO gives the turn back when its holder dies. */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/stat.h>
#include <time.h>

#include "store/engine.h"

enum { WAIT_SECONDS = 5 };

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

int queue_open(const char *path) {
    struct stat file;
    if (stat(path, &file) != 0)
        return -1;
    key_t key = (key_t)(((uint64_t)file.st_ino * 2654435761u) ^ ((uint64_t)file.st_dev << 20) ^ 0x746F7063u);
    if (key == IPC_PRIVATE)
        key = 1;
    int who = 0600 | (int)(file.st_mode & 0060); /* whoever may write the file may queue for it */
    int set = semget(key, 1, IPC_CREAT | IPC_EXCL | who);
    if (set >= 0) {
        struct sembuf first = { .sem_op = 1 };
        semop(set, &first, 1);
        return set;
    }
    set = semget(key, 1, who);
    if (set >= 0)
        wait_until_ready(set);
    return set;
}

bool queue_enter(struct db *db) {
    struct sembuf take = { .sem_op = -1, .sem_flg = SEM_UNDO };
    struct timespec limit = { .tv_sec = WAIT_SECONDS };
    for (int attempt = 0; attempt < 3 && db->queue >= 0; attempt++) {
        if (semtimedop(db->queue, &take, 1, &limit) == 0)
            return true;
        if (errno == EIDRM || errno == EINVAL)
            db->queue = queue_open(db->path);
        else if (errno != EINTR)
            return false;
    }
    return false;
}

void queue_leave(struct db *db) {
    struct sembuf give = { .sem_op = 1, .sem_flg = SEM_UNDO };
    while (semop(db->queue, &give, 1) != 0 && errno == EINTR)
        continue;
}
