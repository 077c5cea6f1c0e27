#include "store/window.h"

#include <assert.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "store/search.h"

enum { SHORT_SEARCH = 3 }; /* letters under which nothing is sorted and nothing counted */

static bool is_searched(const struct window *window) {
    return window->search && window->words && *window->words;
}

static bool is_short_search(const struct window *window) {
    return is_searched(window) && text_length(window->words) < SHORT_SEARCH;
}

static const char *order_column(const struct window *window) {
    return window->order && !is_short_search(window) ? window->order : "id";
}

/* The query's text with what narrows it. `compare` is "", or the comparison with the key :key, :key_id. */
static void compose(const struct window *window, struct buffer *sql, const char *columns,
                    const char *compare) {
    const char *index = window->search;
    if (is_searched(window))
        buffer_format(sql, "SELECT %s FROM %s CROSS JOIN (%s) AS list ON id = %s.rowid WHERE %s MATCH :match",
                      columns, index, window->query, index, index);
    else
        buffer_format(sql, "SELECT %s FROM (%s) AS list WHERE 1", columns, window->query);
    for (const char *const *condition = window->conditions; condition && *condition; condition++)
        buffer_format(sql, " AND (%s)", *condition);
    if (*compare)
        buffer_format(sql, " AND (%s, id) %s (:key, :key_id)", order_column(window), compare);
}

static struct query *ask(const struct window *window, struct arena *arena, const char *sql) {
    struct query *query = db_query_once(window->db, sql, window->values);
    if (is_searched(window)) {
        char *match = search_expression(arena, window->words);
        db_bind(query, with(text("match", match ? match : "\"\"")));
    }
    return query;
}

static struct db_value *key_of(struct window *window, const struct window_row *row, struct arena *arena) {
    struct db_value *key = arena_new(arena, 3 * sizeof *key);
    key[0] = row->values[window_column(window, order_column(window))];
    key[0].name = "key";
    if (key[0].kind == DB_TEXT)
        key[0].text = arena_copy(arena, key[0].text);
    key[1] = integer("key_id", row->id);
    return key;
}

static void learn_columns(struct window *window, struct query *query) {
    if (window->names)
        return;
    window->columns = db_columns(query);
    window->names = arena_new(&window->names_arena, (size_t)window->columns * sizeof *window->names);
    for (int i = 0; i < window->columns; i++)
        window->names[i] = arena_copy(&window->names_arena, db_column_name(query, i));
    if (window_column(window, "id") < 0 || window_column(window, order_column(window)) < 0)
        die("a list's query gives no column id or %s: %s", order_column(window), window->query);
}

/* Up to `size` rows from the key on (all when `compare` is empty), forwards or backwards; rows in the list's
 * order. */
static void load(struct window *window, const char *compare, const struct db_value *key, int size,
                 bool backwards) {
    struct arena arena = { 0 };
    struct buffer sql = { 0 };
    compose(window, &sql, "list.*", compare);
    const char *direction = window->descending != backwards ? "DESC" : "ASC";
    if (strcmp(order_column(window), "id"))
        buffer_format(&sql, " ORDER BY %s %s, id %s LIMIT :limit", order_column(window), direction,
                      direction);
    else /* the index gives its rows in this order without sorting them, where it is asked by its own name */
        buffer_format(&sql, " ORDER BY %s%s %s LIMIT :limit", is_searched(window) ? window->search : "",
                      is_searched(window) ? ".rowid" : "id", direction);
    struct query *query = ask(window, &arena, sql.text);
    db_bind(query, with(integer("limit", size)));
    if (key)
        db_bind(query, key);
    learn_columns(window, query);
    int id = window_column(window, "id"), count = 0;
    struct window_row *rows = arena_new(&arena, (size_t)(size ? size : 1) * sizeof *rows);
    while (db_next(query)) {
        struct window_row *row = &rows[backwards ? size - 1 - count : count];
        row->id = db_column_int(query, id);
        row->values = arena_new(&arena, (size_t)window->columns * sizeof *row->values);
        for (int i = 0; i < window->columns; i++)
            row->values[i] = db_column_value(query, i, window->names[i], &arena);
        count++;
    }
    db_done(query);
    buffer_done(&sql);
    arena_done(&window->arena);
    window->arena = arena;
    window->rows = backwards ? rows + size - count : rows;
    window->count = count;
}

/* Rows of the list, or of what stands before a key; -1 for more than are counted. */
static int64_t count_rows(struct window *window, const char *compare, const struct db_value *key, int most) {
    struct arena arena = { 0 };
    struct buffer sql = { 0 };
    buffer_add(&sql, "SELECT count(*) FROM (");
    compose(window, &sql, "id", compare);
    buffer_add(&sql, " LIMIT :limit)");
    struct query *query = ask(window, &arena, sql.text);
    db_bind(query, with(integer("limit", most + 1)));
    if (key)
        db_bind(query, key);
    int64_t total = db_next(query) ? db_column_int(query, 0) : 0;
    db_done(query);
    buffer_done(&sql);
    arena_done(&arena);
    return total > most ? -1 : total;
}

static const char *after(const struct window *window) {
    return window->descending ? "<" : ">";
}

static const char *before(const struct window *window) {
    return window->descending ? ">" : "<";
}

static const char *from(const struct window *window) {
    return window->descending ? "<=" : ">=";
}

static void count_all(struct window *window) {
    if (window->position == 1 && window->count < window->size)
        window->total = window->count;
    else
        window->total = is_short_search(window) ? -1 : count_rows(window, "", NULL, WINDOW_COUNTED);
}

void window_first(struct window *window, int size) {
    window->size = size;
    load(window, "", NULL, size, false);
    window->position = 1;
    count_all(window);
}

void window_last(struct window *window, int size) {
    window->size = size;
    load(window, "", NULL, size, true);
    window->position = 0;
    count_all(window);
    if (window->count < size)
        window->position = 1, window->total = window->count;
    else if (window->total >= 0)
        window->position = window->total - window->count + 1;
}

static bool step_down(struct window *window, int steps) {
    if (window->count < window->size)
        return false;
    struct arena arena = { 0 };
    int size = window->size;
    int64_t position = window->position, first = window->rows[0].id;
    int within = steps < window->count ? steps : window->count - 1;
    struct db_value *key = key_of(window, &window->rows[within], &arena);
    load(window, steps > within ? after(window) : from(window), key, size, false);
    if (window->count < size)
        window_last(window, size);
    else if (position)
        window->position = position + steps;
    arena_done(&arena);
    return window->count > 0 && window->rows[0].id != first;
}

static bool step_up(struct window *window, int steps) {
    if (window->count == 0 || window->position == 1)
        return false;
    struct arena arena = { 0 };
    int size = window->size;
    int64_t position = window->position;
    struct db_value *key = key_of(window, &window->rows[0], &arena);
    load(window, before(window), key, steps, true);
    int moved = window->count;
    if (moved < steps) {
        window_first(window, size);
    } else {
        key = key_of(window, &window->rows[0], &arena);
        load(window, from(window), key, size, false);
        window->position = position > moved ? position - moved : 0;
    }
    arena_done(&arena);
    return moved > 0;
}

bool window_step(struct window *window, int steps) {
    return steps > 0 ? step_down(window, steps) : steps < 0 && step_up(window, -steps);
}

void window_again(struct window *window, int size) {
    bool at_start = window->position == 1 || window->count == 0;
    window->size = size;
    if (at_start) {
        window_first(window, size);
        return;
    }
    struct arena arena = { 0 };
    struct db_value *key = key_of(window, &window->rows[0], &arena);
    load(window, from(window), key, size, false);
    if (window->count < size) {
        window_last(window, size);
    } else {
        int64_t ahead = count_rows(window, before(window), key, WINDOW_COUNTED);
        window->position = ahead < 0 ? 0 : ahead + 1;
        count_all(window);
    }
    arena_done(&arena);
}

bool window_count(struct window *window, int most) {
    if (window->total >= 0 || is_short_search(window))
        return false;
    window->total = count_rows(window, "", NULL, most);
    return window->total >= 0;
}

int window_column(const struct window *window, const char *name) {
    for (int i = 0; i < window->columns; i++)
        if (!strcmp(window->names[i], name))
            return i;
    return -1;
}

void window_done(struct window *window) {
    arena_done(&window->arena);
    arena_done(&window->names_arena);
    window->rows = NULL;
    window->names = NULL;
    window->count = window->columns = 0;
}
