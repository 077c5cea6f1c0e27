#include "xlsform/scan.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

void scan_begin(struct scan *scan, const char *text) {
    static const char *const curly[] = { "“", "\"", "”", "\"",     "„", "\"", "‘",
                                         "'", "’",  "'", "\u00A0", " ", NULL };
    struct buffer out = { 0 };
    buffer_clear(&out);
    const char *first = NULL;
    char open = 0;
    bool open_is_curly = false;
    while (*text) {
        const char *const *row = curly;
        while (*row && strncmp(text, *row, strlen(*row)) != 0)
            row += 2;
        bool closes = *row && open && row[1][0] == open && (open_is_curly || !strchr(text, open));
        bool is_curly = *row && (!open || closes);
        const char *put = is_curly ? row[1] : text;
        size_t size = 1, length = is_curly ? strlen(*row) : 1;
        if ((*put == '"' || *put == '\'') && (!open || open == *put)) {
            open_is_curly = is_curly;
            open = open ? 0 : *put;
        }
        if (is_curly && !first)
            first = arena_copy_part(scan->arena, out.text, out.length);
        buffer_add_part(&out, put, size);
        text += length;
    }
    scan->text = scan->at = arena_copy(scan->arena, out.text);
    buffer_done(&out);
    if (first)
        scan_report(
            scan, scan->text + strlen(first),
            (struct expression_fault){ .is_warning = true,
                                       .sentence = _("curly quotation marks are read as straight ones") });
}

void scan_report(struct scan *scan, const char *at, struct expression_fault fault) {
    fault.character = 1;
    for (const char *before = scan->text; before < at;) {
        text_next(&before);
        fault.character++;
    }
    scan->fault(scan->fault_data, &fault);
    scan->failed |= !fault.is_warning;
}

void scan_fail(struct scan *scan, const char *at, const char *sentence) {
    scan_report(scan, at, (struct expression_fault){ .sentence = sentence });
}

_Noreturn void scan_stop(struct scan *scan, const char *sentence) {
    scan_fail(scan, scan->at, sentence);
    longjmp(scan->end, 1);
}

/* Bytes of the letter or digit that begins here, 0 for any other character. */
static size_t letter(const char *text) {
    const char *end = text;
    if ((unsigned char)*text < 0x80)
        return isalnum((unsigned char)*text) || *text == '_';
    return text_is_word(text_next(&end)) ? (size_t)(end - text) : 0;
}

size_t scan_name_length(const char *text) {
    size_t length = isdigit((unsigned char)*text) ? 0 : letter(text);
    for (size_t more = length; more;) {
        more = text[length] && strchr(".-", text[length]) ? 1 : letter(text + length);
        length += more;
    }
    return length;
}

void scan_skip_blanks(struct scan *scan) {
    scan->at += strspn(scan->at, " \t\r\n");
}

bool scan_take(struct scan *scan, const char *word) {
    scan_skip_blanks(scan);
    size_t length = strlen(word);
    if (strncmp(scan->at, word, length) != 0 || (letter(word) && scan_name_length(scan->at) != length))
        return false;
    scan->at += length;
    return true;
}
