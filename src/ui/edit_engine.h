/* What the parts of the editing engine share: edit_field.c (over edit_line.c) for fields, edit_ask.c for
 * questions. For nobody else. */
#ifndef TOPCOP_UI_EDIT_ENGINE_H
#define TOPCOP_UI_EDIT_ENGINE_H

#include <histedit.h>
#include <stdbool.h>
#include <wchar.h>

#include "ui/edit.h"

struct edit_field;
struct edit_question;

struct edit {
    bool vi;
    bool (*watch)(void *owner, bool typed);
    void *owner;
    struct edit_field *field;       /* NULL until the first edit_start, */
    struct edit_question *question; /* until the first edit_ask */
};

/* Starts a libedit with the keys of `edit`, less every command that runs programs, reads raw characters or
 * waits for a search. */
EditLine *edit_engine(const struct edit *edit, int in, FILE *out, FILE *errors, el_rfunc_t keys, void *owner);

/* A text as wide characters. The caller frees. */
wchar_t *edit_wide(const char *text);

void edit_field_free(struct edit_field *field);
void edit_question_free(struct edit_question *question);

#endif
