#include "ui/view_form.h"

#include <string.h>

#include "base/text.h"
#include "ui/edit.h"
#include "ui/grid.h"
#include "ui/sheet.h"

enum { LABEL_MOST = 26, INLINE_CHOICES = 9 };

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
        sheet_add(sheet,
                  arena_format(sheet->arena, "%s%s",
                               first ? head : arena_format(sheet->arena, "%*s", indent, ""), shown),
                  PLAIN, first ? label : 0);
        first = false;
        at += bytes;
    } while (again);
}

/* One of few choices as it stands in place: "*3 Moderate" is the chosen one, "[x] 2 Radio" one of several,
 * "[2] 1 Webinar" the second in an order. */
static char *choice_in_place(struct sheet *sheet, const struct form_item *item, const struct choice *choice,
                             int number) {
    int rank = item->field->kind == FIELD_CHOICE ? form_is_chosen(item, choice->value)
                                                 : form_rank(item, choice->value);
    const char *label = _(choice->label);
    switch (item->field->kind) {
    case FIELD_CHOICES:
        return arena_format(sheet->arena, "[%c] %d %s", rank ? 'x' : ' ', number, label);
    case FIELD_RANK:
        return arena_format(sheet->arena, "[%c] %d %s", rank ? '0' + rank : ' ', number, label);
    default:
        return arena_format(sheet->arena, "%c%d %s", rank ? '*' : ' ', number, label);
    }
}

static void add_cut(struct sheet *sheet, char *line, int label) {
    bool fits = text_width(line) < sheet->columns;
    sheet_add(sheet, fits ? line : text_fit(sheet->arena, line, sheet->columns - 1), PLAIN, label);
}

/* Few choices stand in lines under or beside the label. */
static void add_choices(struct sheet *sheet, const char *head, int indent, const struct form_item *item,
                        const struct choice *choices, bool focused, int label) {
    char *line = arena_copy(sheet->arena, head);
    bool empty = true, first = true;
    sheet->cursor_line = focused ? sheet->count : sheet->cursor_line;
    sheet->cursor_column = focused ? indent : sheet->cursor_column;
    for (int i = 0; choices[i].value; i++) {
        char *one = choice_in_place(sheet, item, &choices[i], i + 1);
        if (!empty && text_width(line) + 2 + text_width(one) > sheet->columns - 1) {
            add_cut(sheet, line, first ? label : 0);
            line = arena_format(sheet->arena, "%*s", indent, "");
            first = false;
            empty = true;
        }
        if (focused && form_is_chosen(item, choices[i].value)) {
            sheet->cursor_line = sheet->count;
            sheet->cursor_column = text_width(line) + (empty ? 0 : 2);
        }
        line = text_clean(sheet->arena, arena_format(sheet->arena, "%s%s%s", line, empty ? "" : "  ", one));
        empty = false;
    }
    add_cut(sheet, line, first ? label : 0);
}

/* What stands before the value: the label beside it, or on lines of its own where it is long. Gives where the
 * value begins. */
static char *add_label(struct sheet *sheet, const struct form_item *item, int *indent, int *label) {
    char *words =
        arena_format(sheet->arena, "%s%s", form_label(item, sheet->arena), item->field->required ? " *" : "");
    *indent = *label = sheet->label;
    if (text_width(words) <= sheet->label - SHEET_MARGIN - 1)
        return arena_format(sheet->arena, "%*s%s", SHEET_MARGIN, "",
                            text_fit(sheet->arena, words, sheet->label - SHEET_MARGIN));
    sheet_add_wrapped(sheet, words, SHEET_MARGIN, LABEL, true);
    *indent = SHEET_INDENT;
    *label = 0;
    return arena_format(sheet->arena, "%*s", SHEET_INDENT, "");
}

/* A value that is not typed under the cursor: of many choices with their count before them. */
static char *shown_value(struct sheet *sheet, int number, int count) {
    const struct form_item *item = &sheet->session->place->form.items[number];
    char *shown = form_shown(sheet->session, sheet->session->place, number, sheet->arena);
    int chosen = 0;
    for (int i = 0; i < count; i++)
        chosen += form_is_chosen(item, item->choices[i].value);
    return chosen && item->field->kind == FIELD_CHOICES
               ? arena_format(sheet->arena, _("%d of %d: %s"), chosen, count, shown)
               : shown;
}

static void add_text(struct sheet *sheet, int number, const char *head, int indent, int label, int count) {
    struct session *session = sheet->session;
    const struct form_item *item = &session->place->form.items[number];
    bool focused = number == session->place->form.focus, cell = grid_is_cell(item);
    bool typed = focused && form_is_typed(item);
    const char *text = !typed ? shown_value(sheet, number, count)
                       : cell ? item->text
                              : edit_text(session->edit);
    bool unseen = item->field->kind == FIELD_SECRET;
    size_t cursor = unseen   ? strlen(text)
                    : !typed ? 0
                    : cell   ? strlen(text)
                             : byte_of_character(text, edit_cursor(session->edit));
    add_value(sheet, head, indent, text, focused ? (long)cursor : -1, label);
}

static void add_item(struct sheet *sheet, int number) {
    struct place *place = sheet->session->place;
    struct form_item *item = &place->form.items[number];
    bool focused = number == place->form.focus;
    int first = sheet->count, indent, label;
    char *head = add_label(sheet, item, &indent, &label);
    const struct choice *choices = form_is_choice(item) ? form_choices(sheet->session, place, number) : NULL;
    int count = form_count_choices(choices);
    if (choices && count <= INLINE_CHOICES && !item->field->fixed && !item->field->minimal)
        add_choices(sheet, head, indent, item, choices, focused, label);
    else
        add_text(sheet, number, head, indent, label, count);
    if (item->problem)
        sheet_add_problem(sheet, item->problem, indent);
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
        if (!form_takes_focus(item) || item->field->grid)
            continue;
        const char *label = item->label ? item->label : _(item->field->label);
        if (label[text_head(label, most)])
            continue;
        int width = text_width(label) + (item->field->required ? 2 : 0);
        if (width > widest && width <= most)
            widest = width;
    }
    return SHEET_MARGIN + widest + 2;
}

/* The line that was shown first the last time; before or behind all lines when it is not among them. */
static int find_top(const struct sheet *sheet, const struct form *form, int from) {
    int top = 0;
    if (form->top_item < from)
        return -sheet->rows - 1;
    while (top < sheet->count && sheet->items[top] < form->top_item)
        top++;
    for (int i = 0; i < form->top_line && top < sheet->count && sheet->items[top] == form->top_item; i++)
        top++;
    return top;
}

/* Scrolls so that the field with the focus is seen: its heading too when it is near, and the notes behind it.
 * Gives the first line to be shown. */
static int scroll(const struct sheet *sheet, struct form *form, int top) {
    int first = sheet->focus_first, rows = sheet->rows;
    int last = sheet->behind < 0 || sheet->behind >= sheet->count ? sheet->count - 1 : sheet->behind;
    while (first > 0 && sheet->focus_first - first < 3 && sheet->lines[first - 1].look == HEADING)
        first--;
    if (last > first + rows - 1)
        last = first + rows - 1;
    if (last < sheet->focus_last)
        last = sheet->focus_last;
    if (first < top || form->to_top)
        top = first;
    if (last >= top + rows)
        top = last - rows + 1;
    if (sheet->cursor_line < top || sheet->cursor_line >= top + rows)
        top = sheet->cursor_line - rows / 2;
    int most = sheet->count > rows ? sheet->count - rows : 0;
    top = top < 0 ? 0 : top > most ? most : top;
    form->to_top = false;
    form->top_item = sheet->items && top < sheet->count ? sheet->items[top] : 0;
    form->top_line = 0;
    for (int i = top; sheet->items && i > 0 && sheet->items[i - 1] == form->top_item; i--)
        form->top_line++;
    return top;
}

/* Adds what begins with an item; gives the last item that it took. */
static int add_any(struct sheet *sheet, int number) {
    struct form *form = &sheet->session->place->form;
    struct form_item *item = &form->items[number];
    if (item->field->grid && grid_first(form, number) == number && sheet_add_grid(sheet, number))
        return grid_end(form, number) - 1;
    if (item->hidden)
        return number;
    if (sheet->behind < 0 && number > form->focus &&
        number == form_next(sheet->session->place, form->focus, 1))
        sheet->behind = sheet->count - 1;
    if (item->field->kind == FIELD_HEADING) {
        if (sheet->count)
            sheet_add(sheet, arena_copy(sheet->arena, ""), PLAIN, 0);
        sheet_add_wrapped(sheet, form_label(item, sheet->arena), 0, HEADING, false);
    } else if (item->field->kind == FIELD_NOTE) {
        sheet_add_wrapped(sheet, form_label(item, sheet->arena), SHEET_MARGIN, PLAIN, false);
    } else {
        add_item(sheet, number);
    }
    return number;
}

/* An item so far before the focus that its lines are out of sight, or the first one. */
static int first_in_sight(const struct form *form, int rows) {
    int item = form->focus < 0 ? 0 : form->focus;
    for (int lines = 0; item > 0 && lines < 2 * rows; item--)
        lines += !form->items[item].hidden &&
                 (!grid_is_cell(&form->items[item]) || grid_row_first(form, item) == item);
    return form->count && form->items[item].field->grid ? grid_first(form, item) : item;
}

void view_form(struct session *session, struct arena *arena, struct view *view) {
    struct form *form = &session->place->form;
    struct sheet sheet = { .session = session,
                           .arena = arena,
                           .rows = view->rows,
                           .columns = session->columns,
                           .label = label_columns(session->place, session->columns),
                           .behind = -1 };
    int from = first_in_sight(form, view->rows), item = from;
    for (; item < form->count && (item <= form->focus || sheet.count <= sheet.focus_last + 2 * view->rows);
         item++) {
        sheet.item = item;
        item = add_any(&sheet, item);
    }
    int top = scroll(&sheet, form, find_top(&sheet, form, from));
    for (int i = 0; sheet.lines && i < view->rows && top + i < sheet.count; i++)
        view->body[i] = sheet.lines[top + i];
    for (int i = 0; sheet.lines && i < sheet.head_count && sheet.head + i < top + i; i++)
        view->body[i] = sheet.lines[sheet.head + i];
    view->more = top + view->rows < sheet.count || item < form->count;
    view->cursor_row = sheet.cursor_line - top + 1;
    view->cursor_column = sheet.cursor_column < session->columns ? sheet.cursor_column : session->columns - 1;
}
