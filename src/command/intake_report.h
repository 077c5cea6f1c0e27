/* What all imports of CSV files have in common at the command line: their options, and what they say. */
#ifndef TOPCOP_COMMAND_INTAKE_REPORT_H
#define TOPCOP_COMMAND_INTAKE_REPORT_H

#include "command/command.h"
#include "command/intake.h"

/* --encoding and --delimiter. */
REFUSAL intake_options(struct command *command, struct csv_options *options);

/* What shows progress, or NULL where nobody would see it; and its end. */
intake_progress_function *intake_progress(void);
void intake_end_progress(void);

/* Prints the problems on standard error, in the order of the file. */
void intake_say_problems(struct import *import);

/* Prints what was counted, or refuses because of the rows that were left out. */
REFUSAL intake_report(const struct intake *intake, const char *file);

#endif
