#include <string.h>

#include "base/clock.h"
#include "rules/access.h"
#include "rules/code.h"
#include "rules/password.h"
#include "screens/all.h"
#include "screens/details.h"

/* The code just issued, as long as the screen is open, and where it is typed. */
struct issued {
    char code[CODE_TEXT];
    const char *where;
};

static const char *enter(struct session *session) {
    session->place->data = arena_new(&session->place->arena, sizeof(struct issued));
    return code_may_issue(session->db, session->officer, session->place->id);
}

static void forget(struct session *session) {
    explicit_bzero(session->place->data, sizeof(struct issued));
}

static void write_wait(struct session *session, struct page *page) {
    char when[CLOCK_TEXT];
    int failures;
    int64_t until = password_waits_until(session->db, session->place->id, &failures);
    if (failures)
        page_problem(
            page, arena_format(&page->arena,
                               words_count(N_("%ld attempt to sign in failed since the last that did not."),
                                           N_("%ld attempts to sign in failed since the last that did not."),
                                           failures),
                               (long)failures));
    if (until > clock_now())
        page_problem(page, arena_format(&page->arena,
                                        _("The next one counts from %s on; \"unlock\" lets it count now."),
                                        clock_text(until, when)));
}

static void write_code(struct session *session, struct page *page) {
    const struct issued *issued = session->place->data;
    if (!*issued->code)
        return;
    page_gap(page);
    page_heading(page, "%s", issued->code);
    page_format(page,
                _("This is the code. Tell it to the officer and to nobody else: it is good once, for %d "
                  "hours, and is not shown again."),
                CODE_HOURS);
    page_format(page, "%s", issued->where);
}

static void pair_code(struct page *page, const char *label, const char *until, const char *by) {
    page_pair(page, label,
              *until ? arena_format(&page->arena, _("issued by %s, good until %s"), by, until) : NULL);
}

static void write(struct session *session, struct page *page) {
    struct query *row = details_row(session, page);
    if (!row)
        return;
    page_heading(page, "%s", details_text(row, "name"));
    page_pair(page, _("Badge"), details_text(row, "badge"));
    page_pair(page, _("Login"), details_text(row, "login"));
    const char *set = details_text(row, "password_set");
    page_pair(page, _("Password"), *set ? arena_format(&page->arena, _("chosen %s"), set) : _("none yet"));
    pair_code(page, _("Code"), details_text(row, "code_until"), details_text(row, "code_by"));
    pair_code(page, _("Code for a key"), details_text(row, "key_code_until"),
              details_text(row, "key_code_by"));
    db_done(row);
    write_wait(session, page);
    write_code(session, page);
}

static const char *ask_issue(struct session *session) {
    return password_is_set(session->db, session->place->id)
               ? _("The officer can choose another password with the code; the present one is good until "
                   "then. Issue it?")
               : _("The officer can choose the first password with the code. Issue it?");
}

static const char *issue_for(struct session *session, const char *purpose, const char *where) {
    struct issued *issued = session->place->data;
    issued->where = where;
    const char *no = code_issue(session->db, session->officer, session->place->id, purpose, issued->code);
    session_refresh(session);
    return no;
}

static const char *issue(struct session *session) {
    return issue_for(session, "password",
                     _("It is typed in the place of the password when signing in, or to change it."));
}

static bool has_no_password(struct session *session) {
    return !password_is_set(session->db, session->place->id);
}

static const char *ask_key(struct session *session) {
    (void)session;
    return _("The officer, who has no password, can add one SSH key with the code. Issue it?");
}

static const char *issue_key(struct session *session) {
    return issue_for(session, "key",
                     _("It is typed where a new key is added, in the place of the password."));
}

static bool is_waiting(struct session *session) {
    int failures;
    password_waits_until(session->db, session->place->id, &failures);
    return failures > 0;
}

static const char *unlock(struct session *session) {
    const char *no = password_unlock(session->db, session->officer, session->place->id);
    session_refresh(session);
    if (!no)
        session_say(session, DONE, _("The next attempt counts at once."));
    return no;
}

static const char *ask_take_away(struct session *session) {
    (void)session;
    return _(
        "Password and codes open nothing any more, and the officer's visits end; a new code lets them choose "
        "another. Take them away?");
}

static const char *take_away(struct session *session) {
    const char *no = password_take_away(session->db, session->officer, session->place->id);
    session_refresh(session);
    if (!no)
        session_say(session, DONE, _("Password and codes are taken away."));
    return no;
}

static const struct action actions[] = {
    { .key = F7,
      .word = "away",
      .label = N_("Take away"),
      .help =
          N_("Takes password and codes away, and ends the officer's visits: when somebody may know them."),
      .ask = ask_take_away,
      .act = take_away },
    { .key = F10,
      .word = "code",
      .label = N_("Issue a code"),
      .help = N_("Issues a code with which the officer chooses a password; it is shown once."),
      .ask = ask_issue,
      .act = issue },
    { .key = F8,
      .word = "key",
      .label = N_("Code for a key"),
      .help =
          N_("Issues a code with which an officer who has no password adds an SSH key; it is shown once."),
      .possible = has_no_password,
      .ask = ask_key,
      .act = issue_key },
    { .key = F9,
      .word = "unlock",
      .label = N_("Unlock"),
      .help = N_("Forgets the failed attempts, so that the next one need not wait."),
      .possible = is_waiting,
      .act = unlock },
    { 0 }
};

static const char *record_where(struct session *session) {
    return details_record(session, "SELECT badge FROM officer WHERE id = :id");
}

/* The newest code of a purpose, as long as it is good. */
#define GOOD_CODE(name, purpose)                                                                             \
    "LEFT JOIN code " name " ON " name ".id = (SELECT max(id) FROM code WHERE officer_id = o.id AND "        \
    "purpose = '" purpose "') AND " name ".used_at IS NULL AND " name ".expires_at > now() "
#define CODE_COLUMNS(name)                                                                                   \
    "CASE WHEN " name ".id THEN moment(" name ".expires_at) END AS " name "_until, "                         \
    "coalesce((SELECT badge FROM officer WHERE id = " name ".issued_by), '-') AS " name "_by "

const struct screen account_screen = {
    .name = "account",
    .title = N_("Account"),
    .help = N_(
        "How an officer comes in: whether there is a password, which attempts failed, and codes to choose a "
        "password or add a key with. Nobody but the officer knows the password."),
    .shape = PAGE,
    .may = MAY_EDIT_OFFICERS,
    .needs_id = true,
    .actions = actions,
    .query = "SELECT o.id, o.badge, o.login, trim(o.given_name || ' ' || o.surname) AS name, "
             "(SELECT moment(set_at) FROM password WHERE officer_id = o.id) AS password_set, " CODE_COLUMNS(
                 "code") ", " CODE_COLUMNS("key_code") "FROM officer o " GOOD_CODE("code", "password")
                 GOOD_CODE("key_code", "key") "WHERE o.id = :id",
    .write = write,
    .enter = enter,
    .leave = forget,
    .where = record_where,
};
