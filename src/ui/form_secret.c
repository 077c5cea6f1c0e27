/* A field typed unseen. It is kept from the editing engine, which remembers what it had. */
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/session.h"

enum { BYTES_MOST = 1024, LETTER = 8 };

/* Takes the last character off. */
static void rub_out(char *text) {
    const char *at = text, *last = text;
    while (*at) {
        last = at;
        text_next(&at);
    }
    text[last - text] = 0;
}

static void add(char text[static BYTES_MOST], enum key key, int most) {
    struct buffer letter = { 0 };
    text_put(&letter, (uint32_t)key);
    size_t length = strlen(text);
    if (text_length(text) < (size_t)most && length + letter.length < BYTES_MOST)
        memcpy(text + length, letter.text, letter.length + 1);
    explicit_bzero(letter.text, letter.length);
    buffer_done(&letter);
}

const char *form_secret_key(struct session *session, enum key key, bool *taken) {
    const struct form *form = &session->place->form;
    const struct form_item *item = &form->items[form->focus];
    char text[BYTES_MOST];
    snprintf(text, sizeof text, "%s", item->text);
    *taken = true;
    if (key == BACKSPACE || key == DELETE || key == (enum key)CTRL('H'))
        rub_out(text);
    else if (key == (enum key)CTRL('U') || key == (enum key)CTRL('W'))
        text[0] = 0;
    else if (key <= 0x10FFFF && text_is_printable((uint32_t)key))
        add(text, key, form_most(item->field));
    else
        *taken = false;
    const char *no = *taken ? form_type(session, form->focus, text) : NULL;
    explicit_bzero(text, sizeof text);
    return no;
}
