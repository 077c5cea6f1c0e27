#include "screens/all.h"
#include "screens/fields.h"
#include "ui/session.h"

static const struct field fields[] = { { FIELD_STARTS_ON, .width = 10 },
                                       { FIELD_SESSION, .width = 13 },
                                       { FIELD_TITLE },
                                       { FIELD_STATE, .width = 17 },
                                       { FIELD_POSITION, .width = 5, .order = "-" },
                                       { 0 } };

static const struct filter filters[] = { { { FIELD_STATE_CODE }, "state_of = :state_code" },
                                         { { FIELD_FROM }, "starts_on >= :from" },
                                         { { FIELD_UNTIL }, "starts_on <= :until" },
                                         { { 0 }, 0 } };

static const char *catalogue(struct session *session) {
    return session_open(session, &catalogue_screen, 0);
}

static const struct action actions[] = { { .key = F10,
                                           .word = "catalogue",
                                           .label = N_("Catalogue"),
                                           .help = N_("Opens the catalogue to look for a course."),
                                           .act = catalogue },
                                         { 0 } };

const struct screen my_training_screen = {
    .name = "training",
    .title = N_("My training"),
    .help =
        N_("Everything you took part in, are registered for, wait for or asked for, the latest first. Enter "
           "explains your place and lets you withdraw."),
    .empty =
        N_("You have no training yet. F10 opens the catalogue: choose a course, then a session, then F10."),
    .shape = LIST,
    .fields = fields,
    .actions = actions,
    .filters = filters,
    .query =
        "SELECT id, starts AS starts_on, session_code AS session, title, title_fold, state_name AS state, "
        "state AS state_of, CASE position WHEN 0 THEN '' ELSE CAST(position AS TEXT) END AS position "
        "FROM my_training WHERE officer_id = :officer",
    .order = "-starts_on",
    .opens = &place_screen,
};
