/* The questionnaires that an officer is asked, for themselves or for a structure they answer for. */
#include <stdlib.h>
#include <string.h>

#include "screens/questionnaire.h"
#include "ui/session.h"

static const struct choice states[] = {
    { "none", N_("not begun") },     { "draft", N_("draft") },         { "submitted", N_("submitted") },
    { "returned", N_("returned") },  { "confirmed", N_("confirmed") }, { "planned", N_("not open yet") },
    { "excluded", N_("not asked") }, { "missed", N_("not answered") }, { 0 }
};

static const struct field fields[] = {
    { .name = "title", .label = N_("Questionnaire"), .help = N_("What is asked.") },
    { .name = "who",
      .label = N_("For"),
      .help = N_("The structure you answer for, or your own self-check."),
      .width = 21 },
    { .name = "state", .label = N_("State"), .help = N_("How far it is."), .width = 12, .choices = states },
    { .name = "closes_on",
      .label = N_("Until"),
      .help = N_("The last day for answers."),
      .width = 10,
      .kind = FIELD_DAY },
    { .name = "reminded",
      .label = N_("Reminded"),
      .help = N_("The day on which you were reminded last."),
      .width = 10,
      .kind = FIELD_DAY,
      .order = "reminded_at" },
    { 0 }
};

static bool is_submitted(struct session *session) {
    const char *state = session_column(session, "state");
    return state && (!strcmp(state, "submitted") || !strcmp(state, "confirmed"));
}

static const char *open(struct session *session) {
    if (is_submitted(session))
        return session_open(session, &receipt_screen,
                            strtoll(session_column(session, "submitted_id"), NULL, 10));
    return session_open(session, &questionnaire_screen, session_row(session));
}

static bool has_receipt(struct session *session) {
    const char *submitted = session_column(session, "submitted_id");
    return submitted && strcmp(submitted, "0") != 0;
}

static const char *show_receipt(struct session *session) {
    return session_open(session, &receipt_screen, strtoll(session_column(session, "submitted_id"), NULL, 10));
}

static const struct action actions[] = {
    { .key = ENTER,
      .word = "open",
      .label = N_("Open"),
      .help = N_("Goes on answering, or shows the receipt of what was submitted."),
      .needs = A_ROW,
      .act = open },
    { .key = F10,
      .word = "receipt",
      .label = N_("Receipt"),
      .help = N_("Shows what was submitted last, also while a correction is under way."),
      .needs = A_ROW,
      .possible = has_receipt,
      .act = show_receipt },
    { 0 }
};

const struct screen questionnaires_screen = {
    .name = "questionnaires",
    .title = N_("Questionnaires"),
    .help = N_("What you are asked: the needs of a structure you answer for, and your own self-check."),
    .empty =
        N_("You are not asked anything now. When a campaign opens, it stands here and on the first screen."),
    .shape = LIST,
    .query =
        "SELECT *, CASE WHEN reminded_at > 0 THEN date(reminded_at, 'unixepoch', 'localtime') ELSE '' END "
        "AS reminded FROM my_questionnaire WHERE officer_id = :officer",
    .order = "closes_on",
    .fields = fields,
    .actions = actions,
};
