/* Many processes at the same work on one database, each with its own connection, started at one moment. They
 * count into memory shared with the bench; what they do is a function. */
#ifndef TOPCOP_BENCH_CROWD_H
#define TOPCOP_BENCH_CROWD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "store/db.h"

enum { CROWD_MOST = 200, CROWD_WAITS = 16384 };

struct crowd;

/* One piece of work of the member `who`. Returns whether it was done and stands on disk; *over is set when
 * there is nothing left to do. */
typedef bool crowd_work(struct db *db, int who, bool *over);

struct crowd_result {
    long done;       /* pieces of work */
    double rate;     /* a second */
    double wait;     /* milliseconds that 99 of 100 pieces did not exceed */
    double fairness; /* Jain's index of the members' counts: 1 when all are equal (Jain, Chiu, Hawe 1984) */
    long fewest;     /* pieces of the member who got the least */
};

/* Starts the members; returns when all stand ready. */
struct crowd *crowd_new(const char *database, int members, crowd_work *work);

/* Lets them work for some milliseconds, or until all say it is over. */
struct crowd_result crowd_run(struct crowd *crowd, double milliseconds);

/* Lets them work for some milliseconds while `kills` members, one after the other, are killed and replaced.
 * `standstill` is the longest time in which nobody got anything done. */
struct crowd_result crowd_run_with_kills(struct crowd *crowd, double milliseconds, int kills,
                                         double *standstill);

/* Ends all members; the pieces of work they had done in all. */
long crowd_end(struct crowd *crowd);

#endif
