/* Walks every screen, export, report and import as every role, and compares what is seen of what is marked
 * with a table written by hand, tests/rights.tsv: a row for each place, a column for each role, in it the
 * letters of the marks (tests/tree.c) in their order, "-" for none. A screen is opened by every number there
 * is, as whoever types a number into the line face opens it; its lists to choose from are asked for every
 * mark. WALK=FILE writes what was found, to be looked through; it never becomes the table by itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "calls.h"
#include "fixture.h"
#include "rules/access.h"
#include "rules/figures.h"
#include "rules/thing.h"
#include "screens/all.h"
#include "tree.h"
#include "ui/session.h"
#include "ui/view.h"

enum { MOST_ROWS = 160, MOST_ROLES = 12, MOST_MARKS = 24, IDS = 16, OPENED = 3, TALL = 300, WIDE = 200 };

/* ---- what is expected, and what was found ---- */

struct row {
    const char *name;
    const char *expected[MOST_ROLES];
    char found[MOST_ROLES][MOST_MARKS];
};
static struct row table[MOST_ROWS];
static int row_count;
static struct arena arena;

static struct row *row_of(const char *name) {
    for (int i = 0; i < row_count; i++)
        if (!strcmp(table[i].name, name))
            return &table[i];
    if (row_count == MOST_ROWS)
        fail_msg("the table has too many rows");
    table[row_count] = (struct row){ .name = arena_copy(&arena, name) };
    return &table[row_count++];
}

static void read_table(void) {
    FILE *file = fopen("tests/rights.tsv", "r");
    char line[1024];
    if (!file)
        die("tests/rights.tsv is not here");
    for (int number = 0; fgets(line, sizeof line, file); number++) {
        char *at = arena_copy(&arena, line), *name = strsep(&at, "\t");
        at[strcspn(at, "\n")] = 0;
        struct row *row = number ? row_of(name) : NULL;
        for (int role = 0; tree_walkers[role]; role++) {
            char *cell = at ? strsep(&at, "\t") : NULL;
            if (!cell || (!row && strcmp(cell, tree_walkers[role]) != 0))
                die("tests/rights.tsv: line %d does not fit the roles", number + 1);
            if (row)
                row->expected[role] = cell;
        }
    }
    fclose(file);
}

/* Adds the marks that stand in a text to what this role has seen in the place. */
static void look(const char *place, int role, const char *text) {
    char *found = row_of(place)->found[role], all[MOST_MARKS] = "";
    int count = 0;
    for (const struct tree_mark *mark = tree_marks; mark->letter; mark++)
        if (strchr(found, mark->letter) || (text && strstr(text, mark->text)))
            all[count++] = mark->letter;
    all[count] = 0;
    memcpy(found, all, sizeof all);
}

static void write_found(const char *file) {
    FILE *out = fopen(file, "w");
    for (int role = -1; role < 0 || tree_walkers[role]; role++)
        fprintf(out, role < 0 ? "place" : "\t%s", role < 0 ? "" : tree_walkers[role]);
    fputs("\n", out);
    for (int i = 0; i < row_count; i++) {
        fputs(table[i].name, out);
        for (int role = 0; tree_walkers[role]; role++)
            fprintf(out, "\t%s", *table[i].found[role] ? table[i].found[role] : "-");
        fputs("\n", out);
    }
    fclose(out);
}

static void the_table_is_right(void **state) {
    (void)state;
    int wrong = 0;
    if (getenv("WALK"))
        write_found(getenv("WALK"));
    for (int i = 0; i < row_count; i++)
        for (int role = 0; tree_walkers[role]; role++) {
            const char *expected = table[i].expected[role], *found = table[i].found[role];
            if (expected && !strcmp(expected, *found ? found : "-"))
                continue;
            print_error("%s as %s: sees \"%s\", tests/rights.tsv says \"%s\"\n", table[i].name,
                        tree_walkers[role], found, expected ? expected : "nothing: it has no such row");
            wrong++;
        }
    assert_int_equal(wrong, 0);
}

/* ---- screens ---- */

static struct session session;

static void sit(struct db *db, const char *badge) {
    struct person person;
    assert_true(access_person(db, fixture_officer(db, badge), &arena, &person));
    session = (struct session){ .db = db,
                                .officer = person.officer,
                                .structure = person.structure,
                                .badge = person.badge,
                                .name = person.name,
                                .structure_name = person.structure_name,
                                .rights = access_rights(db, person.officer),
                                .screens = all_screens };
    accepted(session_init(&session));
    session.rows = TALL;
    session.columns = WIDE;
}

static void look_at_body(const char *place, int role) {
    struct arena scratch = { 0 };
    struct view view;
    view_make(&session, TALL, WIDE, &scratch, &view);
    look(place, role, view.title.text);
    look(place, role, session.message);
    for (int i = 0; i < view.rows; i++)
        look(place, role, view.body[i].text);
    arena_done(&scratch);
}

static void look_through_lookup(const char *place, int role, const char *lookup) {
    for (const struct tree_mark *mark = tree_marks; lookup && mark->letter; mark++) {
        struct query *query = db_query(session.db, lookup, session_values(&session, session.place));
        db_bind(query, with(text("find", mark->text)));
        while (db_next(query))
            for (int column = 0; column < db_columns(query); column++)
                look(place, role, db_column_text(query, column));
        db_done(query);
    }
}

/* Those that depend on the number are asked each time. */
static void look_at_choices(const char *place, int role, bool all) {
    const struct screen *screen = session.place->screen;
    for (const struct field *field = screen->fields; screen->shape == FORM && field && field->name; field++)
        if (all || (field->lookup && strstr(field->lookup, ":id")))
            look_through_lookup(place, role, field->lookup);
    for (const struct filter *filter = screen->filters; all && filter && filter->field.name; filter++)
        look_through_lookup(place, role, filter->field.lookup);
}

/* Whether it opened. Its choices are the same for most numbers: a few of those that open are enough. */
static bool open_screen(const struct screen *screen, int role, int64_t id, bool looks_at_choices) {
    char *place = arena_format(&arena, "screen %s", screen->name);
    const char *no = session_open(&session, screen, id);
    look(place, role, no);
    if (!no) {
        look_at_body(place, role);
        look_at_choices(place, role, looks_at_choices);
        session.question = NULL;
    }
    while (session.place->below)
        session_back(&session);
    *session.message = 0;
    return !no;
}

/* Numbers that are made of two. */
static void open_pairs(int role) {
    for (int64_t one = 1; one <= 9; one++)
        for (int64_t other = 0; other <= 9; other++) {
            if (one <= 3)
                open_screen(&questionnaire_screen, role, questionnaire_id(one, other), false);
            open_screen(&revisions_screen, role, revisions_id(other, one), false);
        }
}

static void walk_screens(struct db *db, int role) {
    sit(db, tree_walkers[role]);
    for (const struct screen *const *screen = all_screens; *screen; screen++)
        for (int64_t id = 0, opened = 0; id <= IDS; id++)
            opened += open_screen(*screen, role, id, opened < OPENED);
    open_pairs(role);
    session_done(&session);
}

/* What refusals say to them. */
static void walk_refusals(struct db *db, int role) {
    int64_t officer = fixture_officer(db, tree_walkers[role]);
    for (unsigned capability = MAY_REGISTER; capability <= MAY_SEE_SELFCHECKS; capability <<= 1)
        for (int64_t structure = 0; structure <= 9; structure++)
            look("refusals", role, access_check(db, officer, (enum capability)capability, structure));
}

static void every_screen(void **state) {
    (void)state;
    for (int role = 0; tree_walkers[role]; role++) {
        struct db *db = tree_new(NULL);
        walk_screens(db, role);
        walk_refusals(db, role);
        db_close(db);
    }
}

/* ---- verbs ---- */

static void call(int role, const char *line) {
    call_status(arena_format(&arena, "%s --db tree.db --as %s", line, tree_walkers[role]));
    look(line, role, call_content("out"));
    look(line, role, call_content("err"));
}

static void every_export_and_report(void **state) {
    (void)state;
    struct db *db = tree_new("tree.db");
    char *receipts[3];
    for (int i = 0; i < 3; i++)
        receipts[i] =
            db_text(db, &arena, "SELECT receipt FROM response WHERE id = :id", with(integer("id", i + 1)));
    db_close(db);
    for (int role = 0; tree_walkers[role]; role++) {
        for (const struct thing *thing = things; thing->name; thing++)
            call(role, arena_format(&arena, "export %s", thing->name));
        call(role, "export responses CAMPAZ");
        call(role, "export responses SELFAZ");
        call(role, "export responses NONE");
        for (const struct figure_report *report = figure_reports; report->name; report++)
            call(role, arena_format(&arena, "report %s --csv", report->name));
        for (int i = 0; i < 3; i++) {
            call_status(arena_format(&arena, "questionnaire print --response %s --db tree.db --as %s",
                                     receipts[i], tree_walkers[role]));
            look("questionnaire print --response", role, call_content("out"));
            look("questionnaire print --response", role, call_content("err"));
        }
        call(role, "help");
    }
}

/* ---- changing ---- */

static const struct change {
    char letter; /* of the mark */
    const char *thing, *file;
} changes[] = {
    { 'P', "officers", "badge,rank\nZelimxan,Major\n" },
    { 'A', "officers", "badge,rank\nAbuzer,Major\n" },
    { 'Q', "officers", "badge,rank\nPolad,Major\n" },
    { 'C', "officers", "badge,rank\nRamizpol,Major\n" },
    { 'G', "officers", "badge,rank\nGiorgadze,Major\n" },
    { 'x', "structures", "code,staff\nAZ-SCC-XAC-SAM,7\n" },
    { 'y', "structures", "code,staff\nAZ-POL-ACA,7\n" },
    { 'z', "structures", "code,staff\nGE-REV,7\n" },
    { 'd', "sessions", "code,venue\nDRAFTSCC,Hall\n" },
    { 'e', "sessions", "code,venue\nDRAFTPOL,Hall\n" },
    { 'k', "campaigns", "code,period\nCAMPPOL,2027\n" },
    { 'n', "campaigns", "code,period\nCAMPAZ,2027\n" },
};

/* What an import would change: tried, and left as it was. */
static void every_import(void **state) {
    (void)state;
    for (int role = 0; tree_walkers[role]; role++)
        for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
            const char *place = arena_format(&arena, "import %s", changes[i].thing);
            const struct tree_mark *mark = tree_marks;
            while (mark->letter != changes[i].letter)
                mark++;
            call_write("rows.csv", changes[i].file);
            int status = call_status(arena_format(&arena, "import %s rows.csv --dry-run --db tree.db --as %s",
                                                  changes[i].thing, tree_walkers[role]));
            look(place, role, status ? "" : mark->text);
        }
}

int main(void) {
    read_table();
    call_enter();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_screen),
        cmocka_unit_test(every_export_and_report),
        cmocka_unit_test(every_import),
        cmocka_unit_test(the_table_is_right),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    arena_done(&arena);
    return failed;
}
