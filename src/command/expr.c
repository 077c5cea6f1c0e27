/* An expression as questionnaires have it, worked out at once: for those who write them. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/words.h"
#include "command/verbs.h"
#include "xlsform/document.h"
#include "xlsform/expression.h"
#include "xlsform/node.h"
#include "xlsform/xpath.h"

/* Keeps the first mistake; of what is only doubtful it tells at once. */
struct faults {
    struct command *command;
    const char *text;
    const char *mistake;
};

/* Shows the expression, or the line of it, with a caret below the place. */
static void show_place(struct faults *faults, int character) {
    struct arena *arena = &faults->command->arena;
    const char *at = faults->text, *line = at;
    for (int i = 1; i < character && *at; i++)
        if (text_next(&at) == '\n')
            line = at;
    const char *head = text_clean(arena, arena_copy_part(arena, line, (size_t)(at - line)));
    const char *rest = text_clean(arena, arena_copy_part(arena, at, strcspn(at, "\n")));
    fprintf(stderr, "%s%s\n%*s^\n", head, rest, text_width(head), "");
}

static void take_fault(void *data, const struct expression_fault *fault) {
    struct faults *faults = data;
    struct arena *arena = &faults->command->arena;
    if (faults->mistake)
        return;
    show_place(faults, fault->character);
    if (fault->is_warning)
        fprintf(stderr, _("character %d: warning: %s\n"), fault->character,
                text_clean(arena, fault->sentence));
    else
        faults->mistake = arena_format(arena, _("character %d: %s"), fault->character, fault->sentence);
}

static REFUSAL compile(struct command *command, const char *text, struct expression **expression) {
    static const struct expression_names any;
    struct faults faults = { .command = command, .text = text };
    *expression = expression_new(&command->arena, text, &any, take_fault, &faults);
    return *expression ? NULL : refuse("%s", faults.mistake);
}

static REFUSAL read_document(const char *path, xmlDoc **document) {
    if (!path) {
        *document = xpath()->xmlNewDoc(NULL);
        node_new(*document, NULL, "data");
        return NULL;
    }
    struct buffer bytes = { 0 };
    buffer_clear(&bytes);
    const char *refusal = file_read(&bytes, path, DOCUMENT_BYTES);
    if (!refusal)
        refusal = document_read(&bytes, file_name(path), document);
    buffer_done(&bytes);
    return refusal;
}

/* The node that --at leads to; the document's element without it. */
static REFUSAL find_node(struct command *command, struct evaluator *evaluator, xmlDoc *document,
                         xmlNode **at) {
    const char *path = command_option(command, "at");
    struct expression *expression = NULL;
    const char *refusal = compile(command, path ? path : "/*", &expression);
    if (refusal)
        return refusal;
    xmlNodeSet *nodes = evaluator_nodes(evaluator, expression, (xmlNode *)document);
    if (nodes && nodes->nodeNr)
        *at = nodes->nodeTab[0];
    else
        refusal = refuse(_("--at %s leads to no node."), path);
    xpath()->xmlXPathFreeNodeSet(nodes);
    expression_done(expression);
    return refusal;
}

static REFUSAL print(struct command *command, struct evaluator *evaluator, xmlDoc *document,
                     enum expression_result as) {
    struct expression *expression = NULL;
    xmlNode *at = NULL;
    struct buffer value = { 0 };
    const char *refusal = find_node(command, evaluator, document, &at);
    if (!refusal)
        refusal = compile(command, command->words[0], &expression);
    if (!refusal && !evaluator_print(evaluator, expression, at, as, &value))
        refusal = refuse(
            _("The expression has no value: it takes too many steps, or a path stands where none can."));
    if (!refusal)
        printf("%s\n", text_clean_lines(&command->arena, value.text));
    expression_done(expression);
    buffer_done(&value);
    return refusal;
}

const char *verb_expr(struct command *command) {
    static const char *const kinds[] = { "", "string", "number", "boolean", NULL };
    static const struct expression_source nothing;
    const char *kind = command_option(command, "as");
    int as = 0;
    while (kind && kinds[as] && strcmp(kind, kinds[as]) != 0)
        as++;
    if (!kinds[as])
        return command_unknown(command, _("--as takes string, number or boolean"), kind, kinds + 1, false);
    xmlDoc *document = NULL;
    const char *refusal = read_document(command_option(command, "data"), &document);
    if (refusal)
        return refusal;
    struct evaluator *evaluator = evaluator_new(&nothing);
    refusal = print(command, evaluator, document, (enum expression_result)as);
    evaluator_free(evaluator);
    xpath()->xmlFreeDoc(document);
    return refusal;
}
