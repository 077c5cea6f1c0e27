/* The verbs, one file each. Each gets the words after its name and speaks for itself on standard output. */
#ifndef TOPCOP_COMMAND_VERBS_H
#define TOPCOP_COMMAND_VERBS_H

#include "command/command.h"

REFUSAL verb_init(struct command *command);
REFUSAL verb_demo(struct command *command);
REFUSAL verb_check(struct command *command);
REFUSAL verb_import(struct command *command);
REFUSAL verb_questionnaire(struct command *command);
REFUSAL verb_expr(struct command *command);
REFUSAL verb_export(struct command *command);
REFUSAL verb_setup(struct command *command);
REFUSAL verb_code(struct command *command);
REFUSAL verb_report(struct command *command);
REFUSAL verb_authorized_keys(struct command *command);
REFUSAL verb_key(struct command *command);
REFUSAL verb_audit(struct command *command);
REFUSAL verb_retention(struct command *command);
REFUSAL verb_backup(struct command *command);
REFUSAL verb_restore(struct command *command);
REFUSAL verb_help(struct command *command);
REFUSAL verb_version(struct command *command);

/* The refusal of a first word that names no thing, or none that `imports` can take: `what` cannot be done
 * with it; `others` are known beside the things, NULL at the end. */
REFUSAL command_unknown_thing(struct command *command, const char *what, bool imports,
                              const char *const *others);

#endif
