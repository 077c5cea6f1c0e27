/* Expressions that others test their programs with, and expressions of real forms: xpath CASES.tsv FORMS.tsv
 * DIFFERENCES.tsv. A case must give what it expects, or be listed with our value and the reason; an
 * expression of a form must be read, or refused with a reason that is one of a few. Ends with 1 where that is
 * not so. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "xlsform/document.h"
#include "xlsform/expression.h"
#include "xlsform/node.h"
#include "xlsform/pattern.h"
#include "xlsform/value.h"
#include "xlsform/xpath.h"

enum { COLUMNS = 10, AGREE_PERCENT = 97 };
enum { ID, FILE_NAME, TEST, TYPE, EXPRESSION, EXPECTED, NEEDS_DOM, CONTEXT, VERIFIED, XML };

struct table {
    struct buffer bytes;
    const char *(*rows)[COLUMNS];
    int count;
};

static struct arena arena;

/* "\n" and its like as the characters they stand for, in place. */
static void unescape(char *text) {
    static const char letters[] = "ntr", meant[] = "\n\t\r";
    char *out = text;
    for (; *text; text++) {
        const char *letter = *text == '\\' && text[1] ? strchr(letters, text[1]) : NULL;
        if (letter)
            *out++ = meant[letter - letters];
        else
            *out++ = *text == '\\' && text[1] == '\\' ? '\\' : *text;
        text += letter || (*text == '\\' && text[1] == '\\');
    }
    *out = 0;
}

/* The lines of a file after its first, cut at tabs; missing cells are empty. */
static void read_table(struct table *table, const char *path) {
    const char *refusal = file_read(&table->bytes, path, 64 << 20);
    if (refusal)
        die("%s", refusal);
    char *line = strchr(table->bytes.text, '\n');
    while (line && line[1]) {
        char *at = line + 1;
        line = strchr(at, '\n');
        if (line)
            *line = 0;
        table->rows = arena_room(&arena, table->rows, table->count, sizeof *table->rows);
        for (int i = 0; i < COLUMNS; i++) {
            char *cell = at ? strsep(&at, "\t") : NULL;
            if (cell)
                unescape(cell);
            table->rows[table->count][i] = cell ? cell : "";
        }
        table->count++;
    }
}

static void keep_fault(void *data, const struct expression_fault *fault) {
    char *sentence = data;
    if (!fault->is_warning && !*sentence)
        snprintf(sentence, 400, "%s", fault->sentence);
}

/* Contexts and expected nodes are written "/html[2]/body[1]/@id": by name and number among all of that name,
 * where a type of document has one too. */

static const char *name_of(const xmlNode *node) {
    static const char *const others[] = { [XML_TEXT_NODE] = "text()",
                                          [XML_CDATA_SECTION_NODE] = "#cdata-section",
                                          [XML_COMMENT_NODE] = "comment()",
                                          [XML_PI_NODE] = "processing-instruction()" };
    bool has_own = (size_t)node->type < sizeof others / sizeof *others && others[node->type];
    if (has_own)
        return others[node->type];
    const char *prefix = node->type == XML_ELEMENT_NODE && node->ns ? (const char *)node->ns->prefix : NULL;
    return prefix ? arena_format(&arena, "%s:%s", prefix, node->name) : (const char *)node->name;
}

static void add_path(struct buffer *out, const xmlNode *node) {
    if (node->type == XML_DOCUMENT_NODE)
        return;
    if (node->parent)
        add_path(out, node->parent);
    if (node->type == XML_ATTRIBUTE_NODE) {
        buffer_format(out, "/@%s", node->name);
        return;
    }
    int number = 1;
    for (const xmlNode *other = node; (other = other->prev);)
        number += !strcmp(name_of(other), name_of(node));
    buffer_format(out, "/%s[%d]", name_of(node), number);
}

static const char *path_of(const xmlNode *node) {
    struct buffer path = { 0 };
    buffer_clear(&path);
    add_path(&path, node);
    const char *text = arena_copy(&arena, path.length ? path.text : "/");
    buffer_done(&path);
    return text;
}

static xmlNode *find_node(xmlNode *within, const char *path) {
    if (!*path || !strcmp(path, path_of(within)))
        return within;
    for (xmlNode *node = within->children; node; node = node->next) {
        xmlNode *found =
            node->type == XML_ENTITY_REF_NODE || node->type == XML_DTD_NODE ? NULL : find_node(node, path);
        if (found)
            return found;
    }
    if (within->type == XML_ELEMENT_NODE)
        for (xmlAttr *attribute = within->properties; attribute; attribute = attribute->next)
            if (!strcmp(path, path_of((xmlNode *)attribute)))
                return (xmlNode *)attribute;
    return NULL;
}

/* The nodes' paths with " | " between them. */
static void list_nodes(struct evaluator *evaluator, const struct expression *expression, xmlNode *at,
                       struct buffer *out) {
    xmlNodeSet *nodes = evaluator_nodes(evaluator, expression, at);
    for (int i = 0; nodes && i < nodes->nodeNr; i++)
        buffer_format(out, i ? " | %s" : "%s", path_of(nodes->nodeTab[i]));
    xpath()->xmlXPathFreeNodeSet(nodes);
}

/* The zone of a case that names an offset is that of those who wrote them; else one without. */
static const double ZONE_DAYS = 7 / 24.0;

static bool names_offset(const char *text) {
    return pattern_matches(":[0-9.]+-[0-9]{2}:", text, NULL);
}

static void set_zone(const char *const *row) {
    setenv("TZ", names_offset(row[EXPRESSION]) || names_offset(row[XML]) ? "MST7" : "UTC0", 1);
    tzset();
}

/* Whether a number of days was written down in that zone, though the case does not name it, and is ours in
 * UTC. */
static bool agrees_in_utc(const char *const *row, const char *given) {
    double shift = strtod(row[EXPECTED], NULL) - strtod(given, NULL);
    return !names_offset(row[EXPRESSION]) && fabs(shift - ZONE_DAYS) < 2e-3;
}

/* What we make of a case: a text to compare with the one expected, or "refused: sentence". */
static void evaluate(const char *const *row, xmlNode *at, struct buffer *out) {
    static const struct expression_names any;
    static const struct expression_source nothing;
    char sentence[400] = "";
    const char *type = row[TYPE];
    struct expression *expression = expression_new(&arena, row[EXPRESSION], &any, keep_fault, sentence);
    buffer_clear(out);
    if (!expression) {
        buffer_format(out, "refused: %s", sentence);
        return;
    }
    struct evaluator *evaluator = evaluator_new(&nothing);
    if (!strcmp(type, "nodes"))
        list_nodes(evaluator, expression, at, out);
    else if (!evaluator_print(evaluator, expression, at,
                              !strcmp(type, "boolean")      ? RESULT_TRUTH
                              : !strncmp(type, "number", 6) ? RESULT_NUMBER
                                                            : RESULT_TEXT,
                              out))
        buffer_add(out, "refused: no value");
    evaluator_free(evaluator);
    expression_done(expression);
}

static double number_of(const char *text) {
    if (strstr(text, "Infinity"))
        return *text == '-' ? -INFINITY : INFINITY;
    return strcmp(text, "NaN") ? strtod(text, NULL) : NAN;
}

static bool same_number(const char *type, const char *given, const char *expected) {
    double one = number_of(given), other = number_of(expected);
    double unit = type[6] == '*' ? strtod(type + 7, NULL) : 0;
    if (unit > 0 && isfinite(one) && isfinite(other))
        return fabs(one - other) <= fmax(1 / unit, 1e-14);
    return value_same(one, other, 1e-14) || (isnan(one) && isnan(other)) || fabs(one - other) < 1e-12;
}

static bool matches(const char *given, const char *expected) {
    const char *end = strrchr(expected, '/');
    return *expected == '/' && end > expected &&
           pattern_matches(arena_format(&arena, "%s%.*s", end[1] == 'i' ? "(?i)" : "",
                                        (int)(end - expected - 1), expected + 1),
                           given, NULL);
}

static bool agrees(const char *type, const char *given, const char *expected) {
    bool is_refused = !strncmp(given, "refused: ", 9);
    if (!strcmp(type, "error") || is_refused)
        return is_refused && !strcmp(type, "error");
    if (!strncmp(type, "number", 6))
        return same_number(type, given, expected);
    if (!strcmp(type, "regex"))
        return matches(given, expected);
    if (!strcmp(type, "string-length"))
        return strlen(given) == (size_t)strtol(expected, NULL, 10);
    return !strcmp(given, expected);
}

struct tally {
    const char *what;
    int agree, agree_in_utc, differ, refused, unlisted;
};

/* A difference, one of the zone too, must be listed with the same value. */
static void settle(struct tally *tally, const char *const *row, const char *given,
                   const struct table *listed) {
    const char *const *entry = NULL;
    for (int i = 0; i < listed->count && !entry; i++)
        entry = strcmp(listed->rows[i][0], row[ID]) ? NULL : listed->rows[i];
    bool is_refused = !strncmp(given, "refused: ", 9);
    *(is_refused ? &tally->refused : agrees_in_utc(row, given) ? &tally->agree_in_utc : &tally->differ) += 1;
    if (strstr(given, " is not supported: ") || (entry && !strcmp(entry[1], given) && *entry[2]))
        return;
    tally->unlisted++;
    printf("not listed: %s\t%s\t(%s) expected %s: %s\n", row[ID], given, row[TYPE], row[EXPECTED],
           row[EXPRESSION]);
}

static void run_case(struct tally *tally, const char *const *row, const struct table *listed) {
    set_zone(row);
    struct buffer xml = { 0 }, given = { 0 };
    xmlDoc *document = NULL;
    buffer_add(&xml, *row[XML] ? row[XML] : "<data/>");
    const char *refusal = document_read(&xml, "the case", &document);
    xmlNode *at = refusal ? NULL : find_node((xmlNode *)document, row[CONTEXT]);
    if (at)
        evaluate(row, at, &given);
    else
        buffer_format(&given, "refused: %s", refusal ? refusal : "no context");
    if (agrees(row[TYPE], given.text, row[EXPECTED]))
        tally->agree++;
    else
        settle(tally, row, given.text, listed);
    if (document)
        xpath()->xmlFreeDoc(document);
    buffer_done(&xml);
    buffer_done(&given);
}

static int agreeing(const struct tally *tally) {
    return tally->agree + tally->agree_in_utc;
}

static void say(const struct tally *tally) {
    int inside = agreeing(tally) + tally->differ;
    printf(
        "%s: %d agree of %d (%.1f %%), %d of them with the zone they were written in taken out; %d differ, "
        "%d refused because outside, %d not listed\n",
        tally->what, agreeing(tally), inside, 100.0 * agreeing(tally) / (inside ? inside : 1),
        tally->agree_in_utc, tally->differ, tally->refused, tally->unlisted);
}

static bool run_cases(const char *path, const char *differences) {
    struct table cases = { 0 }, listed = { 0 };
    struct tally plain = { .what = "expressions alone" }, with_document = { .what = "with a document" };
    read_table(&cases, path);
    read_table(&listed, differences);
    for (int i = 0; i < cases.count; i++) {
        const char *const *row = cases.rows[i];
        bool needs_document = !strcmp(row[NEEDS_DOM], "yes");
        if (!strcmp(row[VERIFIED], "yes") && (!needs_document || *row[XML]))
            run_case(needs_document ? &with_document : &plain, row, &listed);
    }
    say(&with_document);
    say(&plain);
    buffer_done(&cases.bytes);
    buffer_done(&listed.bytes);
    return !plain.unlisted && !with_document.unlisted &&
           agreeing(&plain) * 100 >= AGREE_PERCENT * (agreeing(&plain) + plain.differ);
}

/* Any name is a question, and any a column: what is looked at is the grammar. */
static int any_question(void *data, const char *name) {
    (void)data;
    return *name ? 0 : -1;
}

/* Whether a sentence tells of a function or a feature that is not here, or of a mistake that is one. */
static bool is_reason(const char *sentence) {
    static const char *const reasons[] = { " is not supported: ", " belongs to another program",
                                           "(last-saved#) are not supported" };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (strstr(sentence, reasons[i]))
            return true;
    return false;
}

static bool run_forms(const char *path, const char *differences) {
    enum { FORM_EXPRESSION = 4 };
    static const struct expression_names names = { .question = any_question };
    struct table forms = { 0 }, listed = { 0 };
    int read = 0, refused = 0, unlisted = 0;
    read_table(&forms, path);
    read_table(&listed, differences);
    for (int i = 0; i < forms.count; i++) {
        const char *const *row = forms.rows[i];
        char sentence[400] = "";
        struct expression *expression =
            expression_new(&arena, row[FORM_EXPRESSION], &names, keep_fault, sentence);
        const char *id = arena_format(&arena, "%s %s %s", row[1], row[2], row[3]);
        bool is_listed = expression || is_reason(sentence);
        for (int k = 0; k < listed.count && !is_listed; k++)
            is_listed = !strcmp(listed.rows[k][0], id) && !strcmp(listed.rows[k][1], sentence);
        expression ? read++ : refused++;
        if (!is_listed && ++unlisted)
            printf("not listed: %s\t%s\t%s\n", id, sentence, row[FORM_EXPRESSION]);
        expression_done(expression);
    }
    printf("expressions of forms: %d read, %d refused with their reason, %d not listed\n", read, refused,
           unlisted);
    buffer_done(&forms.bytes);
    buffer_done(&listed.bytes);
    return !unlisted && read;
}

int main(int count, char **words) {
    if (count != 4)
        die("xpath CASES.tsv FORMS.tsv DIFFERENCES.tsv");
    bool forms = run_forms(words[2], words[3]), cases = run_cases(words[1], words[3]);
    arena_done(&arena);
    return !forms || !cases;
}
