#include "ui/page.h"

#include <stdarg.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/session.h"

enum { MARGIN = 2, LABEL_COLUMNS = 22 };

static struct page_line *add(struct page *page, const char *text, enum look look) {
    if ((page->count & (page->count - 1)) == 0) {
        size_t room = page->count ? (size_t)page->count * 2 : 8;
        page->lines = arena_grow(&page->arena, page->lines, (size_t)page->count * sizeof *page->lines,
                                 room * sizeof *page->lines);
    }
    struct page_line *line = &page->lines[page->count++];
    *line = (struct page_line){ .text = text_clean(&page->arena, text), .look = look };
    return line;
}

static void add_wrapped(struct page *page, const char *text, int indent, enum look look) {
    struct arena scratch = { 0 };
    char **lines = text_wrap(&scratch, text, page->columns - indent, NULL);
    for (; *lines; lines++)
        add(page, arena_format(&scratch, "%*s%s", indent, "", *lines), look);
    arena_done(&scratch);
}

void page_heading(struct page *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    if (page->count)
        page_gap(page);
    add_wrapped(page, arena_format_list(&page->arena, format, arguments), 0, HEADING);
    va_end(arguments);
}

void page_text(struct page *page, const char *text) {
    if (text && *text)
        add_wrapped(page, text, MARGIN, PLAIN);
}

void page_format(struct page *page, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    page_text(page, arena_format_list(&page->arena, format, arguments));
    va_end(arguments);
}

void page_pair(struct page *page, const char *label, const char *value) {
    if (!value || !*value)
        return;
    struct arena scratch = { 0 };
    int width = text_width(label) + 2 > LABEL_COLUMNS ? text_width(label) + 2 : LABEL_COLUMNS;
    int indent = MARGIN + width;
    char **lines = text_wrap(&scratch, value, page->columns - indent, NULL);
    for (char **line = lines; *line; line++) {
        const char *head = line == lines ? text_fit(&scratch, label, width) : text_fit(&scratch, "", width);
        add(page, arena_format(&scratch, "%*s%s%s", MARGIN, "", head, *line), PLAIN)->label = indent;
    }
    arena_done(&scratch);
}

void page_points(struct page *page, const char *text) {
    struct arena scratch = { 0 };
    char *at = arena_copy(&scratch, text ? text : "");
    for (char *line; (line = strsep(&at, "\n"));) {
        line = text_trim(line);
        if (!*line)
            continue;
        int first = page->count;
        add_wrapped(page, line, MARGIN + 2, PLAIN);
        if (page->count > first)
            page->lines[first].text[MARGIN] = '-';
    }
    arena_done(&scratch);
}

void page_problem_below(struct page *page, int indent, const char *text) {
    int first = page->count;
    add_wrapped(page, text, MARGIN + indent + 2, PROBLEM);
    if (page->count > first)
        page->lines[first].text[MARGIN + indent] = '!';
}

void page_problem(struct page *page, const char *text) {
    page_problem_below(page, 0, text);
}

static struct page_line *add_link(struct page *page, const char *format, va_list arguments) {
    struct arena scratch = { 0 };
    char *text = arena_format_list(&scratch, format, arguments);
    if (page->columns > MARGIN && text_width(text) > page->columns - MARGIN)
        text = text_fit(&scratch, text, page->columns - MARGIN);
    struct page_line *line = add(page, arena_format(&scratch, "%*s%s", MARGIN, "", text), PLAIN);
    arena_done(&scratch);
    return line;
}

void page_link(struct page *page, const struct screen *opens, int64_t id, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    struct page_line *line = add_link(page, format, arguments);
    va_end(arguments);
    line->opens = opens;
    line->id = id;
}

void page_do(struct page *page, const char *(*act)(struct session *session), int64_t id, const char *format,
             ...) {
    va_list arguments;
    va_start(arguments, format);
    struct page_line *line = add_link(page, format, arguments);
    va_end(arguments);
    line->act = act;
    line->id = id;
}

void page_gap(struct page *page) {
    add(page, "", PLAIN);
}

bool page_is_link(const struct page *page, int line) {
    return line >= 0 && line < page->count && (page->lines[line].opens || page->lines[line].act);
}

int page_nth_link(const struct page *page, int number) {
    for (int i = 0; i < page->count; i++)
        if (page_is_link(page, i) && number-- == 0)
            return i;
    return -1;
}

int page_digit(const struct page *page, int line) {
    int digit = 1;
    for (int i = 0; i < line; i++)
        digit += page_is_link(page, i);
    return page_is_link(page, line) && digit <= 9 ? digit : 0;
}

/* The link that leads where `old` led, or the first one at or after the same line, or the first of all. */
static int same_link(const struct page *page, const struct page_line *old, int line) {
    for (int i = 0; old && i < page->count; i++)
        if (page_is_link(page, i) && page->lines[i].opens == old->opens && page->lines[i].act == old->act &&
            page->lines[i].id == old->id)
            return i;
    for (int i = line; i >= 0 && i < page->count; i++)
        if (page_is_link(page, i))
            return i;
    return page_nth_link(page, 0);
}

void page_open(struct session *session, struct place *place) {
    struct page *page = &place->page;
    struct arena old = page->arena;
    bool was = page->lines && page_is_link(page, page->selected);
    struct page_line before = was ? page->lines[page->selected] : (struct page_line){ 0 };
    int line = page->lines ? page->selected : -1;
    page->arena = (struct arena){ 0 };
    page->lines = NULL;
    page->count = 0;
    page->columns = session->columns > 10 ? session->columns : 78;
    place->screen->write(session, page);
    page->selected = same_link(page, was ? &before : NULL, page->finds ? 0 : line);
    arena_done(&old);
}

void page_done(struct place *place) {
    arena_done(&place->page.arena);
}

int page_rows(const struct session *session) {
    return session->rows > 0 ? session->rows : 20;
}

/* A link counts while it is shown; as a conversation there is no out of sight. */
bool page_is_in_sight(const struct session *session, const struct page *page, int line) {
    return page_is_link(page, line) &&
           (session->line || (line >= page->top && line < page->top + page_rows(session)));
}

const char *page_follow(struct session *session) {
    struct page *page = &session->place->page;
    if (!page_is_in_sight(session, page, page->selected))
        return refuse(_("There is nothing to open here."));
    struct page_line line = page->lines[page->selected];
    return line.act ? line.act(session) : session_open(session, line.opens, line.id);
}

int64_t page_row(const struct session *session) {
    const struct page *page = &session->place->page;
    return page_is_in_sight(session, page, page->selected) ? page->lines[page->selected].id : 0;
}
