#include "rules/response_check.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "xlsform/answers.h"
#include "xlsform/value.h"

struct checking {
    const struct definition *definition;
    struct answers *answers;
    response_blame *blame;
    void *data;
    struct arena arena;
};

static const struct question *question_of(const struct checking *checking, int item) {
    return &checking->definition->questions[answers_question(checking->answers, item)];
}

/* What spreadsheets of half the world make of 1.5. */
static bool has_decimal_comma(struct checking *checking, const char *value) {
    char *pointed = arena_copy(&checking->arena, value), *comma = strchr(pointed, ',');
    if (comma)
        *comma = '.';
    return comma && !isnan(value_decimal(pointed));
}

static bool is_number(enum question_kind kind) {
    return kind == QUESTION_INTEGER || kind == QUESTION_DECIMAL || kind == QUESTION_RANGE;
}

static void put(struct checking *checking, const struct db_value *given) {
    int item = answers_find(checking->answers, given->name);
    if (item < 0)
        checking->blame(checking->data, given->name,
                        _("This version of the questionnaire does not ask this; leave the cell empty."));
    else
        answers_put(checking->answers, item, given->text);
}

static void check_item(struct checking *checking, int item) {
    struct answers *answers = checking->answers;
    const struct question *question = question_of(checking, item);
    const char *value = answers_value(answers, item), *problem = answers_problem(answers, item);
    bool counts = question_is_asked(question) && !answers_instance(answers, item);
    if (counts && *value && !answers_relevant(answers, item))
        problem = _("This is not asked after the other answers of the row; leave the cell empty.");
    else if (problem && is_number(question->kind) && has_decimal_comma(checking, value))
        problem = refuse(_("\"%s\" has a comma; decimals are written with a point here, like 12.5."), value);
    if (problem)
        checking->blame(checking->data, answers_path(answers, item, &checking->arena), problem);
}

void response_check(const struct definition *definition, const struct response_answers *given, int language,
                    int64_t moment, response_blame *blame, void *data) {
    struct checking checking = { definition, answers_kept(definition), blame, data, { 0 } };
    clock_pretend(moment);
    answers_speak(checking.answers, language);
    for (int i = 0; i < given->count; i++)
        put(&checking, &given->list[i]);
    answers_resume(checking.answers, false);
    int count;
    const int *items = answers_items(checking.answers, &count);
    for (int i = 0; i < count; i++)
        check_item(&checking, items[i]);
    clock_pretend(0);
    answers_free(checking.answers);
    arena_done(&checking.arena);
}
