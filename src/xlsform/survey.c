#include "xlsform/compiling.h"
#include "xlsform/type.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"

enum { GROUPS = 64 }; /* groups inside one another */

struct reading {
    struct compiling *compiling;
    const struct header *header;
    const struct sheet_row *row;
    int groups[GROUPS];        /* the open ones */
    const char *words[GROUPS]; /* "group" or what it was called */
    int depth;
};

static struct problem_place place_of(const struct reading *reading, enum header_word word) {
    return header_place(reading->header, reading->row, header_column(reading->header, word, NULL), 0);
}

static const char *value_of(const struct reading *reading, enum header_word word) {
    return header_value(reading->header, &reading->compiling->definition->arena, reading->row, word);
}

static const char *list_text(void *data, int number) {
    const struct definition *definition = data;
    return number < definition->list_count ? definition->lists[number].name : NULL;
}

static int find_list(struct reading *reading, const char *name) {
    struct definition *definition = reading->compiling->definition;
    struct problems *problems = reading->compiling->problems;
    const char *other = strchr(name, ' ');
    if (other) {
        problems_error(problems, place_of(reading, COLUMN_TYPE),
                       _("\"%s\" after the list is not supported; add a choice and a text question instead"),
                       other + 1);
        return -1;
    }
    for (int i = 0; i < definition->list_count; i++)
        if (!strcmp(definition->lists[i].name, name))
            return i;
    if (!*name)
        problems_error(problems, place_of(reading, COLUMN_TYPE),
                       _("the name of a list of choices must follow the type"));
    else
        problems_error(problems, place_of(reading, COLUMN_TYPE), _("there is no list of choices \"%s\"%s"),
                       name,
                       compiling_suggestion(reading->compiling, name, list_text, definition,
                                            _("; did you mean \"%s\"?")));
    return -1;
}

/* The names of select_multiple's choices stand in one text with blanks between them. */
static void check_multiple(struct reading *reading, int list) {
    const struct choice_list *choices = &reading->compiling->definition->lists[list];
    for (int i = 0; i < choices->count; i++)
        if (choices->choices[i].name[strcspn(choices->choices[i].name, " \t\n")])
            problems_error(
                reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                _("the choice \"%s\" of the list \"%s\" (choices row %d) has a blank in its name, which "
                  "select_multiple cannot have"),
                choices->choices[i].name, choices->name, choices->choices[i].row);
}

static void check_name(struct reading *reading, const struct question *question) {
    const struct definition *definition = reading->compiling->definition;
    struct problems *problems = reading->compiling->problems;
    struct problem_place place = place_of(reading, COLUMN_NAME);
    if (!*question->name) {
        problems_error(problems, place, _("the question has no name"));
        return;
    }
    if (!compiling_is_name(question->name))
        problems_error(
            problems, place,
            _("\"%s\" is not a name: it begins with a letter or _, then come letters, digits, _ . -"),
            question->name);
    for (int i = 0; i < definition->question_count; i++)
        if (definition->questions[i].parent == question->parent &&
            !strcmp(definition->questions[i].name, question->name))
            problems_error(problems, place, _("the name \"%s\" is already taken in row %d"), question->name,
                           definition->questions[i].row);
}

static void read_texts(struct reading *reading, struct question *question) {
    static const enum header_word words[TEXT_COUNT] = { COLUMN_LABEL, COLUMN_HINT, COLUMN_GUIDANCE,
                                                        COLUMN_REQUIRED_MESSAGE, COLUMN_CONSTRAINT_MESSAGE };
    for (int i = 0; i < TEXT_COUNT; i++)
        question->texts[i] = compiling_texts(reading->compiling, reading->header, reading->row, words[i]);
    if (question->kind > QUESTION_NOTE)
        return;
    for (int i = 0; i < reading->compiling->definition->language_count; i++)
        if (question->texts[TEXT_LABEL][i] || question->texts[TEXT_HINT][i])
            return;
    problems_warning(reading->compiling->problems, place_of(reading, COLUMN_LABEL),
                     _("the question has no label; its name will be shown"));
}

static void read_extras(struct reading *reading, struct question *question) {
    struct arena *arena = &reading->compiling->definition->arena;
    struct extra_column *extras = NULL;
    for (int i = 0; i < reading->header->count; i++) {
        const char *value = text_trim(arena_copy(arena, sheet_cell(reading->row, i)));
        if (reading->header->cells[i].word != COLUMN_EXTRA || !*value)
            continue;
        extras = arena_room(arena, extras, question->extra_count, sizeof *extras);
        extras[question->extra_count++] =
            (struct extra_column){ .name = arena_copy(arena, reading->header->cells[i].text),
                                   .value = value };
    }
    question->extras = extras;
}

static int add_question(struct reading *reading, enum question_kind kind) {
    struct compiling *compiling = reading->compiling;
    struct definition *definition = compiling->definition;
    int number = definition->question_count;
    struct question question = { .kind = kind,
                                 .name = value_of(reading, COLUMN_NAME),
                                 .parent = reading->depth ? reading->groups[reading->depth - 1] : -1,
                                 .end = number + 1,
                                 .row = reading->row->row,
                                 .line = reading->row->line,
                                 .list = -1,
                                 .appearance = value_of(reading, COLUMN_APPEARANCE) };
    if (!*question.name && kind == QUESTION_NOTE)
        question.name = arena_format(&definition->arena, "note_%d", question.row);
    check_name(reading, &question);
    read_texts(reading, &question);
    read_extras(reading, &question);
    definition->questions =
        arena_room(&definition->arena, definition->questions, number, sizeof *definition->questions);
    compiling->rows = arena_room(&definition->arena, compiling->rows, number, sizeof *compiling->rows);
    definition->questions[number] = question;
    compiling->rows[number] = reading->row;
    definition->question_count++;
    return number;
}

static void open_group(struct reading *reading, const char *word) {
    if (strcmp(word, "group") != 0)
        problems_error(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                       _("%ss are not supported: ask the questions a fixed number of times, in groups"),
                       word);
    int number = add_question(reading, QUESTION_GROUP);
    if (reading->depth == GROUPS) {
        problems_error(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                       _("more than %d groups inside one another"), GROUPS);
        return;
    }
    reading->words[reading->depth] = word;
    reading->groups[reading->depth++] = number;
}

static void close_group(struct reading *reading, const char *word) {
    struct definition *definition = reading->compiling->definition;
    if (!reading->depth) {
        problems_error(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                       _("this \"end %s\" has no \"begin %s\""), word, word);
        return;
    }
    struct question *group = &definition->questions[reading->groups[--reading->depth]];
    group->end = definition->question_count;
    if (strcmp(reading->words[reading->depth], word) != 0)
        problems_error(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                       _("this \"end %s\" closes a \"begin %s\" (row %d)"), word,
                       reading->words[reading->depth], group->row);
    if (group->end == (int)(group - definition->questions) + 1)
        problems_warning(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                         _("the group \"%s\" is empty"), group->name);
}

static void read_question(struct reading *reading, const char *type_cell) {
    const char *rest = "";
    const struct type *type = type_find(type_cell, &rest);
    if (!type->text) {
        const char *suggestion = compiling_suggestion(reading->compiling, type_cell, type_words, NULL,
                                                      _("; did you mean \"%s\"?"));
        problems_error(reading->compiling->problems, place_of(reading, COLUMN_TYPE),
                       _("the type \"%s\" is not supported%s"), type_cell,
                       *suggestion
                           ? suggestion
                           : _("; there are text, integer, decimal, date, select_one, select_multiple, note, "
                               "calculate and begin group"));
    }
    int number = add_question(reading, type->kind);
    if (!type->takes_list)
        return;
    int list = find_list(reading, rest);
    reading->compiling->definition->questions[number].list = list;
    if (list >= 0 && type->kind == QUESTION_SELECT_MULTIPLE)
        check_multiple(reading, list);
}

/* The type with one blank between its words. */
static const char *read_type(const struct reading *reading) {
    char *type = arena_copy(&reading->compiling->definition->arena, value_of(reading, COLUMN_TYPE)),
         *to = type;
    for (const char *from = type; *from; from++)
        if (!isspace((unsigned char)*from))
            *to++ = *from;
        else if (!isspace((unsigned char)from[1]))
            *to++ = ' ';
    *to = 0;
    return type;
}

static void read_row(struct reading *reading) {
    bool begins;
    const char *type = read_type(reading), *container = type_container(type, &begins);
    if (*type == '#' || compiling_says_yes(value_of(reading, COLUMN_DISABLED)))
        return;
    if (!*type) {
        if (*value_of(reading, COLUMN_NAME))
            problems_error(reading->compiling->problems, header_place(reading->header, reading->row, -1, 0),
                           _("the row has a name but no type"));
    } else if (container && begins)
        open_group(reading, container);
    else if (container)
        close_group(reading, container);
    else
        read_question(reading, type);
}

void survey_compile(struct compiling *compiling) {
    struct reading reading = { .compiling = compiling, .header = &compiling->survey };
    struct definition *definition = compiling->definition;
    const struct sheet_row *rows;
    int count = header_rows(reading.header, &rows);
    if (header_column(reading.header, COLUMN_TYPE, NULL) < 0 ||
        header_column(reading.header, COLUMN_NAME, NULL) < 0) {
        problems_error(compiling->problems, header_place(reading.header, NULL, -1, 0),
                       _("the header must have the columns type and name"));
        return;
    }
    for (int i = 0; i < count; i++) {
        reading.row = &rows[i];
        read_row(&reading);
    }
    while (reading.depth > 0) {
        struct question *group = &definition->questions[reading.groups[--reading.depth]];
        reading.row = compiling->rows[group - definition->questions];
        group->end = definition->question_count;
        problems_error(compiling->problems, place_of(&reading, COLUMN_TYPE),
                       _("the group \"%s\" is never ended"), group->name);
    }
    if (!definition->question_count)
        problems_error(compiling->problems, header_place(reading.header, NULL, -1, 0),
                       _("there is no question"));
}
