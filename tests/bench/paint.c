/* How soon the screen stands and what one more session costs. Time and memory of the finished program against
 * known programs in the same terminal. */
#include <stdio.h>

#include "bench.h"
#include "peers.h"
#include "work.h"

enum { ROUNDS = 21, SESSIONS = 20, SILENCE = 120, REST = 3000 }; /* milliseconds */

static const char *check(struct pty *pty, const char *shows) {
    return screen_shows(pty_screen(pty), shows) ? NULL : refuse("no \"%s\" on the first screen", shows);
}

/* Milliseconds until the last byte before the screen was quiet. */
static double painted(struct pty *pty, const char *shows, const char **refusal) {
    pty_wait(pty, shows);
    pty_quiet(pty, SILENCE);
    double time = pty_last(pty);
    if (!*refusal)
        *refusal = check(pty, shows);
    pty_free(pty);
    return time;
}

/* A quick round of all: what a program needs, with little of what others on the machine took away. */
static double quick(double *times) {
    return bench_share(times, ROUNDS, 0.1);
}

const char *measure_paint(int variant, struct figure figures[static FIGURES]) {
    double floor[ROUNDS], peer[ROUNDS], full[ROUNDS], empty[ROUNDS];
    const char *refusal = NULL;
    (void)variant;
    for (int i = 0; i < ROUNDS; i++) {
        floor[i] = painted(peer_echo(), "ready", &refusal);
        peer[i] = painted(peer_htop(), "PID", &refusal);
        full[i] = painted(work_start(&work_list), work_list.shows, &refusal);
        empty[i] = painted(work_start(&work_empty_list), work_empty_list.shows, &refusal);
    }
    double ground = quick(floor);
    double ours = quick(full) - ground;
    figures[0] = (struct figure){ ours, quick(peer) - ground };
    figures[1] = (struct figure){ ours, quick(empty) - ground };
    return refusal;
}

/* KiB of memory that is a process's own share. */
static double share_of_memory(pid_t process) {
    char line[256];
    double size = 0;
    snprintf(line, sizeof line, "/proc/%d/smaps_rollup", (int)process);
    FILE *file = fopen(line, "r");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "Pss: %lf", &size) == 1)
            break;
    if (file)
        fclose(file);
    return size;
}

/* The mean of SESSIONS sessions alive at once, all at rest: most of those who are signed in are reading. */
static double mean_share(struct pty *(*start)(void), const char *shows, const char **refusal) {
    struct pty *sessions[SESSIONS];
    double sum = 0;
    for (int i = 0; i < SESSIONS; i++) {
        sessions[i] = start();
        pty_wait(sessions[i], shows);
        pty_quiet(sessions[i], SILENCE);
        if (!*refusal)
            *refusal = check(sessions[i], shows);
    }
    bench_sleep(REST);
    for (int i = 0; i < SESSIONS; i++)
        sum += share_of_memory(pty_process(sessions[i]));
    for (int i = 0; i < SESSIONS; i++)
        pty_free(sessions[i]);
    return sum / SESSIONS;
}

static struct pty *start_ours(void) {
    return work_start(&work_list);
}

const char *measure_memory(int variant, struct figure figures[static FIGURES]) {
    const char *refusal = NULL;
    (void)variant;
    figures[0].ours = mean_share(start_ours, work_list.shows, &refusal);
    figures[0].reference = mean_share(peer_tig, "[main]", &refusal);
    return refusal;
}
