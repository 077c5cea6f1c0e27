/* Questionnaires on paper: "topcop questionnaire print". */
#ifndef TOPCOP_COMMAND_PRINT_H
#define TOPCOP_COMMAND_PRINT_H

#include "command/command.h"

/* Prints the questionnaire in the files, blank, or with --response RECEIPT one that was submitted. */
REFUSAL questionnaire_print(struct command *command);

#endif
