#include "rules/figures.h"

#include <string.h>

#include "base/words.h"

/* Each query counts in subqueries, by indexes: what is grouped is then a few thousand numbers, not all
 * registrations, which would have to be sorted in memory. */
/* clang-format off */
#define FOR_ME(capability) "WHERE f.actor_id = :actor AND f.exact = '" capability "' "
#define BY_STATE "HAVING sum(n) > 0 ORDER BY t.live DESC, t.pending DESC, t.code, 1"
#define BY_SESSION \
    "t.name, sum(n) FROM (SELECT s.course_id, k.code AS state, (SELECT count(*) FROM registration r JOIN officer o ON o.id = " \
    "r.officer_id WHERE r.session_id = s.id AND r.state = k.code AND o.structure_id IN (SELECT f.structure_id FROM " \
    "figure_part f " FOR_ME("see_registrations") ")) AS n FROM session s CROSS JOIN registration_state k) x " \
    "JOIN registration_state t ON t.code = x.state JOIN course c ON c.id = x.course_id "
#define ANSWERS(count) \
    "SELECT k.code || ' ' || f.part, k.title || ', ' || f.part_name, CASE r.state WHEN 'confirmed' THEN 'Confirmed' " \
    "WHEN 'submitted' THEN 'Submitted' ELSE 'Not answered' END AS state, " count " FROM figure_part f " \
    "JOIN respondent r ON r.structure_id = f.structure_id AND r.state <> 'excluded' " \
    "JOIN campaign k ON k.id = r.campaign_id AND k.status <> 'draft' " FOR_ME("see_answers") \
    "GROUP BY k.id, f.part_id, state ORDER BY state, k.code, f.part"

const struct figure_report figure_reports[] = {
    { "officers", N_("Officers by structure"), N_("Structure"), "see_officers",
      "SELECT part, part_name, name, sum(n) FROM (SELECT f.*, k.name, (SELECT count(*) FROM officer o WHERE o.structure_id = "
      "f.structure_id AND o.status = k.status) AS n FROM figure_part f JOIN (SELECT 'active' AS status, 'Active' AS name "
      "UNION ALL SELECT 'suspended', 'Suspended') k " FOR_ME("see_officers") ") GROUP BY part_id, name HAVING sum(n) > 0 "
      "ORDER BY name, part" },
    { "registrations", N_("Registrations by structure and state"), N_("Structure"), "see_registrations",
      "SELECT part, part_name, t.name, sum(n) FROM (SELECT f.*, k.code AS state, (SELECT count(*) FROM officer o JOIN "
      "registration r ON r.officer_id = o.id AND r.state = k.code WHERE o.structure_id = f.structure_id) AS n "
      "FROM figure_part f CROSS JOIN registration_state k " FOR_ME("see_registrations") ") x "
      "JOIN registration_state t ON t.code = x.state GROUP BY part_id, t.code " BY_STATE },
    { "areas", N_("Registrations by area and state"), N_("Area"), "see_registrations",
      "SELECT coalesce(up.code, a.code), coalesce(up.title, a.title), " BY_SESSION
      "JOIN area a ON a.id = c.area_id LEFT JOIN area up ON up.id = a.parent_id GROUP BY coalesce(up.id, a.id), t.code "
      BY_STATE },
    { "levels", N_("Registrations by level and state"), N_("Level"), "see_registrations",
      "SELECT CAST(l.number AS TEXT), l.name, " BY_SESSION "JOIN level l ON l.number = c.level GROUP BY l.number, t.code "
      BY_STATE },
    { "campaigns", N_("Structures that answered, by campaign"), N_("Campaign and structure"), "see_answers", ANSWERS("count(*)") },
    { "headcount", N_("Staff of the structures that answered, by campaign"), N_("Campaign and structure"), "see_answers",
      ANSWERS("sum(r.staff)") },
    { 0 }
};
/* clang-format on */

/* ---- counting ---- */

static int place_of(const char *const *list, int count, const char *text) {
    int place = 0;
    while (place < count && strcmp(list[place], text) != 0)
        place++;
    return place;
}

struct counted {
    const char *row, *name, *title;
    int64_t count;
};

/* Rows stand in the order of their codes. */
static void add_row(struct figures *figures, const char *code, const char *name) {
    int at = figures->rows;
    if (place_of(figures->codes, at, code) < at)
        return;
    for (; at > 0 && strcmp(figures->codes[at - 1], code) > 0; at--) {
        figures->codes[at] = figures->codes[at - 1];
        figures->names[at] = figures->names[at - 1];
    }
    figures->codes[at] = code;
    figures->names[at] = name;
    figures->rows++;
}

/* What the query gives, and which rows and columns there are; columns in the order in which they come. */
static struct counted *read_counts(struct db *db, int64_t actor, const char *sql, struct figures *figures,
                                   int *count) {
    struct arena *arena = &figures->arena;
    struct counted *list = NULL;
    *count = 0;
    struct query *query = db_query(db, sql, with(integer("actor", actor)));
    while (db_next(query)) {
        list = arena_room(arena, list, *count, sizeof *list);
        list[(*count)++] =
            (struct counted){ arena_copy(arena, db_column_text(query, 0)),
                              arena_copy(arena, db_column_text(query, 1)),
                              arena_copy(arena, db_column_text(query, 2)), db_column_int(query, 3) };
    }
    db_done(query);
    figures->codes = arena_new(arena, (size_t)(*count + 1) * sizeof *figures->codes);
    figures->names = arena_new(arena, (size_t)(*count + 1) * sizeof *figures->names);
    figures->titles = arena_new(arena, (size_t)(*count + 1) * sizeof *figures->titles);
    for (int i = 0; i < *count; i++) {
        int column = place_of(figures->titles, figures->columns, list[i].title);
        figures->columns += column == figures->columns;
        figures->titles[column] = list[i].title;
        add_row(figures, list[i].row, list[i].name);
    }
    return list;
}

static void fill(struct figures *figures, const struct counted *list, int count) {
    int last_row = figures->rows++, last_column = figures->columns++, columns = figures->columns;
    figures->codes[last_row] = N_("Total");
    figures->names[last_row] = "";
    figures->titles[last_column] = N_("Total");
    figures->cells = arena_new(&figures->arena, (size_t)(figures->rows * columns) * sizeof *figures->cells);
    for (int i = 0; i < count; i++) {
        int row = place_of(figures->codes, last_row, list[i].row),
            column = place_of(figures->titles, last_column, list[i].title);
        int to[] = { row * columns + column, row * columns + last_column, last_row * columns + column,
                     last_row * columns + last_column };
        for (int k = 0; k < 4; k++)
            figures->cells[to[k]].count += list[i].count;
    }
}

const char *figures_make(struct db *db, int64_t actor, const struct figure_report *report,
                         struct figures *figures) {
    *figures = (struct figures){ 0 };
    const struct db_value *values = with(integer("actor", actor), text("exact", report->exact));
    if (!db_exists(db, "SELECT 1 FROM figure_scope WHERE actor_id = :actor AND exact = :exact", values))
        return refuse(_("\"%s\" is not among the figures that your roles show; ask the coordinator."),
                      _(report->title));
    figures->is_exact = !db_exists(
        db, "SELECT 1 FROM figure_scope WHERE actor_id = :actor AND exact = :exact AND NOT is_exact", values);
    int count;
    const struct counted *list = read_counts(db, actor, report->query, figures, &count);
    fill(figures, list, count);
    if (!figures->is_exact)
        figures_protect(figures);
    return NULL;
}

void figures_done(struct figures *figures) {
    arena_done(&figures->arena);
}

const char *figure_text(const struct figures *figures, int row, int column, struct arena *arena) {
    const struct figure *cell = &figures->cells[row * figures->columns + column];
    return cell->mark == FIGURE_SMALL    ? "<5"
           : cell->mark == FIGURE_HIDDEN ? ".."
                                         : arena_format(arena, "%lld", (long long)cell->count);
}

char *figures_line(const struct figures *figures, int row, struct arena *arena) {
    int last = figures->columns - 1;
    char *line = arena_copy(arena, figure_text(figures, row, last, arena));
    for (int column = 0, count = 0; column < last; column++) {
        const struct figure *cell = &figures->cells[row * figures->columns + column];
        if (cell->count || cell->mark != FIGURE_SHOWN)
            line = arena_format(arena, "%s%s%s %s", line, count++ ? ", " : ": ", _(figures->titles[column]),
                                figure_text(figures, row, column, arena));
    }
    return line;
}
