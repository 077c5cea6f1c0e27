/* The form's part of view.h: one or more lines for each field, the cursor in the one with the focus. */
#ifndef TOPCOP_UI_VIEW_FORM_H
#define TOPCOP_UI_VIEW_FORM_H

#include "ui/view.h"

void view_form(struct session *session, struct arena *arena, struct view *view);

#endif
