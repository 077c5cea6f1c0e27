/* What keys do in a list, and what can be done in every one. */
#include <string.h>

#include "base/text.h"
#include "ui/edit.h"
#include "ui/list.h"
#include "ui/session.h"

static bool search_key(struct session *session, enum key key) {
    struct place *place = session->place;
    if (key == ENTER || key == ESCAPE) {
        place->list.searching = false;
        if (key == ESCAPE)
            list_search(session, place, "");
        return true;
    }
    if (!edit_key(session->edit, key))
        return false;
    list_search(session, place, edit_text(session->edit));
    return true;
}

bool list_key(struct session *session, enum key key) {
    struct place *place = session->place;
    bool moves = key == UP || key == DOWN || key == PAGE_UP || key == PAGE_DOWN;
    if (place->list.searching && !moves && search_key(session, key))
        return true;
    switch ((int)key) {
    case UP:
        list_move(session, place, -1);
        return true;
    case DOWN:
        list_move(session, place, 1);
        return true;
    case PAGE_UP:
        list_turn(session, -1);
        return true;
    case PAGE_DOWN:
    case ' ':
        list_turn(session, 1);
        return true;
    case HOME:
        list_home(session, place);
        return true;
    case END:
        list_end(session, place);
        return true;
    default:
        return false;
    }
}

static const char *open_row(struct session *session) {
    struct place *place = session->place;
    const char *other = session_column(session, "open_id");
    int64_t id = session_row(session);
    if (other && !text_integer(other, &id))
        return refuse(_("There is nothing to open here."));
    return session_open(session, place->screen->opens, id);
}

static bool can_open(struct session *session) {
    return session->place->screen->opens;
}

static const char *search(struct session *session) {
    session->place->list.searching = true;
    edit_start(session->edit, session->place->list.words, (int)sizeof session->place->list.words / 4, false);
    return NULL;
}

static bool can_search(struct session *session) {
    return session->place->screen->search;
}

static const char *filter(struct session *session) {
    return session_open(session, &list_filter_screen, 0);
}

static bool can_filter(struct session *session) {
    return list_filter_count(session->place->screen) > 0;
}

static bool can_sort(struct session *session) {
    const struct field *field = session->place->screen->fields;
    while (field->name && !strcmp(list_order_column(field), "-"))
        field++;
    return field->name;
}

static const char *sort(struct session *session) {
    return session_open(session, &list_order_screen, 0);
}

const struct action list_actions[] = {
    { .key = ENTER,
      .word = "open",
      .label = N_("Open"),
      .help = N_("Opens the row under the cursor."),
      .needs = A_ROW,
      .possible = can_open,
      .act = open_row },
    { .key = (enum key)'/',
      .word = "find",
      .label = N_("Find"),
      .help = N_("Searches while you type, by the beginnings of words; Esc shows all again."),
      .possible = can_search,
      .act = search },
    { .key = F9,
      .word = "filter",
      .label = N_("Filter"),
      .help = N_("Narrows the list; several filters combine."),
      .possible = can_filter,
      .act = filter },
    { .key = F6,
      .word = "sort",
      .label = N_("Sort"),
      .help = N_("Sorts by another column, or turns the order round."),
      .possible = can_sort,
      .act = sort },
    { 0 }
};
