#include "crowd.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

struct member {
    pid_t process;
    atomic_long done;
    long waits;
    float wait[CROWD_WAITS]; /* milliseconds; the latest ones */
};

struct crowd {
    atomic_int ready, working, over;
    atomic_bool started, stopped;
    int gate[2]; /* a pipe that opens to all by being closed */
    int members;
    const char *database;
    crowd_work *work;
    struct member member[];
};

static size_t size_of(int members) {
    return sizeof(struct crowd) + (size_t)members * sizeof(struct member);
}

static void wait_at_gate(struct crowd *crowd) {
    char byte;
    if (crowd->started)
        return;
    close(crowd->gate[1]);
    while (read(crowd->gate[0], &byte, 1) < 0 && errno == EINTR)
        ;
    close(crowd->gate[0]);
}

static void open_gate(struct crowd *crowd) {
    crowd->started = true;
    close(crowd->gate[0]);
    close(crowd->gate[1]);
}

static _Noreturn void live(struct crowd *crowd, int who) {
    struct member *member = &crowd->member[who];
    struct db *db;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    const char *refusal = db_open(&db, crowd->database);
    if (refusal)
        die("%s", refusal);
    crowd->ready++;
    wait_at_gate(crowd);
    for (bool over = false; !over && !crowd->stopped;) {
        double start = bench_now();
        if (!crowd->work(db, who, &over))
            continue;
        member->wait[member->waits++ % CROWD_WAITS] = (float)(bench_now() - start);
        member->done++;
    }
    crowd->over++;
    db_close(db);
    _exit(0);
}

static void start_member(struct crowd *crowd, int who) {
    pid_t process = fork();
    if (process < 0)
        die("no process: %s", strerror(errno));
    if (process == 0)
        live(crowd, who);
    crowd->member[who].process = process;
}

struct crowd *crowd_new(const char *database, int members, crowd_work *work) {
    struct crowd *crowd =
        mmap(NULL, size_of(members), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (crowd == MAP_FAILED || pipe2(crowd->gate, O_CLOEXEC) != 0)
        die("no shared memory: %s", strerror(errno));
    crowd->members = members;
    crowd->database = database;
    crowd->work = work;
    for (int who = 0; who < members; who++)
        start_member(crowd, who);
    for (double limit = bench_now() + 30000; crowd->ready < members && bench_now() < limit;)
        bench_sleep(1);
    if (crowd->ready < members)
        die("of %d processes only %d opened %s", members, crowd->ready, database);
    return crowd;
}

static long done_by_all(const struct crowd *crowd) {
    long done = 0;
    for (int who = 0; who < crowd->members; who++)
        done += crowd->member[who].done;
    return done;
}

/* 99 of 100 waits of all members are shorter. */
static double long_wait(const struct crowd *crowd) {
    size_t count = 0;
    double *waits = memory_new((size_t)crowd->members * CROWD_WAITS * sizeof *waits);
    for (int who = 0; who < crowd->members; who++) {
        const struct member *member = &crowd->member[who];
        for (long i = 0; i < member->waits && i < CROWD_WAITS; i++)
            waits[count++] = member->wait[i];
    }
    double wait = bench_share(waits, count, 0.99);
    free(waits);
    return wait;
}

static struct crowd_result result_of(const struct crowd *crowd, double milliseconds) {
    struct crowd_result result = { .done = done_by_all(crowd), .fewest = -1 };
    double squares = 0;
    for (int who = 0; who < crowd->members; who++) {
        long done = crowd->member[who].done;
        squares += (double)done * (double)done;
        if (result.fewest < 0 || done < result.fewest)
            result.fewest = done;
    }
    result.rate = (double)result.done * 1e3 / milliseconds;
    result.wait = long_wait(crowd);
    result.fairness =
        squares > 0 ? (double)result.done * (double)result.done / (crowd->members * squares) : 0;
    return result;
}

struct crowd_result crowd_run(struct crowd *crowd, double milliseconds) {
    double start = bench_now();
    open_gate(crowd);
    while (bench_now() - start < milliseconds && crowd->over < crowd->members)
        bench_sleep(5);
    double spent = bench_now() - start;
    struct crowd_result result = result_of(crowd, spent);
    crowd->stopped = true;
    return result;
}

static void kill_one(struct crowd *crowd, int who) {
    kill(crowd->member[who].process, SIGKILL);
    waitpid(crowd->member[who].process, NULL, 0);
}

struct crowd_result crowd_run_with_kills(struct crowd *crowd, double milliseconds, int kills,
                                         double *standstill) {
    unsigned long long luck = 12345;
    double start = bench_now(), moved = start;
    long done = 0;
    *standstill = 0;
    open_gate(crowd);
    for (int i = 0; i < kills; i++) {
        for (double due = start + milliseconds * i / kills; bench_now() < due;)
            bench_sleep(1);
        int who = (int)bench_random(&luck, (unsigned)crowd->members);
        kill_one(crowd, who);
        start_member(crowd, who);
        long now_done = done_by_all(crowd);
        *standstill = fmax(*standstill, bench_now() - moved);
        if (now_done != done)
            moved = bench_now();
        done = now_done;
    }
    struct crowd_result result = result_of(crowd, bench_now() - start);
    crowd->stopped = true;
    return result;
}

long crowd_end(struct crowd *crowd) {
    crowd->stopped = true;
    for (double limit = bench_now() + 10000; crowd->over < crowd->members && bench_now() < limit;)
        bench_sleep(5);
    for (int who = 0; who < crowd->members; who++)
        kill_one(crowd, who);
    long done = done_by_all(crowd);
    munmap(crowd, size_of(crowd->members));
    return done;
}
