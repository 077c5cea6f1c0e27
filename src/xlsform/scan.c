#include "xlsform/scan.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

/* What spreadsheet programs and web pages write in place of plain characters. */
static const struct {
    const char *text;
    char plain;
} fancy[] = { { "“", '"' },      { "”", '"' },      { "„", '"' },      { "‘", '\'' },
              { "’", '\'' },     { "\u00A0", ' ' }, { "\u202F", ' ' }, { "\u3000", ' ' },
              { "\u200B", ' ' }, { "\u2060", ' ' }, { "\uFEFF", ' ' }, { NULL, 0 } };

static void warn_of_fancy(struct scan *scan, size_t quote, size_t blank) {
    struct expression_fault fault = { .is_warning = true };
    fault.sentence = _("curly quotation marks are read as straight ones");
    if (quote)
        scan_report(scan, scan->text + quote - 1, fault);
    fault.sentence = _("no-break and invisible blanks are read as plain ones");
    if (blank)
        scan_report(scan, scan->text + blank - 1, fault);
}

void scan_begin(struct scan *scan, const char *text) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    size_t quote = 0, blank = 0; /* where the first stands, from 1 */
    char open = 0;
    bool open_is_curly = false;
    while (*text) {
        int row = 0;
        while (fancy[row].text && strncmp(text, fancy[row].text, strlen(fancy[row].text)) != 0)
            row++;
        char put = fancy[row].plain;
        bool closes = put && open && put == open && (open_is_curly || !strchr(text, open));
        bool is_fancy = put && (!open || closes);
        if (!is_fancy)
            put = *text;
        if ((put == '"' || put == '\'') && (!open || open == put)) {
            open_is_curly = is_fancy;
            open = open ? 0 : put;
        }
        buffer_add_char(&out, put);
        size_t *first = put == ' ' ? &blank : &quote;
        if (is_fancy && !*first)
            *first = out.length;
        text += is_fancy ? strlen(fancy[row].text) : 1;
    }
    scan->text = scan->at = arena_copy(scan->arena, out.text);
    buffer_done(&out);
    warn_of_fancy(scan, quote, blank);
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
