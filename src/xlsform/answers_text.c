#include "xlsform/answering.h"

#include <stdlib.h>
#include <string.h>

#include "xlsform/filter.h"
#include "xlsform/node.h"
#include "xlsform/xpath.h"

/* Places */

const int *answers_items(const struct answers *answers, int *count) {
    *count = answers->count;
    return answers->order;
}

unsigned answers_shape(const struct answers *answers) {
    return answers->shape;
}

int answers_question(const struct answers *answers, int item) {
    return answers->items[item].question;
}

int answers_instance(const struct answers *answers, int item) {
    return answers->items[item].instance;
}

int answers_parent(const struct answers *answers, int item) {
    return answers->items[item].parent;
}

char *answers_path(const struct answers *answers, int item, struct arena *arena) {
    char *path = NULL;
    for (; item >= 0; item = answers->items[item].parent) {
        const char *name = items_question(answers, item)->name;
        int instance = answers->items[item].instance;
        char *step = instance ? arena_format(arena, "%s[%d]", name, instance) : arena_copy(arena, name);
        path = path ? arena_format(arena, "%s/%s", step, path) : step;
        if (instance)
            item = answers->items[item].parent;
    }
    return path;
}

static int child(const struct answers *answers, int parent, const char *name) {
    int group = parent < 0 ? -1 : answers->items[parent].question;
    int question = definition_member(answers->definition, group, name);
    int item = question < 0 ? -1 : answers->first[question];
    while (item >= 0 && answers->items[item].parent != parent)
        item = answers->items[item].next;
    return item;
}

int answers_find(const struct answers *answers, const char *path) {
    struct arena arena = { 0 };
    char *rest = arena_copy(&arena, path), *step;
    int item = -1;
    while ((step = strsep(&rest, "/"))) {
        char *bracket = strchr(step, '[');
        if (bracket)
            *bracket++ = '\0';
        item = child(answers, item, step);
        if (item >= 0 && bracket)
            item = items_is_repeat(answers, item) ? items_instance(answers, item, atoi(bracket)) : -1;
        if (item < 0)
            break;
    }
    arena_done(&arena);
    return item;
}

/* Texts */

void answers_fill_in(struct answers *answers, int item, const char *text, struct buffer *out) {
    struct arena arena = { 0 };
    const char *open;
    buffer_clear(out);
    for (; (open = strstr(text, "${")); text = open + 2 + strcspn(open + 2, "}") + 1) {
        const char *name = arena_copy_part(&arena, open + 2, strcspn(open + 2, "}"));
        int question = definition_find(answers->definition, answers->items[item].question, name);
        buffer_add_part(out, text, (size_t)(open - text));
        if (question >= 0)
            buffer_add(out, answers_read(answers, items_meant(answers, question, item, -1)));
    }
    buffer_add(out, text);
    arena_done(&arena);
}

void answers_text(struct answers *answers, int item, enum question_text text, struct buffer *out) {
    answers_fill_in(
        answers, item,
        definition_text(answers->definition, answers->items[item].question, text, answers->language, NULL),
        out);
}

/* Choices */

bool answers_offer(struct answers *answers, int item, const struct choice *choice) {
    const struct expression *filter = items_question(answers, item)->choice_filter;
    answers->choice = choice;
    return !filter || answers_is_true(answers, filter, item);
}

/* The choices that may be offered, as far as the shortcut of the filter tells. */
static int find_candidates(struct answers *answers, int item) {
    const struct question *question = items_question(answers, item);
    const struct choice_list *list = &answers->definition->lists[question->list];
    if (!question->filter_value) {
        for (int i = 0; i < list->count; i++)
            answers->offered[i] = i;
        return list->count;
    }
    struct filter_index **index =
        &answers->indices[question->list * answers->definition->column_count + question->filter_column];
    if (!*index)
        *index = filter_index_new(list, question->filter_column);
    return filter_index_find(*index, answers_result(answers, question->filter_value, item), answers->offered);
}

const int *answers_choices(struct answers *answers, int item, int *count) {
    int list = items_question(answers, item)->list;
    int candidates = list < 0 ? 0 : find_candidates(answers, item);
    *count = 0;
    evaluator_begin(answers->evaluator);
    for (int i = 0; i < candidates; i++)
        if (answers_offer(answers, item, &answers->definition->lists[list].choices[answers->offered[i]]))
            answers->offered[(*count)++] = answers->offered[i];
    answers->is_exhausted |= !evaluator_end(answers->evaluator);
    return answers->offered;
}

static void add_leaf(xmlNode *item, const char *name, const char *text) {
    if (name && *text)
        node_put(node_new(item->doc, item, name), text);
}

/* root, its items, each with the cells of the choice's row and its label in the present language. */
static xmlDoc *make_list(const struct answers *answers, const struct choice_list *list) {
    const struct definition *definition = answers->definition;
    xmlDoc *document = xpath()->xmlNewDoc(NULL);
    xmlNode *holder = node_new(document, NULL, "instance"), *root = node_new(document, holder, "root");
    for (int i = 0; i < list->count; i++) {
        const struct choice *choice = &list->choices[i];
        xmlNode *item = node_new(document, root, "item");
        add_leaf(item, "name", choice->name);
        add_leaf(item, "label", definition_choice_label(definition, choice, answers->language));
        for (int column = 0; column < definition->column_count; column++)
            if (definition->columns[column] && strcmp(definition->columns[column], "name") != 0 &&
                strcmp(definition->columns[column], "label") != 0)
                add_leaf(item, definition->columns[column], choice->cells[column]);
    }
    return document;
}

xmlNode *answers_list(struct answers *answers, const char *name) {
    const struct definition *definition = answers->definition;
    int list = 0;
    while (list < definition->list_count && strcmp(definition->lists[list].name, name) != 0)
        list++;
    if (list == definition->list_count)
        return NULL;
    if (!answers->lists[list])
        answers->lists[list] = make_list(answers, &definition->lists[list]);
    return answers->lists[list]->children;
}

void answers_forget_lists(struct answers *answers) {
    for (int i = 0; i < answers->definition->list_count; i++) {
        if (answers->lists[i])
            xpath()->xmlFreeDoc(answers->lists[i]);
        answers->lists[i] = NULL;
    }
}
