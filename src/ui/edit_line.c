#include "ui/edit_line.h"

#include <fcntl.h>
#include <pty.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/die.h"
#include "base/text.h"

struct edit_line {
    EditLine *line;
    int master, slave; /* a terminal of its own, so that libedit never touches the real one */
    FILE *nowhere;
    wchar_t keys[3];     /* handed over, zero at the end */
    const wchar_t *next; /* of them */
    bool starved;        /* libedit asked for a key when all were taken */
    wchar_t handed_back; /* a key that libedit gave back */
    wchar_t *kept;       /* the line as it was before a key */
    size_t kept_size;
};

static int next_key(EditLine *engine, wchar_t *key) {
    struct edit_line *line;
    el_get(engine, EL_CLIENTDATA, &line);
    line->starved = !*line->next;
    if (line->starved)
        return 0;
    *key = *line->next++;
    return 1;
}

/* Bound to the keys of vi's command mode that are more than libedit can know. */
static unsigned char hand_back(EditLine *engine, int key) {
    struct edit_line *line;
    el_get(engine, EL_CLIENTDATA, &line);
    line->handed_back = (wchar_t)key;
    return CC_NORM;
}

struct edit_line *edit_line_new(const struct edit *edit) {
    struct edit_line *line = memory_new(sizeof *line);
    *line = (struct edit_line){ .nowhere = fopen("/dev/null", "we") };
    if (!line->nowhere || openpty(&line->master, &line->slave, NULL, NULL, NULL))
        die("No terminal can be made for the line editor.");
    fcntl(line->master, F_SETFD, FD_CLOEXEC);
    fcntl(line->slave, F_SETFD, FD_CLOEXEC);
    line->line = edit_engine(edit, line->slave, line->nowhere, line->nowhere, next_key, line);
    el_set(line->line, EL_SIGNAL, 0);
    el_set(line->line, EL_UNBUFFERED, 1);
    if (edit->vi) {
        static const char *const keys[] = { "^[", "j", "k", "+", "\\055" };
        el_wset(line->line, EL_ADDFN, L"hand-back", L"", hand_back);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            el_set(line->line, EL_BIND, "-a", keys[i], "hand-back", NULL);
    }
    return line;
}

void edit_line_free(struct edit_line *line) {
    if (!line)
        return;
    el_end(line->line);
    fclose(line->nowhere);
    close(line->master);
    close(line->slave);
    free(line->kept);
    free(line);
}

size_t edit_line_length(const struct edit_line *line) {
    const LineInfoW *now = el_wline(line->line);
    return (size_t)(now->lastchar - now->buffer);
}

size_t edit_line_cursor(const struct edit_line *line) {
    const LineInfoW *now = el_wline(line->line);
    return (size_t)(now->cursor - now->buffer);
}

void edit_line_read(const struct edit_line *line, size_t from, size_t to, struct buffer *out) {
    const LineInfoW *now = el_wline(line->line);
    for (; from < to; from++)
        text_put(out, (uint32_t)now->buffer[from]);
}

static bool at_mark(const struct edit_line *line) {
    const LineInfoW *now = el_wline(line->line);
    return now->cursor > now->buffer && now->cursor < now->lastchar && !text_columns((uint32_t)*now->cursor);
}

/* After a key: marks whose letter was deleted go with it, and the cursor leaves the inside of a letter. */
static void settle(struct edit_line *line, size_t old_length, size_t old_cursor) {
    bool shorter = edit_line_length(line) < old_length;
    int step = edit_line_cursor(line) < old_cursor ? -1 : 1;
    while (at_mark(line)) {
        el_cursor(line->line, shorter ? 1 : step);
        if (shorter)
            el_deletestr(line->line, 1);
    }
}

static void put(struct edit_line *line, const wchar_t *text, size_t cursor) {
    if (*text) {
        el_wreplacestr(line->line, text);
    } else {
        el_cursor(line->line, (int)edit_line_length(line));
        el_deletestr(line->line, (int)edit_line_length(line));
    }
    el_cursor(line->line, (int)cursor - (int)edit_line_cursor(line));
}

void edit_line_begin(struct edit_line *line) {
    el_reset(line->line);
}

void edit_line_put(struct edit_line *line, const char *text, size_t cursor) {
    wchar_t *wide = edit_wide(text);
    put(line, wide, cursor < wcslen(wide) ? cursor : wcslen(wide));
    free(wide);
    settle(line, 0, 0);
}

void edit_line_go(struct edit_line *line, size_t cursor) {
    size_t old = edit_line_cursor(line);
    el_cursor(line->line, (int)cursor - (int)old);
    settle(line, 0, old);
}

void edit_line_delete(struct edit_line *line, int step) {
    size_t old_length = edit_line_length(line), old_cursor = edit_line_cursor(line);
    if (step > 0)
        el_cursor(line->line, 1);
    el_deletestr(line->line, 1);
    settle(line, old_length, old_cursor);
}

static void keep(struct edit_line *line) {
    const LineInfoW *now = el_wline(line->line);
    size_t count = edit_line_length(line);
    if (line->kept_size < count + 1) {
        line->kept_size = count + 64;
        line->kept = memory_grow(line->kept, line->kept_size * sizeof *line->kept);
    }
    wmemcpy(line->kept, now->buffer, count);
    line->kept[count] = 0;
}

/* libedit answers a command that lacks its second key with an end of file, which it puts into the line. */
static bool has_control(const struct edit_line *line) {
    const LineInfoW *now = el_wline(line->line);
    for (const wchar_t *c = now->buffer; c < now->lastchar; c++)
        if (*c < L' ')
            return true;
    return false;
}

wchar_t edit_line_feed(struct edit_line *line, wchar_t first, wchar_t second, size_t room) {
    size_t old_length = edit_line_length(line), old_cursor = edit_line_cursor(line);
    keep(line);
    line->keys[0] = first;
    line->keys[1] = second;
    line->next = line->keys;
    line->handed_back = 0;
    do
        el_wgets(line->line, NULL);
    while (!line->starved);
    if (has_control(line) || edit_line_length(line) > old_length + room)
        put(line, line->kept, old_cursor);
    settle(line, old_length, old_cursor);
    return line->handed_back;
}
