/* libxml2's documents and XPath, loaded when the first expression is met: most sessions never open a
 * questionnaire, and the library with what it needs (ICU) would double the memory of each. Call its functions
 * as xpath()->xmlXPathNewFloat(1). */
#ifndef TOPCOP_XLSFORM_XPATH_H
#define TOPCOP_XLSFORM_XPATH_H

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/library.h"

#define XPATH_FUNCTIONS(_)                                                                                   \
    _(xmlAddChild)                                                                                           \
    _(xmlAddNextSibling)                                                                                     \
    _(xmlAddPrevSibling)                                                                                     \
    _(xmlDocSetRootElement)                                                                                  \
    _(xmlFreeDoc)                                                                                            \
    _(xmlFreeNode)                                                                                           \
    _(xmlNewDoc)                                                                                             \
    _(xmlNewDocComment)                                                                                      \
    _(xmlNewDocNode)                                                                                         \
    _(xmlNewDocText)                                                                                         \
    _(xmlReadMemory)                                                                                         \
    _(xmlUnlinkNode)                                                                                         \
    _(xmlXPathCompiledEval)                                                                                  \
    _(xmlXPathCtxtCompile)                                                                                   \
    _(xmlXPathErr)                                                                                           \
    _(xmlXPathFreeCompExpr)                                                                                  \
    _(xmlXPathFreeContext)                                                                                   \
    _(xmlXPathFreeNodeSet)                                                                                   \
    _(xmlXPathFreeObject)                                                                                    \
    _(xmlXPathNewBoolean)                                                                                    \
    _(xmlXPathNewContext)                                                                                    \
    _(xmlXPathNewCString)                                                                                    \
    _(xmlXPathNewFloat)                                                                                      \
    _(xmlXPathNodeSetAdd)                                                                                    \
    _(xmlXPathNodeSetAddUnique)                                                                              \
    _(xmlXPathNodeSetCreate)                                                                                 \
    _(xmlXPathObjectCopy)                                                                                    \
    _(xmlXPathRegisterFuncLookup)                                                                            \
    _(xmlXPathRegisterVariableLookup)                                                                        \
    _(xmlXPathWrapNodeSet)                                                                                   \
    _(valuePop)                                                                                              \
    _(valuePush)

struct xpath {
    XPATH_FUNCTIONS(LIBRARY_MEMBER)
};

/* The functions; dies when the library is not installed. */
const struct xpath *xpath(void);

#endif
