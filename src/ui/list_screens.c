/* The screens that a list opens over itself: the form of its filters, the menu of its orders. */
#include <string.h>

#include "ui/session.h"

static const char *enter_filters(struct session *session) {
    struct place *place = session->place, *list = place->below;
    int count = list_filter_count(list->screen);
    struct field *fields = arena_new(&place->arena, (size_t)(count + 1) * sizeof *fields);
    for (int i = 0; i < count; i++)
        fields[i] = list->screen->filters[i].field;
    const char *no = form_begin(session, place, fields, count);
    for (int i = 0; i < count && !no; i++)
        form_load(place, i, list->list.filter_values[i]);
    return no;
}

static const char *apply_filters(struct session *session) {
    struct place *place = session->place, *list = place->below;
    for (int i = 0; i < place->form.count; i++)
        list->list.filter_values[i] = arena_copy(&list->arena, place->form.items[i].text);
    session_back(session);
    list_first(session, session->place);
    return NULL;
}

static const char *clear_filters(struct session *session) {
    struct place *list = session->place->below;
    for (int i = 0; i < list_filter_count(list->screen); i++)
        list->list.filter_values[i] = arena_copy(&list->arena, "");
    session_back(session);
    list_first(session, session->place);
    return NULL;
}

static const struct action filter_actions[] = { { .key = F10,
                                                  .word = "apply",
                                                  .label = N_("Apply"),
                                                  .help = N_(
                                                      "Shows the rows that meet all the filters filled in."),
                                                  .needs = A_VALID_FORM,
                                                  .act = apply_filters },
                                                { .key = F8,
                                                  .word = "clear",
                                                  .label = N_("Clear all"),
                                                  .help = N_("Takes all filters away."),
                                                  .act = clear_filters },
                                                { 0 } };

const struct screen list_filter_screen = {
    .name = "filter",
    .title = N_("Filter"),
    .help =
        N_("Fill in what you are looking for and leave the rest empty; all that is filled in must be met."),
    .shape = FORM,
    .needs_id = true,
    .actions = filter_actions,
    .enter = enter_filters,
};

/* The columns as a menu. */

static const char *sort_by(struct session *session) {
    int field = (int)session_row(session);
    session_back(session);
    return list_sort(session, session->place, field - 1);
}

static void write_orders(struct session *session, struct page *page) {
    const struct place *list = session->place->below;
    page_text(page, _("Sort by (the same column again turns the order round):"));
    for (int i = 0; list->screen->fields[i].name; i++)
        if (strcmp(list_order_column(&list->screen->fields[i]), "-"))
            page_do(page, sort_by, i + 1, "%s%s", _(list->screen->fields[i].label),
                    list->list.order == i ? _(" (now)") : "");
}

const struct screen list_order_screen = {
    .name = "sort",
    .title = N_("Sort"),
    .help = N_("Choose the column that the list is sorted by."),
    .shape = MENU,
    .needs_id = true,
    .write = write_orders,
};
