/* Cells that a spreadsheet would run as a formula. Going out they get a leading apostrophe, coming in they
 * lose it again, so that nothing runs and nothing is lost. */
#ifndef TOPCOP_EXCHANGE_FORMULA_H
#define TOPCOP_EXCHANGE_FORMULA_H

#include <stdbool.h>

/* Whether a cell needs the apostrophe: after any number of apostrophes comes = + - @, a tab or a line break.
 */
bool formula_is_live(const char *cell);

/* The cell without the apostrophe that was put before it; points into `cell`. */
const char *formula_plain(const char *cell);

#endif
