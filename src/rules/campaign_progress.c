#include <stddef.h>
#include <string.h>

#include "base/words.h"
#include "rules/campaign.h"

static void add(struct campaign_progress *progress, const char *state, int64_t count, int64_t staff) {
    int64_t *const counts[] = { &progress->none,     &progress->draft,     &progress->submitted,
                                &progress->returned, &progress->confirmed, &progress->excluded };
    static const char *const states[] = { "none", "draft", "submitted", "returned", "confirmed", "excluded" };
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (!strcmp(state, states[i]))
            *counts[i] = count;
    if (!strcmp(state, "excluded"))
        return;
    bool confirmed = !strcmp(state, "confirmed");
    progress->asked += count;
    progress->staff += staff;
    progress->staff_confirmed += confirmed ? staff : 0;
    progress->staff_answered += confirmed || !strcmp(state, "submitted") ? staff : 0;
}

void campaign_progress(struct db *db, int64_t campaign, struct campaign_progress *progress) {
    const struct db_value *id = with(integer("id", campaign));
    *progress = (struct campaign_progress){ 0 };
    struct query *query = db_query(
        db, "SELECT state, count(*), sum(staff) FROM respondent WHERE campaign_id = :id GROUP BY state", id);
    while (db_next(query))
        add(progress, db_column_text(query, 0), db_column_int(query, 1), db_column_int(query, 2));
    db_done(query);
    int64_t asked = db_int(db, 0, "SELECT asked FROM campaign_list WHERE id = :id", id);
    if (asked > progress->asked) {
        progress->none += asked - progress->asked;
        progress->asked = asked;
    }
}

char *campaign_share(struct arena *arena, int64_t part, int64_t whole, int64_t answered) {
    if (answered < CAMPAIGN_FEW || !whole)
        return arena_format(arena, _("%lld of %lld"), (long long)part, (long long)whole);
    return arena_format(arena, _("%lld of %lld (%lld %%)"), (long long)part, (long long)whole,
                        (long long)((200 * part + whole) / (2 * whole)));
}
