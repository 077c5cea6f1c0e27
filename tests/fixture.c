#include "fixture.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "base/buffer.h"
#include "base/embedded.h"
#include "rules/access.h"
#include "rules/course.h"
#include "rules/officer.h"
#include "rules/structure.h"
#include "rules/training_session.h"

int64_t fixture_save(struct db *db, record_put *put, const struct db_value *values) {
    struct record record;
    const char *no = record_save(db, ACTOR_OWNER, put, values, &record);
    if (no)
        die("the fixture was refused: %s", no);
    return record.id;
}

static int64_t find(struct db *db, const char *sql, const char *key) {
    int64_t id = db_int(db, 0, sql, with(text("key", key)));
    if (!id)
        die("the fixture has no %s", key);
    return id;
}

int64_t fixture_structure(struct db *db, const char *code) {
    return find(db, "SELECT id FROM structure WHERE code = :key", code);
}

int64_t fixture_officer(struct db *db, const char *badge) {
    return find(db, "SELECT id FROM officer WHERE badge = :key", badge);
}

int64_t fixture_course(struct db *db, const char *code) {
    return find(db, "SELECT id FROM course WHERE code = :key", code);
}

int64_t fixture_session_id(struct db *db, const char *code) {
    return find(db, "SELECT id FROM session WHERE code = :key", code);
}

static void make_structures(struct db *db) {
    static const char *const rows[][4] = {
        { "AZ", "Azerbaijan", "", "other" },
        { "AZ-SCC", "State Customs Committee", "AZ", "customs" },
        { "AZ-SCC-ACA", "Customs Academy", "AZ-SCC", "training" },
        { "AZ-SCC-XAC", "Xaçmaz Main Customs Office", "AZ-SCC", "customs" },
        { "AZ-SCC-XAC-SAM", "Samur Customs Post", "AZ-SCC-XAC", "customs" },
        { "GE", "Georgia", "", "other" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        fixture_save(db, structure_put,
                     with(text("code", rows[i][0]), text("name", rows[i][1]), text("parent", rows[i][2]),
                          text("type", rows[i][3]), text("country", i == 5 ? "GE" : "AZ"),
                          text("staff", "40")));
}

static void make_officer(struct db *db, const char *badge, const char *structure, const char *roles) {
    fixture_save(db, officer_put,
                 with(text("badge", badge), text("surname", badge), text("given_name", "Aydın"),
                      text("structure", structure), text("roles", roles)));
}

int64_t fixture_make_officer(struct db *db, const char *badge) {
    return fixture_save(db, officer_put,
                        with(text("badge", badge), text("surname", badge), text("given_name", "Nərmin"),
                             text("structure", "AZ-SCC-XAC-SAM"), text("languages", "az:C2 en:B2"),
                             text("clearance", "restricted"), text("profile", "investigator")));
}

static void make_officers(struct db *db) {
    make_officer(db, "LEYLA", "AZ-SCC-ACA", "coordinator@AZ");
    make_officer(db, "HASAN", "AZ-SCC-XAC", "head");
    make_officer(db, "ADMIN", "AZ-SCC-ACA", "administrator@AZ");
    make_officer(db, "AUDIT", "AZ-SCC-ACA", "auditor@AZ");
    make_officer(db, "PLAIN", "AZ-SCC-XAC-SAM", "");
    make_officer(db, "GIA", "GE", "");
    make_officer(db, "SUSI", "AZ-SCC-XAC-SAM", "");
    fixture_save(db, officer_put, with(text("badge", "SUSI"), text("status", "suspended")));
    for (char badge[] = "O1"; badge[1] <= '9'; badge[1]++)
        fixture_make_officer(db, badge);
}

static void make_courses(struct db *db) {
    static const char *const rows[][5] = {
        { "DRG-A1", "Drugs in parcels", "DRG", "1", "" },
        { "DRG-P1", "Synthetic laboratories", "DRG", "2",
          "language en B1; level 1 DRG; clearance restricted; profile investigator|intelligence" },
        { "CYB-A1", "Traces on the net", "CYB", "1", "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        fixture_save(db, course_put,
                     with(text("code", rows[i][0]), text("title", rows[i][1]), text("area", rows[i][2]),
                          text("level", rows[i][3]), text("conditions", rows[i][4]), text("mode", "workshop"),
                          text("languages", "en az"), text("status", "published")));
}

int64_t fixture_session(struct db *db, const char *code, const char *seats, const struct db_value *more) {
    struct db_value values[24] = { text("code", code),
                                   text("course", "DRG-A1"),
                                   text("organiser", "AZ-SCC-ACA"),
                                   text("venue", "Hall 1"),
                                   text("seats", seats),
                                   text("door", "open"),
                                   text("status", "open"),
                                   text("contact_from", "2027-02-01"),
                                   text("contact_to", "2027-02-03") };
    int count = 9;
    for (; more && more->name; more++)
        values[count++] = *more;
    return fixture_save(db, training_session_put, values);
}

void fixture_fill(struct db *db) {
    make_structures(db);
    make_officers(db);
    make_courses(db);
    fixture_session(db, "S-OPEN", "3",
                    with(text("contact_from", "2027-01-11"), text("contact_to", "2027-01-13")));
}

struct db *fixture_new(void) {
    setlocale(LC_ALL, "C.UTF-8");
    setenv("TOPCOP_NOW", "2026-11-24T09:00", 1);
    struct db *db = db_memory();
    fixture_fill(db);
    return db;
}

void accepted(const char *no) {
    if (no)
        fail_msg("refused: %s", no);
}

void refused(const char *no, const char *because) {
    if (!no || !strstr(no, because))
        fail_msg("expected \"%s\", got: %s", because, no ? no : "no refusal");
}

void fixture_raw(const char *path, const char *sql) {
    sqlite3 *raw;
    char *said = NULL;
    assert_int_equal(sqlite3_open(path, &raw), SQLITE_OK);
    if (sqlite3_exec(raw, sql, NULL, NULL, &said) != SQLITE_OK)
        fail_msg("%s", said);
    sqlite3_close(raw);
}

void fixture_old(const char *path, int last) {
    struct buffer sql = { 0 };
    buffer_add(&sql, "PRAGMA legacy_alter_table = ON;"); /* triggers name functions that only topcop brings */
    for (const struct embedded *file = embedded; file->name; file++) {
        int number = strncmp(file->name, "schema/", 7) ? 0 : atoi(file->name + 7);
        if (number && number <= last)
            buffer_add(&sql, file->text);
    }
    buffer_format(&sql, "PRAGMA user_version = %d; PRAGMA application_id = %d", last, 0x746F7063);
    fixture_raw(path, sql.text);
    buffer_done(&sql);
}
