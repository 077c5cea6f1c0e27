/* What the full-screen face shows, worked out as lines of text: layout is arithmetic, no terminal is needed.
 */
#ifndef TOPCOP_UI_VIEW_H
#define TOPCOP_UI_VIEW_H

#include "base/arena.h"
#include "ui/page.h"

struct session;

struct view_line {
    char *text; /* clean; at most the width in columns */
    enum look look;
    int label; /* columns at the start drawn as a label */
};

struct view {
    struct view_line title, *body, message, keys;
    bool more; /* lines of the page or the form go on below the body; the message line says so when it is free
                */
    int rows;  /* of the body; fewer lines of text are followed by empty ones (text NULL) */
    int cursor_row, cursor_column; /* of the whole screen: 0 is the title; always on the focused thing */
};

/* Lays out the session for a screen of rows x columns: title, rows - 3 lines of body, message, keys. The
 * message or question may take more lines; they cover the end of the body. Sets session->rows and ->columns.
 */
void view_make(struct session *session, int rows, int columns, struct arena *arena, struct view *view);

#endif
