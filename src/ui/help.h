/* F1: what the field, the screen and its keys are for; made from the tables of the place below. */
#ifndef TOPCOP_UI_HELP_H
#define TOPCOP_UI_HELP_H

#include "ui/screen.h"

extern const struct screen help_on_screen;

#endif
