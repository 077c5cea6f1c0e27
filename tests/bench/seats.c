/* The last seats: many processes, each with officers of its own, for 4,000 seats of 40 sessions, by the rule
 * that every screen uses. */
#include <string.h>

#include "bench.h"
#include "crowd.h"
#include "generate.h"
#include "rules/registration.h"

enum { SESSIONS = 40, SEATS = 100, OFFICERS = 60, LIMIT = 60000 };

/* Looks for a session with a free seat, as an officer does, and asks for it. */
static bool book(struct db *db, int who, bool *over) {
    static int asked; /* by this process */
    struct registration made;
    int64_t session = db_int(db, 0,
                             "SELECT session_id FROM session_seats WHERE taken < seats "
                             "ORDER BY (session_id * 7 + :who) % 40 LIMIT 1",
                             with(integer("who", who)));
    if (session == 0 || asked == OFFICERS) {
        *over = true;
        return false;
    }
    int64_t officer = (int64_t)who * OFFICERS + ++asked;
    return registration_request(db, officer, officer, session, &made) == NULL &&
           !strcmp(made.state, "registered");
}

/* The variant is the number of processes. 0: seats sold twice, 1: seats sold, 2: those of the process with
 * the fewest. */
const char *measure_seats(int variant, struct figure figures[static FIGURES]) {
    const struct generate_size size = { 1, CROWD_MOST * OFFICERS, SESSIONS, 0, SEATS, 30, 1 };
    const char *path = bench_file("seats.db"), *refusal = generate_database("seats-unsold.db", &size);
    struct db *db;
    bench_copy(bench_file("seats-unsold.db"), path);
    if (!refusal)
        refusal = db_open(&db, path);
    if (refusal)
        return refusal;
    struct crowd *crowd = crowd_new(path, variant, book);
    figures[2].ours = (double)crowd_run(crowd, LIMIT).fewest;
    long booked = crowd_end(crowd);
    int64_t sold = db_int(db, 0, "SELECT count(*) FROM seat", NULL);
    figures[0].ours = (double)db_int(
        db, 0, "SELECT coalesce(sum(taken - seats), 0) FROM session_seats WHERE taken > seats", NULL);
    figures[1].ours = (double)sold;
    db_close(db);
    return sold == booked ? NULL : refuse("%ld seats were confirmed, %lld are held", booked, (long long)sold);
}
