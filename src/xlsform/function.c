#include "xlsform/function.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"

static const struct function *const tables[] = { function_of_days, function_of_logic, function_of_nodes,
                                                 function_of_numbers, function_of_texts };
enum { TABLES = sizeof tables / sizeof *tables, FUNCTIONS = 128 };

struct part {
    const char *text;
    size_t length;
};

static int by_name(const void *one, const void *other) {
    return strcmp((*(const struct function *const *)one)->name,
                  (*(const struct function *const *)other)->name);
}

static int by_part(const void *key, const void *element) {
    const struct part *part = key;
    const char *name = (*(const struct function *const *)element)->name;
    int order = strncmp(part->text, name, part->length);
    return order ? order : -(name[part->length] != 0);
}

const struct function *function_find(const char *name, size_t length) {
    static const struct function *sorted[FUNCTIONS];
    static size_t count;
    if (!count) {
        for (int i = 0; i < TABLES; i++)
            for (const struct function *function = tables[i]; function->name; function++)
                sorted[count++] = function;
        qsort(sorted, count, sizeof *sorted, by_name);
    }
    struct part part = { name, length };
    const struct function *const *found = bsearch(&part, sorted, count, sizeof *sorted, by_part);
    return found ? *found : NULL;
}

const char *function_refusal(const char *name) {
    static const char MAPS[] = N_("there are no places on a map here");
    static const char SECRETS[] = N_("nothing is signed or encrypted here");
    static const char MONTHS[] = N_("days are counted: (today() - ${day}) div 365.25");
    static const char FILES[] =
        N_("a questionnaire reads no other files; put the values into the sheet choices "
           "and look them up by instance()");
    static const struct {
        const char *name, *reason;
    } refusals[] = {
        { "add-date", MONTHS },
        { "area", MAPS },
        { "base64-decode", SECRETS },
        { "base64-encode", SECRETS },
        { "difference-in-days", MONTHS },
        { "difference-in-months", MONTHS },
        { "difference-in-weeks", MONTHS },
        { "difference-in-years", MONTHS },
        { "digest", SECRETS },
        { "distance", MAPS },
        { "extract-signed", SECRETS },
        { "geofence", MAPS },
        { "intersects", MAPS },
        { "jr:itext", N_("it names a text of a converted form; write the text itself, or jr:choice-name() "
                         "for a choice") },
        { "parse-phone", N_("write a regex() of the numbers that are right") },
        { "property", N_("the program has no such properties") },
        { "pulldata", FILES },
        { "randomize", N_("choices stay in the order of the sheet, the same for everybody") },
        { "thousandsep", N_("numbers are shown as they are") },
    };
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (!strcmp(refusals[i].name, name))
            return _(refusals[i].reason);
    return NULL;
}

const char *function_nearest(const char *name) {
    const char *nearest = NULL;
    int least_distance = strlen(name) < 6 ? 1 : (int)strlen(name) / 3;
    for (int i = 0; i < TABLES; i++)
        for (const struct function *function = tables[i]; function->name; function++) {
            int distance = strcasecmp(name, function->name) ? text_distance(name, function->name) : 0;
            if (distance <= least_distance) {
                least_distance = distance - 1;
                nearest = function->name;
            }
        }
    return nearest;
}
