#include "xlsform/surveying.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"

static void check_name(struct surveying *surveying, const struct question *question) {
    static const char *const reserved[] = { "meta", "instanceID", "instanceName" };
    struct problems *problems = surveying->compiling->problems;
    struct problem_place place = surveying_place(surveying, COLUMN_NAME);
    if (!*question->name) {
        problems_error(problems, place, _("the question has no name"));
        return;
    }
    if (!compiling_is_name(question->name))
        problems_error(
            problems, place,
            _("\"%s\" is not a name: it begins with a letter or _, then come letters, digits, _ . -"),
            question->name);
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (!strcmp(question->name, reserved[i]))
            problems_error(problems, place, _("the name \"%s\" is reserved; choose another"), reserved[i]);
}

static bool has_media(const struct surveying *surveying) {
    const struct header *header = &surveying->compiling->survey;
    for (int i = 0, column; (column = header_column_any(header, COLUMN_MEDIA, i)) >= 0; i++)
        if (*sheet_cell(surveying->row, column))
            return true;
    return false;
}

static bool has_text(const struct surveying *surveying, const struct question *question) {
    for (int i = 0; i < surveying->compiling->definition->language_count; i++)
        if (question->texts[TEXT_LABEL][i] || question->texts[TEXT_HINT][i])
            return true;
    return false;
}

static void read_texts(struct surveying *surveying, struct question *question) {
    static const enum header_word words[TEXT_COUNT] = { COLUMN_LABEL, COLUMN_HINT, COLUMN_GUIDANCE,
                                                        COLUMN_REQUIRED_MESSAGE, COLUMN_CONSTRAINT_MESSAGE };
    struct compiling *compiling = surveying->compiling;
    for (int i = 0; i < TEXT_COUNT; i++)
        question->texts[i] = compiling_texts(compiling, &compiling->survey, surveying->row, words[i]);
    if (question->kind > QUESTION_NOTE || has_text(surveying, question) ||
        *surveying_value(surveying, COLUMN_CALCULATION))
        return;
    if (has_media(surveying))
        problems_warning(
            compiling->problems, surveying_place(surveying, COLUMN_MEDIA),
            _("the question has no label, only a picture or sound, which a terminal cannot show"));
    else
        problems_error(compiling->problems, surveying_place(surveying, COLUMN_LABEL),
                       _("the question has neither label nor hint"));
}

static void read_extras(struct surveying *surveying, struct question *question) {
    struct arena *arena = &surveying->compiling->definition->arena;
    const struct header *header = &surveying->compiling->survey;
    struct extra_column *extras = NULL;
    for (int i = 0, column; (column = header_column_any(header, COLUMN_EXTRA, i)) >= 0; i++) {
        const char *value = text_trim(arena_copy(arena, sheet_cell(surveying->row, column)));
        if (!*value)
            continue;
        extras = arena_room(arena, extras, question->extra_count, sizeof *extras);
        extras[question->extra_count++] =
            (struct extra_column){ .name = arena_copy(arena, header->cells[column].text), .value = value };
    }
    question->extras = extras;
}

/* The same row without its cells: nothing of what is left out is asked, required or computed. */
static const struct sheet_row *empty_row(struct surveying *surveying) {
    struct sheet_row *row = arena_new(&surveying->compiling->definition->arena, sizeof *row);
    *row = (struct sheet_row){ .row = surveying->row->row, .line = surveying->row->line };
    return row;
}

int question_add(struct surveying *surveying, const struct type *type) {
    struct compiling *compiling = surveying->compiling;
    struct definition *definition = compiling->definition;
    struct arena *arena = &definition->arena;
    int number = definition->question_count;
    bool is_left_out = type->use >= TYPE_EMPTY;
    struct question question = { .kind = is_left_out ? QUESTION_HIDDEN : type->kind,
                                 .name = surveying_value(surveying, COLUMN_NAME),
                                 .parent = surveying->depth ? surveying->groups[surveying->depth - 1] : -1,
                                 .end = number + 1,
                                 .row = surveying->row->row,
                                 .line = surveying->row->line,
                                 .list = -1,
                                 .appearance =
                                     is_left_out ? "" : surveying_value(surveying, COLUMN_APPEARANCE) };
    if (!*question.name && type->use == TYPE_NAMELESS)
        question.name = arena_format(arena, "%s_%d", type->text, question.row);
    check_name(surveying, &question);
    read_texts(surveying, &question);
    if (!is_left_out)
        read_extras(surveying, &question);
    definition->questions = arena_room(arena, definition->questions, number, sizeof *definition->questions);
    compiling->rows = arena_room(arena, compiling->rows, number, sizeof *compiling->rows);
    compiling->left_out = arena_room(arena, compiling->left_out, number, sizeof *compiling->left_out);
    definition->questions[number] = question;
    compiling->rows[number] = is_left_out ? empty_row(surveying) : surveying->row;
    compiling->left_out[number] = is_left_out;
    definition->question_count++;
    return number;
}

static const char *list_text(void *data, int number) {
    const struct definition *definition = data;
    return number < definition->list_count ? definition->lists[number].name : NULL;
}

static int find_list(struct surveying *surveying, const char *name) {
    struct compiling *compiling = surveying->compiling;
    struct problem_place place = surveying_place(surveying, COLUMN_TYPE);
    int list = choices_find_list(compiling, name);
    if (list >= 0)
        compiling->list_used[list] = true;
    else if (!*name)
        problems_error(compiling->problems, place, _("the name of a list of choices must follow the type"));
    else if (!strncmp(name, "${", 2))
        compiling_unsupported(compiling, place, _("choosing among the answers of a repeat"),
                              _("only the lists of the sheet choices can be chosen from"));
    else
        problems_error(compiling->problems, place, _("there is no list of choices \"%s\"%s"), name,
                       compiling_suggestion(compiling, name, list_text, compiling->definition,
                                            _("; did you mean \"%s\"?")));
    return list;
}

/* The names of several choices stand in one text with blanks between them. */
static void check_blanks(struct surveying *surveying, int list) {
    const struct choice_list *choices = &surveying->compiling->definition->lists[list];
    for (int i = 0; i < choices->count; i++)
        if (choices->choices[i].name[strcspn(choices->choices[i].name, " \t\n")])
            problems_error(
                surveying->compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                _("the choice \"%s\" of the list \"%s\" (choices row %d) has a blank in its name, which "
                  "select_multiple and rank cannot have"),
                choices->choices[i].name, choices->name, choices->choices[i].row);
}

/* Whether the words after the list ask for a choice "other". */
static bool says_other(const char *words) {
    return !strcmp(words, "or_other") || !strcmp(words, "or other") || !strcmp(words, "or specify other");
}

/* The row of the question that asks what the other is: only its condition is filled in. */
static const struct sheet_row *other_row(struct surveying *surveying, const char *asked) {
    struct arena *arena = &surveying->compiling->definition->arena;
    int column = header_require(&surveying->compiling->survey, COLUMN_RELEVANT);
    struct sheet_row *row = arena_new(arena, sizeof *row);
    *row = (struct sheet_row){ .row = surveying->row->row, .line = surveying->row->line };
    row->count = column + 1;
    row->cells = arena_new(arena, (size_t)row->count * sizeof *row->cells);
    for (int i = 0; i < column; i++)
        row->cells[i] = "";
    row->cells[column] = arena_format(arena, "selected(${%s}, 'other')", asked);
    return row;
}

static void add_other(struct surveying *surveying, int number) {
    static const struct type text = { "text", QUESTION_TEXT, TYPE_PLAIN };
    struct compiling *compiling = surveying->compiling;
    struct definition *definition = compiling->definition;
    if (*surveying_value(surveying, COLUMN_CHOICE_FILTER)) {
        problems_error(compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                       _("or_other cannot stand with a choice_filter, which decides about \"other\" too; add "
                         "a choice and a text question instead"));
        return;
    }
    definition->questions[number].has_other = true;
    definition->questions[number].list = choices_with_other(compiling, definition->questions[number].list);
    const char *asked = definition->questions[number].name;
    if (!compiling_is_name(asked))
        return;
    int other = question_add(surveying, &text);
    struct question *question = &definition->questions[other];
    question->name = arena_format(&definition->arena, "%s_other", asked);
    question->appearance = "";
    question->extra_count = 0;
    for (int i = 0; i < TEXT_COUNT; i++)
        question->texts[i] =
            arena_new(&definition->arena, (size_t)definition->language_count * sizeof *question->texts[i]);
    question->texts[TEXT_LABEL][0] = _("Specify other.");
    compiling->rows[other] = other_row(surveying, asked);
}

static void read_list(struct surveying *surveying, int number, const char *rest) {
    struct compiling *compiling = surveying->compiling;
    const char *words = strchr(rest, ' ');
    const char *name =
        words ? arena_copy_part(&compiling->definition->arena, rest, (size_t)(words - rest)) : rest;
    struct question *question = &compiling->definition->questions[number];
    bool has_other = words && says_other(words + 1);
    int list = question->list = find_list(surveying, name);
    if (words && !has_other)
        problems_error(compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                       _("\"%s\" after the list is not understood; the name of a list has no blanks"),
                       words + 1);
    if (list >= 0 && question->kind != QUESTION_SELECT_ONE)
        check_blanks(surveying, list);
    if (has_other && question->kind == QUESTION_RANK)
        problems_warning(compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                         _("nothing can be added to what is put in order; or_other is not used"));
    else if (list >= 0 && has_other)
        add_other(surveying, number);
}

static void refuse_type(struct surveying *surveying, const struct type *type, const char *cell) {
    struct compiling *compiling = surveying->compiling;
    struct arena *arena = &compiling->definition->arena;
    if (type)
        compiling_unsupported(compiling, surveying_place(surveying, COLUMN_TYPE),
                              arena_format(arena, _("the type \"%s\""), type->text), type_refusal(type));
    else
        problems_error(compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                       _("the type \"%s\" is not known%s"), cell,
                       compiling_suggestion(compiling, cell, type_words, NULL, _("; did you mean \"%s\"?")));
}

void question_read(struct surveying *surveying, const char *cell) {
    static const struct type unknown = { "unknown", QUESTION_TEXT, TYPE_OUTSIDE };
    struct compiling *compiling = surveying->compiling;
    const char *rest = "";
    const struct type *type = type_find(cell, &rest);
    if (!type || type_refusal(type))
        refuse_type(surveying, type, cell);
    else if (type->use == TYPE_EMPTY || type->use == TYPE_IGNORED)
        problems_warning(compiling->problems, surveying_place(surveying, COLUMN_TYPE),
                         _("\"%s\" is not known at a terminal and stays empty"), type->text);
    if (type && type->use == TYPE_IGNORED)
        return;
    int number = question_add(surveying, type ? type : &unknown);
    range_read(surveying, &compiling->definition->questions[number]);
    if (type && type->use == TYPE_LIST)
        read_list(surveying, number, rest);
}
