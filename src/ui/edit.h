/* The one editing engine, libedit, for a field of the full-screen face and for the questions of the line
 * face: the only place for <histedit.h>. */
#ifndef TOPCOP_UI_EDIT_H
#define TOPCOP_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "ui/keys.h"

struct edit;

/* Starts the engine; emacs keys, or vi keys when EDITOR-like taste says so (TOPCOP_EDIT=vi). Dies when it
 * cannot. */
struct edit *edit_new(void);
void edit_free(struct edit *edit);

/* Begins editing a text of at most `most` characters, the cursor at its end. `lines`: line feeds may be in
 * it. */
void edit_start(struct edit *edit, const char *text, int most, bool lines);

/* Hands over a key. True when it was an editing key (the text or the cursor may have changed); false when it
 * is none of the engine's business (Enter, Tab, Up, F-keys). */
bool edit_key(struct edit *edit, enum key key);

/* The text as it stands, and the cursor in characters. Borrowed until the next call. */
const char *edit_text(struct edit *edit);
size_t edit_cursor(struct edit *edit);

/* Asks a line on a terminal with `preset` already typed and editable; from a pipe reads it plainly and prints
 * no prompt. Returns the line without its end, or NULL at the end of input. Borrowed until the next call. */
const char *edit_ask(struct edit *edit, FILE *in, FILE *out, const char *prompt, const char *preset);

/* Words offered by completion (Tab) in edit_ask; NULL at the end; borrowed. */
void edit_words(struct edit *edit, const char *const *words);

#endif
