/* Walks every table of every screen: names, keys and words are unique, labels and help are there, queries
 * prepare and give the columns that are shown, everything fits 80 columns, and the manual knows every screen
 * and action. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "screens/all.h"
#include "screens/sign_in.h"
#include "ui/help.h"
#include "ui/session.h"

enum { WIDTH = 80 };

static const struct screen *every[128];
static int screens_count;
static struct db *db;
static char *manual;

static int mistakes;
#define mistake(...) (mistakes++, print_error(__VA_ARGS__), print_error("\n"))

static void collect(void) {
    static const struct screen *const built_in[] = { &list_filter_screen, &list_order_screen,
                                                     &form_values_screen, &form_missing_screen,
                                                     &help_on_screen,     NULL };
    for (const struct screen *const *at = all_screens; *at; at++)
        every[screens_count++] = *at;
    every[screens_count++] = &sign_in_screen;
    every[screens_count++] = &first_password_screen;
    for (const struct screen *const *at = built_in; *at; at++)
        every[screens_count++] = *at;
}

static char *read_file(const char *path) {
    struct buffer text = { 0 };
    char part[4096];
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    for (size_t got; (got = fread(part, 1, sizeof part, file)) > 0;)
        buffer_add_part(&text, part, got);
    fclose(file);
    return text.text;
}

static void names_are_unique(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++)
        for (int j = 0; j < i; j++)
            if (!strcmp(every[i]->name, every[j]->name))
                mistake("two screens are named %s", every[i]->name);
    assert_int_equal(mistakes, 0);
}

static void everything_is_said(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++) {
        const struct screen *screen = every[i];
        if (!screen->title || !screen->help)
            mistake("%s has no title or no help", screen->name);
        if (text_width(screen->title) * 14 / 10 > 36)
            mistake("%s: the title is too long", screen->name);
        if (screen->shape == LIST && !screen->empty)
            mistake("%s says nothing when it is empty", screen->name);
        for (const struct field *field = screen->fields; field && field->name; field++) {
            bool quiet = field->kind == FIELD_NOTE || field->kind == FIELD_HEADING;
            if (!field->label || (!field->help && !quiet))
                mistake("%s.%s has no label or no help", screen->name, field->name);
        }
        for (const struct filter *filter = screen->filters; filter && filter->field.name; filter++)
            if (!filter->field.label || !filter->field.help || !filter->where)
                mistake("%s: the filter %s is not complete", screen->name, filter->field.name);
    }
    assert_int_equal(mistakes, 0);
}

static void keys_and_words_are_unique(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++) {
        struct place place = { .screen = every[i] };
        struct session session = { .place = &place };
        const struct action *one, *other;
        for (int a = 0; (one = session_action(&session, a)); a++) {
            if (!one->label || !one->help || !one->act)
                mistake("%s: the action %s is not complete", every[i]->name, one->word);
            if (strspn(one->word, "abcdefghijklmnopqrstuvwxyz") != strlen(one->word))
                mistake("%s: \"%s\" is not one lower-case word", every[i]->name, one->word);
            for (int b = 0; b < a && (other = session_action(&session, b)); b++)
                if (!strcmp(one->word, other->word) || (one->key && one->key == other->key))
                    mistake("%s: %s and %s share a word or a key", every[i]->name, one->word, other->word);
        }
    }
    assert_int_equal(mistakes, 0);
}

static void screens_fit(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++) {
        const struct screen *screen = every[i];
        int columns = 2, keys = 0;
        for (const struct field *field = screen->fields; screen->shape == LIST && field && field->name;
             field++) {
            columns += (field->width ? field->width : 20) + 1;
            if (field->width && text_width(field->label) > field->width)
                mistake("%s: the label of %s is wider than its column", screen->name, field->name);
        }
        for (const struct action *action = screen->actions; action && action->word; action++)
            keys += action->key ? (int)strlen(key_name(action->key)) + 3 + text_width(action->label) * 14 / 10
                                : 0;
        if (columns > WIDTH)
            mistake("%s: its columns take %d of %d", screen->name, columns, WIDTH);
        if (keys > WIDTH)
            mistake("%s: its own keys take %d of %d", screen->name, keys, WIDTH);
    }
    assert_int_equal(mistakes, 0);
}

/* Prepares a query by asking it with every parameter empty. */
static void try_query(const struct screen *screen, const char *what, const char *sql) {
    struct query *query =
        db_query_once(db, sql,
                      with(integer("id", 0), integer("officer", 0), integer("structure", 0),
                           text("today", "2026-11-24"), integer("now", 0), text("find", "")));
    for (const struct filter *filter = screen->filters; filter && filter->field.name; filter++)
        db_bind(query, with(text(filter->field.name, "")));
    db_next(query);
    if (!strcmp(what, "query") && (screen->shape == LIST || screen->shape == FORM)) {
        if (screen->shape == LIST && db_column(query, "id") < 0)
            mistake("%s: the query has no id", screen->name);
        for (const struct field *field = screen->fields; field && field->name; field++) {
            bool shown = field->kind != FIELD_NOTE && field->kind != FIELD_HEADING;
            if (screen->shape == LIST && shown && db_column(query, field->name) < 0)
                mistake("%s: the query has no column %s", screen->name, field->name);
            if (screen->shape == LIST && field->order && strcmp(field->order, "-") &&
                db_column(query, field->order) < 0)
                mistake("%s: the query has no column %s to sort by", screen->name, field->order);
        }
        const char *order = screen->order ? screen->order + (*screen->order == '-') : NULL;
        if (order && db_column(query, order) < 0)
            mistake("%s: the query has no column %s to sort by", screen->name, order);
    }
    db_done(query);
}

static void queries_prepare(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++) {
        const struct screen *screen = every[i];
        if (screen->query)
            try_query(screen, "query", screen->query);
        for (const struct field *field = screen->fields; field && field->name; field++) {
            if (field->lookup)
                try_query(screen, "lookup", field->lookup);
            if (field->initial && *field->initial == '=')
                try_query(screen, "initial", field->initial + 1);
        }
        for (const struct filter *filter = screen->filters; filter && filter->field.name; filter++) {
            struct buffer sql = { 0 };
            buffer_format(&sql, "SELECT * FROM (%s) WHERE %s", screen->query, filter->where);
            try_query(screen, "filter", sql.text);
            buffer_done(&sql);
            if (filter->field.lookup)
                try_query(screen, "lookup", filter->field.lookup);
        }
    }
    assert_int_equal(mistakes, 0);
}

static void the_manual_knows_them(void **state) {
    (void)state;
    mistakes = 0;
    for (int i = 0; i < screens_count; i++) {
        struct place place = { .screen = every[i] };
        struct session session = { .place = &place };
        struct arena arena = { 0 };
        if (i < screens_count - 5 && !strstr(manual, arena_format(&arena, ".Ss %s\n", every[i]->name)))
            mistake("man/topcop.1 does not know the screen %s", every[i]->name);
        const struct action *action;
        for (int a = 0; (action = session_action(&session, a)); a++)
            if (!strstr(manual, arena_format(&arena, ".It Ic %s", action->word)))
                mistake("man/topcop.1 does not know the action %s of %s", action->word, every[i]->name);
        arena_done(&arena);
    }
    assert_int_equal(mistakes, 0);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    db = db_memory();
    collect();
    manual = read_file("man/topcop.1");
    if (!manual)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_unique),          cmocka_unit_test(everything_is_said),
        cmocka_unit_test(keys_and_words_are_unique), cmocka_unit_test(screens_fit),
        cmocka_unit_test(queries_prepare),           cmocka_unit_test(the_manual_knows_them),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    free(manual);
    db_close(db);
    return failed;
}
