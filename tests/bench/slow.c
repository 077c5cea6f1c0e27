/* A held key on a slow line, and a whole piece of work over it. */
#include "bench.h"
#include "line.h"
#include "peers.h"
#include "work.h"

enum { PRESSES = 20, PRESS_EVERY = 100 };

/* 0: our lag against two page paints and a round trip; 1: against vim's. */
const char *measure_slow_line(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    peer_long_text("long.txt", 4000);
    struct line *ours = line_new(work_start(&work_list)), *vim = line_new(peer_vim("long.txt"));
    const char *refusal = NULL;
    if (line_wait(ours, work_list.shows) && line_wait(vim, "Control of goods")) {
        line_hold(ours, "", 0, 0);
        line_hold(vim, "", 0, 0);
        size_t before = line_carried(ours);
        line_hold(ours, KEY_PAGE_DOWN, 1, 0);
        double paint = (double)(line_carried(ours) - before) * 1e3 / LINE_BYTES_A_SECOND;
        double lag = line_hold(ours, KEY_PAGE_DOWN, PRESSES, PRESS_EVERY);
        figures[0] = (struct figure){ lag, 2 * paint + 2 * LINE_ONE_WAY };
        figures[1] = (struct figure){ lag, line_hold(vim, KEY_PAGE_DOWN, PRESSES, PRESS_EVERY) };
    } else
        refusal = "the first screen did not come over the slow line";
    line_free(ours);
    line_free(vim);
    return refusal;
}
