/* What keys do on a page, and what can be done on every one. */
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/page.h"
#include "ui/session.h"

static void scroll(struct session *session, int lines) {
    struct page *page = &session->place->page;
    int most = page->count > page_rows(session) ? page->count - page_rows(session) : 0,
        top = page->top + lines;
    page->top = top < 0 ? 0 : top > most ? most : top;
}

/* The link nearest to where the page was left, of those in sight. */
static void select_in_sight(struct session *session, int step) {
    struct page *page = &session->place->page;
    int first = step > 0 ? page->top : page->top + page_rows(session) - 1;
    for (int i = first; i >= page->top && i < page->top + page_rows(session); i += step)
        if (page_is_link(page, i)) {
            page->selected = i;
            return;
        }
}

/* To the next link in sight, else by one line. */
static void move(struct session *session, int step) {
    struct page *page = &session->place->page;
    bool chosen = page_is_in_sight(session, page, page->selected);
    int next = chosen ? page->selected + step : step > 0 ? page->top : page->top + page_rows(session) - 1;
    while (next >= 0 && next < page->count && !page_is_link(page, next))
        next += step;
    if (page_is_in_sight(session, page, next)) {
        page->selected = next;
        return;
    }
    scroll(session, step);
    if (!page_is_in_sight(session, page, page->selected) || page_is_in_sight(session, page, next))
        select_in_sight(session, -step);
}

static void turn(struct session *session, int pages) {
    scroll(session, pages * (page_rows(session) > 2 ? page_rows(session) - 1 : 1));
    select_in_sight(session, 1);
}

static bool find_key(struct session *session, enum key key) {
    struct page *page = &session->place->page;
    size_t length = strlen(page->find);
    if (key == BACKSPACE) {
        while (length > 0 && ((unsigned char)page->find[--length] & 0xC0) == 0x80)
            continue;
    } else if (key >= ' ' && key < F1 && text_is_printable((uint32_t)key) && length + 5 < sizeof page->find) {
        struct buffer letter = { 0 };
        text_put(&letter, (uint32_t)key);
        memcpy(page->find + length, letter.text, letter.length);
        length += letter.length;
        buffer_done(&letter);
    } else {
        return false;
    }
    page->find[length] = 0;
    page->top = 0;
    page_open(session, session->place);
    return true;
}

bool page_key(struct session *session, enum key key) {
    struct page *page = &session->place->page;
    if (page->finds && key == ' ' && !*page->find)
        return false;
    if (page->finds && find_key(session, key))
        return true;
    if (session->place->screen->shape == MENU && key >= '1' && key <= '9') {
        int line = page_nth_link(page, (int)key - '1');
        if (line >= 0) {
            page->selected = line;
            const char *no = page_follow(session);
            if (no)
                session_say(session, REFUSED, "%s", no);
        }
        return line >= 0;
    }
    switch ((int)key) {
    case UP:
        move(session, -1);
        return true;
    case DOWN:
        move(session, 1);
        return true;
    case PAGE_UP:
        turn(session, -1);
        return true;
    case PAGE_DOWN:
    case ' ':
        turn(session, 1);
        return true;
    case HOME:
        turn(session, -page->count - 1);
        return true;
    case END:
        turn(session, page->count + 1);
        return true;
    default:
        return false;
    }
}

static bool has_link(struct session *session) {
    return page_is_in_sight(session, &session->place->page, session->place->page.selected);
}

const struct action page_actions[] = { { .key = ENTER,
                                         .word = "open",
                                         .label = N_("Open"),
                                         .help = N_("Opens the line under the cursor."),
                                         .possible = has_link,
                                         .act = page_follow },
                                       { 0 } };
