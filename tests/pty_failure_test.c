/* What fails under the real program while somebody is in the middle of a form, in both faces: it is said in
 * one sentence, what was typed is kept, and the terminal is given back as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "fixture.h"
#include "unfinished.h"

enum { PAGE_BYTES = 4096 };

static const struct face {
    const char *words[3];
    const char *ready;           /* stands there when the profile is open */
    const char *change, *asked;  /* opens its form, and what stands there then */
    const char *enter, *entered; /* ends an answer, and what stands there then */
    const char *save, *leave, *elsewhere;
} faces[] = {
    { { "profile" }, "F8 Change", "\0338", "F2 Save", "", "", "\0332", "\021\021\021", "\033[24~\033[21~" },
    { { "--line", "profile" },
      "Profile>",
      "change\r",
      "E-mail:",
      "\r",
      "Telephone:",
      ".save\r",
      ".quit\r",
      "catalogue\r" }
};
#define each_face(face)                                                                                      \
    const struct face *face = faces;                                                                         \
    face < faces + sizeof faces / sizeof *faces;                                                             \
    face++

static char address[64]; /* typed: another one each time, so that none is found that was saved before */

static void sees(struct pty *pty, const char *text) {
    if (!pty_wait(pty, text))
        fail_msg("\"%s\" does not come:\n%s", text, screen_text(pty_screen(pty)));
}

static struct pty *profile(const struct face *face) {
    struct pty *pty = unfinished_start(NULL, 40, 100, face->words);
    sees(pty, face->ready);
    return pty;
}

static void open_form(const struct face *face, struct pty *pty) {
    assert_true(pty_send(pty, face->change));
    sees(pty, face->asked);
}

static void type(const struct face *face, struct pty *pty) {
    static int number;
    char keys[80];
    snprintf(address, sizeof address, "typed-%d@academy.example", ++number);
    snprintf(keys, sizeof keys, "\025%s%s", address, face->enter);
    assert_true(pty_send(pty, keys));
    sees(pty, address);
    sees(pty, face->entered);
}

static struct pty *typed(const struct face *face) {
    struct pty *pty = profile(face);
    open_form(face, pty);
    type(face, pty);
    return pty;
}

static void is_refused(const struct face *face, struct pty *pty, const char *because) {
    assert_true(pty_send(pty, face->save));
    sees(pty, because);
    assert_true(screen_shows(pty_screen(pty), address));
}

static void is_saved_at_last(const struct face *face, struct pty *pty) {
    assert_true(pty_send(pty, face->save));
    sees(pty, "Saved.");
    assert_true(screen_shows(pty_screen(pty), address));
}

/* Leaves a session that a failure has not ended. */
static void is_given_back(const struct face *face, struct pty *pty) {
    assert_true(pty_send(pty, face->leave));
    int status = pty_end(pty, PTY_LIMIT);
    assert_true(status == 0 || status == 1); /* the line face tells that something was refused */
    unfinished_given_back(pty);
    pty_free(pty);
}

static void limit(struct pty *pty, enum __rlimit_resource what, rlim_t most) {
    struct rlimit both;
    assert_int_equal(prlimit(pty_process(pty), what, NULL, &both), 0);
    both.rlim_cur = most == RLIM_INFINITY ? both.rlim_max : most;
    assert_int_equal(prlimit(pty_process(pty), what, &both, NULL), 0);
}

static void beside(char path[static 96], const char *ending) {
    snprintf(path, 96, "%s%s", unfinished_database(), ending);
}

/* ---- refused saves ---- */

static void a_full_disk_is_told_and_survived(void **state) {
    (void)state;
    for (each_face(face)) {
        struct pty *pty = typed(face);
        char log[96];
        struct stat about;
        beside(log, "-wal");
        assert_int_equal(stat(log, &about), 0);
        limit(pty, RLIMIT_FSIZE, (rlim_t)about.st_size);
        is_refused(face, pty, "There is no space left for");
        limit(pty, RLIMIT_FSIZE, RLIM_INFINITY);
        is_saved_at_last(face, pty);
        is_given_back(face, pty);
    }
}

static void a_replaced_database_is_told_and_survived(void **state) {
    (void)state;
    for (each_face(face)) {
        struct pty *pty = typed(face);
        char away[96];
        beside(away, ".away");
        assert_int_equal(rename(unfinished_database(), away), 0);
        FILE *other = fopen(unfinished_database(), "w");
        assert_non_null(other);
        fclose(other);
        is_refused(face, pty, "was moved or replaced under");
        assert_int_equal(rename(away, unfinished_database()), 0);
        is_saved_at_last(face, pty);
        is_given_back(face, pty);
    }
}

static void descriptors_that_run_out_are_told_and_survived(void **state) {
    (void)state;
    for (each_face(face)) {
        struct pty *pty = typed(face);
        limit(pty, RLIMIT_NOFILE, 3);
        is_saved_at_last(face, pty);
        assert_true(pty_send(pty, face->change));
        sees(pty, "What you type cannot be kept safe");
        limit(pty, RLIMIT_NOFILE, RLIM_INFINITY);
        open_form(face, pty);
        type(face, pty);
        is_saved_at_last(face, pty);
        is_given_back(face, pty);
    }
}

/* ---- damage ---- */

/* Overwrites every page of the file but the first, and gives what was there. */
static struct buffer spoil(void) {
    struct buffer sound = { 0 };
    accepted(file_read(&sound, unfinished_database(), 64 << 20));
    FILE *file = fopen(unfinished_database(), "r+");
    assert_non_null(file);
    fseek(file, PAGE_BYTES, SEEK_SET);
    for (size_t i = PAGE_BYTES; i < sound.length; i++)
        fputc(0x5A, file);
    fclose(file);
    return sound;
}

static void mend(struct buffer *sound) {
    FILE *file = fopen(unfinished_database(), "r+");
    assert_non_null(file);
    assert_int_equal(fwrite(sound->text, 1, sound->length, file), sound->length);
    fclose(file);
    buffer_done(sound);
}

static void damage_read_ends_it_with_a_sentence(void **state) {
    (void)state;
    for (each_face(face)) {
        struct pty *pty = profile(face);
        struct buffer sound = spoil();
        assert_true(pty_send(pty, face->elsewhere));
        sees(pty, "is damaged or is no topcop database");
        assert_int_equal(pty_end(pty, PTY_LIMIT), 74);
        unfinished_given_back(pty);
        pty_free(pty);
        mend(&sound);
    }
}

static void damage_in_a_form_keeps_what_was_typed(void **state) {
    (void)state;
    for (each_face(face)) {
        struct pty *pty = typed(face);
        struct buffer sound = spoil();
        assert_true(pty_send(pty, face->save));
        sees(pty, "is damaged or is no topcop database");
        pty_send(pty, face->leave);
        int status = pty_end(pty, PTY_LIMIT);
        assert_true(status == 74 ||
                    status == 0); /* what was read decides: there may be enough to go on with */
        unfinished_given_back(pty);
        pty_free(pty);
        mend(&sound);
        pty = profile(face);
        open_form(face, pty);
        sees(pty, address);
        is_saved_at_last(face, pty);
        is_given_back(face, pty);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_told_and_survived),
        cmocka_unit_test(a_replaced_database_is_told_and_survived),
        cmocka_unit_test(descriptors_that_run_out_are_told_and_survived),
        cmocka_unit_test(damage_read_ends_it_with_a_sentence),
        cmocka_unit_test(damage_in_a_form_keeps_what_was_typed),
    };
    return cmocka_run_group_tests(tests, unfinished_begin, unfinished_end);
}
