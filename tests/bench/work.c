#include "work.h"

#include "bench.h"
#include "generate.h"

enum { ARGUMENTS = 8 };

static const struct generate_size big = { 100000, 200000, 20000, 1000000, 0, -400, 800 };
static const struct generate_size empty = { 0, 1, 0, 0, 0, 0, 1 };

#define OFFICER "AZ-10001" /* of the demo */

static const struct work_step to_form[] = { { "\x1b[19~", "E-mail" }, { 0 } };

static const struct work_step to_answer[] = {
    { "\r", "In this post since" },
    { KEY_PAGE_DOWN, "section 2 of" },
    { KEY_DOWN, "> What else would help" },
    { 0 },
};

static const struct work_step to_booking[] = {
    { "/", "Find:" },
    { "trilateral", "found trilateral" },
    { "\r", "F10 Sessions" },
    { "\r", "> 2027-04-24" },
    { "\r", "Seats                 5/24" },
    { "\x1b[21~", "Register? (y/n)" },
    { "y", "You have a seat." },
    { 0 },
};

/* Three topics of the needs of a structure, as its head answers them: some forty questions, two tables of
 * numbers with two rows each. */
#define TOPIC(next)                                                                                          \
    { "12\t3\t3\t20\t13\t4\t2\t\t\t\t\t3\t\t\t\t1\t2\t1\t", next }
static const struct work_step to_needs[] = {
    { KEY_DOWN, "> Training needs 2027" },
    { "\r", "> Your function" },
    { "1\t50\t1\t1\t1\t1\t", "> Digital" },
    { KEY_F9, "> People" },
    { KEY_F9, "> Control" },
    { KEY_F9, "> Digital" },
    { "\t\t\t", "> C. Which" },
    TOPIC("> C. Which"),
    TOPIC("> C. Which"),
    TOPIC("> Which form"),
    { "123456\t12\t5\t3\t1\t2\t\t\t1\tSukurov M\ttoday\t", "2027-03-01" },
    { KEY_F10, "(y/n)" },
    { "y", "Receipt" },
    { 0 },
};

static const struct work_step to_long[] = {
    { KEY_DOWN, "> A long one" },
    { "\r", "> Question 0" },
    { 0 },
};

const struct work work_list = { WORK_BIG, { "--as", GENERATE_BADGE, "catalogue" }, "C000020", NULL };
const struct work work_empty_list = {
    WORK_EMPTY, { "--as", GENERATE_BADGE, "catalogue" }, "Catalogue", NULL
};
const struct work work_catalogue = { WORK_DEMO, { "--as", OFFICER, "catalogue" }, "F10 Sessions", NULL };
const struct work work_form = { WORK_DEMO, { "--as", OFFICER, "profile" }, "Change e-mail", to_form };
const struct work work_answer = { WORK_DEMO, { "--as", OFFICER, "questionnaires" }, "Self-check", to_answer };
const struct work work_needs = {
    WORK_DEMO, { "--as", "AZ-20030", "questionnaires" }, "Training needs", to_needs
};
const struct work work_booking = { WORK_DEMO, { "--as", OFFICER, "catalogue" }, "F10 Sessions", to_booking };
const struct work work_long = { WORK_LONG, { "--as", OFFICER, "questionnaires" }, "A long one", to_long };

const char *work_big_database(void) {
    return generate_database("big.db", &big);
}

REFUSAL work_import(const char *database, const char *noun, const char *file) {
    const char *const arguments[] = {
        bench_program, "--db", database, "import", noun, bench_file(file), NULL
    };
    return bench_run(arguments, NULL) == 0 ? NULL : refuse("\"import %s %s\" fails", noun, file);
}

/* The demo as it is made, kept to be copied. */
static const char *make_demo(void) {
    const char *path = bench_file("demo.db");
    bench_remove(path);
    if (bench_run((const char *const[]){ bench_program, "demo", path, NULL }, NULL) != 0)
        return refuse("\"%s demo %s\" fails", bench_program, path);
    return NULL;
}

/* The database of a work; a new copy for those that write. */
static const char *database(const struct work *work, bool again) {
    static bool demo_is_made;
    const char *refusal = NULL;
    switch (work->database) {
    case WORK_BIG:
        refusal = work_big_database();
        break;
    case WORK_EMPTY:
        refusal = generate_database("empty.db", &empty);
        break;
    case WORK_LONG:
    case WORK_CROWD:
        break;
    case WORK_DEMO:
        refusal = demo_is_made ? NULL : make_demo();
        demo_is_made = true;
        if (!refusal && !again)
            bench_copy(bench_file("demo.db"), bench_file("work.db"));
        break;
    }
    if (refusal)
        die("%s", refusal);
    return bench_file(work->database == WORK_BIG     ? "big.db"
                      : work->database == WORK_EMPTY ? "empty.db"
                      : work->database == WORK_LONG  ? "long.db"
                      : work->database == WORK_CROWD ? "deadline.db"
                                                     : "work.db");
}

static struct pty *start(const struct work *work, bool again) {
    static const char *const environment[] = { "TOPCOP_NOW=" BENCH_NOW, NULL };
    const char *arguments[ARGUMENTS] = { bench_program, "--db", database(work, again) };
    for (int i = 0; i < WORK_ARGUMENTS && work->arguments[i]; i++)
        arguments[3 + i] = work->arguments[i];
    return pty_start(&(struct pty_setup){ .arguments = arguments, .environment = environment });
}

struct pty *work_start(const struct work *work) {
    return start(work, false);
}

struct pty *work_start_again(const struct work *work) {
    return start(work, true);
}

/* A word is typed as people type it: letter by letter. */
static void press(struct pty *pty, const char *keys) {
    if (*keys == '\x1b') {
        pty_send(pty, keys);
        return;
    }
    for (; *keys; keys++) {
        pty_send_part(pty, keys, 1);
        pty_quiet(pty, 20);
    }
}

const char *work_go(struct pty *pty, const struct work *work) {
    const char *keys = "the start", *shows = work->shows;
    for (const struct work_step *step = work->steps;; step++) {
        if (!pty_wait(pty, shows))
            return refuse("after %s no \"%s\" on the screen:\n%s", *keys == '\x1b' ? "a key" : keys, shows,
                          screen_text(pty_screen(pty)));
        if (!step || !step->keys)
            return NULL;
        keys = step->keys;
        shows = step->shows;
        press(pty, keys);
    }
}
