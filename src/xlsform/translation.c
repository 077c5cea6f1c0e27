#include "xlsform/translation.h"

#include <ctype.h>
#include <setjmp.h>
#include <string.h>

#include "base/text.h"
#include "base/words.h"
#include "xlsform/function.h"
#include "xlsform/pattern.h"

struct translation {
    struct arena *arena;
    struct expression *expression;
    const struct expression_names *names;
    expression_fault_function *fault;
    void *fault_data;
    const char *text, *at; /* the text with straight quotes, and how far it is read */
    struct buffer out;
    int depth;
    bool failed;
    jmp_buf end; /* taken at the first fault of grammar */
};

static void report(struct translation *t, const char *at, struct expression_fault fault) {
    fault.character = 1;
    for (const char *before = t->text; before < at;) {
        text_next(&before);
        fault.character++;
    }
    t->fault(t->fault_data, &fault);
    t->failed |= !fault.is_warning;
}

static void fail(struct translation *t, const char *at, const char *sentence) {
    report(t, at, (struct expression_fault){ .sentence = sentence });
}

/* A fault after which nothing more can be understood. */
static _Noreturn void stop(struct translation *t, const char *sentence) {
    fail(t, t->at, sentence);
    longjmp(t->end, 1);
}

/* Reading */

static bool begins_name(char byte) {
    return isalpha((unsigned char)byte) || byte == '_';
}

static size_t name_length(const char *text) {
    size_t length = 0;
    if (begins_name(*text))
        while (isalnum((unsigned char)text[length]) || (text[length] && strchr("_.-", text[length])))
            length++;
    return length;
}

static void skip_blanks(struct translation *t) {
    t->at += strspn(t->at, " \t\r\n");
}

static bool take(struct translation *t, const char *word) {
    skip_blanks(t);
    size_t length = strlen(word);
    if (strncmp(t->at, word, length) != 0 || (begins_name(*word) && name_length(t->at) != length))
        return false;
    t->at += length;
    return true;
}

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
    const char *start = t->at;
    t->at += 2;
    skip_blanks(t);
    size_t length = name_length(t->at);
    const char *name = arena_copy_part(t->arena, t->at, length);
    t->at += length;
    if (!length || !take(t, "}"))
        stop(t, _("a reference is written ${name}, with one name between the brackets"));
    int question = refer(t, name);
    if (question < 0)
        report(t, start, (struct expression_fault){ .sentence = _("unknown question"), .name = name });
    return question;
}

static void read_column(struct translation *t, size_t length) {
    const char *start = t->at, *name = arena_copy_part(t->arena, t->at, length);
    t->at += length;
    if (!t->names->column) {
        fail(t, start,
             arena_format(t->arena, _("\"%s\" stands alone; a question is written ${%s}, a text '%s'"), name,
                          name, name));
        return;
    }
    int column = t->names->column(t->names->data, name);
    if (column < 0)
        report(t, start,
               (struct expression_fault){ .sentence = _("unknown column"), .name = name, .is_column = true });
    buffer_format(&t->out, "$c%d", column);
}

/* Reads a text in quotes and gives what is between them; XPath has it as it is. */
static const char *read_literal(struct translation *t) {
    const char *start = t->at, *end = strchr(start + 1, *start);
    if (!end)
        stop(t, _("this quotation mark is never closed"));
    t->at = end + 1;
    buffer_add_part(&t->out, start, (size_t)(t->at - start));
    return arena_copy_part(t->arena, start + 1, (size_t)(end - start) - 1);
}

static void check_pattern(struct translation *t, const char *start, const char *pattern) {
    int byte = 0;
    const char *problem = pattern_problem(t->arena, pattern, &byte);
    if (problem)
        fail(t, start + 1 + byte, arena_format(t->arena, _("the pattern is not valid: %s"), problem));
    else if (!pattern_is_anchored(pattern))
        report(t, start,
               (struct expression_fault){
                   .is_warning = true,
                   .sentence =
                       _("the pattern is not tied to the whole text: put ^ before and $ after it, or a part "
                         "of the answer is enough") });
}

/* The second argument of jr:choice-name, '${name}' in quotes, becomes the question's number. */
static void read_named_question(struct translation *t) {
    const char *start = t->at;
    char quote = *start;
    t->at++;
    skip_blanks(t);
    if ((quote != '\'' && quote != '"') || strncmp(t->at, "${", 2) != 0) {
        t->at = start;
        stop(t, _("the second part of jr:choice-name is a question in quotes: '${name}'"));
    }
    buffer_format(&t->out, "%d", read_reference(t));
    if (!take(t, (char[]){ quote, 0 }))
        stop(t, _("this quotation mark is never closed"));
}

static int read_arguments(struct translation *t, const char *function) {
    int count = 0;
    if (take(t, ")"))
        return 0;
    do {
        if (count++)
            buffer_add(&t->out, ",");
        skip_blanks(t);
        const char *start = t->at;
        if (count == 2 && !strcmp(function, "jr:choice-name"))
            read_named_question(t);
        else
            read_or(t);
        if (count == 2 && !strcmp(function, "regex") && (*start == '"' || *start == '\'') &&
            t->at[-1] == *start)
            check_pattern(t, start, arena_copy_part(t->arena, start + 1, (size_t)(t->at - start) - 2));
    } while (take(t, ","));
    if (!take(t, ")"))
        stop(t, arena_format(t->arena, _("expected a comma or the closing bracket of %s()"), function));
    return count;
}

static void read_call(struct translation *t, size_t length) {
    const char *start = t->at, *name = arena_copy_part(t->arena, start, length);
    const struct function *function = function_find(name, length);
    t->at += length;
    take(t, "(");
    buffer_add(&t->out, !strncmp(name, "jr:", 3) ? name + 3 : name);
    buffer_add(&t->out, "(");
    int count = read_arguments(t, name);
    buffer_add(&t->out, ")");
    const char *nearest = function ? NULL : function_nearest(name);
    if (!function && function_is_foreign(name))
        fail(t, start, arena_format(t->arena, _("the function %s() is not supported"), name));
    else if (nearest)
        fail(t, start, arena_format(t->arena, _("unknown function %s(); did you mean %s()?"), name, nearest));
    else if (!function)
        fail(t, start, arena_format(t->arena, _("unknown function %s()"), name));
    else if (count < function->least || count > function->most)
        fail(t, start,
             function->least == function->most
                 ? arena_format(t->arena, _("%s() takes %d values, not %d"), name, function->least, count)
                 : arena_format(t->arena, _("%s() takes %d to %d values, not %d"), name, function->least,
                                function->most, count));
}

static void read_number(struct translation *t) {
    const char *start = t->at;
    t->at += strspn(t->at, "0123456789");
    if (*t->at == '.')
        t->at += 1 + strspn(t->at + 1, "0123456789");
    if (begins_name(*t->at))
        stop(t, _("a number is followed by letters; put a blank between them"));
    buffer_add_part(&t->out, start, (size_t)(t->at - start));
}

static void read_name(struct translation *t) {
    size_t length = name_length(t->at);
    if (t->at[length] == ':' && begins_name(t->at[length + 1]))
        length += 1 + name_length(t->at + length + 1);
    size_t blanks = strspn(t->at + length, " \t\r\n");
    if (t->at[length + blanks] == '(')
        read_call(t, length);
    else
        read_column(t, length);
}

static void read_value(struct translation *t) {
    skip_blanks(t);
    if (take(t, "(")) {
        buffer_add(&t->out, "(");
        read_or(t);
        if (!take(t, ")"))
            stop(t, _("expected a closing bracket"));
        buffer_add(&t->out, ")");
    } else if (!strncmp(t->at, "${", 2))
        buffer_format(&t->out, "$q%d", read_reference(t));
    else if (*t->at == '"' || *t->at == '\'')
        read_literal(t);
    else if (isdigit((unsigned char)*t->at) || (*t->at == '.' && isdigit((unsigned char)t->at[1])))
        read_number(t);
    else if (!strncmp(t->at, "..", 2) || *t->at == '/' || *t->at == '@' || *t->at == '*')
        stop(t, _("paths are not understood here; write ${name} for a question and . for the answer itself"));
    else if (take(t, ".")) {
        buffer_add(&t->out, "$self");
        t->expression->reads_self = true;
    } else if (begins_name(*t->at))
        read_name(t);
    else if (!*t->at)
        stop(t, _("the expression ends where a value is expected"));
    else
        stop(t, _("expected a value here: a number, a 'text', ${name}, . or a function"));
    skip_blanks(t);
    if (*t->at == '/' || *t->at == '[' || *t->at == '|')
        stop(t, _("paths are not understood here; write ${name} for a question and . for the answer itself"));
}

static void read_signed(struct translation *t) {
    if (++t->depth > EXPRESSION_DEPTH)
        stop(t, _("too many brackets inside one another"));
    if (take(t, "-")) {
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
        while (*operator&& !take(t, *operator))
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
        while (*operator&& !take(t, *operator))
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
    while (take(t, "and")) {
        buffer_add(&t->out, " and ");
        read_equality(t);
    }
}

static void read_or(struct translation *t) {
    read_and(t);
    while (take(t, "or")) {
        buffer_add(&t->out, " or ");
        read_and(t);
    }
}

/* Curly quotes and hard blanks outside of straight quotes, one character for one. */
static const char *straighten(struct translation *t, const char *text) {
    static const char *const curly[] = { "“", "\"", "”", "\"",     "„", "\"", "‘",
                                         "'", "’",  "'", "\u00A0", " ", NULL };
    struct buffer out = { 0 };
    buffer_clear(&out);
    const char *first = NULL;
    char open = 0;
    bool open_is_curly = false;
    while (*text) {
        const char *const *row = curly;
        while (*row && strncmp(text, *row, strlen(*row)) != 0)
            row += 2;
        bool is_curly = *row && (!open || (open_is_curly && row[1][0] == open));
        const char *put = is_curly ? row[1] : text;
        size_t size = 1, length = is_curly ? strlen(*row) : 1;
        if ((*put == '"' || *put == '\'') && (!open || open == *put)) {
            open_is_curly = is_curly;
            open = open ? 0 : *put;
        }
        if (is_curly && !first)
            first = arena_copy_part(t->arena, out.text, out.length);
        buffer_add_part(&out, put, size);
        text += length;
    }
    t->text = t->at = arena_copy(t->arena, out.text);
    buffer_done(&out);
    return first ? t->text + strlen(first) : NULL;
}

bool translation_make(struct arena *arena, struct expression *expression,
                      const struct expression_names *names, expression_fault_function *fault,
                      void *fault_data) {
    struct translation t = { .arena = arena,
                             .expression = expression,
                             .names = names,
                             .fault = fault,
                             .fault_data = fault_data,
                             .text = expression->text,
                             .at = expression->text };
    buffer_clear(&t.out);
    if (!setjmp(t.end)) {
        if (strlen(expression->text) > EXPRESSION_BYTES)
            stop(&t, _("the expression is too long"));
        const char *curly = straighten(&t, expression->text);
        if (curly)
            report(&t, curly,
                   (struct expression_fault){ .is_warning = true,
                                              .sentence =
                                                  _("curly quotation marks are read as straight ones") });
        read_or(&t);
        skip_blanks(&t);
        if (*t.at)
            stop(&t, *t.at == ')' ? _("this closing bracket has no opening one")
                                  : _("expected an operator here"));
    }
    expression->xpath = arena_copy(arena, t.out.text);
    buffer_done(&t.out);
    return !t.failed;
}
