#include "ui/edit_engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/die.h"
#include "base/text.h"

struct edit *edit_new(void) {
    struct edit *edit = memory_new(sizeof *edit);
    const char *keys = getenv("TOPCOP_EDIT");
    *edit = (struct edit){ .vi = keys && !strcmp(keys, "vi") };
    return edit;
}

void edit_free(struct edit *edit) {
    if (!edit)
        return;
    edit_field_free(edit->field);
    edit_question_free(edit->question);
    free(edit);
}

wchar_t *edit_wide(const char *text) {
    wchar_t *wide = memory_new((text_length(text) + 1) * sizeof *wide), *end = wide;
    while ((*end = (wchar_t)text_next(&text)))
        end++;
    return wide;
}

/* Commands that start programs, take the next character raw, search, or wait for more keys. */
static const char *const raw_keys[] = { "^@", "^R", "^V", NULL };
static const char *const emacs_keys[] = { "\033x", "\033X", "\033n", "\033N", "\033p", "\033P", NULL };
static const char *const vi_commands[] = { "v", ":", "@", "#", "/", "?", "n", "N", "_", "K", "J",
                                           "G", "f", "F", "t", "T", ";", ",", "O", "[", NULL };

static void take_away(EditLine *line, const char *const *keys) {
    for (; *keys; keys++)
        el_set(line, EL_BIND, *keys, "ed-unassigned", NULL);
}

EditLine *edit_engine(const struct edit *edit, int in, FILE *out, FILE *errors, el_rfunc_t keys,
                      void *owner) {
    EditLine *line = el_init_fd("topcop", out, out, errors, in, in, in);
    if (!line)
        die("The line editor does not start.");
    el_set(line, EL_CLIENTDATA, owner);
    el_set(line, EL_EDITOR, edit->vi ? "vi" : "emacs");
    el_wset(line, EL_GETCFN, keys);
    take_away(line, raw_keys);
    if (!edit->vi) {
        take_away(line, emacs_keys);
        return line;
    }
    el_set(line, EL_BIND, "^[", "vi-command-mode", NULL);
    for (const char *const *key = vi_commands; *key; key++)
        el_set(line, EL_BIND, "-a", *key, "ed-unassigned", NULL);
    return line;
}
