/* What the pages of a course, a session, an officer or a structure have in common: the row of the screen's
 * query, written as labelled lines by the dictionary of fields; and forms that save such a record. */
#ifndef TOPCOP_SCREENS_DETAILS_H
#define TOPCOP_SCREENS_DETAILS_H

#include "rules/access.h"
#include "rules/record.h"
#include "ui/page.h"
#include "ui/session.h"

/* The row of the screen's query, ended by db_done; NULL when there is none, and the page says so. */
struct query *details_row(struct session *session, struct page *page);

/* A column of the row as text, "" for NULL. Borrowed until the row is done. */
const char *details_text(struct query *row, const char *column);

/* "Label  value" for each of the screen's fields that has a value; a heading for those of that kind. */
void details_pairs(struct session *session, struct page *page, struct query *row);

/* "Last here 2026-11-20 09:12 from 10.1.2.3." of an officer; of oneself not counting this visit. */
void details_last_here(struct session *session, struct page *page, int64_t officer);

/* "2026-12-01" or "2026-12-01 to 2026-12-03"; "" when the first is. In the arena. */
char *details_period(struct arena *arena, const char *first, const char *last);

/* "today", "tomorrow", "in 7 days"; "" for a day that is past or none. In the arena. */
char *details_days_left(struct arena *arena, const char *day);

/* For .where of a list: the text that `sql` gives for the place (:id, :officer, ...), asked once; NULL where
 * there is none. */
const char *details_where(struct session *session, const char *sql);

/* The same for .where of a form: the word for a new record where the place has none yet. */
const char *details_record(struct session *session, const char *sql);

/* Whether the officer may do that for the structure that `sql` gives for the place; 0: for any at all. */
bool details_reaches(struct session *session, enum capability capability, const char *sql);

/* For .act of a form: saves what is typed through the rule, says so and goes back, to the page `shows` of a
 * new record. */
REFUSAL details_save(struct session *session, record_put *put, const struct screen *shows);

/* After a form that decided something: its draft goes, the place below is asked again, and `said` is said. */
REFUSAL details_decided(struct session *session, const char *said);

#endif
