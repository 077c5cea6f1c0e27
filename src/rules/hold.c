#include "rules/hold.h"

#include <string.h>

#include "base/words.h"
#include "rules/access.h"

/* clang-format off */
static const struct kind {
    const char *name, *word, *find, *unknown;
} kinds[] = {
    { "officer", N_("officer"), "SELECT id, structure_id FROM officer WHERE badge = :code",
      N_("There is no officer with the badge %s.") },
    { "structure", N_("structure"), "SELECT id, id FROM structure WHERE code = :code",
      N_("There is no structure with the code %s.") },
    { "campaign", N_("campaign"), "SELECT id, structure_id FROM campaign WHERE code = :code",
      N_("There is no campaign with the code %s.") },
};
/* clang-format on */
enum { KINDS = sizeof kinds / sizeof *kinds };

static int kind_number(const char *name) {
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(kinds[i].name, name))
            return i;
    return -1;
}

struct placing {
    int64_t actor, id;
    int kind;
    const char *code, *reason;
};

static const char *place(struct db *db, void *argument) {
    struct placing *placing = argument;
    const struct kind *kind = &kinds[placing->kind];
    struct query *row = db_query(db, kind->find, with(text("code", placing->code)));
    bool is_known = db_next(row);
    int64_t subject = is_known ? db_column_int(row, 0) : 0, structure = is_known ? db_column_int(row, 1) : 0;
    db_done(row);
    const char *no = is_known ? access_check(db, placing->actor, MAY_ADMINISTER, structure)
                              : refuse(_(kind->unknown), placing->code);
    if (!no)
        no = db_run(db,
                    "INSERT INTO legal_hold (officer_id, structure_id, campaign_id, reason, placed_at, "
                    "placed_by) SELECT CASE :kind WHEN 0 THEN :subject END, CASE :kind WHEN 1 THEN :subject "
                    "END, CASE :kind WHEN 2 THEN :subject END, :reason, now(), nullif(:actor, 0)",
                    with(integer("kind", placing->kind), integer("subject", subject),
                         text("reason", placing->reason), integer("actor", placing->actor)));
    placing->id = no ? 0 : db_last_id(db);
    return no;
}

const char *hold_place(struct db *db, int64_t actor, const char *kind, const char *code, const char *reason,
                       int64_t *id) {
    struct placing placing = { .actor = actor, .kind = kind_number(kind), .code = code, .reason = reason };
    if (placing.kind < 0)
        return refuse(_("A hold is placed on an officer, a structure or a campaign, not on a \"%s\"."), kind);
    if (!reason || !*reason)
        return refuse(_("Say why the hold is placed; it is kept with it."));
    const char *no = db_write(db, place, &placing);
    if (!no && id)
        *id = placing.id;
    return no;
}

struct releasing {
    int64_t actor, hold;
    const char *reason;
};

static const char *release(struct db *db, void *argument) {
    const struct releasing *releasing = argument;
    struct query *row =
        db_query(db, "SELECT structure_id, is_released, released FROM hold_list WHERE id = :id",
                 with(integer("id", releasing->hold)));
    bool is_known = db_next(row);
    int64_t structure = is_known ? db_column_int(row, 0) : 0;
    const char *no = NULL;
    if (!is_known)
        no = refuse(_("There is no legal hold %lld."), (long long)releasing->hold);
    else if (db_column_int(row, 1))
        no = refuse(_("This hold was released on %s already."), db_column_text(row, 2));
    db_done(row);
    if (!no)
        no = access_check(db, releasing->actor, MAY_ADMINISTER, structure);
    return no ? no
              : db_run(db,
                       "UPDATE legal_hold SET released_at = now(), released_by = nullif(:actor, 0), "
                       "released_why = :reason WHERE id = :id",
                       with(integer("actor", releasing->actor), integer("id", releasing->hold),
                            text("reason", releasing->reason)));
}

const char *hold_release(struct db *db, int64_t actor, int64_t hold, const char *reason) {
    if (!reason || !*reason)
        return refuse(_("Say why the hold is released; it is kept with it."));
    return db_write(db, release, &(struct releasing){ actor, hold, reason });
}

char *hold_text(struct db *db, struct arena *arena, int64_t hold) {
    struct query *row = db_query(db, "SELECT kind, code, reason, placed FROM hold_list WHERE id = :id",
                                 with(integer("id", hold)));
    char *said = db_next(row)
                     ? arena_format(arena, _("hold %lld on the %s %s (%s), placed %s"), (long long)hold,
                                    _(kinds[kind_number(db_column_text(row, 0))].word),
                                    db_column_text(row, 1), db_column_text(row, 2), db_column_text(row, 3))
                     : arena_copy(arena, "");
    db_done(row);
    return said;
}

int hold_each(struct db *db, int64_t actor, void (*line)(const char *sentence, void *argument),
              void *argument) {
    struct arena arena = { 0 };
    int count = 0;
    struct query *row =
        db_query(db, "SELECT id, structure_id FROM hold_list WHERE NOT is_released ORDER BY id", NULL);
    while (db_next(row))
        if (access_reaches(db, actor, MAY_ADMINISTER, db_column_int(row, 1))) {
            line(hold_text(db, &arena, db_column_int(row, 0)), argument);
            count++;
        }
    db_done(row);
    arena_done(&arena);
    return count;
}
