/* The ui without a terminal: what keys do to lists, forms and pages, and what the views show. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/text.h"
#include "ui/session.h"
#include "ui/view.h"

extern const struct screen things_screen, thing_screen;

static const struct choice colours[] = {
    { "r", N_("red") }, { "g", N_("green") }, { "b", N_("blue") }, { 0 }
};

static void write_home(struct session *session, struct page *page) {
    (void)session;
    page_heading(page, "%s", "Welcome");
    page_text(page,
              "A text that is long enough to be wrapped when the screen is narrow, as it is here and there.");
    page_link(page, &things_screen, 0, "%s", "Things");
    page_link(page, &thing_screen, 1, "%s", "A thing\x1B[31m");
}

static const struct screen home_screen = {
    .name = "home", .title = N_("Home"), .help = N_("Begin here."), .shape = MENU, .write = write_home
};

static const struct field columns[] = {
    { .name = "code", .label = N_("Code"), .width = 8 },
    { .name = "name", .label = N_("Name"), .order = "name_fold" },
    { .name = "number", .label = N_("No"), .kind = FIELD_INTEGER, .width = 5 },
    { 0 }
};
static const struct filter filters[] = {
    { { .name = "least", .label = N_("At least"), .kind = FIELD_INTEGER },
      "number >= CAST(:least AS INTEGER)" },
    { { 0 }, 0 }
};
const struct screen things_screen = {
    .name = "things",
    .title = N_("Things"),
    .help = N_("All of them."),
    .empty = N_("No things yet."),
    .shape = LIST,
    .query = "SELECT id, code, title AS name, title_fold AS name_fold, days AS number FROM course",
    .search = "course_search",
    .fields = columns,
    .filters = filters,
    .opens = &thing_screen
};

static int saves;
static char saved_title[200];

static const char *save(struct session *session) {
    saves++;
    strcpy(saved_title, form_value(session->place, "title"));
    form_saved(session);
    return session_back(session);
}

static const char *ask_save(struct session *session) {
    (void)session;
    return "Really save?";
}

static const struct action thing_actions[] = { { .key = F2,
                                                 .word = "save",
                                                 .label = N_("Save"),
                                                 .help = N_("Saves."),
                                                 .needs = A_VALID_FORM,
                                                 .ask = ask_save,
                                                 .act = save },
                                               { 0 } };
static const struct field thing_fields[] = {
    { .name = "title", .label = N_("Title"), .required = true, .most = 40 },
    { .name = "colour", .label = N_("Colour"), .kind = FIELD_CHOICE, .choices = colours },
    { .name = "colours", .label = N_("Colours"), .kind = FIELD_CHOICES, .choices = colours },
    { .name = "day", .label = N_("Day"), .kind = FIELD_DAY },
    { .name = "days", .label = N_("Days"), .kind = FIELD_INTEGER },
    { .name = "note",
      .label = N_("A question that is far too long for the column of labels"),
      .kind = FIELD_LONG },
    { 0 }
};
const struct screen thing_screen = { .name = "thing",
                                     .title = N_("Thing"),
                                     .help = N_("One of them."),
                                     .shape = FORM,
                                     .query = "SELECT id, rev, title, days FROM course WHERE id = :id",
                                     .fields = thing_fields,
                                     .actions = thing_actions };

static const struct screen *const screens[] = { &home_screen, &things_screen, &thing_screen, NULL };

static const char *fill(struct db *db, void *count) {
    const char *no = db_run(db, "INSERT INTO area (id, code, title) VALUES (9001, 'X-A', 'Area')", NULL);
    for (int i = 1; i <= *(int *)count && !no; i++) {
        struct arena arena = { 0 };
        char *code = arena_format(&arena, "C%03d", i),
             *title = arena_format(&arena, "Əsas kurs %d", 1000 - i);
        no = db_run(db,
                    "INSERT INTO course (id, code, title, title_fold, area_id, level, mode, days)"
                    " VALUES (:id, :code, :title, fold(:title), 9001, 1, 'module', :days)",
                    with(integer("id", i), text("code", code), text("title", title), integer("days", i)));
        if (!no)
            no = db_run(
                db,
                "INSERT INTO course_search (rowid, words) SELECT id, words FROM course_words WHERE id = :id",
                with(integer("id", i)));
        arena_done(&arena);
    }
    return no;
}

struct fixture {
    struct db *db;
    struct session session;
};

static void start(struct fixture *at, int courses) {
    *at = (struct fixture){ .db = db_memory() };
    assert_null(db_write(at->db, fill, &courses));
    at->session = (struct session){
        .db = at->db, .officer = 1, .name = "Əliyev", .badge = "B", .structure_name = "S", .screens = screens
    };
    assert_null(session_init(&at->session));
    at->session.rows = 21;
    at->session.columns = 80;
}

static void stop(struct fixture *at) {
    session_done(&at->session);
    db_close(at->db);
}

static void keys(struct session *session, const char *typed) {
    while (*typed)
        session_key(session, (enum key)text_next(&typed));
}

static const char *body_line(struct session *session, int line) {
    static char copy[400];
    struct arena arena = { 0 };
    struct view view;
    view_make(session, 24, 80, &arena, &view);
    assert_true(line < view.rows);
    strcpy(copy, view.body[line].text ? view.body[line].text : "");
    arena_done(&arena);
    return copy;
}

static void a_menu_leads_on(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 3);
    assert_string_equal(body_line(&at.session, 0), "Welcome");
    assert_string_equal(body_line(&at.session, 3), "> 1 Things");
    session_key(&at.session, DOWN);
    assert_string_equal(body_line(&at.session, 4), "> 2 A thing\xEF\xBF\xBD[31m");
    keys(&at.session, "1");
    assert_ptr_equal(at.session.place->screen, &things_screen);
    session_key(&at.session, F3);
    assert_ptr_equal(at.session.place->screen, &home_screen);
    session_key(&at.session, F3);
    assert_true(at.session.ended);
    stop(&at);
}

static void a_list_moves_and_finds(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 100);
    keys(&at.session, "1");
    assert_string_equal(body_line(&at.session, 1),
                        "> C001     Əsas kurs 999                                                      1");
    session_key(&at.session, END);
    assert_int_equal(session_row(&at.session), 100);
    session_key(&at.session, PAGE_UP);
    session_key(&at.session, HOME);
    for (int i = 0; i < 25; i++)
        session_key(&at.session, DOWN);
    assert_int_equal(session_row(&at.session), 26);
    session_key(&at.session, UP);
    assert_int_equal(session_row(&at.session), 25);
    keys(&at.session, "/esas 97");
    assert_int_equal(at.session.place->list.window.total, 10);
    session_key(&at.session, ENTER);
    assert_false(at.session.place->list.searching);
    keys(&at.session, "/");
    session_key(&at.session, ESCAPE);
    assert_int_equal(at.session.place->list.window.total, 100);
    keys(&at.session, "/zzz");
    session_key(&at.session, ENTER);
    assert_int_equal(session_row(&at.session), 0);
    session_key(&at.session, ENTER);
    assert_int_equal(at.session.tone, REFUSED);
    stop(&at);
}

static void a_list_sorts_and_filters(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 50);
    keys(&at.session, "1");
    session_key(&at.session, F6);
    keys(&at.session, "2");
    assert_int_equal(session_row(&at.session), 50);
    session_key(&at.session, F6);
    keys(&at.session, "2");
    assert_int_equal(session_row(&at.session), 1);
    session_key(&at.session, F9);
    keys(&at.session, "4x");
    session_key(&at.session, F10);
    assert_int_equal(at.session.tone, REFUSED);
    session_key(&at.session, BACKSPACE);
    keys(&at.session, "8");
    session_key(&at.session, F10);
    assert_ptr_equal(at.session.place->screen, &things_screen);
    assert_int_equal(at.session.place->list.window.total, 3);
    session_key(&at.session, F9);
    session_key(&at.session, F8);
    assert_int_equal(at.session.place->list.window.total, 50);
    stop(&at);
}

static void a_form_checks_and_asks(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 3);
    saves = 0;
    assert_null(session_open(&at.session, &thing_screen, 2));
    assert_string_equal(form_value(at.session.place, "title"), "Əsas kurs 998");
    for (int i = 0; i < 13; i++)
        session_key(&at.session, BACKSPACE);
    session_key(&at.session, F2);
    assert_int_equal(at.session.tone, REFUSED);
    assert_string_equal(at.session.message, "Title: It must be filled in.");
    keys(&at.session, "ğış");
    session_key(&at.session, ENTER);
    keys(&at.session, "gr");
    assert_string_equal(form_value(at.session.place, "colour"), "g");
    session_key(&at.session, TAB);
    keys(&at.session, "31");
    assert_string_equal(form_value(at.session.place, "colours"), "r b");
    keys(&at.session, "3");
    assert_string_equal(form_value(at.session.place, "colours"), "r");
    session_key(&at.session, F4);
    keys(&at.session, "bl");
    session_key(&at.session, ENTER);
    session_key(&at.session, F3);
    assert_string_equal(form_value(at.session.place, "colours"), "r b");
    session_key(&at.session, DOWN);
    keys(&at.session, "24.12.2026");
    session_key(&at.session, DOWN);
    assert_string_equal(form_value(at.session.place, "day"), "2026-12-24");
    session_key(&at.session, F2);
    assert_non_null(at.session.question);
    keys(&at.session, "n");
    assert_int_equal(saves, 0);
    session_key(&at.session, F2);
    keys(&at.session, "y");
    assert_int_equal(saves, 1);
    assert_string_equal(saved_title, "ğış");
    assert_ptr_equal(at.session.place->screen, &home_screen);
    stop(&at);
}

static void a_form_lists_what_is_missing(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 3);
    assert_null(session_open(&at.session, &thing_screen, 0));
    session_key(&at.session, PAGE_DOWN);
    session_key(&at.session, F7);
    assert_string_equal(body_line(&at.session, 0), "> Title");
    session_key(&at.session, ENTER);
    assert_int_equal(at.session.place->form.focus, 0);
    assert_string_equal(body_line(&at.session, 1), "            ! It must be filled in.");
    keys(&at.session, "x");
    session_key(&at.session, F8);
    keys(&at.session, "y");
    assert_string_equal(form_value(at.session.place, "title"), "");
    stop(&at);
}

static const char *change_title(struct db *db, void *title) {
    return db_run(db, "UPDATE course SET title = :title, rev = rev + 1 WHERE id = 1",
                  with(text("title", title)));
}

static void begin(struct fixture *at) {
    at->session = (struct session){
        .db = at->db, .officer = 1, .name = "Əliyev", .badge = "B", .structure_name = "S", .screens = screens
    };
    assert_null(session_init(&at->session));
}

static void a_draft_does_not_hide_others_changes(void **state) {
    (void)state;
    char folder[] = "/tmp/topcop-ui-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.db", folder);
    struct fixture at = { 0 };
    int count = 1;
    assert_null(db_create(&at.db, path));
    assert_null(db_write(at.db, fill, &count));
    begin(&at);
    assert_null(session_open(&at.session, &thing_screen, 1));
    keys(&at.session, " mine");
    session_done(&at.session);
    assert_null(db_write(at.db, change_title, (char[]){ "Theirs" }));
    begin(&at);
    assert_null(session_open(&at.session, &thing_screen, 1));
    assert_string_equal(form_value(at.session.place, "title"), "Əsas kurs 999 mine");
    assert_non_null(strstr(at.session.message, "somebody saved this record meanwhile"));
    assert_int_equal(at.session.place->form.rev, 1);
    session_key(&at.session, F5);
    assert_int_equal(at.session.place->form.rev, 2);
    assert_string_equal(form_value(at.session.place, "title"), "Əsas kurs 999 mine");
    assert_non_null(strstr(at.session.place->form.items[0].problem, "\"Theirs\""));
    session_key(&at.session, F8);
    keys(&at.session, "y");
    assert_string_equal(form_value(at.session.place, "title"), "Theirs");
    assert_false(form_is_changed(at.session.place));
    stop(&at);
    static const char *const left[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-drafts" };
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, left[i]);
        remove(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

static void views_fit_every_size(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 100);
    const struct screen *shown[] = { &home_screen, &things_screen, &thing_screen };
    for (int s = 0; s < 3; s++) {
        assert_null(session_open(&at.session, shown[s], s == 2 ? 5 : 0));
        if (s == 2)
            assert_null(form_set(&at.session, 5, "one two three four five\n\nsix 漢字漢字漢字 end"));
        for (int rows = 4; rows < 40; rows += 5)
            for (int width = 20; width < 140; width += 7) {
                struct arena arena = { 0 };
                struct view view;
                view_make(&at.session, rows, width, &arena, &view);
                for (int i = 0; i < view.rows; i++)
                    assert_true(!view.body[i].text || text_width(view.body[i].text) <= width);
                assert_true(text_width(view.title.text) <= width);
                assert_true(text_width(view.keys.text) <= width);
                assert_in_range(view.cursor_row, 0, rows - 1);
                assert_in_range(view.cursor_column, 0, width - 1);
                arena_done(&arena);
            }
    }
    stop(&at);
}

static void help_comes_from_the_tables(void **state) {
    (void)state;
    struct fixture at;
    start(&at, 1);
    assert_null(session_open(&at.session, &thing_screen, 1));
    session_key(&at.session, F1);
    assert_string_equal(body_line(&at.session, 0), "Title");
    bool found = false;
    for (int i = 0; i < at.session.place->page.count; i++)
        found = found || strstr(at.session.place->page.lines[i].text, "F2, Ctrl-S  Save");
    assert_true(found);
    session_key(&at.session, F3);
    assert_ptr_equal(at.session.place->screen, &thing_screen);
    stop(&at);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T10:00", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_menu_leads_on),
        cmocka_unit_test(a_list_moves_and_finds),
        cmocka_unit_test(a_list_sorts_and_filters),
        cmocka_unit_test(a_form_checks_and_asks),
        cmocka_unit_test(a_form_lists_what_is_missing),
        cmocka_unit_test(a_draft_does_not_hide_others_changes),
        cmocka_unit_test(views_fit_every_size),
        cmocka_unit_test(help_comes_from_the_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
