#include "rules/response.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/buffer.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/filling.h"

/* 31 signs, a prime, so that the checksum finds every single wrong sign and every swap of two. */
static const char signs[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
enum { SIGNS = sizeof signs - 1, RECEIPT_SIGNS = 8 };

struct answering {
    int64_t actor, campaign, structure, response;
    const char *language;
    const struct db_value *answers;
    char *receipt;
    int64_t *made;
};

/* ---- receipts ---- */

static char checksum(const int values[RECEIPT_SIGNS]) {
    int sum = 0;
    for (int i = 0; i < RECEIPT_SIGNS; i++)
        sum += (i + 1) * values[i];
    return signs[sum % SIGNS];
}

static void make_receipt(char receipt[static RECEIPT_SIZE]) {
    int values[RECEIPT_SIGNS];
    char code[RECEIPT_SIGNS];
    for (int i = 0; i < RECEIPT_SIGNS; i++) {
        uint32_t random;
        if (getrandom(&random, sizeof random, 0) != sizeof random)
            die("the system gives no random numbers");
        values[i] = (int)(random % SIGNS);
        code[i] = signs[values[i]];
    }
    snprintf(receipt, RECEIPT_SIZE, "%.4s-%.4s-%c", code, code + 4, checksum(values));
}

bool response_receipt_is_right(const char *receipt) {
    int values[RECEIPT_SIGNS], count = 0;
    for (; *receipt; receipt++) {
        const char *sign = strchr(signs, toupper((unsigned char)*receipt));
        if (*receipt == '-' || *receipt == ' ')
            continue;
        if (!sign || count > RECEIPT_SIGNS)
            return false;
        if (count == RECEIPT_SIGNS && *sign != checksum(values))
            return false;
        if (count < RECEIPT_SIGNS)
            values[count] = (int)(sign - signs);
        count++;
    }
    return count == RECEIPT_SIGNS + 1;
}

/* ---- who and when ---- */

static const char *may_answer(struct db *db, int64_t actor, int64_t structure) {
    return structure ? access_check(db, actor, MAY_ANSWER, structure)
                     : access_check(db, actor, MAY_REGISTER, 0);
}

/* The row of campaign_respondent; officers get theirs when they begin. */
static const char *find_respondent(struct db *db, const struct answering *answering, int64_t *respondent) {
    const struct db_value *values =
        with(integer("campaign", answering->campaign), integer("actor", answering->actor),
             integer("structure", answering->structure));
    const char *no = NULL;
    if (!answering->structure)
        no = db_run(
            db,
            "INSERT OR IGNORE INTO campaign_respondent (campaign_id, officer_id) "
            "SELECT c.id, o.id FROM campaign c JOIN officer o ON o.id = :actor "
            "JOIN structure_above a ON a.structure_id = o.structure_id AND a.above_id = c.structure_id "
            "WHERE c.id = :campaign AND c.asks = 'officer' AND c.status IN ('open', 'closing')",
            values);
    *respondent =
        db_int(db, 0,
               "SELECT id FROM campaign_respondent WHERE campaign_id = :campaign "
               "AND CASE WHEN :structure > 0 THEN structure_id = :structure ELSE officer_id = :actor END",
               values);
    if (!no && !*respondent)
        no = refuse(_("This questionnaire does not ask you."));
    return no;
}

/* ---- drafts ---- */

static const char *make_draft(struct db *db, struct answering *answering, int64_t respondent) {
    const struct db_value *values =
        with(integer("respondent", respondent), integer("actor", answering->actor),
             integer("campaign", answering->campaign));
    int64_t last = db_int(
        db, 0, "SELECT id FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1",
        values);
    const char *no =
        db_run(db,
               "INSERT INTO response (respondent_id, revision, version_id, state, language, officer_id, "
               "started_at, saved_at) SELECT :respondent, coalesce((SELECT max(revision) FROM response "
               "WHERE respondent_id = :respondent), 0) + 1, version_id, 'draft', coalesce((SELECT language "
               "FROM response WHERE respondent_id = :respondent ORDER BY revision DESC LIMIT 1), ''), "
               ":actor, now(), now() FROM campaign WHERE id = :campaign",
               values);
    *answering->made = db_last_id(db);
    return no ? no
              : db_run(db,
                       "INSERT INTO answer (response_id, question, value) "
                       "SELECT :new, question, value FROM answer WHERE response_id = :last",
                       with(integer("new", *answering->made), integer("last", last)));
}

static const char *start_step(struct db *db, void *argument) {
    struct answering *answering = argument;
    int64_t respondent = 0;
    const char *no = find_respondent(db, answering, &respondent);
    if (no)
        return no;
    *answering->made = db_int(db, 0, "SELECT id FROM response WHERE respondent_id = :id AND state = 'draft'",
                              with(integer("id", respondent)));
    no = campaign_takes(db, respondent, !*answering->made);
    return no || *answering->made ? no : make_draft(db, answering, respondent);
}

const char *response_start(struct db *db, int64_t actor, int64_t campaign, int64_t structure,
                           int64_t *response) {
    struct answering answering = {
        .actor = actor, .campaign = campaign, .structure = structure, .made = response
    };
    const char *no = may_answer(db, actor, structure);
    return no ? no : db_write(db, start_step, &answering);
}

/* Reads whose draft it is, and checks that the actor may go on with it. */
static const char *open_draft(struct db *db, struct answering *answering) {
    const char *no = NULL;
    int64_t officer = 0, respondent = 0;
    struct query *query =
        db_query(db,
                 "SELECT c.id, coalesce(c.structure_id, 0), coalesce(c.officer_id, 0), r.state "
                 "FROM response r JOIN campaign_respondent c ON c.id = r.respondent_id "
                 "WHERE r.id = :id",
                 with(integer("id", answering->response)));
    if (!db_next(query)) {
        no = refuse(_("There are no such answers."));
    } else {
        respondent = db_column_int(query, 0);
        answering->structure = db_column_int(query, 1);
        officer = db_column_int(query, 2);
        if (strcmp(db_column_text(query, 3), "draft") != 0)
            no = refuse(_("These answers were submitted; begin a new revision to change them."));
    }
    db_done(query);
    if (!no && officer && officer != answering->actor)
        no = refuse(_("These are another officer's answers."));
    if (!no)
        no = may_answer(db, answering->actor, answering->structure);
    return no ? no : campaign_takes(db, respondent, false);
}

static const char *put_answer(struct db *db, int64_t response, const char *question, const char *value) {
    const struct db_value *values =
        with(integer("response", response), text("question", question), text("value", value));
    if (!value || !*value)
        return db_run(db, "DELETE FROM answer WHERE response_id = :response AND question = :question",
                      values);
    return db_run(db,
                  "INSERT INTO answer (response_id, question, value) VALUES (:response, :question, :value) "
                  "ON CONFLICT (response_id, question) DO UPDATE SET value = excluded.value",
                  values);
}

static const char *save_step(struct db *db, void *argument) {
    struct answering *answering = argument;
    const char *no = open_draft(db, answering);
    if (!no)
        no = db_run(
            db,
            "UPDATE response SET saved_at = now(), language = :language, officer_id = :actor WHERE id = :id",
            with(text("language", answering->language ? answering->language : ""),
                 integer("actor", answering->actor), integer("id", answering->response)));
    for (const struct db_value *answer = answering->answers; answer && answer->name && !no; answer++)
        no = put_answer(db, answering->response, answer->name, answer->text);
    return no;
}

const char *response_save(struct db *db, int64_t actor, int64_t response, const char *language,
                          const struct db_value *answers) {
    return db_write(db, save_step,
                    &(struct answering){
                        .actor = actor, .response = response, .language = language, .answers = answers });
}

static const char *discard_step(struct db *db, void *argument) {
    struct answering *answering = argument;
    const struct db_value *id = with(integer("id", answering->response));
    const char *no = open_draft(db, answering);
    if (!no)
        no = db_run(db, "DELETE FROM answer WHERE response_id = :id", id);
    return no ? no : db_run(db, "DELETE FROM response WHERE id = :id", id);
}

const char *response_discard(struct db *db, int64_t actor, int64_t response) {
    return db_write(db, discard_step, &(struct answering){ .actor = actor, .response = response });
}

/* ---- submitting ---- */

static const char *check_all(struct filling *filling) {
    struct arena arena = { 0 };
    struct buffer said = { 0 };
    int problems = 0;
    for (int i = 0; i < filling_count(filling); i++) {
        const char *no = filling_problem(filling, i);
        if (no && ++problems <= 3)
            buffer_format(&said, " %s: %s", filling_label(filling, i, &arena), no);
    }
    const char *no = problems ? refuse(words_count("%ld answer needs a look first.%s",
                                                   "%ld answers need a look first.%s", problems),
                                       (long)problems, said.text)
                              : NULL;
    buffer_done(&said);
    arena_done(&arena);
    return no;
}

/* What counts: relevant answers, and what was calculated or filled in quietly. */
static const char *keep_relevant(struct db *db, struct filling *filling, int64_t response) {
    const char *no = NULL;
    for (int i = 0; i < filling_count(filling) && !no; i++) {
        enum filling_kind kind = filling_kind(filling, i);
        if (kind != FILLING_NOTE && kind != FILLING_SECTION)
            no = put_answer(db, response, filling_path(filling, i),
                            filling_is_asked_now(filling, i) ? filling_value(filling, i) : "");
    }
    return no;
}

static const char *submit_step(struct db *db, void *argument) {
    struct answering *answering = argument;
    const char *no = save_step(db, answering);
    if (no)
        return no;
    struct filling *filling = filling_open(db, answering->response);
    no = check_all(filling);
    if (!no)
        no = keep_relevant(db, filling, answering->response);
    filling_close(filling);
    make_receipt(answering->receipt);
    return no ? no
              : db_run(db,
                       "UPDATE response SET state = 'submitted', submitted_at = now(), receipt = :receipt "
                       "WHERE id = :id",
                       with(text("receipt", answering->receipt), integer("id", answering->response)));
}

const char *response_submit(struct db *db, int64_t actor, int64_t response, const char *language,
                            const struct db_value *answers, char receipt[static RECEIPT_SIZE]) {
    return db_write(db, submit_step,
                    &(struct answering){ .actor = actor,
                                         .response = response,
                                         .language = language,
                                         .answers = answers,
                                         .receipt = receipt });
}
