/* What sshd is told about topcop's accounts, and whether that is what it does: another file of its
 * configuration may say otherwise, and the first one that speaks holds. */
#include <ctype.h>
#include <errno.h>
#include <fnmatch.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/words.h"
#include "command/run.h"
#include "command/setup_match.h"
#include "command/setup_owner.h"

#define FOLDER "/etc/ssh/sshd_config.d"
#define NAME "topcop.conf"
#define FRAGMENT FOLDER "/" NAME
#define SSHD "/usr/sbin/sshd"
#define SSHD_FOLDER "/run/sshd" /* without which sshd judges nothing */
#define SSHD_PID "/run/sshd.pid"

struct setting {
    const char *name, *value; /* as in sshd_config(5); NULL at the end */
};

static const struct setting for_keys[] = {
    { "AuthenticationMethods", "publickey" },
    { "PubkeyAuthentication", "yes" },
    { "PasswordAuthentication", "no" },
    { "AuthorizedKeysFile", "none" },
    { "TrustedUserCAKeys", "none" },
    { "AuthorizedKeysCommand", SETUP_PROGRAM " authorized-keys %f" },
    { "AuthorizedKeysCommandUser", SETUP_KEYS },
    { "ForceCommand", "none" }, /* each key has its own */
    { 0 },
};

static const struct setting for_passwords[] = {
    { "AuthenticationMethods", "none" },
    { "PasswordAuthentication", "yes" },
    { "PermitEmptyPasswords", "yes" },
    { "PubkeyAuthentication", "no" },
    { "ForceCommand", SETUP_PROGRAM " --session 0" },
    { 0 },
};

/* Of both: topcop alone, on a terminal or through pipes, and nothing beside it. */
static const struct setting for_both[] = {
    { "DisableForwarding", "yes" },
    { "AllowAgentForwarding", "no" },
    { "AllowStreamLocalForwarding", "no" },
    { "AllowTcpForwarding", "no" },
    { "X11Forwarding", "no" },
    { "PermitTunnel", "no" },
    { "PermitListen", "none" },
    { "PermitOpen", "none" },
    { "PermitTTY", "yes" },
    { "PermitUserRC", "no" },
    { "ChrootDirectory", "none" },
    { "KbdInteractiveAuthentication", "no" },
    { "ClientAliveInterval", "30" },
    { "ClientAliveCountMax", "4" },
    { 0 },
};

static const struct setting for_all[] = { { "PermitUserEnvironment", "no" }, { 0 } };

static const struct account {
    const char *name;
    const struct setting *own;
} accounts[] = { { SETUP_ACCOUNT, for_keys }, { SETUP_DOOR, for_passwords } };

static int account_count(const struct setup *setup) {
    return setup_has_door(setup) ? 2 : 1;
}

/* ---- what it is told ---- */

static void add_settings(struct buffer *out, const struct setting *setting, const char *indent) {
    for (; setting->name; setting++)
        buffer_format(out, "%s%s %s\n", indent, setting->name, setting->value);
}

static const char *fragment(const struct setup *setup) {
    struct buffer out = { 0 };
    buffer_add(&out, "# Written by \"topcop setup\"; topcop-admin(8) tells what it is for.\n");
    add_settings(&out, for_all, "");
    for (int i = 0; i < account_count(setup); i++) {
        buffer_format(&out, "\nMatch User %s\n", accounts[i].name);
        add_settings(&out, accounts[i].own, "    ");
        add_settings(&out, for_both, "    ");
    }
    buffer_add(&out, "\nMatch all\n");
    const char *text = arena_copy(&setup->command->arena, out.text);
    buffer_done(&out);
    return text;
}

static bool has_fragment(struct setup *setup) {
    return setup_file_holds(setup, FRAGMENT, fragment(setup));
}

/* Where sshd dislikes the new text, the one before stands again (NULL: there was none). */
static REFUSAL take_back(const char *before, const char *dislike) {
    const char *said =
        before
            ? refuse(_("%s is as it was before, since sshd would not start with the new one: %s"), FRAGMENT,
                     dislike)
            : refuse(_("%s is taken away again, since sshd would not start with it: %s"), FRAGMENT, dislike);
    if (!before)
        unlink(FRAGMENT);
    const char *no = before ? file_replace(FRAGMENT, before, strlen(before), 0644, NULL) : NULL;
    return no ? no : said;
}

/* sshd goes on as it is until it is told to read it, which it is only when it likes it. */
static REFUSAL tell_sshd(void) {
    FILE *file = fopen(SSHD_PID, "re");
    char number[32] = "";
    long process = file && fgets(number, sizeof number, file) ? strtol(number, NULL, 10) : 0;
    if (file)
        fclose(file);
    if (process > 1 && kill((pid_t)process, SIGHUP) != 0)
        return refuse(_("sshd could not be told to read %s: %s."), FRAGMENT, strerror(errno));
    if (process <= 1)
        command_say(_("  No sshd is running; it reads %s when it is started."), FRAGMENT);
    return NULL;
}

static const char *write_fragment(struct setup *setup) {
    if (!setup_is_real(setup))
        return setup_write_file(setup, FRAGMENT, fragment(setup));
    if (access(SSHD, X_OK) != 0)
        return refuse(_("There is no %s; install openssh-server."), SSHD);
    mkdir(SSHD_FOLDER, 0755); /* as its start does */
    struct buffer before = { 0 };
    const char *none = file_read(&before, FRAGMENT, SETUP_FILE_MOST);
    const char *no = setup_write_file(setup, FRAGMENT, fragment(setup));
    const char *dislike = no ? NULL : run_program((const char *const[]){ SSHD, "-t", NULL }, NULL);
    if (dislike)
        no = take_back(none ? NULL : before.text, dislike);
    buffer_done(&before);
    return no ? no : tell_sshd();
}

/* ---- what it does ---- */

/* The value of a line "name value" of what "sshd -T" prints; NULL: there is none. */
static const char *value_of(struct arena *arena, const char *printed, const char *name) {
    size_t length = strlen(name);
    for (const char *line = printed; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        if (strncasecmp(line, name, length) == 0 && line[length] == ' ')
            return arena_copy_part(arena, line + length + 1, strcspn(line + length + 1, "\n"));
    return NULL;
}

static const char *first_difference(struct setup *setup, const char *printed, const char *account,
                                    const struct setting *setting) {
    for (; setting->name; setting++) {
        const char *value = value_of(&setup->command->arena, printed, setting->name);
        if (!value || strcmp(value, setting->value) != 0)
            return refuse(
                _("For %s sshd has \"%s %s\" and not \"%s\": another file of its configuration "
                  "says so, or it does not read %s. See \"sshd -T -C user=%s\" and sshd_config(5)."),
                account, setting->name, value ? value : "", setting->value, FRAGMENT, account);
    }
    return NULL;
}

/* Whether lists of those who may come in, or may not, name the account or its group. */
static bool is_listed(const char *printed, const char *list, const char *name, bool *is_there) {
    bool listed = false;
    size_t length = strlen(list);
    for (const char *line = printed; line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL) {
        char pattern[256];
        if (strncmp(line, list, length) != 0 || line[length] != ' ')
            continue;
        *is_there = true;
        snprintf(pattern, sizeof pattern, "%.*s", (int)strcspn(line + length + 1, "@\n"), line + length + 1);
        listed = listed || fnmatch(pattern, name, 0) == 0;
    }
    return listed;
}

static const char *shut_out(const char *printed, const char *account) {
    static const struct {
        const char *list;
        bool is_of_groups, lets_in;
    } lists[] = { { "allowusers", false, true },
                  { "denyusers", false, false },
                  { "allowgroups", true, true },
                  { "denygroups", true, false } };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        bool is_there = false;
        bool listed =
            is_listed(printed, lists[i].list, lists[i].is_of_groups ? SETUP_ACCOUNT : account, &is_there);
        if (is_there && listed != lists[i].lets_in)
            return refuse(_("sshd's \"%s\" keeps %s out; see sshd_config(5)."), lists[i].list, account);
    }
    return NULL;
}

static const char *wrong_for(struct setup *setup, const struct account *account) {
    struct buffer printed = { 0 };
    const char *whose =
        arena_format(&setup->command->arena, "user=%s,host=localhost,addr=127.0.0.1", account->name);
    const char *no = run_program((const char *const[]){ SSHD, "-T", "-C", whose, NULL }, &printed);
    buffer_add(&printed, "");
    if (!no)
        no = first_difference(setup, printed.text, account->name, account->own);
    if (!no)
        no = first_difference(setup, printed.text, account->name, for_both);
    if (!no)
        no = first_difference(setup, printed.text, account->name, for_all);
    if (!no)
        no = shut_out(printed.text, account->name);
    buffer_done(&printed);
    return no;
}

/* Nothing can be said before the fragment is there. */
static bool is_told(const struct setup *setup) {
    return setup_is_real(setup) && setup_file_holds(setup, FRAGMENT, fragment(setup));
}

static const char *sshd_is_wrong(struct setup *setup) {
    const char *no = access("/etc/nologin", F_OK) == 0
                         ? refuse(_("While there is a file /etc/nologin, sshd lets nobody in."))
                         : NULL;
    mkdir(SSHD_FOLDER, 0755);
    for (int i = 0; i < account_count(setup) && !no; i++)
        no = wrong_for(setup, &accounts[i]);
    return no ? no : setup_match_before(setup, FOLDER, NAME);
}

const struct step setup_sshd[] = {
    { .label = N_("sshd: whoever comes in as topcop gets topcop and nothing else"),
      .is_so = has_fragment,
      .act = write_fragment },
    { .label = N_("sshd does as it is told there"), .is_wanted = is_told, .wrong = sshd_is_wrong },
    { 0 },
};
