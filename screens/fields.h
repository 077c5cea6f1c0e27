/* The dictionary of fields: what a thing is called, how it is explained and what it may hold is said here
 * once. Lists and forms take a row as a designated initialiser, { FIELD_CODE, .required = true }, and add
 * what is their own. A name is the SQL column and the parameter. It must not know any screen. */
#ifndef TOPCOP_SCREENS_FIELDS_H
#define TOPCOP_SCREENS_FIELDS_H

#include "ui/screen.h"

/* clang-format off */

/* values to choose from */
#define LOOKUP_AREA      "SELECT code AS value, code || ' ' || title AS label FROM area " \
                         "WHERE valid_from <= today() AND coalesce(valid_to, '9999') >= today() ORDER BY code"
#define LOOKUP_LEVEL     "SELECT number AS value, name AS label FROM level ORDER BY number"
#define LOOKUP_MODE      "SELECT code AS value, name AS label FROM mode ORDER BY name"
#define LOOKUP_LANGUAGE  "SELECT code AS value, name AS label FROM language ORDER BY name"
#define LOOKUP_PROFILE   "SELECT code AS value, name AS label FROM profile ORDER BY name"
#define LOOKUP_CLEARANCE "SELECT code AS value, name AS label FROM clearance ORDER BY depth"
#define LOOKUP_TYPE      "SELECT code AS value, name AS label FROM structure_type ORDER BY name"
#define LOOKUP_REASON    "SELECT code AS value, name AS label FROM withdraw_reason ORDER BY position"
#define LOOKUP_ROLE      "SELECT r.code AS value, r.name AS label FROM role r WHERE EXISTS (SELECT 1 FROM reach e " \
                         "WHERE e.officer_id = :officer AND e.capability IN ('administer', 'grant ' || r.code)) ORDER BY r.name"
#define LOOKUP_STATE     "SELECT code AS value, name AS label FROM registration_state ORDER BY name"

/* only what the officer sees of them */
#define SEEN(thing, name) "AND EXISTS (SELECT 1 FROM seen_" thing " v WHERE v.actor_id = :officer AND v.id = " name ".id) "

/* these are many: asked anew for what is typed, a code or the beginning of a name */
#define BEGINS(column)   column " >= fold(:find) AND " column " < fold(:find) || '\U0010FFFD' "
#define LOOKUP_STRUCTURE "SELECT code AS value, code || ' ' || name AS label FROM structure s " \
                         "WHERE (code = upper(:find) OR " BEGINS("name_fold") ") " SEEN("structure", "s") \
                         "ORDER BY name_fold LIMIT 100"
#define LOOKUP_COURSE    "SELECT code AS value, code || ' ' || title AS label FROM course c " \
                         "WHERE (code = upper(:find) OR " BEGINS("title_fold") ") " SEEN("course", "c") "ORDER BY title_fold LIMIT 100"
#define LOOKUP_OFFICER   "SELECT o.badge AS value, o.surname || ' ' || o.given_name || ' (' || o.badge || ')' AS label " \
                         "FROM officer o WHERE (o.badge = upper(:find) OR " BEGINS("o.name_fold") ") " \
                         SEEN("officer", "o") "ORDER BY o.name_fold LIMIT 100"

/* the condition of a filter by area: a main area with all topics under it */
#define WITHIN_AREA      "area_id IN (SELECT a.id FROM area a LEFT JOIN area up ON up.id = a.parent_id " \
                         "WHERE :area IN (a.code, up.code))"

extern const struct choice choices_no_day[], choices_yes[], choices_no_or_yes[], choices_door[], choices_approvals[];
extern const struct choice choices_course_status[], choices_session_status[], choices_officer_status[];

/* Further checks of a field's value, for .check. */
REFUSAL is_email(const struct field *field, const char *value);
REFUSAL is_telephone(const struct field *field, const char *value);
REFUSAL is_country(const struct field *field, const char *value);

/* what everything has */
#define FIELD_CODE        .name = "code", .label = N_("Code"), \
                          .help = N_("The short name by which files and people know it; best left as it is.")
#define FIELD_TITLE       .name = "title", .label = N_("Title"), .order = "title_fold", .most = 300, \
                          .help = N_("The full title as it appears in the catalogue.")
#define FIELD_VALID_FROM  .name = "valid_from", .label = N_("Valid from"), .kind = FIELD_DAY, \
                          .help = N_("First day on which it is in use; empty: always has been.")
#define FIELD_VALID_TO    .name = "valid_to", .label = N_("Valid until"), .kind = FIELD_DAY, \
                          .help = N_("Last day on which it is in use; empty: no end is known.")
#define FIELD_REASON      .name = "reason", .label = N_("Reason"), .kind = FIELD_LONG, .most = 400, \
                          .help = N_("In a sentence or two; the people concerned can read it, and it stays in the history.")

/* courses */
#define FIELD_AREA        .name = "area", .label = N_("Area"), .kind = FIELD_CHOICE, .lookup = LOOKUP_AREA, \
                          .help = N_("The thematic area; a main area includes all topics under it.")
#define FIELD_LEVEL       .name = "level", .label = N_("Level"), .kind = FIELD_CHOICE, .lookup = LOOKUP_LEVEL, \
                          .help = N_("1 awareness, 2 practitioner, 3 advanced practitioner, 4 expert, 5 train-the-trainer.")
#define FIELD_MODE        .name = "mode", .label = N_("Mode"), .kind = FIELD_CHOICE, .lookup = LOOKUP_MODE, \
                          .help = N_("How it is taught: residential, online, blended and so on.")
#define FIELD_LANGUAGES   .name = "languages", .label = N_("Languages"), .kind = FIELD_CHOICES, .lookup = LOOKUP_LANGUAGE, \
                          .help = N_("The languages in which it is offered.")
#define FIELD_AIM         .name = "aim", .label = N_("Aim"), .kind = FIELD_LONG, .most = 1000, \
                          .help = N_("What people can do afterwards, in one sentence.")
#define FIELD_OUTCOMES    .name = "outcomes", .label = N_("Outcomes"), .kind = FIELD_LONG, .most = 4000, \
                          .help = N_("What is learnt, one outcome a line.")
#define FIELD_TARGET      .name = "target_group", .label = N_("Meant for"), .kind = FIELD_LONG, .most = 500, \
                          .help = N_("Whom it is made for, in words.")
#define FIELD_PROFILES    .name = "profiles", .label = N_("Profiles"), .kind = FIELD_CHOICES, .lookup = LOOKUP_PROFILE, \
                          .help = N_("The kinds of work it is made for.")
#define FIELD_CONDITIONS  .name = "conditions", .label = N_("Conditions"), .kind = FIELD_LONG, .most = 1000, \
                          .help = N_("What one must have to register, with ; between: language en B1; course DRG-A02; " \
                                     "level 2 DRG; clearance restricted; profile investigator|intelligence.")
#define FIELD_CONTACT     .name = "contact_hours", .label = N_("Contact hours"), .kind = FIELD_INTEGER, .most = 5, \
                          .help = N_("Hours together with a trainer, on site or online.")
#define FIELD_INDEPENDENT .name = "independent_hours", .label = N_("Own hours"), .kind = FIELD_INTEGER, .most = 5, \
                          .help = N_("Hours of independent learning, before or between.")
#define FIELD_DAYS        .name = "days", .label = N_("Days"), .kind = FIELD_INTEGER, .most = 4, \
                          .help = N_("Days for which one must be released from duty.")
#define FIELD_SEATS_MIN   .name = "seats_min", .label = N_("Seats at least"), .kind = FIELD_INTEGER, .most = 6, \
                          .help = N_("With fewer people it is not worth holding; coordinators are told in time.")
#define FIELD_SEATS_MAX   .name = "seats_max", .label = N_("Seats at most"), .kind = FIELD_INTEGER, .most = 6, \
                          .help = N_("The usual number of seats; empty means no limit, 0 means none.")
#define FIELD_VALIDITY    .name = "validity_months", .label = N_("Valid, months"), .kind = FIELD_INTEGER, .most = 4, \
                          .help = N_("How long a certificate stays valid; empty: for good.")
#define FIELD_PROVIDER    .name = "provider", .label = N_("Provider"), .most = 120, \
                          .help = N_("Who offers it: the academy, CEPOL, another country, a donor.")
#define FIELD_REFERENCE   .name = "external_reference", .label = N_("Their number"), .most = 80, \
                          .help = N_("The number under which the provider knows it, if there is one.")
#define FIELD_COURSE_STATUS .name = "status", .label = N_("Status"), .kind = FIELD_CHOICE, .choices = choices_course_status, \
                          .help = N_("A draft is seen by coordinators only; a retired course stays in the history only.")

/* sessions */
#define FIELD_COURSE      .name = "course", .label = N_("Course"), .kind = FIELD_CHOICE, .lookup = LOOKUP_COURSE, \
                          .help = N_("The course that is taught; type its code or the beginning of its title.")
#define FIELD_ORGANISER   .name = "organiser", .label = N_("Organiser"), .kind = FIELD_CHOICE, .lookup = LOOKUP_STRUCTURE, \
                          .help = N_("The structure that holds the session; type its code or the beginning of its name.")
#define FIELD_MANAGER     .name = "manager", .label = N_("Manager"), .kind = FIELD_CHOICE, .lookup = LOOKUP_OFFICER, \
                          .help = N_("The officer in charge; type the badge or the beginning of the surname.")
#define FIELD_VENUE       .name = "venue", .label = N_("Venue"), .most = 200, \
                          .help = N_("House and town where people meet; empty for online sessions.")
#define FIELD_COUNTRY     .name = "country", .label = N_("Country"), .most = 2, .check = is_country, \
                          .help = N_("Two capital letters as in AZ, GE, MD, UA, AM.")
#define FIELD_PLATFORM    .name = "platform", .label = N_("Platform"), .most = 120, \
                          .help = N_("Where it is held online.")
#define FIELD_LANGUAGE    .name = "language", .label = N_("Language"), .kind = FIELD_CHOICE, .lookup = LOOKUP_LANGUAGE, \
                          .help = N_("The language in which it is held.")
#define FIELD_TIMEZONE    .name = "timezone", .label = N_("Time zone"), .most = 40, .initial = "Asia/Baku", \
                          .help = N_("The zone of its times of day, such as Asia/Baku.")
#define FIELD_SEATS       .name = "seats", .label = N_("Seats"), .kind = FIELD_INTEGER, .most = 6, \
                          .help = N_("How many can take part; empty means no limit, 0 means none.")
#define FIELD_DOOR        .name = "door", .label = N_("Door"), .kind = FIELD_CHOICE, .choices = choices_door, \
                          .help = N_("Open: everybody registers for themselves. Nominated: structures send people.")
#define FIELD_APPROVALS   .name = "approvals", .label = N_("Approval by"), .kind = FIELD_CHOICE, .choices = choices_approvals, \
                          .help = N_("Who must agree before a request becomes a seat.")
#define FIELD_HOLDS       .name = "pending_holds", .label = N_("A request holds"), .kind = FIELD_CHOICE, .choices = choices_no_or_yes, \
                          .help = N_("Whether a request holds a seat while it waits for approval.")
#define FIELD_REGISTER_FROM .name = "register_from", .label = N_("Register from"), .kind = FIELD_DAY, \
                          .help = N_("First day of registration; empty: at once.")
#define FIELD_REGISTER_BY .name = "register_by", .label = N_("Register by"), .kind = FIELD_DAY, \
                          .help = N_("Last day of registration; empty: until the session begins.")
#define FIELD_CANCEL_FREE .name = "cancel_free_until", .label = N_("Withdraw until"), .kind = FIELD_DAY, \
                          .help = N_("Last day to withdraw freely; later a withdrawal is marked as late.")
#define FIELD_PROMOTE     .name = "promote_until", .label = N_("Moves up until"), .kind = FIELD_DAY, \
                          .help = N_("Last day on which the waiting list moves up by itself.")
#define FIELD_SESSION_STATUS .name = "status", .label = N_("Status"), .kind = FIELD_CHOICE, .choices = choices_session_status, \
                          .help = N_("Officers see a session from announced on and can register while it is open.")
#define FIELD_INDEPENDENT_FROM .name = "independent_from", .label = N_("Self-study from"), .kind = FIELD_DAY, \
                          .help = N_("First day of independent learning; empty: there is none.")
#define FIELD_INDEPENDENT_TO .name = "independent_to", .label = N_("Self-study until"), .kind = FIELD_DAY, \
                          .help = N_("Last day of independent learning.")
#define FIELD_CONTACT_FROM .name = "contact_from", .label = N_("Together from"), .kind = FIELD_DAY, \
                          .help = N_("First day together; empty while the date is not known yet.")
#define FIELD_CONTACT_TO  .name = "contact_to", .label = N_("Together until"), .kind = FIELD_DAY, \
                          .help = N_("Last day together.")
#define FIELD_STARTS_AT   .name = "starts_at", .label = N_("Begins at"), .kind = FIELD_TIME, \
                          .help = N_("Time of day in the session's zone, such as 09:00.")
#define FIELD_ENDS_AT     .name = "ends_at", .label = N_("Ends at"), .kind = FIELD_TIME, \
                          .help = N_("Time of day in the session's zone, such as 17:00.")
#define FIELD_ROOM        .name = "place", .label = N_("Room"), .most = 120, \
                          .help = N_("Room, laboratory or training ground of the days together.")
#define FIELD_TRAINER     .name = "trainer", .label = N_("Trainer"), .most = 120, \
                          .help = N_("Who teaches in the days together.")
#define FIELD_POST_FROM   .name = "post_from", .label = N_("Follow-up from"), .kind = FIELD_DAY, \
                          .help = N_("First day of the work after the course; empty: there is none.")
#define FIELD_POST_TO     .name = "post_to", .label = N_("Follow-up until"), .kind = FIELD_DAY, \
                          .help = N_("Last day of the work after the course.")
#define FIELD_FROM        .name = "from", .label = N_("From"), .kind = FIELD_DAY, \
                          .help = N_("Not before this day: 2026-11-24, 24.11.2026, today or +14.")
#define FIELD_UNTIL       .name = "until", .label = N_("Until"), .kind = FIELD_DAY, \
                          .help = N_("Not after this day: 2026-11-24, 24.11.2026, today or +14.")
#define FIELD_HAS_SEATS   .name = "has_seats", .label = N_("Free seats"), .kind = FIELD_CHOICE, .choices = choices_yes, \
                          .help = N_("Only where a seat is free now.")

/* officers */
#define FIELD_BADGE       .name = "badge", .label = N_("Badge"), .most = 32, \
                          .help = N_("The number of the badge; nobody else has it.")
#define FIELD_OFFICER     .name = "officer", .label = N_("Officer"), .order = "name_fold", \
                          .help = N_("Surname and given name in their own spelling.")
#define FIELD_SURNAME     .name = "surname", .label = N_("Surname"), .most = 80, \
                          .help = N_("In the officer's own spelling and script.")
#define FIELD_GIVEN_NAME  .name = "given_name", .label = N_("Given name"), .most = 80, \
                          .help = N_("In the officer's own spelling and script.")
#define FIELD_RANK        .name = "rank", .label = N_("Rank"), .most = 80, .help = N_("The rank in the service.")
#define FIELD_POST        .name = "post", .label = N_("Post"), .most = 120, .help = N_("The post the officer fills.")
#define FIELD_STRUCTURE   .name = "structure", .label = N_("Structure"), .kind = FIELD_CHOICE, .lookup = LOOKUP_STRUCTURE, \
                          .help = N_("Where the officer serves; type its code or the beginning of its name.")
#define FIELD_LINE_MANAGER .name = "manager", .label = N_("Line manager"), .kind = FIELD_CHOICE, .lookup = LOOKUP_OFFICER, \
                          .help = N_("Who releases the officer; type the badge or the beginning of the surname.")
#define FIELD_EMAIL       .name = "email", .label = N_("E-mail"), .most = 120, .check = is_email, \
                          .help = N_("Where messages about training are sent.")
#define FIELD_PHONE       .name = "phone", .label = N_("Telephone"), .most = 40, .check = is_telephone, \
                          .help = N_("A number at which the officer can be reached on duty.")
#define FIELD_SPEAKS      .name = "languages", .label = N_("Speaks"), .most = 120, \
                          .help = N_("Languages with their level from A1 to C2: az:C2 en:B1 ru:B2.")
#define FIELD_CLEARANCE   .name = "clearance", .label = N_("Clearance"), .kind = FIELD_CHOICE, .lookup = LOOKUP_CLEARANCE, \
                          .help = N_("Up to what the officer may see; a higher one includes the lower.")
#define FIELD_PROFILE     .name = "profile", .label = N_("Profile"), .kind = FIELD_CHOICE, .lookup = LOOKUP_PROFILE, \
                          .help = N_("The kind of work the officer does.")
#define FIELD_LOGIN       .name = "login", .label = N_("Login"), .most = 32, \
                          .help = N_("The account on this machine by which the officer is known; empty: none.")
#define FIELD_OFFICER_STATUS .name = "status", .label = N_("Status"), .kind = FIELD_CHOICE, .choices = choices_officer_status, \
                          .help = N_("A suspended officer keeps the history but cannot do anything.")
#define FIELD_ROLES       .name = "roles", .label = N_("Roles"), .kind = FIELD_LONG, .most = 400, \
                          .help = N_("Roles with the structure for which they hold: head@AZ-SCC coordinator@AZ.")

/* structures */
#define FIELD_NAME        .name = "name", .label = N_("Name"), .order = "name_fold", .most = 200, \
                          .help = N_("The name in English.")
#define FIELD_LOCAL_NAME  .name = "local_name", .label = N_("Local name"), .most = 200, \
                          .help = N_("The name in the country's own language and script.")
#define FIELD_TYPE        .name = "type", .label = N_("Type"), .kind = FIELD_CHOICE, .lookup = LOOKUP_TYPE, \
                          .help = N_("What kind of service it is.")
#define FIELD_PARENT      .name = "parent", .label = N_("Belongs to"), .kind = FIELD_CHOICE, .lookup = LOOKUP_STRUCTURE, \
                          .help = N_("The structure above it; empty for a country.")
#define FIELD_STAFF       .name = "staff", .label = N_("Staff"), .kind = FIELD_INTEGER, .most = 7, \
                          .help = N_("How many people serve in it; empty: not known.")

/* registrations */
#define FIELD_SESSION     .name = "session", .label = N_("Session"), .help = N_("The code of the session.")
#define FIELD_STATE       .name = "state", .label = N_("State"), .help = N_("Where the registration stands now.")
#define FIELD_STATE_CODE  .name = "state_code", .label = N_("State"), .kind = FIELD_CHOICE, .lookup = LOOKUP_STATE, \
                          .help = N_("Only registrations in this state.")
#define FIELD_POSITION    .name = "position", .label = N_("Place"), \
                          .help = N_("The place on the waiting list, the first is 1; empty when it does not wait.")
#define FIELD_REQUESTED   .name = "requested", .label = N_("Requested"), .order = "requested_at", \
                          .help = N_("The day of the first request; it decides the place in the list.")
#define FIELD_STARTS_ON   .name = "starts_on", .label = N_("Starts"), .choices = choices_no_day, .help = N_("Its first day; empty: not known yet.")
#define FIELD_TAKEN_NOW   .name = "taken", .label = N_("Taken now"), .fixed = true, \
                          .help = N_("Seats taken of all; after the + how many wait.")
#define FIELD_TAKEN       .name = "taken", .label = N_("Seats"), .order = "-", \
                          .help = N_("Seats taken of all seats, and how many wait after the +.")
#define FIELD_WITHDRAW_REASON .name = "reason_code", .label = N_("Reason"), .kind = FIELD_CHOICE, .lookup = LOOKUP_REASON, \
                          .help = N_("Why the place is given back; the sum of reasons helps to plan better.")
/* clang-format on */

#endif
