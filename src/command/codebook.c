/* The codebook: a row for each question, and after it one for each of its choices. */
#include <string.h>

#include "command/responses.h"

static const char *const kinds[] = {
    [QUESTION_TEXT] = "text",
    [QUESTION_INTEGER] = "integer",
    [QUESTION_DECIMAL] = "decimal",
    [QUESTION_DATE] = "date",
    [QUESTION_TIME] = "time",
    [QUESTION_MOMENT] = "dateTime",
    [QUESTION_SELECT_ONE] = "select_one",
    [QUESTION_SELECT_MULTIPLE] = "select_multiple",
    [QUESTION_RANK] = "rank",
    [QUESTION_RANGE] = "range",
    [QUESTION_ACKNOWLEDGE] = "acknowledge",
    [QUESTION_NOTE] = "note",
    [QUESTION_CALCULATE] = "calculate",
    [QUESTION_HIDDEN] = "hidden",
    [QUESTION_GROUP] = "group",
    [QUESTION_REPEAT] = "repeat",
    [QUESTION_START] = "start",
    [QUESTION_END] = "end",
    [QUESTION_TODAY] = "today",
    [QUESTION_USERNAME] = "username",
    [QUESTION_DEVICE] = "deviceid",
};

/* The languages of all versions, each once. */
struct languages {
    struct arena arena;
    const char **names;
    int count;
};

static void add_languages(struct languages *languages, const struct definition *definition) {
    for (int i = 0; i < definition->language_count; i++) {
        bool is_known = false;
        for (int k = 0; k < languages->count && !is_known; k++)
            is_known = !strcmp(languages->names[k], definition->languages[i]);
        if (is_known)
            continue;
        languages->names =
            arena_room(&languages->arena, languages->names, languages->count, sizeof *languages->names);
        languages->names[languages->count++] = definition->languages[i];
    }
}

static const char *const before[] = { "question", "type", "list", "choice" };
static const char *const after[] = { "required", "relevant", "constraint", "calculation",
                                     "need",     "role",     "weight",     "version" };

static void write_header(struct export *out, struct languages *languages) {
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        export_cell(out, before[i]);
    for (int i = 0; i < languages->count; i++)
        export_cell(out, *languages->names[i]
                             ? arena_format(&languages->arena, "label::%s", languages->names[i])
                             : "label");
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        export_cell(out, after[i]);
    export_line(out);
}

static int language_number(const struct definition *definition, const char *name) {
    for (int i = 0; i < definition->language_count; i++)
        if (!strcmp(definition->languages[i], name))
            return i;
    return -1;
}

static const char *own_label(const char **labels, int language) {
    return labels && language >= 0 ? labels[language] : NULL;
}

static const char *list_name(const struct response_column *column) {
    int list = response_question(column)->list;
    return list < 0 ? "" : column->definition->lists[list].name;
}

static void write_option(struct export *out, const struct response_column *column,
                         const struct response_option *option, const struct languages *languages) {
    export_cell(out, column->name);
    export_cell(out, "");
    export_cell(out, list_name(column));
    export_cell(out, option->choice->name);
    for (int i = 0; i < languages->count; i++)
        export_cell(
            out, own_label(option->choice->labels, language_number(option->definition, languages->names[i])));
    for (size_t i = 0; i < sizeof after / sizeof *after; i++)
        export_cell(out, "");
    export_line(out);
}

static const char *expression_text(const struct expression *expression) {
    return expression ? expression->text : "";
}

/* A cell of a topcop:: column; what the question is about, its groups may say for it. */
static const char *extra(const struct response_column *column, const char *name) {
    const struct definition *definition = column->definition;
    bool is_inherited = !strcmp(name, "topcop::need");
    const char *text = definition_extra(definition, column->question, name);
    for (int group = definition->questions[column->question].parent; is_inherited && !*text && group >= 0;
         group = definition->questions[group].parent)
        text = definition_extra(definition, group, name);
    return text;
}

static void write_question(struct export *out, const struct response_column *column,
                           const struct languages *languages) {
    static const char *const extras[] = { "topcop::need", "topcop::role", "topcop::weight" };
    const struct question *question = response_question(column);
    export_cell(out, column->name);
    export_cell(out, kinds[question->kind]);
    export_cell(out, list_name(column));
    export_cell(out, "");
    for (int i = 0; i < languages->count; i++)
        export_cell(out, own_label(question->texts[TEXT_LABEL],
                                   language_number(column->definition, languages->names[i])));
    export_cell(out, question->always_required ? "yes" : expression_text(question->required));
    export_cell(out, expression_text(question->relevant));
    export_cell(out, expression_text(question->constraint));
    export_cell(out, expression_text(question->calculation));
    for (size_t i = 0; i < sizeof extras / sizeof *extras; i++)
        export_cell(out, extra(column, extras[i]));
    export_cell(out, column->definition->version);
    export_line(out);
}

void response_codebook(struct export *out, const struct response_tables *tables) {
    struct languages languages = { 0 };
    for (int i = 0; tables->definitions[i]; i++)
        add_languages(&languages, tables->definitions[i]);
    write_header(out, &languages);
    for (int t = 0; t < tables->count; t++)
        for (int c = 0; c < tables->list[t].count; c++) {
            const struct response_column *column = &tables->list[t].columns[c];
            write_question(out, column, &languages);
            for (int i = 0; i < column->option_count; i++)
                write_option(out, column, &column->options[i], &languages);
        }
    arena_done(&languages.arena);
}
