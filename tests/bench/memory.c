/* What sessions of the finished program cost in memory: one more among some, and a whole crowd. */
#include <stdio.h>

#include "bench.h"
#include "crowd.h"
#include "deadline.h"
#include "peers.h"
#include "work.h"

enum { SESSIONS = 20, SILENCE = 120, REST = 3000 }; /* milliseconds */

static const char *check(struct pty *pty, const char *shows) {
    return screen_shows(pty_screen(pty), shows) ? NULL : refuse("no \"%s\" on the first screen", shows);
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

/* The variant is the number of officers, each with an unfinished draft open. 0: megabytes of all. */
const char *measure_crowd_memory(int variant, struct figure figures[static FIGURES]) {
    struct pty *sessions[CROWD_MOST] = { 0 };
    char badge[16];
    const char *no = deadline_database();
    for (int i = 0; i < variant && !no; i++) {
        static const struct work_step to_draft[] = { { "\r", DEADLINE_QUESTION }, { 0 } };
        snprintf(badge, sizeof badge, DEADLINE_BADGE, i + 1);
        const struct work work = {
            WORK_CROWD, { "--as", badge, "questionnaires" }, DEADLINE_TITLE, to_draft
        };
        sessions[i] = work_start(&work);
        no = work_go(sessions[i], &work);
    }
    bench_sleep(REST);
    for (int i = 0; i < variant && !no; i++) {
        double share = share_of_memory(pty_process(sessions[i]));
        figures[0].ours += share * 1024 / 1e6;
        if (share <= 0)
            no = refuse("the memory of a session cannot be read");
    }
    for (int i = 0; i < variant; i++)
        pty_free(sessions[i]);
    return no;
}
