/* Whether answers that come from elsewhere could have been submitted: every problem with its place. It reads
 * no database and keeps nothing. */
#ifndef TOPCOP_RULES_RESPONSE_CHECK_H
#define TOPCOP_RULES_RESPONSE_CHECK_H

#include <stdint.h>

#include "rules/response_list.h"
#include "xlsform/definition.h"

/* Told of each problem: the path with its instances; the sentence is borrowed. */
typedef void response_blame(void *data, const char *path, const char *sentence);

/* Checks answers sorted by their paths, a repeat's being the number of its instances, as of that moment and
 * in that language. What was calculated is taken as it is given. */
void response_check(const struct definition *definition, const struct response_answers *given, int language,
                    int64_t moment, response_blame *blame, void *data);

#endif
