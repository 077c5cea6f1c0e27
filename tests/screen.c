#include "screen.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <vterm.h>

#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"

struct screen {
    VTerm *terminal;
    VTermScreen *cells;
    int rows, columns;
    bool cursor_visible, alternate;
    struct buffer answers, text;
    VTermScreenCell *remembered; /* rows * columns, or NULL */
};

static int keep_property(VTermProp property, VTermValue *value, void *user) {
    struct screen *screen = user;
    if (property == VTERM_PROP_CURSORVISIBLE)
        screen->cursor_visible = value->boolean;
    if (property == VTERM_PROP_ALTSCREEN)
        screen->alternate = value->boolean;
    return 1;
}

static void keep_answer(const char *bytes, size_t length, void *user) {
    struct screen *screen = user;
    buffer_add_part(&screen->answers, bytes, length);
}

struct screen *screen_new(int rows, int columns) {
    static const VTermScreenCallbacks callbacks = { .settermprop = keep_property };
    struct screen *screen = memory_new(sizeof *screen);
    *screen = (struct screen){ .rows = rows, .columns = columns, .cursor_visible = true };
    screen->terminal = vterm_new(rows, columns);
    vterm_set_utf8(screen->terminal, 1);
    vterm_output_set_callback(screen->terminal, keep_answer, screen);
    screen->cells = vterm_obtain_screen(screen->terminal);
    vterm_screen_set_callbacks(screen->cells, &callbacks, screen);
    vterm_screen_enable_altscreen(screen->cells, 1);
    vterm_screen_reset(screen->cells, 1);
    return screen;
}

void screen_free(struct screen *screen) {
    if (!screen)
        return;
    vterm_free(screen->terminal);
    buffer_done(&screen->answers);
    buffer_done(&screen->text);
    free(screen->remembered);
    free(screen);
}

void screen_resize(struct screen *screen, int rows, int columns) {
    vterm_set_size(screen->terminal, rows, columns);
    screen->rows = rows;
    screen->columns = columns;
    free(screen->remembered);
    screen->remembered = NULL;
}

void screen_feed(struct screen *screen, const char *bytes, size_t length) {
    buffer_clear(&screen->answers);
    vterm_input_write(screen->terminal, bytes, length);
    vterm_screen_flush_damage(screen->cells);
}

const char *screen_answers(struct screen *screen, size_t *length) {
    *length = screen->answers.length;
    screen->answers.length = 0;
    return screen->answers.text;
}

static VTermScreenCell cell_at(const struct screen *screen, int row, int column) {
    VTermScreenCell cell;
    memset(&cell, 0, sizeof cell);
    vterm_screen_get_cell(screen->cells, (VTermPos){ .row = row, .col = column }, &cell);
    return cell;
}

/* Adds what stands in a cell; returns its columns. */
static int add_cell(struct screen *screen, int row, int column) {
    VTermScreenCell cell = cell_at(screen, row, column);
    if (!cell.chars[0] || cell.chars[0] == (uint32_t)-1)
        buffer_add_char(&screen->text, ' ');
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] && cell.chars[i] != (uint32_t)-1; i++)
        text_put(&screen->text, cell.chars[i]);
    return cell.width > 1 ? cell.width : 1;
}

static void add_row(struct screen *screen, int row) {
    size_t start = screen->text.length;
    for (int column = 0; column < screen->columns;)
        column += add_cell(screen, row, column);
    size_t end = screen->text.length;
    while (end > start && screen->text.text[end - 1] == ' ')
        end--;
    buffer_replace(&screen->text, end, screen->text.length - end, "");
}

/* The column at which the byte `offset` of a row's text stands. */
static int column_at(struct screen *screen, int row, size_t offset) {
    int column = 0;
    buffer_clear(&screen->text);
    while (screen->text.length < offset)
        column += add_cell(screen, row, column);
    return column;
}

const char *screen_row(struct screen *screen, int row) {
    buffer_clear(&screen->text);
    buffer_add(&screen->text, "");
    if (row >= 0 && row < screen->rows)
        add_row(screen, row);
    return screen->text.text;
}

const char *screen_text(struct screen *screen) {
    buffer_clear(&screen->text);
    for (int row = 0; row < screen->rows; row++) {
        add_row(screen, row);
        buffer_add_char(&screen->text, '\n');
    }
    return screen->text.text;
}

int screen_find(struct screen *screen, const char *text, int *column) {
    for (int row = 0; row < screen->rows; row++) {
        const char *line = screen_row(screen, row), *found = strstr(line, text);
        if (!found)
            continue;
        if (column)
            *column = column_at(screen, row, (size_t)(found - line));
        return row;
    }
    return -1;
}

bool screen_shows(struct screen *screen, const char *text) {
    return screen_find(screen, text, NULL) >= 0;
}

void screen_cursor(const struct screen *screen, int *row, int *column) {
    VTermPos position;
    vterm_state_get_cursorpos(vterm_obtain_state(screen->terminal), &position);
    *row = position.row;
    *column = position.col;
}

bool screen_cursor_is_visible(const struct screen *screen) {
    return screen->cursor_visible;
}

bool screen_is_alternate(const struct screen *screen) {
    return screen->alternate;
}

bool screen_is_marked(const struct screen *screen, int row, int column) {
    VTermScreenCell cell = cell_at(screen, row, column);
    return cell.attrs.reverse || cell.attrs.bold || cell.attrs.underline;
}

void screen_remember(struct screen *screen) {
    free(screen->remembered);
    screen->remembered = memory_new((size_t)(screen->rows * screen->columns) * sizeof *screen->remembered);
    for (int row = 0; row < screen->rows; row++)
        for (int column = 0; column < screen->columns; column++)
            screen->remembered[row * screen->columns + column] = cell_at(screen, row, column);
}

/* An erased cell and one with a blank written into it look the same. */
static bool looks_alike(const VTermScreenCell *one, const VTermScreenCell *other) {
    uint32_t first = one->chars[0] ? one->chars[0] : ' ', second = other->chars[0] ? other->chars[0] : ' ';
    return first == second &&
           memcmp(one->chars + 1, other->chars + 1, sizeof one->chars - sizeof *one->chars) == 0 &&
           one->attrs.reverse == other->attrs.reverse && one->attrs.bold == other->attrs.bold &&
           one->attrs.underline == other->attrs.underline && vterm_color_is_equal(&one->fg, &other->fg) &&
           vterm_color_is_equal(&one->bg, &other->bg);
}

static size_t changed_in_row(const struct screen *screen, int row, int step) {
    size_t changed = 0;
    for (int column = 0, last = -1; column < screen->columns; column++) {
        VTermScreenCell cell = cell_at(screen, row, column);
        if (looks_alike(&cell, &screen->remembered[row * screen->columns + column]))
            continue;
        changed += last >= 0 && column - last - 1 < step ? (size_t)(column - last) : 1;
        last = column;
    }
    return changed;
}

size_t screen_changed(const struct screen *screen, int step) {
    size_t changed = 0;
    for (int row = 0; screen->remembered && row < screen->rows; row++)
        changed += changed_in_row(screen, row, step);
    return changed;
}
