/* The clock, days and moments. A moment is seconds since 1970 in UTC; a day is the text "YYYY-MM-DD" of the
 * proleptic Gregorian calendar (ISO 8601), a time of day the text "HH:MM". TOPCOP_NOW fixes the clock for
 * tests: either seconds, or "YYYY-MM-DDTHH:MM". */
#ifndef TOPCOP_BASE_CLOCK_H
#define TOPCOP_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

enum { CLOCK_DAY = 11, CLOCK_TEXT = 20 }; /* sizes of the buffers below, zero byte included */

/* Now, in seconds; the real clock where TOPCOP_NOW is not set. */
int64_t clock_now(void);

/* Makes that moment the present one, until 0 ends it: for what is judged as of the time it was done. */
void clock_pretend(int64_t moment);

/* Whether it is. */
bool clock_pretends(void);

/* Today in the local time zone, into `day`; returns `day`. */
const char *clock_today(char day[static CLOCK_DAY]);

/* A moment as local "YYYY-MM-DD HH:MM"; returns `text`. */
const char *clock_text(int64_t moment, char text[static CLOCK_TEXT]);

/* Days since 1970-01-01, or false when `day` is not a day of the calendar. */
bool clock_day_number(const char *day, int64_t *number);

/* The day of that number; returns `day`. */
const char *clock_day(int64_t number, char day[static CLOCK_DAY]);

/* Reads a day the way people type it: 2026-11-24, 24.11.2026, 24/11/2026, "today", "today+14", "+14", "-3".
 * False when it is none. */
bool clock_read_day(const char *typed, char day[static CLOCK_DAY]);

/* Whether `time` is "HH:MM" between 00:00 and 23:59. */
bool clock_is_time(const char *time);

/* Milliseconds of a clock that only goes forward: for waiting, never for stamps. */
int64_t clock_ticks(void);

#endif
