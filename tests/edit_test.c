/* Editing a field key by key, in every script, with emacs and with vi keys. */
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/text.h"
#include "ui/edit.h"

static struct edit *edit;

static int start_emacs(void **state) {
    (void)state;
    unsetenv("TOPCOP_EDIT");
    edit = edit_new();
    edit_start(edit, "", 200, false);
    return 0;
}

static int start_vi(void **state) {
    (void)state;
    setenv("TOPCOP_EDIT", "vi", 1);
    edit = edit_new();
    edit_start(edit, "", 200, false);
    return 0;
}

static int stop(void **state) {
    (void)state;
    edit_free(edit);
    return 0;
}

static void type(const char *keys) {
    for (uint32_t key; (key = text_next(&keys));)
        edit_key(edit, (enum key)key);
}

/* The text with the cursor shown as '|'. */
static const char *shown(void) {
    static char line[40000];
    const char *text = edit_text(edit), *rest = text;
    for (size_t i = edit_cursor(edit); i > 0; i--)
        assert_int_not_equal(text_next(&rest), 0);
    snprintf(line, sizeof line, "%.*s|%s", (int)(rest - text), text, rest);
    return line;
}

#define SHOWN(text) assert_string_equal(shown(), text)
static void key_shows(int key, const char *text) {
    assert_true(edit_key(edit, (enum key)key));
    SHOWN(text);
}

static void each_editing_key_works(void **state) {
    (void)state;
    type("one two three");
    key_shows(HOME, "|one two three");
    key_shows(RIGHT, "o|ne two three");
    key_shows(END, "one two three|");
    key_shows(LEFT, "one two thre|e");
    key_shows(DELETE, "one two thre|");
    key_shows(DELETE, "one two thre|");
    key_shows(BACKSPACE, "one two thr|");
    key_shows(CTRL('A'), "|one two thr");
    key_shows(BACKSPACE, "|one two thr");
    key_shows(LEFT, "|one two thr");
    key_shows(CTRL('F'), "o|ne two thr");
    key_shows(CTRL('B'), "|one two thr");
    key_shows(CTRL('D'), "|ne two thr");
    key_shows(CTRL('E'), "ne two thr|");
    key_shows(RIGHT, "ne two thr|");
    key_shows(CTRL('H'), "ne two th|");
    key_shows(ALT('b'), "ne two |th");
    key_shows(ALT('b'), "ne |two th");
    key_shows(ALT('f'), "ne two| th");
    key_shows(ALT('u'), "ne two TH|");
    key_shows(CTRL('W'), "ne two |");
    key_shows(CTRL('Y'), "ne two TH|");
    key_shows(ALT(BACKSPACE), "ne two |");
    key_shows(HOME, "|ne two ");
    key_shows(ALT('d'), "| two ");
    key_shows(ALT('c'), " Two| ");
    key_shows(CTRL('K'), " Two|");
    key_shows(CTRL('U'), "|");
    key_shows(DELETE, "|");
}

static void other_keys_are_not_taken(void **state) {
    (void)state;
    type("abc");
    static const int keys[] = { ENTER,      TAB,       F1,        F12,       UP,        DOWN,
                                PAGE_UP,    PAGE_DOWN, BACK_TAB,  INSERT,    NO_KEY,    ESCAPE,
                                CTRL('C'),  CTRL('G'), CTRL('R'), CTRL('V'), CTRL('X'), CTRL('Z'),
                                CTRL('\\'), CTRL('J'), ALT('3'),  0x9B,      0x202E,    0x200B };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        assert_false(edit_key(edit, (enum key)keys[i]));
    SHOWN("abc|");
}

static void no_alt_key_leaves_anything(void **state) {
    (void)state;
    edit_start(edit, "abc", 200, false);
    for (int c = 1; c <= BACKSPACE; c++) {
        if (strchr("ulcULC\b\177\037bBfFdDwW", c))
            continue;
        edit_key(edit, (enum key)ALT(c));
        SHOWN("abc|");
    }
}

static void every_script_is_text(void **state) {
    (void)state;
    static const char *const words[] = { "Gəncə ğışƏİı", "საქართველო", "Հայաստան", "Київ Молдова ёй",
                                         "漢字かな" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        edit_start(edit, "", 200, false);
        type(words[i]);
        assert_string_equal(edit_text(edit), words[i]);
        assert_int_equal(edit_cursor(edit), text_length(words[i]));
        for (size_t n = text_length(words[i]); n > 0; n--) {
            assert_true(edit_key(edit, LEFT));
            assert_int_equal(edit_cursor(edit), n - 1);
        }
        edit_key(edit, DELETE);
        assert_int_equal(text_length(edit_text(edit)), text_length(words[i]) - 1);
    }
}

static void marks_stay_with_their_letter(void **state) {
    (void)state;
    type("cafe\xCC\x81 ok");
    assert_string_equal(edit_text(edit), "cafe\xCC\x81 ok");
    for (int i = 0; i < 4; i++)
        edit_key(edit, LEFT);
    SHOWN("caf|e\xCC\x81 ok");
    key_shows(RIGHT, "cafe\xCC\x81| ok");
    key_shows(BACKSPACE, "cafe| ok");
    type("\xCC\x80\xCC\xA3");
    key_shows(LEFT, "caf|e\xCC\x80\xCC\xA3 ok");
    key_shows(DELETE, "caf| ok");
    edit_start(edit, "e\xCC\x81x", 200, false);
    key_shows(HOME, "|e\xCC\x81x");
    type("y");
    SHOWN("y|e\xCC\x81x");
    key_shows(ALT('d'), "y|x");
}

static void the_text_is_bounded(void **state) {
    (void)state;
    edit_start(edit, "", 5, false);
    type("abcdefg");
    SHOWN("abcde|");
    key_shows(CTRL('W'), "|");
    type("xy");
    key_shows(CTRL('Y'), "xy|");
    edit_start(edit, "longer than five", 5, false);
    type("z");
    SHOWN("longer than five|");
    key_shows(BACKSPACE, "longer than fiv|");
}

static void hostile_texts_are_cleaned(void **state) {
    (void)state;
    edit_start(edit, "a\tb\x1B[2J\n\xFF", 200, false);
    SHOWN("a b\xEF\xBF\xBD[2J \xEF\xBF\xBD|");
    type("c");
    SHOWN("a b\xEF\xBF\xBD[2J \xEF\xBF\xBD"
          "c|");
}

static void lines_are_walked_split_and_joined(void **state) {
    (void)state;
    edit_start(edit, "first\nsecond one\n\nlast", 100, true);
    SHOWN("first\nsecond one\n\nlast|");
    assert_false(edit_key(edit, DOWN));
    key_shows(UP, "first\nsecond one\n|\nlast");
    key_shows(UP, "first\n|second one\n\nlast");
    key_shows(END, "first\nsecond one|\n\nlast");
    key_shows(UP, "first|\nsecond one\n\nlast");
    assert_false(edit_key(edit, UP));
    key_shows(RIGHT, "first\n|second one\n\nlast");
    key_shows(LEFT, "first|\nsecond one\n\nlast");
    key_shows(DELETE, "first|second one\n\nlast");
    key_shows(CTRL('J'), "first\n|second one\n\nlast");
    key_shows(CTRL('K'), "first\n|\n\nlast");
    key_shows(BACKSPACE, "first|\n\nlast");
    key_shows(DOWN, "first\n|\nlast");
    key_shows(DOWN, "first\n\n|last");
    key_shows(BACKSPACE, "first\n|last");
    key_shows(ALT(ENTER), "first\n\n|last");
    key_shows(BACKSPACE, "first\n|last");
    key_shows(BACKSPACE, "first|last");
    edit_start(edit, "ab", 3, true);
    key_shows(CTRL('J'), "ab\n|");
    key_shows(CTRL('J'), "ab\n|");
    type("c");
    SHOWN("ab\n|");
}

static void long_texts_are_whole(void **state) {
    (void)state;
    edit_start(edit, "", 4000, false);
    for (int i = 0; i < 4100; i++)
        edit_key(edit, (enum key)(i % 7 ? 0x259 : ' '));
    assert_int_equal(text_length(edit_text(edit)), 4000);
    edit_key(edit, HOME);
    edit_key(edit, DELETE);
    type("A");
    assert_int_equal(edit_cursor(edit), 1);
    assert_int_equal(text_length(edit_text(edit)), 4000);
}

static void vi_keys_work(void **state) {
    (void)state;
    type("one two three");
    key_shows(ESCAPE, "one two thre|e");
    assert_false(edit_key(edit, ESCAPE));
    key_shows('b', "one two |three");
    key_shows('d', "one two |three");
    key_shows('w', "one two| ");
    key_shows('0', "|one two ");
    key_shows('x', "|ne two ");
    key_shows('.', "|e two ");
    key_shows('u', "|ne two ");
    key_shows('r', "|ne two ");
    key_shows('Z', "|Ze two ");
    type("cwnew");
    SHOWN("new| two ");
    key_shows(END, "new two |");
    key_shows(LEFT, "new two| ");
    key_shows(ALT('0'), "|new two ");
    type("i!");
    SHOWN("!|new two ");
    edit_start(edit, "fresh", 200, false);
    type(" e\xCC\x81");
    SHOWN("fresh e\xCC\x81|");
    key_shows(ESCAPE, "fresh |e\xCC\x81");
    key_shows('x', "fresh |");
    edit_start(edit, "one\ntwo\nthree", 200, true);
    edit_key(edit, ESCAPE);
    key_shows('k', "one\ntwo|\nthree");
    key_shows('-', "one|\ntwo\nthree");
    key_shows('k', "one|\ntwo\nthree");
    key_shows('0', "|one\ntwo\nthree");
    key_shows('j', "one\n|two\nthree");
    type("D");
    key_shows(DELETE, "one\n|three");
}

static void vi_starts_no_program(void **state) {
    (void)state;
    setenv("EDITOR", "false", 1);
    type("some text");
    edit_key(edit, ESCAPE);
    for (const char *key = "v:@#/?nN_KJGfFtT;,O[+-jk"; *key; key++) {
        edit_key(edit, (enum key) * key);
        assert_string_equal(edit_text(edit), "some text");
        assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    }
    type("0x");
    SHOWN("|ome text");
}

static void pipes_are_read_plainly(void **state) {
    (void)state;
    char lines[] = "open 4\r\n\nləst";
    FILE *in = fmemopen(lines, strlen(lines), "r");
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    assert_string_equal(edit_ask(edit, in, out, "> ", NULL), "open 4");
    assert_string_equal(edit_ask(edit, in, out, "> ", "preset"), "preset");
    assert_string_equal(edit_ask(edit, in, out, "> ", NULL), "ləst");
    assert_null(edit_ask(edit, in, out, "> ", "preset"));
    assert_false(edit_is_abandoned(edit));
    fclose(in);
    fclose(out);
    assert_string_equal(printed, "");
    free(printed);
}

enum { LIMIT = 30000 }; /* milliseconds, a net under a program that says nothing */

static int master;
static FILE *terminal;
static const struct termios raw = { .c_cflag = CS8 | CREAD };

static int start_terminal(void **state) {
    struct winsize size = { .ws_row = 24, .ws_col = 80 };
    int slave;
    setenv("TERM", "vt100", 1);
    assert_int_equal(openpty(&master, &slave, NULL, NULL, &size), 0);
    terminal = fdopen(slave, "r+");
    return start_emacs(state);
}

static int stop_terminal(void **state) {
    stop(state);
    fclose(terminal);
    close(master);
    return 0;
}

/* The line that comes of keys typed at the prompt; the terminal does not look at them. */
static const char *asked(const char *preset, const char *keys) {
    tcsetattr(fileno(terminal), TCSANOW, &raw);
    assert_int_equal(write(master, keys, strlen(keys)), strlen(keys));
    return edit_ask(edit, terminal, terminal, "Name: ", preset);
}

/* Reads what was printed until the text has come. */
static void prints(const char *text) {
    static char bytes[8192];
    size_t length = 0;
    struct pollfd output = { .fd = master, .events = POLLIN };
    for (bytes[0] = 0; !strstr(bytes, text); bytes[length] = 0) {
        assert_int_equal(poll(&output, 1, LIMIT), 1);
        ssize_t more = read(master, bytes + length, sizeof bytes - 1 - length);
        assert_true(more > 0);
        length += (size_t)more;
    }
}

static void a_terminal_is_asked_with_a_preset(void **state) {
    (void)state;
    assert_string_equal(asked("Əli", "\r"), "Əli");
    prints("Name: Əli");
    assert_string_equal(asked("Əli", "yev\r"), "Əliyev");
    assert_string_equal(asked("Əliyev", "\x1B[H\x1B[3~ə\x1B[F\x1B[D\x1BOD!\r"), "əliy!ev");
    assert_string_equal(asked("abc", "\x1B[15~\x1B[1;5P\x1B[200~\x1BOx\x1B[A\r"), "abc");
    assert_string_equal(asked("", "\x1B[3~x\xFF\r"), "x\xEF\xBF\xBD");
    assert_string_equal(asked("abc def", "\x17\x16\r"), "abc ");
}

static void a_sign_takes_the_preset_away(void **state) {
    (void)state;
    assert_string_equal(asked("abc", ".save\r"), ".save");
    assert_string_equal(asked("abc", "?\r"), "?");
    assert_string_equal(asked("abc", "\x1B[F.\r"), "abc.");
    assert_string_equal(asked("abc", ".\x15\x19\r"), ".");
}

static void commands_are_remembered_and_completed(void **state) {
    (void)state;
    edit_words(edit, (const char *const[]){ "register", "refresh", "withdraw", NULL });
    assert_string_equal(asked(NULL, "w\t\r"), "withdraw");
    assert_string_equal(asked(NULL, "now r\tg\t\r"), "now register");
    assert_string_equal(asked(NULL, "\x1B[A\x1B[A 4\r"), "withdraw 4");
    assert_string_equal(asked(NULL, "re\tf\t\r"), "refresh");
    prints("register, refresh");
    assert_string_equal(asked("", "\x1B[A\r"), "");
    edit_words(edit, NULL);
    assert_string_equal(asked(NULL, "w\t\r"), "w");
}

static void signals_end_a_question(void **state) {
    (void)state;
    assert_string_equal(asked(NULL, "go\r"), "go");
    raise(SIGINT);
    assert_string_equal(asked("preset", ""), "");
    assert_true(edit_is_abandoned(edit));
    assert_string_equal(asked("preset", "\r"), "preset");
    assert_false(edit_is_abandoned(edit));
    raise(SIGTERM);
    assert_null(asked("preset", ""));
    assert_null(asked("preset", "\r"));
}

static void the_end_of_input_ends_a_question(void **state) {
    (void)state;
    assert_string_equal(asked(NULL, "a\x04\r"), "a");
    assert_null(asked(NULL, "\x04"));
    assert_string_equal(asked(NULL, "b\r"), "b");
    close(master);
    assert_null(edit_ask(edit, terminal, terminal, "Name: ", ""));
    master = open("/dev/null", O_RDWR);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_editing_key_works, start_emacs, stop),
        cmocka_unit_test_setup_teardown(other_keys_are_not_taken, start_emacs, stop),
        cmocka_unit_test_setup_teardown(no_alt_key_leaves_anything, start_emacs, stop),
        cmocka_unit_test_setup_teardown(every_script_is_text, start_emacs, stop),
        cmocka_unit_test_setup_teardown(marks_stay_with_their_letter, start_emacs, stop),
        cmocka_unit_test_setup_teardown(the_text_is_bounded, start_emacs, stop),
        cmocka_unit_test_setup_teardown(hostile_texts_are_cleaned, start_emacs, stop),
        cmocka_unit_test_setup_teardown(lines_are_walked_split_and_joined, start_emacs, stop),
        cmocka_unit_test_setup_teardown(long_texts_are_whole, start_emacs, stop),
        cmocka_unit_test_setup_teardown(vi_keys_work, start_vi, stop),
        cmocka_unit_test_setup_teardown(vi_starts_no_program, start_vi, stop),
        cmocka_unit_test_setup_teardown(pipes_are_read_plainly, start_emacs, stop),
        cmocka_unit_test_setup_teardown(a_terminal_is_asked_with_a_preset, start_terminal, stop_terminal),
        cmocka_unit_test_setup_teardown(a_sign_takes_the_preset_away, start_terminal, stop_terminal),
        cmocka_unit_test_setup_teardown(commands_are_remembered_and_completed, start_terminal, stop_terminal),
        cmocka_unit_test_setup_teardown(signals_end_a_question, start_terminal, stop_terminal),
        cmocka_unit_test_setup_teardown(the_end_of_input_ends_a_question, start_terminal, stop_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
