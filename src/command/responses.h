/* The answers to a campaign as CSV files: out ("topcop export responses") and in ("topcop import responses").
 */
#ifndef TOPCOP_COMMAND_RESPONSES_H
#define TOPCOP_COMMAND_RESPONSES_H

#include "command/command.h"
#include "exchange/export.h"
#include "rules/response_table.h"

REFUSAL export_responses(struct command *command, struct db *db, int64_t actor);
REFUSAL import_responses(struct command *command);

/* How answers are written: codes or labels, choices in one cell or a column each. */
struct response_style {
    const char *language; /* of the labels, "" the questionnaire's own; NULL: codes */
    bool splits;
};

/* The header of a table, and the rows of one response in it. */
void response_header(struct export *out, const struct response_table *table, struct response_style style);
void response_rows(struct export *out, const struct response_table *table, struct response_style style,
                   struct query *response, const struct response_answers *answers);

/* What every column means: its question, type, choices, conditions and need. */
void response_codebook(struct export *out, const struct response_tables *tables);

/* Column of a split table: PATH/CHOICE, or PATH/PLACE of an order; in the arena. */
char *response_split_name(const struct response_column *column, int number, struct arena *arena);

/* The number of a language in a definition by its name ("English (en)"), or either part of it; -1: none. */
int response_language(const struct definition *definition, const char *name);

#endif
