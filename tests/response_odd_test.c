/* Files of answers as no export writes them: cut, garbled, far too large, hostile. Each is refused with a
 * sentence or taken whole; nothing half done stays behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "calls.h"
#include "responses.h"

#define IMPORT "import --db b.db responses N27 one/N27.csv one/N27-team.csv one/N27-team+member.csv"

static const char *const names[] = { "one/N27.csv", "one/N27-team.csv", "one/N27-team+member.csv" };
static const char *originals[3];

static void export(void) {
    responses_needs();
    call_does(0, "export --db a.db responses N27 --to one");
    for (int i = 0; i < 3; i++)
        originals[i] = call_content(names[i]);
    db_close(responses_db);
    responses_make("b.db");
}

/* Refused in words that a terminal may show, and nothing is there; or taken. */
static void is_harmless(const char *line) {
    int status = call_status(line);
    const char *said = call_content("err");
    if (status != 0 && status != 1)
        fail_msg("%s: status %d: %s", line, status, said);
    if (status == 1 && !strstr(said, "topcop: "))
        fail_msg("%s: no sentence: %s", line, said);
    for (const char *at = said; *at;) {
        uint32_t character = text_next(&at);
        if (character != '\n' && !text_is_printable(character))
            fail_msg("%s: U+%04X is said", line, (unsigned)character);
    }
    if (status == 1)
        assert_false(db_exists(responses_db, "SELECT 1 FROM response", NULL));
}

static uint32_t next_number(uint32_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Some places changed, taken out, or filled with what CSV, numbers and paths are made of. */
static const char *garbled(const char *text, uint32_t *seed) {
    static const char *const pieces[] = { "\"", ",",    ";",          "\n",   "\r", "\t",   "'",
                                          "=",  "[",    "]",          "/",    "-1", "1e99", "ə",
                                          " ",  "\"\"", "4294967297", "team", "0",  "\x7f" };
    struct buffer out = { 0 };
    buffer_add(&out, text);
    for (uint32_t i = 0, count = 1 + next_number(seed) % 4; i < count; i++) {
        size_t at = next_number(seed) % (out.length + 1), rest = out.length - at,
               length = next_number(seed) % 6;
        const char *piece = pieces[next_number(seed) % (sizeof pieces / sizeof *pieces)];
        buffer_replace(&out, at, length < rest ? length : rest, next_number(seed) % 3 ? piece : "");
    }
    char *copy = arena_copy(&call_arena, out.text);
    buffer_done(&out);
    return copy;
}

static void garbled_files(void **state) {
    (void)state;
    uint32_t seed = 20261124;
    export();
    for (int round = 0; round < 150; round++) {
        for (int i = 0; i < 3; i++)
            call_write(names[i], round % 3 == i ? garbled(originals[i], &seed) : originals[i]);
        is_harmless(IMPORT " --dry-run");
        is_harmless(IMPORT " --dry-run --skip-bad --clean");
    }
    assert_false(db_exists(responses_db, "SELECT 1 FROM response", NULL));
}

static void strange_files(void **state) {
    (void)state;
    static const char *const strange[] = { "",
                                           "\n",
                                           "\xEF\xBB\xBF",
                                           "\xFF\xFE",
                                           "receipt",
                                           "receipt\n\n\n",
                                           "receipt,receipt\n1,2\n",
                                           ",,,\n,,,\n",
                                           "\"receipt",
                                           "receipt,\xff\n",
                                           "receipt,team\n\033[2J,1\n",
                                           "receipt,team,team/name\nx,99999999999999999999,y\n",
                                           "receipt,team,team/name\nx,-1,y\nx,1.0,y\nx,,y\n",
                                           "receipt;team;team/name\nx,1,y\n" };
    export();
    for (size_t s = 0; s < sizeof strange / sizeof *strange; s++)
        for (int i = 0; i < 3; i++) {
            for (int k = 0; k < 3; k++)
                call_write(names[k], k == i ? strange[s] : originals[k]);
            call_does(1, IMPORT);
            is_harmless(IMPORT);
        }
}

/* The heads of the files, cut anywhere. */
static void cut_files(void **state) {
    (void)state;
    export();
    for (size_t length = 0; length < strlen(originals[0]); length += 7) {
        call_write(names[0], arena_format(&call_arena, "%.*s", (int)length, originals[0]));
        is_harmless(IMPORT " --dry-run");
    }
}

static void large_cells(void **state) {
    (void)state;
    export();
    struct buffer large = { 0 };
    for (int i = 0; i < 20000; i++)
        buffer_add(&large, "x\n");
    call_write(names[0], call_other(originals[0], "and so on", large.text));
    call_says(IMPORT, "The answer is too long");
    call_write(names[0], call_other(originals[0], ",2,120", ",999999999,120"));
    call_says(IMPORT, "It says 999999999, but there are 2 rows of it");
    buffer_done(&large);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(garbled_files, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(strange_files, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(cut_files, responses_begin, responses_end),
        cmocka_unit_test_setup_teardown(large_cells, responses_begin, responses_end),
    };
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
