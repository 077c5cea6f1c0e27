#include "xlsform/surveying.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/words.h"
#include "xlsform/appearance.h"
#include "xlsform/parameters.h"

static const char *const of_range[] = { "start",       "end",           "step", "tick_interval",
                                        "placeholder", "tick_labelset", NULL };
static const char *const of_select[] = { "randomize", "seed", "value", "label", NULL };
static const char *const of_text[] = { "rows", NULL };

/* The parameters a kind of question takes, or NULL. */
static const char *const *names_of(enum question_kind kind) {
    switch (kind) {
    case QUESTION_RANGE:
        return of_range;
    case QUESTION_SELECT_ONE:
    case QUESTION_SELECT_MULTIPLE:
    case QUESTION_RANK:
        return of_select;
    case QUESTION_TEXT:
        return of_text;
    default:
        return NULL;
    }
}

static void refuse_parameter(struct surveying *surveying, const char *format, const char *name)
    __attribute__((format(printf, 2, 0)));
static void refuse_parameter(struct surveying *surveying, const char *format, const char *name) {
    struct arena *arena = &surveying->compiling->definition->arena;
    problems_error(surveying->compiling->problems, surveying_place(surveying, COLUMN_PARAMETERS), "%s",
                   arena_format(arena, format, name));
}

static void check_names(struct surveying *surveying, const struct parameters *parameters,
                        const char *const *names) {
    for (int i = 0; i < parameters->count; i++) {
        const char *const *name = names;
        while (*name && strcmp(*name, parameters->list[i].name) != 0)
            name++;
        if (!*name)
            refuse_parameter(surveying, _("this type of question has no parameter \"%s\""),
                             parameters->list[i].name);
    }
}

static bool is_multiple(double number, double of) {
    double times = number / of;
    return fabs(times - round(times)) < 1e-9 * fmax(1, fabs(times));
}

static bool is_between(double number, double one, double other) {
    return number >= fmin(one, other) - 1e-9 && number <= fmax(one, other) + 1e-9;
}

/* The number of a parameter, `otherwise` where it is not there; false: it is no number. */
static bool read_number(struct surveying *surveying, const struct parameters *parameters, const char *name,
                        double otherwise, double *number) {
    const char *value = parameters_find(parameters, name);
    *number = otherwise;
    bool is_right = !value || parameters_number(value, number);
    if (!is_right)
        refuse_parameter(surveying, _("the parameter \"%s\" must be a number"), name);
    return is_right;
}

struct ticks {
    double start, end, step, interval, placeholder;
};

static void check_length(struct surveying *surveying, const struct ticks *ticks, const char *name,
                         double length) {
    if (length == 0)
        refuse_parameter(surveying, _("the parameter \"%s\" cannot be 0"), name);
    else if (fabs(length) > fabs(ticks->end - ticks->start) + 1e-9)
        refuse_parameter(surveying, _("the parameter \"%s\" is larger than the whole range"), name);
}

static void check_ticks(struct surveying *surveying, const struct ticks *ticks) {
    check_length(surveying, ticks, "step", ticks->step);
    check_length(surveying, ticks, "tick_interval", ticks->interval);
    if (ticks->step != 0 && !is_multiple(ticks->interval, ticks->step))
        refuse_parameter(surveying, _("the parameter \"%s\" must be a multiple of the step"),
                         "tick_interval");
    if (!is_between(ticks->placeholder, ticks->start, ticks->end))
        refuse_parameter(surveying, _("the parameter \"%s\" must be between start and end"), "placeholder");
    else if (ticks->step != 0 && !is_multiple(ticks->placeholder - ticks->start, ticks->step))
        refuse_parameter(surveying, _("the parameter \"%s\" must be a number of steps from the start"),
                         "placeholder");
}

/* The labels of a range are choices named by numbers of the range. */
static void check_labels(struct surveying *surveying, const struct ticks *ticks, const char *name,
                         bool has_no_ticks) {
    struct compiling *compiling = surveying->compiling;
    int list = choices_find_list(compiling, name);
    if (list < 0) {
        refuse_parameter(surveying, _("there is no list of choices \"%s\""), name);
        return;
    }
    compiling->list_used[list] = true;
    const struct choice_list *choices = &compiling->definition->lists[list];
    for (int i = 0; i < choices->count; i++) {
        double number;
        const char *choice = choices->choices[i].name;
        if (!parameters_number(choice, &number))
            refuse_parameter(surveying, _("the choice \"%s\" of the labels must be a number"), choice);
        else if (!is_between(number, ticks->start, ticks->end))
            refuse_parameter(surveying, _("the choice \"%s\" of the labels is outside the range"), choice);
        else if (has_no_ticks && number != ticks->start && number != ticks->end)
            refuse_parameter(surveying,
                             _("without ticks only start and end have labels, the choice \"%s\" is neither"),
                             choice);
        else if (ticks->interval != 0 && !is_multiple(number - ticks->start, ticks->interval))
            refuse_parameter(surveying, _("the choice \"%s\" of the labels stands at no tick"), choice);
    }
}

static void read_range(struct surveying *surveying, const struct parameters *parameters,
                       struct question *question) {
    struct ticks ticks;
    const char *labels = parameters_find(parameters, "tick_labelset");
    bool has_no_ticks = appearance_has(question->appearance, "no-ticks");
    bool is_right = read_number(surveying, parameters, "start", 1, &ticks.start);
    is_right &= read_number(surveying, parameters, "end", 10, &ticks.end);
    is_right &= read_number(surveying, parameters, "step", 1, &ticks.step);
    is_right &= read_number(surveying, parameters, "tick_interval", ticks.step, &ticks.interval);
    is_right &= read_number(surveying, parameters, "placeholder", ticks.start, &ticks.placeholder);
    if (*question->appearance && !has_no_ticks && !appearance_has(question->appearance, "vertical") &&
        (labels || parameters_find(parameters, "tick_interval") ||
         parameters_find(parameters, "placeholder")))
        refuse_parameter(surveying,
                         _("%s, placeholder and tick_labelset go with the appearance vertical, no-ticks or "
                           "none only"),
                         "tick_interval");
    if (!is_right)
        return;
    check_ticks(surveying, &ticks);
    if (labels)
        check_labels(surveying, &ticks, labels, has_no_ticks);
    question->range_start = fmin(ticks.start, ticks.end);
    question->range_end = fmax(ticks.start, ticks.end);
    question->range_step = fabs(ticks.step);
}

static bool is_yes_or_no(const char *text) {
    return compiling_says_yes(text) || !strcasecmp(text, "no") || !strcasecmp(text, "false");
}

static void read_select(struct surveying *surveying, const struct parameters *parameters) {
    const char *randomize = parameters_find(parameters, "randomize"),
               *seed = parameters_find(parameters, "seed");
    double number;
    if (randomize && !is_yes_or_no(randomize))
        refuse_parameter(surveying, _("the parameter \"%s\" must be true or false"), "randomize");
    if (seed && !parameters_number(seed, &number) && strncmp(seed, "${", 2) != 0)
        refuse_parameter(surveying, _("the parameter \"%s\" must be a number or ${name}"), "seed");
    if (seed && !(randomize && compiling_says_yes(randomize)))
        refuse_parameter(surveying, _("the parameter \"%s\" needs randomize=true"), "seed");
    if (randomize && compiling_says_yes(randomize))
        problems_warning(surveying->compiling->problems, surveying_place(surveying, COLUMN_PARAMETERS),
                         _("the choices are shown in their order, not shuffled"));
}

void range_read(struct surveying *surveying, struct question *question) {
    struct parameters parameters;
    const char *const *names = names_of(question->kind);
    struct compiling *compiling = surveying->compiling;
    const char *cell = compiling->left_out[question - compiling->definition->questions]
                           ? ""
                           : surveying_value(surveying, COLUMN_PARAMETERS);
    const char *refusal = parameters_read(&compiling->definition->arena, cell, &parameters);
    if (refusal)
        problems_error(compiling->problems, surveying_place(surveying, COLUMN_PARAMETERS), "%s", refusal);
    else if (!names && parameters.count)
        problems_warning(compiling->problems, surveying_place(surveying, COLUMN_PARAMETERS),
                         _("this type of question takes no parameters"));
    else if (names)
        check_names(surveying, &parameters, names);
    if (refusal)
        parameters.count = 0;
    if (question->kind == QUESTION_RANGE)
        read_range(surveying, &parameters, question);
    else if (names == of_select)
        read_select(surveying, &parameters);
}
