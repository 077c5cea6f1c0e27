/* The functions on nodes: one row each at the end. */
#include <string.h>

#include "xlsform/function.h"
#include "xlsform/node.h"
#include "xlsform/value.h"

enum { NEIGHBOURS = 8 }; /* that are passed by in the time of one step */

static void count(struct call *call) {
    const xmlNodeSet *nodes = call_nodes(call, 0);
    call_give_number(call, nodes ? nodes->nodeNr : 0);
}

static void count_non_empty(struct call *call) {
    int filled = 0;
    for (int i = 0; i < call->count; i++) {
        struct values values;
        call_values(call, i, &values);
        for (int k = 0; k < values.count; k++)
            filled += !values.texts[k] || *values.texts[k];
    }
    call_give_number(call, filled);
}

static void current(struct call *call) {
    call_give_node(call, call->at);
}

static void instance(struct call *call) {
    const struct expression_source *source = call->source;
    call_give_node(call, source->instance ? source->instance(source->data, call_text(call, 0)) : NULL);
}

/* Without an argument, the place among those a condition in [] is asked of; else that of an instance of a
 * repeat among its like. */
static void position(struct call *call) {
    const xmlNodeSet *nodes = call->count ? call_nodes(call, 0) : NULL;
    int place = nodes ? node_position(nodes->nodeTab[0]) : 0;
    call->context->opCount += (unsigned long)place / NEIGHBOURS;
    if (call->count)
        call_give_number(call, place);
    else
        call_give_number(call, call->context->proximityPosition);
}

/* The instances of a repeat with that number: one, or one in each instance of the repeat around it. */
static xmlNodeSet *instances(const xmlNodeSet *repeat, int number) {
    xmlNodeSet *found = xpath()->xmlXPathNodeSetCreate(NULL);
    int position = 0;
    for (int i = 0; repeat && i < repeat->nodeNr; i++) {
        xmlNode *node = repeat->nodeTab[i];
        bool follows = i && node->type == XML_ELEMENT_NODE && node->prev == repeat->nodeTab[i - 1] &&
                       !strcmp((const char *)node->name, (const char *)node->prev->name);
        position = follows ? position + 1 : node_position(node);
        if (position == number)
            xpath()->xmlXPathNodeSetAdd(found, node);
    }
    return found;
}

static bool is_within(const xmlNode *node, const xmlNodeSet *among) {
    for (; node; node = node->parent)
        for (int i = 0; i < among->nodeNr; i++)
            if (among->nodeTab[i] == node)
                return true;
    return false;
}

/* What is in the wanted instance of each of the repeats named. */
static void indexed_repeat(struct call *call) {
    const xmlNodeSet *nodes = call_nodes(call, 0);
    xmlNodeSet *found = xpath()->xmlXPathNodeSetCreate(NULL), *wanted[CALL_ARGUMENTS];
    int repeats = 0;
    for (int i = 1; i + 1 < call->count; i += 2)
        wanted[repeats++] = instances(call_nodes(call, i), call_index(call, i + 1));
    for (int i = 0; nodes && i < nodes->nodeNr; i++) {
        bool is_wanted = true;
        for (int k = 0; k < repeats && is_wanted; k++)
            is_wanted = is_within(nodes->nodeTab[i], wanted[k]);
        if (is_wanted)
            xpath()->xmlXPathNodeSetAdd(found, nodes->nodeTab[i]);
    }
    while (repeats > 0)
        xpath()->xmlXPathFreeNodeSet(wanted[--repeats]);
    call->result = xpath()->xmlXPathWrapNodeSet(found);
}

static const char *own_id(struct call *call, const xmlNode *node) {
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        if (!strcmp((const char *)attribute->name, "id"))
            return node_text(call->arena, (const xmlNode *)attribute);
    return "";
}

/* Adds the elements whose id is one of the words. */
static void add_known(struct call *call, xmlNodeSet *found, xmlNode *root, const char *words) {
    for (xmlNode *node = root; node;) {
        const char *id = node->type == XML_ELEMENT_NODE ? own_id(call, node) : "";
        if (*id && value_has_word(words, id))
            xpath()->xmlXPathNodeSetAdd(found, node);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (node && node != root && !node->next)
            node = node->parent;
        node = node && node != root ? node->next : NULL;
    }
}

static void id(struct call *call) {
    struct values values;
    struct buffer words = { 0 };
    buffer_clear(&words);
    call_values(call, 0, &values);
    for (int i = 0; i < values.count; i++)
        buffer_format(&words, " %s", values.texts[i] ? values.texts[i] : "");
    xmlNodeSet *found = xpath()->xmlXPathNodeSetCreate(NULL);
    xmlNode *root = call->context->doc->children;
    while (root && root->type != XML_ELEMENT_NODE)
        root = root->next;
    add_known(call, found, root, words.text);
    buffer_done(&words);
    call->result = xpath()->xmlXPathWrapNodeSet(found);
}

const struct function function_of_nodes[] = {
    { "count", 1, 1, VALUE_NUMBER, "s", .call = count },
    { "count-non-empty", 1, CALL_ARGUMENTS, VALUE_NUMBER, "a", .call = count_non_empty },
    { "current", 0, 0, VALUE_NODES, "", .call = current, .varies = true },
    { "id", 1, 1, VALUE_NODES, "a", .call = id, .varies = true },
    { "indexed-repeat", 3, 7, VALUE_NODES, "ssnsnsn", .call = indexed_repeat },
    { "instance", 1, 1, VALUE_NODES, "a", .call = instance, .varies = true },
    { "lang", 1, 1, VALUE_TRUTH, "a", .varies = true },
    { "last", 0, 0, VALUE_NUMBER, "", .varies = true },
    { "local-name", 0, 1, VALUE_TEXT, "s", .varies = true },
    { "name", 0, 1, VALUE_TEXT, "s", .varies = true },
    { "namespace-uri", 0, 1, VALUE_TEXT, "s", .varies = true },
    { "position", 0, 1, VALUE_NUMBER, "s", .call = position, .varies = true },
    { 0 },
};
