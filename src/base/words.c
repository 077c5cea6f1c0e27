#include "base/words.h"

#include <libintl.h>

#ifndef TOPCOP_LOCALEDIR
#define TOPCOP_LOCALEDIR "/usr/share/locale"
#endif

void words_init(void) {
    bindtextdomain("topcop", TOPCOP_LOCALEDIR);
    bind_textdomain_codeset("topcop", "UTF-8");
    textdomain("topcop");
}

const char *words_translate(const char *text) {
    return text && *text ? gettext(text) : text;
}

const char *words_count(const char *one, const char *many, long count) {
    return ngettext(one, many, (unsigned long)count);
}
