#include "xlsform/type.h"

#include <string.h>
#include <strings.h>

static const struct type types[] = {
    { "text", QUESTION_TEXT, false },
    { "string", QUESTION_TEXT, false },
    { "integer", QUESTION_INTEGER, false },
    { "int", QUESTION_INTEGER, false },
    { "decimal", QUESTION_DECIMAL, false },
    { "date", QUESTION_DATE, false },
    { "select_one", QUESTION_SELECT_ONE, true },
    { "select one from", QUESTION_SELECT_ONE, true },
    { "select one", QUESTION_SELECT_ONE, true },
    { "select1", QUESTION_SELECT_ONE, true },
    { "select_multiple", QUESTION_SELECT_MULTIPLE, true },
    { "select multiple from", QUESTION_SELECT_MULTIPLE, true },
    { "select multiple", QUESTION_SELECT_MULTIPLE, true },
    { "select all that apply from", QUESTION_SELECT_MULTIPLE, true },
    { "select all that apply", QUESTION_SELECT_MULTIPLE, true },
    { "note", QUESTION_NOTE, false },
    { "calculate", QUESTION_CALCULATE, false },
    { "start", QUESTION_START, false },
    { "end", QUESTION_END, false },
    { "today", QUESTION_TODAY, false },
    { "username", QUESTION_USERNAME, false },
    { "deviceid", QUESTION_DEVICE, false },
    { NULL, QUESTION_TEXT, false },
};

const struct type *type_find(const char *cell, const char **rest) {
    const struct type *type = types;
    for (; type->text; type++) {
        size_t length = strlen(type->text);
        if (strncasecmp(cell, type->text, length) != 0 || (cell[length] && cell[length] != ' '))
            continue;
        *rest = cell + length + (cell[length] == ' ');
        if (type->takes_list || !**rest)
            break;
    }
    return type;
}

const char *type_words(void *data, int number) {
    (void)data;
    return types[number].text;
}

const char *type_container(const char *cell, bool *begins) {
    static const char *const words[] = { "group", "repeat", "loop" };
    *begins = !strncasecmp(cell, "begin", 5);
    size_t length = *begins ? 5 : 3;
    if ((!*begins && strncasecmp(cell, "end", 3) != 0) || (cell[length] != ' ' && cell[length] != '_'))
        return NULL;
    for (int i = 0; i < 3; i++) {
        const char *rest = cell + length + 1 + strlen(words[i]);
        if (!strncasecmp(cell + length + 1, words[i], strlen(words[i])) && (!*rest || *rest == ' '))
            return words[i];
    }
    return NULL;
}
