/* The last evening before a deadline: the database on which a crowd of officers, each in a session of their
 * own, saves the drafts of a questionnaire and asks for seats that are too few. */
#ifndef TOPCOP_BENCH_DEADLINE_H
#define TOPCOP_BENCH_DEADLINE_H

#include "base/die.h"

#define DEADLINE_BADGE "A%06d"            /* of officers 1 to CROWD_MOST */
#define DEADLINE_TITLE "The last evening" /* of the campaign that asks them */
#define DEADLINE_QUESTION "Number of the save"

/* Makes deadline.db anew. */
REFUSAL deadline_database(void);

#endif
