/* The draft journal: every key typed into a form goes to a file before it is painted, so that a dropped line
 * or a kill loses nothing that was shown. One file for each officer, form and record, beside the database,
 * mode 0600. A record holds what changed of one field; a torn last record is passed over. Who opens it last
 * has it: whoever had it before can write no more. Knows nothing of forms. */
#ifndef TOPCOP_STORE_JOURNAL_H
#define TOPCOP_STORE_JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/die.h"

struct journal;

/* Opens or makes the journal DATABASE-drafts/OFFICER.FORM.RECORD. `form` holds letters, digits, '-' and '_'.
 * With a database in memory nothing is kept. From whoever has it open it is taken over, with every key they
 * wrote. Refuses when the folder cannot be written. */
REFUSAL journal_open(struct journal **journal, const char *database, int64_t officer, const char *form,
                     int64_t record);

/* What the journal holds: calls `take` once for each field with its last text. Returns the number of fields;
 * the moment of the last key into *moment. 0: there is no draft. */
int journal_replay(struct journal *journal, void (*take)(const char *field, const char *text, void *argument),
                   void *argument, int64_t *moment);

/* Whether it was opened anew since, which is where it goes on: nothing is written, synced or discarded here
 * any more. */
bool journal_is_taken(const struct journal *journal);

/* Keeps everybody else from taking it over until it is let go or closed, so that what is saved and discarded
 * meanwhile is not gone on with elsewhere; who opens it waits. Without effect once it was taken. */
void journal_hold(struct journal *journal);
void journal_let_go(struct journal *journal);

/* Writes what changed of a field; call before painting. Refuses when the disk does, or when it was taken. */
REFUSAL journal_write(struct journal *journal, const char *field, const char *text);

/* Forces it to disk: at a field's end, a page change and every 2 seconds while typing. */
REFUSAL journal_sync(struct journal *journal);

/* Forgets the draft: after it was saved elsewhere, or thrown away. The file goes. */
void journal_discard(struct journal *journal);

/* Goes through all drafts beside a database and removes those of which `drop` says so, given the officer and
 * the moment of the last key; those that are open stay. */
void journal_each(const char *database, bool (*drop)(int64_t officer, int64_t moment, void *argument),
                  void *argument);

/* Closes; the draft stays. NULL is allowed. */
void journal_close(struct journal *journal);

#endif
