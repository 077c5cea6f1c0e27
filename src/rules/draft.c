#include "rules/draft.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/draft_take.h"
#include "store/search.h"

static const struct db_value *find_value(const struct db_value *values, const char *name) {
    const struct db_value *found = NULL;
    for (; values && values->name; values++)
        if (!strcmp(values->name, name))
            found = values;
    return found;
}

static char *value_text(struct arena *arena, const struct db_value *value) {
    switch (value->kind) {
    case DB_INTEGER:
        return arena_format(arena, "%lld", (long long)value->integer);
    case DB_REAL:
        return arena_format(arena, "%.15g", value->real);
    default:
        return arena_copy(arena, value->kind == DB_TEXT && value->text ? value->text : "");
    }
}

static int64_t value_integer(const struct db_value *values, const char *name, int64_t fallback) {
    const struct db_value *value = find_value(values, name);
    int64_t number = fallback;
    if (value && value->kind == DB_INTEGER)
        number = value->integer;
    else if (value && value->kind == DB_TEXT && value->text)
        text_integer(value->text, &number);
    return number;
}

static const char *column_meant(const struct draft *draft, const char *sentence) {
    const char *found = NULL;
    size_t longest = 0;
    for (int i = 0; i < draft->count; i++) {
        const char *label = _(draft->columns[i].label);
        size_t length = label ? strlen(label) : 0;
        if (length > longest && !strncmp(sentence, label, length)) {
            found = draft->columns[i].name;
            longest = length;
        }
    }
    return found;
}

void draft_problem(struct draft *draft, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    char *sentence = arena_format_list(&draft->arena, format, arguments);
    va_end(arguments);
    draft->list = arena_room(&draft->arena, draft->list, draft->problem_count, sizeof *draft->list);
    draft->list[draft->problem_count++] = (struct record_problem){ column_meant(draft, sentence), sentence };
    if (draft->problems.length)
        buffer_add_char(&draft->problems, ' ');
    buffer_add(&draft->problems, sentence);
}

static int column_number(const struct draft *draft, const char *name) {
    for (int i = 0; i < draft->count; i++)
        if (!strcmp(draft->columns[i].name, name))
            return i;
    die("a record has no column %s", name);
}

const char *draft_label(const struct draft *draft, const char *column) {
    return _(draft->columns[column_number(draft, column)].label);
}

const char *draft_text(const struct draft *draft, const char *column) {
    return draft->values[column_number(draft, column)].text;
}

const char *draft_before(const struct draft *draft, const char *column) {
    return draft->before[column_number(draft, column)];
}

void draft_set(struct draft *draft, const char *column, const char *text) {
    draft->values[column_number(draft, column)].text = text;
}

bool draft_changed(const struct draft *draft, const char *column) {
    int first = column ? column_number(draft, column) : 0, end = column ? first + 1 : draft->count;
    for (int i = first; i < end; i++)
        if (strcmp(draft->values[i].text, draft->before[i]) != 0)
            return true;
    return false;
}

void draft_extra(struct draft *draft, struct db_value value) {
    int at = draft->count;
    while (draft->values[at].name && strcmp(draft->values[at].name, value.name))
        at++;
    assert(at < DRAFT_COLUMNS + 3);
    draft->values[at] = value;
}

static void load(struct draft *draft, struct db *db, const char *sql) {
    struct query *query = db_query(db, sql, with(integer("id", draft->id)));
    if (db_next(query)) {
        draft->rev = db_column_int(query, db_column(query, "rev"));
        for (int i = 0; i < draft->count; i++) {
            const char *text = db_column_text(query, db_column(query, draft->columns[i].name));
            draft->before[i] = draft->values[i].text = arena_copy(&draft->arena, text ? text : "");
        }
    }
    db_done(query);
}

static void begin(struct draft *draft, const struct column *columns) {
    *draft = (struct draft){ .columns = columns };
    for (; columns[draft->count].name; draft->count++) {
        assert(draft->count < DRAFT_COLUMNS);
        const char *initial = columns[draft->count].default_text;
        draft->before[draft->count] = initial ? initial : "";
        draft->values[draft->count] = text(columns[draft->count].name, draft->before[draft->count]);
    }
}

const char *draft_begin(struct draft *draft, struct db *db, const struct column *columns, const char *find,
                        const char *load_sql, const struct db_value *values, unsigned how) {
    begin(draft, columns);
    const struct db_value *key = find_value(values, columns[0].name);
    bool is_of_form = find_value(values, "id");
    draft->id = value_integer(values, "id", 0);
    int64_t known = !draft->id && key
                        ? db_int(db, 0, find, with(text("key", text_trim(value_text(&draft->arena, key)))))
                        : 0;
    if (!is_of_form)
        draft->id = known;
    draft->is_new = draft->id == 0;
    if (!draft->is_new)
        load(draft, db, load_sql);
    if (!draft->is_new && !draft->rev)
        return refuse(_("It is not there any more; F5 shows what is."));
    if (value_integer(values, "rev", draft->rev) != draft->rev)
        return refuse(_("Changed by someone else meanwhile; F5 shows it."));
    for (int i = 0; i < draft->count; i++) {
        const struct db_value *given = find_value(values, columns[i].name);
        if (given)
            draft_take(draft, db, i, value_text(&draft->arena, given), how);
        if (columns[i].required && !*draft->values[i].text)
            draft_problem(draft, _("%s is missing."), _(columns[i].label));
    }
    if (is_of_form && known)
        draft_problem(draft, _("%s \"%s\" is there already, and stays as it is; choose another one."),
                      _(columns[0].label), draft->values[0].text);
    draft_extra(draft, integer("id", draft->id));
    return NULL;
}

const char *draft_verdict(struct draft *draft) {
    return draft->problems.length ? record_refuse(draft->list, draft->problem_count, draft->problems.text)
                                  : NULL;
}

const char *draft_write(struct draft *draft, struct db *db, const char *thing, const char *insert,
                        const char *update, struct record *record) {
    const char *no = NULL;
    *record = (struct record){ draft->id, RECORD_SAME };
    if (draft->is_new || draft_changed(draft, NULL)) {
        no = db_run(db, draft->is_new ? insert : update, draft->values);
        if (!no && draft->is_new)
            draft->id = db_last_id(db);
        *record = (struct record){ draft->id, draft->is_new ? RECORD_NEW : RECORD_CHANGED };
        draft_extra(draft, integer("id", draft->id));
        if (!no && thing)
            no = search_put(db, thing, draft->id);
    }
    return no;
}

void draft_done(struct draft *draft) {
    buffer_done(&draft->problems);
    arena_done(&draft->arena);
}

const char *draft_put(const struct record_kind *kind, struct db *db, int64_t actor,
                      const struct db_value *values, unsigned how, struct record *record) {
    struct draft draft;
    const char *no = draft_begin(&draft, db, kind->columns, kind->find, kind->load, values, how);
    if (!no && kind->check)
        kind->check(&draft, db);
    if (!no && kind->right_comes_first)
        no = kind->right(&draft, db, actor);
    if (!no)
        no = draft_verdict(&draft);
    if (!no && !kind->right_comes_first)
        no = kind->right(&draft, db, actor);
    if (!no)
        no = kind->write(&draft, db, actor, record);
    draft_done(&draft);
    return no;
}

char **draft_words(struct arena *arena, const char *text, const char *separators) {
    char **words = arena_new(arena, (strlen(text) / 2 + 2) * sizeof *words);
    int count = 0;
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, separators);
        char *word = text_trim(arena_copy_part(arena, at, length));
        if (*word)
            words[count++] = word;
        at += length + (at[length] != 0);
    }
    return words;
}

static int compare_words(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

char *draft_sorted(struct arena *arena, char **words) {
    size_t count = 0;
    while (words[count])
        count++;
    qsort(words, count, sizeof *words, compare_words);
    struct buffer out = { 0 };
    buffer_add(&out, "");
    for (size_t i = 0; i < count; i++)
        if (!i || strcmp(words[i], words[i - 1]) != 0)
            buffer_format(&out, "%s%s", out.length ? " " : "", words[i]);
    char *sorted = arena_copy(arena, out.text);
    buffer_done(&out);
    return sorted;
}
