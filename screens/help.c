#include "base/buffer.h"
#include "screens/all.h"
#include "ui/session.h"

static void write_keys(struct page *page, const struct action *action) {
    struct buffer key = { 0 };
    for (; action->word; action++) {
        buffer_clear(&key);
        buffer_add(&key, key_name(action->key));
        if (*key_chord(action->key))
            buffer_format(&key, ", %s", key_chord(action->key));
        page_pair(page, key.text, _(action->help));
    }
    buffer_done(&key);
}

static void write(struct session *session, struct page *page) {
    (void)session;
    page_heading(page, "%s", _("Getting around"));
    page_text(
        page,
        _("The arrows move, Enter opens, F3 goes back, F1 explains what is under the cursor. The last line "
          "always shows what is possible now. Each F-key also works as Esc and a digit, Esc 0 for F10. "
          "Ctrl-C goes back as F3 does; on the first screen both end the program, and drafts are kept."));
    page_heading(page, "%s", _("To register"));
    page_points(page, _("F10 on the first screen opens the catalogue\n"
                        "/ and the beginnings of words find a course, Enter opens it\n"
                        "Enter on one of its sessions shows what would happen\n"
                        "F10 registers you, after asking\n"
                        "My training shows your place, and F4 there gives it back"));
    page_heading(page, "%s", _("In lists"));
    write_keys(page, list_actions);
    page_heading(page, "%s", _("In forms"));
    write_keys(page, form_actions);
    page_text(
        page,
        _("What you type is kept as a draft at every key, but for passwords and codes and the forms that "
          "ask for them: a broken line loses nothing."));
    page_heading(page, "%s", _("On pages"));
    write_keys(page, page_actions);
}

const struct screen help_screen = {
    .name = "help",
    .title = N_("Keys and ways"),
    .help = N_("The keys that are the same everywhere, and how to get around."),
    .shape = PAGE,
    .write = write,
};
