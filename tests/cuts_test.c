/* A dropped line or a kill loses no character that the terminal had shown: CUTS times (200 where it is not
 * set) the program is taken away while somebody types, and asked again what it knows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "unfinished.h"

enum { MOST_TYPED = 50 };

/* Xorshift: the same cuts every time. */
static uint32_t chance(void) {
    static uint32_t number = 20261124;
    number ^= number << 13;
    number ^= number >> 17;
    number ^= number << 5;
    return number;
}

static const char *const letters[] = {
    "a", "b", "z", "\xc9\x99", "\xc4\x9f", "\xd1\x84", "7", ",", "e", "x"
};

/* What is taken away in its midst. */
struct work {
    struct pty *(*open)(void);
    const char *const *letters;
    uint32_t count, most; /* letters to choose from, and typed at once */
    uint32_t cuts;     /* ways to cut: a draft that could be kept when its program ended begins elsewhere */
    const char *leave; /* keys that end it; NULL: it is killed once more */
};

/* Types some letters, sometimes looking at the screen, and stops anywhere. */
static void type(struct pty *pty, const struct work *work, char *typed) {
    typed[0] = 0;
    for (int count = (int)(chance() % work->most) + 1; count > 0; count--) {
        const char *letter = work->letters[chance() % work->count];
        strcat(typed, letter);
        assert_true(pty_send(pty, letter));
        if (chance() % 4 == 0)
            pty_read(pty, (int)(chance() % 4));
    }
}

static void empty(struct pty *pty) {
    if (!*unfinished_value(pty))
        return;
    pty_mark(pty);
    assert_true(pty_send(pty, "\025"));
    for (int tries = 0; *unfinished_value(pty) && tries < 100; tries++)
        pty_quiet(pty, 20);
    assert_string_equal(unfinished_value(pty), "");
}

static int wished(void) {
    const char *wish = getenv("CUTS");
    int cuts = wish ? atoi(wish) : 200;
    assert_true(cuts > 0);
    return cuts;
}

/* One cut; returns how much was shown by then. */
static int cut_once(struct pty *pty, const struct work *work, int number) {
    char typed[MOST_TYPED * 4 + 1], seen[1024];
    empty(pty);
    type(pty, work, typed);
    snprintf(seen, sizeof seen, "%s", unfinished_cut(pty, (enum cut)(chance() % work->cuts)));
    assert_memory_equal(typed, seen, strlen(seen));
    pty = work->open();
    const char *kept = unfinished_value(pty);
    if (strncmp(kept, seen, strlen(seen)) || strncmp(typed, kept, strlen(kept)))
        fail_msg("cut %d: \"%s\" was shown of \"%s\", and \"%s\" is known", number, seen, typed, kept);
    if (work->leave) {
        assert_true(pty_send(pty, work->leave));
        pty_end(pty, 1000);
        pty_free(pty);
    } else {
        unfinished_cut(pty, CUT_KILL);
    }
    return (int)strlen(seen);
}

static void test_what_was_shown_is_known(void **state) {
    (void)state;
    static const struct work course = { unfinished_form, letters, 10, MOST_TYPED, CUTS, "\0333\0333" };
    int cuts = wished(), shown = 0;
    for (int i = 0; i < cuts; i++)
        shown += cut_once(unfinished_form(), &course, i);
    assert_true(shown > cuts); /* else nothing was tried */
}

/* Instances come in between, and each of them is there afterwards. */
static void test_repeats_are_known(void **state) {
    (void)state;
    static const struct work title = { unfinished_draft, letters, 10, 30, CUT_KILL + 1, NULL };
    int cuts = wished() / 2 + 1, shown = 0, instances = 1;
    unfinished_begin_draft();
    unfinished_leave_at("Title", "\033[A"); /* it goes on at the question after */
    for (int i = 0; i < cuts; i++) {
        struct pty *pty = unfinished_draft();
        if (i % 16 == 5 && instances < 9) {
            unfinished_add(pty);
            instances++;
        }
        char heading[64];
        snprintf(heading, sizeof heading, "Own training %d of %d", instances, instances);
        assert_true(screen_shows(pty_screen(pty), heading));
        shown += cut_once(pty, &title, i);
    }
    assert_true(shown > cuts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_shown_is_known),
        cmocka_unit_test(test_repeats_are_known),
    };
    return cmocka_run_group_tests(tests, unfinished_begin, unfinished_end);
}
