/* What the parts of a form share, the files form*.c. For nobody else. */
#ifndef TOPCOP_UI_FORM_PARTS_H
#define TOPCOP_UI_FORM_PARTS_H

#include "ui/form.h"

/* A copy of `text` in place of what stood there. */
void form_put(char **where, const char *text);

/* Marks what somebody else saved in a field that was also typed in here. */
void form_mark_conflict(struct form_item *item, const char *theirs);

/* Writes an item's text to the draft. */
REFUSAL form_keep(struct form *form, int item);

/* Types a key into the secret with the focus. */
REFUSAL form_secret_key(struct session *session, enum key key, bool *taken);

/* Whether a field's choices are too many to be held, and are asked for what is typed. */
bool form_is_searched(const struct field *field);

/* Remembers a value that a field had, for form_undo; forgets them all. */
void form_remember(struct form *form, const struct form_item *item, const char *text);
void form_forget(struct form *form);

#endif
