#include "rules/course.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "rules/access.h"
#include "rules/draft.h"
#include "rules/condition.h"
#include "store/search.h"

/* clang-format off */
static const struct column columns[] = {
    { "code", N_("Code"), .kind = COLUMN_TEXT, .required = true, .most = 48 },
    { "title", N_("Title"), .kind = COLUMN_TEXT, .required = true, .most = 300 },
    { "area", N_("Area"), .kind = COLUMN_REFERENCE, .required = true, .lookup = "SELECT code FROM area WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM area WHERE parent_id IS NULL" },
    { "level", N_("Level"), .kind = COLUMN_REFERENCE, .required = true,
      .lookup = "SELECT CAST(number AS TEXT) FROM level WHERE :value IN (CAST(number AS TEXT), code)",
      .known = "SELECT group_concat(word, ', ') FROM (SELECT number || ' ' || code AS word FROM level ORDER BY number)" },
    { "mode", N_("Mode"), .kind = COLUMN_REFERENCE, .required = true, .lookup = "SELECT code FROM mode WHERE code = :value",
      .known = "SELECT group_concat(code, ', ') FROM mode" },
    { "languages", N_("Languages"), .kind = COLUMN_TEXT, .most = 100 },
    { "aim", N_("Aim"), .kind = COLUMN_LINES, .most = 8000 },
    { "outcomes", N_("Outcomes"), .kind = COLUMN_LINES, .most = 8000 },
    { "target_group", N_("Target group"), .kind = COLUMN_LINES },
    { "profiles", N_("Profiles"), .kind = COLUMN_TEXT, .most = 200 },
    { "conditions", N_("Conditions"), .kind = COLUMN_LINES },
    { "contact_hours", N_("Contact hours"), .kind = COLUMN_INTEGER, .most = 10000 },
    { "independent_hours", N_("Independent hours"), .kind = COLUMN_INTEGER, .most = 10000 },
    { "days", N_("Days"), .kind = COLUMN_INTEGER, .most = 1000 },
    { "seats_min", N_("Seats at least"), .kind = COLUMN_INTEGER, .most = 100000 },
    { "seats_max", N_("Seats at most"), .kind = COLUMN_INTEGER, .most = 100000 },
    { "validity_months", N_("Valid for months"), .kind = COLUMN_INTEGER, .least = 1, .most = 1200 },
    { "provider", N_("Provider"), .kind = COLUMN_TEXT, .most = 200 },
    { "external_reference", N_("External reference"), .kind = COLUMN_TEXT, .most = 100 },
    { "status", N_("Status"), .kind = COLUMN_REFERENCE, .required = true, .default_text = "draft",
      .words = "draft, published, retired" },
    { 0 }
};
static const char *const taught[] = { /* what makes another version of the course when it changes */
    "title", "level", "mode", "languages", "aim", "outcomes", "target_group", "conditions", "contact_hours",
    "independent_hours", "days", "validity_months", NULL
};
/* clang-format on */

static void check_codes(struct draft *draft, struct db *db, const char *column, const char *exists,
                        const char *example) {
    for (char **word = draft_words(&draft->arena, draft_text(draft, column), " ,;"); *word; word++)
        if (!db_exists(db, exists, with(text("code", *word))))
            draft_problem(draft, _("%s; \"%s\" is none."), example, *word);
}

static bool is_below(const struct draft *draft, const char *least, const char *most) {
    const char *one = draft_text(draft, least), *other = draft_text(draft, most);
    return !*one || !*other || atoll(one) <= atoll(other);
}

static struct condition *check(struct draft *draft, struct db *db, unsigned how) {
    struct condition *conditions = NULL;
    if (draft_changed(draft, "languages"))
        check_codes(draft, db, "languages", "SELECT 1 FROM language WHERE code = :code",
                    _("Languages are written by their codes, as in \"en az\""));
    if (draft_changed(draft, "profiles")) {
        check_codes(draft, db, "profiles", "SELECT 1 FROM profile WHERE code = :code",
                    _("Profiles are written by their codes, as in \"frontline risk\""));
        draft_set(
            draft, "profiles",
            draft_sorted(&draft->arena, draft_words(&draft->arena, draft_text(draft, "profiles"), " ,;")));
    }
    if (draft_changed(draft, "conditions")) {
        conditions = condition_read(draft, db, draft_text(draft, "conditions"), how);
        if (!draft->problems.length)
            draft_set(draft, "conditions", condition_text(&draft->arena, conditions));
    }
    if (!is_below(draft, "seats_min", "seats_max"))
        draft_problem(draft, _("%s must not be more than %s."), draft_label(draft, "seats_min"),
                      draft_label(draft, "seats_max"));
    return conditions;
}

static bool needs_new_version(const struct draft *draft, struct db *db) {
    if (!db_exists(
            db,
            "SELECT 1 FROM course c JOIN course_version v ON v.course_id = c.id AND v.number = c.version "
            "WHERE c.id = :id",
            with(integer("id", draft->id))))
        return false;
    for (const char *const *column = taught; *column; column++)
        if (draft_changed(draft, *column))
            return true;
    return false;
}

static const char *put_conditions(struct draft *draft, struct db *db, const struct condition *conditions,
                                  int64_t version) {
    const struct db_value here[] = { integer("id", draft->id), integer("version", version), { 0 } };
    const char *no =
        db_run(db, "DELETE FROM course_condition WHERE course_id = :id AND version = :version", here);
    for (int i = 0; conditions[i].kind && !no; i++)
        no = db_run(db,
                    "INSERT INTO course_condition (course_id, version, position, kind, subject, least) "
                    "VALUES (:id, :version, :position, :kind, :subject, :least)",
                    with(here[0], here[1], integer("position", i + 1), text("kind", conditions[i].kind),
                         text("subject", conditions[i].subject), text("least", conditions[i].least)));
    return no;
}

static const char *put_words(struct draft *draft, struct db *db, const char *column, const char *delete,
                             const char *insert) {
    if (!draft_changed(draft, column))
        return NULL;
    const char *no = db_run(db, delete, draft->values);
    for (char **word = draft_words(&draft->arena, draft_text(draft, column), " ,;"); *word && !no; word++)
        no = db_run(db, insert, with(integer("id", draft->id), text("word", *word)));
    return no;
}

/* Sessions are found by the words of their course, too. */
static const char *put_session_words(struct draft *draft, struct db *db) {
    const char *no = NULL;
    if (!draft_changed(draft, "code") && !draft_changed(draft, "title"))
        return NULL;
    struct query *query = db_query(db, "SELECT id FROM session WHERE course_id = :id", draft->values);
    while (!no && db_next(query))
        no = search_put(db, "session", db_column_int(query, 0));
    db_done(query);
    return no;
}

static const char *put_children(struct draft *draft, struct db *db, struct condition *conditions, bool next) {
    const char *no =
        put_words(draft, db, "languages", "DELETE FROM course_language WHERE course_id = :id",
                  "INSERT OR IGNORE INTO course_language (course_id, language) VALUES (:id, :word)");
    if (!no)
        no = put_words(draft, db, "profiles", "DELETE FROM course_profile WHERE course_id = :id",
                       "INSERT OR IGNORE INTO course_profile (course_id, profile) VALUES (:id, :word)");
    if (!no && next && !conditions)
        conditions = condition_read(draft, db, draft_text(draft, "conditions"), RECORD_MAY_COME_LATER);
    if (!no && conditions)
        no = put_conditions(
            draft, db, conditions,
            db_int(db, 1, "SELECT version FROM course WHERE id = :id", with(integer("id", draft->id))));
    return no;
}

static const char *write(struct draft *draft, struct db *db, int64_t actor, struct condition *conditions,
                         struct record *record) {
    bool next = !draft->is_new && needs_new_version(draft, db);
    draft_extra(draft, integer("next", next));
    draft_extra(draft, integer("actor", actor));
    const char *no = draft_write(
        draft, db, "course",
        "INSERT INTO course (code, title, title_fold, area_id, level, mode, languages, aim, outcomes, "
        "target_group, "
        "contact_hours, independent_hours, days, seats_min, seats_max, validity_months, provider, "
        "external_reference, status, owner_id) VALUES (:code, :title, fold(:title), "
        "(SELECT id FROM area WHERE code = :area), :level, :mode, :languages, :aim, :outcomes, "
        ":target_group, "
        "nullif(:contact_hours, ''), nullif(:independent_hours, ''), nullif(:days, ''), nullif(:seats_min, "
        "''), "
        "nullif(:seats_max, ''), nullif(:validity_months, ''), :provider, :external_reference, :status, "
        "(SELECT r.structure_id FROM role_now r JOIN role_capability c ON c.role = r.role "
        "WHERE r.officer_id = :actor AND c.capability = 'edit_courses' ORDER BY r.structure_id LIMIT 1))",
        "UPDATE course SET code = :code, title = :title, title_fold = fold(:title), area_id = "
        "(SELECT id FROM area WHERE code = :area), level = :level, mode = :mode, languages = :languages, aim "
        "= :aim, "
        "outcomes = :outcomes, target_group = :target_group, contact_hours = nullif(:contact_hours, ''), "
        "independent_hours = nullif(:independent_hours, ''), days = nullif(:days, ''), seats_min = "
        "nullif(:seats_min, ''), seats_max = nullif(:seats_max, ''), validity_months = "
        "nullif(:validity_months, ''), "
        "provider = :provider, external_reference = :external_reference, status = :status, version = version "
        "+ "
        ":next, rev = rev + 1 WHERE id = :id",
        record);
    if (!no)
        no = put_session_words(draft, db);
    return no ? no : put_children(draft, db, conditions, next);
}

const char *course_put(struct db *db, int64_t actor, const struct db_value *values, unsigned how,
                       struct record *record) {
    struct draft draft;
    struct condition *conditions = NULL;
    const char *no = draft_begin(&draft, db, columns, "SELECT id FROM course WHERE code = :key",
                                 "SELECT * FROM course_form WHERE id = :id", values, how);
    if (!no)
        conditions = check(&draft, db, how);
    if (!no)
        no = draft_verdict(&draft);
    if (!no)
        no = access_check(
            db, actor, MAY_EDIT_COURSES,
            db_int(db, 0, "SELECT owner_id FROM course WHERE id = :id", with(integer("id", draft.id))));
    if (!no)
        no = write(&draft, db, actor, conditions, record);
    draft_done(&draft);
    return no;
}

const char *course_version(struct db *db, int64_t actor, int64_t course, int64_t *version) {
    const struct db_value *values = with(integer("course", course), integer("actor", actor));
    *version = db_int(db, 0, "SELECT version FROM course WHERE id = :course", values);
    return db_run(
        db,
        "INSERT OR IGNORE INTO course_version (course_id, number, title, level, mode, languages, aim, "
        "outcomes, target_group, conditions, contact_hours, independent_hours, days, validity_months, "
        "made_at, made_by) SELECT c.id, c.version, c.title, c.level, c.mode, c.languages, c.aim, "
        "c.outcomes, c.target_group, f.conditions, c.contact_hours, c.independent_hours, c.days, "
        "c.validity_months, now(), nullif(:actor, 0) FROM course c JOIN course_form f ON f.id = c.id "
        "WHERE c.id = :course",
        values);
}
