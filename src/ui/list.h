/* A list of any length: a page of rows, one of them under the cursor; search, filters, order. Knows no face.
 */
#ifndef TOPCOP_UI_LIST_H
#define TOPCOP_UI_LIST_H

#include "store/window.h"
#include "ui/screen.h"

struct session;
struct place;

struct list {
    struct window window;
    int selected;         /* of the window's rows */
    bool searching;       /* letters go to the search */
    char words[128];      /* what is searched */
    char **filter_values; /* one for each of the screen's filters; "" when not in force */
    int order;            /* number of the field sorted by, -1: the screen's own order */
};

/* Asks for the first page. */
void list_open(struct session *session, struct place *place);
void list_done(struct place *place);

/* Asks for the first page again: after another search, filter or order. */
void list_first(struct session *session, struct place *place);

/* How many filters a screen has, and the column by which a field is sorted. */
int list_filter_count(const struct screen *screen);
const char *list_order_column(const struct field *field);

/* Asks again and keeps the row under the cursor where it can. */
void list_again(struct session *session, struct place *place);

/* Counts a long list while nobody types; true when the count is known now. */
bool list_count_on(struct session *session, struct place *place);

/* Searches for words; "" for all. */
void list_search(struct session *session, struct place *place, const char *words);

/* Sorts by a field of the screen; the same one again turns it round. */
REFUSAL list_sort(struct session *session, struct place *place, int field);

/* Sets a filter's value ("" takes it away) and asks again. */
void list_filter(struct session *session, struct place *place, int filter, const char *value);

/* Moves the cursor by rows, by pages, or to the ends. */
void list_move(struct session *session, struct place *place, int rows);
void list_turn(struct session *session, int pages);
void list_home(struct session *session, struct place *place);
void list_end(struct session *session, struct place *place);

/* The text shown of a row's field: days, numbers and labels of choices as people read them. In the arena. */
char *list_cell(const struct place *place, int row, const struct field *field, struct arena *arena);

/* "1-20 of 95", "20+", "found 7": what the title line says; in the arena. */
char *list_count(const struct place *place, struct arena *arena);

/* The rows that fit: lines of the body less the heading. */
int list_size(const struct session *session);

/* True when the key was one of the list's. */
bool list_key(struct session *session, enum key key);

/* The actions that every list has; NULL word at the end. */
extern const struct action list_actions[];

/* Built-in screens a list opens: the form of its filters, the menu of its orders. */
extern const struct screen list_filter_screen, list_order_screen;

#endif
