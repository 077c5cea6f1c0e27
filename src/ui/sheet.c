#include "ui/sheet.h"

#include "base/text.h"

struct view_line *sheet_add(struct sheet *sheet, char *text, enum look look, int label) {
    sheet->lines = arena_room(sheet->arena, sheet->lines, sheet->count, sizeof *sheet->lines);
    sheet->items = arena_room(sheet->arena, sheet->items, sheet->count, sizeof *sheet->items);
    sheet->items[sheet->count] = sheet->item;
    sheet->lines[sheet->count] = (struct view_line){ .text = text, .look = look, .label = label };
    return &sheet->lines[sheet->count++];
}

void sheet_add_wrapped(struct sheet *sheet, const char *text, int indent, enum look look, bool label) {
    for (char **line = text_wrap(sheet->arena, text, sheet->columns - indent, NULL); *line; line++)
        sheet_add(sheet, arena_format(sheet->arena, "%*s%s", indent, "", *line), look,
                  label ? sheet->columns : 0);
}

void sheet_add_problem(struct sheet *sheet, const char *text, int indent) {
    int at = sheet->count;
    sheet_add_wrapped(sheet, text, indent + 2, PROBLEM, false);
    if (sheet->count > at)
        sheet->lines[at].text[indent] = '!';
}
