#include "generate.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/embedded.h"
#include "bench.h"
#include "store/db.h"

/* clang-format off */
static const char *const steps[] = {
    "INSERT INTO structure (id, code, name, name_fold, type, parent_id, country) "
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200) "
    "SELECT i, printf('AZ%03d', i), printf('Customs post %d', i), printf('customs post %d', i), 'customs', "
    "       CASE WHEN i > 1 THEN i / 14 + 1 END, 'AZ' FROM n",

    "INSERT INTO course (id, code, title, title_fold, area_id, level, mode, languages, aim, outcomes, target_group, "
    "                    contact_hours, days, seats_max, status) "
    "WITH RECURSIVE n (i) AS (SELECT 1 WHERE :courses > 0 UNION ALL SELECT i + 1 FROM n WHERE i < :courses), "
    "what (k, word) AS (VALUES (0, 'Detecting'), (1, 'Handling'), (2, 'Investigating'), (3, 'Profiling'), (4, 'Seizing'), "
    "    (5, 'Auditing'), (6, 'Reporting'), (7, 'Tracing'), (8, 'Valuing'), (9, 'Classifying'), (10, 'Inspecting')), "
    "thing (k, word) AS (VALUES (0, 'excise goods'), (1, 'cash'), (2, 'drugs'), (3, 'firearms'), (4, 'forged documents'), "
    "    (5, 'waste'), (6, 'cultural goods'), (7, 'wildlife'), (8, 'containers'), (9, 'passengers'), "
    "    (10, 'counterfeits'), (11, 'lorries'), (12, 'parcels')), "
    "place (k, word) AS (VALUES (0, 'at the frontier'), (1, 'in ports'), (2, 'at airports'), (3, 'on railways'), "
    "    (4, 'inland'), (5, 'online'), (6, 'with partners')), "
    "field (k, id) AS (SELECT row_number() OVER (ORDER BY id) - 1, id FROM area), "
    "named (i, title, thing) AS (SELECT i, printf('%s %s %s %d', what.word, thing.word, place.word, i / 1001 + 1), thing.word "
    "    FROM n JOIN what ON what.k = i % 11 JOIN thing ON thing.k = i % 13 JOIN place ON place.k = i % 7) "
    "SELECT i, printf('C%06d', i), title, fold(title), field.id, i % 5 + 1, "
    "       CASE i % 3 WHEN 0 THEN 'online' WHEN 1 THEN 'webinar' ELSE 'module' END, 'en', "
    "       'To know ' || thing || ' and what is done about them', 'Names the signs of ' || thing, "
    "       'Officers who meet ' || thing, i % 40 + 4, i % 5 + 1, 60, 'published' "
    "FROM named JOIN field ON field.k = i % (SELECT count(*) FROM area)",

    "INSERT INTO course_version (course_id, number, title, level, mode, languages, aim, outcomes, target_group, "
    "                            conditions, contact_hours, days, made_at) "
    "SELECT id, 1, title, level, mode, languages, aim, outcomes, target_group, '', contact_hours, days, :now FROM course",

    "INSERT INTO course_language (course_id, language) SELECT id, 'en' FROM course",

    "INSERT INTO officer (id, badge, surname, given_name, name_fold, rank, post, structure_id, email) "
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :officers), "
    "family (k, word) AS (VALUES (0, 'Məmmədov'), (1, 'Əliyev'), (2, 'Həsənov'), (3, 'Hüseynov'), (4, 'Quliyev'), "
    "    (5, 'Rzayev'), (6, 'İsmayılov'), (7, 'Süleymanov'), (8, 'Abbasov'), (9, 'Cəfərov'), (10, 'Şahbazov')), "
    "given (k, word) AS (VALUES (0, 'Elçin'), (1, 'Vüqar'), (2, 'Rəşad'), (3, 'Nigar'), (4, 'Aysel'), (5, 'Tural'), "
    "    (6, 'Günel'), (7, 'Orxan'), (8, 'Sevda'), (9, 'Kamran'), (10, 'Leyla'), (11, 'Fuad'), (12, 'Zaur')) "
    "SELECT i, printf('A%06d', i), family.word, given.word, "
    "       fold(family.word || ' ' || given.word), 'Inspector', printf('Post %d', i % 90), "
    "       i % 200 + 1, printf('officer%d@customs.example', i) "
    "FROM n JOIN family ON family.k = i % 11 JOIN given ON given.k = i % 13",

    "INSERT INTO session (id, code, course_id, version, organiser_id, venue, country, language, seats, door, status) "
    "WITH RECURSIVE n (i) AS (SELECT 1 WHERE :sessions > 0 UNION ALL SELECT i + 1 FROM n WHERE i < :sessions), "
    "dated (i, day) AS (SELECT i, :first + i * 7919 % :days FROM n) "
    "SELECT i, printf('S%06d', i), (i - 1) * :courses / :sessions + 1, 1, i % 200 + 1, printf('Hall %d', i % 60), 'AZ', "
    "       'en', CASE WHEN :seats > 0 THEN :seats WHEN day > 0 AND i % 5 = 0 THEN 40 ELSE 60 END, 'open', "
    "       CASE WHEN day > 0 THEN 'open' ELSE 'done' END FROM dated",

    "INSERT INTO session_phase (session_id, kind, starts_on, ends_on, starts_at, ends_at, place) "
    "SELECT id, 'contact', date(:today, (:first + id * 7919 % :days) || ' days'), "
    "       date(:today, (:first + id * 7919 % :days + id % 4) || ' days'), '09:00', '17:00', venue FROM session",

    /* the n-th of a session's officers gets a seat while there are seats, and waits after that */
    "INSERT INTO registration (id, session_id, officer_id, state, requested_at) "
    "WITH RECURSIVE n (i) AS (SELECT 1 WHERE :registrations > 0 UNION ALL SELECT i + 1 FROM n WHERE i < :registrations) "
    "SELECT i, s.id, i * 7919 % :officers + 1, CASE WHEN s.status = 'done' THEN 'attended' "
    "       WHEN (i - 1) * :sessions % :registrations / :sessions < s.seats THEN 'registered' ELSE 'waitlisted' END, "
    "       :now - 40000000 + i "
    "FROM n JOIN session s ON s.id = (i - 1) * :sessions / :registrations + 1",

    "INSERT INTO registration_event (registration_id, at, actor_id, from_state, to_state, act) "
    "SELECT id, requested_at, officer_id, '', state, CASE WHEN state = 'attended' THEN 'import' ELSE 'request' END "
    "FROM registration",

    "INSERT INTO structure_search (rowid, words) SELECT id, words FROM structure_words",
    "INSERT INTO officer_search (rowid, words) SELECT id, words FROM officer_words",
    "INSERT INTO course_search (rowid, words) SELECT id, words FROM course_words",
    "INSERT INTO session_search (rowid, words) SELECT id, words FROM session_words",
};
/* clang-format on */

struct step {
    const char *sql;
    const struct db_value *values;
};

static const char *run_step(struct db *db, void *argument) {
    const struct step *step = argument;
    return db_run(db, step->sql, step->values);
}

static const char *fill(struct db *db, const struct generate_size *size) {
    char today[CLOCK_DAY];
    const struct db_value *values =
        with(integer("courses", size->courses), integer("officers", size->officers),
             integer("sessions", size->sessions), integer("registrations", size->registrations),
             integer("seats", size->seats), integer("first", size->first), integer("days", size->days),
             integer("now", clock_now()), text("today", clock_today(today)));
    const char *refusal = NULL;
    for (size_t i = 0; !refusal && i < sizeof steps / sizeof *steps; i++)
        refusal = db_write(db, run_step, &(struct step){ steps[i], values });
    return refusal;
}

/* What the database depends on, as one line: FNV-1a of the schema and of the statements above, the size, the
 * day. */
static void describe(const struct generate_size *size, char *line, size_t length) {
    uint64_t sum = UINT64_C(0xCBF29CE484222325);
    char today[CLOCK_DAY];
    for (const struct embedded *file = embedded; file->name; file++)
        if (!strncmp(file->name, "schema/", 7) && !strchr(file->name + 7, '/'))
            for (const char *byte = file->text; *byte; byte++)
                sum = (sum ^ (unsigned char)*byte) * UINT64_C(0x100000001B3);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        for (const char *byte = steps[i]; *byte; byte++)
            sum = (sum ^ (unsigned char)*byte) * UINT64_C(0x100000001B3);
    snprintf(line, length, "%016llx %d %d %d %d %d %d %d %s\n", (unsigned long long)sum, size->courses,
             size->officers, size->sessions, size->registrations, size->seats, size->first, size->days,
             clock_today(today));
}

static bool is_made(const char *stamp, const char *wanted) {
    char line[128] = "";
    FILE *file = fopen(stamp, "r");
    if (file && !fgets(line, sizeof line, file))
        line[0] = '\0';
    if (file)
        fclose(file);
    return strcmp(line, wanted) == 0;
}

const char *generate_database(const char *name, const struct generate_size *size) {
    char wanted[128], stamp[4200];
    const char *path = bench_file(name), *refusal;
    struct db *db;
    describe(size, wanted, sizeof wanted);
    snprintf(stamp, sizeof stamp, "%s.made", name);
    if (access(path, F_OK) == 0 && is_made(bench_file(stamp), wanted))
        return NULL;
    double start = bench_now();
    bench_remove(path);
    refusal = db_create(&db, path);
    if (refusal)
        return refusal;
    refusal = fill(db, size);
    db_close(db);
    if (!refusal)
        bench_write(stamp, wanted);
    fprintf(stderr, "%s made in %.1f s\n", path, (bench_now() - start) / 1e3);
    return refusal;
}
