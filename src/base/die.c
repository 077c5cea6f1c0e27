#include "base/die.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"

enum { REPLACEMENT = 0xFFFD };

static void (*before_death)(void);

void die_first(void (*hook)(void)) {
    before_death = hook;
}

static void prepare_death(void) {
    void (*hook)(void) = before_death;
    before_death = NULL;
    if (hook)
        hook();
}

/* Its lines made fit for a terminal without asking for memory. */
static void say(const char *sentence) {
    fputs("topcop: ", stderr);
    while (*sentence) {
        const char *at = sentence;
        uint32_t character = text_next(&sentence);
        bool is_fit = character == '\n' || (character != REPLACEMENT && text_is_printable(character));
        fwrite(is_fit ? at : "\xEF\xBF\xBD", 1, is_fit ? (size_t)(sentence - at) : 3, stderr);
    }
    fputc('\n', stderr);
}

_Noreturn void give_up(const char *sentence) {
    prepare_death();
    say(sentence);
    fflush(NULL);
    _exit(74); /* in the midst of something: nothing is put in order that may be damaged */
}

_Noreturn void die(const char *format, ...) {
    char sentence[4096];
    va_list arguments;
    prepare_death();
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    say(sentence);
    exit(70);
}

const char *refuse(const char *format, ...) {
    static char sentence[4096];
    char fresh[sizeof sentence]; /* an argument may be the previous sentence */
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(fresh, sizeof fresh, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof fresh) {
        size_t end = sizeof fresh - 1;
        while (end > 0 && ((unsigned char)fresh[end - 1] & 0xC0) == 0x80)
            end--;
        if (end > 0 && (unsigned char)fresh[end - 1] >= 0xC0)
            end--;
        fresh[end] = 0;
    }
    memcpy(sentence, fresh, sizeof sentence);
    return sentence;
}

void *memory_new(size_t size) {
    void *block = malloc(size);
    if (!block)
        die("out of memory");
    return block;
}

void *memory_grow(void *old, size_t size) {
    void *block = realloc(old, size);
    if (!block)
        die("out of memory");
    return block;
}

void memory_forget(char *text) {
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}
