/* A form being filled in: values, what is wrong with them, the focus, and the draft journal that makes sure
 * nothing shown is lost. A questionnaire is a form whose fields were made from its definition. Knows no face.
 */
#ifndef TOPCOP_UI_FORM_H
#define TOPCOP_UI_FORM_H

#include "base/arena.h"
#include "store/db.h"
#include "ui/screen.h"

struct session;
struct place;
struct journal;
struct form_past;

struct form_item {
    const struct field *field;
    const char *label;            /* shown instead of the field's when not NULL (place's arena) */
    char *text;                   /* the value; never NULL; owned by the form */
    char *saved;                  /* as loaded or last saved */
    char *problem;                /* what is wrong with it, or NULL; owned by the form */
    bool hidden;                  /* not asked now; keeps its value */
    const struct choice *choices; /* cached or set by the screen; NULL: not yet asked */
};

struct form {
    struct form_item *items;
    int count;
    int built;              /* times that the items were made anew */
    int focus;              /* item with the cursor */
    int top_item, top_line; /* the first line shown: of which item, and which of its lines; for view_form.c */
    char typed[64];         /* type-ahead in a choice field */
    char *entered;          /* the focused item's text when it got the focus */
    int64_t rev;            /* of the record, when its query has a column rev */
    struct journal *journal;  /* NULL when nothing is edited */
    const char *journal_name; /* NULL: the screen's name */
    int64_t journal_record;
    int64_t synced;  /* ticks of the last journal_sync */
    bool restored;   /* opened with a draft */
    bool elsewhere;  /* the draft was taken over: form_elsewhere */
    char *left_at;   /* the field that had the focus when an earlier session ended, or NULL */
    int64_t drafted; /* the revision that the draft began from; 0: none was kept */
    bool rev_kept;   /* the journal knows the revision */
    bool to_top;     /* the section with the focus is to begin at the top; for view_form.c */
    bool touched;    /* the choices with the focus were changed and not checked since */
    bool fresh; /* no key yet where the focus is: the first sign of a number or day replaces what is there */
    struct form_past *past; /* values that fields had, for form_undo */
    int past_count;
};

/* Loads the record by the screen's query (or the initial values) and replays the draft, saying when and how
 * much. A screen that makes its own fields calls form_begin in .enter instead, with values loaded by
 * form_load. */
REFUSAL form_open(struct session *session, struct place *place);
REFUSAL form_begin(struct session *session, struct place *place, const struct field *fields, int count);
void form_load(struct place *place, int item, const char *text);
REFUSAL form_draft(struct session *session, struct place *place); /* opens the journal and replays it */

/* NULL while the form on top is the one that is filled in. Once the officer has opened it in another session
 * everything typed so far is there, and this one only says so: nothing may be typed or saved here. */
REFUSAL form_elsewhere(struct session *session);

/* Does what saves the form and forgets its draft, in one step with the look whether it is still filled in
 * here: a session that opens it meanwhile waits, and finds no draft. */
REFUSAL form_save(struct session *session, const char *(*act)(struct session *session));

/* When the session ends and all is saved: notes the field with the focus, for .left_at of the next opening.
 */
REFUSAL form_note_focus(struct place *place);

/* Other fields for an open form, as when a repeat has got another instance. Items of the same name keep their
 * value, what was saved, their problem, label and choices; of those gone the draft forgets the value; new
 * ones are empty, for form_load. The focus stays by name, or goes to the next item that can have it. The
 * numbers of items are others then: .changed may call this (the old fields are looked at until it returns),
 * and whoever calls .changed finds the items by name or by the focus afterwards. A repeat whose count is the
 * value of an item (a FIELD_HEADING may have one, given by form_set) gets its instances back from the draft,
 * if .changed makes them. */
REFUSAL form_rebuild(struct session *session, struct place *place, const struct field *fields, int count);
void form_done(struct place *place);

/* Asks the record again: what was not touched shows others' changes, what was typed stays. */
void form_reload(struct session *session, struct place *place);

/* The item of that field name, or -1. */
int form_find(const struct place *place, const char *name);

/* What the item is called: its label, or "row, column" in a grid of numbers. In the arena, or borrowed. */
const char *form_label(const struct form_item *item, struct arena *arena);

/* A value by name, "" when empty; borrowed until it is changed. */
const char *form_value(const struct place *place, const char *name);

/* Gives an item a value as if it had been typed: journal first, then .changed. A refusal means the disk would
 * not take the draft; the value is kept on the screen all the same, but when the form is continued elsewhere.
 */
REFUSAL form_set(struct session *session, int item, const char *text);

/* The same without telling the screen: a field still being typed. */
REFUSAL form_type(struct session *session, int item, const char *text);

/* Characters that a field takes at most. */
int form_most(const struct field *field);

/* All values as parameters, but no secrets, with :rev and those of session_values; in the arena. */
const struct db_value *form_values(struct session *session, struct place *place, struct arena *arena);

/* Checks one item or all that are asked; sets problems. form_check refuses with the first problem and the
 * number of others, and moves the focus there. */
bool form_check_item(struct session *session, int item);
REFUSAL form_check(struct session *session);

/* After a successful save: values are the saved ones and the draft is gone. */
void form_saved(struct session *session);

/* Forgets for form_undo what the fields had whose names begin so: the names mean others now. */
void form_forget_part(struct form *form, const char *name);

/* Whether anything differs from what is saved. */
bool form_is_changed(const struct place *place);

/* The value as it is kept: trimmed, days as "YYYY-MM-DD", times as "HH:MM", moments as both with a T between,
 * a decimal comma as a point. In the arena. */
char *form_tidy(const struct field *field, const char *typed, struct arena *arena);

/* A FIELD_MOMENT as it is read and typed: with a blank for the T. In the arena. */
char *form_moment(const char *value, struct arena *arena);

/* Whether an item can have the focus, and whether its value is then a text under the editing engine. */
bool form_takes_focus(const struct form_item *item);
bool form_is_typed(const struct form_item *item);

/* The next item that can have the focus (one that is asked, and neither note nor heading), in steps of +1 or
 * -1; -1: none. */
int form_next(const struct place *place, int from, int step);
void form_focus(struct session *session, int item);

/* Ends what is being typed: tidies, checks, tells the screen, syncs the draft. Before anything reads the
 * values. */
void form_settle(struct session *session);

/* The choices of an item (asked from the database the first time), NULL value at the end. */
const struct choice *form_choices(struct session *session, struct place *place, int item);

/* Choices by a query that gives value and label, :find being what is typed or looked for; in the arena. */
const struct choice *form_ask_choices(struct session *session, struct place *place, const char *lookup,
                                      const char *find, struct arena *arena);

/* What is shown of an item's value: the labels of choices, several with ", "; a star for each character of a
 * secret. In the arena. */
char *form_shown(struct session *session, struct place *place, int item, struct arena *arena);

/* Chooses or, where several may be chosen, turns a choice on or off; in an order gives it the next rank or
 * takes its rank away. */
REFUSAL form_choose(struct session *session, int item, const struct choice *choice);
bool form_is_chosen(const struct form_item *item, const char *value);

/* The rank of a choice in a FIELD_RANK, from 1; 0: none yet. */
int form_rank(const struct form_item *item, const char *value);

/* Whether an item is answered with choices, and how many there are (0: they are asked for by what is typed).
 */
bool form_is_choice(const struct form_item *item);
int form_count_choices(const struct choice *choices);

/* Sections with progress, for title lines: "Section 2 of 5, 12 of 40 answered"; NULL for a form without
 * headings. */
char *form_progress(const struct place *place, struct arena *arena);

/* Syncs the journal when two seconds have passed since the last time, and says once that the form is
 * continued elsewhere; faces call it when idle. True when it said something. */
bool form_idle(struct session *session);

/* Gives the field with the focus the value back that it had before, and says so; again, the one before that.
 */
REFUSAL form_undo(struct session *session);

/* Opens the list of the values that the field with the focus can take. */
REFUSAL form_open_values(struct session *session);

/* True when the key was one of the form's. */
bool form_key(struct session *session, enum key key);

extern const struct action form_actions[];

/* Built-in screens a form opens: the list of values, the list of what is missing. */
extern const struct screen form_values_screen, form_missing_screen;

#endif
