#include "ui/view.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/edit.h"
#include "ui/session.h"
#include "ui/view_form.h"

enum { FRAME_LINES = 3 }; /* title, message, keys */

/* What stands on the right of the title: how much there is, and who is here. */
static char *title_tail(struct session *session, struct arena *arena, bool with_name) {
    const struct place *place = session->place;
    struct buffer tail = { 0 };
    buffer_clear(&tail);
    if (place->screen->shape == LIST) {
        if (*place->list.words)
            buffer_format(&tail, _("found %s: "), place->list.words);
        buffer_format(&tail, "%s  ", list_count(place, arena));
    }
    char *progress = place->screen->shape == FORM ? form_progress(place, arena) : NULL;
    if (progress)
        buffer_format(&tail, "%s  ", progress);
    buffer_format(&tail, "%s ", with_name ? session->name : "");
    char *text = arena_format(arena, "  %s", text_clean(arena, text_trim(tail.text)));
    buffer_done(&tail);
    return text;
}

static void make_title(struct session *session, struct arena *arena, struct view *view) {
    const struct screen *screen = session->place->screen;
    const char *where = screen->where ? screen->where(session) : NULL;
    char *head =
        arena_format(arena, " %s%s%s", _(screen->title), where && *where ? ": " : "", where ? where : "");
    int width = session->columns, room = width - text_width(head) - 1;
    char *tail = title_tail(session, arena, true);
    if (text_width(tail) > room && text_width(tail) > width / 2)
        tail = title_tail(session, arena, false);
    if (text_width(tail) > width / 2 + width / 4)
        tail = "";
    int wide = text_width(tail);
    view->title.text = arena_format(arena, "%s%s%s", text_fit(arena, head, width - wide - (wide > 0)), tail,
                                    wide ? " " : "");
    view->title.look = STRONG;
}

enum { KEYS_MOST = 32 };

/* The actions possible now, as many as fit: F3 and F1 stay whatever happens, the last of the others go first.
 */
static void make_keys(struct session *session, struct arena *arena, struct view *view) {
    char *shown[KEYS_MOST];
    bool stays[KEYS_MOST];
    int count = 0, width = 0;
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)) && count < KEYS_MOST; i++) {
        if (!action->key || !session_can(session, action))
            continue;
        shown[count] = arena_format(arena, "%s %s", key_name(action->key), _(action->label));
        stays[count] = action->key == F1 || action->key == F3;
        width += text_width(shown[count++]) + 2;
    }
    for (int i = count - 1; i >= 0 && width - 2 > session->columns - 1; i--)
        if (!stays[i]) {
            width -= text_width(shown[i]) + 2;
            shown[i] = NULL;
        }
    char *keys = arena_copy(arena, "");
    for (int i = 0; i < count; i++)
        if (shown[i])
            keys = arena_format(arena, "%s%s%s", keys, *keys ? "  " : "", shown[i]);
    view->keys = (struct view_line){ .text = text_width(keys) > session->columns
                                                 ? text_fit(arena, keys, session->columns)
                                                 : keys,
                                     .look = STRONG };
}

/* The message, or the question; what does not fit into its line covers the end of the body. */
static void make_message(struct session *session, struct arena *arena, struct view *view) {
    struct place *place = session->place;
    int last = view->rows + 1;
    if (place->screen->shape == LIST && place->list.searching && !*session->message) {
        char *label = arena_format(arena, "%s ", _("Find:"));
        const char *typed = edit_text(session->edit);
        size_t bytes = 0;
        for (size_t i = edit_cursor(session->edit); i > 0 && typed[bytes]; i--) {
            const char *next = typed + bytes;
            text_next(&next);
            bytes = (size_t)(next - typed);
        }
        view->message =
            (struct view_line){ .text = text_clean(arena, arena_format(arena, "%s%s", label, typed)),
                                .label = text_width(label) };
        view->cursor_row = last;
        view->cursor_column = text_width(label) + text_width(arena_copy_part(arena, typed, bytes));
        return;
    }
    if (!*session->message) {
        view->message =
            (struct view_line){ .text = view->more ? arena_copy(arena, _("  more below")) : NULL };
        return;
    }
    const char *tail = session->question ? _(" (y/n)") : "";
    int count;
    char **lines = text_wrap(
        arena, arena_format(arena, "%s%s%s", session->tone == REFUSED ? "! " : "", session->message, tail),
        session->columns - 1, &count);
    int above = count - 1 > view->rows ? view->rows : count - 1;
    enum look look = session->tone == REFUSED                     ? PROBLEM
                     : session->question || session->tone == DONE ? STRONG
                                                                  : PLAIN;
    for (int i = 0; i < above; i++)
        view->body[view->rows - above + i] = (struct view_line){ .text = lines[i], .look = look };
    view->message = (struct view_line){ .text = lines[above], .look = look };
    if (session->question) {
        view->cursor_row = last;
        view->cursor_column = text_width(lines[above]);
    }
}

/* ---- the list ---- */

static bool is_number(const struct field *field) {
    return field->kind == FIELD_INTEGER || field->kind == FIELD_DECIMAL;
}

/* Columns each field gets: its width, or what is left for the ones without; 0 where there is no room. */
static void share_columns(const struct field *fields, int columns, int *widths) {
    int used = 2, flexible = 0;
    for (int i = 0; fields[i].name; i++)
        flexible += fields[i].width == 0;
    int reserve = flexible * 20;
    for (int i = 0; fields[i].name; i++) {
        widths[i] = fields[i].width;
        if (fields[i].width && used + fields[i].width + 1 + reserve > columns && i > 0)
            widths[i] = 0;
        used += widths[i] ? widths[i] + 1 : 0;
    }
    for (int i = 0; fields[i].name && flexible; i++)
        if (fields[i].width == 0) {
            int room = (columns - used) / flexible-- - 1;
            widths[i] = room > 3 ? room : 0;
            used += widths[i] ? widths[i] + 1 : 0;
        }
}

static char *list_line(struct arena *arena, const char *marker, const struct field *fields, const int *widths,
                       const struct place *place, int row) {
    struct buffer line = { 0 };
    buffer_add(&line, marker);
    for (int i = 0; fields[i].name; i++) {
        if (!widths[i])
            continue;
        char *cell =
            row < 0 ? arena_copy(arena, _(fields[i].label)) : list_cell(place, row, &fields[i], arena);
        buffer_add(&line, is_number(&fields[i]) ? text_fit_right(arena, cell, widths[i])
                                                : text_fit(arena, cell, widths[i]));
        buffer_add_char(&line, ' ');
    }
    while (line.length > 2 && line.text[line.length - 1] == ' ')
        line.text[--line.length] = 0;
    char *text = arena_copy(arena, line.text);
    buffer_done(&line);
    return text;
}

static void make_empty_list(struct session *session, struct arena *arena, struct view *view) {
    const struct place *place = session->place;
    bool narrowed = *place->list.words;
    for (int i = 0; place->screen->filters && place->screen->filters[i].field.name; i++)
        narrowed = narrowed || *place->list.filter_values[i];
    const char *text = narrowed ? _("Nothing is found like that. Esc in the search or F9 widens it again.")
                                : _(place->screen->empty);
    char **lines = text_wrap(arena, text ? text : _("Nothing is here yet."), session->columns - 4, NULL);
    for (int i = 2; *lines && i < view->rows; i++, lines++)
        view->body[i].text = arena_format(arena, "  %s", *lines);
}

static void make_list(struct session *session, struct arena *arena, struct view *view) {
    struct place *place = session->place;
    if (place->list.window.size != list_size(session))
        list_again(session, place);
    const struct field *fields = place->screen->fields;
    int count = 0;
    while (fields[count].name)
        count++;
    int *widths = arena_new(arena, (size_t)(count + 1) * sizeof *widths);
    share_columns(fields, session->columns, widths);
    view->body[0] =
        (struct view_line){ .text = list_line(arena, "  ", fields, widths, place, -1), .look = HEADING };
    for (int i = 0; i < place->list.window.count && i + 1 < view->rows; i++)
        view->body[i + 1].text =
            list_line(arena, i == place->list.selected ? "> " : "  ", fields, widths, place, i);
    if (place->list.window.count == 0)
        make_empty_list(session, arena, view);
    view->cursor_row = place->list.window.count ? place->list.selected + 2 : 1;
    view->cursor_column = 0;
}

/* ---- the page ---- */

static char *numbered(struct arena *arena, int digit, const char *text, int columns) {
    char *line = arena_format(arena, "  %d %s", digit, text);
    return text_width(line) > columns ? text_fit(arena, line, columns) : line;
}

static void make_page(struct session *session, struct arena *arena, struct view *view) {
    struct place *place = session->place;
    struct page *page = &place->page;
    if (page->columns != session->columns)
        page_open(session, place);
    int most = page->count > view->rows ? page->count - view->rows : 0;
    if (page->top > most)
        page->top = most;
    view->cursor_row = 1;
    view->cursor_column = 0;
    view->more = page->top < most;
    for (int i = 0; i < view->rows && page->top + i < page->count; i++) {
        const struct page_line *line = &page->lines[page->top + i];
        bool selected = page->top + i == page->selected;
        int digit = place->screen->shape == MENU ? page_digit(page, page->top + i) : 0;
        view->body[i] = (struct view_line){ .text = line->text, .look = line->look, .label = line->label };
        if (digit)
            view->body[i].text = numbered(arena, digit, line->text + 2, session->columns);
        else if (selected)
            view->body[i].text = arena_copy(arena, line->text);
        if (selected) {
            view->body[i].text[0] = '>';
            view->cursor_row = i + 1;
        }
    }
}

void view_make(struct session *session, int rows, int columns, struct arena *arena, struct view *view) {
    session->rows = rows > FRAME_LINES ? rows - FRAME_LINES : 1;
    session->columns = columns > 10 ? columns : 10;
    *view = (struct view){ .rows = session->rows };
    view->body = arena_new(arena, (size_t)view->rows * sizeof *view->body);
    switch (session->place->screen->shape) {
    case LIST:
        make_list(session, arena, view);
        break;
    case FORM:
        view_form(session, arena, view);
        break;
    default:
        make_page(session, arena, view);
        break;
    }
    make_title(session, arena, view);
    make_keys(session, arena, view);
    make_message(session, arena, view);
}
