/* A place as lines of text, and what of them is printed when. */
#include "line/face.h"

#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "ui/help.h"

/* ---- a place as lines ---- */

static void add(struct shown *shown, char *text) {
    if ((shown->count & (shown->count - 1)) == 0) {
        size_t room = shown->count ? (size_t)shown->count * 2 : 8;
        shown->lines = arena_grow(&shown->arena, shown->lines, (size_t)shown->count * sizeof *shown->lines,
                                  room * sizeof *shown->lines);
    }
    shown->lines[shown->count++] = text;
}

static char *title(struct session *session, struct arena *arena) {
    const struct screen *screen = session->place->screen;
    const char *where = screen->where ? screen->where(session) : NULL;
    return where && *where ? arena_format(arena, "%s: %s", _(screen->title), where)
                           : arena_copy(arena, _(screen->title));
}

static void add_page(const struct place *place, struct shown *shown) {
    int number = 0;
    for (int i = 0; i < place->page.count; i++) {
        const struct page_line *line = &place->page.lines[i];
        size_t margin = strspn(line->text, " ");
        if (!line->opens && !line->act)
            add(shown, arena_copy(&shown->arena, line->text));
        else if (place->screen->shape == MENU)
            add(shown, arena_format(&shown->arena, "%d: %s", ++number, line->text + margin));
        else
            add(shown, arena_format(&shown->arena, "%.*s[%d] %s", (int)margin, line->text, ++number,
                                    line->text + margin));
    }
}

int64_t show_first_number(const struct place *place) {
    return place->list.window.position > 0 ? place->list.window.position : 1;
}

char *show_row(const struct place *place, int row, struct arena *arena) {
    struct buffer out = { 0 };
    int64_t number = show_first_number(place) + row;
    buffer_format(&out, "%lld: ", (long long)number);
    const char *before = "";
    for (const struct field *field = place->screen->fields; field->name; field++) {
        if (field->hidden_in_line)
            continue;
        char *cell = list_cell(place, row, field, arena);
        buffer_format(&out, "%s%s", before, *cell ? cell : "-");
        before = ", ";
    }
    char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

static char *columns(const struct screen *screen, struct arena *arena) {
    struct buffer out = { 0 };
    buffer_format(&out, "%s", _("Columns: "));
    const char *before = "";
    for (const struct field *field = screen->fields; field->name; field++)
        if (!field->hidden_in_line) {
            buffer_format(&out, "%s%s", before, _(field->label));
            before = ", ";
        }
    char *text = arena_format(arena, "%s.", out.text);
    buffer_done(&out);
    return text;
}

/* Which rows of how many are said. */
static char *count_said(const struct place *place, int skipped, struct arena *arena) {
    struct place said = *place;
    said.list.window.count -= skipped;
    if (said.list.window.position > 0)
        said.list.window.position += skipped;
    return list_count(&said, arena);
}

static void add_list(struct session *session, struct shown *shown) {
    const struct place *place = session->place;
    const struct list *list = &place->list;
    struct arena *arena = &shown->arena;
    shown->lines[0] =
        arena_format(arena, "%s, %s", shown->lines[0], count_said(place, shown->skipped, arena));
    if (*list->words)
        add(shown, arena_format(arena, _("Found: %s."), list->words));
    for (int i = 0; place->screen->filters && place->screen->filters[i].field.name; i++)
        if (*list->filter_values[i])
            add(shown, arena_format(arena, "%s: %s.", _(place->screen->filters[i].field.label),
                                    list->filter_values[i]));
    if (list->order >= 0)
        add(shown, arena_format(arena, list->window.descending ? _("By %s, from the end.") : _("By %s."),
                                _(place->screen->fields[list->order].label)));
    shown->once = shown->count;
    add(shown, columns(place->screen, arena));
    shown->rows = shown->count;
    for (int row = 0; row < list->window.count; row++)
        add(shown, show_row(place, row, arena));
    if (!list->window.count)
        add(shown, arena_copy(arena, *list->words ? _("Nothing is found; \"find\" alone shows all.")
                                     : place->screen->empty
                                         ? put_words(session, place, _(place->screen->empty), arena)
                                         : _("There is nothing here.")));
}

static const char *const help_lines[] = {
    N_("A number opens the row or the link of that number; \"select 4\" only chooses it, and \"open 4\" or "
       "any action's word with a number does that to it."),
    N_("\"more\", \"previous\", \"first\" and \"last\" turn pages; \"show\" says all again."),
    N_("In a list, \"find words\" searches, \"find\" alone shows all, \"sort\" and a column sorts by it."),
    N_("In a form, each line answers a question: ? explains, < goes back, ! empties, a point leads to the "
       "actions, and from there \"go\" leads back, \"go\" and a name to that question. A choice is "
       "answered by its number, its value or the beginning of its name; several with blanks between."),
};

/* The help of the place below; of its actions those that are possible now. */
static void add_help(struct session *session, struct shown *shown) {
    struct place *help = session->place, *place = help->below;
    struct arena *arena = &shown->arena;
    int actions = help->page.count;
    while (actions > 0 && help->page.lines[actions - 1].look != HEADING)
        actions--;
    for (int i = 0; i + 1 < actions; i++)
        add(shown, put_words(session, place, help->page.lines[i].text, arena));
    add(shown, arena_copy(arena, _("What can be said here now:")));
    session->place = place;
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (session_can(session, action))
            add(shown, arena_format(arena, "  %s: %s", action->word,
                                    put_words(session, place, _(action->help), arena)));
    session->place = help;
    for (size_t i = 0; i < sizeof help_lines / sizeof *help_lines; i++)
        add(shown, arena_copy(arena, _(help_lines[i])));
}

static struct shown render(struct session *session, int skipped) {
    struct place *place = session->place;
    struct shown shown = { .once = -1 };
    if (place->screen->shape == LIST && skipped < place->list.window.count)
        shown.skipped = skipped;
    add(&shown, title(session, &shown.arena));
    if (place->screen == &help_on_screen) {
        add_help(session, &shown);
        return shown;
    }
    switch (place->screen->shape) {
    case LIST:
        add_list(session, &shown);
        break;
    case MENU:
    case PAGE:
        add_page(place, &shown);
        break;
    case FORM:
        break;
    }
    return shown;
}

/* ---- what is printed ---- */

bool show_more(struct face *face) {
    int first = face->printed, rows = face->session->rows;
    bool stops = face->terminal && face->screen->shape != LIST && face->shown.count - first > rows + 2;
    int end = stops ? first + rows : face->shown.count;
    for (; face->printed < end; face->printed++)
        if (face->printed < face->shown.rows || face->printed >= face->shown.rows + face->shown.skipped)
            put_text(face, face->shown.lines[face->printed]);
    if (stops)
        put_text(face, _("More follows; \"more\" goes on."));
    return first < end;
}

static void show_changes(struct face *face, const struct shown *fresh) {
    for (int i = 0; i < face->printed; i++)
        if (i != fresh->once && strcmp(face->shown.lines[i], fresh->lines[i]))
            put_text(face, fresh->lines[i]);
}

static void leave_once(struct shown *shown) {
    if (shown->once < 0)
        return;
    shown->count--;
    shown->rows--;
    for (int i = shown->once; i < shown->count; i++)
        shown->lines[i] = shown->lines[i + 1];
    shown->once = -1;
}

static bool is_known(const struct face *face) {
    const struct place *place = face->session->place;
    return face->place == place && face->screen == place->screen && face->id == place->id;
}

static void remember(struct face *face, struct shown fresh) {
    arena_done(&face->shown.arena);
    face->shown = fresh;
    face->place = face->session->place;
    face->screen = face->place->screen;
    face->id = face->place->id;
}

void show_place(struct face *face) {
    bool known = is_known(face);
    struct shown fresh = render(face->session, known && !face->anew ? face->shown.skipped : face->skipped);
    if (known) {
        put_message(face);
        leave_once(&fresh);
    }
    bool changes = known && !face->anew && fresh.count == face->shown.count;
    if (changes)
        show_changes(face, &fresh);
    remember(face, fresh);
    if (!changes) {
        face->printed = 0;
        face->chosen = false;
        show_more(face);
        leave_once(&face->shown);
        if (face->printed > face->shown.count)
            face->printed = face->shown.count;
    }
    if (!known) {
        face->commands = false;
        face->read = -1;
    }
    face->anew = false;
    face->skipped = 0;
}

void show_help(struct face *face) {
    bool commands = face->commands;
    show_place(face);
    if (face->printed < face->shown.count)
        return;
    session_back(face->session);
    remember(face, render(face->session, 0));
    leave_once(&face->shown);
    face->printed = face->shown.count;
    face->commands = commands;
}
