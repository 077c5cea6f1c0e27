/* A small seeded database for tests: the clock stands at 2026-11-24 09:00; everything is made by the rules.
 *
 * Structures: AZ > AZ-SCC > AZ-SCC-ACA, AZ-SCC-XAC > AZ-SCC-XAC-SAM; GE.
 * Officers: LEYLA coordinator@AZ, HASAN head@AZ-SCC-XAC, ADMIN administrator@AZ, AUDIT auditor@AZ, in
 * AZ-SCC-ACA (HASAN in AZ-SCC-XAC); O1 to O9 in AZ-SCC-XAC-SAM (English B2, investigator, clearance
 * restricted); PLAIN there without languages, profile or clearance; SUSI suspended; GIA in GE. Courses:
 * DRG-A1 (no conditions), DRG-P1 (language en B1; level 1 DRG; clearance restricted; profile
 * investigator|intelligence), CYB-A1.
 * Sessions: see fixture_session; S-OPEN of DRG-A1 has 3 seats, 2027-01-11 to 2027-01-13. */
#ifndef TOPCOP_TESTS_FIXTURE_H
#define TOPCOP_TESTS_FIXTURE_H

#include "rules/record.h"
#include "store/db.h"

/* In memory; ends the test with what was refused. */
struct db *fixture_new(void);

/* Fills a database that has only its schema. */
void fixture_fill(struct db *db);

/* Ids by code or badge; fail when there is none. */
int64_t fixture_structure(struct db *db, const char *code);
int64_t fixture_officer(struct db *db, const char *badge);
int64_t fixture_course(struct db *db, const char *code);
int64_t fixture_session_id(struct db *db, const char *code);

/* Makes or changes an open session of DRG-A1, organised by AZ-SCC-ACA, from 2027-02-01 to 2027-02-03, with
 * more values over these; gives its id. `seats` "" is no limit. */
int64_t fixture_session(struct db *db, const char *code, const char *seats, const struct db_value *more);

/* Saves by a record_put as the database's owner; fails with the refusal. */
int64_t fixture_save(struct db *db, record_put *put, const struct db_value *values);

/* Fails the test where something was refused. */
void accepted(const char *no);

/* Fails unless `no` is a refusal that says `because`. */
void refused(const char *no, const char *because);

/* Runs the statements on a file as a program would that knows nothing of topcop. */
void fixture_raw(const char *path, const char *sql);

/* Makes a file with the schema as it was when its last file had the number `last`. */
void fixture_old(const char *path, int last);

/* Makes an officer in AZ-SCC-XAC-SAM like O1. */
int64_t fixture_make_officer(struct db *db, const char *badge);

#endif
