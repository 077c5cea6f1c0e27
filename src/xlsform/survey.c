#include "xlsform/surveying.h"

#include <ctype.h>
#include <string.h>

#include "base/words.h"

enum { QUESTIONS = 10000 };

struct problem_place surveying_place(const struct surveying *surveying, enum header_word word) {
    const struct header *header = &surveying->compiling->survey;
    return header_place(header, surveying->row, header_column_any(header, word, 0), 0);
}

const char *surveying_value(const struct surveying *surveying, enum header_word word) {
    return header_value(&surveying->compiling->survey, &surveying->compiling->definition->arena,
                        surveying->row, word);
}

static void open_group(struct surveying *surveying, const char *word) {
    static const struct type group = { "group", QUESTION_GROUP, TYPE_PLAIN },
                             repeat = { "repeat", QUESTION_REPEAT, TYPE_PLAIN };
    struct problems *problems = surveying->compiling->problems;
    if (*word == 'l')
        problems_error(problems, surveying_place(surveying, COLUMN_TYPE),
                       _("loops are not supported: ask the questions in a repeat, or a number of times in "
                         "groups"));
    int number = question_add(surveying, *word == 'r' ? &repeat : &group);
    if (*word != 'r' && *surveying_value(surveying, COLUMN_REPEAT_COUNT))
        problems_warning(problems, surveying_place(surveying, COLUMN_REPEAT_COUNT),
                         _("only a repeat has a count; this one is not used"));
    if (surveying->depth == GROUPS) {
        problems_error(problems, surveying_place(surveying, COLUMN_TYPE),
                       _("more than %d groups inside one another"), GROUPS);
        return;
    }
    surveying->words[surveying->depth] = word;
    surveying->groups[surveying->depth++] = number;
}

static void close_group(struct surveying *surveying, const char *word) {
    struct definition *definition = surveying->compiling->definition;
    struct problems *problems = surveying->compiling->problems;
    struct problem_place place = surveying_place(surveying, COLUMN_TYPE);
    if (!surveying->depth) {
        problems_error(problems, place, _("this \"end %s\" has no \"begin %s\""), word, word);
        return;
    }
    struct question *group = &definition->questions[surveying->groups[--surveying->depth]];
    const char *begun = surveying->words[surveying->depth], *name = surveying_value(surveying, COLUMN_NAME);
    group->end = definition->question_count;
    if (strcmp(begun, word) != 0)
        problems_error(problems, place, _("this \"end %s\" closes the \"begin %s\" of row %d, \"%s\""), word,
                       begun, group->row, group->name);
    else if (*name && strcmp(name, group->name) != 0)
        problems_warning(problems, surveying_place(surveying, COLUMN_NAME),
                         _("this ends \"%s\" (row %d), not \"%s\""), group->name, group->row, name);
    if (group->end == (int)(group - definition->questions) + 1)
        problems_warning(problems, place, _("the group \"%s\" is empty"), group->name);
}

/* The type with one blank between its words. */
static const char *read_type(const struct surveying *surveying) {
    char *type =
             arena_copy(&surveying->compiling->definition->arena, surveying_value(surveying, COLUMN_TYPE)),
         *to = type;
    for (const char *from = type; *from; from++)
        if (!isspace((unsigned char)*from))
            *to++ = *from;
        else if (!isspace((unsigned char)from[1]))
            *to++ = ' ';
    *to = 0;
    return type;
}

static void refuse_typeless(struct surveying *surveying) {
    struct problems *problems = surveying->compiling->problems;
    struct problem_place place = header_place(&surveying->compiling->survey, surveying->row, -1, 0);
    const char **labels =
        compiling_texts(surveying->compiling, &surveying->compiling->survey, surveying->row, COLUMN_LABEL);
    if (*surveying_value(surveying, COLUMN_NAME))
        problems_error(problems, place, _("the row has a name but no type"));
    else if (labels[0])
        problems_error(problems, place, _("the row has a label but no type"));
    else
        problems_warning(problems, place, _("the row has no type and is not used"));
}

static void read_row(struct surveying *surveying) {
    bool begins;
    const char *type = read_type(surveying), *container = type_container(type, &begins);
    if (*type == '#' || compiling_says_yes(surveying_value(surveying, COLUMN_DISABLED)))
        return;
    if (*surveying_value(surveying, COLUMN_SAVE_TO))
        compiling_unsupported(surveying->compiling, surveying_place(surveying, COLUMN_SAVE_TO),
                              _("an entity"), _("there are no lists of entities"));
    if (!*type)
        refuse_typeless(surveying);
    else if (container && begins)
        open_group(surveying, container);
    else if (container)
        close_group(surveying, container);
    else
        question_read(surveying, type);
}

static void close_all(struct surveying *surveying) {
    struct compiling *compiling = surveying->compiling;
    while (surveying->depth > 0) {
        int number = surveying->groups[--surveying->depth];
        struct question *group = &compiling->definition->questions[number];
        group->end = compiling->definition->question_count;
        group->is_unended = true;
        problems_error(compiling->problems, compiling_place(compiling, number, COLUMN_TYPE),
                       _("the %s \"%s\" is never ended"), surveying->words[surveying->depth], group->name);
    }
}

void survey_compile(struct compiling *compiling) {
    struct surveying surveying = { .compiling = compiling };
    const struct sheet_row *rows;
    const struct header *header = &compiling->survey;
    int count = header_rows(header, &rows);
    if (header_column(header, COLUMN_TYPE, NULL) < 0 || header_column(header, COLUMN_NAME, NULL) < 0) {
        problems_error(compiling->problems, header_place(header, header->sheet->rows, -1, 0),
                       _("the header must have the columns type and name"));
        return;
    }
    for (int i = 0; i < count; i++) {
        surveying.row = &rows[i];
        if (compiling->definition->question_count >= QUESTIONS) {
            problems_error(compiling->problems, header_place(header, surveying.row, -1, 0),
                           _("more than %d questions; what follows is not read"), QUESTIONS);
            break;
        }
        read_row(&surveying);
    }
    close_all(&surveying);
    if (!compiling->definition->question_count)
        problems_error(compiling->problems, header_place(header, NULL, -1, 0), _("there is no question"));
}
