/* What a questionnaire tells the expressions in it: its questions, paths, columns and lists by name. */
#ifndef TOPCOP_XLSFORM_NAMES_H
#define TOPCOP_XLSFORM_NAMES_H

#include "xlsform/definition.h"

struct names {
    struct definition *definition;
    int question; /* the one the expression is of */
};

/* Valid as long as `names`. With `has_columns` a bare name is a column of the choices sheet. */
struct expression_names names_of(struct names *names, bool has_columns);

#endif
