#include "ui/edit_engine.h"

#include <fcntl.h>
#include <pty.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"

/* libedit holds one line; the lines above and below it are kept beside it. It works on a pseudo-terminal of
 * its own, so that it never touches the real one. */
struct edit_field {
    const struct edit *edit;
    EditLine *line; /* NULL until the first key */
    int master, slave;
    FILE *nowhere;
    bool begun; /* libedit has the text; before, it is in `text` */
    bool lines;
    bool starved;        /* libedit asked for a key when all were taken */
    wchar_t handed_back; /* a key that libedit gave back */
    size_t most;
    wchar_t keys[3];            /* handed over, zero at the end */
    const wchar_t *next;        /* of them */
    struct buffer above, below; /* the lines before and after it, their line feeds with them */
    struct buffer text;         /* all of it, for edit_text */
    wchar_t *kept;              /* the line as it was before a key */
    size_t kept_size;
};

static int next_key(EditLine *line, wchar_t *key) {
    struct edit_field *field;
    el_get(line, EL_CLIENTDATA, &field);
    field->starved = !*field->next;
    if (field->starved)
        return 0;
    *key = *field->next++;
    return 1;
}

/* Bound to the keys of vi's command mode that are more than libedit can know. */
static unsigned char hand_back(EditLine *line, int key) {
    struct edit_field *field;
    el_get(line, EL_CLIENTDATA, &field);
    field->handed_back = (wchar_t)key;
    return CC_NORM;
}

static struct edit_field *field_new(const struct edit *edit) {
    struct edit_field *field = memory_new(sizeof *field);
    *field = (struct edit_field){ .edit = edit, .next = L"" };
    return field;
}

static void start_engine(struct edit_field *field) {
    field->nowhere = fopen("/dev/null", "we");
    if (!field->nowhere || openpty(&field->master, &field->slave, NULL, NULL, NULL))
        die("No terminal can be made for the line editor.");
    fcntl(field->master, F_SETFD, FD_CLOEXEC);
    fcntl(field->slave, F_SETFD, FD_CLOEXEC);
    field->line = edit_engine(field->edit, field->slave, field->nowhere, field->nowhere, next_key, field);
    el_set(field->line, EL_SIGNAL, 0);
    el_set(field->line, EL_UNBUFFERED, 1);
    if (field->edit->vi) {
        static const char *const keys[] = { "^[", "j", "k", "+", "\\055" };
        el_wset(field->line, EL_ADDFN, L"hand-back", L"", hand_back);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
            el_set(field->line, EL_BIND, "-a", keys[i], "hand-back", NULL);
    }
}

void edit_field_free(struct edit_field *field) {
    if (!field)
        return;
    if (field->line) {
        el_end(field->line);
        fclose(field->nowhere);
        close(field->master);
        close(field->slave);
    }
    buffer_done(&field->above);
    buffer_done(&field->below);
    buffer_done(&field->text);
    free(field->kept);
    free(field);
}

static size_t line_length(const struct edit_field *field) {
    const LineInfoW *line = el_wline(field->line);
    return (size_t)(line->lastchar - line->buffer);
}

static size_t line_cursor(const struct edit_field *field) {
    const LineInfoW *line = el_wline(field->line);
    return (size_t)(line->cursor - line->buffer);
}

static void add_part(struct buffer *out, const wchar_t *from, const wchar_t *to) {
    while (from < to)
        text_put(out, (uint32_t)*from++);
}

static void put_line(struct edit_field *field, const wchar_t *text, size_t cursor) {
    if (*text) {
        el_wreplacestr(field->line, text);
    } else {
        el_cursor(field->line, (int)line_length(field));
        el_deletestr(field->line, (int)line_length(field));
    }
    el_cursor(field->line, (int)cursor - (int)line_cursor(field));
}

/* Characters in all three parts. */
static size_t length(const struct edit_field *field) {
    return text_length(field->above.text) + line_length(field) + text_length(field->below.text);
}

static bool is_mark(wchar_t character) {
    return character && text_columns((uint32_t)character) == 0;
}

static bool at_mark(const struct edit_field *field) {
    const LineInfoW *line = el_wline(field->line);
    return line->cursor > line->buffer && line->cursor < line->lastchar && is_mark(*line->cursor);
}

/* After a key: marks whose letter was deleted go with it, and the cursor leaves the inside of a letter. */
static void settle(struct edit_field *field, size_t old_length, size_t old_cursor) {
    bool shorter = line_length(field) < old_length;
    int step = line_cursor(field) < old_cursor ? -1 : 1;
    while (at_mark(field)) {
        el_cursor(field->line, shorter ? 1 : step);
        if (shorter)
            el_deletestr(field->line, 1);
    }
}

static void keep(struct edit_field *field) {
    const LineInfoW *line = el_wline(field->line);
    size_t count = line_length(field);
    if (field->kept_size < count + 1) {
        field->kept_size = count + 64;
        field->kept = memory_grow(field->kept, field->kept_size * sizeof *field->kept);
    }
    wmemcpy(field->kept, line->buffer, count);
    field->kept[count] = 0;
}

/* libedit answers a command that lacks its second key with an end of file, which it puts into the line. */
static bool has_control(const struct edit_field *field) {
    const LineInfoW *line = el_wline(field->line);
    for (const wchar_t *c = line->buffer; c < line->lastchar; c++)
        if (*c < L' ')
            return true;
    return false;
}

/* Gives keys to libedit; takes back what makes the text too long. */
static void feed(struct edit_field *field, wchar_t first, wchar_t second) {
    size_t before = length(field), old_length = line_length(field), old_cursor = line_cursor(field);
    keep(field);
    field->keys[0] = first;
    field->keys[1] = second;
    field->next = field->keys;
    field->starved = false;
    while (!field->starved)
        el_wgets(field->line, NULL);
    size_t after = length(field);
    if (has_control(field) || (after > field->most && after > before))
        put_line(field, field->kept, old_cursor);
    settle(field, old_length, old_cursor);
}

/* Makes the line above (or below) the one that is edited. False when there is none. */
static bool change_line(struct edit_field *field, bool up, size_t column) {
    struct buffer *from = up ? &field->above : &field->below, *to = up ? &field->below : &field->above;
    if (!from->length)
        return false;
    const LineInfoW *line = el_wline(field->line);
    struct buffer here = { 0 };
    buffer_add(&here, "");
    add_part(&here, line->buffer, line->lastchar);
    struct arena arena = { 0 };
    const char *wanted;
    if (up) {
        from->text[--from->length] = 0;
        const char *feed = strrchr(from->text, '\n');
        size_t start = feed ? (size_t)(feed - from->text) + 1 : 0;
        wanted = arena_copy(&arena, from->text + start);
        buffer_replace(from, start, from->length - start, "");
        buffer_replace(to, 0, 0, here.text);
        buffer_replace(to, 0, 0, "\n");
    } else {
        size_t end = strcspn(from->text + 1, "\n");
        wanted = arena_copy_part(&arena, from->text + 1, end);
        buffer_replace(from, 0, end + 1, "");
        buffer_add(to, here.text);
        buffer_add_char(to, '\n');
    }
    wchar_t *wide = edit_wide(wanted);
    put_line(field, wide, column < wcslen(wide) ? column : wcslen(wide));
    settle(field, 0, SIZE_MAX);
    free(wide);
    buffer_done(&here);
    arena_done(&arena);
    return true;
}

static void split(struct edit_field *field) {
    if (length(field) >= field->most)
        return;
    const LineInfoW *line = el_wline(field->line);
    add_part(&field->above, line->buffer, line->cursor);
    buffer_add_char(&field->above, '\n');
    keep(field);
    put_line(field, field->kept + line_cursor(field), 0);
}

/* Joins the edited line to the one above it. */
static void join(struct edit_field *field) {
    keep(field);
    wchar_t *tail = wcsdup(field->kept);
    if (change_line(field, true, SIZE_MAX)) {
        size_t cursor = line_length(field);
        buffer_replace(&field->below, 0, strcspn(field->below.text + 1, "\n") + 1, "");
        el_winsertstr(field->line, tail);
        el_cursor(field->line, (int)cursor - (int)line_cursor(field));
    }
    free(tail);
}

static void rub_out(struct edit_field *field) {
    size_t old_length = line_length(field), old_cursor = line_cursor(field);
    if (old_cursor == 0) {
        join(field);
        return;
    }
    el_deletestr(field->line, 1);
    settle(field, old_length, old_cursor);
}

static void delete (struct edit_field *field) {
    size_t old_length = line_length(field), old_cursor = line_cursor(field);
    if (old_cursor == old_length) {
        if (change_line(field, false, 0))
            join(field);
        return;
    }
    el_cursor(field->line, 1);
    el_deletestr(field->line, 1);
    settle(field, old_length, old_cursor);
}

/* True when the key moves the cursor, even if it is at an end. */
static bool move(struct edit_field *field, enum key key) {
    size_t count = line_length(field), cursor = line_cursor(field);
    switch ((int)key) {
    case UP:
        return change_line(field, true, cursor);
    case DOWN:
        return change_line(field, false, cursor);
    case LEFT:
        if (cursor > 0)
            el_cursor(field->line, -1);
        else
            change_line(field, true, SIZE_MAX);
        break;
    case RIGHT:
        if (cursor < count)
            el_cursor(field->line, 1);
        else
            change_line(field, false, 0);
        break;
    case HOME:
        el_cursor(field->line, -(int)cursor);
        break;
    case END:
        el_cursor(field->line, (int)(count - cursor));
        break;
    default:
        return false;
    }
    settle(field, 0, cursor);
    return true;
}

/* The key without its chord, where one of ours stands behind it. */
static enum key plain_key(enum key key) {
    switch ((int)key) {
    case CTRL('B'):
        return LEFT;
    case CTRL('F'):
        return RIGHT;
    case CTRL('A'):
        return HOME;
    case CTRL('E'):
        return END;
    case CTRL('D'):
        return DELETE;
    case CTRL('H'):
        return BACKSPACE;
    default:
        return key;
    }
}

static bool is_command(const struct edit_field *field, enum key key) {
    return key == CTRL('K') || key == CTRL('U') || key == CTRL('W') || key == CTRL('Y') ||
           (key == ESCAPE && field->edit->vi);
}

/* Alt and a digit is an F-key; in vi's hands it is Escape and the digit. */
static bool is_alt(const struct edit_field *field, enum key key) {
    return key > ALT(field->edit->vi ? ' ' : '9') && key <= ALT(BACKSPACE);
}

static bool take_back(struct edit_field *field) {
    wchar_t key = field->handed_back;
    if (key == L'j' || key == L'+' || key == L'k' || key == L'-')
        change_line(field, key == L'k' || key == L'-', line_cursor(field));
    return key != ESCAPE;
}

/* A text begun is given to libedit only when the first key comes: most fields are passed by. */
void edit_start(struct edit *edit, const char *text, int most, bool lines) {
    if (!edit->field)
        edit->field = field_new(edit);
    struct edit_field *field = edit->field;
    struct arena arena = { 0 };
    const char *clean = lines ? text_clean_lines(&arena, text) : text_clean(&arena, text);
    buffer_clear(&field->text);
    buffer_add(&field->text, clean);
    arena_done(&arena);
    field->most = (size_t)most;
    field->lines = lines;
    field->begun = false;
}

static void begin(struct edit_field *field) {
    if (!field->line)
        start_engine(field);
    const char *feed = strrchr(field->text.text, '\n');
    const char *last = feed ? feed + 1 : field->text.text;
    buffer_clear(&field->below);
    buffer_clear(&field->above);
    buffer_add_part(&field->above, field->text.text, (size_t)(last - field->text.text));
    wchar_t *wide = edit_wide(last);
    el_reset(field->line);
    put_line(field, wide, wcslen(wide));
    free(wide);
    field->begun = true;
}

bool edit_key(struct edit *edit, enum key key) {
    struct edit_field *field = edit->field;
    if (!field->begun)
        begin(field);
    key = plain_key(key);
    if (move(field, key))
        return true;
    field->handed_back = 0;
    if (key == BACKSPACE) {
        rub_out(field);
    } else if (key == DELETE) {
        delete (field);
    } else if (key == CTRL('J') || key == ALT(ENTER)) {
        if (!field->lines)
            return false;
        split(field);
    } else if (is_command(field, key)) {
        feed(field, (wchar_t)key, 0);
    } else if (is_alt(field, key)) {
        feed(field, ESCAPE, (wchar_t)(key - ALT(0)));
    } else if (key <= 0x10FFFF && text_is_printable((uint32_t)key)) {
        feed(field, (wchar_t)key, 0);
    } else {
        return false;
    }
    return take_back(field);
}

const char *edit_text(struct edit *edit) {
    struct edit_field *field = edit->field;
    if (!field->begun)
        return field->text.text;
    const LineInfoW *line = el_wline(field->line);
    buffer_clear(&field->text);
    buffer_add(&field->text, field->above.text);
    add_part(&field->text, line->buffer, line->lastchar);
    buffer_add(&field->text, field->below.text);
    return field->text.text;
}

size_t edit_cursor(struct edit *edit) {
    const struct edit_field *field = edit->field;
    return field->begun ? text_length(field->above.text) + line_cursor(field) : text_length(field->text.text);
}
