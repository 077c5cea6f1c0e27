/* Texts made to harm a terminal stand in every free text of a database: nothing of them comes out of the
 * program as it is, whichever way it comes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "calls.h"
#include "command/command.h"
#include "fixture.h"
#include "hostile_faces.h"
#include "rules/figures.h"
#include "rules/thing.h"

static const char *const walkers[] = { "ADMIN", "COORD", "HEAD", "Zelimxan" };
enum { WALKERS = sizeof walkers / sizeof *walkers };

static struct hostile_texts stored = { .list = hostile_list }, typed = { .list = hostile_list };

static void in_both_faces(void **state) {
    (void)state;
    for (int i = 0; i < WALKERS; i++) {
        hostile_faces_full("tree.db", walkers[i], &typed);
        hostile_faces_line("tree.db", walkers[i], &typed);
    }
    assert_int_equal(hostile_leak_count, 0);
    for (int i = 0; i < hostile_count; i++)
        if (!hostile_was_seen(i))
            fail_msg("text %d was never shown", i);
}

/* ---- the command line, on a terminal ---- */

static void be_called(const char *const *words) {
    struct command command;
    char *copies[16] = { "topcop" };
    int count = 1;
    for (; words[count - 1]; count++)
        copies[count] = arena_copy(&call_arena, words[count - 1]);
    const char *no = command_read(&command, count, copies);
    if (no)
        command_refused(&command, no);
    else if (command.verb)
        command_run(&command);
    fflush(NULL);
    _exit(0);
}

/* All that the terminal gets for these words, NULL at the end: line ends may be of either kind. */
static void call(const char *const *words) {
    struct termios modes = { 0 };
    struct buffer all = { 0 };
    char part[4096];
    int terminal, status;
    ssize_t got;
    cfmakeraw(&modes);
    fflush(NULL);
    pid_t child = forkpty(&terminal, NULL, &modes, NULL);
    assert_true(child >= 0);
    if (child == 0)
        be_called(words);
    buffer_clear(&all);
    while ((got = read(terminal, part, sizeof part)) > 0)
        for (ssize_t i = 0; i < got; i++)
            if (part[i] != '\r')
                buffer_add_char(&all, part[i]);
    close(terminal);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_true(all.length > 0);
    hostile_leaks(words[0], all.text, all.length);
    buffer_done(&all);
}
#define CALL(...) call((const char *const[]){ __VA_ARGS__, "--db", "tree.db", NULL })

static void what_is_told(void **state) {
    (void)state;
    struct db *db = NULL;
    accepted(db_open(&db, "tree.db"));
    for (int i = 1; i <= 3; i++)
        CALL("questionnaire", "print", "--response",
             db_text(db, &call_arena, "SELECT receipt FROM response WHERE id = :id", with(integer("id", i))));
    db_close(db);
    for (const struct thing *thing = things; thing->name; thing++)
        CALL("export", thing->name);
    CALL("export", "officers", "--excel");
    static const char *const campaigns[] = { "CAMPAZ", "SELFAZ" };
    for (int i = 0; i < 2; i++) {
        CALL("export", "responses", campaigns[i]);
        CALL("export", "responses", campaigns[i], "--labels", "--all");
        CALL("export", "responses", campaigns[i], "--codebook");
    }
    for (const struct figure_report *report = figure_reports; report->name; report++) {
        CALL("report", report->name);
        CALL("report", report->name, "--csv");
    }
    CALL("check");
    CALL("key", "list");
    CALL("retention", "preview");
    CALL("retention", "holds");
    CALL("audit", "head");
    CALL("audit", "verify");
    CALL("questionnaire", "migrate", "CAMPAZ");
    assert_int_equal(hostile_leak_count, 0);
}

/* What was typed comes back in refusals, what is in files in what is wrong with them. */
static void what_is_refused(void **state) {
    (void)state;
    for (int i = 0; i + 5 <= hostile_count; i += 5) {
        const char *const *five = hostile_list + i;
        const char *text =
            arena_format(&call_arena, "%s%s%s%s%s", five[0], five[1], five[2], five[3], five[4]);
        call_write("rows.csv",
                   arena_format(&call_arena, "badge,rank,%s\n%s,%s,%s\n", text, text, text, text));
        CALL("import", "officers", "rows.csv");
        call_write("rows.csv",
                   arena_format(&call_arena, "code,title,level\n%s,\"%s\",%s\n", text, text, text));
        CALL("import", "courses", "rows.csv", "--clean");
        call_write("form.csv",
                   arena_format(&call_arena, "survey,type,name,label,relevant\n,text,q,%s,\n,%s,x,%s,%s\n",
                                text, text, text, text));
        CALL("questionnaire", "check", "form.csv");
        call((const char *const[]){ "expr", text, NULL });
        call((const char *const[]){ "report", "officers", "--db", text, NULL });
        call((const char *const[]){ "help", text, NULL });
        CALL("report", text);
        CALL("export", text);
        CALL("export", "responses", text);
        CALL("import", text, text);
        CALL("import", "officers", text);
        CALL("key", text);
        CALL("key", "list", text);
        CALL("code", text);
        CALL("retention", "preview", text);
        CALL("report", "officers", "--as", text);
        CALL("report", "officers", arena_format(&call_arena, "--%s", text));
    }
    assert_int_equal(hostile_leak_count, 0);
}

/* Into a file it goes as it is. */
static void exports_keep_what_is_stored(void **state) {
    (void)state;
    call_does(0, "export courses --db tree.db");
    assert_non_null(strstr(call_content("out"), "\033["));
}

int main(void) {
    call_enter();
    stored.count = typed.count = hostile_count;
    hostile_make("tree.db", &stored);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exports_keep_what_is_stored), /* before keys change it */
        cmocka_unit_test(in_both_faces),
        cmocka_unit_test(what_is_told),
        cmocka_unit_test(what_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
