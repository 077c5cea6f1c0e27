/* Questionnaires to be answered: the list of them, the form, the receipt. */
#ifndef TOPCOP_SCREENS_QUESTIONNAIRE_H
#define TOPCOP_SCREENS_QUESTIONNAIRE_H

#include "ui/screen.h"

extern const struct screen questionnaires_screen, questionnaire_screen, questionnaire_more_screen,
    questionnaire_move_screen, receipt_screen;

/* Writes the answers of a response as on paper, and what was answered but did not count. */
struct session;
struct page;
void receipt_write_answers(struct session *session, struct page *page, int64_t response);

/* The number of the questionnaire place: a campaign asks a structure, or (structure 0) the officer. */
enum { QUESTIONNAIRE_STRUCTURES = 1 << 24 };
static inline int64_t questionnaire_id(int64_t campaign, int64_t structure) {
    return campaign * QUESTIONNAIRE_STRUCTURES + structure;
}

#endif
