#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/text.h"
#include "ui/edit_question.h"

enum { REMEMBERED = 50 };

static wchar_t *prompt_of(EditLine *line) {
    return edit_question_of(line)->prompt;
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
    struct edit_question *question = edit_question_of(line);
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
    question->line = edit_engine(edit, question->in, question->out, stderr, edit_next_key, question);
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
        edit_await(question, &awaited, 1, -1);
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
    while ((byte = edit_next_byte(question, -1)) >= 0 && byte != '\n')
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
