/* What a line has to carry: bytes the program writes for one thing an officer does, at 80x24. */
#include <string.h>

#include "bench.h"
#include "peers.h"
#include "work.h"

enum { PRESSES = 12, PAGES = 4, SILENCE = 150, TYPE_EVERY = 200 }; /* ms */
enum { STEP = 6 }; /* bytes that put the cursor somewhere else in a row */

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

/* A page down: of the pages of a real catalogue the one whose bytes for each changed cell are the median. */
static const char *measure_pages(struct figure *figure) {
    double bytes[PAGES], cells[PAGES], ratios[PAGES];
    struct pty *pty = work_start(&work_catalogue);
    const char *refusal = work_go(pty, &work_catalogue);
    pty_quiet(pty, SILENCE);
    for (int i = 0; !refusal && i < PAGES; i++) {
        bytes[i] = bytes_of(pty, KEY_PAGE_DOWN);
        cells[i] = (double)screen_changed(pty_screen(pty), STEP);
        ratios[i] = cells[i] > 0 ? bytes[i] / cells[i] : 0;
    }
    pty_free(pty);
    if (refusal)
        return refusal;
    double sorted[PAGES];
    memcpy(sorted, ratios, sizeof sorted);
    double middle = bench_median(sorted, PAGES);
    for (int i = 0; i < PAGES; i++)
        if (ratios[i] == middle)
            *figure = (struct figure){ bytes[i], cells[i] };
    return NULL;
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
    pty_free(ours);
    pty_free(tig);
    pty_free(less);
    return measure_pages(&figures[1]);
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

/* Types at a person's pace, a sequence of a function key at once. */
static void type(struct pty *pty, const char *keys) {
    size_t step = *keys == '\x1b' ? strlen(keys) : 1;
    for (; *keys; keys += step) {
        pty_send_part(pty, keys, step);
        pty_read(pty, TYPE_EVERY);
    }
}

/* All bytes of a piece of work, from the start of the program to the last thing shown. */
static const char *measure_all(const struct work *work, struct figure *figure) {
    struct pty *pty = work_start(work);
    const char *refusal = NULL, *shows = work->shows;
    for (const struct work_step *step = work->steps; !refusal; step++) {
        if (!pty_wait(pty, shows))
            refusal = refuse("no \"%s\" on the screen:\n%s", shows, screen_text(pty_screen(pty)));
        if (refusal || !step->keys)
            break;
        type(pty, step->keys);
        shows = step->shows;
    }
    figure->ours = (double)pty_received(pty);
    pty_free(pty);
    return refusal;
}

const char *measure_register_bytes(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    return measure_all(&work_booking, &figures[0]);
}

const char *measure_needs_bytes(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    return measure_all(&work_needs, &figures[0]);
}
