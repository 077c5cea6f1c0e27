#include "unfinished.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/text.h"

enum { MOST_WORDS = 6 };

static char folder[] = "/tmp/topcop-draft-XXXXXX";
static char database[sizeof folder + 16];

static const char *program(void) {
    const char *path = getenv("TOPCOP");
    return path ? path : "build/topcop";
}

int unfinished_begin(void **state) {
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(database, sizeof database, "%s/demo.db", folder);
    const char *const words[] = { program(), "demo", database, NULL };
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = words });
    int status = pty_end(pty, PTY_LIMIT);
    pty_free(pty);
    return status;
}

int unfinished_end(void **state) {
    (void)state;
    const char *const words[] = { "rm", "-r", folder, NULL };
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = words });
    int status = pty_end(pty, PTY_LIMIT);
    pty_free(pty);
    return status;
}

const char *unfinished_database(void) {
    return database;
}

struct pty *unfinished_start(const char *term, int rows, int columns, const char *const *words) {
    const char *all[4 + MOST_WORDS] = { program(), "--db", database };
    for (int i = 0; i < MOST_WORDS && words[i]; i++)
        all[3 + i] = words[i];
    return pty_start(&(struct pty_setup){ .arguments = all, .term = term, .rows = rows, .columns = columns });
}

struct pty *unfinished_form(void) {
    static const char *const words[] = { "course_edit", NULL };
    struct pty *pty = unfinished_start("vt100", 0, 0, words); /* what it shows stays when the program ends */
    assert_true(pty_wait(pty, "Title"));
    if (!screen_shows(pty_screen(pty), "> Title")) /* a draft begins where it was left */
        assert_true(pty_send(pty, "\033[B"));
    assert_true(pty_wait(pty, "> Title"));
    return pty;
}

void unfinished_begin_draft(void) {
    static const char *const words[] = { "--as", "AZ-20001", "--line", "questionnaires", NULL };
    struct pty *pty = unfinished_start(NULL, 0, 0, words);
    assert_true(pty_wait(pty, "Questionnaires>"));
    assert_true(pty_send(pty, "4\r.go supply/held\ryes\r1\r.go own[1]/own_title\rx\r.save\r"));
    assert_true(pty_wait(pty, "Saved as a draft"));
    assert_true(pty_send(pty, ".quit\r"));
    assert_int_equal(pty_end(pty, PTY_LIMIT), 0);
    pty_free(pty);
}

void unfinished_leave_at(const char *field, const char *key) {
    struct pty *pty = unfinished_draft();
    char at[64];
    snprintf(at, sizeof at, "> %s", field);
    for (int tries = 0; !screen_shows(pty_screen(pty), at) && tries < 60; tries++) {
        assert_true(pty_send(pty, key));
        pty_quiet(pty, 20);
    }
    assert_true(screen_shows(pty_screen(pty), at));
    assert_true(pty_send(pty, "7"));
    for (int tries = 0; !strchr(unfinished_value(pty), '7') && tries < 100; tries++)
        pty_quiet(pty, 20);
    unfinished_cut(pty, CUT_KILL);
}

struct pty *unfinished_draft(void) {
    static const char *const words[] = { "--as", "AZ-20001", "questionnaires", NULL };
    struct pty *pty = unfinished_start("vt100", 0, 0, words);
    assert_true(pty_wait(pty, "draft"));
    assert_true(pty_send(pty, "\033[B\033[B\033[B"));
    pty_quiet(pty, 20);
    assert_true(pty_send(pty, "\r"));
    assert_true(pty_wait(pty, "F2 Save"));
    return pty;
}

void unfinished_add(struct pty *pty) {
    assert_true(pty_send(pty, "\0335"));
    assert_true(pty_wait(pty, "1 One more"));
    assert_true(pty_send(pty, "1"));
    assert_true(pty_wait(pty, "is new."));
    assert_true(pty_send(pty, "\033[B"));
    assert_true(pty_wait(pty, "> Title"));
    assert_true(pty_send(pty, "n"));
    for (int tries = 0; strcmp(unfinished_value(pty), "n") && tries < 100; tries++)
        pty_quiet(pty, 20);
    assert_string_equal(unfinished_value(pty), "n");
    assert_true(pty_send(
        pty, "\0332")); /* saved, so that an emptied title differs and the draft is met where it was left */
    assert_true(pty_wait(pty, "Saved as a draft"));
}

/* The modes of a terminal that no program has touched. */
static struct termios untouched(void) {
    static const char *const words[] = { "true", NULL };
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = words });
    assert_int_equal(pty_end(pty, PTY_LIMIT), 0);
    struct termios modes;
    assert_int_equal(tcgetattr(pty_descriptor(pty), &modes), 0);
    pty_free(pty);
    return modes;
}

void unfinished_given_back(struct pty *pty) {
    struct termios before = untouched(), after;
    assert_int_equal(tcgetattr(pty_descriptor(pty), &after), 0);
    assert_int_equal(after.c_iflag, before.c_iflag);
    assert_int_equal(after.c_oflag, before.c_oflag);
    assert_int_equal(after.c_cflag, before.c_cflag);
    assert_int_equal(after.c_lflag, before.c_lflag);
    assert_memory_equal(after.c_cc, before.c_cc, sizeof before.c_cc);
    assert_false(screen_is_alternate(pty_screen(pty)));
    assert_true(screen_cursor_is_visible(pty_screen(pty)));
}

/* "> Title *     Some value", "> Front line, mobile     7      .": what stands behind the label, to the next
 * gap. */
const char *unfinished_value(struct pty *pty) {
    static char value[1024];
    struct screen *screen = pty_screen(pty);
    int column, row = screen_find(screen, "> ", &column);
    assert_true(row >= 0);
    const char *text = strstr(screen_row(screen, row) + 2, "  ");
    text = text ? text + strspn(text, " ") : "";
    const char *end = strstr(text, "  ");
    snprintf(value, sizeof value, "%.*s", end ? (int)(end - text) : (int)strlen(text), text);
    return value;
}

const char *unfinished_cut(struct pty *pty, enum cut cut) {
    static char shown[1024];
    static const int signals[CUTS] = { [CUT_KILL] = SIGKILL, [CUT_HUP] = SIGHUP, [CUT_TERM] = SIGTERM };
    if (cut == CUT_HANG_UP)
        pty_hang_up(pty);
    else
        pty_signal(pty, signals[cut]);
    assert_int_not_equal(pty_end(pty, 1000), -1);
    snprintf(shown, sizeof shown, "%s", unfinished_value(pty));
    pty_free(pty);
    return shown;
}
