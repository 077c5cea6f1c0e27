#include "xlsform/type.h"

#include <string.h>
#include <strings.h>

#include "base/words.h"

/* Longer words stand before those they begin with. */
static const struct type types[] = {
    { "text", QUESTION_TEXT, TYPE_PLAIN },
    { "string", QUESTION_TEXT, TYPE_PLAIN },
    { "phone number", QUESTION_TEXT, TYPE_PLAIN },
    { "integer", QUESTION_INTEGER, TYPE_PLAIN },
    { "int", QUESTION_INTEGER, TYPE_PLAIN },
    { "decimal", QUESTION_DECIMAL, TYPE_PLAIN },
    { "range", QUESTION_RANGE, TYPE_PLAIN },
    { "date", QUESTION_DATE, TYPE_PLAIN },
    { "time", QUESTION_TIME, TYPE_PLAIN },
    { "dateTime", QUESTION_MOMENT, TYPE_PLAIN },
    { "date time", QUESTION_MOMENT, TYPE_PLAIN },
    { "select_one_from_file", QUESTION_SELECT_ONE, TYPE_EXTERNAL },
    { "select one from file", QUESTION_SELECT_ONE, TYPE_EXTERNAL },
    { "select_multiple_from_file", QUESTION_SELECT_MULTIPLE, TYPE_EXTERNAL },
    { "select multiple from file", QUESTION_SELECT_MULTIPLE, TYPE_EXTERNAL },
    { "select_one_external", QUESTION_SELECT_ONE, TYPE_EXTERNAL },
    { "select one external", QUESTION_SELECT_ONE, TYPE_EXTERNAL },
    { "select_one", QUESTION_SELECT_ONE, TYPE_LIST },
    { "select one from", QUESTION_SELECT_ONE, TYPE_LIST },
    { "select one using", QUESTION_SELECT_ONE, TYPE_LIST },
    { "select one", QUESTION_SELECT_ONE, TYPE_LIST },
    { "select1", QUESTION_SELECT_ONE, TYPE_LIST },
    { "add select one prompt using", QUESTION_SELECT_ONE, TYPE_LIST },
    { "select_multiple", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select multiple from", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select multiple using", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select multiple", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select all that apply from", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select all that apply", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "select_all_that_apply", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "add select multiple prompt using", QUESTION_SELECT_MULTIPLE, TYPE_LIST },
    { "rank", QUESTION_RANK, TYPE_LIST },
    { "acknowledge", QUESTION_ACKNOWLEDGE, TYPE_PLAIN },
    { "trigger", QUESTION_ACKNOWLEDGE, TYPE_PLAIN },
    { "note", QUESTION_NOTE, TYPE_NAMELESS },
    { "calculate", QUESTION_CALCULATE, TYPE_PLAIN },
    { "hidden", QUESTION_HIDDEN, TYPE_PLAIN },
    { "start", QUESTION_START, TYPE_PLAIN },
    { "start time", QUESTION_START, TYPE_PLAIN },
    { "end", QUESTION_END, TYPE_PLAIN },
    { "end time", QUESTION_END, TYPE_PLAIN },
    { "today", QUESTION_TODAY, TYPE_PLAIN },
    { "username", QUESTION_USERNAME, TYPE_PLAIN },
    { "deviceid", QUESTION_DEVICE, TYPE_PLAIN },
    { "device id", QUESTION_DEVICE, TYPE_PLAIN },
    { "imei", QUESTION_DEVICE, TYPE_PLAIN },
    { "phonenumber", QUESTION_HIDDEN, TYPE_EMPTY },
    { "email", QUESTION_HIDDEN, TYPE_EMPTY },
    { "simserial", QUESTION_HIDDEN, TYPE_EMPTY },
    { "sim id", QUESTION_HIDDEN, TYPE_EMPTY },
    { "subscriberid", QUESTION_HIDDEN, TYPE_EMPTY },
    { "subscriber id", QUESTION_HIDDEN, TYPE_EMPTY },
    { "audit", QUESTION_HIDDEN, TYPE_IGNORED },
    { "geopoint", QUESTION_HIDDEN, TYPE_PLACE },
    { "geotrace", QUESTION_HIDDEN, TYPE_PLACE },
    { "geoshape", QUESTION_HIDDEN, TYPE_PLACE },
    { "gps", QUESTION_HIDDEN, TYPE_PLACE },
    { "location", QUESTION_HIDDEN, TYPE_PLACE },
    { "start-geopoint", QUESTION_HIDDEN, TYPE_PLACE },
    { "background-geopoint", QUESTION_HIDDEN, TYPE_PLACE },
    { "osm", QUESTION_HIDDEN, TYPE_PLACE },
    { "image", QUESTION_HIDDEN, TYPE_MEDIA },
    { "photo", QUESTION_HIDDEN, TYPE_MEDIA },
    { "picture", QUESTION_HIDDEN, TYPE_MEDIA },
    { "audio", QUESTION_HIDDEN, TYPE_MEDIA },
    { "background-audio", QUESTION_HIDDEN, TYPE_MEDIA },
    { "video", QUESTION_HIDDEN, TYPE_MEDIA },
    { "file", QUESTION_HIDDEN, TYPE_MEDIA },
    { "barcode", QUESTION_HIDDEN, TYPE_MEDIA },
    { "signature", QUESTION_HIDDEN, TYPE_MEDIA },
    { "csv-external", QUESTION_HIDDEN, TYPE_EXTERNAL },
    { "xml-external", QUESTION_HIDDEN, TYPE_EXTERNAL },
    { "include", QUESTION_HIDDEN, TYPE_EXTERNAL },
    { "cascading_select", QUESTION_HIDDEN, TYPE_OUTSIDE },
    { "cascading select", QUESTION_HIDDEN, TYPE_OUTSIDE },
};
enum { TYPES = sizeof types / sizeof *types };

static bool takes_words(const struct type *type) {
    return type->use == TYPE_LIST || type->use > TYPE_EMPTY;
}

static const struct type *find(const char *cell, size_t size, const char **rest) {
    for (const struct type *type = types; type < types + TYPES; type++) {
        size_t length = strlen(type->text);
        if (size < length || strncasecmp(cell, type->text, length) != 0 ||
            (size > length && (cell[length] != ' ' || !takes_words(type))))
            continue;
        *rest = cell + length + (cell[length] == ' ');
        return type;
    }
    return NULL;
}

/* The oldest forms say "add text prompt", "q text", "get today", "uri:deviceid". */
const struct type *type_find(const char *cell, const char **rest) {
    static const char *const before[] = { "add ", "q ", "get ", "uri:" };
    static const char after[] = " prompt";
    size_t size = strlen(cell);
    const struct type *type = find(cell, size, rest);
    for (size_t i = 0; i < sizeof before / sizeof *before && !type; i++) {
        size_t skip = strlen(before[i]), end = size;
        if (strncasecmp(cell, before[i], skip) != 0)
            continue;
        if (size > strlen(after) && !strcasecmp(cell + size - strlen(after), after))
            end -= strlen(after);
        type = find(cell + skip, end > skip ? end - skip : 0, rest);
    }
    return type;
}

const char *type_words(void *data, int number) {
    (void)data;
    return number < TYPES ? types[number].text : NULL;
}

const struct type *type_row(int number) {
    return number < TYPES ? &types[number] : NULL;
}

const char *type_refusal(const struct type *type) {
    switch (type->use) {
    case TYPE_PLACE:
        return _("places on a map cannot be given at a terminal");
    case TYPE_MEDIA:
        return _("pictures, sounds and files cannot be given at a terminal");
    case TYPE_EXTERNAL:
        return _("nothing is read from other files than the questionnaire's");
    case TYPE_OUTSIDE:
        return _("write select_one with a choice_filter instead");
    default:
        return NULL;
    }
}

const char *type_container(const char *cell, bool *begins) {
    static const char *const words[][2] = {
        { "group", "group" },         { "repeat", "repeat" }, { "lgroup", "repeat" },
        { "looped group", "repeat" }, { "loop", "loop" },
    };
    *begins = !strncasecmp(cell, "begin", 5);
    size_t length = *begins ? 5 : 3;
    if ((!*begins && strncasecmp(cell, "end", 3) != 0) || (cell[length] != ' ' && cell[length] != '_'))
        return NULL;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const char *rest = cell + length + 1 + strlen(words[i][0]);
        if (!strncasecmp(cell + length + 1, words[i][0], strlen(words[i][0])) && (!*rest || *rest == ' '))
            return words[i][1];
    }
    return NULL;
}
