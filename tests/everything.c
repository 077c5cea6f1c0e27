#include "everything.h"

#include <stdio.h>
#include <stdlib.h>

#include "ui/session.h"

/* ---- numbers: who and at which level ---- */

static const char *const levels[] = { "awareness", "practitioner", "advanced", "expert", "trainer" };

static char *compare_with_staff(struct session *session, const struct grid *grid, struct arena *arena) {
    (void)grid;
    const char *staff = form_value(session->place, "staff");
    long sum = 0;
    for (int i = 0; i < session->place->form.count; i++)
        if (session->place->form.items[i].field->grid == grid)
            sum += strtol(session->place->form.items[i].text, NULL, 10);
    return *staff && sum > strtol(staff, NULL, 10)
               ? arena_format(arena, "%ld are more than the %s who work in this area.", sum, staff)
               : NULL;
}

static const struct grid numbers = { .title = "How many officers of each profile need which level?",
                                     .columns = levels,
                                     .column_count = 5,
                                     .numbers = true,
                                     .remark = compare_with_staff };

#define CELL(row, title, column)                                                                             \
    {                                                                                                        \
        .name = "n_" row "_" #column, .label = title, .help = "How many.", .kind = FIELD_INTEGER,            \
        .grid = &numbers, .grid_row = title, .grid_column = column                                           \
    }
#define ROW(row, title)                                                                                      \
    CELL(row, title, 0), CELL(row, title, 1), CELL(row, title, 2), CELL(row, title, 3), CELL(row, title, 4)

/* ---- choices: how often ---- */

static const char *const often[] = { "Heç vaxt", "ზოგჯერ", "Հաճախ", "Каждый день" };
static const struct choice often_choices[] = { { "never", "Heç vaxt" },
                                               { "sometimes", "ზოგჯერ" },
                                               { "often", "Հաճախ" },
                                               { "daily", "Каждый день" },
                                               { 0 } };
static const struct grid choices = { .title = "Nə qədər tez-tez?", .columns = often, .column_count = 4 };

#define LINE(row, title)                                                                                     \
    {                                                                                                        \
        .name = row, .label = title, .help = "How often.", .kind = FIELD_CHOICE, .choices = often_choices,   \
        .grid = &choices                                                                                     \
    }

static const struct choice ways[] = {
    { "residential", "Residential" }, { "webinar", "Webinar" }, { "exchange", "Exchange" }, { 0 }
};
static const struct choice languages[] = { { "az", "Azərbaycan" }, { "ka", "ქართული" },  { "hy", "Հայերեն" },
                                           { "uk", "Українська" }, { "ro", "Română" },   { "ru", "Русский" },
                                           { "en", "English" },    { "fr", "Français" }, { "de", "Deutsch" },
                                           { "tr", "Türkçe" },     { "zh", "中文" },     { 0 } };

static const struct field fields[] = {
    { .name = "who", .label = "Who", .kind = FIELD_HEADING },
    { .name = "staff", .label = "Staff in the area", .help = "All of them.", .kind = FIELD_INTEGER },
    ROW("risk", "Risk analyst"),
    ROW("customs", "Gömrük əməkdaşı"),
    ROW("border", "საზღვრის პოლიცია, რომელიც მდინარეზეა"),
    ROW("lab", "实验室专家"),
    { .name = "how", .label = "How", .kind = FIELD_HEADING },
    LINE("search", "Axtarış"),
    LINE("seize", "ამოღება"),
    LINE("report", "Отчёт для прокурора"),
    { .name = "form",
      .label = "Best form",
      .help = "The best one first.",
      .kind = FIELD_RANK,
      .choices = ways },
    { .name = "begins", .label = "Begins", .help = "Day and time.", .kind = FIELD_MOMENT },
    { .name = "languages",
      .label = "Languages",
      .help = "All that are spoken.",
      .kind = FIELD_CHOICES,
      .choices = languages },
    { .name = "ways", .label = "Ways", .help = "Any.", .kind = FIELD_CHOICES, .choices = ways },
    { .name = "way", .label = "Way", .help = "One.", .kind = FIELD_CHOICE, .choices = ways, .minimal = true },
    { 0 },
};

/* Whoever never seizes does not report either. */
static void changed(struct session *session, int field) {
    (void)field;
    struct place *place = session->place;
    place->form.items[form_find(place, "report")].hidden = *form_value(place, "seize") == 'n'; /* never */
}

char everything_left[4096];

static void leave(struct session *session) {
    const struct form *form = &session->place->form;
    size_t length = 0;
    everything_left[0] = 0;
    for (int i = 0; i < form->count; i++)
        if (*form->items[i].text)
            length += (size_t)snprintf(everything_left + length, sizeof everything_left - length, "%s=%s\n",
                                       form->items[i].field->name, form->items[i].text);
}

const struct screen everything_screen = {
    .name = "everything",
    .title = "Everything",
    .help = "All that a questionnaire can have.",
    .shape = FORM,
    .fields = fields,
    .changed = changed,
    .leave = leave,
};
