#include "rules/record.h"

#include <string.h>

struct saving {
    int64_t actor;
    record_put *put;
    const struct db_value *values;
    struct record record;
};

static const char *save_step(struct db *db, void *argument) {
    struct saving *saving = argument;
    return saving->put(db, saving->actor, saving->values, 0, &saving->record);
}

const char *record_save(struct db *db, int64_t actor, record_put *put, const struct db_value *values,
                        struct record *record) {
    struct saving saving = { .actor = actor, .put = put, .values = values };
    const char *no = db_write(db, save_step, &saving);
    if (!no && record)
        *record = saving.record;
    return no;
}

/* What was refused last, for record_problems. */
static struct {
    struct arena arena;
    struct record_problem *list;
    int count;
    const char *whole;
} last;

const char *record_refuse(const struct record_problem *problems, int count, const char *whole) {
    arena_done(&last.arena);
    last.list = arena_new(&last.arena, (size_t)count * sizeof *last.list);
    last.count = count;
    for (int i = 0; i < count; i++)
        last.list[i] =
            (struct record_problem){ problems[i].column, arena_copy(&last.arena, problems[i].sentence) };
    last.whole = arena_copy(&last.arena, whole);
    return refuse("%s", whole);
}

const struct record_problem *record_problems(const char *refusal, int *count) {
    *count = refusal && last.whole && !strcmp(last.whole, refusal) ? last.count : 0;
    return last.list;
}
