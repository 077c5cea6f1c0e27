/* What an officer sends along with ssh: how it is split, and what of it is taken. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "command/remote.h"

/* The words joined by "|"; the refusal where there is one. */
static const char *split(struct arena *arena, const char *line) {
    const char **words, *all = "";
    int count;
    const char *refusal = remote_split(arena, line, &words, &count);
    for (int i = 0; !refusal && i < count; i++)
        all = arena_format(arena, "%s%s%s", all, i ? "|" : "", words[i]);
    return refusal ? refusal : all;
}

static void test_split(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "", "" },
        { " \t ", "" },
        { "export officers", "export|officers" },
        { "  a\tb  c ", "a|b|c" },
        { "'a b' \"c d\"", "a b|c d" },
        { "a'b c'd\"e f\"g", "ab cde fg" },
        { "'' \"\" x", "||x" },
        { "a\\ b \\' \\\\", "a b|'|\\" },
        { "'a\\' b", "a\\|b" },
        { "\"a\\\"b\\\\c\\d\"", "a\"b\\c\\d" },
        { "$(id) `id` $HOME * ~ {a,b} ; & && > <", "$(id)|`id`|$HOME|*|~|{a,b}|;|&|&&|>|<" },
        { "az\xC9\x99ri", "az\xC9\x99ri" },
        { "end\\", "end\\" },
        { "'open", "A quotation mark is opened in the command and not closed." },
        { "\"open\\\"", "A quotation mark is opened in the command and not closed." },
        { "a\nb", "A command sent over ssh is one line without control characters." },
        { "a\x1B[2J", "A command sent over ssh is one line without control characters." },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = { 0 };
        assert_string_equal(split(&arena, cases[i][0]), cases[i][1]);
        arena_done(&arena);
    }
}

static void test_limits(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char many[200] = "", *at = many;
    for (int i = 0; i < 65; i++)
        at = stpcpy(at, "a ");
    assert_string_equal(split(&arena, many), "A command sent over ssh may have 64 words.");
    char *much = arena_new(&arena, 4098);
    memset(much, 'a', 4097);
    assert_string_equal(split(&arena, much), "A command sent over ssh may have 4096 bytes.");
    arena_done(&arena);
}

/* What becomes of a call: "" when it is taken, else the refusal. */
static const char *take(struct arena *arena, const char *key, const char *sent) {
    char *words[] = { "topcop", "--session", (char *)key, NULL };
    struct command command;
    setenv("SSH_ORIGINAL_COMMAND", sent, 1);
    const char *refusal = command_read(&command, 3, words);
    if (!refusal)
        refusal = remote_take(&command);
    assert_true(!refusal == !command.is_misused);
    const char *kept = refusal ? arena_copy(arena, refusal) : "";
    command_done(&command);
    unsetenv("SSH_ORIGINAL_COMMAND");
    return kept;
}

static void test_taken(void **state) {
    (void)state;
    static const char *const taken[] = {
        "export officers",
        "export officers --excel",
        "export responses needs-2026 --labels=az --split --all --confirmed --codebook",
        "import officers --dry-run -",
        "import officers - --encoding cp1251 --delimiter ';' --skip-bad --clean",
        "import responses needs-2026 -",
        "import questionnaire --lenient -",
        "questionnaire check -",
        "questionnaire print - --language az",
        "questionnaire print --response R-1",
        "report headcount --csv",
        "help import",
        "import --help",
        "version",
        "",
    };
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++) {
        struct arena arena = { 0 };
        assert_string_equal(take(&arena, "7", taken[i]), "");
        arena_done(&arena);
    }
}

static void test_refused(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        { "sh", "is nothing that can be sent" },
        { " ", "is nothing that can be sent" },
        { "-c sh", "no option" },
        { "home", "is nothing that can be sent" },
        { "--version", "is nothing that can be sent" },
        { "init /tmp/x.db", "is nothing that can be sent" },
        { "demo /tmp/x.db", "is nothing that can be sent" },
        { "backup /tmp/x.db", "is nothing that can be sent" },
        { "check", "is nothing that can be sent" },
        { "expr 1", "is nothing that can be sent" },
        { "expr 1 --data /etc/passwd", "is nothing that can be sent" },
        { "questionnaire migrate needs-2026 --yes", "is nothing that can be sent" },
        { "questionnaire", "is nothing that can be sent" },
        { "scp -t /tmp", "no option" },
        { "/usr/lib/openssh/sftp-server", "is nothing that can be sent" },
        { "export officers --db /tmp/x.db", "--db is not for" },
        { "export officers --as AZ-1", "--as is not for" },
        { "export officers --session 1", "--session is not for" },
        { "export officers --line", "--line is not for" },
        { "export responses needs-2026 --to /tmp/x", "--to is not for" },
        { "import officers /etc/passwd", "\"/etc/passwd\" would be one" },
        { "import officers ./-", "\"./-\" would be one" },
        { "import officers /dev/stdin", "would be one" },
        { "import officers - --map /etc/passwd", "--map is not for" },
        { "import officers --map=- -", "--map is not for" },
        { "import responses needs-2026 - /etc/passwd", "would be one" },
        { "import questionnaire - /etc", "would be one" },
        { "questionnaire check /etc/passwd", "would be one" },
        { "questionnaire print -- /etc/passwd", "would be one" },
        { "'export", "not closed" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = { 0 };
        const char *refusal = take(&arena, "7", cases[i][0]);
        if (!strstr(refusal, cases[i][1]))
            fail_msg("%s: %s", cases[i][0], refusal);
        arena_done(&arena);
    }
    struct arena arena = { 0 };
    assert_non_null(strstr(take(&arena, "0", "export officers"), "come in with a key"));
    assert_non_null(strstr(take(&arena, "x", ""), "stands alone"));
    assert_non_null(strstr(take(&arena, "-1", ""), "stands alone"));
    arena_done(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_taken),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
