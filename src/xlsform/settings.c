#include "xlsform/compiling.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/words.h"

enum { LANGUAGES = 60, SUGGESTIONS = 300 };

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
        if (header->cells[i].language && header->cells[i].word != COLUMN_MEDIA)
            add_language(definition, header->cells[i].language);
}

/* Each text is looked up in each language: a header of nothing but languages must not take forever. */
static void limit_languages(struct compiling *compiling) {
    if (compiling->definition->language_count <= LANGUAGES)
        return;
    problems_error(compiling->problems, header_place(&compiling->survey, NULL, -1, 0),
                   _("%d languages are more than the %d that a questionnaire can have"),
                   compiling->definition->language_count, LANGUAGES);
    compiling->definition->language_count = LANGUAGES;
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
    limit_languages(compiling);
}

/* Whether two names of languages have the same letters and digits. */
static bool is_alike(const char *one, const char *other) {
    for (;; one++, other++) {
        while (*one && !isalnum((unsigned char)*one) && *one > 0)
            one++;
        while (*other && !isalnum((unsigned char)*other) && *other > 0)
            other++;
        if (!*one || !*other || tolower((unsigned char)*one) != tolower((unsigned char)*other))
            return *one == *other;
    }
}

static void warn_of_alike(struct compiling *compiling) {
    const struct definition *definition = compiling->definition;
    for (int i = 0; i < definition->language_count; i++)
        for (int k = 0; k < i; k++)
            if (*definition->languages[k] && is_alike(definition->languages[k], definition->languages[i]))
                problems_warning(compiling->problems, header_place(&compiling->survey, NULL, -1, 0),
                                 _("\"%s\" and \"%s\" are taken for two languages; write them alike"),
                                 definition->languages[k], definition->languages[i]);
}

bool compiling_has_labels(const struct compiling *compiling, const char *language) {
    const struct header *headers[] = { &compiling->survey, &compiling->choices };
    for (int i = 0; i < 2; i++)
        if (header_column(headers[i], COLUMN_LABEL, language) >= 0 ||
            header_column(headers[i], COLUMN_LABEL, NULL) >= 0)
            return true;
    return false;
}

/* The name of a file without folder and ending. */
static const char *stem(struct arena *arena, const char *file) {
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    char *copy = arena_copy(arena, name);
    char *dot = strrchr(copy, '.');
    if (dot)
        *dot = 0;
    return copy;
}

static struct problem_place place_of(const struct compiling *compiling, const struct sheet_row *row,
                                     enum header_word word) {
    return header_place(&compiling->settings, row, header_column(&compiling->settings, word, NULL), 0);
}

static void check_settings(struct compiling *compiling, const struct sheet_row *row) {
    struct definition *definition = compiling->definition;
    const struct header *settings = &compiling->settings;
    const char *name = header_value(settings, &definition->arena, row, COLUMN_FORM_NAME);
    const char *language = header_value(settings, &definition->arena, row, COLUMN_DEFAULT_LANGUAGE);
    if (*name && !compiling_is_name(name))
        problems_error(
            compiling->problems, place_of(compiling, row, COLUMN_FORM_NAME),
            _("\"%s\" is not a name: it begins with a letter or _, then come letters, digits, _ . -"), name);
    if (*language && !compiling_has_labels(compiling, language))
        problems_warning(compiling->problems, place_of(compiling, row, COLUMN_DEFAULT_LANGUAGE),
                         _("no label is in \"%s\"; there is %s, and it is written here just as there"),
                         language,
                         definition->language_count > 1 ? definition->languages[1] : _("no other language"));
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
    compiling->is_lenient = compiling_says_yes(header_value(settings, arena, rows, COLUMN_LENIENT));
    find_languages(compiling, header_value(settings, arena, rows, COLUMN_DEFAULT_LANGUAGE));
    warn_of_alike(compiling);
    if (count)
        check_settings(compiling, rows);
}

const char **compiling_texts(struct compiling *compiling, const struct header *header,
                             const struct sheet_row *row, enum header_word word) {
    struct definition *definition = compiling->definition;
    const char **texts = arena_new(&definition->arena, (size_t)definition->language_count * sizeof *texts);
    for (int i = 0; i < definition->language_count; i++) {
        const char *text = sheet_cell(row, header_column(header, word, definition->languages[i]));
        if (!*text && i == 0)
            text = sheet_cell(row, header_column(header, word, NULL));
        const char *trimmed = *text ? text_trim(arena_copy(&definition->arena, text)) : "";
        texts[i] = *trimmed ? trimmed : NULL;
    }
    return texts;
}

const char *compiling_suggestion(struct compiling *compiling, const char *name,
                                 const char *(*candidate)(void *data, int number), void *data,
                                 const char *format) {
    const char *nearest = NULL, *next;
    int length = (int)strlen(name), least = length < 2 ? 0 : length < 6 ? 1 : length / 3;
    if (compiling->suggestions++ >= SUGGESTIONS)
        return "";
    for (int i = 0; (next = candidate(data, i)); i++) {
        int longer = (int)strlen(next) - length;
        if (!*next || longer > least || -longer > least)
            continue;
        int distance = text_distance(name, next);
        if (distance && distance <= least) {
            least = distance - 1;
            nearest = next;
        }
    }
    return nearest ? arena_format(&compiling->definition->arena, format, nearest) : "";
}

void compiling_unsupported(struct compiling *compiling, struct problem_place place, const char *what,
                           const char *reason) {
    if (compiling->is_lenient)
        problems_warning(compiling->problems, place, _("%s is left out: %s"), what, reason);
    else
        problems_error(compiling->problems, place,
                       _("%s is not supported: %s; with --lenient it is left out"), what, reason);
}

struct problem_place compiling_place(const struct compiling *compiling, int question, enum header_word word) {
    return header_place(&compiling->survey, compiling->rows[question],
                        header_column_any(&compiling->survey, word, 0), 0);
}

bool compiling_is_name(const char *text) {
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    static const char more[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789.-";
    return *text && strchr(first, *text) && !text[strspn(text, more)];
}

bool compiling_says_yes(const char *text) {
    return !strcasecmp(text, "yes") || !strcasecmp(text, "true") || !strcasecmp(text, "true()");
}
