/* What is known of a kind of terminal by its name in TERM. */
#ifndef TOPCOP_FULL_KIND_H
#define TOPCOP_FULL_KIND_H

#include <stdbool.h>

/* Whether it is known. */
bool kind_is_known(const char *term);

/* Whether it is known and can move its cursor. */
bool kind_can_draw(const char *term);

/* Whether it also speaks ANSI sequences, so that it may be asked with them. */
bool kind_is_ansi(const char *term);

#endif
