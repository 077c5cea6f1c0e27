/* The draft of a form: what is typed goes to a journal at once, and comes back from there. */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "store/journal.h"
#include "ui/form_parts.h"
#include "ui/session.h"

enum { SYNC_EVERY = 2000 }; /* ms */

/* In the journal: the revision of the record that the draft changes, and the field that had the focus. */
static const char REVISION[] = "@rev", FOCUS[] = "@focus";

void form_mark_conflict(struct form_item *item, const char *theirs) {
    form_put(&item->problem,
             refuse(_("Somebody saved \"%s\" here meanwhile; what you typed is kept."), theirs));
}

static void take_draft(const char *field, const char *text, void *argument) {
    struct place *place = argument;
    if (!strcmp(field, REVISION)) {
        text_integer(text, &place->form.drafted);
        return;
    }
    if (!strcmp(field, FOCUS))
        form_put(&place->form.left_at, text);
    int item = form_find(place, field);
    if (item < 0 || !strcmp(place->form.items[item].text, text))
        return;
    form_put(&place->form.items[item].text, text);
    place->form.restored = true;
}

/* Tells the screen what the draft has changed. Where that makes more of the form (a repeat's instances), the
 * draft is asked for them too. Returns the number of changed items. */
static long tell_changes(struct session *session, struct place *place) {
    struct form *form = &place->form;
    long changed = 0;
    int64_t moment;
    for (int i = 0; i < form->count; i++) {
        if (!strcmp(form->items[i].text, form->items[i].saved))
            continue;
        changed++;
        form->focus = i;
        int built = form->built;
        if (place->screen->changed)
            place->screen->changed(session, i);
        if (built == form->built)
            continue;
        i = form->focus;
        journal_replay(form->journal, take_draft, place, &moment);
    }
    return changed;
}

static bool has_secret(const struct form *form) {
    for (int i = 0; i < form->count; i++)
        if (form->items[i].field->kind == FIELD_SECRET)
            return true;
    return false;
}

const char *form_draft(struct session *session, struct place *place) {
    struct form *form = &place->form;
    if (has_secret(form))
        return NULL;
    const char *no = journal_open(&form->journal, db_path(session->db), session->officer,
                                  form->journal_name ? form->journal_name : place->screen->name,
                                  form->journal_name ? form->journal_record : place->id);
    if (no)
        return no;
    int64_t moment;
    journal_replay(form->journal, take_draft, place, &moment);
    long changed = tell_changes(session, place);
    bool outdated = form->restored && form->drafted && form->drafted != form->rev;
    if (outdated)
        form->rev = form->drafted; /* so that saving refuses until F5 has shown what others did */
    for (int i = 0; outdated && i < form->count; i++)
        if (strcmp(form->items[i].text, form->items[i].saved) != 0)
            form_mark_conflict(&form->items[i], form->items[i].saved);
    if (!form->restored && form->left_at)
        journal_discard(form->journal);
    if (!form->restored || !changed)
        return NULL;
    char when[CLOCK_TEXT];
    session_say(session, DONE,
                words_count(N_("Restored what you typed until %s: %ld field. F8 throws it away."),
                            N_("Restored what you typed until %s: %ld fields. F8 throws it away."), changed),
                clock_text(moment, when), changed);
    if (outdated)
        session_say(session, REFUSED,
                    _("Restored what you typed until %s; somebody saved this record meanwhile: F5 shows it."),
                    when);
    return NULL;
}

static void let_go(struct form *form) {
    journal_close(form->journal);
    form->journal = NULL;
    form->elsewhere = true;
}

const char *form_elsewhere(struct session *session) {
    struct form *form = &session->place->form;
    if (form->journal && journal_is_taken(form->journal))
        let_go(form);
    if (!form->elsewhere)
        return NULL;
    const char *there = session->visit ? session->presence->beside(session) : NULL;
    return there ? refuse(_("Continued at %s; F3 leaves, reopening takes it back."), there)
                 : refuse(_("Continued in another session; F3 leaves, reopening takes it back."));
}

/* Whether the act left the form on the stack: it may have gone back, and the draft with it. */
static bool is_on_stack(const struct session *session, const struct journal *journal) {
    const struct place *place = session->place;
    while (place && (place->screen->shape != FORM || place->form.journal != journal))
        place = place->below;
    return place;
}

const char *form_save(struct session *session, const char *(*act)(struct session *session)) {
    struct journal *journal = session->place->form.journal;
    if (journal)
        journal_hold(journal);
    const char *no = form_elsewhere(session);
    if (!no)
        no = act(session);
    if (journal && is_on_stack(session, journal))
        journal_let_go(journal);
    return no;
}

const char *form_note_focus(struct place *place) {
    const struct form *form = &place->form;
    return form->journal && form->focus >= 0
               ? journal_write(form->journal, FOCUS, form->items[form->focus].field->name)
               : NULL;
}

const char *form_keep(struct form *form, int item) {
    if (!form->journal || form->items[item].field->kind == FIELD_SECRET)
        return NULL;
    struct arena scratch = { 0 };
    const char *no = NULL;
    if (!form->rev_kept && form->rev)
        no = journal_write(form->journal, REVISION, arena_format(&scratch, "%lld", (long long)form->rev));
    form->rev_kept = !no;
    arena_done(&scratch);
    return no ? no : journal_write(form->journal, form->items[item].field->name, form->items[item].text);
}

void form_saved(struct session *session) {
    struct form *form = &session->place->form;
    for (int i = 0; i < form->count; i++)
        if (form->items[i].field->kind == FIELD_SECRET)
            form_put(&form->items[i].text, "");
        else
            form_put(&form->items[i].saved, form->items[i].text);
    if (form->journal)
        journal_discard(form->journal);
    form->rev_kept = false;
}

bool form_idle(struct session *session) {
    struct form *form = &session->place->form;
    if (!form->journal)
        return false;
    const char *no = form_elsewhere(session);
    if (!no && clock_ticks() - form->synced >= SYNC_EVERY) {
        form->synced = clock_ticks();
        no = journal_sync(form->journal);
    }
    if (no)
        session_say(session, REFUSED, "%s", no);
    return no;
}
