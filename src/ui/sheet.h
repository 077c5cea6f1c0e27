/* The lines of a whole form, of which a part is shown: made by view_form.c and view_grid.c. For nobody else.
 */
#ifndef TOPCOP_UI_SHEET_H
#define TOPCOP_UI_SHEET_H

#include "ui/session.h"
#include "ui/view.h"

enum { SHEET_MARGIN = 2, SHEET_INDENT = 4 };

struct sheet {
    struct session *session;
    struct arena *arena;
    struct view_line *lines;
    int *items; /* for each line the item it is of; of a table its first one */
    int count;
    int item;                    /* to which the next lines belong */
    int rows, columns;           /* of the body */
    int label;                   /* columns of the labels, their blanks included */
    int focus_first, focus_last; /* lines to be seen with the focus */
    int behind;                  /* and, if there is room, the lines up to this one; -1: to the end */
    int head, head_count;        /* the head of the table with the focus, which stays in sight */
    int cursor_line, cursor_column;
};

struct view_line *sheet_add(struct sheet *sheet, char *text, enum look look, int label);
void sheet_add_wrapped(struct sheet *sheet, const char *text, int indent, enum look look, bool label);

/* A problem, with "!" in front. */
void sheet_add_problem(struct sheet *sheet, const char *text, int indent);

/* The table that begins with item `first`; false, and nothing added, where there is no room for it. */
bool sheet_add_grid(struct sheet *sheet, int first);

#endif
