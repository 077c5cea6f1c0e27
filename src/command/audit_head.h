/* The head of the audit as it is noted outside of the machine, plain or signed (Ed25519), and the files of
 * the keys it is signed with. A signed head is five lines, each with its end: "topcop audit", "row N", "hash
 * HEX", "at SECONDS", and "signature BASE64" of the bytes of the four before. A plain one is "N HEX". */
#ifndef TOPCOP_COMMAND_AUDIT_HEAD_H
#define TOPCOP_COMMAND_AUDIT_HEAD_H

#include "base/buffer.h"
#include "store/audit.h"

struct audit_noted {
    int64_t row;
    char hash[AUDIT_HASH];
    bool is_signed;
};

/* Makes a pair: the secret in `path`, for its owner alone, the public key in `path`.pub. Refuses to
 * overwrite. */
REFUSAL audit_keys_make(const char *path);

/* Appends the signed head to `out`. */
REFUSAL audit_head_sign(struct buffer *out, int64_t row, const char *hash, const char *secret_path);

/* Reads a noted head of either kind; a signed one is compared with the public key, where a file is given. */
REFUSAL audit_head_read(struct audit_noted *noted, const char *path, const char *public_path);

#endif
