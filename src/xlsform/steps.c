/* Paths: /data/unit, ../unit, //unit[2]/@code, ancestor::team. */
#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/translating.h"

static const struct {
    const char *name;
    enum axis axis;
} axes[] = {
    { "child", AXIS_CHILD },
    { "descendant", AXIS_DESCENDANT },
    { "descendant-or-self", AXIS_DESCENDANT_OR_SELF },
    { "self", AXIS_SELF },
    { "parent", AXIS_PARENT },
    { "ancestor", AXIS_ANCESTOR },
    { "ancestor-or-self", AXIS_ANCESTOR_OR_SELF },
    { "following-sibling", AXIS_FOLLOWING_SIBLING },
    { "preceding-sibling", AXIS_PRECEDING_SIBLING },
    { "following", AXIS_FOLLOWING },
    { "preceding", AXIS_PRECEDING },
    { "attribute", AXIS_ATTRIBUTE },
    { "namespace", AXIS_NAMESPACE },
};

static bool is_kind_of_node(const char *name) {
    return !strcmp(name, "node") || !strcmp(name, "text") || !strcmp(name, "comment") ||
           !strcmp(name, "processing-instruction");
}

/* The next name that is no prefix ("h:" before it), a copy; NULL when none begins here. */
static const char *next_name(const struct translation *t, const char **end) {
    size_t length = scan_name_length(t->scan.at);
    *end = t->scan.at + length + strspn(t->scan.at + length, " \t\r\n");
    return length ? arena_copy_part(t->arena, t->scan.at, length) : NULL;
}

bool steps_begin(const struct translation *t) {
    const char *at = t->scan.at, *end, *name = next_name(t, &end);
    if (*at == '.')
        return !isdigit((unsigned char)at[1]);
    if (!name)
        return *at && strchr("/@*", *at);
    if (*end == ':' && end[1] != ':') {
        const char *local = end + 1 + scan_name_length(end + 1);
        end = local + strspn(local, " \t\r\n");
    }
    return *end != '(' || is_kind_of_node(name);
}

static enum axis read_axis(struct translation *t) {
    const char *end, *name = next_name(t, &end);
    if (scan_take(&t->scan, "@")) {
        buffer_add(&t->out, "@");
        return AXIS_ATTRIBUTE;
    }
    if (!name || strncmp(end, "::", 2) != 0)
        return AXIS_CHILD;
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        if (!strcmp(axes[i].name, name)) {
            buffer_format(&t->out, "%s::", name);
            t->scan.at = end + 2;
            scan_skip_blanks(&t->scan);
            return axes[i].axis;
        }
    scan_stop(&t->scan, arena_format(t->arena, _("there is no axis \"%s\" in paths"), name));
}

static void no_question(struct translation *t, const char *start, struct places *places, const char *name) {
    scan_report(&t->scan, start,
                (struct expression_fault){
                    .sentence = _("the path meets no question"), .name = name, .is_step = true });
    places->known = false;
}

/* node(), text(): answers have no other nodes in them than their text. */
static void read_kind_of_node(struct translation *t, struct places *places, enum axis axis,
                              const char *name) {
    buffer_format(&t->out, "%s(", name);
    scan_take(&t->scan, name);
    scan_take(&t->scan, "(");
    scan_skip_blanks(&t->scan);
    if (*t->scan.at == '\'' || *t->scan.at == '"')
        read_literal(t);
    if (!scan_take(&t->scan, ")"))
        scan_stop(&t->scan, _("expected a closing bracket"));
    buffer_add(&t->out, ")");
    struct places from = *places;
    if (strcmp(name, "node") != 0)
        return;
    places_step(t, places, axis, NULL);
    if (places->known && !places->count)
        *places = from;
}

static void read_test(struct translation *t, struct places *places, enum axis axis) {
    const char *start = t->scan.at, *end, *name = next_name(t, &end);
    if (name && *end == '(' && is_kind_of_node(name)) {
        read_kind_of_node(t, places, axis, name);
        return;
    }
    if (name && *end == ':') {
        buffer_format(&t->out, "%s:", name);
        t->scan.at = start = end + 1;
        name = next_name(t, &end);
    }
    bool from_document =
        places->known && axis == AXIS_CHILD && places->count == 1 && places->list[0] == PLACE_DOCUMENT;
    if (!name && *t->scan.at != '*')
        scan_stop(&t->scan, _("a path goes on with a name here"));
    buffer_add(&t->out, name && !from_document ? name : "*");
    t->scan.at += name ? strlen(name) : 1;
    places_step(t, places, axis, name);
    if (places->known && !places->count)
        no_question(t, start, places, name ? name : "*");
}

static void read_step(struct translation *t, struct places *places) {
    scan_skip_blanks(&t->scan);
    if (!strncmp(t->scan.at, "..", 2)) {
        const char *start = t->scan.at;
        t->scan.at += 2;
        buffer_add(&t->out, "..");
        places_step(t, places, AXIS_PARENT, NULL);
        if (places->known && !places->count)
            no_question(t, start, places, "..");
    } else if (*t->scan.at == '.') {
        t->scan.at++;
        buffer_add(&t->out, ".");
    } else
        read_test(t, places, read_axis(t));
    read_predicates(t, places);
}

void read_more_steps(struct translation *t, struct term *term) {
    while (scan_take(&t->scan, "/")) {
        buffer_add(&t->out, "/");
        if (*t->scan.at == '/') {
            t->scan.at++;
            buffer_add(&t->out, "/");
            places_step(t, &term->places, AXIS_DESCENDANT_OR_SELF, NULL);
        }
        read_step(t, &term->places);
    }
}

/* A name alone in a questionnaire: a column where those are known, a mistake elsewhere. */
static bool read_lone_name(struct translation *t, struct term *term) {
    const char *end, *name = next_name(t, &end);
    bool is_free = !t->names->step && !t->names->column;
    if (!name || t->in_predicate || is_free || (*end && strchr("/[:", *end)))
        return false;
    struct places places = t->context;
    places_step(t, &places, AXIS_CHILD, name);
    if (places.count && !t->names->column)
        return false;
    t->scan.at += strlen(name);
    term->places.known = false;
    if (!t->names->column) {
        scan_fail(&t->scan, term->start,
                  arena_format(t->arena, _("\"%s\" stands alone; a question is written ${%s}, a text '%s'"),
                               name, name, name));
        return true;
    }
    int column = t->names->column(t->names->data, name);
    if (column < 0)
        scan_report(
            &t->scan, term->start,
            (struct expression_fault){ .sentence = _("unknown column"), .name = name, .is_column = true });
    buffer_format(&t->out, "$c%d", column);
    term->kind = VALUE_TEXT;
    return true;
}

struct term read_steps(struct translation *t) {
    struct term term = {
        .kind = VALUE_NODES, .start = t->scan.at, .question = PLACE_NONE, .places = t->context
    };
    const char *at = t->scan.at;
    size_t length = t->out.length;
    t->expression->is_constant = false;
    if (read_lone_name(t, &term))
        return term;
    if (*at == '/') {
        term.places = places_of(t, PLACE_DOCUMENT);
        if (at[1] != '/') {
            t->scan.at++;
            buffer_add(&t->out, "/");
            scan_skip_blanks(&t->scan);
            if (!steps_begin(t))
                return term;
            read_step(t, &term.places);
        }
    } else
        read_step(t, &term.places);
    read_more_steps(t, &term);
    if (!strcmp(t->out.text + length, ".") && !t->in_predicate) {
        t->expression->reads_self = true;
        term.places.known = false;
    }
    return term;
}
