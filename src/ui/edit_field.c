#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/die.h"
#include "base/text.h"
#include "ui/edit_line.h"

/* A text of several lines: one of them is edited, the others are kept beside it. */
struct edit_field {
    const struct edit *edit;
    struct edit_line *line;     /* NULL until the first key */
    struct buffer above, below; /* the lines before and after it, their line feeds with them */
    struct buffer text;         /* all of it, for edit_text, and until it is begun */
    bool begun;                 /* the line has its part */
    bool lines;
    size_t most;
};

static struct edit_field *field_new(const struct edit *edit) {
    struct edit_field *field = memory_new(sizeof *field);
    *field = (struct edit_field){ .edit = edit };
    return field;
}

void edit_field_free(struct edit_field *field) {
    if (!field)
        return;
    edit_line_free(field->line);
    buffer_done(&field->above);
    buffer_done(&field->below);
    buffer_done(&field->text);
    free(field);
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
        field->line = edit_line_new(field->edit);
    const char *feed = strrchr(field->text.text, '\n');
    const char *last = feed ? feed + 1 : field->text.text;
    buffer_clear(&field->below);
    buffer_clear(&field->above);
    buffer_add_part(&field->above, field->text.text, (size_t)(last - field->text.text));
    edit_line_begin(field->line);
    edit_line_put(field->line, last, SIZE_MAX);
    field->begun = true;
}

/* How many more characters the text can take. */
static size_t room(const struct edit_field *field) {
    size_t length =
        text_length(field->above.text) + edit_line_length(field->line) + text_length(field->below.text);
    return length < field->most ? field->most - length : 0;
}

/* Makes the line above (or below) the one that is edited. False when there is none. */
static bool change_line(struct edit_field *field, bool up, size_t column) {
    struct buffer *from = up ? &field->above : &field->below, here = { 0 };
    if (!from->length)
        return false;
    buffer_add(&here, up ? "\n" : "");
    edit_line_read(field->line, 0, edit_line_length(field->line), &here);
    if (up) {
        from->text[--from->length] = 0;
        const char *feed = strrchr(from->text, '\n');
        size_t start = feed ? (size_t)(feed - from->text) + 1 : 0;
        edit_line_put(field->line, from->text + start, column);
        buffer_replace(from, start, from->length - start, "");
        buffer_replace(&field->below, 0, 0, here.text);
    } else {
        size_t end = 1 + strcspn(from->text + 1, "\n");
        char *wanted = strndup(from->text + 1, end - 1);
        edit_line_put(field->line, wanted ? wanted : "", column);
        free(wanted);
        buffer_replace(from, 0, end, "");
        buffer_format(&field->above, "%s\n", here.text);
    }
    buffer_done(&here);
    return true;
}

static void split(struct edit_field *field) {
    size_t cursor = edit_line_cursor(field->line);
    struct buffer tail = { 0 };
    if (!room(field))
        return;
    buffer_add(&tail, "");
    edit_line_read(field->line, 0, cursor, &field->above);
    edit_line_read(field->line, cursor, edit_line_length(field->line), &tail);
    buffer_add_char(&field->above, '\n');
    edit_line_put(field->line, tail.text, 0);
    buffer_done(&tail);
}

/* Joins the edited line to the one above it. */
static void join(struct edit_field *field) {
    if (!change_line(field, true, SIZE_MAX))
        return;
    struct buffer both = { 0 };
    size_t cursor = edit_line_cursor(field->line), tail = strcspn(field->below.text + 1, "\n");
    edit_line_read(field->line, 0, cursor, &both);
    buffer_add_part(&both, field->below.text + 1, tail);
    buffer_replace(&field->below, 0, tail + 1, "");
    edit_line_put(field->line, both.text, cursor);
    buffer_done(&both);
}

static void rub_out(struct edit_field *field) {
    if (edit_line_cursor(field->line) > 0)
        edit_line_delete(field->line, -1);
    else
        join(field);
}

static void delete_next(struct edit_field *field) {
    if (edit_line_cursor(field->line) < edit_line_length(field->line))
        edit_line_delete(field->line, 1);
    else if (change_line(field, false, 0))
        join(field);
}

/* True when the key moves the cursor, even if it is at an end. */
static bool move(struct edit_field *field, enum key key) {
    size_t length = edit_line_length(field->line), cursor = edit_line_cursor(field->line);
    switch ((int)key) {
    case UP:
    case DOWN:
        return change_line(field, key == UP, cursor);
    case LEFT:
        if (cursor > 0)
            edit_line_go(field->line, cursor - 1);
        else
            change_line(field, true, SIZE_MAX);
        return true;
    case RIGHT:
        if (cursor < length)
            edit_line_go(field->line, cursor + 1);
        else
            change_line(field, false, 0);
        return true;
    case HOME:
        edit_line_go(field->line, 0);
        return true;
    case END:
        edit_line_go(field->line, length);
        return true;
    default:
        return false;
    }
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

/* False for a key that is not an editing key even in vi's command mode. */
static bool feed(struct edit_field *field, wchar_t first, wchar_t second) {
    wchar_t back = edit_line_feed(field->line, first, second, room(field));
    if (back && back != ESCAPE)
        change_line(field, back == L'k' || back == L'-', edit_line_cursor(field->line));
    return back != ESCAPE;
}

bool edit_key(struct edit *edit, enum key key) {
    struct edit_field *field = edit->field;
    if (!field->begun)
        begin(field);
    key = plain_key(key);
    if (move(field, key))
        return true;
    if (is_command(field, key))
        return feed(field, (wchar_t)key, 0);
    if (is_alt(field, key))
        return feed(field, ESCAPE, (wchar_t)(key - ALT(0)));
    if (key <= 0x10FFFF && text_is_printable((uint32_t)key))
        return feed(field, (wchar_t)key, 0);
    if (key == BACKSPACE)
        rub_out(field);
    else if (key == DELETE)
        delete_next(field);
    else if (field->lines && (key == CTRL('J') || key == ALT(ENTER)))
        split(field);
    else
        return false;
    return true;
}

const char *edit_text(struct edit *edit) {
    struct edit_field *field = edit->field;
    if (!field->begun)
        return field->text.text;
    buffer_clear(&field->text);
    buffer_add(&field->text, field->above.text);
    edit_line_read(field->line, 0, edit_line_length(field->line), &field->text);
    buffer_add(&field->text, field->below.text);
    return field->text.text;
}

size_t edit_cursor(struct edit *edit) {
    const struct edit_field *field = edit->field;
    return field->begun ? text_length(field->above.text) + edit_line_cursor(field->line)
                        : text_length(field->text.text);
}
