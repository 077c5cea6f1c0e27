/* Forms with all that a questionnaire can have: tables, orders, moments, repeats, undo; in both faces. */
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
#include "everything.h"
#include "keyed.h"
#include "line/line.h"
#include "screen.h"
#include "ui/view.h"

#define RIGHT_KEY "\033[C"
#define LEFT_KEY "\033[D"
#define UP_KEY "\033[A"
#define DOWN_KEY "\033[B"
#define TO_END "\033[F"
#define NEXT_SECTION "\033[6~"
#define UNDO "\032"
#define F4_KEY "\0334"
#define F3_KEY "\0333"

static const struct screen *const screens[] = { &everything_screen, NULL };

static struct keyed *begin(const char *term, int rows, int columns) {
    return keyed_begin(screens, term, rows, columns);
}

static const char *value(struct keyed *face, const char *name) {
    return form_value(face->session.place, name);
}

static const char *focused(struct keyed *face) {
    const struct form *form = &face->session.place->form;
    return form->items[form->focus].field->name;
}

/* ---- tables in the full-screen face ---- */

static void a_table_of_numbers_is_filled_in(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, "20" DOWN_KEY);
    assert_string_equal(focused(face), "n_risk_0");
    keyed_press(face, "5\t7" DOWN_KEY "12" RIGHT_KEY "3" UP_KEY "4\r");
    assert_string_equal(focused(face), "n_risk_3");
    assert_string_equal(value(face, "n_customs_1"), "12");
    keyed_golden(face, "table");
    keyed_press(face,
                LEFT_KEY "9"); /* the first digit replaces, the next ones are added, Backspace takes one */
    assert_string_equal(value(face, "n_risk_2"), "9");
    keyed_press(face, "87\177");
    assert_string_equal(value(face, "n_risk_2"), "98");
    keyed_press(face, "x");
    assert_string_equal(value(face, "n_risk_2"), "98");
    assert_true(screen_shows(face->screen, "A number is wanted in this table."));
    keyed_press(face, TO_END);
    assert_string_equal(focused(face), "n_risk_4");
    keyed_press(face, RIGHT_KEY);
    assert_string_equal(focused(face), "n_risk_4");
    keyed_press(face, DOWN_KEY DOWN_KEY DOWN_KEY);
    assert_string_equal(focused(face), "n_lab_4");
    keyed_press(face, DOWN_KEY);
    assert_string_equal(focused(face), "search");
    keyed_end(face);
}

static void a_table_of_choices_is_filled_in(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, NEXT_SECTION RIGHT_KEY RIGHT_KEY);
    assert_string_equal(value(face, "search"), "sometimes");
    keyed_press(face, DOWN_KEY "4" DOWN_KEY "\xe1\x83\x96"); /* ზ begins a label */
    assert_string_equal(value(face, "report"), "sometimes");
    keyed_golden(face, "table-choices");
    keyed_press(face, UP_KEY "1"); /* hides the row below */
    assert_false(screen_shows(face->screen, "прокурора"));
    keyed_press(face, DOWN_KEY);
    assert_string_equal(focused(face), "form");
    keyed_end(face);
}

static void tables_adapt_to_the_terminal(void **state) {
    (void)state;
    struct keyed *face = begin("vt100", 24, 60);
    keyed_press(face, "20" DOWN_KEY "5" RIGHT_KEY "6" RIGHT_KEY "30");
    keyed_golden(face, "table-narrow");
    keyed_end(face);
    face = begin("vt100", 12, 40);
    keyed_press(face, DOWN_KEY "5" TO_END "6");
    keyed_golden(face, "table-sideways");
    keyed_end(face);
    face = begin("vt100", 12, 30);
    keyed_press(face, DOWN_KEY "5\t");
    keyed_golden(face, "table-without-room");
    keyed_end(face);
}

static void tables_cost_few_bytes(void **state) {
    (void)state;
    static const char *const terms[] = { "xterm-256color", "vt100" };
    for (int i = 0; i < 2; i++) {
        struct keyed *face = begin(terms[i], 24, 80);
        keyed_press(face, DOWN_KEY "5\t");
        keyed_press(face, "7");
        assert_true(face->bytes <= 64); /* the cell, three totals, the cursor back */
        keyed_press(face, LEFT_KEY);
        assert_true(face->bytes <= 12);
        keyed_press(face, DOWN_KEY);
        assert_true(face->bytes <= 40);
        keyed_press(face, NEXT_SECTION);
        keyed_press(face, RIGHT_KEY);
        keyed_press(face, RIGHT_KEY);
        assert_true(face->bytes <= 24);
        keyed_end(face);
    }
}

/* Key by key, as somebody types: all that the terminal is sent. */
static void the_whole_form_costs_little(void **state) {
    (void)state;
    static const char *const keys[] = {
        "120\t",
        "5\t7\t12\t3\t1\t",
        "15\t2\t1\t\t4\t",
        "8\t8\t8\t8\t8\t",
        "1\t2\t3\t4\t5\t", /* */
        "2\t4\t1\t",
        "213\t",
        "24.12.2026 9:30\t",
        F4_KEY "\r" DOWN_KEY DOWN_KEY "\r" F3_KEY "\t",
        "13\t",
        "w\t",
    };
    struct keyed *face = begin("vt100", 24, 80);
    size_t sum = face->begun;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        for (const char *at = keys[i]; *at; at++) {
            keyed_press(face, (char[]){ *at, 0 });
            sum += face->bytes;
        }
    assert_true(screen_shows(face->screen, "10 of 10 answered"));
    assert_true(sum <= 12000); /* 25 KB are the limit for 40 questions */
    keyed_end(face);
}

/* ---- orders, lists, undo ---- */

static void an_order_is_typed_or_chosen(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, NEXT_SECTION DOWN_KEY DOWN_KEY DOWN_KEY "2 1");
    assert_string_equal(value(face, "form"), "webinar residential");
    assert_true(screen_shows(face->screen, "[2] 1 Residential  [1] 2 Webinar  [ ] 3 Exchange"));
    keyed_press(face, "\t");
    assert_true(screen_shows(face->screen, "\"Exchange\" has no rank yet."));
    keyed_press(face, UP_KEY "2" F4_KEY);
    assert_true(screen_shows(face->screen, " 1. Residential"));
    assert_true(screen_shows(face->screen, "1 of 3 have a rank."));
    keyed_press(face, DOWN_KEY DOWN_KEY "\r" UP_KEY "\r" F3_KEY "\t");
    assert_string_equal(value(face, "form"), "residential exchange webinar");
    assert_false(screen_shows(face->screen, "no rank"));
    keyed_end(face);
}

static void lists_are_shown_by_their_length(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face,
                NEXT_SECTION DOWN_KEY DOWN_KEY DOWN_KEY DOWN_KEY DOWN_KEY F4_KEY "\r" DOWN_KEY "\r" F3_KEY);
    assert_true(screen_shows(face->screen, "2 of 11: Azərbaycan, ქართული"));
    keyed_press(face, DOWN_KEY "13" DOWN_KEY "w");
    assert_true(screen_shows(face->screen, "[x] 1 Residential  [ ] 2 Webinar  [x] 3 Exchange"));
    assert_string_equal(value(face, "way"), "webinar");
    assert_true(screen_shows(face->screen, "Way                Webinar"));
    keyed_end(face);
}

static void a_moment_is_read_as_people_type_it(void **state) {
    (void)state;
    static const struct field field = { .name = "at", .kind = FIELD_MOMENT };
    static const char *const typed[][2] = { { "24.11.2026 10:30", "2026-11-24T10:30" },
                                            { "2026-11-24T9:05", "2026-11-24T09:05" },
                                            { " +1 23:59 ", "2026-11-25T23:59" },
                                            { "2026-11-24T10:30:15.5+04:00", "2026-11-24T10:30:15.5+04:00" },
                                            { "24.11.2026", "24.11.2026" },
                                            { "24.11.2026 25:00", "24.11.2026 25:00" } };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        struct arena arena = { 0 };
        assert_string_equal(form_tidy(&field, typed[i][0], &arena), typed[i][1]);
        arena_done(&arena);
    }
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, NEXT_SECTION DOWN_KEY DOWN_KEY DOWN_KEY DOWN_KEY "24.11.2026 25:00\t");
    assert_true(screen_shows(face->screen, "A day and a time are wanted"));
    keyed_press(face, UP_KEY "\177\177\177\177\1779:30\t");
    assert_string_equal(value(face, "begins"), "2026-11-24T09:30");
    assert_true(screen_shows(face->screen, "2026-11-24 09:30"));
    keyed_end(face);
}

static void values_come_back_one_by_one(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, "20\t\033[Z\1771\t\033[Z" UNDO);
    assert_string_equal(value(face, "staff"), "20");
    assert_true(screen_shows(face->screen, "Staff in the area: \"20\" is back; \"21\" is taken out."));
    keyed_press(face, UNDO);
    assert_string_equal(value(face, "staff"), "");
    keyed_press(face, UNDO);
    assert_true(screen_shows(face->screen, "not possible here now"));
    keyed_press(face, "\t5" RIGHT_KEY "6" LEFT_KEY "7" UNDO);
    assert_string_equal(value(face, "n_risk_0"), "5");
    assert_string_equal(value(face, "n_risk_1"), "6");
    keyed_press(face, NEXT_SECTION "12" UNDO);
    assert_string_equal(value(face, "search"), "never");
    assert_true(screen_shows(face->screen, "\"Heç vaxt\" is back"));
    keyed_end(face);
}

static void what_is_missing_is_listed_by_section(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, DOWN_KEY "+" NEXT_SECTION "\0337");
    assert_true(screen_shows(face->screen, "Who: 0 of 21 answered"));
    assert_true(screen_shows(face->screen, "Risk analyst, awareness"));
    keyed_press(face, DOWN_KEY "\r");
    assert_string_equal(focused(face), "n_risk_0");
    keyed_press(face, "\0337" DOWN_KEY DOWN_KEY "\r");
    assert_string_equal(focused(face), "search");
    keyed_end(face);
}

/* ---- large tables ---- */

enum { WIDE = 14, LONG = 40 };

static struct field many[WIDE * LONG + 1];
static char many_names[WIDE * LONG][16], many_rows[LONG][32];
static const char *const months[WIDE] = { "Yanvar", "Fevral", "Mart",       "Aprel",    "May",
                                          "İyun",   "İyul",   "Avqust",     "Sentyabr", "Oktyabr",
                                          "Noyabr", "Dekabr", "növbəti il", "sonra" };
static const struct grid large = { .columns = months, .column_count = WIDE, .numbers = true };

static const char *enter_large(struct session *session) {
    for (int i = 0; i < WIDE * LONG; i++) {
        snprintf(many_names[i], sizeof many_names[i], "c%d", i);
        snprintf(many_rows[i / WIDE], sizeof many_rows[0], "Məntəqə %d", i / WIDE + 1);
        many[i] = (struct field){ .name = many_names[i],
                                  .label = "",
                                  .kind = FIELD_INTEGER,
                                  .grid = &large,
                                  .grid_row = many_rows[i / WIDE],
                                  .grid_column = i % WIDE };
    }
    return form_begin(session, session->place, many, WIDE * LONG);
}

static const struct screen large_screen = {
    .name = "large", .title = "Large", .help = "A large table.", .shape = FORM, .enter = enter_large
};

static void a_large_table_keeps_its_head_in_sight(void **state) {
    (void)state;
    static const struct screen *const only[] = { &large_screen, NULL };
    struct keyed *face = keyed_begin(only, "xterm-256color", 24, 80);
    for (int i = 0; i < 30; i++)
        keyed_press(face, DOWN_KEY);
    keyed_press(face, "7" TO_END "8");
    assert_true(screen_shows(face->screen, "sonra"));
    keyed_golden(face, "table-large");
    for (int rows = 6; rows < 40; rows += 5)
        for (int columns = 20; columns < 150; columns += 9) {
            struct arena arena = { 0 };
            struct view view;
            view_make(&face->session, rows, columns, &arena, &view);
            for (int i = 0; i < view.rows; i++)
                assert_true(!view.body[i].text || text_width(view.body[i].text) <= columns);
            assert_true(strstr(view.body[view.cursor_row - 1].text, "8"));
            arena_done(&arena);
        }
    keyed_end(face);
}

/* ---- a long form ---- */

static const char *enter_long(struct session *session) {
    for (int i = 0; i < WIDE * LONG; i++) {
        snprintf(many_names[i], sizeof many_names[i], "Question %d.", i);
        many[i] = (struct field){ .name = many_names[i],
                                  .label = many_names[i],
                                  .kind = i % 20 ? FIELD_TEXT : FIELD_HEADING };
    }
    return form_begin(session, session->place, many, WIDE * LONG);
}

static const struct screen long_screen = {
    .name = "long", .title = "Long", .help = "A long form.", .shape = FORM, .enter = enter_long
};

/* Only what is near the focus is laid out; it must scroll as if all were. */
static void a_long_form_scrolls_line_by_line(void **state) {
    (void)state;
    static const struct screen *const only[] = { &long_screen, NULL };
    struct keyed *face = keyed_begin(only, "xterm-256color", 24, 80);
    for (int i = 0; i < 400; i++) {
        const char *before = focused(face);
        keyed_press(face, i < 200 ? DOWN_KEY : UP_KEY);
        assert_true(screen_shows(face->screen, before));
        assert_true(face->bytes < 400);
    }
    assert_string_equal(focused(face), "Question 1.");
    assert_true(screen_shows(face->screen, "Question 0."));
    for (int i = 0; i < 3; i++)
        keyed_press(face, NEXT_SECTION);
    assert_true(strstr(screen_row(face->screen, 1), "Question 60.") ||
                strstr(screen_row(face->screen, 2), "Question 60."));
    keyed_end(face);
}

/* ---- the line face ---- */

static char *converse(const char *lines) {
    char *transcript;
    size_t size;
    FILE *in = fmemopen((void *)(uintptr_t)lines, strlen(lines), "r"),
         *out = open_memstream(&transcript, &size);
    struct session session = {
        .db = db_memory(), .officer = 1, .name = "N", .badge = "B", .structure_name = "S", .screens = screens
    };
    assert_null(session_init(&session));
    struct db *db = session.db;
    line_run(&session, in, out);
    session_done(&session);
    db_close(db);
    fclose(in);
    fclose(out);
    return transcript;
}

static void has(const char *transcript, const char *part) {
    if (!strstr(transcript, part))
        fail_msg("\"%s\" is not in:\n%s", part, transcript);
}

static void tables_are_asked_cell_by_cell(void **state) {
    (void)state;
    char *said = converse("20\n5\n\n7\n\n\n.go lab\n.go 实\n1\n2\n3\n4\n5\n");
    has(said, "How many officers of each profile need which level?\nRisk analyst, awareness: 5\n");
    has(said, "Risk analyst, trainer: \nRisk analyst: 12 in all.\n");
    has(said,
        "实验室专家, trainer: 5\n实验室专家: 15 in all.\nIn all: awareness 6, practitioner 2, advanced 10, "
        "expert 4, trainer 5, together 27.\n27 are more than the 20 who work in this area.\n");
    free(said);
    said = converse(".go search\n2\n1\n3>1>2\n.undo\n2 1\n");
    has(said, "Nə qədər tez-tez?\nAxtarış:\n1: Heç vaxt,\n");
    has(said, "Axtarış: ზოგჯერ\nამოღება: Heç vaxt\nBest form:\n"); /* choices once; the last row is hidden */
    has(said, "Best form: 1 Exchange, 2 Residential, 3 Webinar\n");
    has(said, "Best form: empty again; \"1 Exchange, 2 Residential, 3 Webinar\" is taken out.\n");
    has(said, "! Best form: All 3 are wanted in an order; \"Exchange\" has no rank yet.\n");
    free(said);
}

static void both_faces_take_the_same(void **state) {
    (void)state;
    struct keyed *face = begin("xterm-256color", 24, 80);
    keyed_press(face, "20\t1\t2\t3\t4\t5\t" NEXT_SECTION "1\t2\t3\t213\t24.12.2026 9:30\t" F4_KEY "\r" F3_KEY
                      "\t31\tw\t");
    keyed_end(face);
    char keys[sizeof everything_left];
    memcpy(keys, everything_left, sizeof keys);
    everything_left[0] = 0;
    free(converse("20\n1\n2\n3\n4\n5\n.go search\n1\n2\n3\n2 1 3\n24.12.2026 9:30\n1\n1 3\nweb\n.home\n"));
    assert_string_equal(keys, everything_left);
    assert_non_null(strstr(keys, "begins=2026-12-24T09:30\n"));
    assert_non_null(strstr(keys, "form=webinar residential exchange\n"));
}

/* ---- repeats: a form made anew while it is open ---- */

enum { TEAM_MOST = 5 };

static struct field teams[2][TEAM_MOST + 2], *team_fields; /* the old ones stay while new ones are made */
static char team_names[TEAM_MOST][16];

static int make_team(int members) {
    int count = 0;
    team_fields = teams[team_fields == teams[0]];
    team_fields[count++] = (struct field){ .name = "team", .label = "Team", .kind = FIELD_HEADING };
    for (int i = 0; i < members && i < TEAM_MOST; i++) {
        snprintf(team_names[i], sizeof team_names[i], "team[%d]/name", i + 1);
        team_fields[count++] = (struct field){ .name = team_names[i], .label = "Name" };
    }
    team_fields[count++] = (struct field){ .name = "note", .label = "Note" };
    return count;
}

static const char *enter_team(struct session *session) {
    struct place *place = session->place;
    int count = make_team(1);
    const char *no = form_begin(session, place, team_fields, count);
    form_load(place, 0, "1");
    return no ? no : form_draft(session, place);
}

static void team_changed(struct session *session, int item) {
    struct place *place = session->place;
    if (strcmp(place->form.items[item].field->name, "team") != 0)
        return;
    int count = make_team(atoi(place->form.items[item].text));
    assert_null(form_rebuild(session, place, team_fields, count));
}

static const struct screen team_screen = { .name = "team",
                                           .title = "Team",
                                           .help = "A repeat.",
                                           .shape = FORM,
                                           .enter = enter_team,
                                           .changed = team_changed };

static void set_team(struct session *session, const char *members) {
    assert_null(form_set(session, form_find(session->place, "team"), members));
}

static void type(struct session *session, const char *name, const char *text) {
    form_focus(session, form_find(session->place, name));
    while (*text)
        session_key(session, (enum key)text_next(&text));
}

static void repeats_survive_being_made_anew(void **state) {
    (void)state;
    static const struct screen *const only[] = { &team_screen, NULL };
    char folder[] = "/tmp/topcop-form-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/t.db", folder);
    struct db *db;
    assert_null(db_create(&db, path));
    struct session session = {
        .db = db, .officer = 1, .name = "N", .badge = "B", .structure_name = "S", .screens = only
    };
    assert_null(session_init(&session));
    type(&session, "note", "kept");
    set_team(&session, "3");
    assert_string_equal(session.place->form.items[session.place->form.focus].field->name, "note");
    type(&session, "team[1]/name", "Əli");
    type(&session, "team[2]/name", "გია");
    type(&session, "team[3]/name", "gone");
    set_team(&session, "2");
    assert_string_equal(session.place->form.items[session.place->form.focus].field->name, "note");
    assert_string_equal(form_value(session.place, "note"), "kept");
    session_done(&session); /* as a kill would: the draft stays */
    session = (struct session){
        .db = db, .officer = 1, .name = "N", .badge = "B", .structure_name = "S", .screens = only
    };
    assert_null(session_init(&session));
    assert_int_equal(session.place->form.count, 4);
    assert_string_equal(form_value(session.place, "team[2]/name"), "გია");
    assert_string_equal(form_value(session.place, "note"), "kept");
    set_team(&session, "3");
    assert_string_equal(form_value(session.place, "team[3]/name"), "");
    form_saved(&session);
    session_done(&session);
    db_close(db);
    static const char *const left[] = { "t.db", "t.db-wal", "t.db-shm", "t.db-drafts" };
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, left[i]);
        remove(path);
    }
    assert_int_equal(rmdir(folder), 0);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T10:00", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_of_numbers_is_filled_in),
        cmocka_unit_test(a_table_of_choices_is_filled_in),
        cmocka_unit_test(tables_adapt_to_the_terminal),
        cmocka_unit_test(tables_cost_few_bytes),
        cmocka_unit_test(the_whole_form_costs_little),
        cmocka_unit_test(an_order_is_typed_or_chosen),
        cmocka_unit_test(lists_are_shown_by_their_length),
        cmocka_unit_test(a_moment_is_read_as_people_type_it),
        cmocka_unit_test(values_come_back_one_by_one),
        cmocka_unit_test(what_is_missing_is_listed_by_section),
        cmocka_unit_test(a_large_table_keeps_its_head_in_sight),
        cmocka_unit_test(a_long_form_scrolls_line_by_line),
        cmocka_unit_test(tables_are_asked_cell_by_cell),
        cmocka_unit_test(both_faces_take_the_same),
        cmocka_unit_test(repeats_survive_being_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
