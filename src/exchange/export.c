#include "exchange/export.h"

#include <errno.h>
#include <string.h>

#include "base/words.h"
#include "exchange/formula.h"

void export_begin(struct export *export, FILE *out, bool for_excel) {
    *export = (struct export){ .out = out, .delimiter = for_excel ? ';' : ',' };
    if (for_excel)
        fputs("\xEF\xBB\xBF", out);
}

static bool needs_quotes(const char *text) {
    size_t length = strlen(text);
    return strpbrk(text, "\"\r\n\t,;") || (length > 0 && (*text == ' ' || text[length - 1] == ' '));
}

void export_cell(struct export *export, const char *text) {
    FILE *out = export->out;
    text = text ? text : "";
    if (export->column++ > 0)
        putc(export->delimiter, out);
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
