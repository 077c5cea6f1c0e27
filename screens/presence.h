/* What the rules of visits mean to a session: noting who is here, ending it, locking it. */
#ifndef TOPCOP_SCREENS_PRESENCE_H
#define TOPCOP_SCREENS_PRESENCE_H

#include "ui/session.h"

extern const struct presence presence_of_officers;

/* Stands alone until its officer types the password, or leaves. */
extern const struct screen lock_screen;

#endif
