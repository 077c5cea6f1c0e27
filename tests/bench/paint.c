/* How soon the screen stands: the time of the finished program against known programs in the same terminal.
 */
#include "bench.h"
#include "peers.h"
#include "work.h"

enum { ROUNDS = 21, SILENCE = 120 }; /* milliseconds */

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
