#include "xlsform/definition.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/compiling.h"

static int compare_names(const void *one, const void *other, void *data) {
    const struct definition *definition = data;
    int a = *(const int *)one, b = *(const int *)other;
    int difference = strcmp(definition->questions[a].name, definition->questions[b].name);
    return difference ? difference : a - b;
}

static void sort_names(struct definition *definition) {
    size_t count = (size_t)definition->question_count;
    definition->by_name = arena_new(&definition->arena, count * sizeof *definition->by_name);
    for (int i = 0; i < definition->question_count; i++)
        definition->by_name[i] = i;
    if (count)
        qsort_r(definition->by_name, count, sizeof *definition->by_name, compare_names, definition);
}

static int compare_choices(const void *one, const void *other, void *data) {
    const struct choice *choices = data;
    int a = *(const int *)one, b = *(const int *)other;
    int difference = strcmp(choices[a].name, choices[b].name);
    return difference ? difference : a - b;
}

static void sort_choices(struct arena *arena, struct choice_list *list) {
    int *by_name = arena_new(arena, (size_t)list->count * sizeof *by_name);
    for (int i = 0; i < list->count; i++)
        by_name[i] = i;
    qsort_r(by_name, (size_t)list->count, sizeof *by_name, compare_choices, list->choices);
    list->by_name = by_name;
}

/* NULL: there is no survey. */
static struct definition *compile(const struct sheets *sheets, struct problems *problems, bool checks) {
    struct definition *definition = memory_new(sizeof *definition);
    *definition = (struct definition){ 0 };
    struct compiling compiling = { .definition = definition, .problems = problems };
    compiling.survey = header_read(&definition->arena, sheets_find(sheets, "survey"), true, problems);
    compiling.choices = header_read(&definition->arena, sheets_find(sheets, "choices"), false, problems);
    compiling.settings = header_read(&definition->arena, sheets_find(sheets, "settings"), true, problems);
    if (!compiling.survey.sheet) {
        problems_error(problems, (struct problem_place){ 0 }, _("there is no sheet \"survey\""));
        definition_free(definition);
        return NULL;
    }
    settings_compile(&compiling);
    choices_compile(&compiling);
    survey_compile(&compiling);
    sort_names(definition);
    for (int i = 0; i < definition->list_count; i++)
        sort_choices(&definition->arena, &definition->lists[i]);
    conditions_compile(&compiling);
    order_compile(&compiling);
    if (checks)
        checks_compile(&compiling, sheets);
    return definition;
}

struct definition *definition_new(const struct sheets *sheets, struct problems *problems) {
    int errors = problems->errors;
    problems_add(problems, &sheets->problems);
    struct definition *definition = compile(sheets, problems, true);
    problems_sort(problems);
    if (definition && problems->errors == errors)
        return definition;
    definition_free(definition);
    return NULL;
}

struct definition *definition_again(const struct sheets *sheets) {
    struct problems problems = { 0 };
    struct definition *definition = compile(sheets, &problems, false);
    problems_done(&problems);
    return definition;
}

void definition_free(struct definition *definition) {
    if (!definition)
        return;
    for (int i = 0; i < definition->question_count; i++) {
        struct question *question = &definition->questions[i];
        expression_done(question->required);
        expression_done(question->relevant);
        expression_done(question->constraint);
        expression_done(question->calculation);
        expression_done(question->choice_filter);
        expression_done(question->default_expression);
        expression_done(question->read_only_when);
        expression_done(question->repeat_count);
        expression_done(question->filter_value);
    }
    arena_done(&definition->arena);
    free(definition);
}

/* How many groups, counted from outside, two questions have in common. */
static int common_groups(const struct definition *definition, int one, int other) {
    int common = 0;
    for (int group = definition->questions[one].parent; group >= 0;
         group = definition->questions[group].parent)
        common += other > group && other < definition->questions[group].end;
    return common;
}

/* The place in by_name of the first question of that name, if there is one. */
static int first_of_name(const struct definition *definition, const char *name) {
    int low = 0, high = definition->question_count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(definition->questions[definition->by_name[middle]].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_name(const struct definition *definition, int place, const char *name) {
    return place < definition->question_count &&
           !strcmp(definition->questions[definition->by_name[place]].name, name);
}

int definition_find(const struct definition *definition, int from, const char *name) {
    int best = -1, most = -1;
    for (int place = first_of_name(definition, name); has_name(definition, place, name); place++) {
        int question = definition->by_name[place];
        int common = from >= 0 ? common_groups(definition, from, question) : 0;
        if (common > most) {
            most = common;
            best = question;
        }
    }
    return best;
}

int definition_rival(const struct definition *definition, int from, int found) {
    const char *name = definition->questions[found].name;
    for (int place = first_of_name(definition, name); has_name(definition, place, name); place++) {
        int other = definition->by_name[place];
        if (other != found &&
            common_groups(definition, from, other) == common_groups(definition, from, found))
            return other;
    }
    return -1;
}

int definition_member(const struct definition *definition, int group, const char *name) {
    for (int place = first_of_name(definition, name); has_name(definition, place, name); place++)
        if (definition->questions[definition->by_name[place]].parent == group)
            return definition->by_name[place];
    return -1;
}

static const char *in_language(const struct definition *definition, const char *const *texts, int language,
                               bool *is_fallback) {
    const char *text = texts[language] ? texts[language] : texts[0];
    for (int i = 1; i < definition->language_count && !text; i++)
        text = texts[i];
    if (is_fallback)
        *is_fallback = text && text != texts[language];
    return text;
}

const char *definition_text(const struct definition *definition, int question, enum question_text text,
                            int language, bool *is_fallback) {
    const char *found =
        in_language(definition, definition->questions[question].texts[text], language, is_fallback);
    return found ? found : "";
}

const char *definition_choice_label(const struct definition *definition, const struct choice *choice,
                                    int language) {
    const char *found = in_language(definition, choice->labels, language, NULL);
    return found ? found : choice->name;
}

static const struct choice *first_choice(const struct choice_list *list, const char *name) {
    int low = 0, high = list->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(list->choices[list->by_name[middle]].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const struct choice *choice = low < list->count ? &list->choices[list->by_name[low]] : NULL;
    return choice && !strcmp(choice->name, name) ? choice : NULL;
}

const struct choice *definition_choice(const struct definition *definition, int list, const char *name) {
    if (list >= 0 && definition->lists[list].by_name)
        return first_choice(&definition->lists[list], name);
    for (int i = 0; list >= 0 && i < definition->lists[list].count; i++)
        if (!strcmp(definition->lists[list].choices[i].name, name))
            return &definition->lists[list].choices[i];
    return NULL;
}

const char *definition_extra(const struct definition *definition, int question, const char *column) {
    const struct question *asked = &definition->questions[question];
    for (int i = 0; i < asked->extra_count; i++)
        if (!strcmp(asked->extras[i].name, column))
            return asked->extras[i].value;
    return "";
}

bool question_is_asked(const struct question *question) {
    return question->kind < QUESTION_NOTE && !question->calculation;
}
