/* How a registration came about: its events, the latest last, as lines of a page. */
#ifndef TOPCOP_SCREENS_TIMELINE_H
#define TOPCOP_SCREENS_TIMELINE_H

#include "ui/page.h"
#include "ui/session.h"

void timeline_write(struct session *session, struct page *page, int64_t registration);

#endif
