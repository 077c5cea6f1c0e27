#include "base/sodium.h"

#include "base/die.h"

const struct sodium *sodium(void) {
    static const char *const names[] = { SODIUM_FUNCTIONS(LIBRARY_NAME) };
    static struct sodium functions;
    if (!functions.sodium_memzero) {
        library_load("libsodium.so.23", "passwords, keys and the audit need libsodium", names,
                     sizeof names / sizeof *names, &functions);
        if (functions.sodium_init() < 0)
            die("libsodium cannot be used: it found no source of random numbers.");
    }
    return &functions;
}
