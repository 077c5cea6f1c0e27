#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/words.h"
#include "command/verbs.h"
#include "exchange/export.h"
#include "rules/figures.h"

static REFUSAL write_csv(struct figures *figures, const struct figure_report *report, bool for_excel) {
    struct export out;
    export_begin(&out, stdout, for_excel);
    export_cell(&out, _(report->row));
    export_cell(&out, _("Name"));
    for (int column = 0; column < figures->columns; column++)
        export_cell(&out, _(figures->titles[column]));
    export_line(&out);
    for (int row = 0; row < figures->rows; row++) {
        export_cell(&out, _(figures->codes[row]));
        export_cell(&out, figures->names[row]);
        for (int column = 0; column < figures->columns; column++)
            export_cell(&out, figure_text(figures, row, column, &figures->arena));
        export_line(&out);
    }
    return export_end(&out);
}

/* "AZ-SCC  State Customs Committee  34: Registered 30, Waiting <5". */
static void write_lines(struct figures *figures, const struct figure_report *report) {
    struct arena *arena = &figures->arena;
    char now[CLOCK_TEXT];
    command_say(_("%s, %s, %d rows"), _(report->title), clock_text(clock_now(), now), figures->rows - 1);
    for (int row = 0; row < figures->rows; row++)
        command_say("%s  %s  %s", _(figures->codes[row]), figures->names[row],
                    figures_line(figures, row, arena));
    if (!figures->is_exact)
        command_say("%s", _("\"<5\" and \"..\" protect those whom one could recognise by a small number."));
}

static REFUSAL find(struct command *command, const struct figure_report **report) {
    const char *names[16];
    int count = 0;
    for (*report = figure_reports; (*report)->name && strcmp((*report)->name, command->words[0]) != 0;
         ++*report)
        names[count++] = (*report)->name;
    names[count] = NULL;
    return (*report)->name ? NULL
                           : command_unknown(command,
                                             arena_format(&command->arena, _("There is no report \"%s\""),
                                                          command->words[0]),
                                             command->words[0], names, true);
}

const char *verb_report(struct command *command) {
    struct db *db = NULL;
    const struct figure_report *report;
    struct figures figures = { 0 };
    int64_t actor;
    bool for_excel = command_option(command, "excel") != NULL;
    const char *refusal = find(command, &report);
    if (!refusal)
        refusal = command_open(command, &db);
    if (!refusal)
        refusal = command_actor(command, db, &actor);
    if (!refusal)
        refusal = figures_make(db, actor, report, &figures);
    if (!refusal && (for_excel || command_option(command, "csv")))
        refusal = write_csv(&figures, report, for_excel);
    else if (!refusal)
        write_lines(&figures, report);
    figures_done(&figures);
    if (db)
        db_close(db);
    return refusal;
}
