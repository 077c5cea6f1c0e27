#include "rules/response_diff.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/filling.h"
#include "rules/paper.h"

struct differences {
    struct filling *older, *newer;
    struct arena *arena;
    struct response_difference *list;
    int count;
};

static const char *check_right(struct db *db, int64_t actor, int64_t older, int64_t newer) {
    int64_t structure = 0, officer = 0;
    struct query *query = db_query(
        db,
        "SELECT coalesce(r.structure_id, 0), coalesce(r.officer_id, 0) FROM response p JOIN response n "
        "ON n.respondent_id = p.respondent_id JOIN campaign_respondent r ON r.id = p.respondent_id "
        "WHERE p.id = :older AND n.id = :newer",
        with(integer("older", older), integer("newer", newer)));
    bool found = db_next(query);
    if (found) {
        structure = db_column_int(query, 0);
        officer = db_column_int(query, 1);
    }
    db_done(query);
    if (!found)
        return refuse(_("These are not two revisions of the same answers."));
    if (officer)
        return officer == actor ? NULL : refuse(_("These are another officer's answers."));
    return access_reaches(db, actor, MAY_ANSWER, structure)
               ? NULL
               : access_check(db, actor, MAY_SEE_ANSWERS, structure);
}

static bool is_compared(enum filling_kind kind) {
    return kind != FILLING_NOTE && kind != FILLING_SECTION && kind != FILLING_INSTANCE &&
           kind != FILLING_QUIET;
}

/* "Name", or "Team 2: Name" within a repeat. */
static char *label_of(struct filling *filling, int item, struct arena *arena) {
    char *label = filling_label(filling, item, arena);
    for (int up = filling_parent(filling, item); up >= 0; up = filling_parent(filling, up))
        if (filling_instance(filling, up))
            label =
                arena_format(arena, "%s %d: %s", filling_label(filling, filling_parent(filling, up), arena),
                             filling_instance(filling, up), label);
    return label;
}

static char *answer_of(struct filling *filling, int item, struct arena *arena) {
    return item >= 0 && filling_is_asked_now(filling, item) ? paper_answer(filling, item, arena)
                                                            : arena_copy(arena, "");
}

/* Compares an item of one form with its namesake in the other. */
static void compare(struct differences *all, struct filling *filling, int item) {
    if (!is_compared(filling_kind(filling, item)))
        return;
    const char *path = filling_path(filling, item);
    int before = filling_find(all->older, path), after = filling_find(all->newer, path);
    if (filling == all->older && after >= 0)
        return;
    struct response_difference one = { .path = arena_copy(all->arena, path),
                                       .before = answer_of(all->older, before, all->arena),
                                       .after = answer_of(all->newer, after, all->arena) };
    if (!strcmp(one.before, one.after))
        return;
    one.label = label_of(filling, item, all->arena);
    all->list = arena_room(all->arena, all->list, all->count, sizeof *all->list);
    all->list[all->count++] = one;
}

static void compare_all(struct differences *all, struct filling *filling) {
    int count;
    const int *items = filling_items(filling, &count);
    for (int i = 0; i < count; i++)
        compare(all, filling, items[i]);
}

const char *response_diff(struct db *db, int64_t actor, int64_t older, int64_t newer, struct arena *arena,
                          const struct response_difference **list, int *count) {
    const char *no = check_right(db, actor, older, newer);
    struct differences all = { .arena = arena };
    if (!no) {
        all.older = filling_open(db, older);
        all.newer = filling_open(db, newer);
        compare_all(&all, all.newer);
        compare_all(&all, all.older);
        filling_close(all.older);
        filling_close(all.newer);
    }
    *list = all.list;
    *count = all.count;
    return no;
}
