#include "keyed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "full/draw.h"
#include "screen.h"
#include "ui/view.h"

void keyed_show(struct keyed *face) {
    struct arena arena = { 0 };
    struct view view;
    view_make(&face->session, face->rows, face->columns, &arena, &view);
    const char *bytes = draw_view(&view, &face->bytes);
    screen_feed(face->screen, bytes, face->bytes);
    int row, column;
    screen_cursor(face->screen, &row, &column);
    assert_true(row == view.cursor_row || view.cursor_row >= face->rows);
    assert_true(column == view.cursor_column || view.cursor_column >= face->columns);
    arena_done(&arena);
}

void keyed_press(struct keyed *face, const char *keys) {
    for (; *keys; keys++) {
        decode_byte(&face->decoder, *keys, 0);
        for (enum key key; (key = decode_key(&face->decoder)) != NO_KEY;)
            session_key(&face->session, key);
    }
    assert_true(db_is_idle(face->session.db));
    keyed_show(face);
}

struct keyed *keyed_begin(const struct screen *const *screens, const char *term, int rows, int columns_) {
    struct keyed *face = calloc(1, sizeof *face);
    face->rows = rows;
    face->columns = columns_;
    face->screen = screen_new(rows, columns_);
    face->session = (struct session){ .db = db_memory(),
                                      .badge = "1",
                                      .name = "\xc6\x8fliyeva Leyla",
                                      .structure_name = "Academy",
                                      .screens = screens };
    assert_null(session_init(&face->session));
    draw_begin(term, rows, columns_);
    keyed_show(face);
    face->begun = face->bytes;
    return face;
}

void keyed_end(struct keyed *face) {
    size_t length;
    const char *bytes = draw_end(&length);
    screen_feed(face->screen, bytes, length);
    assert_false(screen_is_alternate(face->screen));
    assert_true(screen_cursor_is_visible(face->screen));
    screen_free(face->screen);
    struct db *db = face->session.db;
    session_done(&face->session);
    db_close(db);
    free(face);
}

void keyed_golden(struct keyed *face, const char *name) {
    char path[200];
    snprintf(path, sizeof path, "tests/golden/full-%s.txt", name);
    const char *text = screen_text(face->screen), *mode = getenv("GOLDEN");
    bool renew = mode && !strcmp(mode, "write");
    FILE *file = fopen(path, renew ? "w" : "r");
    if (!file)
        fail_msg("%s cannot be opened", path);
    if (renew) {
        fputs(text, file);
    } else {
        char *golden = calloc(1, 65536);
        golden[fread(golden, 1, 65535, file)] = 0;
        assert_string_equal(text, golden);
        free(golden);
    }
    fclose(file);
}
