/* What a screen is: const tables of fields and actions, and a few small functions. Both faces draw the same
 * tables; lint_test walks them. Nothing here knows curses, a terminal or the domain. */
#ifndef TOPCOP_UI_SCREEN_H
#define TOPCOP_UI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/die.h"
#include "base/words.h"
#include "ui/keys.h"

struct session;
struct page;
struct arena;
struct grid;

enum shape { MENU, LIST, FORM, PAGE };

enum field_kind {
    FIELD_TEXT, /* one line */
    FIELD_LONG, /* several lines */
    FIELD_INTEGER,
    FIELD_DECIMAL,
    FIELD_DAY,     /* "YYYY-MM-DD"; typed as clock_read_day takes it */
    FIELD_TIME,    /* "HH:MM" */
    FIELD_MOMENT,  /* "YYYY-MM-DDTHH:MM"; typed as a day and a time with a blank between */
    FIELD_CHOICE,  /* one of the choices; the value is the choice's value */
    FIELD_CHOICES, /* any of them; values with a blank between */
    FIELD_RANK,    /* all of them in an order; values with a blank between, the first of them first */
    FIELD_SECRET,  /* one line typed unseen; its form keeps no draft, and nothing of it stays in memory */
    FIELD_NOTE,    /* a text to read; the label is the text */
    FIELD_HEADING, /* begins a section */
};

struct choice {
    const char *value, *label; /* the label is translated when drawn; NULL value at the end */
};

/* A column of a list or a field of a form. The name is the SQL column and the parameter. */
struct field {
    const char *name;
    const char *label;
    const char *help; /* F1 */
    enum field_kind kind;
    int width; /* LIST: columns; 0 takes what is left. */
    int most;  /* FORM: characters at most; 0: 200, FIELD_LONG 4000 */
    bool required;
    bool fixed;                   /* shown, never edited */
    bool hidden_in_line;          /* LIST: left out of the line face's rows */
    const char *order;            /* LIST: column to sort by instead of name; "-" when it cannot be sorted */
    const struct choice *choices; /* of a choice field, or */
    const char *lookup;  /* a query giving value, label; with :find it is asked anew for what is typed */
    const char *initial; /* value in a new record: a text, or "=SELECT ..." */
    const char *(*check)(const struct field *field,
                         const char *value); /* value is not empty; NULL: only the kind's */
    bool minimal; /* FORM: choices are not shown in place, however few; F4 lists them */
    const struct grid
        *grid; /* FORM: the table this is a part of, with its neighbours of the same grid; or NULL */
    const char *grid_row; /* the label of its row: the same for all cells of a row; NULL in a grid of choices:
                             the item's */
    int grid_column;      /* of a cell, from 0; they rise in a row */
};

/* A table of consecutive fields, one row after the other. Its texts, as grid_row, are shown as they are: a
 * screen translates them, and may change them between two keys. */
struct grid {
    const char *title; /* NULL: none */
    const char *const *columns;
    int column_count;
    bool numbers; /* each field is a cell, with totals of rows, columns and all; else each field is a row, a
                     FIELD_CHOICE whose choices are the columns */
    char *(*remark)(struct session *session, const struct grid *grid,
                    struct arena *arena); /* a sentence under the table; it or its text may be NULL or "" */
};

enum needs { NOTHING, A_ROW, A_VALID_FORM };

struct action {
    enum key key;
    const char *word;  /* in the line face, lower case, one word */
    const char *label; /* in the key bar: a word or two */
    const char *help;  /* a sentence: F1 and the manual */
    unsigned may;      /* rights needed (rules/access.h), any of them; 0: everybody */
    enum needs needs;
    bool (*possible)(struct session *session);   /* NULL: always */
    const char *(*ask)(struct session *session); /* what will happen, as a question; NULL: is not asked */
    const char *(*act)(struct session *session);
};

/* A way to narrow a list. Filters combine; one is in force while its field has a value. */
struct filter {
    struct field field;
    const char *where; /* condition over the query's columns, with :name of the field */
};

struct screen {
    const char *name; /* "topcop NAME" opens it; one word */
    const char *title;
    const char *help;  /* a paragraph for F1: what this is for */
    const char *empty; /* LIST without rows: what to do next */
    enum shape shape;
    unsigned may;  /* rights needed to open it, any of them; 0: everybody */
    bool needs_id; /* cannot be opened by name alone */
    bool alone;    /* nothing leads away from it but its own actions */

    const struct field *fields;   /* NULL name at the end */
    const struct action *actions; /* NULL word at the end */
    const struct filter *filters; /* NULL name at the end */

    /* LIST: the rows, with a column id. FORM: the one row that :id names (none for :id 0: a new record).
     * Parameters always given: :id of the place, :officer, :structure (of the officer), :today, :now. */
    const char *query;
    const char *search;         /* LIST: FTS5 table of store/search.h, or NULL */
    const char *order;          /* LIST: first order; NULL: the first column. "-name" descending */
    const struct screen *opens; /* LIST: what Enter opens on a row, on the row's id or its column open_id */

    void (*write)(struct session *session, struct page *page); /* PAGE, MENU: writes the lines */
    const char *(*enter)(struct session *session);            /* after opening; a refusal goes back at once */
    void (*changed)(struct session *session, int field);      /* FORM: a field has got another value */
    const char *(*judge)(struct session *session, int field); /* FORM: more checks of a field; NULL: fine */
    void (*leave)(struct session *session);                   /* before the place is freed */
    const char *(*where)(struct session *session); /* for the title line, beside the title; NULL: nothing */
};

#endif
