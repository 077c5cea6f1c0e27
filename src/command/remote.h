/* Captive visits: what sshd starts for an officer who comes in by a key ("topcop --session KEY") or by a
 * password ("topcop --session 0"). The words of that call are the administrator's; those the officer sent
 * along, SSH_ORIGINAL_COMMAND, are a stranger's. They are split here, without a shell, and of all verbs only
 * those of one table run, on standard input and output alone. Nothing here owns anything: a captive visit has
 * the officer's rights, though the process has the database owner's account. */
#ifndef TOPCOP_COMMAND_REMOTE_H
#define TOPCOP_COMMAND_REMOTE_H

#include "command/command.h"

/* Whether --session stands among the words of the call. */
bool remote_is_captive(int count, char **words);

/* Whether topcop was called by the name that is the shell of those who come without a key, as "topcop-door":
 * then the call is "--session 0", whatever else it says. */
bool remote_is_door(const char *program);

/* After command_read of such a call: sees that nothing but --db stands beside --session, and puts what the
 * officer sent, where they sent something, in the place of the call. */
REFUSAL remote_take(struct command *command);

/* Whether something can be sent with that verb. */
bool remote_takes(const char *verb);

/* Splits at blanks; '...' is as it stands, in "..." a backslash keeps \ and ", elsewhere any character;
 * nothing is expanded. The words live in the arena, NULL at the end. Refuses control characters and what is
 * not closed. */
REFUSAL remote_split(struct arena *arena, const char *line, const char ***words, int *count);

#endif
