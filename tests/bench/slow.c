/* A held key on a slow line. Between the program and the officer lie a deep queue, as sshd and TCP keep one,
 * a line of 960 bytes a second and 150 ms of way in each direction. */
#include <math.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bench.h"
#include "peers.h"
#include "work.h"

enum { BYTES_A_SECOND = 960, ONE_WAY = 150, PRESSES = 20, PRESS_EVERY = 100, SETTLED = 700, LIMIT = 60000 };
enum { LATEST_ANSWERS = 64 };

struct line {
    struct pty *pty;
    struct screen *screen; /* the officer's, at the far end */
    struct buffer queue;
    double credit, counted; /* bytes the line may carry by now, and when that was counted */
    double last_byte;       /* when the last one reached the officer */
    double answer_times[LATEST_ANSWERS];
    struct buffer answers[LATEST_ANSWERS];
    int answers_sent, answers_made;
    size_t carried;
};

static struct line line_to(struct pty *pty) {
    return (struct line){ .pty = pty, .screen = screen_new(24, 80), .counted = bench_now() };
}

static void line_done(struct line *line) {
    for (int i = 0; i < LATEST_ANSWERS; i++)
        buffer_done(&line->answers[i]);
    buffer_done(&line->queue);
    screen_free(line->screen);
    pty_free(line->pty);
}

/* The terminal's answer travels back: down the line and up again. */
static void keep_answer(struct line *line, double now) {
    size_t length;
    const char *bytes = screen_answers(line->screen, &length);
    if (length == 0)
        return;
    int place = line->answers_made++ % LATEST_ANSWERS;
    buffer_clear(&line->answers[place]);
    buffer_add_part(&line->answers[place], bytes, length);
    line->answer_times[place] = now + 2 * ONE_WAY;
}

static void send_answers(struct line *line, double now) {
    for (; line->answers_sent < line->answers_made; line->answers_sent++) {
        int place = line->answers_sent % LATEST_ANSWERS;
        if (line->answer_times[place] > now)
            return;
        pty_send_part(line->pty, line->answers[place].text, line->answers[place].length);
    }
}

/* Takes what the program writes; it never has to wait. */
static void take(struct line *line) {
    struct pollfd wanted = { .fd = pty_descriptor(line->pty), .events = POLLIN };
    char bytes[65536];
    if (poll(&wanted, 1, 1) <= 0)
        return;
    ssize_t length = read(wanted.fd, bytes, sizeof bytes);
    if (length > 0)
        buffer_add_part(&line->queue, bytes, (size_t)length);
}

static void carry(struct line *line, double now) {
    line->credit = fmin(line->credit + (now - line->counted) * BYTES_A_SECOND / 1e3, BYTES_A_SECOND * 0.02);
    line->counted = now;
    size_t length = (size_t)fmin(line->credit, (double)line->queue.length);
    if (length == 0)
        return;
    line->credit -= (double)length;
    line->carried += length;
    line->last_byte = now + ONE_WAY;
    screen_feed(line->screen, line->queue.text, length);
    buffer_replace(&line->queue, 0, length, "");
    keep_answer(line, now);
}

/* Presses the key `presses` times and waits until the officer's screen rests. Milliseconds from the last
 * press to the last byte that reached them. */
static double hold(struct line *line, const char *key, int presses) {
    double start = bench_now(), last_press = start + (presses - 1) * PRESS_EVERY, moved = start;
    line->carried = 0;
    line->last_byte = 0;
    for (int sent = 0;;) {
        double now = bench_now();
        if (sent < presses && now >= start + sent * PRESS_EVERY + ONE_WAY) {
            pty_send(line->pty, key);
            sent++;
            moved = now;
        }
        send_answers(line, now);
        take(line);
        carry(line, now);
        if (line->queue.length > 0 || line->answers_sent < line->answers_made || sent < presses)
            moved = now;
        if (now - fmax(moved, line->last_byte) > SETTLED || now - last_press > LIMIT)
            return fmin(fmax(line->last_byte - last_press, 0), LIMIT);
    }
}

/* 0: our lag against two page paints and a round trip; 1: against vim's. */
const char *measure_slow_line(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    peer_long_text("long.txt", 4000);
    struct line ours = line_to(work_start(&work_list)), vim = line_to(peer_vim("long.txt"));
    hold(&ours, "", 0);
    hold(&vim, "", 0);
    const char *refusal = NULL;
    if (screen_shows(ours.screen, work_list.shows)) {
        hold(&ours, KEY_PAGE_DOWN, 1);
        double paint = (double)ours.carried * 1e3 / BYTES_A_SECOND;
        double lag = hold(&ours, KEY_PAGE_DOWN, PRESSES);
        figures[0] = (struct figure){ lag, 2 * paint + 2 * ONE_WAY };
        figures[1] = (struct figure){ lag, hold(&vim, KEY_PAGE_DOWN, PRESSES) };
    } else
        refusal = "the list did not come over the slow line";
    line_done(&ours);
    line_done(&vim);
    return refusal;
}
