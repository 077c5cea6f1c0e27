/* Texts of the nodes of a document that expressions look at. It knows neither questions nor XPath. */
#ifndef TOPCOP_XLSFORM_NODE_H
#define TOPCOP_XLSFORM_NODE_H

#include <libxml/tree.h>

#include "base/arena.h"

/* A new element, with an empty text, at the end of what is in `parent`; without a parent (NULL) the root. */
xmlNode *node_new(xmlDoc *document, xmlNode *parent, const char *name);

/* The text of a node with all that is in it: borrowed from the document where it can be, else the arena's.
 * Never NULL. */
const char *node_text(struct arena *arena, const xmlNode *node);

/* Puts a text in place of all that is in an element. */
void node_put(xmlNode *element, const char *text);

/* Which of the elements of its name beside it a node is, from 1. */
int node_position(const xmlNode *node);

#endif
