/* Lines to read, some of which lead somewhere: the shapes PAGE and MENU. A screen's .write fills it; it is
 * written anew when the width or the data change. Texts are cleaned here. */
#ifndef TOPCOP_UI_PAGE_H
#define TOPCOP_UI_PAGE_H

#include "base/arena.h"
#include "ui/screen.h"

struct place;

enum look { PLAIN, HEADING, LABEL, STRONG, PROBLEM };

struct page_line {
    char *text; /* clean, fits the width */
    enum look look;
    int label;                  /* columns at the start that are a label */
    const struct screen *opens; /* a link when set, or when .act is */
    int64_t id;
    const char *(*act)(struct session *session);
};

struct page {
    struct arena arena;
    struct page_line *lines;
    int count;
    int columns;  /* to wrap at */
    int selected; /* line of the link under the cursor, -1: none */
    int top;      /* first line shown */
    bool finds;   /* typed letters go to `find`, and the page is written anew */
    char find[64];
};

void page_heading(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A paragraph, wrapped. */
void page_text(struct page *page, const char *text);
void page_format(struct page *page, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* "Label  value", wrapped beneath the value; nothing when the value is NULL or "". */
void page_pair(struct page *page, const char *label, const char *value);

/* A line each for a text of several lines, with a dash. */
void page_points(struct page *page, const char *lines);

/* A problem: shown with "!" in front; the other one below something that is indented. */
void page_problem(struct page *page, const char *text);
void page_problem_below(struct page *page, int indent, const char *text);

/* A line that opens a screen on a record when chosen. */
void page_link(struct page *page, const struct screen *opens, int64_t id, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* A line that does something when chosen; session_row is then `id`. */
void page_do(struct page *page, const char *(*act)(struct session *session), int64_t id, const char *format,
             ...) __attribute__((format(printf, 4, 5)));

void page_gap(struct page *page);

/* Writes the place's page anew for the session's width, keeping the chosen link where it can. */
void page_open(struct session *session, struct place *place);
void page_done(struct place *place);

/* Opens the link under the cursor; refuses when there is none. */
REFUSAL page_follow(struct session *session);

/* The id of the link under the cursor; 0 when none is in sight. */
int64_t page_row(const struct session *session);

/* The n-th link (from 0) as a line number, or -1. */
int page_nth_link(const struct page *page, int number);

/* The digit that opens a line of a MENU: 1 for its first link, up to 9; 0 for other lines. */
int page_digit(const struct page *page, int line);

/* Whether a line leads somewhere; whether it does and is shown; how many lines are shown. */
bool page_is_link(const struct page *page, int line);
bool page_is_in_sight(const struct session *session, const struct page *page, int line);
int page_rows(const struct session *session);

bool page_key(struct session *session, enum key key);

extern const struct action page_actions[];

#endif
