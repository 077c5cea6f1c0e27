#include "rules/access.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "store/audit.h"

/* clang-format off */
static const struct {
    enum capability capability;
    const char *name; /* in role_capability */
    const char *deed; /* what the sentence of access_check begins with */
} capabilities[] = {
    { MAY_NOMINATE, "nominate", N_("Nominating officers of %s") },
    { MAY_ENDORSE, "endorse", N_("Endorsing officers of %s") },
    { MAY_APPROVE, "approve", N_("Approving officers of %s") },
    { MAY_CONFIRM, "confirm", N_("The second approval for officers of %s") },
    { MAY_OVERBOOK, "overbook", N_("Overbooking for %s") },
    { MAY_EDIT_COURSES, "edit_courses", N_("Changing courses of %s") },
    { MAY_EDIT_SESSIONS, "edit_sessions", N_("Changing sessions of %s") },
    { MAY_EDIT_STRUCTURES, "edit_structures", N_("Changing structures under %s") },
    { MAY_EDIT_OFFICERS, "edit_officers", N_("Changing officers of %s") },
    { MAY_SEE_OFFICERS, "see_officers", N_("Seeing officers of %s") },
    { MAY_SEE_REGISTRATIONS, "see_registrations", N_("Seeing registrations of %s") },
    { MAY_CAMPAIGN, "campaign", N_("Asking questionnaires in %s") },
    { MAY_ANSWER, "answer", N_("Answering for %s") },
    { MAY_SEE_ANSWERS, "see_answers", N_("Seeing answers of %s") },
    { MAY_CONFIRM_ANSWERS, "confirm_answers", N_("Confirming answers of %s") },
    { MAY_ADMINISTER, "administer", N_("Administering %s") },
    { MAY_AUDIT, "audit", N_("Auditing %s") },
    { MAY_GRANT, "grant", N_("Granting roles on %s") },
    { MAY_SEE_FIGURES, "figures", N_("Seeing figures of %s") },
    { MAY_SEE_SELFCHECKS, "see_selfchecks", N_("Seeing self-checks of officers of %s") },
};
/* clang-format on */
enum { CAPABILITIES = sizeof capabilities / sizeof *capabilities };

static int capability_number(enum capability capability) {
    for (int i = 0; i < CAPABILITIES; i++)
        if (capabilities[i].capability == capability)
            return i;
    die("there is no capability %d", (int)capability);
}

static bool is_active(struct db *db, int64_t officer) {
    return db_exists(db, "SELECT 1 FROM officer WHERE id = :officer AND status = 'active'",
                     with(integer("officer", officer)));
}

unsigned access_rights(struct db *db, int64_t officer) {
    unsigned rights = officer == ACTOR_OWNER ? ~0u : is_active(db, officer) ? MAY_REGISTER : 0;
    struct query *query =
        db_query(db,
                 "SELECT DISTINCT c.capability FROM role_now r JOIN role_capability c ON c.role = r.role "
                 "WHERE r.officer_id = :officer",
                 with(integer("officer", officer)));
    while (db_next(query))
        for (int i = 0; i < CAPABILITIES; i++)
            if (!strcmp(capabilities[i].name, db_column_text(query, 0)))
                rights |= capabilities[i].capability;
    db_done(query);
    return rights;
}

bool access_reaches(struct db *db, int64_t officer, enum capability capability, int64_t structure) {
    if (officer == ACTOR_OWNER)
        return true;
    if (capability == MAY_REGISTER)
        return is_active(db, officer);
    const struct db_value *values =
        with(integer("officer", officer), integer("structure", structure),
             text("capability", capabilities[capability_number(capability)].name));
    return structure
               ? db_exists(db,
                           "SELECT 1 FROM structure_above a JOIN role_now r ON r.structure_id = a.above_id "
                           "JOIN role_capability c ON c.role = r.role AND c.capability = :capability "
                           "WHERE a.structure_id = :structure AND r.officer_id = :officer",
                           values)
               : db_exists(db,
                           "SELECT 1 FROM role_now r JOIN role_capability c ON c.role = r.role "
                           "WHERE r.officer_id = :officer AND c.capability = :capability",
                           values);
}

/* Up to three who could, the nearest first: "Əliyeva Leyla (Head of structure), ...". */
static void add_who_could(struct db *db, struct buffer *out, const char *capability, int64_t structure,
                          int64_t officer) {
    struct query *query = db_query(
        db,
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM named_officer v WHERE v.actor_id = :officer AND v.id = o.id) "
        "THEN trim(o.surname || ' ' || o.given_name) ELSE '' END, "
        "l.name FROM structure_above a JOIN role_now r ON r.structure_id = a.above_id "
        "JOIN role_capability c ON c.role = r.role AND c.capability = :capability "
        "JOIN officer o ON o.id = r.officer_id JOIN role l ON l.code = r.role "
        "WHERE a.structure_id = coalesce(nullif(:structure, 0), (SELECT structure_id FROM officer WHERE id = "
        ":officer)) GROUP BY 1, 2 ORDER BY min(a.distance), min(o.id) LIMIT 3",
        with(text("capability", capability), integer("structure", structure), integer("officer", officer)));
    for (int i = 0; db_next(query); i++)
        buffer_format(out, *db_column_text(query, 0) ? "%s%s (%s)" : "%s%s%s", i ? ", " : "",
                      db_column_text(query, 0), _(db_column_text(query, 1)));
    db_done(query);
}

/* The last refusal, for the audit, and what was noted there last: a key that is held down is noted once. */
static struct {
    char sentence[1024];
    const char *capability; /* NULL: none, or noted */
    int64_t officer, structure;
    const char *noted;
    int64_t noted_structure;
} refused;

void access_keep(int64_t officer, const char *capability, int64_t structure, const char *sentence) {
    refused.officer = officer;
    refused.capability = capability;
    refused.structure = structure;
    snprintf(refused.sentence, sizeof refused.sentence, "%s", sentence);
}

const char *access_check(struct db *db, int64_t officer, enum capability capability, int64_t structure) {
    if (access_reaches(db, officer, capability, structure))
        return NULL;
    if (capability == MAY_REGISTER)
        return refuse(_("This account is suspended; ask the administrator."));
    const char *name = capabilities[capability_number(capability)].name;
    struct arena arena = { 0 };
    struct buffer who = { 0 };
    char *place =
        db_text(db, &arena,
                "SELECT name FROM structure s WHERE id = :id AND EXISTS (SELECT 1 FROM seen_structure v "
                "WHERE v.actor_id = :officer AND v.id = s.id)",
                with(integer("id", structure), integer("officer", officer)));
    struct buffer deed = { 0 };
    buffer_format(&deed, _(capabilities[capability_number(capability)].deed),
                  place ? place : _("a structure"));
    add_who_could(db, &who, name, structure, officer);
    const char *no =
        who.length ? refuse(_("%s is not among your rights; it can be done by %s."), deed.text, who.text)
                   : refuse(_("%s is not among your rights; ask the coordinator."), deed.text);
    buffer_done(&deed);
    buffer_done(&who);
    arena_done(&arena);
    access_keep(officer, name, structure, no);
    return no;
}

int64_t access_refused(const char *told) {
    bool is_it = refused.capability && (!told || (*told && !strncmp(refused.sentence, told, strlen(told))));
    return is_it ? refused.officer : 0;
}

void access_note(struct db *db, const char *told) {
    if (!access_refused(told))
        return;
    const char *capability = refused.capability;
    refused.capability = NULL;
    bool is_again = refused.noted == capability && refused.noted_structure == refused.structure;
    if (!is_again && !audit_write(db, "refused", "structure", refused.structure, capability)) {
        refused.noted = capability;
        refused.noted_structure = refused.structure;
    }
}

bool access_person(struct db *db, int64_t officer, struct arena *arena, struct person *person) {
    struct query *query =
        db_query(db,
                 "SELECT o.structure_id, o.badge, trim(o.given_name || ' ' || o.surname), s.name "
                 "FROM officer o JOIN structure s ON s.id = o.structure_id WHERE o.id = :officer",
                 with(integer("officer", officer)));
    bool found = db_next(query);
    if (found)
        *person = (struct person){ .officer = officer,
                                   .structure = db_column_int(query, 0),
                                   .badge = text_clean(arena, db_column_text(query, 1)),
                                   .name = text_clean(arena, db_column_text(query, 2)),
                                   .structure_name = text_clean(arena, db_column_text(query, 3)) };
    db_done(query);
    return found;
}

int64_t access_login(struct db *db, const char *login) {
    return db_int(db, 0, "SELECT id FROM officer WHERE login = :login AND status = 'active'",
                  with(text("login", login)));
}

int64_t access_badge(struct db *db, const char *badge) {
    return db_int(db, 0, "SELECT id FROM officer WHERE badge = :badge", with(text("badge", badge)));
}
