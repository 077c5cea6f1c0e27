#include "xlsform/compiling.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/filter.h"
#include "xlsform/function.h"
#include "xlsform/names.h"

/* Where the expression of a column is kept. Those that decide what is computed when cannot look at their own
 * answer. */
static const struct part {
    enum header_word word;
    size_t offset;
    bool is_computed, has_columns, is_condition;
} parts[] = {
    { COLUMN_REQUIRED, offsetof(struct question, required), false, false, true },
    { COLUMN_RELEVANT, offsetof(struct question, relevant), true, false, true },
    { COLUMN_CONSTRAINT, offsetof(struct question, constraint), false, false, true },
    { COLUMN_CALCULATION, offsetof(struct question, calculation), true, false, false },
    { COLUMN_CHOICE_FILTER, offsetof(struct question, choice_filter), false, true, true },
    { COLUMN_DEFAULT, offsetof(struct question, default_expression), true, false, false },
    { COLUMN_READ_ONLY, offsetof(struct question, read_only_when), false, false, true },
    { COLUMN_REPEAT_COUNT, offsetof(struct question, repeat_count), true, false, false },
};

struct reading {
    struct compiling *compiling;
    int question, column;
};

static struct problem_place place_of(const struct reading *reading, int character) {
    return header_place(&reading->compiling->survey, reading->compiling->rows[reading->question],
                        reading->column, character);
}

static const char *question_name(void *data, int number) {
    const struct definition *definition = data;
    return number < definition->question_count ? definition->questions[number].name : NULL;
}

static const char *column_name(void *data, int number) {
    const struct definition *definition = data;
    if (number >= definition->column_count)
        return NULL;
    return definition->columns[number] ? definition->columns[number] : "";
}

static void unknown_question(const struct reading *reading, int character, const char *name) {
    struct compiling *compiling = reading->compiling;
    problems_error(compiling->problems, place_of(reading, character), _("unknown question ${%s}%s"), name,
                   compiling_suggestion(compiling, name, question_name, compiling->definition,
                                        _("; did you mean ${%s}?")));
}

/* Many a form has hundreds of these, nearly all of them meant: the first few stand for all. */
static void note_doubt(struct compiling *compiling, struct problem_place place) {
    if (compiling->doubt_count < COMPILING_DOUBTS)
        compiling->doubts[compiling->doubt_count] = place;
    compiling->doubt_count++;
}

static void warn_of_doubts(struct compiling *compiling) {
    const struct problem_place *place = compiling->doubts;
    struct buffer others = { 0 };
    buffer_clear(&others);
    for (int i = 1; i < compiling->doubt_count && i < COMPILING_DOUBTS; i++)
        buffer_format(&others, _("; also row %d, %s"), place[i].row, place[i].column);
    if (compiling->doubt_count > COMPILING_DOUBTS)
        buffer_format(&others, _("; and %d more places"), compiling->doubt_count - COMPILING_DOUBTS);
    if (compiling->doubt_count)
        problems_warning(compiling->problems, *place,
                         _("the comparison is false while the question is unanswered%s"), others.text);
    buffer_done(&others);
}

/* Of a path: a question of that name elsewhere, or a name near to it, is what may have been meant. */
static void no_question_at(const struct reading *reading, int character, const char *name) {
    struct compiling *compiling = reading->compiling;
    struct definition *definition = compiling->definition;
    bool is_elsewhere = definition_find(definition, reading->question, name) >= 0;
    problems_error(compiling->problems, place_of(reading, character),
                   _("the path meets no question at \"%s\"%s"), name,
                   is_elsewhere ? arena_format(&definition->arena, _("; did you mean ${%s}?"), name)
                                : compiling_suggestion(compiling, name, question_name, definition,
                                                       _("; did you mean \"%s\"?")));
}

static void take_fault(void *data, const struct expression_fault *fault) {
    const struct reading *reading = data;
    struct compiling *compiling = reading->compiling;
    struct problem_place place = place_of(reading, fault->character);
    if (fault->is_doubt)
        note_doubt(compiling, place);
    else if (fault->is_warning)
        problems_warning(compiling->problems, place, "%s", fault->sentence);
    else if (fault->name && fault->is_step)
        no_question_at(reading, fault->character, fault->name);
    else if (fault->name && fault->is_column)
        problems_error(compiling->problems, place, _("the sheet choices has no column \"%s\"%s"), fault->name,
                       compiling_suggestion(compiling, fault->name, column_name, compiling->definition,
                                            _("; did you mean \"%s\"?")));
    else if (fault->name)
        unknown_question(reading, fault->character, fault->name);
    else
        problems_error(compiling->problems, place, "%s", fault->sentence);
}

static struct expression *compile(struct reading *reading, const struct part *part, const char *text) {
    struct definition *definition = reading->compiling->definition;
    struct names scope = { .definition = definition, .question = reading->question };
    struct expression_names names = names_of(&scope, part->has_columns);
    names.is_condition = part->is_condition;
    names.is_recomputed = part->word == COLUMN_CALCULATION;
    struct expression *expression = expression_new(&definition->arena, text, &names, take_fault, reading);
    if (expression && part->is_computed && expression->reads_self)
        problems_error(
            reading->compiling->problems, place_of(reading, 0),
            _("this cannot look at its own answer (\".\"); to compute a value only once, write once()"));
    if (expression && part->is_condition && expression->is_constant)
        problems_warning(reading->compiling->problems, place_of(reading, 0),
                         expression_holds(expression)
                             ? _("the condition is always true, whatever is answered")
                             : _("the condition is never true, whatever is answered"));
    return expression;
}

/* Whether a cell for yes or no has neither, nor anything of a condition: "ja", "x". */
static bool is_other_word(const char *text) {
    while (isalpha((unsigned char)*text) || (unsigned char)*text >= 0x80)
        text++;
    return !*text;
}

static bool says_no(const char *text) {
    return !strcasecmp(text, "no") || !strcasecmp(text, "false") || !strcasecmp(text, "false()");
}

/* Whether a default is to be computed: it has a reference, or calls a known function. */
static bool is_computed(const char *text) {
    const char *bracket = strchr(text, '('), *name = bracket;
    while (name && name > text && strchr("abcdefghijklmnopqrstuvwxyz-:", name[-1]))
        name--;
    return strstr(text, "${") || (name && function_find(name, (size_t)(bracket - name)));
}

static void read_part(struct reading *reading, struct question *question, const struct part *part) {
    const struct header *survey = &reading->compiling->survey;
    const struct sheet_row *row = reading->compiling->rows[reading->question];
    const char *text = header_value(survey, &reading->compiling->definition->arena, row, part->word);
    reading->column = header_column(survey, part->word, NULL);
    if (!*text)
        return;
    bool is_yes = part->is_condition && compiling_says_yes(text), is_no = part->is_condition && says_no(text);
    question->always_required |= is_yes && part->word == COLUMN_REQUIRED;
    question->read_only |= is_yes && part->word == COLUMN_READ_ONLY;
    bool is_switch = part->word == COLUMN_REQUIRED || part->word == COLUMN_READ_ONLY;
    if (is_yes || (is_no && is_switch))
        return;
    if (is_switch && is_other_word(text)) {
        problems_error(reading->compiling->problems, place_of(reading, 0),
                       _("\"%s\" is neither yes nor no, which are written in English here"), text);
        return;
    }
    if (is_no)
        text = "false()";
    if (part->word == COLUMN_DEFAULT && !is_computed(text))
        question->default_text = text;
    else
        *(struct expression **)(void *)((char *)question + part->offset) = compile(reading, part, text);
}

/* The questions named in a cell, "${a}, ${b}", when all are known; check_texts tells of others. */
static void read_triggers(struct reading *reading, struct question *question) {
    struct definition *definition = reading->compiling->definition;
    const char *text = header_value(&reading->compiling->survey, &definition->arena,
                                    reading->compiling->rows[reading->question], COLUMN_TRIGGER);
    int *triggers = NULL, count = 0;
    if (!question->calculation)
        return;
    for (const char *at = text; (at = strstr(at, "${")); at += 2) {
        const char *name = arena_copy_part(&definition->arena, at + 2, strcspn(at + 2, "}"));
        int trigger = definition_find(definition, reading->question, name);
        triggers = arena_room(&definition->arena, triggers, count, sizeof *triggers);
        triggers[count++] = trigger;
        if (trigger < 0)
            return;
    }
    if (count) {
        triggers = arena_room(&definition->arena, triggers, count, sizeof *triggers);
        triggers[count] = -1;
        question->triggers = triggers;
    }
}

/* Every ${name} in a text that people see must be a question. */
static void check_text(struct reading *reading, const char *text) {
    for (const char *at = text; (at = strstr(at, "${")); at += 2) {
        size_t length = strcspn(at + 2, "}");
        const char *name = arena_copy_part(&reading->compiling->definition->arena, at + 2, length);
        int character = 1 + (int)text_length(arena_copy_part(&reading->compiling->definition->arena, text,
                                                             (size_t)(at - text)));
        if (!at[2 + length])
            problems_error(reading->compiling->problems, place_of(reading, character),
                           _("a reference is written ${name}; this one has no closing bracket"));
        else if (definition_find(reading->compiling->definition, reading->question, name) < 0)
            unknown_question(reading, character, name);
    }
}

static void check_texts(struct reading *reading) {
    const struct header *survey = &reading->compiling->survey;
    const struct sheet_row *row = reading->compiling->rows[reading->question];
    for (int i = 0; i < survey->count; i++) {
        enum header_word word = survey->cells[i].word;
        reading->column = i;
        if (word == COLUMN_LABEL || word == COLUMN_HINT || word == COLUMN_GUIDANCE ||
            word == COLUMN_REQUIRED_MESSAGE || word == COLUMN_CONSTRAINT_MESSAGE || word == COLUMN_TRIGGER)
            check_text(reading, sheet_cell(row, i));
    }
}

static void check_question(struct reading *reading, const struct question *question) {
    const struct header *survey = &reading->compiling->survey;
    reading->column = header_column(survey, COLUMN_CALCULATION, NULL);
    const char *cell = sheet_cell(reading->compiling->rows[reading->question], reading->column);
    if (question->kind == QUESTION_CALCULATE && !*cell && !question->default_expression)
        problems_error(reading->compiling->problems, place_of(reading, 0),
                       _("there is nothing to calculate"));
}

void conditions_compile(struct compiling *compiling) {
    struct definition *definition = compiling->definition;
    for (int i = 0; i < definition->question_count; i++) {
        struct question *question = &definition->questions[i];
        struct reading reading = { .compiling = compiling, .question = i };
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            read_part(&reading, question, &parts[k]);
        read_triggers(&reading, question);
        filter_find(definition, i);
        check_texts(&reading);
        check_question(&reading, question);
    }
    warn_of_doubts(compiling);
}
