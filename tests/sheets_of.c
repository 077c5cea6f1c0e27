#include "sheets_of.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct definition *sheets_definition(const char *csv, struct problems *problems) {
    char folder[] = "/tmp/topcop-sheets-XXXXXX", here[4096];
    const char *const paths[] = { "form.csv" };
    if (!getcwd(here, sizeof here) || !mkdtemp(folder) || chdir(folder) != 0)
        die("no temporary folder");
    FILE *file = fopen(paths[0], "w");
    if (!file || fputs(csv, file) < 0 || fclose(file) != 0)
        die("the temporary file is not written");
    struct sheets sheets;
    const char *refusal = sheets_read(&sheets, paths, 1, (struct csv_options){ 0 });
    if (refusal)
        die("%s", refusal);
    struct definition *definition = definition_new(&sheets, problems);
    sheets_done(&sheets);
    if (unlink(paths[0]) != 0 || chdir(here) != 0 || rmdir(folder) != 0)
        die("the temporary folder stays");
    return definition;
}

char *sheets_problems(struct arena *arena, const char *csv) {
    struct problems problems = { 0 };
    struct buffer found = { 0 };
    struct definition *definition = sheets_definition(csv, &problems);
    buffer_clear(&found);
    for (int i = 0; i < problems.count; i++)
        buffer_format(&found, "%s\n", problem_text(arena, &problems.list[i]));
    if ((definition != NULL) != (problems.errors == 0))
        die("an error that is none, or none that is one");
    char *text = arena_copy(arena, found.text);
    buffer_done(&found);
    definition_free(definition);
    problems_done(&problems);
    return text;
}

struct definition *sheets_right(const char *csv) {
    struct problems problems = { 0 };
    struct arena arena = { 0 };
    struct definition *definition = sheets_definition(csv, &problems);
    for (int i = 0; i < problems.count && !definition; i++)
        fprintf(stderr, "%s\n", problem_text(&arena, &problems.list[i]));
    if (!definition)
        die("the questionnaire of this test is not right");
    arena_done(&arena);
    problems_done(&problems);
    return definition;
}
