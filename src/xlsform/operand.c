/* Values, and what may follow them: predicates and further steps. */
#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/translating.h"

int read_reference(struct translation *t) {
    const char *start = t->scan.at;
    if (!t->names->question)
        scan_stop(&t->scan, _("there is no questionnaire here that ${} could name a question of"));
    t->scan.at += 2;
    scan_skip_blanks(&t->scan);
    if (!strncmp(t->scan.at, "last-saved#", strlen("last-saved#")))
        scan_stop(&t->scan, _("answers to an earlier questionnaire (last-saved#) are not supported"));
    size_t length = scan_name_length(t->scan.at);
    const char *name = arena_copy_part(t->arena, t->scan.at, length);
    t->scan.at += length;
    if (!length || !scan_take(&t->scan, "}"))
        scan_stop(&t->scan, _("a reference is written ${name}, with one name between the brackets"));
    int question = t->names->question(t->names->data, name);
    t->expression->is_constant = false;
    if (question < 0) {
        scan_report(&t->scan, start,
                    (struct expression_fault){ .sentence = _("unknown question"), .name = name });
        return PLACE_NONE;
    }
    places_add(t->arena, &t->references, question);
    return question;
}

const char *read_literal(struct translation *t) {
    const char *start = t->scan.at;
    size_t length = 1 + strcspn(start + 1, (char[]){ *start, 0 });
    if (!start[length])
        scan_stop(&t->scan, _("this quotation mark is never closed"));
    for (size_t i = 1; i < length; i++)
        if ((unsigned char)start[i] < ' ' && !isspace((unsigned char)start[i])) {
            t->scan.at = start + i;
            scan_stop(&t->scan, _("a character that cannot be shown stands here; type the text anew"));
        }
    t->scan.at = start + length + 1;
    buffer_add_part(&t->out, start, length + 1);
    return arena_copy_part(t->arena, start + 1, length - 1);
}

static void read_number(struct translation *t) {
    static const char *const words[] = { "and", "or", "div", "mod" };
    const char *start = t->scan.at;
    t->scan.at += strspn(t->scan.at, "0123456789");
    if (*t->scan.at == '.')
        t->scan.at += 1 + strspn(t->scan.at + 1, "0123456789");
    size_t length = scan_name_length(t->scan.at);
    bool is_operator = false;
    for (int i = 0; i < 4; i++)
        is_operator |= length == strlen(words[i]) && !strncmp(t->scan.at, words[i], length);
    if (length && !is_operator)
        scan_stop(&t->scan, _("a number is followed by letters; put a blank between them"));
    buffer_add_part(&t->out, start, (size_t)(t->scan.at - start));
}

void read_predicates(struct translation *t, struct places *places) {
    struct places context = t->context;
    bool in_predicate = t->in_predicate;
    while (scan_take(&t->scan, "[")) {
        buffer_add(&t->out, "[");
        t->context = *places;
        t->in_predicate = true;
        read_or(t);
        if (!scan_take(&t->scan, "]"))
            scan_stop(&t->scan, _("expected the closing bracket ] of a condition in a path"));
        buffer_add(&t->out, "]");
    }
    t->context = context;
    t->in_predicate = in_predicate;
}

static struct term read_brackets(struct translation *t) {
    scan_take(&t->scan, "(");
    buffer_add(&t->out, "(");
    struct term term = read_or(t);
    if (!scan_take(&t->scan, ")"))
        scan_stop(&t->scan, _("expected a closing bracket"));
    buffer_add(&t->out, ")");
    return term;
}

/* The name of a function with its prefix, a copy; NULL when no name begins here. */
static const char *function_name(const struct translation *t) {
    size_t length = scan_name_length(t->scan.at);
    if (length && t->scan.at[length] == ':')
        length += 1 + scan_name_length(t->scan.at + length + 1);
    return length ? arena_copy_part(t->arena, t->scan.at, length) : NULL;
}

static struct term read_value(struct translation *t) {
    const char *at = t->scan.at, *name = function_name(t);
    struct term term = { .kind = VALUE_NUMBER, .start = at, .question = PLACE_NONE };
    if (*at == '(')
        return read_brackets(t);
    if (!strncmp(at, "${", 2)) {
        term.kind = VALUE_NODES;
        term.question = read_reference(t);
        term.places = places_of(t, term.question);
        buffer_format(&t->out, "$q%d", term.question);
    } else if (*at == '"' || *at == '\'') {
        term.kind = VALUE_TEXT;
        term.literal = read_literal(t);
    } else if (isdigit((unsigned char)*at) || *at == '.')
        read_number(t);
    else if (name)
        return read_call(t, name);
    else if (*at == '$')
        scan_stop(&t->scan, _("a question is written ${name}, with curly brackets"));
    else if (!*at)
        scan_stop(&t->scan, _("the expression ends where a value is expected"));
    else
        scan_stop(&t->scan, _("expected a value here: a number, a 'text', ${name}, . or a function"));
    return term;
}

static void refer_to(struct translation *t, struct term *term) {
    if (term->kind != VALUE_NODES || !term->places.known)
        return;
    const int *list = term->places.list, count = term->places.count;
    for (int i = 0; i < count; i++)
        if (list[i] >= 0)
            places_add(t->arena, &t->references, list[i]);
    if (count == 1 && list[0] >= 0)
        term->question = list[0];
}

struct term read_operand(struct translation *t) {
    struct term term;
    scan_skip_blanks(&t->scan);
    if (steps_begin(t))
        term = read_steps(t);
    else
        term = read_value(t);
    scan_skip_blanks(&t->scan);
    char next = *t->scan.at;
    if (next == '[' || next == '/') {
        if (term.kind != VALUE_NODES && term.kind != VALUE_ANY)
            scan_stop(&t->scan, next == '/' ? _("division is written div")
                                            : _("only questions and paths take a condition in []"));
        term.question = PLACE_NONE;
        read_predicates(t, &term.places);
        read_more_steps(t, &term);
    } else if (term.is_current) {
        t->expression->reads_self = true;
        term.places.known = false;
    }
    refer_to(t, &term);
    return term;
}
