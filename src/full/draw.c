#include "full/draw.h"

#define key_name curses_key_name /* ours is another */
#include <curses.h>
#undef key_name
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"

#include <term.h> /* last: it takes such names as "columns" for itself */
#undef columns

static const struct {
    attr_t attributes;
    short colour;
} looks[] = {
    [PLAIN] = { A_NORMAL, -1 }, [HEADING] = { A_BOLD, -1 },        [LABEL] = { A_NORMAL, COLOR_CYAN },
    [STRONG] = { A_BOLD, -1 },  [PROBLEM] = { A_BOLD, COLOR_RED },
};
enum { LOOKS = sizeof looks / sizeof *looks, UNSHOWN = 0xFFFD };

static SCREEN *screen;
static TERMINAL *kind;
static FILE *memory;
static struct buffer bytes;
static bool coloured;

static void begin_colours(void) {
    const char *no_colour = getenv("NO_COLOR");
    coloured =
        has_colors() && !(no_colour && *no_colour) && start_color() == OK && use_default_colors() == OK;
    for (short i = 0; coloured && i < LOOKS; i++)
        if (looks[i].colour >= 0)
            init_pair((short)(i + 1), looks[i].colour, -1);
}

/* Curses finds the size of a screen in memory nowhere but here. */
static SCREEN *new_screen(const char *term, int rows, int columns) {
    char number[2][16];
    snprintf(number[0], sizeof number[0], "%d", rows);
    snprintf(number[1], sizeof number[1], "%d", columns);
    setenv("LINES", number[0], 1);
    setenv("COLUMNS", number[1], 1);
    SCREEN *fresh = newterm(term, memory, memory);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    return fresh;
}

void draw_begin(const char *term, int rows, int columns) {
    memory = fdopen(memfd_create("screen", MFD_CLOEXEC), "r+");
    if (!memory || !(screen = new_screen(term, rows, columns)))
        die("cannot draw on a terminal of the kind %s", term);
    kind = cur_term;
    raw();
    noecho();
    nonl();
    typeahead(-1);
    idlok(stdscr, TRUE);
    begin_colours();
}

/* The only way of text to the screen. */
static void put_text(int row, int column, const char *text, size_t length, enum look look) {
    wchar_t cells[1024];
    int count = 0;
    for (const char *end = text + length;
         text < end && *text && count < (int)(sizeof cells / sizeof *cells);) {
        uint32_t character = text_next(&text);
        wchar_t shown = text_is_printable(character) ? (wchar_t)character : UNSHOWN;
        cells[count++] = MB_CUR_MAX == 1 && wctob((wint_t)shown) == EOF ? L'?' : shown;
    }
    short pair = coloured && looks[look].colour >= 0 ? (short)(look + 1) : 0;
    attr_set(looks[look].attributes, pair, NULL);
    mvaddnwstr(row, column, cells, count);
}

static void put_line(int row, const struct view_line *line) {
    if (!line->text || row >= LINES)
        return;
    size_t label = text_head(line->text, line->label < COLS ? line->label : COLS);
    size_t most = text_head(line->text, COLS);
    if (label)
        put_text(row, 0, line->text, label, LABEL);
    if (most > label)
        put_text(row, label ? line->label : 0, line->text + label, most - label, line->look);
}

/* What curses has written since the last call. */
static const char *written(size_t *length) {
    fflush(memory);
    int descriptor = fileno(memory);
    off_t size = lseek(descriptor, 0, SEEK_CUR);
    buffer_clear(&bytes);
    while ((off_t)bytes.length < size) {
        char part[4096];
        ssize_t count = pread(descriptor, part, sizeof part, (off_t)bytes.length);
        if (count <= 0)
            die("the memory of the screen cannot be read");
        buffer_add_part(&bytes, part, (size_t)count);
    }
    if (ftruncate(descriptor, 0) != 0 || lseek(descriptor, 0, SEEK_SET) != 0)
        die("the memory of the screen cannot be emptied");
    *length = bytes.length;
    return bytes.text;
}

static const char *show(const struct view *view, size_t *length) {
    move(view->cursor_row < LINES ? view->cursor_row : LINES - 1,
         view->cursor_column < COLS ? view->cursor_column : COLS - 1);
    refresh();
    return written(length);
}

const char *draw_view(const struct view *view, size_t *length) {
    set_curterm(kind); /* the editing engine, too, asks for the kind of terminal, and leaves its own */
    erase();
    put_line(0, &view->title);
    for (int i = 0; i < view->rows; i++)
        put_line(i + 1, &view->body[i]);
    put_line(view->rows + 1, &view->message);
    put_line(view->rows + 2, &view->keys);
    return show(view, length);
}

const char *draw_message(const struct view *view, size_t *length) {
    set_curterm(kind);
    move(view->rows + 1, 0);
    clrtoeol();
    put_line(view->rows + 1, &view->message);
    return show(view, length);
}

void draw_afresh(int rows, int columns) {
    resize_term(rows, columns);
    clearok(curscr, TRUE);
}

const char *draw_end(size_t *length) {
    set_curterm(kind);
    move(LINES - 1, 0); /* where the next prompt comes, on terminals that keep the picture */
    clrtoeol();
    refresh();
    endwin();
    const char *text = written(length);
    delscreen(screen);
    screen = NULL;
    fclose(memory);
    return text;
}
