#include "ui/list.h"

#include <string.h>

#include "base/text.h"
#include "ui/session.h"

enum { COUNTED_IDLE = 200000 }; /* rows: some tens of milliseconds */

int list_filter_count(const struct screen *screen) {
    int count = 0;
    while (screen->filters && screen->filters[count].field.name)
        count++;
    return count;
}

static int count_fields(const struct screen *screen) {
    int count = 0;
    while (screen->fields[count].name)
        count++;
    return count;
}

const char *list_order_column(const struct field *field) {
    return field->order ? field->order : field->name;
}

/* Gives the window what is in force now: conditions, values, order. They live in the window's own `again`
 * arena. */
static void set_up(struct session *session, struct place *place, struct arena *arena) {
    struct list *list = &place->list;
    const struct screen *screen = place->screen;
    int filters = list_filter_count(screen), given = 0, in_force = 0;
    const struct db_value *standard = session_values(session, place);
    while (standard[given].name)
        given++;
    struct db_value *values = arena_new(arena, (size_t)(given + filters + 1) * sizeof *values);
    const char **conditions = arena_new(arena, (size_t)(filters + 1) * sizeof *conditions);
    memcpy(values, standard, (size_t)given * sizeof *values);
    for (int i = 0; i < filters; i++) {
        if (!*list->filter_values[i])
            continue;
        conditions[in_force] = screen->filters[i].where;
        values[given + in_force++] = text(screen->filters[i].field.name, list->filter_values[i]);
    }
    struct window *window = &list->window;
    window->db = session->db;
    window->query = screen->query;
    window->search = screen->search;
    window->values = values;
    window->conditions = conditions;
    window->words = list->words;
    const char *order = screen->order ? screen->order : list_order_column(&screen->fields[0]);
    if (list->order >= 0) {
        window->order = list_order_column(&screen->fields[list->order]);
    } else {
        window->descending = *order == '-';
        window->order = order + (*order == '-');
    }
}

int list_size(const struct session *session) {
    return session->rows > 2 ? session->rows - 1 : 20;
}

void list_first(struct session *session, struct place *place) {
    struct arena arena = { 0 };
    set_up(session, place, &arena);
    window_first(&place->list.window, list_size(session));
    place->list.selected = 0;
    arena_done(&arena);
}

void list_open(struct session *session, struct place *place) {
    int filters = list_filter_count(place->screen);
    if (!place->list.filter_values) {
        place->list.filter_values = arena_new(&place->arena, (size_t)(filters + 1) * sizeof(char *));
        for (int i = 0; i < filters; i++)
            place->list.filter_values[i] = arena_copy(&place->arena, "");
    }
    place->list.order = -1;
    list_first(session, place);
}

void list_done(struct place *place) {
    window_done(&place->list.window);
}

static void keep_selected(struct list *list, int64_t id) {
    for (int i = 0; i < list->window.count; i++)
        if (list->window.rows[i].id == id)
            list->selected = i;
    if (list->selected >= list->window.count)
        list->selected = list->window.count ? list->window.count - 1 : 0;
}

void list_again(struct session *session, struct place *place) {
    struct list *list = &place->list;
    struct arena arena = { 0 };
    int64_t id = list->selected < list->window.count ? list->window.rows[list->selected].id : 0;
    set_up(session, place, &arena);
    window_again(&list->window, list_size(session));
    keep_selected(list, id);
    arena_done(&arena);
}

bool list_count_on(struct session *session, struct place *place) {
    struct arena arena = { 0 };
    set_up(session, place, &arena);
    bool known = window_count(&place->list.window, COUNTED_IDLE);
    arena_done(&arena);
    return known;
}

void list_search(struct session *session, struct place *place, const char *words) {
    size_t length = strnlen(words, sizeof place->list.words - 1);
    while (length < strlen(words) && length > 0 && ((unsigned char)words[length] & 0xC0) == 0x80)
        length--;
    if (!strncmp(place->list.words, words, length) && !place->list.words[length])
        return;
    memcpy(place->list.words, words, length);
    place->list.words[length] = 0;
    list_first(session, place);
}

const char *list_sort(struct session *session, struct place *place, int field) {
    const struct screen *screen = place->screen;
    if (field < 0 || field >= count_fields(screen))
        return refuse(_("There is no such column to sort by."));
    if (!strcmp(list_order_column(&screen->fields[field]), "-"))
        return refuse(_("This list cannot be sorted by %s."), _(screen->fields[field].label));
    struct list *list = &place->list;
    list->window.descending = list->order == field && !list->window.descending;
    list->order = field;
    list_first(session, place);
    return NULL;
}

void list_filter(struct session *session, struct place *place, int filter, const char *value) {
    place->list.filter_values[filter] = arena_copy(&place->arena, value);
    list_first(session, place);
}

static bool step(struct session *session, struct place *place, int rows) {
    struct arena arena = { 0 };
    set_up(session, place, &arena);
    bool moved = window_step(&place->list.window, rows);
    arena_done(&arena);
    return moved;
}

void list_move(struct session *session, struct place *place, int rows) {
    struct list *list = &place->list;
    int wanted = list->selected + rows, last = list->window.count - 1;
    if (list->window.count == 0)
        return;
    if (wanted >= 0 && wanted <= last) {
        list->selected = wanted;
    } else if (wanted < 0) {
        step(session, place, wanted);
        list->selected = 0;
    } else {
        step(session, place, wanted - last);
        list->selected = list->window.count - 1;
    }
}

void list_turn(struct session *session, int pages) {
    struct place *place = session->place;
    int size = list_size(session);
    if (!step(session, place, pages * size))
        place->list.selected = pages < 0 || place->list.window.count == 0 ? 0 : place->list.window.count - 1;
}

void list_home(struct session *session, struct place *place) {
    if (place->list.window.position != 1)
        list_first(session, place);
    place->list.selected = 0;
}

void list_end(struct session *session, struct place *place) {
    struct arena arena = { 0 };
    set_up(session, place, &arena);
    window_last(&place->list.window, list_size(session));
    place->list.selected = place->list.window.count ? place->list.window.count - 1 : 0;
    arena_done(&arena);
}

static const char *choice_label(const struct choice *choices, const char *value) {
    for (; choices && choices->value; choices++)
        if (!strcmp(choices->value, value))
            return _(choices->label);
    return value;
}

char *list_cell(const struct place *place, int row, const struct field *field, struct arena *arena) {
    const struct window *window = &place->list.window;
    int column = window_column(window, field->name);
    if (column < 0)
        die("the list %s has no column %s", place->screen->name, field->name);
    const struct db_value *value = &window->rows[row].values[column];
    if (value->kind == DB_INTEGER)
        return arena_format(arena, "%lld", (long long)value->integer);
    if (value->kind == DB_REAL)
        return arena_format(arena, "%g", value->real);
    return text_clean(arena, value->text ? choice_label(field->choices, value->text) : "");
}

char *list_count(const struct place *place, struct arena *arena) {
    const struct window *window = &place->list.window;
    long long first = (long long)window->position, last = first + window->count - 1;
    if (window->count == 0)
        return arena_copy(arena, "0");
    if (window->total >= 0 && first)
        return arena_format(arena, _("%lld-%lld of %lld"), first, last, (long long)window->total);
    if (first)
        return arena_format(arena, _("%lld-%lld of %lld+"), first, last,
                            last > WINDOW_COUNTED || *place->list.words ? last : (long long)WINDOW_COUNTED);
    return arena_format(arena, _("of %lld+"), (long long)WINDOW_COUNTED);
}
