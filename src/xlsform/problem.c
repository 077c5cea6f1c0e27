#include "xlsform/problem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/words.h"

static void put(struct problems *problems, struct problem problem) {
    struct arena *arena = &problems->arena;
    problems->list = arena_room(arena, problems->list, problems->count, sizeof *problems->list);
    problem.place.file = arena_copy(arena, problem.place.file);
    problem.place.sheet = arena_copy(arena, problem.place.sheet);
    problem.place.column = arena_copy(arena, problem.place.column);
    problems->list[problems->count++] = problem;
    problems->errors += !problem.is_warning;
}

static void add(struct problems *problems, bool is_warning, struct problem_place place, const char *format,
                va_list arguments) {
    char *sentence = arena_format_list(&problems->arena, format, arguments);
    put(problems, (struct problem){ place, is_warning, sentence });
}

void problems_add(struct problems *problems, const struct problems *others) {
    for (int i = 0; i < others->count; i++) {
        struct problem problem = others->list[i];
        problem.sentence = arena_copy(&problems->arena, problem.sentence);
        put(problems, problem);
    }
}

void problems_error(struct problems *problems, struct problem_place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(problems, false, place, format, arguments);
    va_end(arguments);
}

void problems_warning(struct problems *problems, struct problem_place place, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    add(problems, true, place, format, arguments);
    va_end(arguments);
}

static int sheet_rank(const char *sheet) {
    static const char *const order[] = { "survey", "choices", "settings" };
    for (int i = 0; sheet && i < 3; i++)
        if (!strcmp(order[i], sheet))
            return i + 1;
    return sheet ? 4 : 0;
}

static int compare(const void *one, const void *other) {
    const struct problem *a = one, *b = other;
    int difference = sheet_rank(a->place.sheet) - sheet_rank(b->place.sheet);
    if (!difference && a->place.sheet)
        difference = strcmp(a->place.sheet, b->place.sheet);
    if (!difference)
        difference = a->place.row - b->place.row;
    if (!difference)
        difference = strcmp(a->place.column ? a->place.column : "", b->place.column ? b->place.column : "");
    if (!difference)
        difference = a->place.character - b->place.character;
    return difference ? difference : strcmp(a->sentence, b->sentence);
}

void problems_sort(struct problems *problems) {
    if (problems->count)
        qsort(problems->list, (size_t)problems->count, sizeof *problems->list, compare);
}

char *problem_text(struct arena *arena, const struct problem *problem) {
    const struct problem_place *place = &problem->place;
    struct buffer text = { 0 };
    buffer_clear(&text);
    if (place->file)
        buffer_format(&text, "%s: ", place->file);
    if (place->sheet)
        buffer_add(&text, place->sheet);
    if (place->row)
        buffer_format(&text, _(" row %d"), place->row);
    if (place->line)
        buffer_format(&text, _(" (line %d)"), place->line);
    if (place->column)
        buffer_format(&text, ", %s", place->column);
    if (place->character)
        buffer_format(&text, _(", character %d"), place->character);
    if (place->sheet)
        buffer_add(&text, ": ");
    if (problem->is_warning)
        buffer_add(&text, _("warning: "));
    buffer_add(&text, problem->sentence);
    char *copy = arena_copy(arena, text.text);
    buffer_done(&text);
    return copy;
}

void problems_done(struct problems *problems) {
    arena_done(&problems->arena);
    *problems = (struct problems){ 0 };
}
