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

/* Types some letters, sometimes looking at the screen, and stops anywhere. */
static void type(struct pty *pty, char *typed) {
    typed[0] = 0;
    for (int count = (int)(chance() % MOST_TYPED) + 1; count > 0; count--) {
        const char *letter = letters[chance() % (sizeof letters / sizeof *letters)];
        strcat(typed, letter);
        assert_true(pty_send(pty, letter));
        if (chance() % 4 == 0)
            pty_read(pty, (int)(chance() % 4));
    }
}

static void empty(struct pty *pty) {
    if (!*unfinished_title(pty))
        return;
    pty_mark(pty);
    assert_true(pty_send(pty, "\025"));
    for (int tries = 0; *unfinished_title(pty) && tries < 100; tries++)
        pty_quiet(pty, 20);
    assert_string_equal(unfinished_title(pty), "");
}

static void test_what_was_shown_is_known(void **state) {
    (void)state;
    const char *wish = getenv("CUTS");
    int cuts = wish ? atoi(wish) : 200, shown = 0;
    assert_true(cuts > 0);
    for (int i = 0; i < cuts; i++) {
        char typed[MOST_TYPED * 4 + 1], seen[1024];
        struct pty *pty = unfinished_form();
        empty(pty);
        type(pty, typed);
        snprintf(seen, sizeof seen, "%s", unfinished_cut(pty, (enum cut)(chance() % CUTS)));
        assert_memory_equal(typed, seen, strlen(seen));
        pty = unfinished_form();
        const char *kept = unfinished_title(pty);
        if (strncmp(kept, seen, strlen(seen)) || strncmp(typed, kept, strlen(kept)))
            fail_msg("cut %d: \"%s\" was shown of \"%s\", and \"%s\" is known", i, seen, typed, kept);
        shown += (int)strlen(seen);
        assert_true(pty_send(pty, "\0333\0333"));
        pty_end(pty, 1000);
        pty_free(pty);
    }
    assert_true(shown > cuts); /* else nothing was tried */
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_was_shown_is_known) };
    return cmocka_run_group_tests(tests, unfinished_begin, unfinished_end);
}
