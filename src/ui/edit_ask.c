#include "ui/edit_engine.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"

enum {
    REMEMBERED = 50,
    ESCAPE_WAIT = 300 /* milliseconds for the rest of a key */,
    WATCH = 2000,
    LOST = -1,
    LATE = -2
};

/* From the first question to the end the signals that end a session wait until a line is awaited, and are
 * read then, so that no step is cut in two. */
struct edit_question {
    EditLine *line; /* NULL until a terminal is asked */
    HistoryW *history;
    int in, signals;
    FILE *out;
    sigset_t signals_before;
    struct termios modes_before;
    wchar_t *prompt;
    wchar_t second; /* of a key made of two, 0 when it was handed over */
    int unread;     /* a byte that was read too early; 0: none */
    bool untouched; /* the preset, no key has come yet */
    bool recalls;   /* a command: Up and Down bring earlier ones back */
    bool abandoned, ended, interrupted;
    bool typed; /* since `edit` was last asked whether to go on */
    const struct edit *edit;
    const char *const *words;
    char *plain; /* the line read from a pipe */
    size_t plain_size;
    struct buffer answer;
};

static struct edit_question *question_of(EditLine *line) {
    struct edit_question *question;
    el_get(line, EL_CLIENTDATA, &question);
    return question;
}

static void take_signal(struct edit_question *question) {
    struct signalfd_siginfo information;
    if (read(question->signals, &information, sizeof information) != sizeof information)
        return;
    question->abandoned = information.ssi_signo == SIGINT;
    question->ended = !question->abandoned;
}

/* Waits for what is awaited at most so long (-1: no limit, but it may be interrupted); how much of it came.
 */
static int await(struct edit_question *question, struct pollfd *awaited, nfds_t count, int milliseconds) {
    const struct edit *edit = question->edit;
    for (;;) {
        int ready = poll(awaited, count, milliseconds < 0 && edit->watch ? WATCH : milliseconds);
        if (ready > 0 || (ready == 0 && milliseconds >= 0))
            return ready;
        if (ready < 0 && errno != EINTR)
            return ready;
        bool typed = question->typed;
        question->typed = false;
        question->interrupted = ready == 0 && edit->watch && edit->watch(edit->owner, typed);
        if (question->interrupted)
            return 0;
    }
}

/* The next byte from the terminal; LATE when none came in time (-1: no limit), LOST when no more will come or
 * a signal ended the question. */
static int next_byte(struct edit_question *question, int milliseconds) {
    if (question->unread > 0) {
        int unread = question->unread;
        question->unread = 0;
        return unread;
    }
    struct pollfd awaited[] = { { .fd = question->in, .events = POLLIN },
                                { .fd = question->signals, .events = POLLIN } };
    int ready = await(question, awaited, 2, milliseconds);
    if (ready == 0)
        return question->interrupted ? LOST : LATE;
    question->typed = true;
    if (awaited[1].revents) {
        take_signal(question);
        return LOST;
    }
    unsigned char byte;
    if (read(question->in, &byte, 1) == 1)
        return byte;
    question->ended = true;
    return LOST;
}

/* The character that begins with a byte; a broken one is U+FFFD. */
static int whole_character(struct edit_question *question, int byte) {
    char bytes[5] = { (char)byte };
    int length = byte < 0xC2 || byte > 0xF4 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    for (int i = 1; i < length; i++) {
        int more = next_byte(question, ESCAPE_WAIT);
        if (more < 0x80 || more >= 0xC0) {
            question->unread = more;
            break;
        }
        bytes[i] = (char)more;
    }
    const char *text = bytes;
    return (int)text_next(&text);
}

/* The plain key for the end of an escape sequence; 0 for those that mean nothing here. */
static int plain_key(int number, int final) {
    static const struct {
        int final, number, key;
    } keys[] = { { 'A', 0, CTRL('P') }, { 'B', 0, CTRL('N') }, { 'C', 0, CTRL('F') }, { 'D', 0, CTRL('B') },
                 { 'H', 0, CTRL('A') }, { 'F', 0, CTRL('E') }, { '~', 1, CTRL('A') }, { '~', 7, CTRL('A') },
                 { '~', 4, CTRL('E') }, { '~', 8, CTRL('E') }, { '~', 3, CTRL(']') } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].final == final && keys[i].number == number)
            return keys[i].key;
    return 0;
}

/* Whether a key can do something now; libedit takes a Delete with nothing behind it for an end of input. */
static bool is_of_use(const struct edit_question *question, int key) {
    const LineInfoW *line = el_wline(question->line);
    if (key == CTRL('P') || key == CTRL('N'))
        return question->recalls;
    return key != CTRL(']') || line->cursor < line->lastchar;
}

/* Reads what follows an Escape, whole: 0 when it is no key of ours, LOST, or the key. */
static int after_escape(struct edit_question *question) {
    int byte = next_byte(question, ESCAPE_WAIT);
    if (byte == LATE)
        return ESCAPE;
    if (byte == 'O')
        return plain_key(0, next_byte(question, ESCAPE_WAIT));
    if (byte != '[') {
        question->second = (wchar_t)(byte < 0 ? 0 : byte);
        return byte < 0 ? byte : ESCAPE;
    }
    int number = 0, final;
    while ((final = next_byte(question, ESCAPE_WAIT)) >= 0 && (final < 0x40 || final > 0x7E))
        number = final >= '0' && final <= '9' ? (number * 10 + final - '0') % 1000 : 1000;
    return plain_key(number, final);
}

static int next_key(EditLine *line, wchar_t *key) {
    struct edit_question *question = question_of(line);
    int next = question->second;
    question->second = 0;
    while (next == 0) {
        next = next_byte(question, -1);
        if (next == ESCAPE)
            next = after_escape(question);
        else if (next >= 0x80)
            next = whole_character(question, next);
        if (next > 0 && !is_of_use(question, next))
            next = 0;
        if (next >= 0x80 && !text_is_printable((uint32_t)next))
            next = 0;
    }
    if (question->abandoned)
        next = '\n';
    if (question->untouched && next > 0 && next < 0x80 && strchr(EDIT_SIGNS, next)) {
        question->second = (wchar_t)next;
        next = CTRL('U');
    }
    question->untouched = false;
    *key = (wchar_t)next;
    return next > 0;
}

static wchar_t *prompt_of(EditLine *line) {
    return question_of(line)->prompt;
}

/* The words that begin as the text between the two does: how many, and in *common the bytes that they share.
 */
static int find_words(const struct edit_question *question, const char *typed, const char **word,
                      size_t *common) {
    int found = 0;
    for (const char *const *next = question->words; next && *next; next++) {
        if (strncmp(*next, typed, strlen(typed)))
            continue;
        size_t same = 0;
        while (found && same < *common && (*word)[same] == (*next)[same])
            same++;
        *common = found++ ? same : strlen(*next);
        *word = *next;
    }
    return found;
}

static void print_words(struct edit_question *question, const char *typed) {
    const char *before = "\n";
    for (const char *const *next = question->words; *next; next++)
        if (!strncmp(*next, typed, strlen(typed))) {
            fprintf(question->out, "%s%s", before, *next);
            before = ", ";
        }
    fputc('\n', question->out);
}

/* Tab: completes what was typed, or its last word, from the words. */
static unsigned char complete(EditLine *line, int key) {
    (void)key;
    struct edit_question *question = question_of(line);
    const LineInfoW *info = el_wline(line);
    struct buffer typed = { 0 };
    buffer_add(&typed, "");
    for (const wchar_t *c = info->buffer; c < info->cursor; c++)
        text_put(&typed, (uint32_t)*c);
    const char *start = typed.text, *word = "";
    size_t common = 0;
    int found = find_words(question, start, &word, &common);
    if (!found && strrchr(start, ' ')) {
        start = strrchr(start, ' ') + 1;
        found = find_words(question, start, &word, &common);
    }
    unsigned char result = CC_REFRESH;
    if (found > 1 && common == strlen(start)) {
        print_words(question, start);
        result = CC_REDISPLAY;
    } else if (found) {
        char *missing = strndup(word + strlen(start), common - strlen(start));
        wchar_t *wide = edit_wide(missing ? missing : "");
        el_winsertstr(line, wide);
        free(wide);
        free(missing);
    }
    buffer_done(&typed);
    return result;
}

static void hold_signals(struct edit_question *question) {
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGHUP);
    sigaddset(&held, SIGTERM);
    sigprocmask(SIG_BLOCK, &held, &question->signals_before);
    question->signals = signalfd(-1, &held, SFD_CLOEXEC);
    if (question->signals < 0)
        die("Signals cannot be read.");
}

static const struct edit_question *holder; /* of the terminal, also when the program dies */

static void give_back(void) {
    tcsetattr(holder->in, TCSADRAIN, &holder->modes_before);
}

/* No key stops the program or its output; libedit goes on from the modes it finds. */
static void hold_modes(struct edit_question *question) {
    if (tcgetattr(question->in, &question->modes_before) != 0)
        return;
    struct termios held = question->modes_before;
    held.c_cc[VSUSP] = held.c_cc[VQUIT] = _POSIX_VDISABLE;
    held.c_iflag &= ~(tcflag_t)IXON;
    tcsetattr(question->in, TCSADRAIN, &held);
    holder = question;
    die_first(give_back);
}

/* The same keys in emacs and in both of vi's modes, so that plain_key need not ask which is on. */
static void bind_keys(const struct edit *edit, EditLine *line) {
    static const char *const keys[][2] = { { "^A", "ed-move-to-beg" },     { "^B", "ed-prev-char" },
                                           { "^E", "ed-move-to-end" },     { "^F", "ed-next-char" },
                                           { "^N", "ed-next-history" },    { "^P", "ed-prev-history" },
                                           { "^]", "ed-delete-next-char" } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        el_set(line, EL_BIND, keys[i][0], keys[i][1], NULL);
        if (edit->vi)
            el_set(line, EL_BIND, "-a", keys[i][0], keys[i][1], NULL);
    }
    el_wset(line, EL_ADDFN, L"complete", L"", complete);
    el_set(line, EL_BIND, "^I", "complete", NULL);
}

static void start_terminal(const struct edit *edit, struct edit_question *question) {
    HistEventW event;
    hold_signals(question);
    hold_modes(question);
    question->line = edit_engine(edit, question->in, question->out, stderr, next_key, question);
    el_set(question->line, EL_SIGNAL, 1);
    el_wset(question->line, EL_PROMPT, prompt_of);
    bind_keys(edit, question->line);
    question->history = history_winit();
    history_w(question->history, &event, H_SETSIZE, REMEMBERED);
    el_wset(question->line, EL_HIST, history_w, question->history);
}

static const char *ask_terminal(struct edit_question *question, const char *prompt, const char *preset) {
    HistEventW event;
    int count;
    question->recalls = !preset;
    question->untouched = preset;
    question->prompt = edit_wide(prompt);
    wchar_t *typed = edit_wide(preset ? preset : "");
    el_wpush(question->line, typed);
    const wchar_t *line = el_wgets(question->line, &count);
    free(typed);
    free(question->prompt);
    question->prompt = NULL;
    if (question->abandoned)
        return "";
    if (!line || question->ended || question->interrupted) {
        fputc('\n', question->out);
        return NULL;
    }
    if (!preset && *line != L'\n')
        history_w(question->history, &event, H_ENTER, line);
    buffer_clear(&question->answer);
    while (*line && *line != L'\n')
        text_put(&question->answer, (uint32_t)*line++);
    return question->answer.text;
}

static const char *read_plainly(struct edit_question *question, FILE *in, const char *preset) {
    struct stat about;
    struct pollfd awaited = { .fd = fileno(in), .events = POLLIN };
    if (fstat(awaited.fd, &about) == 0 && !S_ISREG(about.st_mode)) {
        setvbuf(in, NULL, _IONBF, 0); /* else what is awaited may have been read before */
        await(question, &awaited, 1, -1);
    }
    ssize_t length = question->interrupted ? -1 : getline(&question->plain, &question->plain_size, in);
    if (length < 0)
        return NULL;
    question->plain[strcspn(question->plain, "\r\n")] = 0;
    return *question->plain || !preset ? question->plain : preset;
}

/* The terminal gathers the line itself, without showing it. */
static const char *ask_terminal_unseen(struct edit_question *question, const char *prompt) {
    struct termios before, unseen;
    if (tcgetattr(question->in, &before) != 0)
        return NULL;
    unseen = before;
    unseen.c_lflag = (unseen.c_lflag & ~(tcflag_t)ECHO) | ICANON | ISIG;
    tcsetattr(question->in, TCSAFLUSH, &unseen);
    fputs(prompt, question->out);
    fflush(question->out);
    buffer_clear(&question->answer);
    int byte;
    while ((byte = next_byte(question, -1)) >= 0 && byte != '\n')
        buffer_add_char(&question->answer, (char)byte);
    tcsetattr(question->in, TCSADRAIN, &before);
    fputc('\n', question->out);
    return question->abandoned ? "" : byte < 0 ? NULL : question->answer.text;
}

static struct edit_question *question_new(void) {
    struct edit_question *question = memory_new(sizeof *question);
    *question = (struct edit_question){ .signals = -1 };
    return question;
}

static const char *ask(struct edit *edit, FILE *in, FILE *out, const char *prompt, const char *preset,
                       bool unseen) {
    if (!edit->question)
        edit->question = question_new();
    struct edit_question *question = edit->question;
    question->edit = edit;
    question->abandoned = question->interrupted = question->typed = false;
    fflush(out);
    if (!isatty(fileno(in)) || !isatty(fileno(out)))
        return read_plainly(question, in, preset);
    question->in = fileno(in);
    question->out = out;
    if (!question->line)
        start_terminal(edit, question);
    return question->ended ? NULL
           : unseen        ? ask_terminal_unseen(question, prompt)
                           : ask_terminal(question, prompt, preset);
}

const char *edit_ask(struct edit *edit, FILE *in, FILE *out, const char *prompt, const char *preset) {
    return ask(edit, in, out, prompt, preset, false);
}

const char *edit_ask_unseen(struct edit *edit, FILE *in, FILE *out, const char *prompt) {
    return ask(edit, in, out, prompt, NULL, true);
}

void edit_forget(struct edit *edit) {
    struct edit_question *question = edit->question;
    if (question && question->answer.text)
        explicit_bzero(question->answer.text, question->answer.capacity);
    if (question && question->plain)
        explicit_bzero(question->plain, question->plain_size);
}

void edit_watch(struct edit *edit, bool (*watch)(void *owner, bool typed), void *owner) {
    edit->watch = watch;
    edit->owner = owner;
}

bool edit_is_interrupted(const struct edit *edit) {
    return edit->question && edit->question->interrupted;
}

bool edit_is_abandoned(const struct edit *edit) {
    return edit->question && edit->question->abandoned;
}

void edit_words(struct edit *edit, const char *const *words) {
    if (!edit->question)
        edit->question = question_new();
    edit->question->words = words;
}

void edit_question_free(struct edit_question *question) {
    if (!question)
        return;
    if (question->line) {
        el_end(question->line);
        if (holder == question) {
            give_back();
            die_first(NULL);
        }
        history_wend(question->history);
        close(question->signals);
        sigprocmask(SIG_SETMASK, &question->signals_before, NULL);
    }
    free(question->plain);
    buffer_done(&question->answer);
    free(question);
}
