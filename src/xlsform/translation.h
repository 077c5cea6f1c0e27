/* From an expression as XLSForm has it to the XPath 1.0 that libxml2 is given: checks names, paths, functions
 * and brackets, and makes operators follow the questionnaire's rules (days in arithmetic, comparing without
 * binary noise).
 * `${unit}` becomes $q17 ($a17 where the nodes of all instances are meant), a column $c2, and `a < b`
 * compare('<',a,b). */
#ifndef TOPCOP_XLSFORM_TRANSLATION_H
#define TOPCOP_XLSFORM_TRANSLATION_H

#include "xlsform/expression.h"

/* Fills `expression` but for `compiled`; false after a fault that is not a warning. */
bool translation_make(struct arena *arena, struct expression *expression,
                      const struct expression_names *names, expression_fault_function *fault,
                      void *fault_data);

#endif
