#include "rules/condition.h"

#include <string.h>

#include "base/text.h"
#include "base/words.h"

/* clang-format off */
static const struct {
    const char *kind;
    bool least_first, splits, has_least; /* "level 2 DRG" against "language en B1"; names with | between */
    const char *exists, *right_least, *example;
} kinds[] = {
    { "language", .has_least = true, .exists = "SELECT 1 FROM language WHERE code = :value", .right_least = "A1 A2 B1 B2 C1 C2",
      .example = "language en B1" },
    { "level", .has_least = true, .least_first = true, .exists = "SELECT 1 FROM area WHERE code = :value",
      .right_least = "1 2 3 4 5", .example = "level 2 DRG" },
    { "course", .exists = "SELECT 1 FROM course WHERE code = :value", .example = "course DRG-A02" },
    { "clearance", .exists = "SELECT 1 FROM clearance WHERE code = :value", .example = "clearance restricted" },
    { "profile", .splits = true, .exists = "SELECT 1 FROM profile WHERE code = :value",
      .example = "profile investigator|intelligence" },
};
/* clang-format on */
enum { KINDS = sizeof kinds / sizeof *kinds };

static int kind_number(const char *kind) {
    for (int i = 0; i < KINDS; i++)
        if (!strcmp(kinds[i].kind, kind))
            return i;
    return -1;
}

static bool is_right(struct draft *draft, struct db *db, int kind, const struct condition *condition,
                     unsigned how) {
    char **names = draft_words(&draft->arena, condition->subject, kinds[kind].splits ? "|" : "\n");
    if (!*names)
        return false;
    if (!strcmp(condition->kind, "course") && how & RECORD_MAY_COME_LATER)
        return true;
    for (char **name = names; *name; name++)
        if (!db_exists(db, kinds[kind].exists, with(text("value", *name))))
            return false;
    return !kinds[kind].has_least ||
           (*condition->least && strstr(kinds[kind].right_least, condition->least) != NULL);
}

/* "B1" off the end of "en B1", or "2" off the front of "2 DRG". */
static void split_least(struct arena *arena, int kind, struct condition *condition) {
    const char *rest = condition->subject;
    const char *blank = kinds[kind].least_first ? strchr(rest, ' ') : strrchr(rest, ' ');
    if (!kinds[kind].has_least || !blank)
        return;
    char *head = text_trim(arena_copy_part(arena, rest, (size_t)(blank - rest)));
    char *tail = text_trim(arena_copy(arena, blank + 1));
    condition->subject = kinds[kind].least_first ? tail : head;
    condition->least = kinds[kind].least_first ? head : tail;
}

struct condition *condition_read(struct draft *draft, struct db *db, const char *text, unsigned how) {
    char **parts = draft_words(&draft->arena, text, ";\n");
    int count = 0;
    while (parts[count])
        count++;
    struct condition *list = arena_new(&draft->arena, (size_t)(count + 1) * sizeof *list);
    for (int i = 0; i < count; i++) {
        size_t length = strcspn(parts[i], " ");
        char *kind = arena_copy_part(&draft->arena, parts[i], length);
        list[i] = (struct condition){ kind, text_trim(parts[i] + length), "" };
        int number = kind_number(kind);
        if (number >= 0)
            split_least(&draft->arena, number, &list[i]);
        if (number < 0)
            draft_problem(
                draft, _("Conditions begin with language, level, course, clearance or profile, not \"%s\"."),
                kind);
        else if (!is_right(draft, db, number, &list[i], how))
            draft_problem(draft, _("Conditions: \"%s\" names something unknown; it is written as \"%s\"."),
                          parts[i], kinds[number].example);
    }
    return list;
}

char *condition_text(struct arena *arena, const struct condition *conditions) {
    struct buffer out = { 0 };
    buffer_add(&out, "");
    for (const struct condition *c = conditions; c->kind; c++) {
        bool first = kinds[kind_number(c->kind)].least_first;
        buffer_format(&out, "%s%s %s%s%s", out.length ? "; " : "", c->kind, first ? c->least : c->subject,
                      *c->least ? " " : "", first ? c->subject : c->least);
    }
    char *text = arena_copy(arena, out.text);
    buffer_done(&out);
    return text;
}

static char *profile_names(struct db *db, struct arena *arena, const char *subject) {
    struct buffer out = { 0 };
    buffer_add(&out, "");
    for (char **name = draft_words(arena, subject, "|"); *name; name++) {
        char *label =
            db_text(db, arena, "SELECT name FROM profile WHERE code = :code", with(text("code", *name)));
        buffer_format(&out, "%s%s", out.length ? _(" or ") : "", label ? _(label) : *name);
    }
    char *names = arena_copy(arena, out.text);
    buffer_done(&out);
    return names;
}

char *condition_words(struct db *db, struct arena *arena, const char *kind, const char *subject,
                      const char *least) {
    const struct db_value *of = with(text("subject", subject), text("least", least));
    if (!strcmp(kind, "profile"))
        return arena_format(arena, _("It is for the profile %s"), profile_names(db, arena, subject));
    if (!strcmp(kind, "language")) {
        char *name = db_text(db, arena, "SELECT name FROM language WHERE code = :subject", of);
        return arena_format(arena, _("%s at level %s is required"), name ? _(name) : subject, least);
    }
    if (!strcmp(kind, "clearance")) {
        char *name = db_text(db, arena, "SELECT name FROM clearance WHERE code = :subject", of);
        return arena_format(arena, _("The clearance \"%s\" is required"), name ? _(name) : subject);
    }
    if (!strcmp(kind, "course")) {
        char *title = db_text(db, arena, "SELECT title FROM course WHERE code = :subject", of);
        return arena_format(arena, _("The course %s %s must have been attended"), subject,
                            title ? title : "");
    }
    char *area = db_text(db, arena, "SELECT title FROM area WHERE code = :subject", of);
    char *level = db_text(db, arena, "SELECT name FROM level WHERE number = CAST(:least AS INTEGER)", of);
    return arena_format(arena, _("A course in \"%s\" at level %s or higher must have been attended"),
                        area ? _(area) : subject, level ? _(level) : least);
}
