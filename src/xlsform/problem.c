#include "xlsform/problem.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/words.h"

enum { MANY = 4, RANGES = 12 }; /* warnings of one sort to be put together; ranges of rows named */

static void put(struct problems *problems, struct problem problem) {
    struct arena *arena = &problems->arena;
    int *same = problem.is_warning ? &problems->warnings : &problems->errors;
    if ((*same)++ >= PROBLEMS_MOST)
        return;
    problems->list = arena_room(arena, problems->list, problems->count, sizeof *problems->list);
    problem.place.file = arena_copy(arena, problem.place.file);
    problem.place.sheet = arena_copy(arena, problem.place.sheet);
    problem.place.column = arena_copy(arena, problem.place.column);
    problems->list[problems->count++] = problem;
}

static void add(struct problems *problems, bool is_warning, struct problem_place place, const char *format,
                va_list arguments) {
    char *sentence = (is_warning ? problems->warnings : problems->errors) < PROBLEMS_MOST
                         ? arena_format_list(&problems->arena, format, arguments)
                         : "";
    put(problems,
        (struct problem){ place, is_warning, sentence, strcmp(format, "%s") != 0 ? format : sentence });
}

void problems_add(struct problems *problems, const struct problems *others) {
    for (int i = 0; i < others->count; i++) {
        struct problem problem = others->list[i];
        problem.sentence = arena_copy(&problems->arena, problem.sentence);
        problem.sort = arena_copy(&problems->arena, problem.sort);
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

/* Warnings first, then by sort, sheet, column and place. */
static int compare_sorts(const void *one, const void *other) {
    const struct problem *a = *(const struct problem *const *)one, *b = *(const struct problem *const *)other;
    int difference = (int)b->is_warning - (int)a->is_warning;
    if (!difference)
        difference = strcmp(a->sort, b->sort);
    if (!difference)
        difference = sheet_rank(a->place.sheet) - sheet_rank(b->place.sheet);
    if (!difference)
        difference = strcmp(a->place.column ? a->place.column : "", b->place.column ? b->place.column : "");
    return difference;
}

static int compare_sorts_stably(const void *one, const void *other) {
    int difference = compare_sorts(one, other);
    const struct problem *a = *(const struct problem *const *)one, *b = *(const struct problem *const *)other;
    return difference ? difference : (a > b) - (a < b);
}

void problems_list_rows(struct buffer *out, const int *rows, int count) {
    int shown = 0, i = 0;
    while (i < count && shown < RANGES) {
        int end = i;
        while (end + 1 < count && rows[end + 1] <= rows[end] + 1)
            end++;
        buffer_format(out, "%s%d", shown++ ? ", " : "", rows[i]);
        if (rows[end] != rows[i])
            buffer_format(out, "-%d", rows[end]);
        i = end + 1;
    }
    if (i < count)
        buffer_format(out, _(" and %d more"), count - i);
}

static void drop_doubles(struct problems *problems) {
    for (int i = 1; i < problems->count; i++)
        if (!compare(&problems->list[i - 1], &problems->list[i])) {
            (*(problems->list[i].is_warning ? &problems->warnings : &problems->errors))--;
            problems->count--;
            memmove(&problems->list[i], &problems->list[i + 1],
                    (size_t)(problems->count - i) * sizeof *problems->list);
            i--;
        }
}

static void bundle(struct problems *problems, struct problem **first, int count) {
    int *rows = arena_new(&problems->arena, (size_t)count * sizeof *rows);
    struct buffer sentence = { 0 };
    int others = 0;
    for (int i = 1; i < count; i++) {
        if (first[i]->place.row > (others ? rows[others - 1] : first[0]->place.row))
            rows[others++] = first[i]->place.row;
        first[i]->sentence = NULL;
    }
    buffer_add(&sentence, first[0]->sentence);
    buffer_add(&sentence, _("; likewise in rows "));
    problems_list_rows(&sentence, rows, others);
    first[0]->sentence = arena_copy(&problems->arena, sentence.text);
    buffer_done(&sentence);
}

static void bundle_all(struct problems *problems) {
    int count = problems->count, kept = 0;
    struct problem **sorted = arena_new(&problems->arena, (size_t)count * sizeof(struct problem *));
    for (int i = 0; i < count; i++)
        sorted[i] = &problems->list[i];
    qsort(sorted, (size_t)count, sizeof *sorted, compare_sorts_stably);
    for (int start = 0, end; start < count && sorted[start]->is_warning; start = end) {
        for (end = start + 1; end < count && !compare_sorts(&sorted[start], &sorted[end]);)
            end++;
        if (end - start >= MANY && sorted[start]->place.row &&
            sorted[start]->place.row < sorted[end - 1]->place.row)
            bundle(problems, &sorted[start], end - start);
    }
    for (int i = 0; i < count; i++)
        if (problems->list[i].sentence)
            problems->list[kept++] = problems->list[i];
    problems->count = kept;
}

static void tell_rest(struct problems *problems) {
    int rest = (problems->errors > PROBLEMS_MOST ? problems->errors - PROBLEMS_MOST : 0) +
               (problems->warnings > PROBLEMS_MOST ? problems->warnings - PROBLEMS_MOST : 0);
    if (!rest)
        return;
    problems->list = arena_room(&problems->arena, problems->list, problems->count, sizeof *problems->list);
    problems->list[problems->count++] = (struct problem){
        .is_warning = true,
        .sentence = arena_format(&problems->arena, _("%d more problems are not listed"), rest),
    };
}

void problems_sort(struct problems *problems) {
    if (!problems->count)
        return;
    qsort(problems->list, (size_t)problems->count, sizeof *problems->list, compare);
    drop_doubles(problems);
    bundle_all(problems);
    tell_rest(problems);
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
