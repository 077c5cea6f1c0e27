/* What a line has to carry: bytes the program writes for one thing an officer does, at 80x24. */
#include <string.h>

#include "bench.h"
#include "peers.h"
#include "work.h"

enum { PRESSES = 12, SILENCE = 150 };

/* Presses one key; bytes that came. */
static double bytes_of(struct pty *pty, const char *key) {
    screen_remember(pty_screen(pty));
    pty_mark(pty);
    pty_send(pty, key);
    pty_quiet(pty, SILENCE);
    return (double)pty_received(pty);
}

/* The median of some presses of the same key. */
static double median_bytes(struct pty *pty, const char *key) {
    double bytes[PRESSES];
    for (int i = 0; i < PRESSES; i++)
        bytes[i] = bytes_of(pty, key);
    return bench_median(bytes, PRESSES);
}

/* A page down: the press whose bytes for each changed cell are the median. */
static struct figure page(struct pty *pty) {
    double bytes[PRESSES / 2], cells[PRESSES / 2], ratios[PRESSES / 2];
    for (int i = 0; i < PRESSES / 2; i++) {
        bytes[i] = bytes_of(pty, KEY_PAGE_DOWN);
        cells[i] = (double)screen_changed(pty_screen(pty));
        ratios[i] = bytes[i] / (cells[i] > 0 ? cells[i] : 1);
    }
    double middle = bench_median(ratios, PRESSES / 2);
    for (int i = 0; i < PRESSES / 2; i++)
        if (bytes[i] / (cells[i] > 0 ? cells[i] : 1) == middle)
            return (struct figure){ bytes[i], cells[i] };
    return (struct figure){ 0 };
}

static double first_screen(struct pty *pty) {
    pty_answered(pty, 3 * SILENCE);
    return (double)pty_received(pty);
}

/* 0: row down against tig, 1: page down against the cells changed, 2: first screen against less on the same
 * text. */
const char *measure_list_bytes(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    struct pty *ours = work_start(&work_list), *tig = peer_tig();
    figures[2].ours = first_screen(ours);
    if (!screen_shows(pty_screen(ours), work_list.shows)) {
        pty_free(ours);
        pty_free(tig);
        return refuse("the list did not come: no \"%s\" on the screen", work_list.shows);
    }
    bench_write("screen.txt", screen_text(pty_screen(ours)));
    struct pty *less = peer_less("screen.txt");
    figures[2].reference = first_screen(less);
    first_screen(tig);
    figures[0] = (struct figure){ median_bytes(ours, KEY_DOWN), median_bytes(tig, KEY_DOWN) };
    figures[1] = page(ours);
    pty_free(ours);
    pty_free(tig);
    pty_free(less);
    return NULL;
}

const char *measure_field_bytes(int variant, struct figure figures[static FIGURES]) {
    static const char letters[] = "brandenburg";
    double bytes[sizeof letters];
    (void)variant;
    struct pty *pty = work_start(&work_form);
    const char *refusal = work_go(pty, &work_form);
    size_t count = 0;
    for (; !refusal && count < strlen(letters); count++)
        bytes[count] = bytes_of(pty, (const char[]){ letters[count], '\0' });
    if (!refusal && !screen_shows(pty_screen(pty), letters))
        refusal = "the letters typed do not stand in the field";
    figures[0].ours = bench_median(bytes, count);
    pty_free(pty);
    return refusal;
}

/* All bytes from the start of the program to the confirmation. */
const char *measure_register_bytes(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    struct pty *pty = work_start(&work_booking);
    const char *refusal = work_go(pty, &work_booking);
    pty_quiet(pty, SILENCE);
    figures[0].ours = (double)pty_received(pty);
    pty_free(pty);
    return refusal;
}
