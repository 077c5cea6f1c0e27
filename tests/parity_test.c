/* Each form of the real screens filled in twice, with keys and with lines: the two databases must be equal.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "base/text.h"
#include "fixture.h"
#include "line/line.h"
#include "needs.h"
#include "rules/access.h"
#include "rules/campaign.h"
#include "rules/code.h"
#include "rules/hold.h"
#include "rules/key.h"
#include "rules/password.h"
#include "rules/registration.h"
#include "rules/response.h"
#include "rules/visit.h"
#include "screens/all.h"
#include "screens/questionnaire.h"
#include "ui/session.h"

struct answer {
    const char *field, *value;
};

/* A form, who fills it in on which record, the word that ends it, and what is answered. */
struct filled {
    const struct screen *screen;
    const char *badge;
    int64_t (*record)(struct db *db); /* NULL: a new one */
    const char *word, *kept;          /* what must be found in the database afterwards */
    struct answer answers[28];
};

static int64_t open_session(struct db *db) {
    return fixture_session_id(db, "S-OPEN");
}

static int64_t course(struct db *db) {
    return fixture_course(db, "DRG-A1");
}

static int64_t own_profile(struct db *db) {
    return fixture_officer(db, "O1");
}

static int64_t request(struct db *db, const char *badge, const char *code) {
    int64_t officer = fixture_officer(db, badge);
    const char *no = registration_request(db, officer, officer, fixture_session_id(db, code), NULL);
    if (no)
        fail_msg("%s did not register: %s", badge, no);
    return db_int(db, 0, "SELECT max(id) FROM registration", NULL);
}

static int64_t registration(struct db *db) {
    return request(db, "O1", "S-OPEN");
}

static int64_t request_to_decide(struct db *db) {
    fixture_session(db, "S-ONE", "2", with(text("approvals", "1")));
    return request(db, "O1", "S-ONE");
}

static int64_t one_who_waits(struct db *db) {
    fixture_session(db, "S-FULL", "1", NULL);
    request(db, "O1", "S-FULL");
    return request(db, "O2", "S-FULL");
}

static int64_t full_session(struct db *db) {
    one_who_waits(db);
    return fixture_session_id(db, "S-FULL");
}

static int64_t a_questionnaire(struct db *db) {
    needs_keep(db);
    return 0;
}

static int64_t open_campaign(struct db *db) {
    needs_keep(db);
    return fixture_save(db, campaign_put,
                        with(text("code", "N27"), text("title", "Needs 2027"), text("questionnaire", "needs"),
                             text("asks", "structure"), text("structure", "AZ-SCC"),
                             text("opens_on", "2026-11-01"), text("closes_on", "2026-11-30"),
                             text("status", "open")));
}

static int64_t asked_questionnaire(struct db *db) {
    return questionnaire_id(open_campaign(db), fixture_structure(db, "AZ-SCC-XAC"));
}

static int64_t asked_structure(struct db *db) {
    open_campaign(db);
    return db_int(db, 0, "SELECT id FROM campaign_respondent WHERE structure_id = :id",
                  with(integer("id", fixture_structure(db, "AZ-SCC-XAC"))));
}

static int64_t campaign_without_one(struct db *db) {
    int64_t respondent = asked_structure(db);
    assert_null(campaign_exclude(db, ACTOR_OWNER, respondent, "closed down"));
    return db_int(db, 0, "SELECT id FROM campaign", NULL);
}

static int64_t submitted_answers(struct db *db) {
    int64_t response, hasan = fixture_officer(db, "HASAN");
    char receipt[RECEIPT_SIZE];
    open_campaign(db);
    assert_null(response_start(db, hasan, db_int(db, 0, "SELECT id FROM campaign", NULL),
                               fixture_structure(db, "AZ-SCC-XAC"), &response));
    assert_null(response_submit(db, hasan, response, "", with(text("staff/number", "7")), receipt));
    return response;
}

static const char *make_old(struct db *db, void *argument) {
    (void)argument;
    return db_run(db, "UPDATE password SET set_at = 1", NULL);
}

static int64_t own_password(struct db *db) {
    char code[CODE_TEXT];
    int64_t officer = fixture_officer(db, "O1");
    accepted(code_issue(db, ACTOR_OWNER, officer, "password", code));
    accepted(password_set(db, officer, code, "seven teal anvils drift"));
    accepted(db_write(db, make_old, NULL));
    return 0;
}

#define KEY_LINE "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDdBWPJco0XSYhLmuTLnsBuMdxAMwWb9lEbGY1VBNrZT office"

static int64_t own_key(struct db *db) {
    int64_t key;
    accepted(key_add(db, ACTOR_OWNER, fixture_officer(db, "O1"), KEY_LINE, NULL, &key));
    return key;
}

static int64_t visit_of_hasan(struct db *db) {
    int64_t visit;
    accepted(visit_begin(
        db, &(struct arrival){ .officer = fixture_officer(db, "HASAN"), .door = "login", .origin = "tty1" },
        &visit));
    db_actor(db, ACTOR_OWNER, 0);
    return visit;
}

static int64_t role_of_hasan(struct db *db) {
    return db_int(db, 0, "SELECT id FROM role_grant WHERE officer_id = :officer AND role = 'head'",
                  with(integer("officer", fixture_officer(db, "HASAN"))));
}

static int64_t class_of_visits(struct db *db) {
    return db_int(db, 0, "SELECT id FROM retention_class WHERE code = 'visits'", NULL);
}

static int64_t a_hold(struct db *db) {
    int64_t hold;
    accepted(hold_place(db, ACTOR_OWNER, "officer", "O1", "court", &hold));
    return hold;
}

static const struct filled forms[] = {
    { &retention_class_screen, "ADMIN", class_of_visits, "save", "|37|", { { "months", "37" } } },
    { &legal_hold_screen,
      "ADMIN",
      NULL,
      "save",
      "Məhkəmə",
      { { "kind", "officer" }, { "code", "O1" }, { "reason", "Məhkəmə" } } },
    { &hold_release_screen, "ADMIN", a_hold, "release", "|Bitdi", { { "reason", "Bitdi" } } },
    { &grant_screen,
      "LEYLA",
      NULL,
      "save",
      "Teaches at home",
      { { "whom", "O1" },
        { "role", "trainer" },
        { "place", "AZ-SCC-XAC-SAM" },
        { "from", "2026-12-01" },
        { "until", "2027-12-31" },
        { "reason", "Teaches at home" } } },
    { &delegate_screen,
      "HASAN",
      role_of_hasan,
      "save",
      "On leave",
      { { "whom", "O1" }, { "until", "2026-12-31" }, { "reason", "On leave" } } },
    { &end_role_screen,
      "LEYLA",
      role_of_hasan,
      "finish",
      "Left the post",
      { { "reason", "Left the post" } } },
    { &course_edit_screen,
      "LEYLA",
      NULL,
      "save",
      "One\nTwo\\three\nსამი",
      { { "code", "BOR-A9" },
        { "title", "Möhürlər və cafe\xCC\x81" },
        { "area", "BOR" },
        { "level", "3" },
        { "mode", "workshop" },
        { "languages", "az ru" },
        { "aim", "Tell a broken seal." },
        { "outcomes", "One\nTwo\\three\nსამი" },
        { "conditions", "language en B1" },
        { "days", "2" },
        { "seats_max", "0" },
        { "provider", "?" },
        { NULL, NULL } } },
    { &course_edit_screen,
      "LEYLA",
      course,
      "save",
      "|.draft|",
      { { "title", ".draft" }, { "status", "retired" }, { NULL, NULL } } },
    { &session_edit_screen,
      "LEYLA",
      NULL,
      "save",
      "|2027-03-01|2027-03-02|09:30|",
      { { "code", "CYB-A1/27-1" },
        { "course", "CYB-A1" },
        { "language", "az" },
        { "status", "open" },
        { "contact_from", "2027-03-01" },
        { "contact_to", "2027-03-02" },
        { "starts_at", "9:30" },
        { "seats", "2" },
        { "door", "nominated" },
        { "approvals", "2" },
        { NULL, NULL } } },
    { &session_edit_screen,
      "LEYLA",
      open_session,
      "save",
      "Bakı, Ağ şəhər",
      { { "venue", "Bakı, Ağ şəhər" }, { NULL, NULL } } },
    { &session_seats_screen,
      "LEYLA",
      full_session,
      "save",
      "A larger room",
      { { "seats", "5" }, { "reason", "A larger room" }, { NULL, NULL } } },
    { &session_cancel_screen,
      "LEYLA",
      full_session,
      "cancel",
      "The trainer is ill",
      { { "reason", "The trainer is ill" }, { NULL, NULL } } },
    { &nominate_screen,
      "HASAN",
      open_session,
      "nominate",
      "|submitted|",
      { { "nominee", "O7" }, { NULL, NULL } } },
    { &refuse_screen,
      "HASAN",
      request_to_decide,
      "refuse",
      "No\nrelief!",
      { { "reason", "No\nrelief!" }, { NULL, NULL } } },
    { &overbook_screen, "LEYLA", one_who_waits, "overbook", "|!|", { { "reason", "!" }, { NULL, NULL } } },
    { &withdraw_screen,
      "O1",
      registration,
      "withdraw",
      "<3",
      { { "reason_code", "family" }, { "reason", "<3" }, { NULL, NULL } } },
    { &profile_edit_screen,
      "O1",
      own_profile,
      "save",
      "o1@customs.az.example",
      { { "email", "o1@customs.az.example" }, { "phone", "+994 12" }, { NULL, NULL } } },
    { &password_screen,
      "O1",
      own_password,
      "change",
      "password|",
      { { "password", "seven teal anvils drift" },
        { "fresh", ".on ğ limon taxta" },
        { "again", ".on ğ limon taxta" },
        { NULL, NULL } } },
    { &key_add_screen,
      "O1",
      own_password,
      "save",
      "officer_key|1|",
      { { "line", KEY_LINE },
        { "label", "office" },
        { "until", "2027-12-31" },
        { "proof", "seven teal anvils drift" },
        { NULL, NULL } } },
    { &key_revoke_screen,
      "O1",
      own_key,
      "revoke",
      "lost on the train",
      { { "reason", "lost on the train" }, { NULL, NULL } } },
    { &visit_end_screen,
      "ADMIN",
      visit_of_hasan,
      "end",
      "left the desk",
      { { "reason", "left the desk" }, { NULL, NULL } } },
    { &settings_screen,
      "ADMIN",
      NULL,
      "save",
      "setting|idle|25",
      { { "idle", "25" }, { "hours", "8" }, { NULL, NULL } } },
    { &officer_edit_screen,
      "ADMIN",
      NULL,
      "save",
      "Հակոբյան",
      { { "badge", "O77" },
        { "surname", "Հակոբյան" },
        { "given_name", "Дмитро" },
        { "structure", "AZ-SCC-ACA" },
        { "languages", "az:C2 en:B1" },
        { "clearance", "restricted" },
        { "profile", "investigator" },
        { "roles", "head@AZ-SCC-ACA" },
        { NULL, NULL } } },
    { &structure_edit_screen,
      "ADMIN",
      NULL,
      "save",
      "|2026-12-01|",
      { { "code", "AZ-SCC-NEW" },
        { "name", "New Post" },
        { "local_name", "Yeni ğ post" },
        { "type", "customs" },
        { "parent", "AZ-SCC" },
        { "country", "AZ" },
        { "valid_from", "+7" },
        { NULL, NULL } } },
    { &campaign_edit_screen,
      "LEYLA",
      a_questionnaire,
      "save",
      "|2026-12-24|",
      { { "code", "N28" },
        { "title", "Needs 2028" },
        { "questionnaire", "needs" },
        { "asks", "officer" },
        { "structure", "AZ-SCC" },
        { "areas", "CYB DRG" },
        { "closes_on", "24.12.2026" },
        { NULL, NULL } } },
    { &include_screen,
      "LEYLA",
      campaign_without_one,
      "include",
      "|include|",
      { { "structure", "AZ-SCC-XAC" }, { NULL, NULL } } },
    { &exclude_screen,
      "LEYLA",
      asked_structure,
      "exclude",
      "No staff\nleft",
      { { "reason", "No staff\nleft" }, { NULL, NULL } } },
    { &reopen_screen,
      "LEYLA",
      asked_structure,
      "reopen",
      "2026-12-01",
      { { "until", "+7" }, { "reason", "They moved." }, { NULL, NULL } } },
    { &return_screen,
      "HASAN",
      submitted_answers,
      "return",
      "|returned|Whom?",
      { { "comment", "Whom?" }, { NULL, NULL } } },
    { &questionnaire_screen,
      "HASAN",
      asked_questionnaire,
      "submit",
      "Sərhəd",
      { { "staff/number", "70" },
        { "staff/why", "Sərhəd" },
        { "staff/need", "2" },
        { "staff/kinds", "0 2" },
        { "staff/by", "2027-01-31" },
        { "staff/share", "2,5" },
        { "places/order", "2 0 1" },
        { "places/at", "9:30" },
        { "places/moment", "2027-01-31 14:05" },
        { "places/seen", "OK" },
        { "team[1]/name", "Günel" },
        { NULL, NULL } } },
};

enum { FORMS = sizeof forms / sizeof *forms };

/* ---- the session of both ---- */

static void open_form(struct session *session, struct db *db, const struct filled *form) {
    int64_t id = form->record ? form->record(db) : 0, officer = fixture_officer(db, form->badge);
    *session = (struct session){ .db = db,
                                 .officer = officer,
                                 .badge = form->badge,
                                 .name = form->badge,
                                 .structure_name = "S",
                                 .rights = access_rights(db, officer),
                                 .screens = all_screens };
    session->structure = db_int(db, 0, "SELECT structure_id FROM officer WHERE id = :officer",
                                with(integer("officer", officer)));
    assert_null(session_init(session));
    const char *no = session_open(session, form->screen, id);
    if (no)
        fail_msg("%s did not open: %s", form->screen->name, no);
}

static const struct action *find_action(const struct session *session, const char *word) {
    const struct action *action;
    for (int i = 0; (action = session_action(session, i)); i++)
        if (!strcmp(action->word, word))
            return action;
    fail_msg("%s has no word %s", session->place->screen->name, word);
    return NULL;
}

/* ---- with keys ---- */

static void choose_with_keys(struct session *session, int item, const char *value) {
    for (size_t length; *value; value += length + (value[length] == ' ')) {
        const struct choice *choices = form_choices(session, session->place, item);
        length = strcspn(value, " ");
        session_key(session, F4);
        for (int i = 0; strlen(choices[i].value) != length || strncmp(choices[i].value, value, length); i++) {
            assert_non_null(choices[i + 1].value);
            session_key(session, DOWN);
        }
        session_key(session, ENTER);
        if (session->place->screen->shape != FORM)
            session_key(session, F3);
    }
}

static void answer_with_keys(struct session *session, const struct answer *answer) {
    int item = form_find(session->place, answer->field);
    assert_true(item >= 0);
    for (int i = 0; session->place->form.focus != item; i++) {
        session_key(session, TAB);
        assert_true(i < session->place->form.count);
    }
    const struct form_item *at = &session->place->form.items[item];
    if (form_choices(session, session->place, item)) {
        choose_with_keys(session, item, answer->value);
        return;
    }
    for (size_t i = text_length(at->text); i > 0; i--)
        session_key(session, BACKSPACE);
    for (const char *key = answer->value; *key;)
        session_key(session, (enum key)text_next(&key));
}

static void fill_with_keys(struct db *db, const struct filled *form) {
    struct session session;
    open_form(&session, db, form);
    for (const struct answer *answer = form->answers; answer->field; answer++)
        answer_with_keys(&session, answer);
    session_key(&session, find_action(&session, form->word)->key);
    if (session.question)
        session_key(&session, (enum key)'y');
    if (session.tone == REFUSED)
        fail_msg("%s was refused: %s", form->screen->name, session.message);
    session_done(&session);
}

/* ---- with lines ---- */

/* A secret is asked for where it stands: no word leads there, since it could begin with a point. */
static void add_answer(struct buffer *lines, const struct place *place, const struct answer *answer) {
    int item = form_find(place, answer->field);
    if (item < 0 || place->form.items[item].field->kind != FIELD_SECRET)
        buffer_format(lines, ".go %s\n%s", answer->field, strchr("?<!.", *answer->value) ? " " : "");
    for (const char *byte = answer->value; *byte; byte++)
        if (*byte == '\n')
            buffer_add(lines, "\\n");
        else
            buffer_add_char(lines, *byte);
    buffer_add(lines, "\n");
}

static void fill_with_lines(struct db *db, const struct filled *form) {
    struct session session;
    struct buffer lines = { 0 };
    char *transcript;
    size_t size;
    open_form(&session, db, form);
    for (const struct answer *answer = form->answers; answer->field; answer++)
        add_answer(&lines, session.place, answer);
    buffer_format(&lines, ".%s\n%s", form->word, find_action(&session, form->word)->ask ? "yes\n" : "");
    FILE *in = fmemopen(lines.text, lines.length, "r"), *out = open_memstream(&transcript, &size);
    int status = line_run(&session, in, out);
    fclose(in);
    fclose(out);
    if (status)
        fail_msg("%s was refused:\n%s", form->screen->name, transcript);
    session_done(&session);
    free(transcript);
    buffer_done(&lines);
}

/* ---- the databases ---- */

static void add_table(struct db *db, const char *name, struct buffer *out) {
    struct arena arena = { 0 };
    struct query *row = db_query_once(db, arena_format(&arena, "SELECT * FROM \"%s\"", name), NULL);
    while (db_next(row)) {
        buffer_format(out, "%s", name);
        for (int column = 0; column < db_columns(row); column++) {
            const char *text = db_column_text(row, column);
            const char *is = db_column_name(row, column);
            bool is_random = !strcmp(is, "receipt") || !strcmp(is, "hash");
            buffer_format(out, "|%s", is_random ? "" : text ? text : "NULL");
        }
        buffer_add(out, "\n");
    }
    db_done(row);
    arena_done(&arena);
}

/* All rows of all tables, but for how often a question was answered on the way. The caller frees the buffer.
 */
static struct buffer rows_of(struct db *db) {
    struct arena arena = { 0 };
    struct buffer out = { 0 };
    char *names =
        db_text(db, &arena,
                "SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema WHERE type = 'table' "
                "AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\' AND name <> 'answer_entry' ORDER BY name)",
                NULL);
    for (char *name; (name = strsep(&names, " "));)
        add_table(db, name, &out);
    arena_done(&arena);
    return out;
}

static void both_faces_save_the_same(void **state) {
    (void)state;
    for (int i = 0; i < FORMS; i++) {
        struct db *untouched = fixture_new(), *with_keys = fixture_new(), *with_lines = fixture_new();
        if (forms[i].record)
            forms[i].record(untouched);
        fill_with_keys(with_keys, &forms[i]);
        fill_with_lines(with_lines, &forms[i]);
        struct buffer before = rows_of(untouched), keys = rows_of(with_keys), lines = rows_of(with_lines);
        assert_string_equal(keys.text, lines.text);
        assert_string_not_equal(before.text, keys.text);
        if (!strstr(keys.text, forms[i].kept))
            fail_msg("%s did not keep %s", forms[i].screen->name, forms[i].kept);
        buffer_done(&before);
        buffer_done(&keys);
        buffer_done(&lines);
        db_close(untouched);
        db_close(with_keys);
        db_close(with_lines);
    }
}

static void every_form_is_here(void **state) {
    (void)state;
    for (const struct screen *const *screen = all_screens; *screen; screen++) {
        bool found = (*screen)->shape != FORM || (*screen)->alone; /* those save nothing */
        for (int i = 0; i < FORMS && !found; i++)
            found = forms[i].screen == *screen;
        if (!found)
            fail_msg("the form %s is not filled in here", (*screen)->name);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_is_here),
        cmocka_unit_test(both_faces_save_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
