/* The full-screen face without a terminal: keys in, and what a terminal would show, compared with
 * tests/golden. GOLDEN=write renews the files. */
#ifndef TOPCOP_TESTS_KEYED_H
#define TOPCOP_TESTS_KEYED_H

#include "full/decode.h"
#include "ui/session.h"

struct keyed {
    struct session session;
    struct decoder decoder;
    struct screen *screen;
    int rows, columns;
    size_t bytes; /* of the last paint */
    size_t begun; /* of the first */
};

/* A session on an empty database over these screens, painted once. The caller ends it. */
struct keyed *keyed_begin(const struct screen *const *screens, const char *term, int rows, int columns);
void keyed_end(struct keyed *keyed);

/* Bytes as a keyboard sends them; painted after the last one. */
void keyed_press(struct keyed *keyed, const char *keys);
void keyed_show(struct keyed *keyed);

/* Compares the screen with tests/golden/full-NAME.txt. */
void keyed_golden(struct keyed *keyed, const char *name);

#endif
