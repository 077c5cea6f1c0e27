#include "peers.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "bench.h"

enum { COMMITS = 300 };

static struct pty *start(const char *folder, const char *const *arguments) {
    char home[4200];
    snprintf(home, sizeof home, "HOME=%s", bench_folder);
    const char *const environment[] = { home, "GIT_CONFIG_NOSYSTEM=1", "LESSHISTFILE=-", NULL };
    return pty_start(
        &(struct pty_setup){ .arguments = arguments, .environment = environment, .folder = folder });
}

struct pty *peer_echo(void) {
    return start(NULL, (const char *const[]){ "/bin/echo", "ready", NULL });
}

struct pty *peer_htop(void) {
    return start(NULL, (const char *const[]){ "htop", NULL });
}

/* A history in the words of git fast-import. */
static void write_history(struct buffer *out) {
    for (int i = 0; i < COMMITS; i++) {
        char message[80], content[40];
        snprintf(message, sizeof message, "Change number %d of the timetable of hall %d", i, i * 7 % 13);
        snprintf(content, sizeof content, "lesson %d\n", i);
        buffer_format(out,
                      "commit refs/heads/main\ncommitter Registrar %d <office@academy.example> %d +0400\n",
                      i % 5, 1700000000 + i * 7200);
        buffer_format(out, "data %zu\n%s\n", strlen(message), message);
        buffer_format(out, "M 100644 inline timetable\ndata %zu\n%s\n", strlen(content), content);
    }
}

static void make_repository(const char *folder) {
    struct buffer history = { 0 };
    write_history(&history);
    if (bench_run((const char *const[]){ "git", "init", "-q", "-b", "main", folder, NULL }, NULL) != 0 ||
        bench_run((const char *const[]){ "git", "-C", folder, "fast-import", "--quiet", NULL },
                  history.text) != 0)
        die("git cannot make %s", folder);
    buffer_done(&history);
}

struct pty *peer_tig(void) {
    const char *folder = bench_file("history");
    if (access(folder, F_OK) != 0)
        make_repository(folder);
    return start(folder, (const char *const[]){ "tig", NULL });
}

struct pty *peer_less(const char *name) {
    return start(NULL, (const char *const[]){ "less", bench_file(name), NULL });
}

struct pty *peer_vim(const char *name) {
    return start(NULL, (const char *const[]){ "vim.tiny", "-u", "NONE", "-n", bench_file(name), NULL });
}

void peer_long_text(const char *name, int lines) {
    struct buffer text = { 0 };
    for (int i = 0; i < lines; i++)
        buffer_format(&text, "%06d  Control of goods number %-5d of the frontier, part %d  %4d-%02d  %3d\n",
                      i, i * 7919 % 99991, i % 4, 2026 + i % 3, i % 12 + 1, i * 31 % 400);
    bench_write(name, text.text);
    buffer_done(&text);
}
