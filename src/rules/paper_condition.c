#include <ctype.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/paper.h"
#include "xlsform/definition.h"

enum { LABEL_MOST = 48 }; /* columns of a label within a condition */

struct wording {
    const struct definition *definition;
    int from, language;
    int subject; /* the question just named: a text compared with it may be one of its choices */
    struct arena *arena;
    struct buffer out;
};

static const struct {
    const char *sign, *words;
} signs[] = {
    { "!=", N_("is not") },      { "<=", N_("is at most") },  { ">=", N_("is at least") }, { "=", N_("is") },
    { "<", N_("is less than") }, { ">", N_("is more than") }, { "and", N_("and") },        { "or", N_("or") },
    { "not", N_("not") },        { "div", N_("divided by") },
};

static void say(struct wording *wording, const char *words) {
    struct buffer *out = &wording->out;
    bool joined = !out->length || strchr(" (", out->text[out->length - 1]) || strchr(",)", *words);
    buffer_format(out, "%s%s", joined ? "" : " ", words);
}

static void say_question(struct wording *wording, const char *name) {
    int question = definition_find(wording->definition, wording->from, name);
    const char *label =
        question < 0 ? name
                     : definition_text(wording->definition, question, TEXT_LABEL, wording->language, NULL);
    wording->subject = question < 0 ? wording->subject : question;
    if (!*label)
        label = name;
    if (text_width(label) > LABEL_MOST)
        label = text_fit(wording->arena, label, LABEL_MOST);
    say(wording, arena_format(wording->arena, "\"%s\"", label));
}

/* The choice of that name in the question just named, NULL: none. */
static const char *label_of_choice(const struct wording *wording, const char *name) {
    const struct question *subject =
        wording->subject < 0 ? NULL : &wording->definition->questions[wording->subject];
    const struct choice *choice =
        subject && subject->list >= 0 ? definition_choice(wording->definition, subject->list, name) : NULL;
    return choice ? definition_choice_label(wording->definition, choice, wording->language) : NULL;
}

static void say_value(struct wording *wording, const char *value) {
    const char *label = label_of_choice(wording, value);
    say(wording, *value ? arena_format(wording->arena, "\"%s\"", label ? label : value) : _("empty"));
}

/* What stands between a "${" and its "}", or a quote and its pair; steps behind it. */
static char *within(struct wording *wording, const char **at, size_t begin, char end) {
    const char *first = *at + begin, *last = strchr(first, end);
    if (!last)
        last = first + strlen(first);
    *at = *last ? last + 1 : last;
    return text_trim(arena_copy_part(wording->arena, first, (size_t)(last - first)));
}

/* "selected(${x}, 'y')": "x" includes "y"; false when it is not written like that. */
static bool say_selected(struct wording *wording, const char **at) {
    static const char call[] = "selected(";
    const char *here = *at;
    if (strncmp(here, call, sizeof call - 1) != 0)
        return false;
    here += sizeof call - 1;
    here += strspn(here, " ");
    if (strncmp(here, "${", 2) != 0)
        return false;
    char *name = within(wording, &here, 2, '}');
    here += strspn(here, " ,");
    if (*here != '\'' && *here != '"')
        return false;
    char *value = within(wording, &here, 1, *here);
    here += strspn(here, " ");
    if (*here != ')')
        return false;
    *at = here + 1;
    say_question(wording, name);
    say(wording, _("includes"));
    say_value(wording, value);
    return true;
}

/* "count-selected(${x})" and "coalesce(${x}, 0)": what is meant by it. */
static bool say_call(struct wording *wording, const char **at, const char *call, const char *words,
                     char end) {
    const char *here = *at;
    if (strncmp(here, call, strlen(call)) != 0)
        return false;
    here += strlen(call);
    here += strspn(here, " ");
    if (strncmp(here, "${", 2) != 0)
        return false;
    char *name = within(wording, &here, 2, '}');
    const char *close = strchr(here, ')');
    here += strspn(here, " ");
    if (*here != end || !close)
        return false;
    *at = close + 1;
    if (*words)
        say(wording, words);
    say_question(wording, name);
    if (*words) /* what is compared is not the answer itself */
        wording->subject = -1;
    return true;
}

static bool say_sign(struct wording *wording, const char **at) {
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i].sign);
        bool is_word = isalpha((unsigned char)*signs[i].sign);
        if (strncmp(*at, signs[i].sign, length) != 0 ||
            (is_word && (isalnum((unsigned char)(*at)[length]) || strchr("-_.:", (*at)[length]))))
            continue;
        *at += length;
        say(wording, _(signs[i].words));
        return true;
    }
    return false;
}

/* A name, a number or a sign; a number that is one of the choices is said as that. */
static void say_rest(struct wording *wording, const char **at) {
    size_t length = strcspn(*at, " ,()=<>!$'\"+*[]");
    bool calls = length && (*at)[length] == '(';
    char *word = arena_copy_part(wording->arena, *at, length ? length + calls : 1);
    *at += length ? length + calls : 1;
    if (label_of_choice(wording, word))
        say_value(wording, word);
    else
        say(wording, word);
}

char *paper_condition(const struct definition *definition, int question, int language, struct arena *arena) {
    const struct expression *condition = definition->questions[question].relevant;
    struct wording wording = {
        .definition = definition, .from = question, .language = language, .subject = -1, .arena = arena
    };
    buffer_clear(&wording.out);
    for (const char *at = condition ? condition->text : ""; *at;) {
        if (isspace((unsigned char)*at))
            at++;
        else if (!strncmp(at, "${", 2))
            say_question(&wording, within(&wording, &at, 2, '}'));
        else if (*at == '\'' || *at == '"')
            say_value(&wording, within(&wording, &at, 1, *at));
        else if (!say_selected(&wording, &at) &&
                 !say_call(&wording, &at, "count-selected(", _("the number ticked in"), ')') &&
                 !say_call(&wording, &at, "coalesce(", "", ',') && !say_sign(&wording, &at))
            say_rest(&wording, &at);
    }
    char *words = arena_copy(arena, wording.out.text);
    buffer_done(&wording.out);
    return words;
}
