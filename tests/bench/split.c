/* An arrow key that arrives in two packets, as a bad line delivers it. */
#include <string.h>

#include "base/arena.h"
#include "bench.h"
#include "work.h"

enum { SILENCE = 150, LATEST = 600 }; /* by LATEST every program has decided what a lone ESC was */

static const int short_gaps[] = { 30, 100, 200, 250 };
static const int all_gaps[] = { 30, 100, 250, 400, 700, 1200, 2000, 3000 };

struct split {
    const char *head, *tail;
};
static const struct split splits[] = { { "\x1b", "OB" }, { "\x1bO", "B" } };
enum { SPLITS = sizeof splits / sizeof *splits };

static void press_split(struct pty *pty, struct split split, int gap) {
    pty_send(pty, split.head);
    pty_read(pty, gap);
    pty_send(pty, split.tail);
    pty_read(pty, LATEST);
    pty_quiet(pty, SILENCE);
}

/* How many splits were not one Down on the list: whole keys on one session, split ones on another, equal
 * screens. */
static const char *count_broken(double *broken) {
    struct arena arena = { 0 };
    struct pty *whole = work_start(&work_list), *parted = work_start(&work_list);
    const char *refusal = work_go(whole, &work_list);
    if (!refusal)
        refusal = work_go(parted, &work_list);
    for (size_t i = 0; !refusal && i < SPLITS * sizeof short_gaps / sizeof *short_gaps; i++) {
        pty_send(whole, KEY_DOWN);
        press_split(parted, splits[i % SPLITS], short_gaps[i / SPLITS]);
        pty_quiet(whole, SILENCE);
        const char *wanted = arena_copy(&arena, screen_text(pty_screen(whole)));
        *broken += strcmp(wanted, screen_text(pty_screen(parted))) != 0;
    }
    pty_free(whole);
    pty_free(parted);
    arena_done(&arena);
    return refusal;
}

/* The rows between the title and the message line: where fields are. The mark of the field in focus is left
 * out, for an arrow key may move it. */
static const char *body(struct arena *arena, struct pty *pty) {
    const char *text = screen_text(pty_screen(pty)), *start = strchr(text, '\n') + 1, *end = start;
    for (int row = 1; row < 22; row++)
        end = strchr(end, '\n') + 1;
    char *lines = arena_copy_part(arena, start, (size_t)(end - start));
    for (char *row = lines; *row; row += strcspn(row, "\n") + 1)
        if (*row == '>')
            *row = ' ';
    return lines;
}

/* One split key in a form in which something was typed: whether bytes of it were taken as text, or the
 * program ended, or what was typed is gone from the form while it is still open. */
static const char *spoils(struct split split, int gap, bool *spoilt) {
    struct arena arena = { 0 };
    struct pty *pty = work_start(&work_form);
    const char *refusal = work_go(pty, &work_form);
    if (!refusal) {
        pty_send(pty, "zq");
        pty_wait(pty, "zq");
        pty_quiet(pty, SILENCE);
        const char *title = arena_copy(&arena, screen_row(pty_screen(pty), 0));
        const char *before = body(&arena, pty);
        press_split(pty, split, gap);
        bool still_there = strcmp(title, screen_row(pty_screen(pty), 0)) == 0;
        *spoilt = pty_end(pty, 0) >= 0 || (still_there && strcmp(before, body(&arena, pty)) != 0);
    }
    pty_free(pty);
    arena_done(&arena);
    return refusal;
}

/* 0: splits of up to 250 ms that were not one key; 1: splits of any length that spoilt a form. */
const char *measure_split_key(int variant, struct figure figures[static FIGURES]) {
    (void)variant;
    const char *refusal = count_broken(&figures[0].ours);
    for (size_t i = 0; !refusal && i < SPLITS * sizeof all_gaps / sizeof *all_gaps; i++) {
        bool spoilt = false;
        refusal = spoils(splits[i % SPLITS], all_gaps[i / SPLITS], &spoilt);
        figures[1].ours += spoilt;
    }
    return refusal;
}
