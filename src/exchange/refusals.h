/* Several refusals told as one, a line each: for what is read in one pass to its end. */
#ifndef TOPCOP_EXCHANGE_REFUSALS_H
#define TOPCOP_EXCHANGE_REFUSALS_H

#include "base/buffer.h"
#include "base/die.h"

/* Adds a refusal; NULL adds nothing. */
void refusals_add(struct buffer *all, const char *refusal);

/* All of them as one refusal, NULL where there is none. Frees the buffer. */
REFUSAL refusals_end(struct buffer *all);

#endif
