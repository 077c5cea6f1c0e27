#include "command/audit_head.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/sodium.h"
#include "base/words.h"

enum { KEY_TEXT = 120, FILE_MOST = 4096, BASE64 = sodium_base64_VARIANT_ORIGINAL };

static REFUSAL write_new(const char *path, const unsigned char *bytes, size_t size, mode_t mode) {
    char text[KEY_TEXT];
    int file;
    sodium()->sodium_bin2base64(text, sizeof text - 1, bytes, size, BASE64);
    size_t length = strlen(text);
    text[length++] = '\n';
    const char *no = file_begin(path, &file);
    if (!no && (fchmod(file, mode) != 0 || !file_put(file, text, length)))
        no = refuse("%s", strerror(errno));
    if (file >= 0)
        close(file);
    sodium()->sodium_memzero(text, sizeof text);
    if (no)
        file_abandon(path);
    else
        no = file_finish(path);
    return no ? refuse(_("The key cannot be written to %s: %s"), path, no) : NULL;
}

const char *audit_keys_make(const char *path) {
    unsigned char open_key[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    struct arena arena = { 0 };
    sodium()->crypto_sign_keypair(open_key, secret);
    const char *no = write_new(arena_format(&arena, "%s.pub", path), open_key, sizeof open_key, 0644);
    if (!no)
        no = write_new(path, secret, sizeof secret, 0600);
    sodium()->sodium_memzero(secret, sizeof secret);
    arena_done(&arena);
    return no;
}

static REFUSAL read_key(const char *path, unsigned char *bytes, size_t size) {
    struct buffer text = { 0 };
    size_t length = 0;
    buffer_clear(&text);
    const char *no = file_read(&text, path, FILE_MOST);
    if (!no &&
        (sodium()->sodium_base642bin(bytes, size, text.text, text.length, "\n", &length, NULL, BASE64) ||
         length != size))
        no = refuse(_("%s is no key as \"topcop audit keys\" makes them."), path);
    sodium()->sodium_memzero(text.text, text.length);
    buffer_done(&text);
    return no;
}

const char *audit_head_sign(struct buffer *out, int64_t row, const char *hash, const char *secret_path) {
    unsigned char secret[crypto_sign_SECRETKEYBYTES], signature[crypto_sign_BYTES];
    char text[KEY_TEXT];
    const char *no = read_key(secret_path, secret, sizeof secret);
    if (no)
        return no;
    buffer_clear(out);
    buffer_format(out, "topcop audit\nrow %lld\nhash %s\nat %lld\n", (long long)row, hash,
                  (long long)clock_now());
    sodium()->crypto_sign_detached(signature, NULL, (const unsigned char *)out->text, out->length, secret);
    sodium()->sodium_memzero(secret, sizeof secret);
    sodium()->sodium_bin2base64(text, sizeof text, signature, sizeof signature, BASE64);
    buffer_format(out, "signature %s\n", text);
    return NULL;
}

static REFUSAL check_signature(const struct buffer *text, const char *path, const char *public_path) {
    static const char word[] = "\nsignature ";
    unsigned char open_key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
    size_t length = 0;
    const char *at = strstr(text->text, word), *no = read_key(public_path, open_key, sizeof open_key);
    if (no)
        return no;
    const char *written = at ? at + sizeof word - 1 : "";
    bool is_so = at &&
                 !sodium()->sodium_base642bin(signature, sizeof signature, written, strlen(written), "\n",
                                              &length, NULL, BASE64) &&
                 length == sizeof signature &&
                 !sodium()->crypto_sign_verify_detached(signature, (const unsigned char *)text->text,
                                                        (size_t)(at + 1 - text->text), open_key);
    return is_so
               ? NULL
               : refuse(_("%s was not signed with the key of %s, or was changed since."), path, public_path);
}

const char *audit_head_read(struct audit_noted *noted, const char *path, const char *public_path) {
    struct buffer text = { 0 };
    long long row = 0;
    buffer_clear(&text);
    const char *no = file_read(&text, path, FILE_MOST);
    *noted = (struct audit_noted){ 0 };
    if (no)
        return no;
    noted->is_signed = sscanf(text.text, "topcop audit row %lld hash %64[0-9a-f]", &row, noted->hash) == 2;
    if (!noted->is_signed && sscanf(text.text, "%lld %64[0-9a-f]", &row, noted->hash) != 2)
        no = refuse(_("%s holds no head of an audit, as \"topcop audit head\" and \"sign\" print it."), path);
    else if (public_path)
        no = check_signature(&text, path, public_path);
    noted->row = row;
    buffer_done(&text);
    return no;
}
