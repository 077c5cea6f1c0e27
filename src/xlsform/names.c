#include "xlsform/names.h"

#include <string.h>

#include "base/nearest.h"
#include "base/words.h"
#include "xlsform/value.h"

static int find_question(void *data, const char *name) {
    const struct names *names = data;
    return definition_find(names->definition, names->question, name);
}

static int find_column(void *data, const char *name) {
    const struct definition *definition = ((struct names *)data)->definition;
    for (int i = 0; i < definition->column_count; i++)
        if (definition->columns[i] && !strcmp(definition->columns[i], name))
            return i;
    /* a question where a column is meant: check_conditions warns */
    return definition_find(definition, -1, name) >= 0 ? definition->column_count : -1;
}

static int find_step(void *data, int from, const char *name, int after) {
    const struct definition *definition = ((struct names *)data)->definition;
    const struct question *questions = definition->questions;
    if (name && !strcmp(name, ".."))
        return from < 0 ? from == PLACE_ROOT ? PLACE_DOCUMENT : PLACE_NONE : questions[from].parent;
    if (from == PLACE_DOCUMENT) {
        bool is_root = !name || !strcmp(name, "data") || !strcmp(name, definition->id);
        return is_root && after == PLACE_NONE ? PLACE_ROOT : PLACE_NONE;
    }
    int end = from == PLACE_ROOT ? definition->question_count : questions[from].end;
    for (int i = after == PLACE_NONE ? from + 1 : questions[after].end; i < end; i = questions[i].end)
        if (!name || !strcmp(questions[i].name, name))
            return i;
    return PLACE_NONE;
}

static bool has_instance(void *data, const char *name) {
    const struct definition *definition = ((struct names *)data)->definition;
    for (int i = 0; i < definition->list_count; i++)
        if (!strcmp(definition->lists[i].name, name))
            return true;
    return false;
}

/* A text that is the name of no choice of the question's list. */
static const char *impossible(void *data, int number, const char *value) {
    struct definition *definition = ((struct names *)data)->definition;
    const struct question *question = &definition->questions[number];
    bool is_word = value_words(value) == 1;
    if (question->list < 0 || !is_word || definition_choice(definition, question->list, value))
        return NULL;
    const struct choice_list *list = &definition->lists[question->list];
    struct arena scratch = { 0 };
    const char **known = arena_new(&scratch, (size_t)(list->count + 1) * sizeof *known);
    for (int i = 0; i < list->count; i++)
        known[i] = list->choices[i].name;
    const char *meant = nearest(value, known);
    arena_done(&scratch);
    return meant ? arena_format(&definition->arena,
                                _("the list \"%s\" has no choice \"%s\"; did you mean \"%s\"?"), list->name,
                                value, meant)
                 : arena_format(&definition->arena, _("the list \"%s\" has no choice \"%s\""), list->name,
                                value);
}

struct expression_names names_of(struct names *names, bool has_columns) {
    return (struct expression_names){ .data = names,
                                      .question = find_question,
                                      .column = has_columns ? find_column : NULL,
                                      .step = find_step,
                                      .self = names->question,
                                      .instance = has_instance,
                                      .impossible = impossible };
}
