#include "xlsform/compiling.h"

#include "base/words.h"

enum visit { UNSEEN, OPEN, DONE };

struct ordering {
    struct compiling *compiling;
    enum visit *visits;
    int *path; /* the questions being visited, each computed from the next */
    int depth, ordered;
};

/* The input of that number of a question: its group, what its condition and what its calculation read; -1 at
 * the end. What a trigger calculates is not computed in this order. */
static int input(const struct question *question, int number) {
    const struct expression *const expressions[] = { question->relevant, question->repeat_count,
                                                     question->triggers ? NULL : question->calculation };
    if (question->parent >= 0 && number-- == 0)
        return question->parent;
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++) {
        int count = expressions[i] ? expressions[i]->reference_count : 0;
        if (expressions[i] && number < count)
            return expressions[i]->references[number];
        number -= count;
    }
    return -1;
}

static int trigger(const struct question *question, int number) {
    return question->triggers ? question->triggers[number] : -1;
}

static void refuse_circle(struct ordering *ordering, int question) {
    struct compiling *compiling = ordering->compiling;
    const struct definition *definition = compiling->definition;
    const char *name = definition->questions[question].name;
    struct buffer circle = { 0 };
    buffer_add(&circle, name);
    int start = ordering->depth;
    while (ordering->path[start - 1] != question)
        start--;
    for (int i = start; i < ordering->depth; i++) {
        const struct question *between = &definition->questions[ordering->path[i]];
        buffer_format(&circle, _(" <- %s (row %d)"), between->name, between->row);
    }
    problems_error(compiling->problems, header_place(&compiling->survey, compiling->rows[question], -1, 0),
                   _("\"%s\" is computed from itself: %s <- %s"), name, circle.text, name);
    buffer_done(&circle);
}

static void visit(struct ordering *ordering, int question) {
    struct definition *definition = ordering->compiling->definition;
    if (ordering->visits[question] == OPEN)
        refuse_circle(ordering, question);
    if (ordering->visits[question] != UNSEEN)
        return;
    ordering->visits[question] = OPEN;
    ordering->path[ordering->depth++] = question;
    for (int i = 0, other; (other = input(&definition->questions[question], i)) >= 0; i++)
        visit(ordering, other);
    ordering->depth--;
    ordering->visits[question] = DONE;
    definition->order[ordering->ordered++] = question;
}

/* The questions that have each question among what `source` gives of them, -1 at the end. */
static int **turn_round(struct definition *definition,
                        int (*source)(const struct question *question, int number)) {
    int count = definition->question_count;
    int *counts = arena_new(&definition->arena, (size_t)count * sizeof *counts);
    int **lists = arena_new(&definition->arena, (size_t)count * sizeof *lists);
    for (int pass = 0; pass < 2; pass++) { /* count, then fill */
        for (int i = 0; i < count && pass; i++) {
            lists[i] = arena_new(&definition->arena, (size_t)(counts[i] + 1) * sizeof **lists);
            lists[i][counts[i]] = -1;
        }
        for (int i = 0; i < count; i++)
            for (int k = 0, other; (other = source(&definition->questions[i], k)) >= 0; k++)
                if (pass)
                    lists[other][--counts[other]] = i;
                else
                    counts[other]++;
    }
    return lists;
}

void order_compile(struct compiling *compiling) {
    struct definition *definition = compiling->definition;
    size_t count = (size_t)definition->question_count;
    struct ordering ordering = { .compiling = compiling };
    ordering.visits = arena_new(&definition->arena, count * sizeof *ordering.visits);
    ordering.path = arena_new(&definition->arena, count * sizeof *ordering.path);
    definition->order = arena_new(&definition->arena, count * sizeof *definition->order);
    for (int i = 0; i < definition->question_count; i++)
        visit(&ordering, i);
    definition->dependants = turn_round(definition, input);
    definition->triggered = turn_round(definition, trigger);
}
