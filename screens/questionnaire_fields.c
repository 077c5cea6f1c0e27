/* The fields of a questionnaire, made from its definition so that both faces can ask them: a field for each
 * question, tables for those that stand in one, headings for groups and for each instance of a repeat. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "rules/tables.h"
#include "screens/questionnaire_parts.h"

static const enum field_kind kinds[] = {
    [FILLING_TEXT] = FIELD_TEXT,       [FILLING_LONG_TEXT] = FIELD_LONG,
    [FILLING_INTEGER] = FIELD_INTEGER, [FILLING_DECIMAL] = FIELD_DECIMAL,
    [FILLING_RANGE] = FIELD_DECIMAL,   [FILLING_DAY] = FIELD_DAY,
    [FILLING_TIME] = FIELD_TIME,       [FILLING_MOMENT] = FIELD_MOMENT,
    [FILLING_ONE] = FIELD_CHOICE,      [FILLING_SEVERAL] = FIELD_CHOICES,
    [FILLING_RANK] = FIELD_RANK,       [FILLING_ACKNOWLEDGE] = FIELD_CHOICE,
    [FILLING_NOTE] = FIELD_NOTE,       [FILLING_SECTION] = FIELD_HEADING,
    [FILLING_REPEAT] = FIELD_INTEGER,  [FILLING_INSTANCE] = FIELD_HEADING,
};

struct shown {
    int item;
    const char *before;  /* the answer that was begun from, NULL: none */
    struct sheet *sheet; /* the table it is a part of, or NULL */
    int row;             /* item whose label is that of its row */
    bool is_named, starred, marked;
};

/* A table with the texts of now. */
struct sheet {
    struct grid grid;
    struct table table;
    struct filling *filling;
    const char **columns;
    bool is_titled; /* its group has no heading of its own */
};

int questionnaire_item(const struct questionnaire *at, int field) {
    return field >= 0 && field < at->count ? at->shown[field].item : -1;
}

int questionnaire_field(const struct questionnaire *at, int item) {
    return item >= 0 && item < at->item_most ? at->field_of[item] : -1;
}

/* ---- the remark under a table of numbers ---- */

/* "27 of the 40 staff: more than half; please say why below." Nothing is refused. */
static char *remark(struct session *session, const struct grid *grid, struct arena *arena) {
    (void)session;
    const struct sheet *sheet = (const struct sheet *)grid;
    double most =
        strtod(filling_extra_text(sheet->filling, sheet->table.group, "topcop::ceiling", arena), NULL);
    double sum = table_sum(sheet->filling, &sheet->table, -1, -1, NULL);
    if (!(most > 0))
        return NULL;
    if (sum > most)
        return arena_format(arena, _("%g of %g people: more than there are. Should it be so, say why below."),
                            sum, most);
    if (sum > most / 2)
        return arena_format(arena, _("%g of %g people: more than half; please say why below."), sum, most);
    return arena_format(arena, _("%g of %g people."), sum, most);
}

/* ---- making the fields ---- */

static struct field *add(struct questionnaire *at, int item, enum field_kind kind) {
    struct filling *filling = at->filling;
    int earlier = at->earlier ? filling_find(at->earlier, filling_path(filling, item)) : -1;
    enum filling_kind what = filling_kind(filling, item);
    struct field *field = &at->fields[at->count];
    *field = (struct field){
        .name = arena_copy(&at->arena, filling_path(filling, item)),
        .label = "",
        .kind = kind,
        .most = what == FILLING_LONG_TEXT ? 4000 : 500,
        .minimal = strstr(filling_appearance(filling, item), "minimal"),
    };
    at->shown[at->count] = (struct shown){
        .item = item,
        .row = item,
        .before = earlier < 0 ? NULL : arena_copy(&at->arena, filling_value(at->earlier, earlier)),
    };
    at->field_of[item] = at->count++;
    return field;
}

static void add_table(struct questionnaire *at, const struct table *table, bool is_titled) {
    struct sheet *sheet = arena_new(&at->arena, sizeof *sheet);
    *sheet = (struct sheet){
        .table = *table,
        .filling = at->filling,
        .is_titled = is_titled,
        .columns = arena_new(&at->arena, (size_t)(table->column_count + 1) * sizeof *sheet->columns),
    };
    sheet->grid = (struct grid){ .columns = sheet->columns,
                                 .column_count = table->column_count,
                                 .numbers = table->numbers,
                                 .remark = table->numbers ? remark : NULL };
    int width = table->numbers ? table->column_count : 1;
    for (int i = 0; i < table->row_count * width; i++) {
        struct field *field = add(at, table->numbers ? table->cells[i] : table->rows[i],
                                  table->numbers ? FIELD_INTEGER : FIELD_CHOICE);
        field->grid = &sheet->grid;
        field->grid_column = table->numbers ? i % width : 0;
        at->shown[at->count - 1].sheet = sheet;
        at->shown[at->count - 1].row = table->rows[i / width];
    }
}

/* A group whose members are one table needs no heading between others: the table has a title. */
static bool is_title_only(struct questionnaire *at, int item, bool numbers) {
    return filling_parent(at->filling, item) >= 0 && (numbers || table_is_all_of(at->filling, item));
}

static void add_items(struct questionnaire *at, const int *items, int count) {
    for (int i = 0; i < count; i++) {
        struct arena scratch = { 0 };
        struct table table;
        enum filling_kind kind = filling_kind(at->filling, items[i]);
        bool has_table = table_at(at->filling, i, &table, &at->arena);
        bool has_label = *filling_label(at->filling, items[i], &scratch);
        if (kind == FILLING_SECTION && has_label && !is_title_only(at, items[i], has_table))
            add(at, items[i], FIELD_HEADING);
        else if (kind != FILLING_SECTION && kind != FILLING_QUIET && !has_table)
            add(at, items[i], kinds[kind]);
        if (has_table) {
            add_table(at, &table, is_title_only(at, table.group, table.numbers));
            i = table.last;
        }
        arena_done(&scratch);
    }
}

void questionnaire_build(struct questionnaire *at) {
    int count;
    const int *items = filling_items(at->filling, &count);
    at->arena = (struct arena){ 0 };
    at->shape = filling_shape(at->filling);
    at->count = at->item_most = 0;
    for (int i = 0; i < count; i++)
        at->item_most = items[i] >= at->item_most ? items[i] + 1 : at->item_most;
    at->fields = arena_new(&at->arena, (size_t)(count + 1) * sizeof *at->fields);
    at->shown = arena_new(&at->arena, (size_t)(count + 1) * sizeof *at->shown);
    at->field_of = arena_new(&at->arena, (size_t)(at->item_most + 1) * sizeof *at->field_of);
    for (int i = 0; i <= at->item_most; i++)
        at->field_of[i] = -1;
    add_items(at, items, count);
}

const char *questionnaire_rebuild(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct arena old = at->arena;
    questionnaire_build(at);
    const char *no = form_rebuild(session, session->place, at->fields, at->count);
    arena_done(&old);
    for (int i = 0; i < at->count; i++) {
        const char *value = filling_value(at->filling, at->shown[i].item);
        if (strcmp(session->place->form.items[i].text, value) != 0)
            form_load(session->place, i, value);
    }
    questionnaire_renew(session);
    return no;
}

/* ---- what they show ---- */

static char *instance_label(struct filling *filling, int item, struct arena *arena) {
    const char *label = filling_label(filling, item, arena);
    return arena_format(arena, _("%s %d of %s"), *label ? label : filling_name(filling, item),
                        filling_instance(filling, item),
                        filling_value(filling, filling_parent(filling, item)));
}

/* Label, star, and in brackets the hint, that it had to be said in another language, and that the answer is
 * the one begun from. */
static char *label_of(struct filling *filling, const struct shown *shown, struct arena *arena) {
    enum filling_kind kind = filling_kind(filling, shown->item);
    if (kind == FILLING_INSTANCE)
        return text_clean(arena, instance_label(filling, shown->item, arena));
    const char *label = filling_label(filling, shown->item, arena);
    const char *hint = filling_hint(filling, shown->item, arena);
    const char *const asides[] = {
        hint,
        filling_label_is_fallback(filling, shown->item) ? _("not translated") : "",
        shown->marked ? _("as before") : "",
    };
    char *aside = arena_copy(arena, "");
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++)
        if (*asides[i])
            aside = arena_format(arena, "%s%s%s", aside, *aside ? "; " : "", asides[i]);
    if (kind == FILLING_REPEAT)
        label = arena_format(arena, _("%s: how many?"), *label ? label : filling_name(filling, shown->item));
    return text_clean(arena, arena_format(arena, "%s%s%s%s%s", label, shown->starred ? " *" : "",
                                          *aside ? " (" : "", aside, *aside ? ")" : ""));
}

static const struct choice *choices_of(struct filling *filling, int item, struct arena *arena) {
    static const struct choice acknowledged[] = { { "OK", N_("Yes") }, { 0 } };
    if (filling_kind(filling, item) == FILLING_ACKNOWLEDGE)
        return acknowledged;
    struct filling_choice *offered = filling_choices(filling, item, arena);
    int count = 0;
    while (offered[count].name)
        count++;
    struct choice *choices = arena_new(arena, (size_t)(count + 1) * sizeof *choices);
    for (int i = 0; i < count; i++)
        choices[i] = (struct choice){ offered[i].name, text_clean(arena, offered[i].label) };
    return choices;
}

/* What F1 says of a question: its guidance, and the bounds of a range. */
static const char *help_of(struct filling *filling, int item, struct arena *arena) {
    double start, end, step;
    const char *guidance = filling_guidance(filling, item, arena);
    if (filling_range(filling, item, &start, &end, &step))
        guidance = arena_format(arena, _("%s%sFrom %g to %g, in steps of %g."), guidance,
                                *guidance ? " " : "", start, end, step);
    return *guidance ? text_clean(arena, guidance) : NULL;
}

static bool is_hidden(struct filling *filling, int item) {
    bool counts = filling_kind(filling, item) == FILLING_REPEAT &&
                  (!filling_may_add(filling, item) || strcmp(filling_value(filling, item), "0") > 0);
    return counts || !filling_is_asked_now(filling, item);
}

static void renew_sheet(struct sheet *sheet, struct arena *words) {
    struct filling *filling = sheet->filling;
    const struct filling_choice *choices =
        sheet->table.numbers ? NULL : filling_choices(filling, sheet->table.rows[0], words);
    for (int i = 0; i < sheet->table.column_count; i++)
        sheet->columns[i] = text_clean(words, choices ? choices[i].label
                                                      : filling_label(filling, sheet->table.cells[i], words));
    sheet->grid.title =
        sheet->is_titled ? text_clean(words, filling_label(filling, sheet->table.group, words)) : NULL;
}

static void renew_item(struct questionnaire *at, struct form_item *item, int number, struct arena *words) {
    struct filling *filling = at->filling;
    struct shown *shown = &at->shown[number];
    struct field *field = &at->fields[number];
    item->hidden = is_hidden(filling, shown->item);
    field->fixed = filling_is_read_only(filling, shown->item);
    shown->starred = filling_kind(filling, shown->item) < FILLING_NOTE &&
                     !(shown->sheet && field->grid->numbers) && filling_is_required(filling, shown->item);
    shown->marked = shown->before && *shown->before && !strcmp(shown->before, item->text) && !shown->sheet;
    item->label = label_of(filling, shown, words);
    field->help = help_of(filling, shown->sheet ? shown->sheet->table.group : shown->item, words);
    item->choices = form_is_choice(item) ? choices_of(filling, shown->item, words) : NULL;
    if (shown->sheet && shown->sheet->table.numbers)
        field->grid_row = text_clean(words, filling_label(filling, shown->row, words));
}

void questionnaire_renew(struct session *session) {
    struct questionnaire *at = questionnaire_of(session);
    struct form *form = &session->place->form;
    struct arena words = { 0 };
    for (int i = 0; i < form->count; i++) {
        renew_item(at, &form->items[i], i, &words);
        struct sheet *sheet = at->shown[i].sheet;
        if (sheet && (i == 0 || at->shown[i - 1].sheet != sheet))
            renew_sheet(sheet, &words);
    }
    arena_done(&at->words);
    at->words = words;
}
