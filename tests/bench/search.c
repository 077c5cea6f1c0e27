/* Search as you type on the big database, through the catalogue's own question, against a range of a plain
 * index. */
#include <time.h>

#include "bench.h"
#include "screens/all.h"
#include "store/window.h"
#include "work.h"

enum { TIMES = 400, ROWS = 20 };

static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

/* Milliseconds of the processor: both ask in memory, and another program's turn says nothing about either. */
static double spent(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

/* The first page for one typed letter. */
static double search(struct window *window, const char *words) {
    double start = spent();
    window->words = words;
    window_first(window, ROWS);
    return spent() - start;
}

static double range(struct db *db, const char *from, const char *before) {
    double start = spent();
    struct query *query =
        db_query(db,
                 "SELECT id, title FROM course WHERE title_fold >= :from AND title_fold < :before "
                 "ORDER BY title_fold LIMIT :rows",
                 with(text("from", from), text("before", before), integer("rows", ROWS)));
    while (db_next(query))
        ;
    db_done(query);
    return spent() - start;
}

const char *measure_search(int variant, struct figure figures[static FIGURES]) {
    double ours[TIMES], plain[TIMES];
    unsigned long long luck = 19;
    struct db *db;
    (void)variant;
    const char *refusal = work_big_database();
    if (!refusal)
        refusal = db_open(&db, bench_file("big.db"));
    if (refusal)
        return refusal;
    struct window window = { .db = db,
                             .query = catalogue_screen.query,
                             .search = catalogue_screen.search,
                             .order = catalogue_screen.order,
                             .values = with(integer("officer", 1)) };
    for (int i = 0; i < TIMES; i++) {
        unsigned place = bench_random(&luck, sizeof letters - 2);
        char letter[] = { letters[place], '\0' }, next[] = { letters[place + 1], '\0' };
        ours[i] = search(&window, letter);
        plain[i] = range(db, letter, next);
    }
    window_done(&window);
    db_close(db);
    figures[0] = (struct figure){ bench_share(ours, TIMES, 0.99), bench_share(plain, TIMES, 0.99) };
    return NULL;
}
