#include "rules/course.h"

#include "rules/access.h"
#include "screens/all.h"
#include "screens/details.h"
#include "screens/fields.h"

static const struct field fields[] = {
    { .name = "about", .label = N_("What it is"), .kind = FIELD_HEADING },
    { FIELD_CODE, .most = 48, .required = true },
    { FIELD_TITLE, .required = true },
    { FIELD_AREA, .required = true },
    { FIELD_LEVEL, .required = true },
    { FIELD_MODE, .required = true },
    { FIELD_LANGUAGES },
    { FIELD_COURSE_STATUS, .required = true, .initial = "draft" },
    { .name = "teaches", .label = N_("What it teaches"), .kind = FIELD_HEADING },
    { FIELD_AIM },
    { FIELD_OUTCOMES },
    { .name = "asks", .label = N_("Whom it is for"), .kind = FIELD_HEADING },
    { FIELD_TARGET },
    { FIELD_PROFILES },
    { FIELD_CONDITIONS },
    { .name = "size", .label = N_("How long, how many"), .kind = FIELD_HEADING },
    { FIELD_CONTACT },
    { FIELD_INDEPENDENT },
    { FIELD_DAYS },
    { FIELD_SEATS_MIN },
    { FIELD_SEATS_MAX },
    { FIELD_VALIDITY },
    { FIELD_PROVIDER },
    { FIELD_REFERENCE },
    { 0 }
};

static const char *save(struct session *session) {
    return details_save(session, course_put, &course_screen);
}

static const struct action actions[] = {
    { .key = F2,
      .word = "save",
      .label = N_("Save"),
      .help = N_("Saves the course. Once a session was made of it, other contents become its next version."),
      .needs = A_VALID_FORM,
      .act = save },
    { 0 }
};

static const char *where(struct session *session) {
    return details_record(session, "SELECT code FROM course WHERE id = :id");
}

const struct screen course_edit_screen = {
    .name = "course_edit",
    .title = N_("Course"),
    .help =
        N_("What officers read in the catalogue. Sessions that were held keep the version they ran; saving "
           "other outcomes or conditions makes the next version."),
    .shape = FORM,
    .may = MAY_EDIT_COURSES,
    .fields = fields,
    .actions = actions,
    .query = "SELECT f.* FROM course_form f JOIN course c ON c.id = f.id WHERE f.id = :id AND EXISTS "
             "(SELECT 1 FROM reach r WHERE r.officer_id = :officer AND r.capability = 'edit_courses' "
             "AND r.structure_id = coalesce(c.owner_id, r.structure_id))",
    .where = where,
};
