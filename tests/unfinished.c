#include "unfinished.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

const char *unfinished_title(struct pty *pty) {
    static char title[1024];
    struct screen *screen = pty_screen(pty);
    int column, row = screen_find(screen, "Title", &column);
    assert_true(row >= 0);
    const char *text = screen_row(screen, row) + text_head(screen_row(screen, row), column);
    text += strcspn(text, " ");
    text += strspn(text, " *");
    snprintf(title, sizeof title, "%s", text);
    return title;
}

const char *unfinished_cut(struct pty *pty, enum cut cut) {
    static char shown[1024];
    static const int signals[CUTS] = { [CUT_KILL] = SIGKILL, [CUT_HUP] = SIGHUP, [CUT_TERM] = SIGTERM };
    if (cut == CUT_HANG_UP)
        pty_hang_up(pty);
    else
        pty_signal(pty, signals[cut]);
    assert_int_not_equal(pty_end(pty, 1000), -1);
    snprintf(shown, sizeof shown, "%s", unfinished_title(pty));
    pty_free(pty);
    return shown;
}
