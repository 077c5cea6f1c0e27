#include "command/demo_answers.h"

#include <string.h>

#include "base/clock.h"
#include "base/csv.h"
#include "base/embedded.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/response.h"
#include "rules/response_about.h"
#include "rules/response_list.h"
#include "rules/review.h"

enum column { CAMPAIGN, STRUCTURE, BADGE, STATE, COMMENT, QUESTION, VALUE };

static const char file[] = "schema/demo/answers.csv";

/* The rows of one respondent. */
struct answerer {
    const struct csv_row *rows;
    int count;
};

static struct answerer next_answerer(const struct csv *csv, int from) {
    struct answerer answerer = { .rows = &csv->rows[from], .count = 1 };
    while (from + answerer.count < csv->count && !*csv_cell(&answerer.rows[answerer.count], STATE))
        answerer.count++;
    return answerer;
}

static const struct db_value *values_of(const struct answerer *answerer, struct arena *arena) {
    struct db_value *values = arena_new(arena, (size_t)(answerer->count + 1) * sizeof *values);
    char today[CLOCK_DAY];
    clock_today(today);
    for (int i = 0; i < answerer->count; i++) {
        const char *value = csv_cell(&answerer->rows[i], VALUE);
        values[i] = text(csv_cell(&answerer->rows[i], QUESTION),
                         arena_copy(arena, strcmp(value, "today") ? value : today));
    }
    return values;
}

static REFUSAL bring_to(struct db *db, int64_t actor, int64_t response, const struct answerer *answerer,
                        struct arena *arena) {
    const char *state = csv_cell(answerer->rows, STATE), *comment = csv_cell(answerer->rows, COMMENT);
    char receipt[RECEIPT_SIZE];
    const struct db_value *values = values_of(answerer, arena);
    if (!strcmp(state, "draft"))
        return response_save(db, actor, response, "", values, SAVED_BY_OFFICER);
    const char *no = response_submit(db, actor, response, "", values, receipt);
    if (!no && !strcmp(state, "confirmed"))
        no = review_confirm(db, actor, response);
    if (!no && !strcmp(state, "returned"))
        no = review_return(db, ACTOR_OWNER, response, comment);
    return no;
}

static REFUSAL answer(struct db *db, const struct answerer *answerer) {
    struct arena arena = { 0 };
    int64_t actor = access_badge(db, csv_cell(answerer->rows, BADGE)), campaign = 0, response = 0;
    const char *no = response_campaign(db, ACTOR_OWNER, csv_cell(answerer->rows, CAMPAIGN), &campaign);
    if (!no)
        no = response_start(db, actor, campaign,
                            response_asked(db, campaign, csv_cell(answerer->rows, STRUCTURE)), &response);
    if (!no)
        no = bring_to(db, actor, response, answerer, &arena);
    if (no)
        no = refuse(_("The demonstration's answers of %s could not be given: %s"),
                    csv_cell(answerer->rows, BADGE), no);
    arena_done(&arena);
    return no;
}

const char *demo_answers(struct db *db) {
    struct csv csv;
    const char *words = embedded_text(file);
    const char *no = csv_read_text(&csv, file, words, strlen(words), (struct csv_options){ 0 });
    for (int from = 1; from < csv.count && !no;) {
        struct answerer answerer = next_answerer(&csv, from);
        no = answer(db, &answerer);
        from += answerer.count;
    }
    csv_done(&csv);
    return no;
}
