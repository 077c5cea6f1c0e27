#include "exchange/formula.h"

#include <string.h>

bool formula_is_live(const char *cell) {
    cell += strspn(cell, "'");
    return *cell && strchr("=+-@\t\r\n", *cell);
}

const char *formula_plain(const char *cell) {
    return *cell == '\'' && formula_is_live(cell) ? cell + 1 : cell;
}
