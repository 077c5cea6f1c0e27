/* The line face: the same screens as a conversation, for dumb terminals, screen readers, very poor lines and
 * scripts. Nothing is painted twice, no cursor is moved, there is no colour. Knows no screen by name. */
#ifndef TOPCOP_LINE_LINE_H
#define TOPCOP_LINE_LINE_H

#include <stdio.h>

struct session;

/* Converses until the session or the input ends. On a terminal it prompts and stops after a screenful; from a
 * pipe it prints neither prompt nor anything that varies, and each refusal begins with "! ". Returns 0, or 1
 * when something was refused. */
int line_run(struct session *session, FILE *in, FILE *out);

#endif
