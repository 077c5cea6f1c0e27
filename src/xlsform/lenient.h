/* Leaving out what cannot be asked, instead of refusing it: said in the sheets themselves, as topcop::lenient
 * in settings, and so kept with them. */
#ifndef TOPCOP_XLSFORM_LENIENT_H
#define TOPCOP_XLSFORM_LENIENT_H

#include "xlsform/sheets.h"

void lenient_set(struct sheets *sheets);

#endif
