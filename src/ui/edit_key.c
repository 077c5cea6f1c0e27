#include <errno.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/text.h"
#include "ui/edit_question.h"

enum { ESCAPE_WAIT = 300 /* milliseconds for the rest of a key */, WATCH = 2000 };

struct edit_question *edit_question_of(EditLine *line) {
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

int edit_await(struct edit_question *question, struct pollfd *awaited, nfds_t count, int milliseconds) {
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

int edit_next_byte(struct edit_question *question, int milliseconds) {
    if (question->unread > 0) {
        int unread = question->unread;
        question->unread = 0;
        return unread;
    }
    struct pollfd awaited[] = { { .fd = question->in, .events = POLLIN },
                                { .fd = question->signals, .events = POLLIN } };
    int ready = edit_await(question, awaited, 2, milliseconds);
    if (ready == 0)
        return question->interrupted ? EDIT_LOST : EDIT_LATE;
    question->typed = true;
    if (awaited[1].revents) {
        take_signal(question);
        return EDIT_LOST;
    }
    unsigned char byte;
    if (read(question->in, &byte, 1) == 1)
        return byte;
    question->ended = true;
    return EDIT_LOST;
}

/* The character that begins with a byte; a broken one is U+FFFD. */
static int whole_character(struct edit_question *question, int byte) {
    char bytes[5] = { (char)byte };
    int length = byte < 0xC2 || byte > 0xF4 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    for (int i = 1; i < length; i++) {
        int more = edit_next_byte(question, ESCAPE_WAIT);
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

/* Reads what follows an Escape, whole: 0 when it is no key of ours, EDIT_LOST, or the key. */
static int after_escape(struct edit_question *question) {
    int byte = edit_next_byte(question, ESCAPE_WAIT);
    if (byte == EDIT_LATE)
        return ESCAPE;
    if (byte == 'O')
        return plain_key(0, edit_next_byte(question, ESCAPE_WAIT));
    if (byte != '[') {
        question->second = (wchar_t)(byte < 0 ? 0 : byte);
        return byte < 0 ? byte : ESCAPE;
    }
    int number = 0, final;
    while ((final = edit_next_byte(question, ESCAPE_WAIT)) >= 0 && (final < 0x40 || final > 0x7E))
        number = final >= '0' && final <= '9' ? (number * 10 + final - '0') % 1000 : 1000;
    return plain_key(number, final);
}

int edit_next_key(EditLine *line, wchar_t *key) {
    struct edit_question *question = edit_question_of(line);
    int next = question->second;
    question->second = 0;
    while (next == 0) {
        next = edit_next_byte(question, -1);
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
