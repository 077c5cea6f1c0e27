#include "ui/form.h"

#include <stdlib.h>
#include <string.h>

#include "store/journal.h"
#include "ui/form_parts.h"
#include "ui/session.h"

/* ---- making, loading, freeing ---- */

void form_put(char **where, const char *text) {
    char *copy = strdup(text);
    if (!copy)
        die("out of memory");
    memory_forget(*where);
    *where = copy;
}

static int count_fields(const struct field *fields) {
    int count = 0;
    while (fields && fields[count].name)
        count++;
    return count;
}

static struct form_item *new_items(const struct field *fields, int count) {
    struct form_item *items = memory_new((size_t)(count + 1) * sizeof *items);
    for (int i = 0; i < count; i++) {
        items[i] = (struct form_item){ .field = &fields[i] };
        form_put(&items[i].text, "");
        form_put(&items[i].saved, "");
    }
    return items;
}

static void free_item(struct form_item *item) {
    memory_forget(item->text);
    free(item->saved);
    free(item->problem);
}

/* The first item that can be answered, or the last one that can at least have the focus. */
static int first_focus(const struct place *place) {
    int focus = form_next(place, -1, 1);
    for (int i = focus; i >= 0 && place->form.items[focus].field->fixed; i = form_next(place, i, 1))
        focus = i;
    return focus;
}

const char *form_begin(struct session *session, struct place *place, const struct field *fields, int count) {
    (void)session;
    struct form *form = &place->form;
    form->items = new_items(fields, count);
    form->count = count;
    form->focus = first_focus(place);
    return NULL;
}

/* Moves what an item of that name was to its new place; false when the form had none. Items mostly keep their
 * order: the search begins at `*from`. */
static bool move_item(struct form *form, struct form_item *item, int *from) {
    for (int tried = 0; tried < form->count; tried++) {
        struct form_item *old = &form->items[(*from + tried) % form->count];
        if (!old->text || strcmp(old->field->name, item->field->name))
            continue;
        *from = (*from + tried + 1) % form->count;
        const struct field *field = item->field;
        free_item(item);
        *item = *old;
        item->field = field;
        old->text = NULL;
        return true;
    }
    return false;
}

const char *form_rebuild(struct session *session, struct place *place, const struct field *fields,
                         int count) {
    struct form *form = &place->form;
    struct form_item *items = new_items(fields, count);
    const char *no = NULL;
    int from = 0, focus = -1, focused = form->focus;
    for (int i = 0; i < count; i++)
        if (move_item(form, &items[i], &from) && focus < 0 && focused >= 0 && !form->items[focused].text)
            focus = i;
    for (int i = 0; i < form->count; i++) {
        struct form_item *gone = &form->items[i];
        if (!gone->text)
            continue;
        if (*gone->text && form->journal && !no)
            no = journal_write(form->journal, gone->field->name, "");
        free_item(gone);
    }
    free(form->items);
    form->items = items;
    form->count = count;
    form->built++;
    form->focus = focus;
    if (focus >= 0)
        return no;
    bool typing = form->entered;
    free(form->entered);
    form->entered = NULL;
    int near = focused < count ? focused : count;
    form->focus =
        form_next(place, near - 1, 1) >= 0 ? form_next(place, near - 1, 1) : form_next(place, near, -1);
    if (typing && place == session->place)
        form_focus(session, form->focus);
    return no;
}

void form_load(struct place *place, int item, const char *text) {
    form_put(&place->form.items[item].text, text);
    form_put(&place->form.items[item].saved, text);
}

static void load_initial(struct session *session, struct place *place, struct arena *arena) {
    for (int i = 0; i < place->form.count; i++) {
        const char *initial = place->form.items[i].field->initial;
        if (initial && *initial == '=')
            initial = db_text(session->db, arena, initial + 1, session_values(session, place));
        form_load(place, i, initial ? initial : "");
    }
}

/* The record's row into `take`; false when there is none. */
static bool read_record(struct session *session, struct place *place,
                        void (*take)(struct place *place, int item, const char *text)) {
    struct query *query = db_query(session->db, place->screen->query, session_values(session, place));
    bool found = db_next(query);
    for (int i = 0; found && i < place->form.count; i++) {
        int column = db_column(query, place->form.items[i].field->name);
        const char *text = column < 0 ? NULL : db_column_text(query, column);
        take(place, i, text ? text : "");
    }
    int rev = found ? db_column(query, "rev") : -1;
    if (rev >= 0)
        place->form.rev = db_column_int(query, rev);
    db_done(query);
    return found;
}

const char *form_open(struct session *session, struct place *place) {
    const char *no = form_begin(session, place, place->screen->fields, count_fields(place->screen->fields));
    struct arena arena = { 0 };
    load_initial(session, place, &arena);
    arena_done(&arena);
    if (!no && place->screen->query && place->id && !read_record(session, place, form_load))
        no = refuse(_("This record is not there any more."));
    return no ? no : form_draft(session, place);
}

static void take_anew(struct place *place, int item, const char *text) {
    struct form_item *at = &place->form.items[item];
    bool touched = strcmp(at->text, at->saved), moved = strcmp(at->saved, text);
    if (!touched)
        form_put(&at->text, text);
    else if (moved && strcmp(at->text, text))
        form_mark_conflict(at, text);
    form_put(&at->saved, text);
}

void form_reload(struct session *session, struct place *place) {
    if (!place->screen->query || !place->id)
        return;
    int64_t before = place->form.rev;
    form_settle(session);
    if (!read_record(session, place, take_anew))
        session_say(session, REFUSED, _("This record is not there any more."));
    else if (place->form.rev != before)
        session_say(session, DONE,
                    _("As it is now; what you typed is kept, and marked where others changed it too."));
    place->form.rev_kept = false;
    form_focus(session, place->form.focus);
}

void form_done(struct place *place) {
    struct form *form = &place->form;
    for (int i = 0; i < form->count; i++)
        free_item(&form->items[i]);
    free(form->items);
    free(form->entered);
    free(form->left_at);
    form_forget(form);
    journal_close(form->journal);
}

/* ---- values ---- */

int form_find(const struct place *place, const char *name) {
    for (int i = 0; i < place->form.count; i++)
        if (!strcmp(place->form.items[i].field->name, name))
            return i;
    return -1;
}

const char *form_value(const struct place *place, const char *name) {
    int item = form_find(place, name);
    if (item < 0)
        die("the form %s has no field %s", place->screen->name, name);
    return place->form.items[item].text;
}

const char *form_label(const struct form_item *item, struct arena *arena) {
    const struct field *field = item->field;
    const char *label = item->label ? item->label : _(field->label), *row = field->grid_row;
    if (!field->grid || !row)
        return label;
    if (!field->grid->numbers || field->grid_column >= field->grid->column_count)
        return row;
    return arena_format(arena, _("%s, %s"), row, field->grid->columns[field->grid_column]);
}

const char *form_type(struct session *session, int item, const char *text) {
    struct form *form = &session->place->form;
    const char *no = form_elsewhere(session);
    if (no)
        return no;
    form_put(&form->items[item].text, text);
    free(form->items[item].problem);
    form->items[item].problem = NULL;
    return form_keep(form, item);
}

const char *form_set(struct session *session, int item, const char *text) {
    struct place *place = session->place;
    struct form *form = &place->form;
    bool other = strcmp(form->items[item].text, text), focused = item == form->focus && form->entered;
    const char *no = form_elsewhere(session);
    if (no)
        return no;
    if (other)
        form_remember(form, &form->items[item], focused ? form->entered : form->items[item].text);
    if (focused && form->items[item].field->kind != FIELD_SECRET)
        form_put(&form->entered, text);
    form->touched = form->touched || (focused && other);
    no = form_type(session, item, text);
    if (other && place->screen->changed)
        place->screen->changed(session, item);
    return no;
}

const struct db_value *form_values(struct session *session, struct place *place, struct arena *arena) {
    const struct db_value *standard = session_values(session, place);
    int used = 0;
    while (standard[used].name)
        used++;
    struct db_value *values = arena_new(arena, (size_t)(place->form.count + used + 2) * sizeof *values);
    memcpy(values, standard, (size_t)used * sizeof *values);
    for (int i = 0; i < place->form.count; i++) {
        const struct field *field = place->form.items[i].field;
        if (field->kind != FIELD_NOTE && field->kind != FIELD_HEADING && field->kind != FIELD_SECRET)
            values[used++] = text(field->name, arena_copy(arena, place->form.items[i].text));
    }
    if (place->id)
        values[used++] = integer("rev", place->form.rev);
    return values;
}

bool form_is_changed(const struct place *place) {
    for (int i = 0; i < place->form.count; i++)
        if (strcmp(place->form.items[i].text, place->form.items[i].saved))
            return true;
    return false;
}
