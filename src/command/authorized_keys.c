/* What sshd asks before it lets a key in (AuthorizedKeysCommand). It is answered from the file of keys alone:
 * by an account that can read that and not the database, and within milliseconds. */
#include <stdio.h>

#include "command/verbs.h"
#include "rules/key_file.h"

/* FINGERPRINT, TYPE BASE64, or FINGERPRINT TYPE BASE64: sshd's %f, %t %k, or all of them. The
 * account's shell gives way to topcop ("exec"), so that no key of the terminal can end or stop it. */
const char *verb_authorized_keys(struct command *command) {
    const char *const *words = command->words;
    int count = command->word_count;
    struct key_shown shown = { .fingerprint = count == 2 ? NULL : words[0],
                               .type = count > 1 ? words[count - 2] : NULL,
                               .blob = count > 1 ? words[count - 1] : NULL };
    struct key_found found;
    if (key_file_find(key_file_path(&command->arena, command_database(command)), &shown, &command->arena,
                      &found))
        printf("restrict,pty,command=\"exec %s/bin/topcop --session %lld\" %s\n", TOPCOP_PREFIX,
               (long long)found.id, found.line);
    return NULL;
}
