#include "xlsform/compiling.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"

static void add_language(struct definition *definition, const char *name) {
    for (int i = 0; i < definition->language_count; i++)
        if (!strcmp(definition->languages[i], name))
            return;
    definition->languages = arena_room(&definition->arena, definition->languages, definition->language_count,
                                       sizeof *definition->languages);
    definition->languages[definition->language_count++] = arena_copy(&definition->arena, name);
}

static void add_languages(struct definition *definition, const struct header *header) {
    for (int i = 0; i < header->count; i++)
        if (header->cells[i].language)
            add_language(definition, header->cells[i].language);
}

static void find_languages(struct compiling *compiling, const char *default_language) {
    struct definition *definition = compiling->definition;
    bool has_plain = header_column(&compiling->survey, COLUMN_LABEL, NULL) >= 0 ||
                     header_column(&compiling->choices, COLUMN_LABEL, NULL) >= 0;
    if (*default_language || has_plain)
        add_language(definition, default_language);
    add_languages(definition, &compiling->survey);
    add_languages(definition, &compiling->choices);
    if (!definition->language_count)
        add_language(definition, "");
}

static bool language_is_used(const struct compiling *compiling, const char *language) {
    return header_column(&compiling->survey, COLUMN_LABEL, language) >= 0 ||
           header_column(&compiling->survey, COLUMN_LABEL, NULL) >= 0;
}

/* The name of a file without folder, ending, and "survey" at its end. */
static const char *stem(struct arena *arena, const char *file) {
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    char *copy = arena_copy(arena, name);
    char *dot = strrchr(copy, '.');
    if (dot)
        *dot = 0;
    return copy;
}

void settings_compile(struct compiling *compiling) {
    static const struct sheet_row nothing;
    struct definition *definition = compiling->definition;
    const struct header *settings = &compiling->settings;
    struct arena *arena = &definition->arena;
    const struct sheet_row *rows = &nothing;
    int count = header_rows(settings, &rows);
    if (count > 1)
        problems_warning(compiling->problems, header_place(settings, &rows[1], -1, 0),
                         _("only the first row of settings is read"));
    definition->id = header_value(settings, arena, rows, COLUMN_FORM_ID);
    if (!*definition->id)
        definition->id = stem(arena, compiling->survey.sheet->file);
    definition->title = header_value(settings, arena, rows, COLUMN_FORM_TITLE);
    if (!*definition->title)
        definition->title = definition->id;
    definition->version = header_value(settings, arena, rows, COLUMN_VERSION);
    const char *language = header_value(settings, arena, rows, COLUMN_DEFAULT_LANGUAGE);
    find_languages(compiling, language);
    if (*language && !language_is_used(compiling, language))
        problems_warning(
            compiling->problems,
            header_place(settings, rows, header_column(settings, COLUMN_DEFAULT_LANGUAGE, NULL), 0),
            _("no label is in \"%s\"; there is %s"), language,
            definition->language_count > 1 ? definition->languages[1] : _("no other language"));
}

const char **compiling_texts(struct compiling *compiling, const struct header *header,
                             const struct sheet_row *row, enum header_word word) {
    struct definition *definition = compiling->definition;
    const char **texts = arena_new(&definition->arena, (size_t)definition->language_count * sizeof *texts);
    for (int i = 0; i < definition->language_count; i++) {
        const char *text = sheet_cell(row, header_column(header, word, definition->languages[i]));
        if (!*text && i == 0)
            text = sheet_cell(row, header_column(header, word, NULL));
        texts[i] = *text ? text_trim(arena_copy(&definition->arena, text)) : NULL;
    }
    return texts;
}

const char *compiling_suggestion(struct compiling *compiling, const char *name,
                                 const char *(*candidate)(void *data, int number), void *data,
                                 const char *format) {
    const char *nearest = NULL, *next;
    int least = strlen(name) < 6 ? 1 : (int)strlen(name) / 3;
    for (int i = 0; (next = candidate(data, i)); i++) {
        int distance = text_distance(name, next);
        if (distance <= least && *next) {
            least = distance - 1;
            nearest = next;
        }
    }
    return nearest ? arena_format(&compiling->definition->arena, format, nearest) : "";
}

bool compiling_is_name(const char *text) {
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    static const char more[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789.-";
    return *text && strchr(first, *text) && !text[strspn(text, more)];
}

bool compiling_says_yes(const char *text) {
    return !strcasecmp(text, "yes") || !strcasecmp(text, "true") || !strcasecmp(text, "true()");
}
