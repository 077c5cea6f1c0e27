#include "xlsform/node.h"

#include <string.h>

#include "base/buffer.h"
#include "xlsform/xpath.h"

xmlNode *node_new(xmlDoc *document, xmlNode *parent, const char *name) {
    xmlNode *node = xpath()->xmlNewDocNode(document, NULL, (const xmlChar *)name, NULL);
    if (parent)
        xpath()->xmlAddChild(parent, node);
    else
        xpath()->xmlDocSetRootElement(document, node);
    return node;
}

static bool has_text(const xmlNode *node) {
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

static void add_texts(struct buffer *out, const xmlNode *within) {
    for (const xmlNode *node = within->children; node;) {
        if (has_text(node) && node->content)
            buffer_add(out, (const char *)node->content);
        if (node->type == XML_ELEMENT_NODE && node->children) {
            node = node->children;
            continue;
        }
        while (!node->next && node->parent != within)
            node = node->parent;
        node = node->next;
    }
}

const char *node_text(struct arena *arena, const xmlNode *node) {
    if (node->type == XML_NAMESPACE_DECL)
        return (const char *)((const xmlNs *)node)->href;
    const xmlNode *child = node->children;
    if (node->type != XML_ELEMENT_NODE && node->type != XML_ATTRIBUTE_NODE && node->type != XML_DOCUMENT_NODE)
        return node->content ? (const char *)node->content : "";
    if (!child)
        return "";
    if (!child->next && has_text(child))
        return child->content ? (const char *)child->content : "";
    struct buffer all = { 0 };
    buffer_clear(&all);
    add_texts(&all, node);
    const char *text = arena_copy_part(arena, all.text, all.length);
    buffer_done(&all);
    return text;
}

void node_put(xmlNode *element, const char *text) {
    while (element->children) {
        xmlNode *child = element->children;
        xpath()->xmlUnlinkNode(child);
        xpath()->xmlFreeNode(child);
    }
    if (*text)
        xpath()->xmlAddChild(element, xpath()->xmlNewDocText(element->doc, (const xmlChar *)text));
}

int node_position(const xmlNode *node) {
    int position = 1;
    for (const xmlNode *other = node; (other = other->prev);)
        position +=
            other->type == XML_ELEMENT_NODE && !strcmp((const char *)other->name, (const char *)node->name);
    return position;
}
