/* Walks through the full-screen face the way an officer would and looks at every screen it shows: browse WORD
 * PROGRAM ARGUMENTS... searches the catalogue for WORD and opens what it finds. Ends with 1 when a screen
 * does not come, the program does not end well, or a character is shown that no terminal should get. */
#include <stdio.h>

#include "base/die.h"
#include "base/text.h"
#include "tests/pty.h"

enum { QUIET = 40, PAGES = 40, ENDS_WITHIN = 5000 };

#define PAGE_DOWN_KEY "\033[6~"
#define END_KEY "\033[4~"
#define HOME_KEY "\033[1~"
#define MAIN_KEY "\016" /* Ctrl-N: F10 */
#define BACK_KEY "\021" /* Ctrl-Q: F3 */

static int screens, bad;

static void look(struct pty *pty) {
    screens++;
    for (const char *at = screen_text(pty_screen(pty)); *at;) {
        uint32_t character = text_next(&at);
        bad += character != '\n' && !text_is_printable(character);
    }
}

static void press(struct pty *pty, const char *keys) {
    pty_mark(pty);
    pty_send(pty, keys);
    pty_quiet(pty, QUIET);
    look(pty);
}

int main(int count, char **words) {
    if (count < 3)
        die("browse WORD PROGRAM ARGUMENTS...");
    struct pty *pty = pty_start(&(struct pty_setup){ .arguments = (const char *const *)words + 2 });
    bool came = pty_wait(pty, "Home");
    press(pty, MAIN_KEY);
    came = pty_wait(pty, "Catalogue") && came;
    for (int i = 0; i < PAGES; i++)
        press(pty, PAGE_DOWN_KEY);
    press(pty, END_KEY);
    press(pty, HOME_KEY);
    press(pty, "/");
    press(pty, words[1]);
    press(pty, "\r");
    press(pty, "\r");
    for (int i = 0; i < 4; i++)
        press(pty, PAGE_DOWN_KEY);
    int status = -1;
    for (int i = 0; i < 8 && status < 0; i++) {
        pty_send(pty, BACK_KEY);
        status = pty_end(pty, QUIET);
    }
    if (status < 0)
        status = pty_end(pty, ENDS_WITHIN);
    printf("%d screens looked at, %d bad characters, status %d\n", screens, bad, status);
    pty_free(pty);
    return bad > 0 || status != 0 || !came;
}
