/* Questionnaires on the command line: reading their files and saying what is wrong with them. */
#ifndef TOPCOP_COMMAND_QUESTIONS_H
#define TOPCOP_COMMAND_QUESTIONS_H

#include "command/command.h"
#include "xlsform/definition.h"

/* Compiles sheets and prints all problems on standard error. Refuses when there is an error among them. */
REFUSAL questions_compile(const struct sheets *sheets, struct definition **definition);

/* Reads the files of one questionnaire as the options of the call say, and compiles them; sheets_done and
 * definition_free may be called after a refusal, too. */
REFUSAL questions_read(struct command *command, const char *const *files, int count, struct sheets *sheets,
                       struct definition **definition);

/* "topcop import questionnaire FILE...": keeps the version its settings name. */
REFUSAL import_questionnaire(struct command *command);

/* "topcop questionnaire migrate CAMPAIGN [VERSION]": tells what becomes of the drafts' answers; moves them
 * with --yes. */
REFUSAL questionnaire_migrate(struct command *command);

#endif
