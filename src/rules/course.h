/* Courses, their entry conditions and versions. A session keeps the version it ran: changing what a course
 * teaches or asks for after a session was made of it makes the next version. */
#ifndef TOPCOP_RULES_COURSE_H
#define TOPCOP_RULES_COURSE_H

#include "rules/record.h"

/* Fields: code, title, area (code), level, mode, languages ("en az"), aim, outcomes (lines, or " | "
 * between), target_group, profiles ("frontline risk"), conditions, contact_hours, independent_hours, days,
 * seats_min, seats_max, validity_months, provider, external_reference, status. Conditions: "language en B1;
 * course DRG-A02; level 2 DRG; clearance restricted; profile investigator|intelligence". A form's query:
 * SELECT * FROM course_form WHERE id = :id. Needs MAY_EDIT_COURSES for the owning structure. */
REFUSAL course_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                   struct record *record);

/* The version that a new session will run; keeps a copy of the course as it is now. Inside db_write. */
REFUSAL course_version(struct db *db, int64_t actor, int64_t course, int64_t *version);

#endif
