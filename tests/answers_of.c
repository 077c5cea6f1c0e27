#include "answers_of.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sheets_of.h"

struct definition *definition;
struct answers *answers;

void begin(const char *csv) {
    definition = sheets_right(csv);
    answers = answers_new(definition, "e.mammadov", "tty1");
}

void finish(void) {
    answers_free(answers);
    definition_free(definition);
}

int item_of(const char *name) {
    int item = answers_find(answers, name), question = definition_find(definition, -1, name), count;
    const int *items = answers_items(answers, &count);
    for (int i = 0; i < count && item < 0; i++)
        if (question >= 0 && answers_question(answers, items[i]) == question)
            item = items[i];
    if (item < 0)
        fail_msg("there is no \"%s\"", name);
    return item;
}

const char *set(const char *name, const char *value) {
    static struct buffer names;
    int count, all;
    const int *changed = answers_set(answers, item_of(name), value, &count);
    const int *items = answers_items(answers, &all);
    buffer_clear(&names);
    for (int i = 0; i < all; i++)
        for (int k = 0; k < count; k++)
            if (changed[k] == items[i])
                buffer_format(&names, "%s ", definition->questions[answers_question(answers, items[i])].name);
    return names.text;
}

const char *value(const char *name) {
    return answers_value(answers, item_of(name));
}

bool relevant(const char *name) {
    return answers_relevant(answers, item_of(name));
}

const char *problem(const char *name) {
    const char *sentence = answers_problem(answers, item_of(name));
    return sentence ? sentence : "none";
}

const char *spoken(const char *name, enum question_text which) {
    static struct buffer out;
    answers_text(answers, item_of(name), which, &out);
    return out.text;
}
