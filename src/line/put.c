#include "line/face.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"

void put_text(struct face *face, const char *text) {
    struct arena scratch = { 0 };
    char *clean = text_clean_lines(&scratch, text);
    int columns = face->session->columns;
    bool wraps = face->terminal && text_width(clean) >= columns;
    for (char **line = wraps ? text_wrap(&scratch, clean, columns - 1, NULL) : (char *[]){ clean, NULL };
         *line; line++)
        fprintf(face->out, "%s\n", *line);
    arena_done(&scratch);
}

void put_clear(struct face *face) {
    const char *term = getenv("TERM");
    if (face->terminal && term && strcmp(term, "dumb") != 0)
        fputs("\033[H\033[2J\033[3J", face->out);
    face->place = NULL;
}

void put_format(struct face *face, const char *format, ...) {
    struct arena scratch = { 0 };
    va_list arguments;
    va_start(arguments, format);
    put_text(face, arena_format_list(&scratch, format, arguments));
    va_end(arguments);
    arena_done(&scratch);
}

/* The word of what a function key does at a place, or NULL. */
static const char *word_of_key(const struct session *session, const struct place *place, enum key key) {
    struct session there = *session;
    there.place = (struct place *)(uintptr_t)place;
    const struct action *action;
    for (int i = 0; (action = session_action(&there, i)); i++)
        if (action->key == key)
            return action->word;
    return NULL;
}

char *put_words(const struct session *session, const struct place *place, const char *text,
                struct arena *arena) {
    struct buffer out = { 0 };
    buffer_clear(&out);
    for (const char *at = text; *at;) {
        char *end = NULL;
        long number = *at == 'F' && at[1] >= '1' && at[1] <= '9' ? strtol(at + 1, &end, 10) : 0;
        bool apart = at == text || at[-1] == ' ' || at[-1] == '\n';
        const char *word = number >= 1 && number <= 12 && apart && strchr(" ,.;:\n", *end)
                               ? word_of_key(session, place, (enum key)(F1 + number - 1))
                               : NULL;
        if (word)
            buffer_format(&out, place->screen->shape == FORM ? "\".%s\"" : "\"%s\"", word);
        else
            buffer_add_char(&out, *at);
        at = word ? end : at + 1;
    }
    char *copy = arena_copy(arena, out.text);
    buffer_done(&out);
    return copy;
}

/* Where the sentence ends that a text begins with: at a line feed, or after a point that a capital letter
 * follows and that is not an initial's. */
static size_t sentence_length(const char *text) {
    size_t end = 0;
    for (; text[end] && text[end] != '\n'; end++)
        if (end > 2 && text[end] == ' ' && text[end - 1] == '.' && text[end + 1] >= 'A' &&
            text[end + 1] <= 'Z' && text[end - 3] != ' ')
            break;
    return end;
}

/* A sentence a line, so that speech pauses. */
static void put_refusal(struct face *face, const char *text) {
    const char *sign = "! ";
    while (*text) {
        size_t length = sentence_length(text);
        put_format(face, "%s%.*s", sign, (int)length, text);
        sign = "  ";
        text += length;
        text += strspn(text, " \n");
    }
}

void put_message(struct face *face) {
    struct session *session = face->session;
    if (!session->message[0])
        return;
    struct arena scratch = { 0 };
    const char *text = put_words(session, session->place, session->message, &scratch);
    if (session->tone == REFUSED)
        put_refusal(face, text);
    else
        put_text(face, text);
    session->message[0] = 0;
    session->tone = SAID;
    arena_done(&scratch);
}
