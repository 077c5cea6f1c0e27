#include "rules/key_line.h"

#include <stdint.h>
#include <string.h>

#include "base/sodium.h"
#include "base/text.h"
#include "base/words.h"

enum { BLOB_MOST = 4096, RSA_LEAST = 3072 };

/* What is left to read of a key: lengths in four bytes, most significant first, each before its bytes. */
struct wire {
    const unsigned char *bytes;
    size_t length;
};

static bool take(struct wire *wire, struct wire *part) {
    if (wire->length < 4)
        return false;
    size_t length = (size_t)wire->bytes[0] << 24 | (size_t)wire->bytes[1] << 16 |
                    (size_t)wire->bytes[2] << 8 | wire->bytes[3];
    if (length > wire->length - 4)
        return false;
    *part = (struct wire){ wire->bytes + 4, length };
    *wire = (struct wire){ part->bytes + length, wire->length - 4 - length };
    return true;
}

static bool is_word(const struct wire *part, const char *word) {
    return part->length == strlen(word) && !memcmp(part->bytes, word, part->length);
}

static bool is_point(struct wire *wire, const char *curve, size_t size) {
    struct wire name, point;
    return take(wire, &name) && is_word(&name, curve) && take(wire, &point) && point.length == size &&
           point.bytes[0] == 4;
}

static bool is_ed25519(struct wire *wire) {
    struct wire point;
    return take(wire, &point) && point.length == 32;
}

static bool is_p256(struct wire *wire) {
    return is_point(wire, "nistp256", 65);
}

static bool is_p384(struct wire *wire) {
    return is_point(wire, "nistp384", 97);
}

static bool is_p521(struct wire *wire) {
    return is_point(wire, "nistp521", 133);
}

static bool has_application(struct wire *wire) {
    struct wire application;
    return take(wire, &application) && application.length > 0;
}

static bool is_sk_ed25519(struct wire *wire) {
    return is_ed25519(wire) && has_application(wire);
}

static bool is_sk_p256(struct wire *wire) {
    return is_p256(wire) && has_application(wire);
}

/* A positive number in as few bytes as it takes. */
static bool take_number(struct wire *wire, struct wire *number) {
    if (!take(wire, number) || number->length == 0 || number->bytes[0] & 0x80)
        return false;
    if (number->bytes[0] == 0) {
        number->bytes++;
        number->length--;
        return number->length > 0 && number->bytes[0] & 0x80;
    }
    return true;
}

static bool is_rsa(struct wire *wire) {
    struct wire exponent, modulus;
    return take_number(wire, &exponent) && take_number(wire, &modulus) &&
           exponent.bytes[exponent.length - 1] & 1 && modulus.bytes[modulus.length - 1] & 1 &&
           (exponent.length > 1 || exponent.bytes[0] > 1);
}

static const struct kind {
    const char *type;
    bool (*is_whole)(struct wire *wire);
} kinds[] = { { "ssh-ed25519", is_ed25519 },
              { "ecdsa-sha2-nistp256", is_p256 },
              { "ecdsa-sha2-nistp384", is_p384 },
              { "ecdsa-sha2-nistp521", is_p521 },
              { "sk-ssh-ed25519@openssh.com", is_sk_ed25519 },
              { "sk-ecdsa-sha2-nistp256@openssh.com", is_sk_p256 },
              { "ssh-rsa", is_rsa },
              { 0 } };

static const struct kind *find_kind(const char *type) {
    for (const struct kind *kind = kinds; kind->type; kind++)
        if (!strcmp(kind->type, type))
            return kind;
    return NULL;
}

static int rsa_bits(struct wire whole) {
    struct wire type, exponent, modulus;
    if (!take(&whole, &type) || !take_number(&whole, &exponent) || !take_number(&whole, &modulus))
        return 0;
    int bits = (int)modulus.length * 8;
    for (int first = modulus.bytes[0]; !(first & 0x80); first <<= 1)
        bits--;
    return bits;
}

static REFUSAL refuse_type(const char *type, const char *rest) {
    if (strstr(type, "PRIVATE") || strstr(rest, "PRIVATE KEY"))
        return refuse(_("This is the secret half of a key: it belongs to nobody but you and must never be "
                        "shown. Make a new pair, and take the file that ends in .pub."));
    if (strstr(type, "-cert-v01@"))
        return refuse(_("\"%s\" is a certificate; take the public key itself, the file that ends in .pub."),
                      type);
    if (!strcmp(type, "ssh-dss"))
        return refuse(_("DSA keys are too weak. \"ssh-keygen -t ed25519\" makes a good one."));
    for (const struct kind *kind = kinds; kind->type; kind++)
        if (strstr(rest, kind->type))
            return refuse(_("Nothing may stand before \"%s\": options are set here, not in the key."),
                          kind->type);
    return refuse(_("This is no public key. One is a single line that begins with a word such as "
                    "ssh-ed25519; it stands in the file that ends in .pub."));
}

static REFUSAL check_blob(struct key_line *key, struct arena *arena, const struct kind *kind) {
    unsigned char bytes[BLOB_MOST], digest[crypto_hash_sha256_BYTES];
    size_t length = 0;
    bool is_base64 = sodium()->sodium_base642bin(bytes, sizeof bytes, key->blob, strlen(key->blob), NULL,
                                                 &length, NULL, sodium_base64_VARIANT_ORIGINAL) == 0;
    struct wire wire = { bytes, length }, type;
    if (!is_base64 || !take(&wire, &type))
        return refuse(_("The key after \"%s\" is not whole; copy the line of the .pub file from its "
                        "beginning to its end."),
                      kind->type);
    if (!is_word(&type, kind->type))
        return refuse(_("The key says \"%s\" but is of another type; copy the line of the .pub file as it "
                        "is."),
                      kind->type);
    if (!kind->is_whole(&wire) || wire.length)
        return refuse(_("The key after \"%s\" is damaged; copy the line of the .pub file as it is."),
                      kind->type);
    int bits = kind->is_whole == is_rsa ? rsa_bits((struct wire){ bytes, length }) : RSA_LEAST;
    if (bits < RSA_LEAST)
        return refuse(_("This RSA key has %d bits; at least %d are needed. \"ssh-keygen -t ed25519\" makes a "
                        "good key."),
                      bits, RSA_LEAST);
    char text[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)];
    sodium()->crypto_hash_sha256(digest, bytes, length);
    sodium()->sodium_bin2base64(text, sizeof text, digest, sizeof digest,
                                sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    key->fingerprint = arena_format(arena, "SHA256:%s", text);
    return NULL;
}

/* Cuts the next word off; "" at the end. */
static char *next_word(char **rest) {
    char *word = *rest + strspn(*rest, " \t");
    char *end = word + strcspn(word, " \t");
    *rest = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

static char *clean_label(struct arena *arena, const char *comment) {
    char *label = text_trim(text_clean(arena, comment));
    const char *end = label;
    for (int count = 0; count < KEY_LABEL && *end; count++)
        text_next(&end);
    return text_trim(arena_copy_part(arena, label, (size_t)(end - label)));
}

const char *key_line_read(struct key_line *key, struct arena *arena, const char *line) {
    char *rest = text_trim(arena_copy(arena, line));
    if (!*rest)
        return refuse(_("Paste the public key: the one line of the file that ends in .pub."));
    if (strpbrk(rest, "\r\n") && !strstr(rest, "PRIVATE KEY"))
        return refuse(_("These are several lines; a public key is one. Add one key after the other."));
    key->type = next_word(&rest);
    const struct kind *kind = find_kind(key->type);
    if (!kind)
        return refuse_type(key->type, rest);
    key->blob = next_word(&rest);
    const char *no = check_blob(key, arena, kind);
    if (!no)
        key->label = clean_label(arena, rest);
    return no;
}
