#include "xlsform/answering.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "xlsform/node.h"
#include "xlsform/xpath.h"

/* Items that were just made, before they have a place. */
struct making {
    struct answers *answers;
    int *list, count, room;
};

const struct question *items_question(const struct answers *answers, int item) {
    return &answers->definition->questions[answers->items[item].question];
}

bool items_is_repeat(const struct answers *answers, int item) {
    return items_question(answers, item)->kind == QUESTION_REPEAT && !answers->items[item].instance;
}

bool items_inside(const struct answers *answers, int item, int outer) {
    while (item >= 0 && item != outer)
        item = answers->items[item].parent;
    return item >= 0;
}

/* The place after an item and all that stands in it. */
static int end_of(const struct answers *answers, int item) {
    int place = answers->items[item].place + 1;
    while (place < answers->count && items_inside(answers, answers->order[place], item))
        place++;
    return place;
}

/* Making */

static void grow(struct answers *answers) {
    int room = answers->room ? 2 * answers->room : 64;
    answers->items = memory_grow(answers->items, (size_t)room * sizeof *answers->items);
    answers->order = memory_grow(answers->order, (size_t)room * sizeof *answers->order);
    answers->changed = memory_grow(answers->changed, (size_t)room * sizeof *answers->changed);
    answers->missing = memory_grow(answers->missing, (size_t)room * sizeof *answers->missing);
    for (int i = room; i-- > answers->room;) {
        answers->items[i] = (struct item){ .question = -1, .next = answers->free };
        answers->free = i;
    }
    answers->room = room;
}

/* The element of an item at the end of what holds it; an instance is put there when it counts. */
static xmlNode *make_node(struct answers *answers, int number) {
    const struct item *item = &answers->items[number];
    const char *name = items_question(answers, number)->name;
    xmlNode *holder = item->parent < 0 ? answers->document->children : answers->items[item->parent].node,
            *node;
    if (items_is_repeat(answers, number))
        node = xpath()->xmlAddChild(holder, xpath()->xmlNewDocComment(answers->document, NULL));
    else if (item->instance)
        node = xpath()->xmlNewDocNode(answers->document, NULL, (const xmlChar *)name, NULL);
    else
        node = node_new(answers->document, holder, name);
    node->_private = (void *)((intptr_t)number + 1);
    return node;
}

static int make(struct making *making, int question, int parent, int instance) {
    struct answers *answers = making->answers;
    if (answers->free < 0)
        grow(answers);
    int number = answers->free;
    answers->free = answers->items[number].next;
    answers->items[number] = (struct item){ .question = question,
                                            .parent = parent,
                                            .instance = instance,
                                            .value = memory_new(1),
                                            .is_due = true,
                                            .is_new = !answers->is_kept };
    *answers->items[number].value = '\0';
    answers->items[number].node = make_node(answers, number);
    answers->has_new |= !answers->is_kept;
    if (!answers->due[question])
        answers->due[question] = SOME_DUE;
    if (making->count == making->room) {
        making->room = making->room ? 2 * making->room : 64;
        making->list = memory_grow(making->list, (size_t)making->room * sizeof *making->list);
    }
    making->list[making->count++] = number;
    return number;
}

static void make_members(struct making *making, int from, int end, int parent);

static void make_instance(struct making *making, int repeat, int number) {
    int question = making->answers->items[repeat].question;
    int instance = make(making, question, repeat, number);
    make_members(making, question + 1, making->answers->definition->questions[question].end, instance);
}

static void make_members(struct making *making, int from, int end, int parent) {
    const struct question *questions = making->answers->definition->questions;
    for (int question = from; question < end; question = questions[question].end) {
        int item = make(making, question, parent, 0);
        if (questions[question].kind == QUESTION_GROUP)
            make_members(making, question + 1, questions[question].end, item);
        else if (questions[question].kind == QUESTION_REPEAT && !questions[question].repeat_count &&
                 !making->answers->is_kept)
            make_instance(making, item, 1);
    }
}

/* Numbers places and instances, and links the items of each question, after the order has changed. */
static void arrange(struct answers *answers) {
    for (int i = 0; i < answers->definition->question_count; i++)
        answers->first[i] = -1;
    for (int place = answers->count; place-- > 0;) {
        struct item *item = &answers->items[answers->order[place]];
        item->place = place;
        item->next = answers->first[item->question];
        answers->first[item->question] = answers->order[place];
    }
    answers->shape++;
}

/* Gives the items made a place in the order. */
static void place_made(struct making *making, int place) {
    struct answers *answers = making->answers;
    int *at = answers->order + place;
    if (making->count) {
        memmove(at + making->count, at, (size_t)(answers->count - place) * sizeof *at);
        memcpy(at, making->list, (size_t)making->count * sizeof *at);
        answers->count += making->count;
        arrange(answers);
    }
    free(making->list);
}

void items_begin(struct answers *answers) {
    size_t count = (size_t)answers->definition->question_count + 1;
    struct making making = { .answers = answers };
    answers->free = -1;
    answers->first = memory_new(count * sizeof *answers->first);
    answers->due = memory_new(count * sizeof *answers->due);
    memset(answers->due, 0, count * sizeof *answers->due);
    answers->document = xpath()->xmlNewDoc(NULL);
    node_new(answers->document, NULL, "data");
    grow(answers);
    make_members(&making, 0, answers->definition->question_count, -1);
    place_made(&making, 0);
}

/* Frees items from the last to the first, so that instances outside the document go before what they are
 * in. */
static void free_items(struct answers *answers, int start, int end) {
    while (end-- > start) {
        int number = answers->order[end];
        struct item *item = &answers->items[number];
        if (item->instance && !item->node->parent)
            xpath()->xmlFreeNode(item->node);
        free(item->value);
        *item = (struct item){ .question = -1, .next = answers->free };
        answers->free = number;
    }
}

void items_done(struct answers *answers) {
    free_items(answers, 0, answers->count);
    xpath()->xmlFreeDoc(answers->document);
    free(answers->items);
    free(answers->order);
    free(answers->first);
    free(answers->due);
    free(answers->changed);
    free(answers->missing);
}

/* Instances */

int items_instance(const struct answers *answers, int repeat, int number) {
    int item = answers->items[repeat].next;
    while (item >= 0 && (answers->items[item].parent != repeat || answers->items[item].instance != number))
        item = answers->items[item].next;
    return item;
}

int items_instances(const struct answers *answers, int repeat) {
    int count = 0;
    for (int item = answers->items[repeat].next; item >= 0; item = answers->items[item].next)
        count += answers->items[item].parent == repeat;
    return count;
}

int items_add(struct answers *answers, int repeat, int count) {
    int before = items_instances(answers, repeat), added = 0;
    struct making making = { .answers = answers };
    for (; added < count && before + added < ANSWER_INSTANCES && answers->count + making.count < ANSWER_ITEMS;
         added++)
        make_instance(&making, repeat, before + added + 1);
    place_made(&making, end_of(answers, repeat));
    return added;
}

void items_remove(struct answers *answers, int instance) {
    int repeat = answers->items[instance].parent;
    int start = answers->items[instance].place, end = end_of(answers, instance);
    for (int item = answers->items[instance].next; item >= 0; item = answers->items[item].next)
        if (answers->items[item].parent == repeat)
            answers->items[item].instance--;
    xpath()->xmlUnlinkNode(answers->items[instance].node);
    free_items(answers, start, end);
    memmove(answers->order + start, answers->order + end, (size_t)(answers->count - end) * sizeof(int));
    answers->count -= end - start;
    arrange(answers);
}

bool items_swap(struct answers *answers, int instance, bool down) {
    int repeat = answers->items[instance].parent, number = answers->items[instance].instance;
    int other = items_instance(answers, repeat, down ? number + 1 : number - 1);
    if (other < 0)
        return false;
    int first = down ? instance : other, second = down ? other : instance;
    int start = answers->items[first].place, middle = answers->items[second].place;
    size_t before = (size_t)(middle - start), after = (size_t)(end_of(answers, second) - middle);
    int *kept = memory_new(before * sizeof *kept), *order = answers->order + start;
    memcpy(kept, order, before * sizeof *order);
    memmove(order, order + before, after * sizeof *order);
    memcpy(order + after, kept, before * sizeof *order);
    free(kept);
    if (answers->items[first].node->parent && answers->items[second].node->parent)
        xpath()->xmlAddPrevSibling(answers->items[first].node, answers->items[second].node);
    answers->items[first].instance++;
    answers->items[second].instance--;
    arrange(answers);
    return true;
}

void items_show(struct answers *answers, int instance, bool is_relevant) {
    const struct item *item = &answers->items[instance];
    if (is_relevant && !item->node->parent)
        xpath()->xmlAddPrevSibling(answers->items[item->parent].node, item->node);
    else if (!is_relevant)
        xpath()->xmlUnlinkNode(item->node);
}

/* ${name} */

int items_of_node(const xmlNode *node) {
    while (node && node->type != XML_DOCUMENT_NODE && !node->_private)
        node = node->parent;
    return node && node->type != XML_DOCUMENT_NODE ? (int)((intptr_t)node->_private - 1) : -1;
}

int items_around(const struct answers *answers, int question, int item) {
    for (; item >= 0; item = answers->items[item].parent) {
        int repeat = answers->items[item].question;
        if (answers->items[item].instance && question > repeat &&
            question < answers->definition->questions[repeat].end)
            return item;
    }
    return -1;
}

/* The next item of a question that is no repeat, from a place on, within an instance. */
static int next_within(const struct answers *answers, int question, int place, int instance) {
    for (; place < answers->count && items_inside(answers, answers->order[place], instance); place++)
        if (answers->items[answers->order[place]].question == question &&
            !items_is_repeat(answers, answers->order[place]))
            return answers->order[place];
    return -1;
}

int items_meant(const struct answers *answers, int question, int from, int item) {
    int around = items_around(answers, question, from);
    if (around >= 0)
        return next_within(answers, question, answers->items[item < 0 ? around : item].place + 1, around);
    item = item < 0 ? answers->first[question] : answers->items[item].next;
    while (item >= 0 && items_is_repeat(answers, item))
        item = answers->items[item].next;
    return item;
}
