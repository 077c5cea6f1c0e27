#include "xlsform/filter.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/text.h"
#include "xlsform/names.h"
#include "xlsform/value.h"

/* Finding the shortcut */

/* The end of what begins here and is not looked into: a text in quotes, ${name}; else one byte further. */
static const char *skip(const char *at) {
    char closing = *at == '\'' || *at == '"' ? *at : !strncmp(at, "${", 2) ? '}' : '\0';
    const char *end = closing ? strchr(at + 1, closing) : NULL;
    return end ? end + 1 : at + 1;
}

static bool is_word(const char *text, const char *at, const char *word) {
    size_t length = strlen(word);
    return !strncmp(at, word, length) && (at == text || isspace((unsigned char)at[-1]) || at[-1] == ')') &&
           (isspace((unsigned char)at[length]) || at[length] == '(');
}

/* The end of the part of "A and B and C" that begins at `at`; NULL when it is not made like that. */
static const char *end_of_part(const char *text, const char *at) {
    for (int depth = 0; *at; at = skip(at)) {
        depth += (*at == '(' || *at == '[') - (*at == ')' || *at == ']');
        if (depth == 0 && is_word(text, at, "or"))
            return NULL;
        if (depth == 0 && is_word(text, at, "and"))
            break;
    }
    return at;
}

static bool is_value(const char *text) {
    return (*text == '\'' || *text == '"' || !strncmp(text, "${", 2)) && !*skip(text);
}

static void ignore_fault(void *data, const struct expression_fault *fault) {
    (void)data;
    (void)fault;
}

/* "column = value" or "value = column". */
static bool take_part(struct definition *definition, int number, char *part) {
    struct question *question = &definition->questions[number];
    char *sign = part;
    while (*sign && *sign != '=')
        sign = (char *)skip(sign);
    if (!*sign || sign == part || strchr("!<>", sign[-1]))
        return false;
    *sign = '\0';
    const char *left = text_trim(part), *right = text_trim(sign + 1);
    const char *value = is_value(left) ? left : right, *name = is_value(left) ? right : left;
    struct names scope = { .definition = definition, .question = number };
    struct expression_names names = names_of(&scope, true);
    int column = names.column(&scope, name);
    if (column < 0 || !is_value(value))
        return false;
    question->filter_column = column;
    question->filter_value = expression_new(&definition->arena, value, &names, ignore_fault, NULL);
    return question->filter_value;
}

void filter_find(struct definition *definition, int number) {
    const struct expression *filter = definition->questions[number].choice_filter;
    struct arena arena = { 0 };
    const char *end;
    for (const char *at = filter ? filter->text : ""; *at; at = *end ? end + strlen("and") : end) {
        end = end_of_part(filter->text, at);
        if (!end)
            break;
        if (take_part(definition, number, arena_copy_part(&arena, at, (size_t)(end - at))))
            break;
    }
    arena_done(&arena);
}

/* The index */

struct filter_index {
    struct arena arena;
    const char **keys; /* of each choice */
    int *sorted, count;
};

/* Values that compare as equal have the same key. */
static const char *key_of(struct arena *arena, const char *text) {
    double number = value_number(text);
    return isnan(number) ? arena_copy(arena, text) : arena_format(arena, "%.9g", number == 0 ? 0 : number);
}

static int compare_keys(const void *one, const void *other, void *data) {
    const char **keys = data;
    int a = *(const int *)one, b = *(const int *)other, difference = strcmp(keys[a], keys[b]);
    return difference ? difference : a - b;
}

struct filter_index *filter_index_new(const struct choice_list *list, int column) {
    struct filter_index *index = memory_new(sizeof *index);
    *index = (struct filter_index){ .count = list->count };
    index->keys = arena_new(&index->arena, (size_t)list->count * sizeof *index->keys);
    index->sorted = arena_new(&index->arena, (size_t)list->count * sizeof *index->sorted);
    for (int i = 0; i < list->count; i++) {
        index->keys[i] = key_of(&index->arena, list->choices[i].cells[column]);
        index->sorted[i] = i;
    }
    qsort_r(index->sorted, (size_t)list->count, sizeof *index->sorted, compare_keys, index->keys);
    return index;
}

void filter_index_free(struct filter_index *index) {
    if (!index)
        return;
    arena_done(&index->arena);
    free(index);
}

int filter_index_find(const struct filter_index *index, const char *value, int *found) {
    struct arena arena = { 0 };
    const char *key = key_of(&arena, value);
    int low = 0, high = index->count, count = 0;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(index->keys[index->sorted[middle]], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < index->count && !strcmp(index->keys[index->sorted[low]], key); low++)
        found[count++] = index->sorted[low];
    arena_done(&arena);
    return count;
}
