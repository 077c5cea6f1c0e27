#include "full/kind.h"

#include <curses.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

bool kind_is_known(const char *term) {
    int result;
    bool so = setupterm(term, STDOUT_FILENO, &result) == OK || result == 1;
    if (so && cur_term)
        del_curterm(cur_term);
    return so;
}

/* Whether the terminal has a sequence for moving the cursor that begins like that. */
static bool moves_with(const char *term, const char *beginning) {
    int result;
    if (setupterm(term, STDOUT_FILENO, &result) != OK)
        return false;
    const char *move = tigetstr("cup");
    bool so = move && move != (char *)-1 && strncmp(move, beginning, strlen(beginning)) == 0;
    del_curterm(cur_term);
    return so;
}

bool kind_can_draw(const char *term) {
    return moves_with(term, "");
}

bool kind_is_ansi(const char *term) {
    return moves_with(term, "\033[");
}
