#include "xlsform/appearance.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *word;
    enum appearance_use use;
} words[] = {
    { "field-list", APPEARANCE_USED },
    { "table-list", APPEARANCE_USED },
    { "number-grid", APPEARANCE_USED },
    { "label", APPEARANCE_USED },
    { "list-nolabel", APPEARANCE_USED },
    { "likert", APPEARANCE_USED },
    { "minimal", APPEARANCE_USED },
    { "multiline", APPEARANCE_USED },
    { "numbers", APPEARANCE_USED },
    { "no-calendar", APPEARANCE_USED },
    { "list", APPEARANCE_LAYOUT },
    { "horizontal", APPEARANCE_LAYOUT },
    { "horizontal-compact", APPEARANCE_LAYOUT },
    { "vertical", APPEARANCE_LAYOUT },
    { "compact", APPEARANCE_LAYOUT },
    { "quick", APPEARANCE_LAYOUT },
    { "quickcompact", APPEARANCE_LAYOUT },
    { "autocomplete", APPEARANCE_LAYOUT },
    { "no-ticks", APPEARANCE_LAYOUT },
    { "no-buttons", APPEARANCE_LAYOUT },
    { "picker", APPEARANCE_LAYOUT },
    { "rating", APPEARANCE_LAYOUT },
    { "spinner", APPEARANCE_LAYOUT },
    { "counter", APPEARANCE_LAYOUT },
    { "thousands-sep", APPEARANCE_LAYOUT },
    { "inline", APPEARANCE_LAYOUT },
    { "summary", APPEARANCE_LAYOUT },
    { "pages", APPEARANCE_LAYOUT },
    { "month-year", APPEARANCE_WARNED },
    { "year", APPEARANCE_WARNED },
    { "coptic", APPEARANCE_WARNED },
    { "ethiopian", APPEARANCE_WARNED },
    { "islamic", APPEARANCE_WARNED },
    { "bikram-sambat", APPEARANCE_WARNED },
    { "myanmar", APPEARANCE_WARNED },
    { "persian", APPEARANCE_WARNED },
    { "buddhist", APPEARANCE_WARNED },
    { "masked", APPEARANCE_WARNED },
    { "url", APPEARANCE_WARNED },
    { "bearing", APPEARANCE_WARNED },
    { "printer", APPEARANCE_WARNED },
    { "intent", APPEARANCE_WARNED },
    { "hidden-answer", APPEARANCE_WARNED },
    { "randomized", APPEARANCE_WARNED },
    { "map", APPEARANCE_WARNED },
    { "maps", APPEARANCE_WARNED },
    { "placement-map", APPEARANCE_WARNED },
    { "image-map", APPEARANCE_WARNED },
    { "signature", APPEARANCE_WARNED },
    { "draw", APPEARANCE_WARNED },
    { "annotate", APPEARANCE_WARNED },
    { "new", APPEARANCE_WARNED },
    { "search", APPEARANCE_EXTERNAL },
};
enum { WORDS = sizeof words / sizeof *words };

/* Words that go on after a sign: columns-3, compact-2, w4, ex:program, search('list'). */
static bool begins_with(const char *word, const char *known) {
    size_t length = strlen(known);
    return !strncasecmp(word, known, length) && word[length] && strchr("-:(", word[length]);
}

enum appearance_use appearance_use(const char *word) {
    for (int i = 0; i < WORDS; i++)
        if (!strcasecmp(word, words[i].word))
            return words[i].use;
    if ((*word == 'w' && isdigit((unsigned char)word[1])) || !strcasecmp(word, "columns") ||
        begins_with(word, "columns") || begins_with(word, "compact") || begins_with(word, "quickcompact"))
        return APPEARANCE_LAYOUT;
    if (begins_with(word, "search"))
        return APPEARANCE_EXTERNAL;
    return begins_with(word, "ex") || begins_with(word, "printer") ? APPEARANCE_WARNED : APPEARANCE_UNKNOWN;
}

bool appearance_has(const char *appearance, const char *word) {
    size_t length = strlen(word);
    for (const char *at = appearance; *(at += strspn(at, " \t")); at += strcspn(at, " \t"))
        if (strcspn(at, " \t") == length && !strncasecmp(at, word, length))
            return true;
    return false;
}

const char *appearance_words(void *data, int number) {
    (void)data;
    return number < WORDS ? words[number].word : NULL;
}
