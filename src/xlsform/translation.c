#include "xlsform/translation.h"

#include <ctype.h>
#include <string.h>

#include "base/words.h"
#include "xlsform/function.h"
#include "xlsform/pattern.h"
#include "xlsform/scan.h"

struct translation {
    struct scan scan;
    struct arena *arena;
    struct expression *expression;
    const struct expression_names *names;
    struct buffer out;
    int depth;
};

static void wrap(struct translation *t, size_t start, const char *head) {
    buffer_replace(&t->out, start, 0, head);
}

/* Grammar, from the loosest binding to the tightest */

static void read_or(struct translation *t);

static int refer(struct translation *t, const char *name) {
    struct expression *expression = t->expression;
    int question = t->names->question(t->names->data, name);
    if (question < 0)
        return question;
    for (int i = 0; i < expression->reference_count; i++)
        if (expression->references[i] == question)
            return question;
    int *list = arena_room(t->arena, (void *)(size_t)expression->references, expression->reference_count,
                           sizeof *list);
    list[expression->reference_count++] = question;
    expression->references = list;
    return question;
}

/* Reads "${name}" and gives the question's number, -1 after a fault. */
static int read_reference(struct translation *t) {
    const char *start = t->scan.at;
    t->scan.at += 2;
    scan_skip_blanks(&t->scan);
    if (scan_take(&t->scan, "last-saved#"))
        scan_stop(&t->scan, _("answers to an earlier questionnaire (last-saved#) are not supported"));
    size_t length = scan_name_length(t->scan.at);
    const char *name = arena_copy_part(t->arena, t->scan.at, length);
    t->scan.at += length;
    if (!length || !scan_take(&t->scan, "}"))
        scan_stop(&t->scan, _("a reference is written ${name}, with one name between the brackets"));
    int question = refer(t, name);
    if (question < 0)
        scan_report(&t->scan, start,
                    (struct expression_fault){ .sentence = _("unknown question"), .name = name });
    return question;
}

static void read_column(struct translation *t, size_t length) {
    const char *start = t->scan.at, *name = arena_copy_part(t->arena, t->scan.at, length);
    t->scan.at += length;
    if (!t->names->column) {
        scan_fail(&t->scan, start,
                  arena_format(t->arena, _("\"%s\" stands alone; a question is written ${%s}, a text '%s'"),
                               name, name, name));
        return;
    }
    int column = t->names->column(t->names->data, name);
    if (column < 0)
        scan_report(
            &t->scan, start,
            (struct expression_fault){ .sentence = _("unknown column"), .name = name, .is_column = true });
    buffer_format(&t->out, "$c%d", column);
}

/* Reads a text in quotes; XPath has it as it is. */
static void read_literal(struct translation *t) {
    const char *start = t->scan.at;
    size_t length = 1 + strcspn(start + 1, (char[]){ *start, 0 });
    if (!start[length])
        scan_stop(&t->scan, _("this quotation mark is never closed"));
    t->scan.at = start + length + 1;
    buffer_add_part(&t->out, start, length + 1);
}

static void check_pattern(struct translation *t, const char *start, const char *pattern) {
    int byte = 0;
    const char *problem = pattern_problem(t->arena, pattern, &byte);
    if (problem)
        scan_fail(&t->scan, start + 1 + byte,
                  arena_format(t->arena, _("the pattern is not valid: %s"), problem));
    else if (!pattern_is_anchored(pattern))
        scan_report(
            &t->scan, start,
            (struct expression_fault){
                .is_warning = true,
                .sentence =
                    _("the pattern is not tied to the whole text: put ^ before and $ after it, or a part "
                      "of the answer is enough") });
}

/* The second argument of jr:choice-name, '${name}' in quotes, becomes the question's number. */
static void read_named_question(struct translation *t) {
    const char *start = t->scan.at;
    char quote = *start;
    t->scan.at++;
    scan_skip_blanks(&t->scan);
    if ((quote != '\'' && quote != '"') || strncmp(t->scan.at, "${", 2) != 0) {
        t->scan.at = start;
        scan_stop(&t->scan, _("the second part of jr:choice-name is a question in quotes: '${name}'"));
    }
    buffer_format(&t->out, "%d", read_reference(t));
    if (!scan_take(&t->scan, (char[]){ quote, 0 }))
        scan_stop(&t->scan, _("this quotation mark is never closed"));
}

static int read_arguments(struct translation *t, const char *function) {
    int count = 0;
    if (scan_take(&t->scan, ")"))
        return 0;
    do {
        if (count++)
            buffer_add(&t->out, ",");
        scan_skip_blanks(&t->scan);
        const char *start = t->scan.at;
        if (count == 2 && !strcmp(function, "jr:choice-name"))
            read_named_question(t);
        else
            read_or(t);
        if (count == 2 && !strcmp(function, "regex") && (*start == '"' || *start == '\'') &&
            t->scan.at[-1] == *start)
            check_pattern(t, start, arena_copy_part(t->arena, start + 1, (size_t)(t->scan.at - start) - 2));
    } while (scan_take(&t->scan, ","));
    if (!scan_take(&t->scan, ")"))
        scan_stop(&t->scan,
                  arena_format(t->arena, _("expected a comma or the closing bracket of %s()"), function));
    return count;
}

static void read_call(struct translation *t, size_t length) {
    const char *start = t->scan.at, *name = arena_copy_part(t->arena, start, length);
    const struct function *function = function_find(name, length);
    t->scan.at += length;
    scan_take(&t->scan, "(");
    buffer_add(&t->out, !strncmp(name, "jr:", 3) ? name + 3 : name);
    buffer_add(&t->out, "(");
    int count = read_arguments(t, name);
    buffer_add(&t->out, ")");
    const char *nearest = function ? NULL : function_nearest(name);
    if (!function && function_is_foreign(name))
        scan_fail(&t->scan, start, arena_format(t->arena, _("the function %s() is not supported"), name));
    else if (nearest)
        scan_fail(&t->scan, start,
                  arena_format(t->arena, _("unknown function %s(); did you mean %s()?"), name, nearest));
    else if (!function)
        scan_fail(&t->scan, start, arena_format(t->arena, _("unknown function %s()"), name));
    else if (count < function->least || count > function->most)
        scan_fail(
            &t->scan, start,
            function->least == function->most
                ? arena_format(t->arena, _("%s() takes %d values, not %d"), name, function->least, count)
                : arena_format(t->arena, _("%s() takes %d to %d values, not %d"), name, function->least,
                               function->most, count));
}

static void read_number(struct translation *t) {
    const char *start = t->scan.at;
    t->scan.at += strspn(t->scan.at, "0123456789");
    if (*t->scan.at == '.')
        t->scan.at += 1 + strspn(t->scan.at + 1, "0123456789");
    if (scan_begins_name(*t->scan.at))
        scan_stop(&t->scan, _("a number is followed by letters; put a blank between them"));
    buffer_add_part(&t->out, start, (size_t)(t->scan.at - start));
}

static void read_name(struct translation *t) {
    size_t length = scan_name_length(t->scan.at);
    if (t->scan.at[length] == ':' && scan_begins_name(t->scan.at[length + 1]))
        length += 1 + scan_name_length(t->scan.at + length + 1);
    size_t blanks = strspn(t->scan.at + length, " \t\r\n");
    if (t->scan.at[length + blanks] == '(')
        read_call(t, length);
    else
        read_column(t, length);
}

static void read_value(struct translation *t) {
    scan_skip_blanks(&t->scan);
    if (scan_take(&t->scan, "(")) {
        buffer_add(&t->out, "(");
        read_or(t);
        if (!scan_take(&t->scan, ")"))
            scan_stop(&t->scan, _("expected a closing bracket"));
        buffer_add(&t->out, ")");
    } else if (!strncmp(t->scan.at, "${", 2))
        buffer_format(&t->out, "$q%d", read_reference(t));
    else if (*t->scan.at == '"' || *t->scan.at == '\'')
        read_literal(t);
    else if (isdigit((unsigned char)*t->scan.at) ||
             (*t->scan.at == '.' && isdigit((unsigned char)t->scan.at[1])))
        read_number(t);
    else if (!strncmp(t->scan.at, "..", 2) || *t->scan.at == '/' || *t->scan.at == '@' || *t->scan.at == '*')
        scan_stop(
            &t->scan,
            _("paths are not understood here; write ${name} for a question and . for the answer itself"));
    else if (scan_take(&t->scan, ".")) {
        buffer_add(&t->out, ".");
        t->expression->reads_self = true;
    } else if (scan_begins_name(*t->scan.at))
        read_name(t);
    else if (!*t->scan.at)
        scan_stop(&t->scan, _("the expression ends where a value is expected"));
    else
        scan_stop(&t->scan, _("expected a value here: a number, a 'text', ${name}, . or a function"));
    scan_skip_blanks(&t->scan);
    if (*t->scan.at == '/' || *t->scan.at == '[' || *t->scan.at == '|')
        scan_stop(
            &t->scan,
            _("paths are not understood here; write ${name} for a question and . for the answer itself"));
}

static void read_signed(struct translation *t) {
    if (++t->depth > EXPRESSION_DEPTH)
        scan_stop(&t->scan, _("too many brackets inside one another"));
    if (scan_take(&t->scan, "-")) {
        buffer_add(&t->out, "-number(");
        read_signed(t);
        buffer_add(&t->out, ")");
    } else
        read_value(t);
    t->depth--;
}

/* A row of operators of one strength; operands become numbers. */
static void read_arithmetic(struct translation *t, const char *const *operators,
                            void (*operand)(struct translation *t)) {
    size_t start = t->out.length;
    operand(t);
    for (bool first = true;; first = false) {
        const char *const *operator= operators;
        while (*operator&& !scan_take(&t->scan, *operator))
            operator++;
        if (!*operator)
            return;
        if (first) {
            wrap(t, start, "number(");
            buffer_add(&t->out, ")");
        }
        buffer_format(&t->out, " %s number(", *operator);
        operand(t);
        buffer_add(&t->out, ")");
    }
}

static void read_product(struct translation *t) {
    read_arithmetic(t, (const char *const[]){ "*", "div", "mod", NULL }, read_signed);
}

static void read_sum(struct translation *t) {
    read_arithmetic(t, (const char *const[]){ "+", "-", NULL }, read_product);
}

static void read_comparison(struct translation *t, const char *const *operators,
                            void (*operand)(struct translation *t)) {
    size_t start = t->out.length;
    operand(t);
    for (;;) {
        const char *const *operator= operators;
        while (*operator&& !scan_take(&t->scan, *operator))
            operator++;
        if (!*operator)
            return;
        wrap(t, start, arena_format(t->arena, "compare('%s',", *operator));
        buffer_add(&t->out, ",");
        operand(t);
        buffer_add(&t->out, ")");
    }
}

static void read_order(struct translation *t) {
    read_comparison(t, (const char *const[]){ "<=", ">=", "<", ">", NULL }, read_sum);
}

static void read_equality(struct translation *t) {
    read_comparison(t, (const char *const[]){ "!=", "=", NULL }, read_order);
}

static void read_and(struct translation *t) {
    read_equality(t);
    while (scan_take(&t->scan, "and")) {
        buffer_add(&t->out, " and ");
        read_equality(t);
    }
}

static void read_or(struct translation *t) {
    read_and(t);
    while (scan_take(&t->scan, "or")) {
        buffer_add(&t->out, " or ");
        read_and(t);
    }
}

static void read_all(struct translation *t) {
    if (setjmp(t->scan.end))
        return;
    if (strlen(t->scan.text) > EXPRESSION_BYTES)
        scan_stop(&t->scan, _("the expression is too long"));
    read_or(t);
    scan_skip_blanks(&t->scan);
    if (*t->scan.at)
        scan_stop(&t->scan, *t->scan.at == ')' ? _("this closing bracket has no opening one")
                                               : _("expected an operator here"));
}

bool translation_make(struct arena *arena, struct expression *expression,
                      const struct expression_names *names, expression_fault_function *fault,
                      void *fault_data) {
    struct translation t = { .scan = { .arena = arena, .fault = fault, .fault_data = fault_data },
                             .arena = arena,
                             .expression = expression,
                             .names = names };
    buffer_clear(&t.out);
    scan_begin(&t.scan, expression->text);
    read_all(&t);
    expression->xpath = arena_copy(arena, t.out.text);
    buffer_done(&t.out);
    return !t.scan.failed;
}
