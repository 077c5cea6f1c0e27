/* Other people's hostile texts in every free text of a database, and every screen in both faces: hostile
 * FILE... Lines as they are, several of the short ones together; empty lines and comments are passed over.
 * Ends with 1 when anything of them comes out as it is. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/die.h"
#include "tests/calls.h"
#include "tests/hostile_faces.h"

enum { MOST = 20000, ENOUGH = 40 };

static const char *list[MOST];
static struct hostile_texts stored = { .list = list }, typed = { .list = list };

static void take(struct buffer *piece) {
    if (piece->length > 0 && stored.count < MOST)
        list[stored.count++] = arena_copy(&call_arena, piece->text);
    buffer_clear(piece);
}

static void read_texts(const char *path) {
    static char line[1 << 16];
    struct buffer piece = { 0 };
    FILE *file = fopen(path, "r");
    if (!file)
        die("%s cannot be read", path);
    buffer_clear(&piece);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        if (!*line || *line == '#')
            continue;
        buffer_add(&piece, line);
        if (piece.length >= ENOUGH)
            take(&piece);
    }
    take(&piece);
    buffer_done(&piece);
    fclose(file);
}

int main(int count, char **words) {
    static const char *const walkers[] = { "ADMIN", "HEAD", NULL };
    setlocale(LC_ALL, "C.UTF-8");
    for (int i = 1; i < count; i++)
        read_texts(words[i]);
    if (!stored.count)
        die("hostile FILE...");
    typed.count = stored.count;
    call_enter();
    int rounds = 0;
    while (stored.next < stored.count) {
        const char *file = arena_format(&call_arena, "%d.db", rounds++);
        hostile_make(file, &stored);
        for (const char *const *walker = walkers; *walker; walker++) {
            hostile_faces_full(file, *walker, &typed);
            hostile_faces_line(file, *walker, &typed);
        }
    }
    printf("%d texts in every free text, %d rounds through every screen in both faces, %d leaks\n",
           stored.count, rounds, hostile_leak_count);
    call_leave();
    return hostile_leak_count > 0;
}
