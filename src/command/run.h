/* The one place where another program is started: tools of the system, for root who sets up a server. No face
 * and no captive visit leads here, and the sandbox of both refuses it. */
#ifndef TOPCOP_COMMAND_RUN_H
#define TOPCOP_COMMAND_RUN_H

#include "base/buffer.h"
#include "base/die.h"

/* Runs a program and waits for its end. `words`: its full path and what it is told, NULL at the end; its
 * environment is a fixed one. What it prints is added to *out, NULL: goes where ours goes. Refuses everybody
 * but root, and a program that cannot be started or fails. */
REFUSAL run_program(const char *const *words, struct buffer *out);

#endif
