#include "calls.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "command/command.h"

struct arena call_arena;

static char folder[] = "/tmp/topcop-calls-XXXXXX";

void call_enter(void) {
    if (!mkdtemp(folder) || chdir(folder) != 0)
        die("no temporary folder");
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place) {
    (void)about;
    (void)kind;
    (void)place;
    return remove(path);
}

void call_leave(void) {
    arena_done(&call_arena);
    if (chdir("/") != 0 || nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        die("the temporary folder stays");
}

const char *call_content(const char *file) {
    struct buffer all = { 0 };
    char part[4096];
    size_t got;
    FILE *stream = fopen(file, "r");
    if (!stream)
        fail_msg("%s is not there", file);
    buffer_clear(&all);
    while ((got = fread(part, 1, sizeof part, stream)) > 0)
        buffer_add_part(&all, part, got);
    fclose(stream);
    char *text = arena_copy(&call_arena, all.text);
    buffer_done(&all);
    return text;
}

void call_write(const char *file, const char *text) {
    FILE *stream = fopen(file, "w");
    assert_non_null(stream);
    fputs(text, stream);
    assert_int_equal(fclose(stream), 0);
}

const char *call_other(const char *text, const char *old, const char *new) {
    const char *at = strstr(text, old);
    if (!at)
        fail_msg("\"%s\" is not in: %s", old, text);
    return arena_format(&call_arena, "%.*s%s%s", (int)(at - text), text, new, at + strlen(old));
}

int call_status(const char *line) {
    char *words[32] = { (char[]){ "topcop" } }, *copy = arena_copy(&call_arena, line), *rest = NULL;
    int count = 1;
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    fflush(NULL);
    int out = dup(1), err = dup(2);
    if (!freopen("out", "w", stdout) || !freopen("err", "w", stderr))
        fail_msg("no files");
    struct command command;
    const char *refusal = command_read(&command, count, words);
    int status = refusal ? command_refused(&command, refusal) : command_run(&command);
    command_done(&command);
    fflush(NULL);
    dup2(out, 1);
    dup2(err, 2);
    close(out);
    close(err);
    return status;
}

void call_does(int status, const char *line) {
    int got = call_status(line);
    if (got != status)
        fail_msg("%s: status %d; %s", line, got, call_content("err"));
}

void call_says(const char *line, const char *expected) {
    int status = call_status(line);
    if (status == 0 || !strstr(call_content("err"), expected))
        fail_msg("%s: status %d, expected \"%s\", said: %s", line, status, expected, call_content("err"));
}

void call_prints(const char *line, const char *expected) {
    call_does(0, line);
    assert_string_equal(call_content("out"), expected);
}
