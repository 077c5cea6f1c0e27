#include "command/lookalikes.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"

enum { MOST_NAMED = 5 };

struct code {
    const char *plain; /* folded, "-" for whatever separates */
    const char *text;
    bool is_imported;
};

struct codes {
    struct arena arena;
    struct code *list;
    int count;
};

static void add(struct codes *codes, const char *text, bool is_imported) {
    char *plain = text_fold(&codes->arena, text);
    for (char *at = plain; *at; at++)
        if (strchr(" _./", *at))
            *at = '-';
    codes->list = arena_room(&codes->arena, codes->list, codes->count, sizeof *codes->list);
    codes->list[codes->count++] = (struct code){ plain, arena_copy(&codes->arena, text), is_imported };
}

static int compare(const void *one, const void *other) {
    const struct code *a = one, *b = other;
    int order = strcmp(a->plain, b->plain);
    order = order ? order : strcmp(a->text, b->text);
    return order ? order : b->is_imported - a->is_imported;
}

static void take_known(struct codes *codes, struct db *db, const struct thing *thing) {
    struct query *query = db_query(db, thing->query, NULL);
    if (db_wants(query, "actor"))
        db_bind(query, with(integer("actor", ACTOR_OWNER)));
    int column = db_column(query, thing->key[0]);
    while (db_next(query))
        add(codes, db_column_text(query, column), false);
    db_done(query);
}

/* Each code once, the imported one of two that are the same. */
static void sort(struct codes *codes) {
    int kept = 0;
    if (codes->count)
        qsort(codes->list, (size_t)codes->count, sizeof *codes->list, compare);
    for (int i = 0; i < codes->count; i++)
        if (i == 0 || strcmp(codes->list[kept - 1].text, codes->list[i].text) != 0)
            codes->list[kept++] = codes->list[i];
    codes->count = kept;
}

/* "AAA 2" and "AAA-2", ...; how many there are. */
static int name_pairs(const struct codes *codes, struct buffer *out) {
    int pairs = 0;
    for (int i = 1; i < codes->count; i++) {
        const struct code *one = &codes->list[i - 1], *other = &codes->list[i];
        bool alike = !strcmp(one->plain, other->plain) && strcmp(one->text, other->text) != 0;
        if (alike && (one->is_imported || other->is_imported) && ++pairs <= MOST_NAMED)
            buffer_format(out, _("%s\"%s\" and \"%s\""), out->length ? ", " : "", one->text, other->text);
    }
    return pairs;
}

const char *lookalikes(struct db *db, const struct thing *thing, struct import *import) {
    int field = import_field(import, thing->key[0]);
    if (field < 0 || thing->key[1])
        return NULL;
    struct codes codes = { 0 };
    for (int i = 0; i < import->count; i++)
        add(&codes, import->rows[i].values[field], true);
    take_known(&codes, db, thing);
    sort(&codes);
    struct buffer out = { 0 };
    int pairs = name_pairs(&codes, &out);
    const char *said = NULL;
    if (pairs > 0)
        said = arena_format(&import->arena,
                            words_count("%ld pair of codes looks alike: %s%s.",
                                        "%ld pairs of codes look alike: %s%s.", pairs),
                            (long)pairs, out.text, pairs > MOST_NAMED ? _(" and others") : "");
    buffer_done(&out);
    arena_done(&codes.arena);
    return said;
}
