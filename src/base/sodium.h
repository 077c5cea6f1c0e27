/* libsodium's hashes, signatures and random numbers, loaded when the first of them is needed: most sessions
 * need none. Call its functions as sodium()->randombytes_buf(bytes, size). */
#ifndef TOPCOP_BASE_SODIUM_H
#define TOPCOP_BASE_SODIUM_H

#include <sodium.h>

#include "base/library.h"

#define SODIUM_FUNCTIONS(_)                                                                                  \
    _(sodium_init)                                                                                           \
    _(crypto_pwhash_str)                                                                                     \
    _(crypto_pwhash_str_verify)                                                                              \
    _(crypto_pwhash_str_needs_rehash)                                                                        \
    _(crypto_generichash)                                                                                    \
    _(crypto_generichash_init)                                                                               \
    _(crypto_generichash_update)                                                                             \
    _(crypto_generichash_final)                                                                              \
    _(crypto_hash_sha256)                                                                                    \
    _(crypto_sign_keypair)                                                                                   \
    _(crypto_sign_detached)                                                                                  \
    _(crypto_sign_verify_detached)                                                                           \
    _(sodium_bin2base64)                                                                                     \
    _(sodium_base642bin)                                                                                     \
    _(randombytes_buf)                                                                                       \
    _(randombytes_uniform)                                                                                   \
    _(sodium_memcmp)                                                                                         \
    _(sodium_memzero)

struct sodium {
    SODIUM_FUNCTIONS(LIBRARY_MEMBER)
};

/* The functions, ready for use; dies when the library is not installed. */
const struct sodium *sodium(void);

#endif
