/* Small commits through db_write: their number against the disk's own flushes, the waiting, the sharing; and
 * whether killed writers lose or block anything. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "bench.h"
#include "crowd.h"
#include "store/db.h"

enum { ROUNDS = 5, SLICE = 500, WORK = 1500, RECORD = 8240, WRAP = 4 << 20, KILLERS = 32, KILLS = 500 };

static const char *make_tables(struct db *db, void *argument) {
    (void)argument;
    const char *refusal = db_run(
        db,
        "CREATE TABLE bench_note (id INTEGER PRIMARY KEY, who INTEGER NOT NULL, what TEXT NOT NULL) STRICT",
        NULL);
    if (!refusal)
        refusal =
            db_run(db, "CREATE TABLE bench_count (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT", NULL);
    if (!refusal)
        refusal = db_run(db,
                         "INSERT INTO bench_count WITH RECURSIVE k (id) AS "
                         "(SELECT 0 UNION ALL SELECT id + 1 FROM k WHERE id < 15) SELECT id, 0 FROM k",
                         NULL);
    return refusal;
}

/* A new database with the two tables the writers use. */
static const char *new_database(const char *path, struct db **db) {
    bench_remove(path);
    const char *refusal = db_create(db, path);
    return refusal ? refusal : db_write(*db, make_tables, NULL);
}

static const char *note(struct db *db, void *argument) {
    int who = *(int *)argument;
    const char *refusal = db_run(
        db, "INSERT INTO bench_note (who, what) VALUES (:who, 'changed the telephone number of an officer')",
        with(integer("who", who)));
    if (!refusal)
        refusal =
            db_run(db, "UPDATE bench_count SET n = n + 1 WHERE id = :id", with(integer("id", who % 16)));
    return refusal;
}

static bool commit(struct db *db, int who, bool *over) {
    (void)over;
    return db_write(db, note, &who) == NULL;
}

/* Durable writes a second of the disk below the folder, the size of a small commit's. */
static double disk_rate(void) {
    static char record[RECORD];
    int file = open(bench_file("disk"), O_CREAT | O_RDWR | O_CLOEXEC, 0600), count = 0;
    memset(record, 7, sizeof record);
    double start = bench_now();
    for (; bench_now() - start < SLICE; count++)
        if (pwrite(file, record, sizeof record, (off_t)(count % (WRAP / RECORD)) * RECORD) != RECORD ||
            fdatasync(file) != 0)
            die("%s: %s", bench_file("disk"), strerror(errno));
    double rate = count * 1e3 / (bench_now() - start);
    close(file);
    return rate;
}

/* The variant is the number of processes. 0: commits a second against the disk's flushes, 1: p99 of the wait
 * against a fair turn, 2: Jain's fairness. Each is the median of the rounds; the figure shown is of the
 * median round. */
const char *measure_commits(int variant, struct figure figures[static FIGURES]) {
    struct db *db;
    const char *path = bench_file("commits.db"), *refusal = new_database(path, &db);
    double shares[ROUNDS], rates[ROUNDS], turns[ROUNDS], waits[ROUNDS], fairness[ROUNDS];
    if (refusal)
        return refusal;
    disk_rate();
    for (int i = 0; i < ROUNDS; i++) {
        struct crowd *crowd = crowd_new(path, variant, commit);
        double before = disk_rate();
        struct crowd_result result = crowd_run(crowd, WORK);
        crowd_end(crowd);
        double disk = (before + disk_rate()) / 2;
        rates[i] = result.rate;
        shares[i] = result.rate / disk;
        waits[i] = result.wait;
        turns[i] = result.wait * result.rate / 1e3 / variant;
        fairness[i] = result.fairness;
    }
    db_close(db);
    double rate = bench_median(rates, ROUNDS), wait = bench_median(waits, ROUNDS);
    figures[0] = (struct figure){ rate, rate / bench_median(shares, ROUNDS) };
    figures[1] = (struct figure){ wait, wait / bench_median(turns, ROUNDS) };
    figures[2].ours = bench_median(fairness, ROUNDS);
    return NULL;
}

/* 0: acknowledged commits that are not in the database; 1: the longest time in which nobody could write. */
const char *measure_kills(int variant, struct figure figures[static FIGURES]) {
    struct db *db;
    const char *path = bench_file("kills.db"), *refusal = new_database(path, &db);
    if (refusal)
        return refusal;
    struct crowd *crowd = crowd_new(path, KILLERS, commit);
    crowd_run_with_kills(crowd, variant, KILLS, &figures[1].ours);
    long done = crowd_end(crowd);
    int64_t noted = db_int(db, 0, "SELECT count(*) FROM bench_note", NULL);
    int64_t counted = db_int(db, 0, "SELECT sum(n) FROM bench_count", NULL);
    struct arena arena = { 0 };
    const char *health = db_text(db, &arena, "PRAGMA integrity_check", NULL);
    figures[0].ours = done > noted ? (double)(done - noted) : 0;
    if (noted != counted || noted > done + KILLS)
        refusal = refuse("%ld commits acknowledged, %lld notes, counted %lld", done, (long long)noted,
                         (long long)counted);
    else if (strcmp(health, "ok") != 0)
        refusal = refuse("after the kills: %s", health);
    arena_done(&arena);
    db_close(db);
    return refusal;
}
