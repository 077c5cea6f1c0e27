#include "full/terminal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

enum { LAST_WORDS = 300 }; /* milliseconds for the terminal to take them, when a signal ends all */

static struct termios found;
static sigset_t found_mask, ours;
static bool taken, dead;
static volatile sig_atomic_t ended, changed;

static const int noted[] = { SIGHUP, SIGTERM, SIGWINCH, SIGCONT };
static const int ignored[] = { SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE };
enum { NOTED = sizeof noted / sizeof *noted, IGNORED = sizeof ignored / sizeof *ignored };
static struct sigaction before_noted[NOTED], before_ignored[IGNORED];

static void note(int number) {
    if (number == SIGHUP || number == SIGTERM)
        ended = number;
    else
        changed = true;
}

static void take_signals(void) {
    struct sigaction noting = { .sa_handler = note }, ignoring = { .sa_handler = SIG_IGN };
    sigemptyset(&ours);
    for (int i = 0; i < NOTED; i++)
        sigaddset(&ours, noted[i]);
    sigprocmask(SIG_BLOCK, &ours, &found_mask);
    for (int i = 0; i < NOTED; i++)
        sigaction(noted[i], &noting, &before_noted[i]);
    for (int i = 0; i < IGNORED; i++)
        sigaction(ignored[i], &ignoring, &before_ignored[i]);
}

static void give_back_signals(void) {
    for (int i = 0; i < NOTED; i++)
        sigaction(noted[i], &before_noted[i], NULL);
    for (int i = 0; i < IGNORED; i++)
        sigaction(ignored[i], &before_ignored[i], NULL);
    sigprocmask(SIG_SETMASK, &found_mask, NULL);
}

static void set_modes(void) {
    struct termios raw = found;
    cfmakeraw(&raw);
    raw.c_oflag = found.c_oflag;
    raw.c_cflag = found.c_cflag;
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

bool terminal_take(void) {
    if (!isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &found) != 0)
        return false;
    ended = dead = 0;
    take_signals();
    set_modes();
    taken = true;
    return true;
}

void terminal_give_back(void) {
    if (!taken)
        return;
    taken = false;
    tcsetattr(STDIN_FILENO, TCSANOW, &found);
    give_back_signals();
}

void terminal_size(int *rows, int *columns) {
    struct winsize size = { 0 };
    ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    *rows = size.ws_row ? size.ws_row : 24;
    *columns = size.ws_col ? size.ws_col : 80;
}

static void line_is_dead(void) {
    dead = true;
    ended = SIGHUP;
}

size_t terminal_read(char *bytes, size_t size, int milliseconds) {
    struct pollfd input = { .fd = STDIN_FILENO, .events = POLLIN };
    struct timespec limit = { .tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L };
    if (ended || changed) /* meanwhile, while something was sent */
        return 0;
    int ready = ppoll(&input, 1, milliseconds < 0 ? NULL : &limit, &found_mask);
    if (ready <= 0 || ended)
        return 0;
    ssize_t length = read(STDIN_FILENO, bytes, size);
    if (length > 0)
        return (size_t)length;
    if (length == 0 || (errno != EINTR && errno != EAGAIN))
        line_is_dead();
    return 0;
}

void terminal_send(const char *bytes, size_t length) {
    struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };
    sigprocmask(SIG_UNBLOCK, &ours, NULL);
    while (length > 0 && !dead) {
        if (poll(&output, 1, ended ? LAST_WORDS : -1) == 0)
            break;
        ssize_t sent = write(STDOUT_FILENO, bytes, length);
        if (sent > 0) {
            bytes += sent;
            length -= (size_t)sent;
        } else if (sent < 0 && errno != EINTR && errno != EAGAIN)
            line_is_dead();
    }
    sigprocmask(SIG_BLOCK, &ours, NULL);
}

int terminal_ended(void) {
    return ended;
}

bool terminal_changed(void) {
    bool so = changed;
    changed = false;
    if (so)
        set_modes();
    return so;
}
