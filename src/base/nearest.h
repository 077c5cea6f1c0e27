/* "Did you mean ...?": the known name that a mistyped one is nearest to. */
#ifndef TOPCOP_BASE_NEAREST_H
#define TOPCOP_BASE_NEAREST_H

/* The nearest of `names` (NULL at the end), or NULL when none is near: a third of its letters may differ. */
const char *nearest(const char *typed, const char *const *names);

#endif
