/* What follows from an answer: who hears of a change, what is computed anew in which order, how many
 * instances a repeat has. Private to answers*.c. */
#ifndef TOPCOP_XLSFORM_COMPUTING_H
#define TOPCOP_XLSFORM_COMPUTING_H

#include "xlsform/answering.h"

/* The list of changes begins anew. */
void computing_forget(struct answers *answers);

/* Puts a value in place without telling anybody; false: it was that. computing_answer tells who depends on
 * it. */
bool computing_put(struct answers *answers, int item, const char *value);
void computing_answer(struct answers *answers, int item, const char *value);

/* Adds an item to the changes and makes due what depends on it. */
void computing_note(struct answers *answers, int item);

/* All items of a question are to be computed anew; all in a repeat, and what looks at it. */
void computing_due(struct answers *answers, int question);
void computing_reshape(struct answers *answers, int repeat);

/* Writes down how many instances count; false: as many as before. Makes or removes what is needed for a
 * number; false: nothing that counts has changed. */
bool computing_put_count(struct answers *answers, int repeat, int count);
bool computing_set_count(struct answers *answers, int repeat, int count);

/* What a question is when nobody has answered it yet. Borrowed from the definition, the answers or the
 * arena. */
const char *computing_first_value(const struct answers *answers, const struct question *question,
                                  struct arena *arena);

/* Computes until nothing is due, new or triggered; what is computed can make new instances. */
void computing_settle(struct answers *answers);

#endif
