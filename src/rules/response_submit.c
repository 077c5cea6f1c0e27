#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/buffer.h"
#include "base/words.h"
#include "rules/filling.h"
#include "rules/response.h"
#include "rules/response_act.h"

/* 31 signs, a prime, so that the checksum finds every single wrong sign and every swap of two. */
static const char signs[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
enum { SIGNS = sizeof signs - 1, RECEIPT_SIGNS = 8 };

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

/* ---- submitting ---- */

static const char *check_all(struct filling *filling) {
    struct arena arena = { 0 };
    struct buffer said = { 0 };
    int problems = 0, count;
    const int *items = filling_items(filling, &count);
    for (int i = 0; i < count; i++) {
        const char *no = filling_problem(filling, items[i]);
        if (no && ++problems <= 3)
            buffer_format(&said, " %s: %s", filling_label(filling, items[i], &arena), no);
    }
    const char *no = problems ? refuse(words_count("%ld answer needs a look first.%s",
                                                   "%ld answers need a look first.%s", problems),
                                       (long)problems, said.text)
                              : NULL;
    buffer_done(&said);
    arena_done(&arena);
    return no;
}

struct submitting {
    int64_t actor, response;
    const char *language;
    const struct db_value *answers;
    char *receipt;
};

/* What counts, and apart from it what was answered but does not. */
static const char *keep_final(struct db *db, struct filling *filling, int64_t response) {
    struct arena arena = { 0 };
    const struct db_value *dropped = filling_dropped(filling, &arena);
    const char *no = response_put_answers(db, response, filling_final(filling, &arena));
    for (; dropped->name && !no; dropped++)
        no = db_run(db,
                    "INSERT INTO answer_dropped (response_id, question, value) "
                    "VALUES (:response, :question, :value)",
                    with(integer("response", response), text("question", dropped->name),
                         text("value", dropped->text)));
    arena_done(&arena);
    return no;
}

static const char *submit_step(struct db *db, void *argument) {
    struct submitting *submitting = argument;
    int64_t response = submitting->response;
    const char *no = response_keep(db, submitting->actor, response, submitting->language, submitting->answers,
                                   SAVED_BY_OFFICER);
    if (no)
        return no;
    struct filling *filling = filling_open(db, response);
    no = check_all(filling);
    if (!no)
        no = keep_final(db, filling, response);
    filling_close(filling);
    make_receipt(submitting->receipt);
    return no ? no
              : db_run(db,
                       "UPDATE response SET state = 'submitted', submitted_at = now(), receipt = :receipt "
                       "WHERE id = :id",
                       with(text("receipt", submitting->receipt), integer("id", response)));
}

const char *response_submit(struct db *db, int64_t actor, int64_t response, const char *language,
                            const struct db_value *answers, char receipt[static RECEIPT_SIZE]) {
    return db_write(db, submit_step,
                    &(struct submitting){ .actor = actor,
                                          .response = response,
                                          .language = language,
                                          .answers = answers,
                                          .receipt = receipt });
}
