/* Whether a password is one of those that are tried first: a rule instead of a list, since what people choose
 * follows few patterns. For password.c, and for its test. */
#ifndef TOPCOP_RULES_PASSWORD_COMMON_H
#define TOPCOP_RULES_PASSWORD_COMMON_H

#include <stdbool.h>

/* Takes a password apart into known words (English and the languages around; 0 for o, @ for a and the like
 * make no difference), words of `own` (folded: the officer's names, badge, structure), rows of keys,
 * repetitions, years and numbers. Each of these counts as one or two characters; true when all together are
 * worth fewer than six. Knows only some hundreds of words: no proof of a good password, but a bar to a bad
 * one. */
bool password_is_common(const char *password, const char *own);

#endif
