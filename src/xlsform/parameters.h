/* The column parameters: "start=1 end=5 step=1". Knows no questions. */
#ifndef TOPCOP_XLSFORM_PARAMETERS_H
#define TOPCOP_XLSFORM_PARAMETERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/die.h"

struct parameter {
    const char *name;  /* in lower case */
    const char *value; /* as written */
};

struct parameters {
    struct parameter *list;
    int count;
};

/* Splits a cell at blanks, commas and semicolons. Refuses what is not NAME=VALUE. */
REFUSAL parameters_read(struct arena *arena, const char *cell, struct parameters *parameters);

/* The value of a name, or NULL. */
const char *parameters_find(const struct parameters *parameters, const char *name);

/* A number in plain digits, with a sign and a point at most. */
bool parameters_number(const char *text, double *number);

#endif
