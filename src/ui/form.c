#include "ui/form.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "store/journal.h"
#include "ui/session.h"

enum { SYNC_EVERY = 2000 }; /* ms */

static const char REVISION[] = "@rev"; /* in the journal: the revision of the record that the draft changes */

/* ---- making, loading, freeing ---- */

static void put(char **where, const char *text) {
    char *copy = strdup(text);
    if (!copy)
        die("out of memory");
    free(*where);
    *where = copy;
}

static int count_fields(const struct field *fields) {
    int count = 0;
    while (fields && fields[count].name)
        count++;
    return count;
}

const char *form_begin(struct session *session, struct place *place, const struct field *fields, int count) {
    (void)session;
    struct form *form = &place->form;
    form->items = arena_new(&place->arena, (size_t)(count + 1) * sizeof *form->items);
    form->count = count;
    for (int i = 0; i < count; i++) {
        form->items[i].field = &fields[i];
        put(&form->items[i].text, "");
        put(&form->items[i].saved, "");
    }
    form->focus = form_next(place, -1, 1);
    for (int i = form->focus; i >= 0 && fields[form->focus].fixed; i = form_next(place, i, 1))
        form->focus = i;
    return NULL;
}

void form_load(struct place *place, int item, const char *text) {
    put(&place->form.items[item].text, text);
    put(&place->form.items[item].saved, text);
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

static void mark_conflict(struct form_item *item, const char *theirs) {
    put(&item->problem, refuse(_("Somebody saved \"%s\" here meanwhile; what you typed is kept."), theirs));
}

static void take_anew(struct place *place, int item, const char *text) {
    struct form_item *at = &place->form.items[item];
    bool touched = strcmp(at->text, at->saved), moved = strcmp(at->saved, text);
    if (!touched)
        put(&at->text, text);
    else if (moved && strcmp(at->text, text))
        mark_conflict(at, text);
    put(&at->saved, text);
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
    for (int i = 0; i < form->count; i++) {
        free(form->items[i].text);
        free(form->items[i].saved);
        free(form->items[i].problem);
    }
    free(form->entered);
    journal_close(form->journal);
}

/* ---- the draft ---- */

static void take_draft(const char *field, const char *text, void *argument) {
    struct place *place = argument;
    if (!strcmp(field, REVISION)) {
        text_integer(text, &place->form.drafted);
        return;
    }
    int item = form_find(place, field);
    if (item < 0 || !strcmp(place->form.items[item].text, text))
        return;
    put(&place->form.items[item].text, text);
    place->form.restored = true;
}

const char *form_draft(struct session *session, struct place *place) {
    struct form *form = &place->form;
    const char *no = journal_open(&form->journal, db_path(session->db), session->officer,
                                  form->journal_name ? form->journal_name : place->screen->name,
                                  form->journal_name ? form->journal_record : place->id);
    if (no)
        return no;
    int64_t moment;
    journal_replay(form->journal, take_draft, place, &moment);
    long changed = 0;
    for (int i = 0; i < form->count; i++) {
        if (!strcmp(form->items[i].text, form->items[i].saved))
            continue;
        changed++;
        form->focus = i;
        if (place->screen->changed)
            place->screen->changed(session, i);
    }
    bool outdated = form->restored && form->drafted && form->drafted != form->rev;
    if (outdated)
        form->rev = form->drafted; /* so that saving refuses until F5 has shown what others did */
    for (int i = 0; outdated && i < form->count; i++)
        if (strcmp(form->items[i].text, form->items[i].saved) != 0)
            mark_conflict(&form->items[i], form->items[i].saved);
    if (!form->restored || !changed)
        return NULL;
    char when[CLOCK_TEXT];
    session_say(session, DONE,
                words_count(N_("Restored what you typed until %s: %ld field. F8 throws it away."),
                            N_("Restored what you typed until %s: %ld fields. F8 throws it away."), changed),
                clock_text(moment, when), changed);
    if (outdated)
        session_say(session, REFUSED,
                    _("Restored what you typed until %s; somebody saved this record meanwhile: F5 shows it."),
                    when);
    return NULL;
}

void form_saved(struct session *session) {
    struct form *form = &session->place->form;
    for (int i = 0; i < form->count; i++)
        put(&form->items[i].saved, form->items[i].text);
    if (form->journal)
        journal_discard(form->journal);
    form->rev_kept = false;
}

void form_idle(struct session *session) {
    struct form *form = &session->place->form;
    if (!form->journal || clock_ticks() - form->synced < SYNC_EVERY)
        return;
    form->synced = clock_ticks();
    const char *no = journal_sync(form->journal);
    if (no)
        session_say(session, REFUSED, "%s", no);
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

static const char *keep(struct form *form, int item) {
    if (!form->journal)
        return NULL;
    struct arena scratch = { 0 };
    const char *no = NULL;
    if (!form->rev_kept && form->rev)
        no = journal_write(form->journal, REVISION, arena_format(&scratch, "%lld", (long long)form->rev));
    form->rev_kept = !no;
    arena_done(&scratch);
    return no ? no : journal_write(form->journal, form->items[item].field->name, form->items[item].text);
}

const char *form_type(struct session *session, int item, const char *text) {
    struct form *form = &session->place->form;
    put(&form->items[item].text, text);
    free(form->items[item].problem);
    form->items[item].problem = NULL;
    return keep(form, item);
}

const char *form_set(struct session *session, int item, const char *text) {
    struct place *place = session->place;
    bool other = strcmp(place->form.items[item].text, text);
    const char *no = form_type(session, item, text);
    if (other && place->screen->changed)
        place->screen->changed(session, item);
    if (place->form.entered && item == place->form.focus)
        put(&place->form.entered, text);
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
        if (field->kind != FIELD_NOTE && field->kind != FIELD_HEADING)
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

/* ---- checks ---- */

char *form_tidy(const struct field *field, const char *typed, struct arena *arena) {
    char day[CLOCK_DAY];
    char *text = text_trim(arena_copy(arena, typed));
    if (field->kind == FIELD_DAY && clock_read_day(text, day))
        return arena_copy(arena, day);
    if (field->kind == FIELD_TIME && strlen(text) == 4 && text[1] == ':')
        return arena_format(arena, "0%s", text);
    if (field->kind == FIELD_DECIMAL && strchr(text, ','))
        *strchr(text, ',') = '.';
    return text;
}

static bool is_decimal(const char *text) {
    char *end;
    errno = 0;
    double number = strtod(text, &end);
    return end != text && !*end && !errno && isfinite(number) &&
           strspn(text, "+-.0123456789eE") == strlen(text);
}

static const char *kind_problem(const struct field *field, const char *value) {
    int64_t number;
    switch (field->kind) {
    case FIELD_INTEGER:
        return text_integer(value, &number) ? NULL : _("A whole number is wanted.");
    case FIELD_DECIMAL:
        return is_decimal(value) ? NULL : _("A number is wanted, like 2.5.");
    case FIELD_DAY:
        return clock_day_number(value, &number) ? NULL
                                                : _("A day is wanted, like 2026-11-24, 24.11.2026 or +14.");
    case FIELD_TIME:
        return clock_is_time(value) ? NULL : _("A time is wanted, like 09:00.");
    case FIELD_TEXT:
    case FIELD_LONG:
        return text_is_clean(value, field->kind == FIELD_LONG)
                   ? NULL
                   : _("It holds characters that cannot be shown; take them out.");
    default:
        return NULL;
    }
}

static bool is_choice(const struct choice *choices, const char *value, size_t length) {
    for (; choices && choices->value; choices++)
        if (strlen(choices->value) == length && !strncmp(choices->value, value, length))
            return true;
    return false;
}

static const char *choice_problem(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    const struct choice *choices = form_choices(session, session->place, item);
    if (!choices || (at->field->kind != FIELD_CHOICE && at->field->kind != FIELD_CHOICES))
        return NULL;
    bool several = at->field->kind == FIELD_CHOICES;
    for (const char *value = at->text; *value;) {
        size_t length = several ? strcspn(value, " ") : strlen(value);
        if (!is_choice(choices, value, length))
            return refuse(_("\"%.*s\" is not in the list; F4 shows it."), (int)length, value);
        value += length;
        while (*value == ' ')
            value++;
    }
    return NULL;
}

static const char *find_problem(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    const struct field *field = at->field;
    const char *no = NULL;
    if (!*at->text)
        no = field->required ? _("It must be filled in.") : NULL;
    else if ((no = kind_problem(field, at->text)))
        ;
    else if (text_length(at->text) > (size_t)form_most(field))
        no = refuse(_("At most %d characters are possible; these are %zu."), form_most(field),
                    text_length(at->text));
    else if (!(no = choice_problem(session, item)) && field->check)
        no = field->check(field, at->text);
    if (!no && session->place->screen->judge)
        no = session->place->screen->judge(session, item);
    return no;
}

int form_most(const struct field *field) {
    return field->most ? field->most : field->kind == FIELD_LONG ? 4000 : 200;
}

bool form_check_item(struct session *session, int item) {
    struct form_item *at = &session->place->form.items[item];
    bool is_asked =
        !at->hidden && !at->field->fixed && at->field->kind != FIELD_NOTE && at->field->kind != FIELD_HEADING;
    const char *no = is_asked ? find_problem(session, item) : NULL;
    free(at->problem);
    at->problem = no ? strdup(no) : NULL;
    return !no;
}

const char *form_check(struct session *session) {
    struct form *form = &session->place->form;
    form_settle(session);
    int first = -1;
    long others = 0;
    for (int i = 0; i < form->count; i++) {
        if (form_check_item(session, i))
            continue;
        others += first >= 0;
        first = first < 0 ? i : first;
    }
    if (first < 0)
        return NULL;
    form_focus(session, first);
    const struct form_item *item = &form->items[first];
    const char *label = item->label ? item->label : _(item->field->label);
    if (!others)
        return refuse("%s: %s", label, item->problem);
    return refuse(words_count(N_("%s: %s %ld other field is marked; F7 lists them."),
                              N_("%s: %s %ld other fields are marked; F7 lists them."), others),
                  label, item->problem, others);
}
