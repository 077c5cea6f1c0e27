/* The draft journal: every key is kept, whoever opens it last has it, what is spoilt is passed over. */
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "calls.h"
#include "store/journal.h"

struct taken {
    int count;
    char field[64], text[256];
};

static void take(const char *field, const char *text, void *argument) {
    struct taken *taken = argument;
    taken->count++;
    snprintf(taken->field, sizeof taken->field, "%s", field);
    snprintf(taken->text, sizeof taken->text, "%s", text);
}

static int replay(const char *database, struct taken *taken) {
    struct journal *journal;
    int64_t moment;
    *taken = (struct taken){ 0 };
    assert_null(journal_open(&journal, database, 7, "form", 3));
    int count = journal_replay(journal, take, taken, &moment);
    journal_close(journal);
    return count;
}

static void a_journal_keeps_every_key(void **state) {
    (void)state;
    const char *database = "journal.db";
    struct journal *journal;
    struct taken taken;
    assert_null(journal_open(&journal, database, 7, "form", 3));
    const char *typed[] = {
        "B", "Ba", "Bak", "Bakı", "Bak", "Bak\ttab\nline\\", "XBak\ttab\nline\\", "Bak\ttab\nli", "", "ə"
    };
    for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
        assert_null(journal_write(journal, "place/name", typed[i]));
        struct taken now;
        const char *copy = "copy-drafts", *from = arena_format(&call_arena, "%s-drafts/7.form.3", database);
        mkdir(copy, 0700);
        char bytes[4096];
        int in = open(from, O_RDONLY),
            out = open(arena_format(&call_arena, "%s/7.form.3", copy), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ssize_t got = read(in, bytes, sizeof bytes);
        assert_int_equal(write(out, bytes, (size_t)got), got);
        close(in);
        close(out);
        assert_int_equal(replay("copy", &now), 1);
        assert_string_equal(now.text, typed[i]);
    }
    assert_null(journal_sync(journal));
    journal_close(journal);
    assert_int_equal(replay(database, &taken), 1);
    assert_string_equal(taken.field, "place/name");
    assert_string_equal(taken.text, "ə");
}

static void whoever_opens_a_journal_takes_it_over(void **state) {
    (void)state;
    const char *database = "taken.db";
    struct journal *first, *second;
    struct taken taken = { 0 };
    int64_t moment;
    assert_null(journal_open(&first, database, 7, "form", 3));
    assert_null(journal_write(first, "a", "typed"));
    assert_false(journal_is_taken(first));
    assert_null(journal_open(&second, database, 7, "form", 3));
    assert_true(journal_is_taken(first));
    assert_false(journal_is_taken(second));
    assert_int_equal(journal_replay(second, take, &taken, &moment), 1);
    assert_string_equal(taken.text, "typed");
    assert_non_null(strstr(journal_write(first, "a", "typed there"), "another session"));
    assert_null(journal_write(second, "a", "typed here"));
    journal_discard(first);
    journal_close(first);
    assert_int_equal(replay(database, &taken), 1);
    assert_string_equal(taken.text, "typed here");
    assert_true(journal_is_taken(second));
    journal_close(second);
    assert_null(journal_open(&first, database, 7, "form", 3));
    journal_discard(first);
    assert_null(journal_open(&second, database, 7, "form", 3)); /* an empty one too */
    assert_true(journal_is_taken(first));
    assert_null(journal_write(second, "a", "new"));
    journal_close(second);
    journal_close(first);
    assert_int_equal(replay(database, &taken), 1);
    assert_string_equal(taken.text, "new");
}

/* Whoever saves holds it: nobody takes over what is about to be forgotten. */
static void a_held_journal_is_taken_over_only_when_let_go(void **state) {
    (void)state;
    const char *database = "held.db";
    struct journal *mine;
    int ends[2], found = -1;
    assert_null(journal_open(&mine, database, 7, "form", 3));
    assert_null(journal_write(mine, "a", "typed"));
    journal_hold(mine);
    assert_null(journal_write(mine, "a", "typed while it is held"));
    assert_int_equal(pipe(ends), 0);
    pid_t other = fork();
    if (other == 0) {
        struct taken taken;
        int count = replay(database, &taken);
        _exit(write(ends[1], &count, sizeof count) != sizeof count);
    }
    assert_true(other > 0);
    assert_int_equal(poll(&(struct pollfd){ .fd = ends[0], .events = POLLIN }, 1, 300), 0);
    assert_false(journal_is_taken(mine));
    journal_discard(mine);
    journal_let_go(mine);
    assert_int_equal(read(ends[0], &found, sizeof found), sizeof found);
    assert_int_equal(waitpid(other, NULL, 0), other);
    assert_int_equal(found, 0);
    assert_true(journal_is_taken(mine));
    journal_hold(mine); /* in vain */
    assert_non_null(journal_write(mine, "a", "more"));
    journal_close(mine);
    close(ends[0]);
    close(ends[1]);
}

/* A draft with one whole record, and these bytes after it. */
static void spoil_draft(const char *database, const char *bytes, size_t length) {
    struct journal *journal;
    struct taken taken;
    assert_null(journal_open(&journal, database, 7, "form", 3));
    assert_null(journal_write(journal, "a", "whole"));
    journal_close(journal);
    int file = open(arena_format(&call_arena, "%s-drafts/7.form.3", database), O_WRONLY | O_APPEND);
    assert_int_equal(write(file, bytes, length), length);
    close(file);
    assert_int_equal(replay(database, &taken), 1);
    assert_string_equal(taken.text, "whole");
}

static void a_record_that_claims_too_much_is_passed_over(void **state) {
    (void)state;
    static const char claims[] = "a\t18446744073709551615\t1\tx\na\t1\t18446744073709551615\tx\na\t4\t2\tx\n";
    spoil_draft("claims.db", claims, sizeof claims - 1);
}

static void a_torn_record_is_passed_over(void **state) {
    (void)state;
    const char *database = "torn.db";
    spoil_draft(database, "a\t5\t0\tto", 8);
    struct journal *journal;
    struct taken taken;
    assert_null(journal_open(&journal, database, 7, "form", 3));
    assert_null(journal_write(journal, "a", "whole again"));
    journal_close(journal);
    assert_int_equal(replay(database, &taken), 1);
    assert_string_equal(taken.text, "whole again");
}

static void a_discarded_draft_is_gone(void **state) {
    (void)state;
    const char *database = "discard.db";
    struct journal *journal;
    struct taken taken;
    assert_null(journal_open(&journal, database, 7, "form", 3));
    assert_null(journal_write(journal, "a", "x"));
    journal_discard(journal);
    journal_close(journal);
    assert_int_equal(access(arena_format(&call_arena, "%s-drafts/7.form.3", database), F_OK), -1);
    assert_int_equal(replay(database, &taken), 0);
    struct stat status;
    assert_int_equal(stat(arena_format(&call_arena, "%s-drafts", database), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0700);
}

int main(void) {
    setlocale(LC_ALL, "C.UTF-8");
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_keeps_every_key),
        cmocka_unit_test(a_held_journal_is_taken_over_only_when_let_go),
        cmocka_unit_test(whoever_opens_a_journal_takes_it_over),
        cmocka_unit_test(a_record_that_claims_too_much_is_passed_over),
        cmocka_unit_test(a_torn_record_is_passed_over),
        cmocka_unit_test(a_discarded_draft_is_gone),
    };
    call_enter();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    call_leave();
    return failed;
}
