/* Lines in, transcript out: the line face over screens made up here. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "line/line.h"
#include "ui/session.h"

static struct db *db;
static struct session session;
static int status;
static char *transcript;
static char saved[400];

extern const struct screen goods_screen, good_screen, note_screen;

static void write_home(struct session *here, struct page *page) {
    (void)here;
    page_heading(page, "%s", "Welcome");
    page_link(page, &goods_screen, 0, "%s", "Goods");
    page_link(page, &good_screen, 0, "%s", "New\x1B[31m good");
    page_link(page, &note_screen, 0, "%s", "A note");
}

static void write_note(struct session *here, struct page *page) {
    (void)here;
    page_text(page, "A paragraph.");
    for (int i = 1; i <= 30; i++)
        page_format(page, "Line %d", i);
    page_link(page, &goods_screen, 0, "%s", "All goods");
}

static const struct screen home_screen = {
    .name = "home", .title = "Home", .help = "Begin here.", .shape = MENU, .write = write_home
};
const struct screen note_screen = {
    .name = "note", .title = "Note", .help = "To read.", .shape = PAGE, .write = write_note
};

static const char *destroy(struct session *here) {
    session_say(here, DONE, "Destroyed %s.", session_column(here, "code"));
    return NULL;
}

static const char *ask_destroy(struct session *here) {
    (void)here;
    return "Destroy it for ever?";
}

static const char *rename_it(struct db *at, void *id) {
    return db_run(at, "UPDATE area SET title = 'Renamed' WHERE id = :id",
                  with(integer("id", *(int64_t *)id)));
}

static const char *alter(struct session *here) {
    int64_t id = session_row(here);
    const char *no = db_write(here->db, rename_it, &id);
    if (!no) {
        session_refresh(here);
        session_say(here, DONE, "Renamed.");
    }
    return no;
}

static const char *refuse_it(struct session *here) {
    (void)here;
    return "It is sealed by A. Smith. Ask the store.\nThen wait.";
}

static const struct field columns[] = { { .name = "code", .label = "Code" },
                                        { .name = "title", .label = "Title" },
                                        { .name = "secret", .label = "Secret", .hidden_in_line = true },
                                        { .name = "parent", .label = "Parent", .order = "-" },
                                        { 0 } };
static const struct filter filters[] = { { { .name = "least", .label = "From code" }, "code >= :least" },
                                         { { 0 }, NULL } };
static bool never(struct session *here) {
    (void)here;
    return false;
}

static const struct action goods_actions[] = {
    { .word = "melt", .label = "Melt", .help = "Melts.", .possible = never, .act = alter },
    { .word = "destroy",
      .label = "Destroy",
      .help = "Destroys.",
      .needs = A_ROW,
      .ask = ask_destroy,
      .act = destroy },
    { .word = "rename", .label = "Rename", .help = "Renames.", .needs = A_ROW, .act = alter },
    { .word = "unseal",
      .label = "Unseal",
      .help = "Unseals; F1 tells more.",
      .needs = A_ROW,
      .act = refuse_it },
    { 0 }
};
const struct screen goods_screen = {
    .name = "goods",
    .title = "Goods",
    .help = "All of them.",
    .empty = "Nothing is in store.",
    .shape = LIST,
    .query = "SELECT id, code, title, 'x' AS secret, '' AS parent FROM area WHERE code LIKE 'Z%'",
    .fields = columns,
    .filters = filters,
    .actions = goods_actions,
    .opens = &good_screen,
};

static const struct choice colours[] = { { "red", "Red" }, { "green", "Green" }, { "grey", "Grey" }, { 0 } };
static const struct choice marks[] = { { "0", "none" }, { "1", "some" }, { "2", "much" }, { 0 } };

static const char *is_long_enough(const struct field *field, const char *value) {
    (void)field;
    return strlen(value) < 3 ? "It is too short; give three letters." : NULL;
}

static void changed(struct session *here, int field) {
    (void)field;
    int item = form_find(here->place, "shade");
    here->place->form.items[item].hidden = strcmp(form_value(here->place, "colour"), "grey");
}

static const char *enter_good(struct session *here);

static const char *save(struct session *here) {
    const struct place *place = here->place;
    snprintf(saved, sizeof saved, "%s|%s|%s|%s|%s|%s", form_value(place, "title"),
             form_value(place, "colour"), form_value(place, "shade"), form_value(place, "marks"),
             form_value(place, "day"), form_value(place, "story"));
    form_saved(here);
    session_back(here);
    session_say(here, DONE, "Saved.");
    return NULL;
}

static const struct action good_actions[] = {
    { .key = F2, .word = "save", .label = "Save", .help = "Saves.", .needs = A_VALID_FORM, .act = save },
    { 0 }
};
static const struct field good_fields[] = {
    { .name = "number", .label = "Number", .fixed = true, .initial = "17" },
    { .name = "about", .label = "Tell us about it.", .kind = FIELD_NOTE },
    { .name = "title",
      .label = "Title",
      .help = "What it is called; F2 saves.",
      .required = true,
      .check = is_long_enough },
    { .name = "looks", .label = "Looks", .kind = FIELD_HEADING },
    { .name = "colour", .label = "Colour", .kind = FIELD_CHOICE, .choices = colours },
    { .name = "shade", .label = "Shade" },
    { .name = "marks", .label = "Marks", .kind = FIELD_CHOICES, .choices = marks },
    { .name = "day", .label = "Day", .kind = FIELD_DAY },
    { .name = "story", .label = "Story", .kind = FIELD_LONG },
    { .name = "end", .label = "Thank you.", .kind = FIELD_NOTE },
    { 0 }
};
const struct screen good_screen = { .name = "good",
                                    .title = "Good",
                                    .help = "One of them.",
                                    .shape = FORM,
                                    .fields = good_fields,
                                    .actions = good_actions,
                                    .enter = enter_good,
                                    .changed = changed };

static const char *enter_good(struct session *here) {
    const char *no = form_begin(here, here->place, good_fields, 10);
    form_load(here->place, 0, "17");
    here->place->form.items[form_find(here->place, "shade")].hidden = true;
    return no;
}

static const struct screen *const screens[] = { &home_screen, &goods_screen, &good_screen, &note_screen,
                                                NULL };

static const char *fill(struct db *at, void *count) {
    const char *no = NULL;
    for (int i = 1; i <= *(int *)count && !no; i++) {
        struct arena arena = { 0 };
        no = db_run(at, "INSERT INTO area (id, code, title) VALUES (:id, :code, :title)",
                    with(integer("id", 9000 + i), text("code", arena_format(&arena, "Z%02d", i)),
                         text("title", arena_format(&arena, "Good\x1B[2J %d", i))));
        arena_done(&arena);
    }
    return no;
}

static int start(void **state) {
    (void)state;
    int count = 25;
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    db = db_memory();
    assert_null(db_write(db, fill, &count));
    saved[0] = 0;
    transcript = NULL;
    return 0;
}

static int stop(void **state) {
    (void)state;
    free(transcript);
    db_close(db);
    return 0;
}

/* What is printed for lines, the screens' first lines with it. */
static const char *say(const char *lines) {
    size_t size;
    FILE *in = fmemopen((void *)(uintptr_t)lines, strlen(lines), "r"),
         *out = open_memstream(&transcript, &size);
    session = (struct session){ .db = db, .officer = 1, .name = "N", .badge = "B", .structure_name = "S" };
    session.screens = screens;
    assert_null(session_init(&session));
    status = line_run(&session, in, out);
    session_done(&session);
    fclose(in);
    fclose(out);
    return transcript;
}

#define HOME "Home\nWelcome\n1: Goods\n2: New\xEF\xBF\xBD[31m good\n3: A note\n"

static void has(const char *part) {
    if (!strstr(transcript, part))
        fail_msg("\"%s\" is not in:\n%s", part, transcript);
}

static void has_not(const char *part) {
    if (strstr(transcript, part))
        fail_msg("\"%s\" is in:\n%s", part, transcript);
}

static void a_menu_takes_numbers_and_words(void **state) {
    (void)state;
    assert_string_equal(say("7\nnot\nquit\n"),
                        HOME "! There is no number 7 here; \"show\" says what there is.\n"
                             "! \"not\" means nothing here; did you mean \"note\"?\n");
    assert_int_equal(status, 1);
    assert_int_equal(session.refusals, 0);
    free(transcript);
    say("3\nback\nA no\nhome\nnote\n");
    assert_int_equal(status, 0);
    has("Line 30\n  [1] All goods\n" HOME "Note\n  A paragraph.\n");
    free(transcript);
    assert_string_equal(say("home\n"), HOME "! \"Home\" is not possible here now.\n");
}

static void a_page_leads_on(void **state) {
    (void)state;
    say("note\nmore\nopen\nopen 2\nopen 1\n");
    has("Note\n  A paragraph.\n  Line 1\n");
    has("  Line 30\n  [1] All goods\nThat was all.\n! Say which one by its number: \"open 1\".\n"
        "! There is no number 2 here; \"show\" says what there is.\nGoods, 1-20 of 25\n");
}

static void a_list_is_said_page_by_page(void **state) {
    (void)state;
    say("1\nmore\nselect 22\nmore\nprevious\nprevious\nlast\n");
    has("Goods, 1-20 of 25\nColumns: Code, Title, Parent.\n1: Z01, Good\xEF\xBF\xBD[2J 1, -\n");
    has("\nGoods, 21-25 of 25\n21: Z21, Good\xEF\xBF\xBD[2J 21, -\n");
    has("25: Z25, Good\xEF\xBF\xBD[2J 25, -\n22: Z22, Good\xEF\xBF\xBD[2J 22, -\nThat was all.\nGoods, 1-20 "
        "of 25\n1: Z01,");
    has("This is the beginning.\nGoods, 6-25 of 25\n6: ");
    has_not("\x1B");
    free(transcript);
    say("1\nsort title\nsort title\nsort Par\nsort weight\nsort\n2\nfirst\n");
    has("Goods, 1-20 of 25\nBy Title.\n1: Z01,");
    has("Goods, 1-20 of 25\nBy Title, from the end.\n1: Z09,");
    has("! This list cannot be sorted by Parent.\n! There is no column \"weight\"; \"sort\" alone lists "
        "them.\n");
    has("Sort\n  Sort by");
}

static void a_row_is_meant_by_its_number(void **state) {
    (void)state;
    say("1\nrename\nrename 26\nrename 3\nselect 4\nunseal\nunseal now\n");
    has("! Say which one by its number: \"rename 1\".\n! There is no number 26 here; \"show\" says what "
        "there is.\n"
        "Renamed.\n3: Z03, Renamed, -\n4: Z04, Good\xEF\xBF\xBD[2J 4, -\n! It is sealed by A. Smith.\n  Ask "
        "the store.\n  Then wait.\n"
        "! There is no number now here;");
    assert_string_equal(strrchr(transcript, '!'),
                        "! There is no number now here; \"show\" says what there is.\n");
    assert_int_equal(status, 1);
}

static void a_question_wants_yes_or_no(void **state) {
    (void)state;
    say("1\ndestroy 2\nperhaps\nno\ndestroy 2\nY\ndestroy 3\n");
    has("Destroy it for ever? (yes or no)\n! Say yes or no.\nDestroy it for ever? (yes or no)\nNothing was "
        "done.\n"
        "Destroy it for ever? (yes or no)\nDestroyed Z02.\nDestroy it for ever? (yes or no)\n");
    has_not("Destroyed Z03.");
}

static void a_list_is_narrowed(void **state) {
    (void)state;
    say("1\nfilter\nZ24\n.apply\nfilter\n!\n.apply\n");
    has("Filter\nFrom code: Z24\nThat was the last question.\nNow say apply, clear, ");
    has("Goods, 1-2 of 2\nFrom code: Z24.\nColumns: Code, Title, Parent.\n1: Z24, ");
    has("Filter\nFrom code: \nThat was");
}

static void a_form_asks_one_by_one(void **state) {
    (void)state;
    assert_string_equal(
        say("new\n?\nx\nCafe\xCC\x81\n3\ndark\n0 2\n24.12.2026\none\\ntwo\nsave\nquit\n"),
        HOME "Good\nNumber: 17\nTell us about it.\n"
             "What it is called; \".save\" saves.\nA text. It must be filled in.\n"
             "Enter keeps what is there, < goes back, ! empties, a point leads to the actions.\n"
             "! Title: It is too short; give three letters.\nTitle: Cafe\xCC\x81\n"
             "Looks\nColour:\n1: Red,\n2: Green,\n3: Grey.\nColour: Grey\nShade: dark\n"
             "Marks:\n0: none,\n1: some,\n2: much.\nMarks: none, much\nDay: 2026-12-24\n"
             "Story: one\ntwo\nThank you.\nThat was the last question.\n"
             "Now say save, missing, undo, back, help, refresh, home, quit, or go, to go on with the "
             "questions.\n" HOME "Saved.\n");
    assert_string_equal(saved, "Cafe\xCC\x81|grey|dark|0 2|2026-12-24|one\ntwo");
    assert_int_equal(status, 1);
}

static void answers_may_be_values_and_names(void **state) {
    (void)state;
    say("new\n ?!.\ngree\nSOME,much\n+1\n.save\n");
    assert_string_equal(saved, "?!.|green||1 2|2026-11-25|");
    free(transcript);
    say("new\nabc\nGRE\nnone\n\n\n.go Looks\nred\n.save\n");
    assert_string_equal(saved, "abc|red||0||");
    assert_int_equal(status, 0);
}

static void one_can_go_back_and_empty(void **state) {
    (void)state;
    say("new\n<\nabc\n3\npale\n<\n!\n<\n\n7\n1\n\n.save\n");
    has("This is the first question.\n");
    has("! Marks: \"7\" is not in the list; \".values\" shows it.\n");
    assert_string_equal(saved, "abc|grey||1||");
}

static void what_is_missing_is_asked(void **state) {
    (void)state;
    say("new\n.save\nmissing\n1\nabc\n.go nothing\nmarsk\ngo marks\n1\n.save\n");
    has("! Title: It must be filled in.\nMissing or wrong\n  [1] Title\n  ! It must be filled in.\n"
        "  [2] Looks: 0 of 4 answered\nGood\n");
    has("! No question is called \"nothing\".\n! \"marsk\" means nothing here; \"help\" lists the words.\n");
    assert_string_equal(saved, "abc|||1||");
}

static void a_word_of_the_place_below_goes_back(void **state) {
    (void)state;
    say("1\nsort\nsort title\nsort\nfilter\n.last\nsort\nnonsense\nback\nback\nnew\n.save\nmissing\ngo "
        "marks\n");
    has("1: Code\n2: Title\n3: Secret\nGoods, 1-20 of 25\nBy Title.\n");
    has("2: Title (now)\n3: Secret\nFilter\nGoods, 6-25 of 25\n");
    has("! \"nonsense\" means nothing here;");
    has("Missing or wrong\n");
    has("  [2] Looks: 0 of 4 answered\nGood\n");
    has("Marks:\n0: none,\n");
    has_not("No question");
    assert_int_equal(status, 1);
}

static void help_returns_by_itself(void **state) {
    (void)state;
    say("1\nhelp\nopen 2\n.help\n.back\nmelt\n");
    has("Help\nGoods\n  All of them.\n");
    has("\n\"more\", \"previous\", \"first\" and \"last\" turn pages; \"show\" says all again.\n");
    has("What can be said here now:\n  destroy: Destroys.\n");
    has("  unseal: Unseals; \"help\" tells more.\n");
    has("! \"Melt\" is not possible here now.\n");
    has_not("Melts.");
    has_not("Keys\n");
    has("several with blanks between.\nGood\nNumber: 17\n");
}

static void hostile_lines_harm_nothing(void **state) {
    (void)state;
    say("\x1B[2J\n\xFF\xFE\n%s%n\nnew\n\x1B[31mred\n\xC3(\n.\n");
    has("! Title: It holds characters that cannot be shown; take them out.\n");
    has_not("\x1B");
    has_not("\xFF");
    assert_int_equal(status, 1);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_menu_takes_numbers_and_words, start, stop),
        cmocka_unit_test_setup_teardown(a_page_leads_on, start, stop),
        cmocka_unit_test_setup_teardown(a_list_is_said_page_by_page, start, stop),
        cmocka_unit_test_setup_teardown(a_row_is_meant_by_its_number, start, stop),
        cmocka_unit_test_setup_teardown(a_question_wants_yes_or_no, start, stop),
        cmocka_unit_test_setup_teardown(a_list_is_narrowed, start, stop),
        cmocka_unit_test_setup_teardown(a_form_asks_one_by_one, start, stop),
        cmocka_unit_test_setup_teardown(answers_may_be_values_and_names, start, stop),
        cmocka_unit_test_setup_teardown(one_can_go_back_and_empty, start, stop),
        cmocka_unit_test_setup_teardown(what_is_missing_is_asked, start, stop),
        cmocka_unit_test_setup_teardown(a_word_of_the_place_below_goes_back, start, stop),
        cmocka_unit_test_setup_teardown(help_returns_by_itself, start, stop),
        cmocka_unit_test_setup_teardown(hostile_lines_harm_nothing, start, stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
