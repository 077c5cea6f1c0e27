#include "exchange/export.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/words.h"
#include "exchange/formula.h"

void export_begin(struct export *export, FILE *out, bool for_excel) {
    *export =
        (struct export){ .out = out, .delimiter = for_excel ? ';' : ',', .is_shown = isatty(fileno(out)) };
    if (for_excel && !export->is_shown)
        fputs("\xEF\xBB\xBF", out);
}

static bool needs_quotes(const char *text) {
    size_t length = strlen(text);
    return strpbrk(text, "\"\r\n\t,;") || (length > 0 && (*text == ' ' || text[length - 1] == ' '));
}

static void put_cell(FILE *out, const char *text) {
    bool quoted = needs_quotes(text);
    if (quoted)
        putc('"', out);
    if (formula_is_live(text))
        putc('\'', out);
    for (; *text; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    if (quoted)
        putc('"', out);
}

void export_cell(struct export *export, const char *text) {
    struct arena arena = { 0 };
    text = text ? text : "";
    if (export->column++ > 0)
        putc(export->delimiter, export->out);
    put_cell(export->out, export->is_shown ? text_clean_lines(&arena, text) : text);
    arena_done(&arena);
}

void export_line(struct export *export) {
    fputs("\r\n", export->out);
    export->column = 0;
    export->lines++;
}

const char *export_end(struct export *export) {
    if (fflush(export->out) == 0 && !ferror(export->out))
        return NULL;
    return refuse(_("The export could not be written: %s."), strerror(errno));
}
