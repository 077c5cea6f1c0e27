#include "command/setup_match.h"

#include <ctype.h>
#include <dirent.h>
#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/words.h"

#define SSHD_CONFIG "/etc/ssh/sshd_config"

/* Whether a list of patterns, "git,!topcop*", may mean one of the accounts (all in the group topcop). */
static bool may_mean(const char *patterns, bool is_of_groups) {
    static const char *const names[] = { SETUP_ACCOUNT, SETUP_DOOR };
    char copy[512], *rest = NULL;
    for (size_t i = 0; i < (is_of_groups ? 1 : sizeof names / sizeof *names); i++) {
        bool means = false, is_excluded = false;
        snprintf(copy, sizeof copy, "%s", patterns);
        for (char *one = strtok_r(copy, ",", &rest); one; one = strtok_r(NULL, ",", &rest)) {
            one[strcspn(one, "@")] = 0;
            is_excluded = is_excluded || (*one == '!' && fnmatch(one + 1, names[i], 0) == 0);
            means = means || (*one != '!' && fnmatch(one, names[i], 0) == 0);
        }
        if (means && !is_excluded)
            return true;
    }
    return false;
}

/* Whether the conditions of a "Match" line may hold for them; those of addresses and the like always may. */
static bool may_hold(char *conditions) {
    char *rest = NULL;
    for (char *word = strtok_r(conditions, " \t=", &rest); word; word = strtok_r(NULL, " \t=", &rest)) {
        if (!strcasecmp(word, "all"))
            return false; /* ends a block; what it says holds everywhere, and sshd -T shows it */
        bool is_user = !strcasecmp(word, "user"), is_group = !strcasecmp(word, "group");
        char *value = is_user || is_group ? strtok_r(NULL, " \t=", &rest) : NULL;
        if (value && !may_mean(value, is_group))
            return false;
    }
    return true;
}

/* The first such line of a file, from 1, up to one that includes the folder; 0: none. */
static int find_match(const char *path, const char *folder) {
    struct buffer text = { 0 };
    int found = 0, number = 0;
    const char *no = file_read(&text, path, SETUP_FILE_MOST);
    char *rest = NULL;
    for (char *line = no || !text.length ? NULL : text.text; line && !found; line = rest) {
        rest = strchr(line, '\n');
        if (rest)
            *rest++ = 0;
        number++;
        line += strspn(line, " \t");
        if (!strncasecmp(line, "include", 7) && strstr(line, folder))
            break;
        if (!strncasecmp(line, "match", 5) && strchr(" \t=", line[5]) && may_hold(line + 6))
            found = number;
    }
    buffer_done(&text);
    return found;
}

static int is_config(const struct dirent *file) {
    size_t length = strlen(file->d_name);
    return length > 5 && !strcmp(file->d_name + length - 5, ".conf");
}

static REFUSAL complain(const char *path, int line) {
    return refuse(
        _("The \"Match\" of %s, line %d, is read before topcop's own file and may hold for its accounts: "
          "exclude them, as by \"User *,!%s*\", or see that it comes later."),
        path, line, SETUP_ACCOUNT);
}

const char *setup_match_before(struct setup *setup, const char *folder, const char *fragment) {
    int line = find_match(SSHD_CONFIG, folder);
    const char *no = line ? complain(SSHD_CONFIG, line) : NULL;
    struct dirent **files;
    int count = scandir(folder, &files, is_config, alphasort);
    for (int i = 0; i < count; i++) {
        const char *path = arena_format(&setup->command->arena, "%s/%s", folder, files[i]->d_name);
        line = !no && strcmp(files[i]->d_name, fragment) < 0 ? find_match(path, folder) : 0;
        if (line)
            no = complain(path, line);
        free(files[i]);
    }
    if (count >= 0)
        free(files);
    return no;
}
