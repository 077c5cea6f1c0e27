/* Texts made alike for searching: letters without their marks, in one case. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"

static uint32_t fold_alike(uint32_t c) {
    switch (c) {
    case 0x0131: /* ı */
        return 'i';
    case 0x0259: /* ə */
        return 'e';
    case 0x00F8: /* ø */
        return 'o';
    case 0x0142: /* ł */
        return 'l';
    case 0x0111: /* đ */
        return 'd';
    default:
        return c;
    }
}

char *text_fold(struct arena *arena, const char *text) {
    struct buffer out = { 0 };
    bool blank = true;
    for (uint32_t c; (c = text_next(&text));) {
        utf8proc_int32_t parts[32];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(
            (utf8proc_int32_t)c, parts, 32,
            UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
            &boundary);
        for (utf8proc_ssize_t i = 0; i < count && i < 32; i++) {
            uint32_t folded = fold_alike((uint32_t)parts[i]);
            bool is_blank = folded <= ' ' || folded == 0x7F;
            if (!is_blank)
                text_put(&out, folded);
            else if (!blank)
                buffer_add_char(&out, ' ');
            blank = is_blank;
        }
    }
    if (out.length && out.text[out.length - 1] == ' ')
        out.text[--out.length] = 0;
    char *folded = arena_copy(arena, out.length ? out.text : "");
    buffer_done(&out);
    return folded;
}

char *text_composed(const char *text) {
    return (char *)utf8proc_NFC((const utf8proc_uint8_t *)text);
}

static bool begins_a_word(const char *text, const char *word) {
    for (const char *at = text; (at = strstr(at, word)); at++)
        if (at == text || strchr(" -/.,:;()\"'", at[-1]))
            return true;
    return false;
}

bool text_matches(const char *folded, const char *words) {
    while (*words) {
        size_t length = strcspn(words, " ");
        char word[128];
        if (length > 0 && length < sizeof word) {
            memcpy(word, words, length);
            word[length] = 0;
            if (!begins_a_word(folded, word))
                return false;
        }
        words += length + (words[length] == ' ');
    }
    return true;
}
