/* The operators, from the loosest binding to the tightest. */
#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/translating.h"

/* Puts `head` before what was added from `start` on, and the bracket behind it. */
static void wrap(struct translation *t, size_t start, const char *head) {
    buffer_replace(&t->out, start, 0, head);
    buffer_add(&t->out, ")");
}

static struct term plain(struct term term, enum value_kind kind) {
    return (struct term){ .kind = kind, .start = term.start, .question = PLACE_NONE };
}

/* Takes the one of some operators that comes next, or gives NULL. */
static const char *take_any(struct translation *t, const char *const *signs) {
    while (*signs && !scan_take(&t->scan, *signs))
        signs++;
    if (*signs && ++t->operators > EXPRESSION_OPERATORS)
        scan_stop(&t->scan, _("the expression has too many operators"));
    return *signs;
}

static struct term read_union(struct translation *t) {
    struct term term = read_operand(t);
    while (take_any(t, (const char *const[]){ "|", NULL })) {
        if (*t->scan.at == '|')
            scan_stop(&t->scan, _("write or instead of ||"));
        buffer_add(&t->out, "|");
        struct term other = read_operand(t);
        if ((term.kind != VALUE_NODES && term.kind != VALUE_ANY) ||
            (other.kind != VALUE_NODES && other.kind != VALUE_ANY))
            scan_fail(&t->scan, term.start, _("| joins questions and paths only"));
        term = plain(term, VALUE_NODES);
    }
    return term;
}

static struct term read_signed(struct translation *t) {
    struct term term;
    if (++t->depth > EXPRESSION_DEPTH)
        scan_stop(&t->scan, _("too many brackets inside one another"));
    scan_skip_blanks(&t->scan);
    const char *start = t->scan.at;
    if (scan_take(&t->scan, "-")) {
        buffer_add(&t->out, "-number(");
        term = read_signed(t);
        lint_operand(t, &term, "-");
        buffer_add(&t->out, ")");
        term = plain(term, VALUE_NUMBER);
        term.start = start;
    } else
        term = read_union(t);
    t->depth--;
    return term;
}

/* A row of operators of one strength; operands become numbers. */
static struct term read_arithmetic(struct translation *t, const char *const *signs,
                                   struct term (*read)(struct translation *t)) {
    size_t start = t->out.length;
    struct term term = read(t);
    const char *sign;
    for (bool is_first = true; (sign = take_any(t, signs)); is_first = false) {
        if (is_first) {
            lint_operand(t, &term, sign);
            wrap(t, start, "number(");
        }
        buffer_format(&t->out, " %s number(", sign);
        struct term other = read(t);
        lint_operand(t, &other, sign);
        buffer_add(&t->out, ")");
        term = plain(term, VALUE_NUMBER);
    }
    return term;
}

static struct term read_product(struct translation *t) {
    return read_arithmetic(t, (const char *const[]){ "*", "div", "mod", NULL }, read_signed);
}

static struct term read_sum(struct translation *t) {
    return read_arithmetic(t, (const char *const[]){ "+", "-", NULL }, read_product);
}

static struct term read_comparison(struct translation *t, const char *const *signs,
                                   struct term (*read)(struct translation *t)) {
    size_t start = t->out.length;
    struct term term = read(t);
    const char *sign;
    while ((sign = take_any(t, signs))) {
        buffer_add(&t->out, ",");
        struct term other = read(t);
        lint_comparison(t, sign, &term, &other);
        wrap(t, start, arena_format(t->arena, "compare('%s',", sign));
        term = plain(term, VALUE_TRUTH);
    }
    return term;
}

static struct term read_order(struct translation *t) {
    return read_comparison(t, (const char *const[]){ "<=", ">=", "<", ">", NULL }, read_sum);
}

static struct term read_equality(struct translation *t) {
    return read_comparison(t, (const char *const[]){ "!=", "=", NULL }, read_order);
}

static void make_truth(struct translation *t, size_t start, const struct term *term) {
    lint_truth(t, term);
    if (term->kind != VALUE_TRUTH)
        wrap(t, start, "boolean(");
}

static struct term read_logic(struct translation *t, const char *word,
                              struct term (*read)(struct translation *t)) {
    size_t start = t->out.length;
    struct term term = read(t);
    while (take_any(t, (const char *const[]){ word, NULL })) {
        make_truth(t, start, &term);
        buffer_format(&t->out, " %s ", word);
        size_t second = t->out.length;
        struct term other = read(t);
        make_truth(t, second, &other);
        term = plain(term, VALUE_TRUTH);
    }
    return term;
}

static struct term read_and(struct translation *t) {
    return read_logic(t, "and", read_equality);
}

struct term read_or(struct translation *t) {
    return read_logic(t, "or", read_and);
}

/* What stands where an operator is expected, and the one that was meant. */
_Noreturn static void refuse_operator(struct translation *t) {
    static const char *const meant[][2] = {
        { "AND", "and" }, { "And", "and" }, { "&&", "and" },  { "&", "and" },    { "OR", "or" },
        { "Or", "or" },   { "DIV", "div" }, { "MOD", "mod" }, { "%", "mod" },    { "÷", "div" },
        { "×", "*" },     { "≤", "<=" },    { "≥", ">=" },    { "≠", "!=" },     { "und", "and" },
        { "oder", "or" }, { "или", "or" },  { "и", "and" },   { "və ya", "or" }, { "və", "and" },
    };
    const char *at = t->scan.at;
    if (*at == ',' && at > t->scan.text && isdigit((unsigned char)at[-1]) && isdigit((unsigned char)at[1]))
        scan_stop(&t->scan, _("a number has a point here, not a comma: 1.5"));
    if (*at == ')')
        scan_stop(&t->scan, _("this closing bracket has no opening one"));
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++)
        if (!strncmp(at, meant[i][0], strlen(meant[i][0])))
            scan_stop(&t->scan,
                      arena_format(t->arena, _("write %s instead of %s"), meant[i][1], meant[i][0]));
    scan_stop(&t->scan, _("expected an operator here"));
}

static void read_all(struct translation *t) {
    if (setjmp(t->scan.end))
        return;
    if (strlen(t->scan.text) > EXPRESSION_BYTES)
        scan_stop(&t->scan, _("the expression is too long"));
    t->context = places_of(t, t->names->self);
    struct term term = read_or(t);
    scan_skip_blanks(&t->scan);
    if (*t->scan.at)
        refuse_operator(t);
    if (t->names->is_condition)
        lint_truth(t, &term);
    lint_finish(t);
}

bool translation_make(struct arena *arena, struct expression *expression,
                      const struct expression_names *names, expression_fault_function *fault,
                      void *fault_data) {
    struct arena scratch = { 0 };
    struct translation t = { .scan = { .arena = &scratch, .fault = fault, .fault_data = fault_data },
                             .arena = &scratch,
                             .expression = expression,
                             .names = names };
    buffer_clear(&t.out);
    expression->is_constant = true;
    scan_begin(&t.scan, expression->text);
    read_all(&t);
    int count = expression->reference_count = t.references.count;
    expression->xpath = arena_copy(arena, t.out.text);
    expression->references =
        arena_grow(arena, t.references.list, (size_t)count * sizeof(int), (size_t)count * sizeof(int));
    buffer_done(&t.out);
    arena_done(&scratch);
    return !t.scan.failed;
}
