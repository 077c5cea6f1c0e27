/* The crowd at a deadline: as fast as the machine lets them, officers answer, save and ask for seats, by the
 * rules that the screens use. What they were told was done is noted beside the database and compared with it
 * afterwards. */
#include "deadline.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "base/buffer.h"
#include "bench.h"
#include "crowd.h"
#include "generate.h"
#include "rules/filling.h"
#include "rules/registration.h"
#include "rules/response_entry.h"
#include "rules/visit.h"
#include "store/audit.h"
#include "work.h"

enum { SESSIONS = 100, SEATS = 20, DAYS = 1981 /* so that no two sessions overlap */ };
enum { QUESTIONS = 40, ANSWERS = 3 /* of a save */, SAVES = 4 /* before one asks for a seat */ };
enum { CHANGED = 3 + 2 * ANSWERS }; /* rows by a save: the draft thrice, each answer and what it took */
enum { EVENING = 60000, BARE = 3000 /* milliseconds */ };

/* What an officer was told. */
struct ledger {
    int64_t response, revision; /* of the draft as it was begun */
    long saves, seats, waiting, refused;
    char refusal[256];
};
static struct ledger *ledgers; /* shared by all processes */

/* ---- the database ---- */

static void write_questionnaire(void) {
    struct buffer csv = { 0 };
    buffer_add(&csv, "survey,type,name,label,relevant,constraint\n,integer,q0," DEADLINE_QUESTION ",,\n");
    for (int i = 1; i < QUESTIONS; i++)
        buffer_format(&csv, ",integer,q%d,Question %d of the deadline,%s,. < 1000000\n", i, i,
                      i % 2 ? "" : "${q0} > 0");
    buffer_add(&csv, "settings,form_title,form_id,version\n,Deadline,deadline,1\n");
    bench_write("deadline.csv", csv.text);
    bench_write("deadline-campaign.csv",
                "code,title,questionnaire,asks,structure,opens_on,closes_on,status\n"
                "D," DEADLINE_TITLE ",deadline,officer,AZ001,2027-01-01,2027-03-01,open\n");
    buffer_done(&csv);
}

static const char *start(struct db *db, int64_t id, int64_t *response) {
    return response_start(db, id, db_int(db, 0, "SELECT id FROM campaign WHERE code = 'D'", NULL), 0,
                          response);
}

/* On the last evening nobody begins. */
static const char *begin_drafts(const char *path) {
    struct db *db;
    int64_t response;
    const char *no = db_open(&db, path);
    if (no)
        return no;
    for (int64_t id = 1; id <= CROWD_MOST && !no; id++)
        no = start(db, id, &response);
    db_close(db);
    return no;
}

const char *deadline_database(void) {
    const struct generate_size size = { SESSIONS, CROWD_MOST, SESSIONS, 0, SEATS, 30, DAYS };
    const char *path = bench_file("deadline.db"), *no = generate_database("deadline-new.db", &size);
    if (no)
        return no;
    bench_copy(bench_file("deadline-new.db"), path);
    write_questionnaire();
    no = work_import(path, "questionnaire", "deadline.csv");
    if (!no)
        no = work_import(path, "campaigns", "deadline-campaign.csv");
    return no ? no : begin_drafts(path);
}

/* ---- an officer ---- */

static struct officer {
    int64_t id;
    struct filling *filling;
    struct ledger *ledger;
    int pieces, asked;
} officer; /* of this process */

static const char *come_in(struct db *db, int who) {
    int64_t visit;
    officer.id = who + 1;
    officer.ledger = &ledgers[who];
    const char *no = visit_begin(db, &(struct arrival){ officer.id, 0, "key", visit_origin() }, &visit);
    if (no)
        return no;
    db_actor(db, officer.id, visit);
    no = start(db, officer.id, &officer.ledger->response);
    if (no)
        return no;
    const struct db_value *id = with(integer("id", officer.ledger->response));
    officer.ledger->revision = db_int(db, 0, "SELECT rev FROM response WHERE id = :id", id);
    officer.filling = filling_open(db, officer.ledger->response);
    return NULL;
}

static void answer(int question, long value) {
    char name[16], text[24];
    snprintf(name, sizeof name, "q%d", question);
    snprintf(text, sizeof text, "%ld", value);
    filling_answer(officer.filling, filling_find(officer.filling, name), text);
}

/* The number of the save is its first answer. */
static const char *save(struct db *db) {
    long number = officer.ledger->saves + 1;
    answer(0, number);
    for (int i = 1; i < ANSWERS; i++)
        answer(1 + (int)(number * (ANSWERS - 1) + i) % (QUESTIONS - 1), number);
    const char *no =
        response_save_filling(db, officer.id, officer.ledger->response, officer.filling, SAVED_BY_OFFICER);
    officer.ledger->saves += !no;
    return no;
}

/* A place on the waiting list is an answer too. */
static const char *ask(struct db *db) {
    struct registration made;
    int64_t session = (officer.id + ++officer.asked) % SESSIONS + 1;
    const char *no = registration_request(db, officer.id, officer.id, session, &made);
    if (!no && !strcmp(made.state, "registered"))
        officer.ledger->seats++;
    else if (!no)
        officer.ledger->waiting++;
    return no;
}

/* A save is a piece of work done; coming in and asking for seats lie between. */
static bool spend_evening(struct db *db, int who, bool *over) {
    int piece = officer.pieces++;
    bool asks = piece % (SAVES + 1) == SAVES && officer.asked < SESSIONS;
    const char *no = piece == 0 ? come_in(db, who) : asks ? ask(db) : save(db);
    if (no) {
        officer.ledger->refused++;
        snprintf(officer.ledger->refusal, sizeof officer.ledger->refusal, "%s", no);
        *over = piece == 0;
    }
    return !no && piece > 0 && !asks;
}

/* ---- the same rows without rules ---- */

static const char *make_table(struct db *db, void *argument) {
    (void)argument;
    return db_run(
        db,
        "CREATE TABLE answer_bare (who INTEGER, question INTEGER, value INTEGER NOT NULL, " /* no audit */
        "PRIMARY KEY (who, question)) STRICT, WITHOUT ROWID",
        NULL);
}

static const char *put_rows(struct db *db, void *argument) {
    static int number; /* what stays the same is not written */
    const char *no = NULL;
    number++;
    for (int i = 0; i < CHANGED && !no; i++)
        no = db_run(db,
                    "INSERT INTO answer_bare (who, question, value) VALUES (:who, :question, :value) "
                    "ON CONFLICT (who, question) DO UPDATE SET value = excluded.value",
                    with(integer("who", *(int *)argument), integer("question", i), integer("value", number)));
    return no;
}

static bool save_bare(struct db *db, int who, bool *over) {
    (void)over;
    return db_write(db, put_rows, &who) == NULL;
}

/* Saves a second. */
static const char *measure_bare(int members, double *rate) {
    struct db *db;
    const char *path = bench_file("bare.db");
    bench_remove(path);
    const char *no = db_create(&db, path);
    if (no)
        return no;
    no = db_write(db, make_table, NULL);
    db_close(db);
    if (no)
        return no;
    struct crowd *crowd = crowd_new(path, members, save_bare);
    *rate = crowd_run(crowd, BARE).rate;
    crowd_end(crowd);
    return NULL;
}

/* ---- afterwards ---- */

static int64_t missing(int64_t told, int64_t there) {
    return told > there ? told - there : 0;
}

static int64_t lost(struct db *db, int64_t id, const struct ledger *ledger) {
    const struct db_value *values = with(integer("response", ledger->response), integer("officer", id));
    int64_t saves = db_int(db, 0, "SELECT rev FROM response WHERE id = :response", values) - ledger->revision;
    int64_t last = db_int(
        db, 0, "SELECT CAST(value AS INTEGER) FROM answer WHERE response_id = :response AND question = 'q0'",
        values);
    int64_t seats = db_int(
        db, 0, "SELECT count(*) FROM registration WHERE officer_id = :officer AND state = 'registered'",
        values);
    int64_t all = db_int(db, 0, "SELECT count(*) FROM registration WHERE officer_id = :officer", values);
    return missing(ledger->saves, saves) + (last < ledger->saves) + missing(ledger->seats, seats) +
           missing(ledger->seats + ledger->waiting, all);
}

static bool was_said_before(int who) {
    for (int i = 0; i < who; i++)
        if (!strcmp(ledgers[i].refusal, ledgers[who].refusal))
            return true;
    return false;
}

static void tell(int members) {
    struct ledger sum = { 0 };
    for (int who = 0; who < members; who++) {
        sum.saves += ledgers[who].saves;
        sum.seats += ledgers[who].seats;
        sum.waiting += ledgers[who].waiting;
        if (ledgers[who].refused && !was_said_before(who))
            fprintf(stderr, "officer %d was refused %ld times, last: %s\n", who + 1, ledgers[who].refused,
                    ledgers[who].refusal);
    }
    fprintf(stderr, "%d officers: %ld saves, %ld seats, %ld places on waiting lists\n", members, sum.saves,
            sum.seats, sum.waiting);
}

static const char *judge(int members, struct figure figures[static FIGURES]) {
    struct db *db;
    int64_t broken;
    const char *no = db_open(&db, bench_file("deadline.db"));
    if (no)
        return no;
    for (int who = 0; who < members; who++) {
        figures[0].ours += (double)ledgers[who].refused;
        figures[1].ours += (double)lost(db, who + 1, &ledgers[who]);
    }
    audit_verify(db, &broken);
    if (broken)
        no = refuse("the chain of the audit is broken at row %lld", (long long)broken);
    else if (db_exists(db, "SELECT 1 FROM session_seats WHERE taken > seats", NULL))
        no = refuse("seats were sold twice");
    db_close(db);
    return no;
}

/* The variant is the number of officers. 0: refusals, 1: what was told done and is not there, 2: p99 of the
 * wait for a save against a fair turn of the bare database, 3: saves a second against the bare database's. */
const char *measure_deadline(int variant, struct figure figures[static FIGURES]) {
    double before = 0, after = 0;
    size_t size = (size_t)variant * sizeof *ledgers;
    const char *no = deadline_database();
    if (!no)
        no = measure_bare(variant, &before);
    if (no)
        return no;
    ledgers = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (ledgers == MAP_FAILED)
        die("no shared memory");
    struct crowd *crowd = crowd_new(bench_file("deadline.db"), variant, spend_evening);
    struct crowd_result result = crowd_run(crowd, EVENING);
    crowd_end(crowd);
    no = measure_bare(variant, &after);
    double bare = (before + after) / 2;
    figures[2] = (struct figure){ result.wait, variant * 1e3 / bare };
    figures[3] = (struct figure){ result.rate, bare };
    tell(variant);
    if (!no)
        no = judge(variant, figures);
    munmap(ledgers, size);
    return no;
}
