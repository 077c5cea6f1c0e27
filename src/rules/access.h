/* Who may do what for which structure. Roles are granted on a structure and hold for all below it; what a
 * role may do stands in one table of the schema, role_capability. An active officer may always register. It
 * knows nothing of screens: they ask here before they show an action, and every rule asks again before it
 * acts. */
#ifndef TOPCOP_RULES_ACCESS_H
#define TOPCOP_RULES_ACCESS_H

#include "store/db.h"

/* The actor who is no officer: whoever owns the database file, at the command line. May everything. */
enum { ACTOR_OWNER = 0 };

enum capability {
    MAY_REGISTER = 1 << 0, /* oneself, for a session */
    MAY_NOMINATE = 1 << 1, /* others */
    MAY_ENDORSE = 1 << 2,  /* release an officer for a session: the first step of two */
    MAY_APPROVE = 1 << 3,  /* the only step of one */
    MAY_OVERBOOK = 1 << 4, /* let somebody in over the capacity, with a reason */
    MAY_EDIT_COURSES = 1 << 5,
    MAY_EDIT_SESSIONS = 1 << 6,
    MAY_EDIT_STRUCTURES = 1 << 7,
    MAY_EDIT_OFFICERS = 1 << 8,
    MAY_SEE_OFFICERS = 1 << 9,
    MAY_SEE_REGISTRATIONS = 1 << 10,
    MAY_CAMPAIGN = 1 << 11, /* make questionnaires and campaigns */
    MAY_ANSWER = 1 << 12,   /* for a structure */
    MAY_SEE_ANSWERS = 1 << 13,
    MAY_ADMINISTER = 1 << 14,      /* grant roles, accounts */
    MAY_AUDIT = 1 << 15,           /* read everything that happened */
    MAY_CONFIRM = 1 << 16,         /* the second step of two */
    MAY_CONFIRM_ANSWERS = 1 << 17, /* of a structure, officially */
    MAY_GRANT = 1 << 18,           /* some role or other: rules/role.h */
    MAY_SEE_FIGURES = 1 << 19,     /* counts of what one may not see by name */
    MAY_SEE_SELFCHECKS = 1 << 20,  /* of officers */
};

/* All that an officer may do for some structure or other, as bits; 0 for who is suspended or unknown. */
unsigned access_rights(struct db *db, int64_t officer);

/* Whether the officer may do that for the structure. Structure 0: for any at all. */
bool access_reaches(struct db *db, int64_t officer, enum capability capability, int64_t structure);

/* The same as a refusal that says who could, the nearest first. By name those to whom the officer belongs,
 * and those whom the officer sees anyway; of others only the role; and
 * the structure only where the officer sees it. */
REFUSAL access_check(struct db *db, int64_t officer, enum capability capability, int64_t structure);

/* For those who refuse for want of a right by themselves: as access_check does, for access_note. `capability`
 * is not copied. */
void access_keep(int64_t officer, const char *capability, int64_t structure, const char *sentence);

/* To whom access_check has refused last what the sentence says (NULL: anything); 0: to nobody, or it was
 * noted. access_note puts that into the audit, once, as "refused": after it was shown to whoever acts, in a
 * write of its own. */
int64_t access_refused(const char *told);
void access_note(struct db *db, const char *told);

/* Who an officer is, as a title line says it. Texts are clean and live in the arena; false: nobody. */
struct person {
    int64_t officer, structure;
    char *badge, *name, *structure_name;
};
bool access_person(struct db *db, int64_t officer, struct arena *arena, struct person *person);

/* The officer who has this account on the machine, or this badge; 0: nobody, or suspended (a login only). */
int64_t access_login(struct db *db, const char *login);
int64_t access_badge(struct db *db, const char *badge);

#endif
