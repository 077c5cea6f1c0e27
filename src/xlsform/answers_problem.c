#include "xlsform/answering.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "xlsform/value.h"

static bool is_blank(const char *text) {
    return !text[strspn(text, " \t\r\n")];
}

static REFUSAL own_words(struct answers *answers, int item, enum question_text text, const char *otherwise) {
    answers_text(answers, item, text, &answers->result);
    return refuse("%s", answers->result.length ? answers->result.text : otherwise);
}

static REFUSAL check_choice(struct answers *answers, int item, const char *name) {
    const struct definition *definition = answers->definition;
    const struct choice *choice = definition_choice(definition, items_question(answers, item)->list, name);
    if (!choice)
        return refuse(_("\"%s\" is none of the choices."), name);
    if (!answers_offer(answers, item, choice))
        return refuse(_("\"%s\" is no longer offered after your other answers; choose again."),
                      definition_choice_label(definition, choice, answers->language));
    return NULL;
}

static REFUSAL check_choices(struct answers *answers, int item, const char *value) {
    struct arena arena = { 0 };
    const char *refusal = NULL;
    size_t length;
    for (const char *at = value; !refusal && (at = value_next_word(at, &length)); at += length) {
        const char *name = arena_copy_part(&arena, at, length);
        refusal = check_choice(answers, item, name);
        if (!refusal && value_has_word(at + length, name))
            refusal = refuse(_("\"%s\" is there twice."), name);
    }
    arena_done(&arena);
    return refusal;
}

static REFUSAL check_rank(struct answers *answers, int item, const char *value) {
    int given = value_words(value), offered;
    const char *refusal = check_choices(answers, item, value);
    if (refusal)
        return refusal;
    answers_choices(answers, item, &offered);
    return given == offered ? NULL
                            : refuse(_("Give every choice a place: %d of %d have one."), given, offered);
}

static REFUSAL check_range(const struct question *question, const char *value) {
    double number = value_decimal(value), steps = (number - question->range_start) / question->range_step;
    double low = fmin(question->range_start, question->range_end),
           high = fmax(question->range_start, question->range_end);
    if (isnan(number))
        return refuse(_("Not a number; write it like 12.5."));
    if (number < low || number > high)
        return refuse(_("Not between %g and %g."), low, high);
    if (fabs(steps - round(steps)) > 1e-9 * (1 + fabs(steps)))
        return refuse(_("Not in the row %g, %g, ... %g."), question->range_start,
                      question->range_start + question->range_step, question->range_end);
    return NULL;
}

static bool two_digits(const char **at, int most) {
    const char *text = *at;
    if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
        return false;
    *at += 2;
    return 10 * (text[0] - '0') + (text[1] - '0') <= most;
}

/* "10:30", with seconds and a time zone if need be. */
static bool is_time(const char *text) {
    if (!two_digits(&text, 23) || *text++ != ':' || !two_digits(&text, 59))
        return false;
    if (*text == ':') {
        text++;
        if (!two_digits(&text, 59))
            return false;
        if (*text == '.')
            text += 1 + strspn(text + 1, "0123456789");
    }
    if (*text == '+' || *text == '-') {
        text++;
        return two_digits(&text, 14) && (!*text || *text++ == ':') && (!*text || two_digits(&text, 59)) &&
               !*text;
    }
    return !*text || !strcmp(text, "Z");
}

static bool is_moment(const char *value) {
    char day[CLOCK_DAY] = "";
    int64_t number;
    if (strlen(value) < CLOCK_DAY || value[CLOCK_DAY - 1] != 'T')
        return false;
    memcpy(day, value, CLOCK_DAY - 1);
    return clock_day_number(day, &number) && is_time(value + CLOCK_DAY);
}

static REFUSAL check_kind(struct answers *answers, int item, const char *value) {
    int64_t number;
    switch (items_question(answers, item)->kind) {
    case QUESTION_INTEGER:
        return text_integer(value, &number) ? NULL : refuse(_("Not a whole number; write digits only."));
    case QUESTION_DECIMAL:
        return isnan(value_decimal(value)) ? refuse(_("Not a number; write it like 12.5.")) : NULL;
    case QUESTION_DATE:
        return clock_day_number(value, &number)
                   ? NULL
                   : refuse(_("Not a day of the calendar; write it like 2026-11-24."));
    case QUESTION_TIME:
        return is_time(value) ? NULL : refuse(_("Not a time of day; write it like 10:30."));
    case QUESTION_MOMENT:
        return is_moment(value) ? NULL : refuse(_("Not a day and time; write it like 2026-11-24T10:30."));
    case QUESTION_RANGE:
        return check_range(items_question(answers, item), value);
    case QUESTION_SELECT_ONE:
        return check_choice(answers, item, value);
    case QUESTION_SELECT_MULTIPLE:
        return check_choices(answers, item, value);
    case QUESTION_RANK:
        return check_rank(answers, item, value);
    case QUESTION_ACKNOWLEDGE:
        return !strcmp(value, "OK") ? NULL : refuse(_("Either \"OK\" or nothing."));
    default:
        return NULL;
    }
}

bool answers_fits(struct answers *answers, int item, const char *value) {
    const struct question *question = items_question(answers, item);
    struct arena arena = { 0 };
    size_t length;
    if (question->list < 0)
        return !check_kind(answers, item, value);
    if (question->kind == QUESTION_SELECT_ONE)
        return definition_choice(answers->definition, question->list, value);
    bool fits = true;
    for (; fits && (value = value_next_word(value, &length)); value += length)
        fits = definition_choice(answers->definition, question->list, arena_copy_part(&arena, value, length));
    arena_done(&arena);
    return fits;
}

static REFUSAL check_count(struct answers *answers, int repeat) {
    const struct expression *count = items_question(answers, repeat)->repeat_count;
    int wanted = count ? answers_instances(answers_result(answers, count, repeat)) : 0;
    int made = answers_instances(answers->items[repeat].value);
    return wanted <= made ? NULL : refuse(_("More is asked here than can be: only %d times."), made);
}

REFUSAL answers_problem(struct answers *answers, int item) {
    const struct question *asked = items_question(answers, item);
    const char *value = answers->items[item].value;
    if (!answers->items[item].relevant)
        return NULL;
    if (items_is_repeat(answers, item))
        return check_count(answers, item);
    if (!question_is_asked(asked))
        return NULL;
    if (answers->is_exhausted)
        return _("This questionnaire takes too long to work out with these answers; tell those who made it.");
    if (is_blank(value))
        return answers_required(answers, item)
                   ? own_words(answers, item, TEXT_REQUIRED, _("This question must be answered."))
                   : NULL;
    if (strlen(value) > ANSWER_BYTES)
        return refuse(_("The answer is too long: %zu bytes, and %d are the most."), strlen(value),
                      ANSWER_BYTES);
    const char *refusal = check_kind(answers, item, value);
    if (!refusal && asked->constraint && !answers_is_true(answers, asked->constraint, item))
        refusal = own_words(answers, item, TEXT_CONSTRAINT,
                            _("The questionnaire does not accept this answer here."));
    return refusal;
}

const int *answers_missing(struct answers *answers, int *count) {
    *count = 0;
    for (int place = 0; place < answers->count; place++)
        if (answers_problem(answers, answers->order[place]))
            answers->missing[(*count)++] = answers->order[place];
    return answers->missing;
}
