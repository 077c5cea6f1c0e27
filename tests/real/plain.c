/* Passes standard input on if every character of it may reach a terminal; says where one may not, and ends
 * with 1. */
#include <stdio.h>

#include "base/buffer.h"
#include "base/text.h"

int main(void) {
    struct buffer all = { 0 };
    char part[65536];
    size_t got;
    buffer_clear(&all);
    while ((got = fread(part, 1, sizeof part, stdin)) > 0)
        buffer_add_part(&all, part, got);
    int line = 1, bad = 0;
    const char *at = all.text, *end = all.text + all.length;
    while (at < end) {
        const char *start = at;
        uint32_t character = text_next(&at);
        bool broken = character == 0 || (character == 0xFFFD && at == start + 1);
        line += character == '\n';
        if (character == '\n' || character == '\t' || (!broken && text_is_printable(character)))
            continue;
        at += character == 0;
        if (bad++ < 10)
            fprintf(stderr, "line %d: U+%04X, byte 0x%02X\n", line, (unsigned)character,
                    (unsigned char)*start);
    }
    fwrite(all.text, 1, all.length, stdout);
    buffer_done(&all);
    return bad > 0;
}
