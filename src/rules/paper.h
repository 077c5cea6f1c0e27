/* A questionnaire as it looks on paper: blank, with the conditions in words, or filled in. Lines go to
 * whoever asks: standard output or a screen. Nothing is read from or written to the database here. */
#ifndef TOPCOP_RULES_PAPER_H
#define TOPCOP_RULES_PAPER_H

#include "rules/filling.h"

struct paper {
    struct filling *filling;
    const struct definition
        *definition; /* blank: what is asked and when; NULL: what was asked and answered */
    int columns;
    void (*line)(void *data, bool is_heading, const char *text); /* clean, fits the columns */
    void *data;
};

/* Writes the questionnaire in the language that the filling speaks. A blank one is given one instance of each
 * repeat. */
void paper_write(const struct paper *paper);

/* An answer as people read it: labels of choices, an order with numbers, a moment with a blank. In the arena.
 */
char *paper_answer(struct filling *filling, int item, struct arena *arena);

/* What the item of a path is called, the path itself where it has no label. In the arena. */
char *paper_called(struct filling *filling, const char *path, struct arena *arena);

/* A condition in words, of a question of the definition: the labels of questions and choices in place of
 * their names; what has no words stays as it was written. In the arena. */
char *paper_condition(const struct definition *definition, int question, int language, struct arena *arena);

#endif
