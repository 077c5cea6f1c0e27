#include "xlsform/parameters.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"

static const char separators[] = " \t\r\n,;";

const char *parameters_read(struct arena *arena, const char *cell, struct parameters *parameters) {
    *parameters = (struct parameters){ 0 };
    for (const char *at = cell; *(at += strspn(at, separators));) {
        size_t length = strcspn(at, separators);
        char *name = arena_copy_part(arena, at, length), *sign = strchr(name, '=');
        if (!sign || sign == name || strchr(sign + 1, '='))
            return refuse(_("\"%s\" is not a parameter: write name=value, with blanks between them"), name);
        *sign = 0;
        for (char *byte = name; *byte; byte++)
            *byte = (char)tolower((unsigned char)*byte);
        parameters->list = arena_room(arena, parameters->list, parameters->count, sizeof *parameters->list);
        parameters->list[parameters->count++] = (struct parameter){ .name = name, .value = sign + 1 };
        at += length;
    }
    return NULL;
}

const char *parameters_find(const struct parameters *parameters, const char *name) {
    for (int i = 0; i < parameters->count; i++)
        if (!strcmp(parameters->list[i].name, name))
            return parameters->list[i].value;
    return NULL;
}

bool parameters_number(const char *text, double *number) {
    const char *digits = text + (*text == '-' || *text == '+');
    if (!*digits || digits[strspn(digits, "0123456789.")] || strchr(digits, '.') != strrchr(digits, '.') ||
        !strcmp(digits, "."))
        return false;
    *number = strtod(text, NULL);
    return true;
}
