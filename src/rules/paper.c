#include "rules/paper_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/tables.h"
#include "xlsform/definition.h"

enum { INDENT = 4, LINES_OF_TEXT = 3 };

static const char LINE[] = "____________________";

/* ---- lines ---- */

void paper_put(const struct paper *paper, bool is_heading, const char *text) {
    struct arena arena = { 0 };
    paper->line(paper->data, is_heading, text_clean(&arena, text));
    arena_done(&arena);
}

void paper_put_wrapped(const struct paper *paper, int indent, const char *text) {
    struct arena arena = { 0 };
    for (char **line = text_wrap(&arena, text, paper->columns - indent, NULL); *line; line++)
        paper_put(paper, false, arena_format(&arena, "%*s%s", indent, "", *line));
    arena_done(&arena);
}

static void put_heading(const struct paper *paper, const char *text) {
    struct arena arena = { 0 };
    for (char **line = text_wrap(&arena, text, paper->columns, NULL); *line; line++)
        paper_put(paper, true, *line);
    arena_done(&arena);
}

/* Parts of a line one after the other, in as many lines as it takes. */
static void put_flowing(const struct paper *paper, int indent, char **parts) {
    struct buffer line = { 0 };
    buffer_format(&line, "%*s", indent, "");
    for (bool empty = true; *parts; parts++, empty = false) {
        if (!empty && text_width(line.text) + 3 + text_width(*parts) > paper->columns) {
            paper_put(paper, false, line.text);
            buffer_clear(&line);
            buffer_format(&line, "%*s", indent, "");
            empty = true;
        }
        buffer_format(&line, "%s%s", empty ? "" : "   ", *parts);
    }
    paper_put(paper, false, line.text);
    buffer_done(&line);
}

/* ---- texts ---- */

char *paper_label(const struct paper *paper, int item, struct arena *arena) {
    if (!paper->definition)
        return filling_label(paper->filling, item, arena);
    struct buffer out = { 0 };
    buffer_add(&out, definition_text(paper->definition, filling_question(paper->filling, item), TEXT_LABEL,
                                     filling_spoken(paper->filling), NULL));
    for (char *at; (at = strstr(out.text, "${")) && strchr(at, '}');)
        buffer_replace(&out, (size_t)(at - out.text), (size_t)(strchr(at, '}') - at + 1), "...");
    char *label = arena_copy(arena, out.text);
    buffer_done(&out);
    return label;
}

char *paper_question(const struct paper *paper, int item, struct arena *arena) {
    const char *hint = filling_hint(paper->filling, item, arena);
    bool starred = paper->definition && filling_is_required(paper->filling, item);
    return arena_format(arena, "%s%s%s%s%s", paper_label(paper, item, arena), starred ? " *" : "",
                        *hint ? " (" : "", hint, *hint ? ")" : "");
}

static void put_condition(const struct paper *paper, int item, int indent) {
    int question = filling_question(paper->filling, item);
    if (!paper->definition || !paper->definition->questions[question].relevant)
        return;
    struct arena arena = { 0 };
    paper_put_wrapped(
        paper, indent,
        arena_format(&arena, _("only if %s"),
                     paper_condition(paper->definition, question, filling_spoken(paper->filling), &arena)));
    arena_done(&arena);
}

static const char *choice_label(const struct filling_choice *choices, const char *name, size_t length) {
    for (; choices->name; choices++)
        if (strlen(choices->name) == length && !strncmp(choices->name, name, length))
            return choices->label;
    return NULL;
}

char *paper_called(struct filling *filling, const char *path, struct arena *arena) {
    int item = filling_find(filling, path);
    char *label = item < 0 ? NULL : filling_label(filling, item, arena);
    return label && *label ? label : arena_copy(arena, path);
}

char *paper_answer(struct filling *filling, int item, struct arena *arena) {
    enum filling_kind kind = filling_kind(filling, item);
    const char *value = filling_value(filling, item);
    if (kind == FILLING_ACKNOWLEDGE)
        return arena_copy(arena, *value ? _("Yes") : "");
    if (kind == FILLING_MOMENT && strchr(value, 'T')) {
        char *moment = arena_copy(arena, value);
        *strchr(moment, 'T') = ' ';
        return moment;
    }
    if (kind != FILLING_ONE && kind != FILLING_SEVERAL && kind != FILLING_RANK)
        return arena_copy(arena, value);
    const struct filling_choice *choices = filling_choices(filling, item, arena);
    char *text = arena_copy(arena, "");
    for (int rank = 1; *value; rank++) {
        size_t length = strcspn(value, " ");
        const char *label = choice_label(choices, value, length);
        if (!label)
            label = arena_copy_part(arena, value, length);
        text = arena_format(arena, "%s%s", text, *text ? ", " : "");
        text = kind == FILLING_RANK ? arena_format(arena, "%s%d. %s", text, rank, label)
                                    : arena_format(arena, "%s%s", text, label);
        value += length + strspn(value + length, " ");
    }
    return text;
}

/* ---- questions ---- */

static void put_choices(const struct paper *paper, int item, const char *box) {
    struct arena arena = { 0 };
    const struct filling_choice *choices = filling_choices(paper->filling, item, &arena);
    int count = 0;
    while (choices[count].name)
        count++;
    char **parts = arena_new(&arena, (size_t)(count + 1) * sizeof *parts);
    for (int i = 0; i < count; i++)
        parts[i] = arena_format(&arena, "%s %s", box, choices[i].label);
    put_flowing(paper, INDENT, parts);
    arena_done(&arena);
}

static void put_room(const struct paper *paper, int item) {
    static const char *const boxes[] = {
        [FILLING_ONE] = "( )",        [FILLING_SEVERAL] = "[ ]", [FILLING_RANK] = "__",
        [FILLING_DAY] = "____-__-__", [FILLING_TIME] = "__:__",  [FILLING_MOMENT] = "____-__-__ __:__",
        [FILLING_QUIET] = NULL,
    };
    enum filling_kind kind = filling_kind(paper->filling, item);
    double start, end, step;
    struct arena arena = { 0 };
    if (kind == FILLING_ONE || kind == FILLING_SEVERAL || kind == FILLING_RANK)
        put_choices(paper, item, boxes[kind]);
    else if (filling_range(paper->filling, item, &start, &end, &step))
        paper_put_wrapped(paper, INDENT, arena_format(&arena, _("________ (%g to %g)"), start, end));
    else if (kind == FILLING_ACKNOWLEDGE)
        paper_put_wrapped(paper, INDENT, arena_format(&arena, "[ ] %s", _("Yes")));
    else if (kind == FILLING_LONG_TEXT)
        for (int i = 0; i < LINES_OF_TEXT; i++)
            paper_put_wrapped(paper, INDENT, arena_format(&arena, "%s%s%s", LINE, LINE, LINE));
    else if (kind == FILLING_TEXT)
        paper_put_wrapped(paper, INDENT, arena_format(&arena, "%s%s", LINE, LINE));
    else
        paper_put_wrapped(paper, INDENT, boxes[kind] ? boxes[kind] : "________");
    arena_done(&arena);
}

static void put_question(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    if (paper->definition) {
        paper_put_wrapped(paper, 0, paper_question(paper, item, &arena));
        put_condition(paper, item, INDENT);
        put_room(paper, item);
    } else if (*filling_value(paper->filling, item)) {
        paper_put_wrapped(paper, 0, paper_question(paper, item, &arena));
        paper_put_wrapped(paper, INDENT, paper_answer(paper->filling, item, &arena));
    }
    arena_done(&arena);
}

static void put_section(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    const char *label = paper_label(paper, item, &arena);
    enum filling_kind kind = filling_kind(paper->filling, item);
    int number = filling_instance(paper->filling, item);
    bool is_instance = kind == FILLING_INSTANCE;
    if (is_instance && paper->definition)
        label = "";
    else if (is_instance)
        label = arena_format(&arena, _("%s %d of %s"), label, number,
                             filling_value(paper->filling, filling_parent(paper->filling, item)));
    else if (kind == FILLING_REPEAT && !paper->definition)
        label = "";
    if (*label)
        put_heading(paper, label);
    if (!is_instance)
        put_condition(paper, item, 0);
    if (kind == FILLING_REPEAT && paper->definition)
        paper_put_wrapped(paper, 0, _("This part once for each."));
    arena_done(&arena);
}

static void put_item(const struct paper *paper, int item) {
    struct arena arena = { 0 };
    switch (filling_kind(paper->filling, item)) {
    case FILLING_QUIET:
        break;
    case FILLING_SECTION:
    case FILLING_REPEAT:
    case FILLING_INSTANCE:
        put_section(paper, item);
        break;
    case FILLING_NOTE:
        if (paper->definition)
            paper_put_wrapped(paper, 0, paper_label(paper, item, &arena));
        break;
    default:
        put_question(paper, item);
    }
    arena_done(&arena);
}

/* Whether a question will have lines of its own. */
static bool is_shown(const struct paper *paper, int item) {
    return filling_kind(paper->filling, item) < FILLING_NOTE &&
           (paper->definition || *filling_value(paper->filling, item));
}

void paper_write(const struct paper *paper) {
    int count;
    const int *items = filling_items(paper->filling, &count);
    bool is_below_table = false;
    for (int i = 0; i < count; i++) {
        struct arena arena = { 0 };
        struct table table;
        bool is_asked = paper->definition || filling_is_asked_now(paper->filling, items[i]);
        if (is_asked && table_at(paper->filling, i, &table, &arena)) {
            if (table.numbers)
                put_section(paper, items[i]);
            paper_put_table(paper, &table);
            i = table.last;
            is_below_table = true;
        } else if (is_asked) {
            if (is_below_table && is_shown(paper, items[i]))
                paper_put(paper, false, "");
            put_item(paper, items[i]);
            is_below_table &= filling_kind(paper->filling, items[i]) == FILLING_QUIET;
        }
        arena_done(&arena);
    }
}
