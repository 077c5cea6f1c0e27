/* The one editing engine, libedit, for a field of the full-screen face and for the questions of the line
 * face: the files edit*.c are the only places for <histedit.h>. It never runs a program, reads no settings of
 * its own and keeps no history on disk. */
#ifndef TOPCOP_UI_EDIT_H
#define TOPCOP_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "ui/keys.h"

struct edit;

/* Makes ready; emacs keys, or vi keys with TOPCOP_EDIT=vi. The engine itself starts with the first text. */
struct edit *edit_new(void);
void edit_free(struct edit *edit);

/* Begins editing a text of at most `most` characters, the cursor at its end. `lines`: line feeds may be in
 * it; Ctrl-J and Alt-Enter put one. Only what text_clean would show of the text is taken. */
void edit_start(struct edit *edit, const char *text, int most, bool lines);

/* Hands over a key. True when it was an editing key (the text or the cursor may have changed); false when it
 * is none of the engine's business (Enter, Tab, F-keys, a second Escape, Up in the first line, Down in the
 * last). A combining mark stays with its letter: the cursor never stands between them. */
bool edit_key(struct edit *edit, enum key key);

/* The text as it stands, and the cursor in characters. Borrowed until the next call. */
const char *edit_text(struct edit *edit);
size_t edit_cursor(struct edit *edit);

/* As first key these take the preset away: they begin an answer that is none. */
#define EDIT_SIGNS "?<!."

/* Asks a line on a terminal with `preset` already typed and editable; from a pipe reads it plainly, prints no
 * prompt, and takes an empty line for the preset. Without a preset (NULL) it is a command and Up brings it
 * back. Returns the line without its end, or NULL at the end of input, a hang-up or SIGTERM. Ctrl-C gives "".
 * Borrowed until the next call. */
const char *edit_ask(struct edit *edit, FILE *in, FILE *out, const char *prompt, const char *preset);

/* Asks for a secret: nothing is shown of what is typed, it is not remembered, and edit_forget wipes it. From
 * a pipe it is read as any other line. */
const char *edit_ask_unseen(struct edit *edit, FILE *in, FILE *out, const char *prompt);
void edit_forget(struct edit *edit);

/* Whether the last edit_ask was ended by Ctrl-C. */
bool edit_is_abandoned(const struct edit *edit);

/* Words offered by completion (Tab) in edit_ask; NULL at the end; borrowed. */
void edit_words(struct edit *edit, const char *const *words);

/* Whom to ask every two seconds without a key while a line is awaited whether it is awaited no more; `typed`:
 * keys came meanwhile. */
void edit_watch(struct edit *edit, bool (*watch)(void *owner, bool typed), void *owner);

/* Whether the last question was ended by that. */
bool edit_is_interrupted(const struct edit *edit);

#endif
