/* A public key as ssh-keygen writes it: "TYPE BASE64 COMMENT" on one line. Taken are Ed25519, ECDSA, RSA from
 * 3,072 bits, and the first two on a security key; nothing may stand before the type. */
#ifndef TOPCOP_RULES_KEY_LINE_H
#define TOPCOP_RULES_KEY_LINE_H

#include "base/arena.h"
#include "base/die.h"

enum { KEY_LABEL = 80 }; /* characters at most */

struct key_line {
    char *type, *blob; /* the blob in base64, well-formed throughout and of that type */
    char *fingerprint; /* "SHA256:...", as ssh-keygen -l prints it */
    char *label;       /* the comment, made fit to be shown and cut to KEY_LABEL */
};

/* Reads a line; the texts live in the arena. Refuses with what is wrong and what to paste instead. */
REFUSAL key_line_read(struct key_line *key, struct arena *arena, const char *line);

#endif
