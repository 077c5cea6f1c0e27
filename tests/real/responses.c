/* Answers to real questionnaires, made up question by question, out of one file and into another. responses
 * DATA: each form of DATA/xlsforms that can be asked is answered by three officers; what is exported,
 * imported elsewhere and exported again must be the same bytes, and split into a column for each choice it
 * must be the same answers. Says how many, and which forms no made-up answers satisfy. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/text.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"
#include "rules/questionnaire.h"
#include "rules/response.h"
#include "tests/calls.h"
#include "tests/fixture.h"
#include "xlsform/lenient.h"

enum { OFFICERS = 3, ROUNDS = 4, MOST_FORMS = 1000 };

static int forms, answered, responses, files, failures;

static void fail(const char *form, const char *what, const char *said) {
    failures++;
    printf("FAILED  %s: %s\n        %.600s\n", form, what, text_clean(&call_arena, said));
}

/* ---- making answers up ---- */

static const char *const texts[] = { "Some text", "=1+1; \"so\"\nand, so on",
                                     "O'Neil",    "1234567890",
                                     "12345",     "123",
                                     "AB1234",    "a@b.az",
                                     "2026",      "ə ğ ı",
                                     NULL };
static const char *const numbers[] = { "1",  "3",   "10",   "0",     "18",        "30",
                                       "60", "120", "2020", "40000", "123456789", NULL };
static const char *const decimals[] = { "12.5", "1", "0.5", "36.6", "3.75", "150", "2500", NULL };
static const char *const days[] = {
    "2026-11-24", "2026-11-01", "2026-02-28", "1990-06-15", "2027-01-31", NULL
};
static const char *const times[] = { "10:30", "08:00", "23:59", NULL };
static const char *const moments[] = { "2026-11-24T10:30", "2026-11-01T08:00", "2027-01-31T09:00", NULL };
static const char *const acknowledged[] = { "OK", NULL };
static const char *const twice[] = { "2", NULL };

static const char *const *candidates(enum filling_kind kind) {
    switch (kind) {
    case FILLING_TEXT:
    case FILLING_LONG_TEXT:
        return texts;
    case FILLING_INTEGER:
        return numbers;
    case FILLING_DECIMAL:
        return decimals;
    case FILLING_DAY:
        return days;
    case FILLING_TIME:
        return times;
    case FILLING_MOMENT:
        return moments;
    case FILLING_ACKNOWLEDGE:
        return acknowledged;
    default:
        return NULL;
    }
}

/* All choices in an order, those from `first` on for a while, or one. */
static const char *choose(struct filling *filling, int item, int first, int many) {
    struct filling_choice *choices = filling_choices(filling, item, &call_arena);
    const char *value = "";
    int count = 0;
    while (choices[count].name)
        count++;
    for (int i = 0; i < count && i < many; i++)
        value = arena_format(&call_arena, "%s%s%s", value, i ? " " : "", choices[(first + i) % count].name);
    return value;
}

static const char *make_up(struct filling *filling, int item, int attempt) {
    enum filling_kind kind = filling_kind(filling, item);
    double start, end, step;
    const char *const *list = candidates(kind);
    int count = 0;
    while (list && list[count])
        count++;
    if (list)
        return list[attempt % count];
    if (kind == FILLING_RANGE && filling_range(filling, item, &start, &end, &step))
        return arena_format(&call_arena, "%g", attempt % 2 ? end : start);
    if (kind == FILLING_ONE)
        return choose(filling, item, attempt, 1);
    if (kind == FILLING_SEVERAL)
        return choose(filling, item, attempt, 1 + attempt % 3);
    return kind == FILLING_RANK ? choose(filling, item, attempt, 1000) : "";
}

static bool is_answerable(struct filling *filling, int item) {
    enum filling_kind kind = filling_kind(filling, item);
    return kind < FILLING_NOTE && filling_is_asked_now(filling, item) && !filling_is_read_only(filling, item);
}

static void answer(struct filling *filling, int item, int seed) {
    for (int attempt = seed; attempt < seed + 12; attempt++) {
        filling_answer(filling, item, make_up(filling, item, attempt));
        if (!filling_problem(filling, item))
            return;
    }
    filling_answer(filling, item, "");
}

/* Answers change what is asked, so several times over. */
static void answer_all(struct filling *filling, int seed) {
    for (int round = 0; round < ROUNDS; round++) {
        int count;
        filling_items(filling, &count);
        for (int i = 0; i < count; i++) {
            int item = filling_items(filling, &count)[i];
            if (filling_kind(filling, item) == FILLING_REPEAT && filling_may_add(filling, item) && round == 0)
                filling_answer(filling, item, seed % 2 ? twice[0] : "1");
            else if (is_answerable(filling, item) &&
                     (!*filling_value(filling, item) || filling_problem(filling, item)))
                answer(filling, item, seed + i % 3);
        }
    }
}

static const char *submit(struct db *db, int64_t campaign, int number) {
    int64_t officer = fixture_officer(db, arena_format(&call_arena, "O%d", number + 1)), response;
    char receipt[RECEIPT_SIZE];
    const char *no = response_start(db, officer, campaign, 0, &response);
    if (no)
        return no;
    struct filling *filling = filling_open(db, response);
    answer_all(filling, number);
    no = response_submit(db, officer, response, filling_language(filling),
                         filling_values(filling, &call_arena), receipt);
    filling_close(filling);
    return no;
}

/* ---- forms ---- */

/* Keeps a form as a questionnaire of its own and asks it; 0: it cannot be asked. */
static int64_t ask(struct db *db, const char *path, const char *code) {
    struct sheets sheets;
    struct problems problems = { 0 };
    int64_t version;
    const char *no = sheets_read(&sheets, &path, 1, (struct csv_options){ 0 });
    if (!no)
        lenient_set(&sheets);
    struct definition *definition = no ? NULL : definition_new(&sheets, &problems);
    if (definition) {
        definition->id = code;
        no = questionnaire_save(db, ACTOR_OWNER, &sheets, definition, &version);
        if (no)
            die("%s: %s", path, no);
    }
    bool is_asked = definition != NULL;
    definition_free(definition);
    problems_done(&problems);
    sheets_done(&sheets);
    return is_asked ? fixture_save(db, campaign_put,
                                   with(text("code", code), text("title", code), text("questionnaire", code),
                                        text("asks", "officer"), text("structure", "AZ-SCC"),
                                        text("opens_on", "2026-11-01"), text("closes_on", "2026-11-30"),
                                        text("status", "open")))
                    : 0;
}

/* The names of the files in a folder, the one of the responses first. */
static const char *names_in(const char *folder, const char *code) {
    const char *names = arena_format(&call_arena, "%s/%s.csv", folder, code);
    const char *first = arena_format(&call_arena, "%s.csv", code);
    DIR *open = opendir(folder);
    for (struct dirent *entry; open && (entry = readdir(open));)
        if (*entry->d_name != '.' && strcmp(entry->d_name, first) != 0)
            names = arena_format(&call_arena, "%s %s/%s", names, folder, entry->d_name);
    if (open)
        closedir(open);
    return names;
}

static bool call(const char *form, const char *line) {
    if (call_status(line) == 0)
        return true;
    fail(form, line, call_content("err"));
    return false;
}

/* Whether each file of one folder is in the other, the same. */
static void compare(const char *form, const char *one, const char *other) {
    DIR *open = opendir(one);
    for (struct dirent *entry; open && (entry = readdir(open));) {
        if (*entry->d_name == '.')
            continue;
        files++;
        if (strcmp(call_content(arena_format(&call_arena, "%s/%s", one, entry->d_name)),
                   call_content(arena_format(&call_arena, "%s/%s", other, entry->d_name))) != 0)
            fail(form, "other bytes", entry->d_name);
    }
    if (open)
        closedir(open);
}

static void travel(const char *form, const char *code) {
    const char *one = arena_format(&call_arena, "one-%s", code),
               *split = arena_format(&call_arena, "split-%s", code);
    const char *two = arena_format(&call_arena, "two-%s", code),
               *labels = arena_format(&call_arena, "labels-%s", code);
    if (!call(form, arena_format(&call_arena, "export --db a.db responses %s --to %s", code, one)) ||
        !call(form,
              arena_format(&call_arena, "import --db b.db responses %s %s", code, names_in(one, code))) ||
        !call(form, arena_format(&call_arena, "export --db b.db responses %s --to %s", code, two)))
        return;
    compare(form, one, two);
    if (!call(form,
              arena_format(&call_arena, "export --db a.db responses %s --split --to %s", code, split)) ||
        !call(form,
              arena_format(&call_arena, "import --db b.db responses %s %s", code, names_in(split, code))))
        return;
    if (strstr(call_content("out"), "new"))
        fail(form, "split answers are others", call_content("out"));
    call(form, arena_format(&call_arena, "export --db a.db responses %s --labels --to %s", code, labels));
    call(form, arena_format(&call_arena, "export --db a.db responses %s --codebook --to %s", code, labels));
}

static void look(struct db *one, struct db *other, const char *path, const char *form) {
    const char *code = arena_format(&call_arena, "F%d", forms), *no = NULL;
    int64_t campaign = ask(one, path, code);
    if (!campaign)
        return;
    forms++;
    if (!ask(other, path, code))
        die("%s is accepted once and then not", form);
    int before = responses;
    for (int i = 0; i < OFFICERS; i++) {
        const char *refusal = submit(one, campaign, i);
        no = refusal ? arena_copy(&call_arena, refusal) : no;
        responses += !refusal;
    }
    answered += responses > before;
    if (responses == before)
        printf("%s: nothing made up satisfies it: %.200s\n", form, text_clean(&call_arena, no ? no : ""));
    else
        travel(form, code);
}

static int is_form(const struct dirent *entry) {
    return *entry->d_name != '.';
}

static struct db *open_file(const char *name) {
    struct db *db;
    const char *no = db_create(&db, name);
    if (no)
        die("%s", no);
    fixture_fill(db);
    return db;
}

/* All forms of a folder. */
static void look_at_all(struct db *one, struct db *other, const char *folder) {
    struct dirent **entries;
    int found = scandir(folder, &entries, is_form, alphasort);
    for (int i = 0; i < found && i < MOST_FORMS; i++)
        look(one, other, arena_format(&call_arena, "%s/%s", folder, entries[i]->d_name),
             arena_copy(&call_arena, entries[i]->d_name));
}

int main(int count, char **arguments) {
    static const char *const folders[] = { "xlsforms", "xlsforms-pyxform-md/valid" };
    if (count != 2)
        die("responses DATA");
    const char *data = realpath(arguments[1], NULL);
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    call_enter();
    struct db *one = open_file("a.db"), *other = open_file("b.db");
    for (size_t i = 0; data && i < sizeof folders / sizeof *folders; i++)
        look_at_all(one, other, arena_format(&call_arena, "%s/%s", data, folders[i]));
    printf("answers: %d of %d forms answered, %d responses, %d files the same after a way out and in\n",
           answered, forms, responses, files);
    db_close(one);
    db_close(other);
    call_leave();
    return failures > 0 || answered == 0;
}
