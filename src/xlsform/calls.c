/* Calls of functions: their values, and those functions that read a value in their own way. */
#include <string.h>

#include "base/words.h"
#include "xlsform/translating.h"

/* The second value of jr:choice-name, '${name}' or a path in quotes, becomes the question's number. */
static void read_named_question(struct translation *t) {
    scan_skip_blanks(&t->scan);
    const char *start = t->scan.at;
    char quote[] = { *start, 0 };
    int question = PLACE_NONE;
    size_t length = t->out.length;
    if (*quote == '\'' || *quote == '"') {
        t->scan.at++;
        scan_skip_blanks(&t->scan);
        if (!strncmp(t->scan.at, "${", 2))
            question = read_reference(t);
        else if (steps_begin(t) && t->names->step)
            question = read_operand(t).question;
    }
    if (t->scan.at <= start + 1) {
        t->scan.at = start;
        scan_stop(&t->scan, _("the second part of jr:choice-name is a question in quotes: '${name}'"));
    }
    buffer_replace(&t->out, length, t->out.length - length, arena_format(t->arena, "%d", question));
    if (!scan_take(&t->scan, quote))
        scan_stop(&t->scan, _("this quotation mark is never closed"));
}

/* The nodes of indexed-repeat are looked for in all instances: $a17 instead of $q17. */
static void look_everywhere(struct translation *t, size_t start) {
    if (!strncmp(t->out.text + start, "$q", 2))
        t->out.text[start + 1] = 'a';
}

static int read_arguments(struct translation *t, const char *function, struct term *arguments) {
    int count = 0;
    if (scan_take(&t->scan, ")"))
        return 0;
    do {
        if (count == CALL_ARGUMENTS)
            scan_stop(&t->scan,
                      arena_format(t->arena, _("%s() takes at most %d values"), function, CALL_ARGUMENTS));
        if (count)
            buffer_add(&t->out, ",");
        size_t start = t->out.length;
        arguments[count] = (struct term){ .question = PLACE_NONE };
        if (count == 1 && !strcmp(function, "jr:choice-name"))
            read_named_question(t);
        else
            arguments[count] = read_or(t);
        if (!strcmp(function, "indexed-repeat") && (count == 0 || count % 2 == 1))
            look_everywhere(t, start);
        count++;
    } while (scan_take(&t->scan, ","));
    if (!scan_take(&t->scan, ")"))
        scan_stop(&t->scan,
                  arena_format(t->arena, _("expected a comma or the closing bracket of %s()"), function));
    return count;
}

static void refuse_name(struct translation *t, const char *start, const char *name) {
    const char *reason = function_refusal(name), *nearest = function_nearest(name);
    const char *sentence =
        reason              ? arena_format(t->arena, _("%s() is not supported: %s"), name, reason)
        : strchr(name, ':') ? arena_format(t->arena, _("%s() belongs to another program"), name)
        : nearest ? arena_format(t->arena, _("unknown function %s(); did you mean %s()?"), name, nearest)
                  : arena_format(t->arena, _("unknown function %s()"), name);
    scan_fail(&t->scan, start, sentence);
}

static bool check_count(struct translation *t, const char *start, const struct function *function,
                        int count) {
    int least = function->least, most = function->most;
    if (count >= least && count <= most)
        return true;
    scan_fail(&t->scan, start,
              least == most
                  ? arena_format(t->arena, _("%s() takes %d values, not %d"), function->name, least, count)
              : most >= CALL_ARGUMENTS ? arena_format(t->arena, _("%s() takes at least %d values, not %d"),
                                                      function->name, least, count)
                                       : arena_format(t->arena, _("%s() takes %d to %d values, not %d"),
                                                      function->name, least, most, count));
    return false;
}

static void check_instance(struct translation *t, const struct term *name) {
    const char *text = name->literal;
    if (!t->names->instance || (text && t->names->instance(t->names->data, text)))
        return;
    scan_fail(&t->scan, name->start,
              text ? arena_format(t->arena, _("there is no list of choices \"%s\""), text)
                   : _("instance() takes the name of a list of choices in quotes"));
}

struct term read_call(struct translation *t, const char *name) {
    struct term arguments[CALL_ARGUMENTS];
    const char *start = t->scan.at;
    const struct function *function = function_find(name, strlen(name));
    struct term term = { .start = start, .question = PLACE_NONE };
    t->scan.at += strlen(name);
    if (!scan_take(&t->scan, "("))
        scan_stop(&t->scan, arena_format(t->arena, _("expected an opening bracket after %s"), name));
    buffer_format(&t->out, "%s(", !strncmp(name, "jr:", 3) ? name + 3 : name);
    bool keeps = !strcmp(name, "once");
    t->once += keeps;
    int count = read_arguments(t, name, arguments);
    t->once -= keeps;
    buffer_add(&t->out, ")");
    if (!function) {
        refuse_name(t, start, name);
        return term;
    }
    term.kind = function->gives;
    t->expression->is_constant &= !function->varies;
    if (!check_count(t, start, function, count))
        return term;
    lint_call(t, function, arguments, count);
    lint_moving(t, start, function);
    if (!strcmp(name, "instance"))
        check_instance(t, &arguments[0]);
    term.is_current = !strcmp(name, "current");
    if (term.is_current)
        term.places = places_of(t, t->names->self);
    return term;
}
