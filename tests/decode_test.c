/* Keys as a terminal sends them, cut in two at any place and for any time. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "full/decode.h"

enum { MOST = 32 };

struct feed {
    struct decoder decoder;
    int64_t ticks;
    int keys[MOST];
    int count;
};

static void collect(struct feed *feed) {
    for (int key; (key = (int)decode_key(&feed->decoder)) != NO_KEY;) {
        assert_true(feed->count < MOST);
        feed->keys[feed->count++] = key;
    }
}

static void feed_part(struct feed *feed, const char *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        decode_byte(&feed->decoder, bytes[i], feed->ticks);
        collect(feed);
    }
}

/* Time passes, and decode_wait says truly when it matters. */
static void pass(struct feed *feed, int milliseconds) {
    int64_t end = feed->ticks + milliseconds;
    for (int wait; (wait = decode_wait(&feed->decoder, feed->ticks)) >= 0 && feed->ticks + wait <= end;) {
        int before = feed->count;
        feed->ticks += wait;
        decode_time(&feed->decoder, feed->ticks);
        collect(feed);
        assert_true(feed->count > before);
    }
    feed->ticks = end;
    decode_time(&feed->decoder, feed->ticks);
    collect(feed);
}

static void assert_keys(const struct feed *feed, const int *keys, const char *what) {
    int count = 0;
    while (keys[count])
        count++;
    if (feed->count != count || memcmp(feed->keys, keys, sizeof *keys * (size_t)count))
        fail_msg("%s: %d keys, the first %x, and not %d, %x", what, feed->count, (unsigned)feed->keys[0],
                 count, (unsigned)keys[0]);
}

static const struct {
    const char *bytes;
    int keys[4];
} samples[] = {
    { "a", { 'a' } },
    { "\r", { ENTER } },
    { "\t", { TAB } },
    { "\x7f", { BACKSPACE } },
    { "\b", { BACKSPACE } },
    { "\x13", { CTRL('S') } },
    { "\xc4\x9f\xc4\xb1", { 0x11F, 0x131 } }, /* letters whose numbers curses gives to F23 and F41 */
    { "\xe2\x82\xac", { 0x20AC } },
    { "\xf0\x9f\x98\x80", { 0x1F600 } },
    { "\xc4"
      "A",
      { 'A' } },
    { "\xff"
      "A",
      { 'A' } },
    { "\033OA", { UP } },
    { "\033[A", { UP } },
    { "\033[1;5B", { DOWN } },
    { "\033[5~\033[6~", { PAGE_UP, PAGE_DOWN } },
    { "\033[H\033[F", { HOME, END } },
    { "\033[1~\033[4~", { HOME, END } },
    { "\033[Z", { BACK_TAB } },
    { "\033[2~\033[3~", { INSERT, DELETE } },
    { "\033OP\033OS", { F1, F4 } },
    { "\033[11~\033[15~\033[17~", { F1, F5, F6 } },
    { "\033[21~\033[24~", { F10, F12 } },
    { "\033[[A\033[[E", { F1, F5 } },
    { "\033[1;2P", { F1 } },
    { "\033"
      "1\033"
      "9\033"
      "0",
      { F1, F9, F10 } },
    { "\033[0n", { ANSWER } },
    { "\033OM\033Oq", { ENTER, '1' } },
    { "\033[99~x", { 'x' } },
    { "\033[?1;2cx", { 'x' } },
    { "\033[<0;12;7Mx", { 'x' } },
    { "\033[20\033OA", { UP } },
    { "\033[2\rx", { ENTER, 'x' } },
    { "\033\033OA", { ESCAPE, UP } },
    { "\033b\033\x7f", { ALT('b'), ALT(BACKSPACE) } },
    { "\033q", { ESCAPE, 'q' } },
    { "\033[1111111111111111111111111111111~x", { 'x' } },
};

static void test_keys(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct feed feed = { 0 };
        feed_part(&feed, samples[i].bytes, strlen(samples[i].bytes));
        assert_keys(&feed, samples[i].keys, samples[i].bytes + 1);
    }
}

static void test_keys_cut_by_the_network_stay_whole(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        for (size_t cut = 1; cut < strlen(samples[i].bytes); cut++)
            for (int gap = 0; gap <= 250; gap += 50) {
                struct feed feed = { 0 };
                feed_part(&feed, samples[i].bytes, cut);
                pass(&feed, gap);
                feed_part(&feed, samples[i].bytes + cut, strlen(samples[i].bytes) - cut);
                assert_keys(&feed, samples[i].keys, samples[i].bytes + 1);
            }
}

static void test_no_byte_of_a_late_tail_is_typed(void **state) {
    (void)state;
    static const char *const arrows[] = { "\033OB", "\033[B", "\033[6~", "\033[1;5B", "\033[[B" };
    for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++)
        for (size_t cut = 1; cut < strlen(arrows[i]); cut++)
            for (int gap = 260; gap < 2990; gap += 70) {
                struct feed feed = { 0 };
                feed_part(&feed, arrows[i], cut);
                pass(&feed, gap);
                feed_part(&feed, arrows[i] + cut, strlen(arrows[i]) - cut);
                pass(&feed, 5000);
                assert_true(feed.count >= 1 && feed.count <= 2);
                for (int key = 0; key < feed.count; key++)
                    assert_true(feed.keys[key] == ESCAPE || feed.keys[key] > 0x10FFFF);
            }
}

static void test_escape_alone_is_a_key_after_a_while(void **state) {
    (void)state;
    struct feed feed = { 0 };
    feed_part(&feed, "\033", 1);
    pass(&feed, ESCAPE_WAIT - 1);
    assert_int_equal(feed.count, 0);
    pass(&feed, 1);
    assert_keys(&feed, (int[]){ ESCAPE, 0 }, "Escape");
}

static void test_what_is_typed_after_escape_is_kept(void **state) {
    (void)state;
    static const struct {
        const char *typed;
        int gap;
        int keys[6];
    } cases[] = {
        { "x", 400, { ESCAPE, 'x' } },
        { "Oman", 400, { ESCAPE, 'O', 'm', 'a', 'n' } },
        { "[x]", 400, { ESCAPE, '[', 'x', ']' } },
        { "O", 400, { ESCAPE, 'O' } },
        { "[", 2999, { ESCAPE, '[' } },
        { "OB", 3501, { ESCAPE, 'O', 'B' } },
        { "2", 600, { ESCAPE, F2 } },
        { "2", 800, { ESCAPE, '2' } },
        { "a2", 400, { ESCAPE, 'a', '2' } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct feed feed = { 0 };
        feed_part(&feed, "\033", 1);
        pass(&feed, cases[i].gap);
        feed_part(&feed, cases[i].typed, strlen(cases[i].typed));
        pass(&feed, 5000);
        assert_keys(&feed, cases[i].keys, cases[i].typed);
    }
}

static void test_a_sequence_that_never_ends_is_forgotten(void **state) {
    (void)state;
    struct feed feed = { 0 };
    feed_part(&feed, "\033[1", 3);
    pass(&feed, TAIL_WAIT);
    feed_part(&feed, "5~", 2);
    assert_keys(&feed, (int[]){ '5', '~', 0 }, "typed");
}

static void an_answer_between_the_halves(void **state) {
    (void)state;
    for (int gap = 0; gap < 3000; gap += 100) {
        struct feed feed = { .ticks = 1000 };
        feed_part(&feed, "\033", 1);
        pass(&feed, gap);
        feed_part(&feed, "\033[0n", 4);
        pass(&feed, 20);
        feed_part(&feed, "OA", 2);
        pass(&feed, 5000);
        feed_part(&feed, "x", 1);
        assert_keys(&feed, (int[]){ ESCAPE, ANSWER, UP, 'x', 0 }, "an answer between");
    }
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),
        cmocka_unit_test(an_answer_between_the_halves),
        cmocka_unit_test(test_keys_cut_by_the_network_stay_whole),
        cmocka_unit_test(test_no_byte_of_a_late_tail_is_typed),
        cmocka_unit_test(test_escape_alone_is_a_key_after_a_while),
        cmocka_unit_test(test_what_is_typed_after_escape_is_kept),
        cmocka_unit_test(test_a_sequence_that_never_ends_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
