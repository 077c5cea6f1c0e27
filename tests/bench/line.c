#include "line.h"

#include <math.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bench.h"

enum { SETTLED = 700, LATEST_ANSWERS = 64 };

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

struct line *line_new(struct pty *pty) {
    struct line *line = memory_new(sizeof *line);
    *line = (struct line){ .pty = pty, .screen = screen_new(24, 80), .counted = bench_now() };
    return line;
}

void line_free(struct line *line) {
    for (int i = 0; i < LATEST_ANSWERS; i++)
        buffer_done(&line->answers[i]);
    buffer_done(&line->queue);
    screen_free(line->screen);
    pty_free(line->pty);
    free(line);
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
    line->answer_times[place] = now + 2 * LINE_ONE_WAY;
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
    line->credit =
        fmin(line->credit + (now - line->counted) * LINE_BYTES_A_SECOND / 1e3, LINE_BYTES_A_SECOND * 0.02);
    line->counted = now;
    size_t length = (size_t)fmin(line->credit, (double)line->queue.length);
    if (length == 0)
        return;
    line->credit -= (double)length;
    line->carried += length;
    line->last_byte = now + LINE_ONE_WAY;
    screen_feed(line->screen, line->queue.text, length);
    buffer_replace(&line->queue, 0, length, "");
    keep_answer(line, now);
}

/* Lets the line work for a moment. */
static void move(struct line *line) {
    double now = bench_now();
    send_answers(line, now);
    take(line);
    carry(line, bench_now());
}

static bool rests(const struct line *line) {
    return line->queue.length == 0 && line->answers_sent == line->answers_made;
}

double line_hold(struct line *line, const char *key, int presses, int every) {
    double start = bench_now(), last_press = start + (presses - 1) * every, moved = start;
    line->last_byte = 0;
    for (int sent = 0;;) {
        double now = bench_now();
        if (sent < presses && now >= start + sent * every + LINE_ONE_WAY) {
            pty_send(line->pty, key);
            sent++;
        }
        move(line);
        if (!rests(line) || sent < presses)
            moved = now;
        if (now - fmax(moved, line->last_byte) > SETTLED || now - last_press > LINE_LIMIT)
            return fmin(fmax(line->last_byte - last_press, 0), LINE_LIMIT);
    }
}

void line_press(struct line *line, const char *keys, int every) {
    while (*keys) {
        size_t length = *keys == '\x1b' ? strlen(keys) : 1;
        for (double start = bench_now(); bench_now() < start + every;)
            move(line);
        pty_send_part(line->pty, keys, length);
        keys += length;
    }
}

bool line_wait(struct line *line, const char *text) {
    double limit = bench_now() + LINE_LIMIT;
    while (!screen_shows(line->screen, text) && bench_now() < limit)
        move(line);
    return screen_shows(line->screen, text);
}

struct screen *line_screen(struct line *line) {
    return line->screen;
}

size_t line_carried(const struct line *line) {
    return line->carried;
}
