/* Questionnaires as they are kept: the sheets of each version, word for word. */
#ifndef TOPCOP_RULES_QUESTIONNAIRE_H
#define TOPCOP_RULES_QUESTIONNAIRE_H

#include "store/db.h"
#include "xlsform/definition.h"
#include "xlsform/sheets.h"

/* Keeps an accepted questionnaire as the version its settings name; the same version with the same cells is
 * known already and stays. Refuses other cells under a version that exists. Needs MAY_CAMPAIGN. */
REFUSAL questionnaire_save(struct db *db, int64_t actor, const struct sheets *sheets,
                           const struct definition *definition, int64_t *version);

/* The version compiled; it was accepted once, so it compiles. Ended by definition_free. */
struct definition *questionnaire_load(struct db *db, int64_t version);

/* The path under which a question's answer is kept: "profile/unit". */
char *questionnaire_path(struct arena *arena, const struct definition *definition, int question);

#endif
