#include "rules/response_import.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include "base/words.h"
#include "rules/access.h"
#include "rules/response.h"

const char *response_import_may(struct db *db, int64_t actor, int64_t campaign) {
    const struct db_value *id = with(integer("id", campaign));
    struct arena arena = { 0 };
    const char *code = db_text(db, &arena, "SELECT code FROM campaign WHERE id = :id", id);
    const char *status = db_text(db, &arena, "SELECT status FROM campaign WHERE id = :id", id);
    const char *no = access_check(db, actor, MAY_CAMPAIGN,
                                  db_int(db, 0, "SELECT structure_id FROM campaign WHERE id = :id", id));
    if (!no && !strcmp(status, "draft"))
        no = refuse(_("The campaign %s is a draft; open it before answers are taken in."), code);
    else if (!no && !strcmp(status, "frozen"))
        no = refuse(_("The campaign %s is frozen; nothing comes into it any more."), code);
    arena_done(&arena);
    return no;
}

/* ---- the row ---- */

const char *response_import_cell(const struct response_import *import, const char *name) {
    for (const struct db_value *value = import->row; value->name; value++)
        if (!strcmp(value->name, name))
            return value->text;
    return "";
}

static const char *cell(const struct response_import *import, const char *name) {
    return response_import_cell(import, name);
}

static void blame(struct response_import *import, const char *name, const char *sentence) {
    import->is_bad = true;
    import->blame_cell(import->data, name, sentence);
}

static void blame_answer(void *data, const char *path, const char *sentence) {
    struct response_import *import = data;
    import->is_bad = true;
    import->blame_answer(import->data, path, sentence);
}

/* "2026-11-24 10:30:00", or as spreadsheets write it: another form of the day, "T", no seconds. */
static bool read_moment(const char *text, int64_t *moment) {
    char day[CLOCK_DAY], typed[CLOCK_DAY];
    size_t length = strcspn(text, " T");
    struct tm parts = { .tm_isdst = -1 };
    int end = 0;
    if (!isdigit((unsigned char)*text) || length >= sizeof typed || !text[length])
        return false;
    snprintf(typed, sizeof typed, "%.*s", (int)length, text);
    const char *time = text + length + 1;
    if (sscanf(time, "%2d:%2d%n", &parts.tm_hour, &parts.tm_min, &end) != 2)
        return false;
    if (time[end] == ':') {
        int more = 0;
        if (sscanf(time + end, ":%2d%n", &parts.tm_sec, &more) != 1)
            return false;
        end += more;
    }
    if (time[end] || parts.tm_hour > 23 || parts.tm_min > 59 || parts.tm_sec > 60 ||
        !clock_read_day(typed, day))
        return false;
    parts.tm_year = atoi(day) - 1900;
    parts.tm_mon = atoi(day + 5) - 1;
    parts.tm_mday = atoi(day + 8);
    *moment = (int64_t)mktime(&parts);
    return true;
}

static bool is_receipt(const char *text) {
    if (strlen(text) != RECEIPT_SIZE - 1 || text[4] != '-' || text[9] != '-')
        return false;
    for (const char *at = text; *at; at++)
        if (islower((unsigned char)*at))
            return false;
    return response_receipt_is_right(text);
}

static void check_state(struct db *db, struct response_import *import) {
    static const char *const states[] = { "submitted", "returned", "confirmed" };
    const char *state = cell(import, "state");
    bool is_known = !*state, is_submitted = !*state || !strcmp(state, states[0]);
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        is_known = is_known || !strcmp(state, states[i]);
    if (!is_known)
        blame(import, "state", _("The state is submitted, returned or confirmed."));
    else if (!is_submitted && *cell(import, "badge"))
        blame(import, "state", _("What officers say about themselves is only submitted."));
    else if (!strcmp(state, "returned") && !*cell(import, "comment"))
        blame(import, "comment", _("Answers that were returned need the comment they were returned with."));
    if (!text_is_clean(cell(import, "comment"), true))
        blame(import, "comment", _("The comment holds characters that cannot be shown; type it anew."));
    const char *no = strcmp(state, "confirmed") != 0
                         ? NULL
                         : access_check(db, import->actor, MAY_CONFIRM_ANSWERS,
                                        db_int(db, 0, "SELECT id FROM structure WHERE code = :code",
                                               with(text("code", cell(import, "structure")))));
    if (no)
        blame(import, "state",
              refuse(_("%s Write submitted there, and the answers are taken and wait to be confirmed."), no));
}

static void check_who(struct db *db, struct response_import *import) {
    const char *structure = cell(import, "structure"), *badge = cell(import, "badge");
    const char *answered_by = cell(import, "answered_by");
    if (!*structure == !*badge)
        blame(import, "structure", _("Answers are of a structure or of an officer: one of the two, please."));
    else if (*structure &&
             !db_exists(db, "SELECT 1 FROM structure WHERE code = :code", with(text("code", structure))))
        blame(import, "structure", refuse(_("There is no structure \"%s\"."), structure));
    else if (*badge && !access_badge(db, badge))
        blame(import, "badge", refuse(_("There is no officer with the badge \"%s\"."), badge));
    if (!*answered_by)
        answered_by = badge;
    import->officer = *answered_by ? access_badge(db, answered_by) : 0;
    if (!*answered_by)
        blame(import, "answered_by", _("Who filled it in? Their badge is needed."));
    else if (!import->officer && *cell(import, "answered_by"))
        blame(import, "answered_by", refuse(_("There is no officer with the badge \"%s\"."), answered_by));
}

static void check_version(struct db *db, struct response_import *import) {
    const char *version = cell(import, "version"), *language = cell(import, "language");
    import->version = db_int(
        db, 0,
        "SELECT v.id FROM questionnaire_version v JOIN questionnaire_version o "
        "ON o.questionnaire_id = v.questionnaire_id JOIN campaign c ON c.version_id = o.id "
        "WHERE c.id = :campaign AND CASE :version WHEN '' THEN v.id = o.id ELSE v.version = :version END",
        with(integer("campaign", import->campaign), text("version", version)));
    const struct definition *definition = response_tables_version(import->tables, import->version);
    if (!definition) {
        blame(import, "version",
              refuse(_("The questionnaire has no version \"%s\"; import it first."), version));
        return;
    }
    int known = 0;
    while (known < definition->language_count && strcmp(definition->languages[known], language) != 0)
        known++;
    if (*language && known == definition->language_count)
        blame(import, "language", refuse(_("The questionnaire does not speak \"%s\"."), language));
    if (import->moment)
        response_check(definition, &import->answers, known < definition->language_count ? known : 0,
                       import->moment, blame_answer, import);
}

void response_import_check(struct db *db, struct response_import *import) {
    struct arena arena = { 0 };
    const char *campaign = db_text(db, &arena, "SELECT code FROM campaign WHERE id = :id",
                                   with(integer("id", import->campaign)));
    const char *named = cell(import, "campaign");
    if (*named && strcmp(named, campaign) != 0)
        blame(import, "campaign", refuse(_("These are answers to %s, not to %s."), named, campaign));
    check_who(db, import);
    if (!text_integer(cell(import, "revision"), &import->revision) || import->revision < 1 ||
        import->revision > 9999)
        blame(import, "revision", _("The revision is a number from 1."));
    check_state(db, import);
    if (!is_receipt(cell(import, "receipt")))
        blame(import, "receipt",
              refuse(_("\"%s\" is not a receipt as it is given at submitting."), cell(import, "receipt")));
    if (!read_moment(cell(import, "submitted"), &import->moment))
        blame(import, "submitted", _("When it was submitted is written like 2026-11-24 10:30:00."));
    check_version(db, import);
    arena_done(&arena);
}
