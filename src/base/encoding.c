#include "base/encoding.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

static REFUSAL check_utf8(const char *name, const char *text, size_t length) {
    int line = 1;
    const char *line_start = text, *at = text;
    while (at < text + length) {
        const char *start = at;
        uint32_t character = text_next(&at);
        if (character == 0)
            return refuse(_("%s line %d, byte %d: a zero byte; this is not a text file."), name, line,
                          (int)(start - line_start) + 1);
        if (character == 0xFFFD && at == start + 1)
            return refuse(
                _("%s line %d, byte %d: not UTF-8. Save the file as UTF-8, or declare its encoding: "
                  "--encoding cp1251, cp1254, cp1256 or cp1252."),
                name, line, (int)(start - line_start) + 1);
        if (character == '\n' || (character == '\r' && *at != '\n')) {
            line++;
            line_start = at;
        }
    }
    return NULL;
}

static REFUSAL bad_encoded(const char *name, const char *encoding, const char *text, const char *at) {
    int line = 1;
    const char *line_start = text;
    for (const char *byte = text; byte < at; byte++)
        if (*byte == '\n') {
            line++;
            line_start = byte + 1;
        }
    return refuse(_("%s line %d, byte %d: not a character of %s."), name, line, (int)(at - line_start) + 1,
                  encoding);
}

/* The converter of a name that people use: "Windows-1251", "win 1251" and "1251" are cp1251. */
static iconv_t converter_of(const char *encoding) {
    static const char *const others[][2] = { { "western", "CP1252" }, { "cyrillic", "CP1251" },
                                             { "turkish", "CP1254" }, { "arabic", "CP1256" },
                                             { "mac", "MACINTOSH" },  { "macroman", "MACINTOSH" },
                                             { "utf8sig", "UTF-8" },  { "utf8bom", "UTF-8" },
                                             { "unicode", "UTF-16" } };
    char plain[32], code[40];
    size_t length = 0;
    for (const char *byte = encoding; *byte && length + 1 < sizeof plain; byte++)
        if (isalnum((unsigned char)*byte))
            plain[length++] = (char)tolower((unsigned char)*byte);
    plain[length] = '\0';
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(plain, others[i][0]))
            return iconv_open("UTF-8", others[i][1]);
    const char *digits = plain + strcspn(plain, "0123456789");
    size_t letters = (size_t)(digits - plain);
    bool is_page = letters == 0 || !strncmp(plain, "cp", letters) ||
                   (letters >= 3 && !strncmp(plain, "windows", letters));
    if (is_page && strlen(digits) >= 3 && strspn(digits, "0123456789") == strlen(digits)) {
        snprintf(code, sizeof code, "CP%s", digits);
        return iconv_open("UTF-8", code);
    }
    return iconv_open("UTF-8", encoding);
}

static REFUSAL convert(struct buffer *out, const char *name, const char *text, size_t length,
                       const char *encoding) {
    iconv_t converter = converter_of(encoding);
    if (converter == (iconv_t)-1)
        return refuse(_("The encoding \"%s\" is unknown; try UTF-8, cp1251, cp1254, cp1252 or cp1256."),
                      encoding);
    char *from = (char *)(size_t)text, part[4096];
    size_t left = length;
    const char *refusal = NULL;
    while (left > 0 && !refusal) {
        char *to = part;
        size_t room = sizeof part;
        size_t result = iconv(converter, &from, &left, &to, &room);
        buffer_add_part(out, part, (size_t)(to - part));
        if (result == (size_t)-1 && errno != E2BIG)
            refusal = bad_encoded(name, encoding, text, from);
    }
    iconv_close(converter);
    return refusal;
}

const char *encoding_read(struct buffer *out, const char *name, const char *bytes, size_t length,
                          const char *encoding) {
    size_t before = out->length;
    bool is_marked = length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3);
    if (length >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2)))
        encoding = "UTF-16";
    const char *refusal = NULL;
    if (encoding && !is_marked && strcasecmp(encoding, "UTF-8") != 0)
        refusal = convert(out, name, bytes, length, encoding);
    else
        buffer_add_part(out, bytes + (is_marked ? 3 : 0), length - (is_marked ? 3 : 0));
    return refusal || out->length == before ? refusal
                                            : check_utf8(name, out->text + before, out->length - before);
}
