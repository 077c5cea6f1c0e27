/* The list of values that F4 opens on a field. */
#include <string.h>

#include "base/text.h"
#include "ui/form_parts.h"
#include "ui/session.h"

static const struct choice *listed(struct session *session, struct arena *arena) {
    struct place *form = session->place->below;
    const struct field *field = form->form.items[form->form.focus].field;
    char *find = text_fold(arena, session->place->page.find);
    if (form_is_searched(field))
        return form_ask_choices(session, form, field->lookup, find, arena);
    const struct choice *choices = form_choices(session, form, form->form.focus);
    size_t count = 0;
    while (choices[count].value)
        count++;
    struct choice *found = arena_new(arena, (count + 1) * sizeof *found);
    count = 0;
    for (; choices->value; choices++) {
        char *words = arena_format(arena, "%s %s", _(choices->label), choices->value);
        if (text_matches(text_fold(arena, words), find))
            found[count++] = *choices;
    }
    return found;
}

static const char *choose_listed(struct session *session) {
    struct arena arena = { 0 };
    struct place *top = session->place;
    const struct choice choice = listed(session, &arena)[session_row(session) - 1];
    const char *no;
    if (top->below->form.items[top->below->form.focus].field->kind != FIELD_CHOICE) {
        session->place = top->below;
        no = form_choose(session, top->below->form.focus, &choice);
        session->place = top;
        top->page.find[0] = 0; /* the next one is looked for anew */
        page_open(session, top);
    } else {
        session_back(session);
        no = form_choose(session, session->place->form.focus, &choice);
    }
    arena_done(&arena);
    return no;
}

/* What stands before a value: whether it is chosen, or which rank it has. */
static char *mark_of(const struct form_item *item, const char *value, struct arena *arena) {
    int rank = form_rank(item, value);
    if (item->field->kind == FIELD_CHOICE)
        return "";
    if (item->field->kind == FIELD_CHOICES)
        return rank ? "[x] " : "[ ] ";
    return rank ? arena_format(arena, "%2d. ", rank) : " -  ";
}

static void write_how(struct page *page, struct session *session) {
    static const char *const ways[] = {
        [FIELD_CHOICE] = N_("Type letters to narrow; Enter chooses; F3 goes back."),
        [FIELD_CHOICES] = N_("Space or Enter marks or unmarks; letters narrow; F3 goes back."),
        [FIELD_RANK] = N_("Enter gives the next rank, or takes it away; letters narrow; F3 goes back."),
    };
    struct place *form = session->place->below;
    const struct form_item *item = &form->form.items[form->form.focus];
    int count = form_count_choices(form_choices(session, form, form->form.focus)), chosen = 0;
    for (int i = 0; i < count; i++)
        chosen += form_is_chosen(item, item->choices[i].value);
    if (*page->find)
        page_format(page, _("Beginning with: %s"), page->find);
    else
        page_text(page, _(ways[item->field->kind]));
    if (item->field->kind != FIELD_CHOICE)
        page_format(page,
                    item->field->kind == FIELD_RANK ? _("%d of %d have a rank.") : _("%d of %d chosen."),
                    chosen, count);
}

static void write_values(struct session *session, struct page *page) {
    struct place *form = session->place->below;
    struct form_item *item = &form->form.items[form->form.focus];
    page->finds = true;
    if (*form->form.typed) {
        memcpy(page->find, form->form.typed, sizeof page->find);
        form->form.typed[0] = 0;
    }
    write_how(page, session);
    struct arena arena = { 0 };
    const struct choice *choices = listed(session, &arena);
    for (int i = 0; choices[i].value; i++)
        page_do(page, choose_listed, i + 1, "%s%s", mark_of(item, choices[i].value, &arena),
                _(choices[i].label));
    if (!choices[0].value)
        page_text(page, _("Nothing begins like that; Backspace takes a letter away."));
    arena_done(&arena);
}

static const struct action values_actions[] = {
    { .key = ENTER,
      .word = "choose",
      .label = N_("Choose"),
      .help = N_("Takes the value under the cursor, or marks it where several may be chosen."),
      .act = page_follow },
    { 0 }
};

const struct screen form_values_screen = {
    .name = "values",
    .title = N_("Values"),
    .help = N_("The values that the field can take. Letters narrow the list to what has a word beginning "
               "with them."),
    .shape = PAGE,
    .needs_id = true,
    .actions = values_actions,
    .write = write_values,
};
