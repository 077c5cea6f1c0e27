#include "base/text.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"

enum { REPLACEMENT = 0xFFFD, MARKS_IN_A_ROW = 8 };

uint32_t text_next(const char **text) {
    const unsigned char *byte = (const unsigned char *)*text;
    if (!*byte)
        return 0;
    utf8proc_int32_t character;
    utf8proc_ssize_t length = *byte < 0x80 ? 1 : (utf8proc_ssize_t)strnlen(*text, 4);
    length = utf8proc_iterate(byte, length, &character);
    if (length < 1) {
        *text += 1;
        return REPLACEMENT;
    }
    *text += length;
    return (uint32_t)character;
}

void text_put(struct buffer *out, uint32_t character) {
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t length = utf8proc_encode_char((utf8proc_int32_t)character, bytes);
    buffer_add_part(out, (const char *)bytes, length > 0 ? (size_t)length : 0);
}

bool text_is_word(uint32_t character) {
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

bool text_is_printable(uint32_t character) {
    if (character < 0x7F)
        return character >= 0x20;
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return wcwidth((wchar_t)character) >= 0 || !strcmp(nl_langinfo(CODESET), "ANSI_X3.4-1968");
    }
}

int text_columns(uint32_t character) {
    if (character >= 0x20 && character < 0x7F)
        return 1;
    int columns = text_is_printable(character) ? wcwidth((wchar_t)character) : 1;
    return columns < 0 ? 1 : columns;
}

static bool is_blank_control(uint32_t character) {
    return character == '\t' || character == '\n' || character == '\r';
}

/* What stands on the screen for the next character of *text; 0 at the end, or where a mark too many is left
 * out (then *text has still moved on). `marks` counts the combining marks in a row. */
static uint32_t next_shown(const char **text, int *marks) {
    for (;;) {
        if (!**text)
            return 0;
        uint32_t character = text_next(text);
        if (is_blank_control(character)) {
            if (character == '\r' && **text == '\n')
                (*text)++;
            *marks = 0;
            return ' ';
        }
        if (!text_is_printable(character))
            character = REPLACEMENT;
        *marks = text_columns(character) == 0 ? *marks + 1 : 0;
        if (*marks <= MARKS_IN_A_ROW)
            return character;
    }
}

int text_width(const char *text) {
    int width = 0, marks = 0;
    for (uint32_t c; (c = next_shown(&text, &marks));)
        width += text_columns(c);
    return width;
}

size_t text_length(const char *text) {
    size_t length = 0;
    while (text_next(&text))
        length++;
    return length;
}

bool text_is_utf8(const char *text) {
    while (*text) {
        const char *before = text;
        if (text_next(&text) == REPLACEMENT && text == before + 1)
            return false;
    }
    return true;
}

static char *take(struct arena *arena, struct buffer *buffer) {
    char *copy = arena_copy(arena, buffer->text ? buffer->text : "");
    buffer_done(buffer);
    return copy;
}

static char *clean(struct arena *arena, const char *text, bool lines) {
    struct buffer out = { 0 };
    int marks = 0;
    while (*text) {
        bool broken = lines && (*text == '\n' || (*text == '\r' && text[1] == '\n'));
        uint32_t c = next_shown(&text, &marks);
        if (c)
            text_put(&out, broken ? '\n' : c);
    }
    return take(arena, &out);
}

char *text_clean(struct arena *arena, const char *text) {
    return clean(arena, text, false);
}

char *text_clean_lines(struct arena *arena, const char *text) {
    return clean(arena, text, true);
}

bool text_is_clean(const char *text, bool lines) {
    int marks = 0;
    while (*text) {
        const char *before = text, *after = text;
        uint32_t shown = next_shown(&text, &marks), is = text_next(&after);
        if (is == REPLACEMENT && after == before + 1)
            return false;
        if ((shown != is || after != text) && !(lines && is == '\n'))
            return false;
    }
    return true;
}

size_t text_head(const char *text, int columns) {
    const char *at = text;
    while (*at) {
        const char *next = at;
        int marks = 0;
        uint32_t c = next_shown(&next, &marks);
        int width = c ? text_columns(c) : 0;
        if (width > columns)
            break;
        columns -= width;
        at = next;
    }
    return (size_t)(at - text);
}

static const char *ellipsis(void) {
    return strcmp(nl_langinfo(CODESET), "UTF-8") ? "~" : "…";
}

static char *fit(struct arena *arena, const char *text, int columns, bool right) {
    if (columns < 0)
        columns = 0;
    char *shown = text_clean(arena, text);
    int width = text_width(shown);
    struct buffer out = { 0 };
    if (width > columns) {
        size_t head = columns > 0 ? text_head(shown, columns - 1) : 0;
        buffer_add_part(&out, shown, head);
        if (columns > 0)
            buffer_add(&out, ellipsis());
        width = text_width(out.text);
        right = false;
    } else if (!right) {
        buffer_add(&out, shown);
    }
    for (int i = width; i < columns; i++)
        buffer_add_char(&out, ' ');
    if (right)
        buffer_add(&out, shown);
    return take(arena, &out);
}

char *text_fit(struct arena *arena, const char *text, int columns) {
    return fit(arena, text, columns, false);
}

char *text_fit_right(struct arena *arena, const char *text, int columns) {
    return fit(arena, text, columns, true);
}

/* Bytes of the next line of a paragraph: up to the last blank that fits, or as much of a long word as fits.
 */
static size_t line_head(const char *text, int columns) {
    size_t head = text_head(text, columns);
    if (!text[head] || text[head] == ' ')
        return head;
    size_t blank = head;
    while (blank > 0 && text[blank - 1] != ' ')
        blank--;
    if (blank > 0)
        return blank;
    if (head == 0) { /* a wide character in one column: it must go somewhere */
        const char *next = text;
        text_next(&next);
        head = (size_t)(next - text);
    }
    return head;
}

static char **add_line(struct arena *arena, char **lines, int *count, const char *text, size_t length) {
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if ((*count & (*count - 1)) == 0) { /* room doubles at each power of two */
        size_t room = *count ? (size_t)*count * 2 : 1;
        lines = arena_grow(arena, lines, (size_t)*count * sizeof *lines, (room + 1) * sizeof *lines);
    }
    lines[(*count)++] = arena_copy_part(arena, text, length);
    lines[*count] = NULL;
    return lines;
}

char **text_wrap(struct arena *arena, const char *text, int columns, int *count) {
    if (columns < 1)
        columns = 1;
    char *at = text_clean_lines(arena, text);
    char **lines = arena_new(arena, sizeof *lines);
    int lines_count = 0;
    while (*at) {
        char *end = strchr(at, '\n');
        if (end)
            *end = 0;
        do {
            size_t head = line_head(at, columns);
            lines = add_line(arena, lines, &lines_count, at, head);
            at += head;
            while (*at == ' ')
                at++;
        } while (*at);
        at = end ? end + 1 : at;
    }
    if (count)
        *count = lines_count;
    return lines;
}

char *text_trim(char *text) {
    while (*text == ' ' || is_blank_control((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || is_blank_control((unsigned char)text[length - 1])))
        text[--length] = 0;
    return text;
}

bool text_integer(const char *text, int64_t *number) {
    size_t digits =
        text[0] == '-' || text[0] == '+' ? strspn(text + 1, "0123456789") : strspn(text, "0123456789");
    size_t length = digits + (text[0] == '-' || text[0] == '+');
    if (digits == 0 || digits > 18 || text[length])
        return false;
    *number = strtoll(text, NULL, 10);
    return true;
}

int text_distance(const char *one, const char *other) {
    enum { MOST = 64 };
    int rows[3][MOST + 1];
    int n = (int)strnlen(one, MOST), m = (int)strnlen(other, MOST);
    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
        now[0] = i;
        for (int j = 1; j <= m; j++) {
            int best = last[j - 1] + (one[i - 1] != other[j - 1]);
            best = last[j] + 1 < best ? last[j] + 1 : best;
            best = now[j - 1] + 1 < best ? now[j - 1] + 1 : best;
            if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[n % 3][m];
}
