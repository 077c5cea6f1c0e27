/* Sessions that end badly: letters are typed into a questionnaire, the session is cut at a random moment, and
 * what the screen had shown is compared with what the next start brings back. */
#include <math.h>
#include <signal.h>
#include <string.h>

#include "bench.h"
#include "work.h"

enum { CUTS = 60, MOST_LETTERS = 40, GONE_LIMIT = 5000 };

static const char first[] = "zqx"; /* stands nowhere else on the screen */

/* How many letters of `typed` are on the screen, from its start on. */
static size_t shown(struct pty *pty, const char *typed) {
    char part[MOST_LETTERS + 1];
    for (size_t length = strlen(typed); length >= strlen(first); length--) {
        memcpy(part, typed, length);
        part[length] = '\0';
        if (screen_shows(pty_screen(pty), part))
            return length;
    }
    return 0;
}

/* Types up to MOST_LETTERS letters without waiting for all of them to show. */
static void type(struct pty *pty, char *typed, unsigned long long *luck) {
    size_t count = strlen(first) + 1 + bench_random(luck, MOST_LETTERS - sizeof first);
    memcpy(typed, first, sizeof first);
    pty_send(pty, first);
    pty_wait(pty, first);
    for (size_t i = strlen(first); i < count; i++) {
        typed[i] = (char)('a' + bench_random(luck, 26));
        typed[i + 1] = '\0';
        pty_send(pty, typed + i);
        pty_read(pty, (int)bench_random(luck, 10));
    }
    bench_sleep(bench_random(luck, 3000) / 1e3);
}

/* Ends the session; milliseconds until the program was gone. What it had written before counts as shown, but
 * for a line that dropped: there only what had arrived. */
static double cut(struct pty *pty, int how) {
    double start = bench_now();
    if (how == SIGHUP)
        pty_hang_up(pty);
    else
        pty_signal(pty, how);
    return pty_end(pty, GONE_LIMIT) < 0 ? GONE_LIMIT : bench_now() - start;
}

static const char *cut_once(int how, unsigned long long *luck, struct figure figures[static FIGURES]) {
    char typed[MOST_LETTERS + 1];
    struct pty *pty = work_start(&work_answer);
    const char *refusal = work_go(pty, &work_answer);
    size_t seen = 0, back = 0;
    if (!refusal) {
        type(pty, typed, luck);
        seen = shown(pty, typed); /* a program that ends by itself takes its picture away */
        figures[1].ours = fmax(figures[1].ours, cut(pty, how));
        seen = shown(pty, typed) > seen ? shown(pty, typed) : seen;
    }
    pty_free(pty);
    if (refusal)
        return refusal;
    pty = work_start_again(&work_answer);
    refusal = work_go(pty, &work_answer);
    if (!refusal) {
        pty_quiet(pty, 60);
        back = shown(pty, typed);
        figures[0].ours += (double)(seen > back ? seen - back : 0);
        figures[0].reference += (double)seen;
    }
    pty_free(pty);
    return refusal;
}

/* The variant is the signal; SIGHUP stands for the line that drops. 0: characters shown and lost, 1: the
 * longest time until the program was gone. */
const char *measure_cuts(int variant, struct figure figures[static FIGURES]) {
    unsigned long long luck = 7 + (unsigned long long)variant;
    const char *refusal = NULL;
    for (int i = 0; !refusal && i < CUTS; i++)
        refusal = cut_once(variant, &luck, figures);
    if (!refusal && figures[0].reference <= 0)
        refusal = refuse("no letter was ever shown");
    return refusal;
}
