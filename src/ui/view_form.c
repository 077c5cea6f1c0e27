#include "ui/view_form.h"

#include <string.h>

#include "base/text.h"
#include "ui/edit.h"
#include "ui/session.h"

enum { MARGIN = 2, LABEL_MOST = 26, VALUE_INDENT = 4, INLINE_CHOICES = 9 };

/* The lines of the whole form, of which a part is shown. */
struct sheet {
    struct session *session;
    struct arena *arena;
    struct view_line *lines;
    int count, room;
    int columns, label;          /* columns of the label column, its blanks included */
    int focus_first, focus_last; /* lines of the item with the focus */
    int cursor_line, cursor_column;
};

static struct view_line *add(struct sheet *sheet, char *text, enum look look, int label) {
    if (sheet->count == sheet->room) {
        int room = sheet->room ? 2 * sheet->room : 64;
        sheet->lines = arena_grow(sheet->arena, sheet->lines, (size_t)sheet->count * sizeof *sheet->lines,
                                  (size_t)room * sizeof *sheet->lines);
        sheet->room = room;
    }
    sheet->lines[sheet->count] = (struct view_line){ .text = text, .look = look, .label = label };
    return &sheet->lines[sheet->count++];
}

static void add_wrapped(struct sheet *sheet, const char *text, int indent, enum look look, bool label) {
    for (char **line = text_wrap(sheet->arena, text, sheet->columns - indent, NULL); *line; line++)
        add(sheet, arena_format(sheet->arena, "%*s%s", indent, "", *line), look, label ? sheet->columns : 0);
}

static const char *label_of(const struct form_item *item) {
    return item->label ? item->label : _(item->field->label);
}

/* Bytes of the next line of an edited text: ends after the last blank that fits, at a line feed, or cuts a
 * word. */
static size_t line_bytes(const char *text, int columns) {
    size_t head = text_head(text, columns), feed = strcspn(text, "\n");
    if (feed <= head)
        return text[feed] ? feed + 1 : feed;
    if (!text[head])
        return head;
    size_t blank = head;
    while (blank > 0 && text[blank - 1] != ' ')
        blank--;
    if (blank == 0 && head == 0) {
        const char *next = text;
        text_next(&next);
        return (size_t)(next - text);
    }
    return blank ? blank : head;
}

static size_t byte_of_character(const char *text, size_t character) {
    const char *at = text;
    while (character-- > 0 && *at)
        text_next(&at);
    return (size_t)(at - text);
}

/* The value's lines; every byte of the text stands in one of them, so that the cursor can be placed. The
 * first line goes behind `head`. `cursor`: byte of the cursor, or -1. */
static void add_value(struct sheet *sheet, const char *head, int indent, const char *text, long cursor,
                      int label) {
    size_t at = 0;
    bool first = true, again;
    do {
        size_t bytes = line_bytes(text + at, sheet->columns - indent - 1);
        again = text[at + bytes] || (bytes && text[at + bytes - 1] == '\n');
        char *shown = text_clean(sheet->arena, arena_copy_part(sheet->arena, text + at, bytes));
        bool here = cursor >= (long)at && (cursor < (long)(at + bytes) || !again);
        if (here) {
            char *before = arena_copy_part(sheet->arena, text + at, (size_t)cursor - at);
            sheet->cursor_line = sheet->count;
            sheet->cursor_column = indent + text_width(before);
        }
        add(sheet,
            arena_format(sheet->arena, "%s%s", first ? head : arena_format(sheet->arena, "%*s", indent, ""),
                         shown),
            PLAIN, first ? label : 0);
        first = false;
        at += bytes;
    } while (again);
}

/* Few choices stand in lines under or beside the label: "*3 Moderate" is the chosen one. */
static void add_choices(struct sheet *sheet, const char *head, int indent, const struct form_item *item,
                        const struct choice *choices, bool focused, int label) {
    char *line = arena_copy(sheet->arena, head);
    bool empty = true, first = true;
    sheet->cursor_line = focused ? sheet->count : sheet->cursor_line;
    sheet->cursor_column = focused ? indent : sheet->cursor_column;
    for (int i = 0; choices[i].value; i++) {
        bool chosen = form_is_chosen(item, choices[i].value);
        char *one = arena_format(sheet->arena, "%s%c%d %s", empty ? "" : "  ", chosen ? '*' : ' ', i + 1,
                                 _(choices[i].label));
        if (!empty && text_width(line) + text_width(one) > sheet->columns - 1) {
            add(sheet, line, PLAIN, first ? label : 0);
            line = arena_format(sheet->arena, "%*s", indent, "");
            first = false;
            one += 2;
        }
        if (chosen && focused) {
            sheet->cursor_line = sheet->count;
            sheet->cursor_column = text_width(line) + (one[0] == ' ' ? 2 : 0);
        }
        line = text_clean(sheet->arena, arena_format(sheet->arena, "%s%s", line, one));
        empty = false;
    }
    if (text_width(line) >= sheet->columns)
        line = text_fit(sheet->arena, line, sheet->columns - 1);
    add(sheet, line, PLAIN, first ? label : 0);
}

static void add_item(struct sheet *sheet, int number) {
    struct session *session = sheet->session;
    struct place *place = session->place;
    struct form_item *item = &place->form.items[number];
    bool focused = number == place->form.focus;
    int first = sheet->count, indent = sheet->label, label = indent;
    const char *words = label_of(item), *star = item->field->required ? " *" : "";
    char *head;
    if (text_width(words) + (int)strlen(star) <= sheet->label - MARGIN - 1) {
        head = arena_format(
            sheet->arena, "%*s%s", MARGIN, "",
            text_fit(sheet->arena, arena_format(sheet->arena, "%s%s", words, star), indent - MARGIN));
    } else {
        add_wrapped(sheet, arena_format(sheet->arena, "%s%s", words, star), MARGIN, LABEL, true);
        indent = VALUE_INDENT;
        label = 0;
        head = arena_format(sheet->arena, "%*s", indent, "");
    }
    const struct choice *choices = form_choices(session, place, number);
    int count = 0;
    while (choices && choices[count].value)
        count++;
    bool is_choice = item->field->kind == FIELD_CHOICE || item->field->kind == FIELD_CHOICES;
    if (is_choice && choices && count <= INLINE_CHOICES && !item->field->fixed) {
        add_choices(sheet, head, indent, item, choices, focused, label);
    } else {
        char *shown = form_shown(session, place, number, sheet->arena);
        bool typed =
            focused && !item->field->fixed && !(is_choice && choices) && item->field->kind != FIELD_CHOICES;
        const char *text = typed ? edit_text(session->edit) : shown;
        long cursor = typed ? (long)byte_of_character(text, edit_cursor(session->edit)) : focused ? 0 : -1;
        add_value(sheet, head, indent, text, cursor, label);
    }
    if (item->problem) {
        int at = sheet->count;
        add_wrapped(sheet, item->problem, indent + 2, PROBLEM, false);
        if (sheet->count > at)
            sheet->lines[at].text[indent] = '!';
    }
    if (!focused)
        return;
    sheet->lines[first].text[0] = '>';
    sheet->focus_first = first;
    sheet->focus_last = sheet->count - 1;
}

static int label_columns(const struct place *place, int columns) {
    int most = LABEL_MOST < columns / 3 ? LABEL_MOST : columns / 3, widest = 8;
    for (int i = 0; i < place->form.count; i++) {
        const struct form_item *item = &place->form.items[i];
        if (item->field->kind == FIELD_HEADING || item->field->kind == FIELD_NOTE || item->hidden)
            continue;
        int width = text_width(label_of(item)) + (item->field->required ? 2 : 0);
        if (width > widest && width <= most)
            widest = width;
    }
    return MARGIN + widest + 2;
}

/* Scrolls so that the field with the focus is seen: its heading too when it is near, and the notes behind it.
 */
static void scroll(struct sheet *sheet, struct form *form, int rows, int last) {
    int first = sheet->focus_first;
    while (first > 0 && sheet->focus_first - first < 3 && sheet->lines[first - 1].look == HEADING)
        first--;
    if (last > first + rows - 1)
        last = first + rows - 1;
    if (last < sheet->focus_last)
        last = sheet->focus_last;
    if (first < form->top || form->to_top)
        form->top = first;
    if (last >= form->top + rows)
        form->top = last - rows + 1;
    if (sheet->cursor_line < form->top || sheet->cursor_line >= form->top + rows)
        form->top = sheet->cursor_line - rows / 2;
    int most = sheet->count > rows ? sheet->count - rows : 0;
    form->top = form->top < 0 ? 0 : form->top > most ? most : form->top;
    form->to_top = false;
}

void view_form(struct session *session, struct arena *arena, struct view *view) {
    struct place *place = session->place;
    struct sheet sheet = { .session = session,
                           .arena = arena,
                           .columns = session->columns,
                           .label = label_columns(place, session->columns) };
    int behind = -1; /* the last line before the field after the one with the focus */
    for (int i = 0; i < place->form.count; i++) {
        struct form_item *item = &place->form.items[i];
        if (item->hidden)
            continue;
        if (behind < 0 && i > place->form.focus && i == form_next(place, place->form.focus, 1))
            behind = sheet.count - 1;
        if (item->field->kind == FIELD_HEADING) {
            if (sheet.count)
                add(&sheet, arena_copy(arena, ""), PLAIN, 0);
            add_wrapped(&sheet, label_of(item), 0, HEADING, false);
        } else if (item->field->kind == FIELD_NOTE) {
            add_wrapped(&sheet, label_of(item), MARGIN, PLAIN, false);
        } else {
            add_item(&sheet, i);
        }
    }
    scroll(&sheet, &place->form, view->rows, behind < 0 ? sheet.count - 1 : behind);
    for (int i = 0; i < view->rows && place->form.top + i < sheet.count; i++)
        view->body[i] = sheet.lines[place->form.top + i];
    view->more = place->form.top + view->rows < sheet.count;
    view->cursor_row = sheet.cursor_line - place->form.top + 1;
    view->cursor_column = sheet.cursor_column < session->columns ? sheet.cursor_column : session->columns - 1;
}
