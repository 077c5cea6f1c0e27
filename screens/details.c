#include "screens/details.h"

#include <string.h>

#include "base/clock.h"
#include "rules/visit.h"

struct query *details_row(struct session *session, struct page *page) {
    struct place *place = session->place;
    struct query *row = db_query(session->db, place->screen->query, session_values(session, place));
    if (db_next(row))
        return row;
    db_done(row);
    page_problem(page, _("There is nothing to show here: it does not exist, or your role does not see it."));
    return NULL;
}

const char *details_text(struct query *row, const char *column) {
    const char *text = db_column_text(row, db_column(row, column));
    return text ? text : "";
}

static const char *label_of(const struct choice *choice, const char *value) {
    for (; choice && choice->value; choice++)
        if (!strcmp(choice->value, value))
            return _(choice->label);
    return value;
}

void details_pairs(struct session *session, struct page *page, struct query *row) {
    for (const struct field *field = session->place->screen->fields; field->name; field++) {
        if (field->kind == FIELD_HEADING)
            page_heading(page, "%s", _(field->label));
        else
            page_pair(page, _(field->label), label_of(field->choices, details_text(row, field->name)));
    }
}

void details_last_here(struct session *session, struct page *page, int64_t officer) {
    struct visit_past past;
    char when[CLOCK_TEXT];
    int64_t before = officer == session->officer && session->visit ? session->visit : INT64_MAX;
    if (visit_last(session->db, officer, before, &past))
        page_format(page, _("Last here %s from %s."), clock_text(past.begun_at, when), past.origin);
}

char *details_period(struct arena *arena, const char *first, const char *last) {
    if (!*last || !strcmp(first, last))
        return arena_copy(arena, first);
    return arena_format(arena, _("%s to %s"), first, last);
}

char *details_days_left(struct arena *arena, const char *day) {
    char today[CLOCK_DAY];
    int64_t then, now;
    if (!clock_day_number(day, &then) || !clock_day_number(clock_today(today), &now) || then < now)
        return arena_copy(arena, "");
    if (then - now <= 1)
        return arena_copy(arena, then == now ? _("today") : _("tomorrow"));
    return arena_format(arena, words_count("in %ld day", "in %ld days", (long)(then - now)),
                        (long)(then - now));
}

const char *details_where(struct session *session, const char *sql) {
    struct place *place = session->place;
    if (!place->data)
        place->data = db_text(session->db, &place->arena, sql, session_values(session, place));
    return place->data;
}

const char *details_record(struct session *session, const char *sql) {
    return session->place->id ? details_where(session, sql) : _("new");
}

bool details_reaches(struct session *session, enum capability capability, const char *sql) {
    int64_t structure = db_int(session->db, 0, sql, session_values(session, session->place));
    return access_reaches(session->db, session->officer, capability, structure);
}

/* What the form holds, and which revision of which record; not what every query is given besides. */
static const struct db_value *record_values(struct session *session, struct place *place) {
    const struct db_value *all = form_values(session, place, &place->arena);
    int count = 0, kept = 0;
    while (all[count].name)
        count++;
    struct db_value *values = arena_new(&place->arena, (size_t)(count + 1) * sizeof *values);
    for (int i = 0; i < count; i++)
        if (!strcmp(all[i].name, "id") || !strcmp(all[i].name, "rev") || form_find(place, all[i].name) >= 0)
            values[kept++] = all[i];
    return values;
}

const char *details_save(struct session *session, record_put *put, const struct screen *shows) {
    struct place *place = session->place;
    bool is_new = place->id == 0;
    struct record record = { 0 };
    const char *no = record_save(session->db, session->officer, put, record_values(session, place), &record);
    if (no)
        return no;
    form_saved(session);
    no = is_new ? session_replace(session, shows, record.id) : session_back(session);
    session_say(session, DONE, "%s", record.outcome == RECORD_SAME ? _("Nothing was changed.") : _("Saved."));
    return no;
}

const char *details_decided(struct session *session, const char *said) {
    form_saved(session);
    session_back(session);
    session_say(session, DONE, "%s", said);
    return NULL;
}
