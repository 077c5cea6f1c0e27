/* An officer's session: who is here, the database, the stack of places, one message line. Faces call
 * session_key (full screen) or session_do (line) and then show what has become of it; screens call the rest.
 */
#ifndef TOPCOP_UI_SESSION_H
#define TOPCOP_UI_SESSION_H

#include "base/arena.h"
#include "store/db.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/page.h"
#include "ui/screen.h"

struct edit;

/* A screen opened on a record. */
struct place {
    const struct screen *screen;
    int64_t id;
    struct arena arena; /* freed when the place is left */
    struct list list;   /* by shape, one of the three */
    struct form form;
    struct page page;
    void *data;          /* the screen's own, in the arena */
    struct place *below; /* where "back" leads */
};

enum tone { SAID, DONE, REFUSED };

/* What the rules say of somebody's being here. */
struct presence {
    const char *(*arrive)(struct session *session);  /* notes that they are here: sets .visit and .idle */
    const char *(*goes_on)(struct session *session); /* NULL, or the sentence why it is over; renews .idle */
    const char *(*leave)(struct session *session, const char *how); /* "left", "dropped", "idle", "over" */
    void (*refused)(struct session *session);       /* notes what was refused, where the message says so */
    const char *(*beside)(struct session *session); /* where they are besides, since when; NULL: nowhere */
    const struct screen
        *lock; /* stands alone before who was away; refuses to open where nothing unlocks it */
};

struct session {
    struct db *db;
    int64_t officer, structure;
    const char *badge, *name, *structure_name;
    unsigned rights;                     /* rules/access.h, given by main; the ui only compares bits */
    const struct screen *const *screens; /* all of them, NULL at the end; the first is home */
    struct place *place;                 /* on top */
    int rows, columns; /* of the body; the face sets them before each key and each drawing */
    bool line;         /* the line face is in charge */
    struct edit *edit; /* the one editing engine */

    const struct presence *presence; /* NULL: nobody notes who is here */
    const char *door;                /* how they came in, and the key by which, 0: none */
    int64_t key, visit;              /* the visit, 0: not noted */
    int64_t idle;                    /* milliseconds that it may be left alone; 0: for ever */
    int64_t key_at, checked;         /* ticks of the last key, and of the last look whether it goes on */
    int64_t seen;                    /* ticks when it was last noted that keys come */
    bool others_wrote;               /* since what is shown was asked */
    bool locked;
    const char *how; /* it ended, by itself; NULL: it was left */

    char message[1024];
    enum tone tone;
    const struct action *question; /* asked before acting: `message` is the question, y or n the answer */
    int refusals;                  /* counted: the exit status of a script */
    bool rested;                   /* memory was given back since the last key */
    bool ended;
    struct arena arena; /* as long as the session */
};

/* Begins on the first of the screens. The caller has set db, officer, structure, badge, name, structure_name
 * (clean texts that outlive the session), rights and screens; everything else is zero. */
REFUSAL session_init(struct session *session);
void session_done(struct session *session);

/* Opens a screen on a record (0: none, or a new one). */
REFUSAL session_open(struct session *session, const struct screen *screen, int64_t id);

/* The same in place of the present one. */
REFUSAL session_replace(struct session *session, const struct screen *screen, int64_t id);

/* Leaves all places and begins on the first of the screens: after the caller has changed who is here. */
REFUSAL session_restart(struct session *session);

/* One place back; from home the session ends. Drafts are kept. Never refuses; fits an action's .act. */
const char *session_back(struct session *session);

/* Asks again what is shown: after own changes and others'. */
void session_refresh(struct session *session);

/* For the faces when no key has come for a while: gives memory back and, if others have committed since the
 * last call, asks again; true when the screen may have changed. */
bool session_watch(struct session *session);

/* For the faces: after the first screen is shown and before the first key acts. */
void session_arrive(struct session *session);

/* For the faces every few seconds, also while keys come: ends what is over and locks what was left alone,
 * saying why. True when it did. */
bool session_check(struct session *session);

/* Takes the lock away. Fits an action's .act. */
const char *session_unlock(struct session *session);

/* Ends it, with a sentence for who is there; `how` as in struct presence. */
void session_end(struct session *session, const char *how, const char *why);

/* Sets the message line. */
void session_say(struct session *session, enum tone tone, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The screen of that name, or NULL. */
const struct screen *session_find(const struct session *session, const char *name);

/* The id of the row or link under the cursor, 0 when there is none. */
int64_t session_row(const struct session *session);

/* A column of the row under the cursor of a LIST; NULL when there is no row. Borrowed until the next key. */
const char *session_column(const struct session *session, const char *name);

/* The values every query is given, for a place. In the session's scratch memory until the next call. */
const struct db_value *session_values(struct session *session, const struct place *place);

/* The actions of the present place in the order of the key bar: the screen's own, then those of its shape,
 * then those of every screen. `number` from 0; NULL after the last. Includes the ones not possible now. */
const struct action *session_action(const struct session *session, int number);

/* Whether an action may be taken now: rights, a row where one is needed, .possible. */
bool session_can(struct session *session, const struct action *action);

/* Takes an action: asks first where it must, checks the form where it must. The message line says what came
 * of it. */
void session_do(struct session *session, const struct action *action);

/* Answers the question that is open. */
void session_answer(struct session *session, bool yes);

/* What a key does: the question first, then the shape's own keys, then the actions. */
void session_key(struct session *session, enum key key);

#endif
