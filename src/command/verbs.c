#include "command/verbs.h"

#include "base/words.h"

const struct option general_options[] = {
    { "db", N_("FILE"), N_("the database; otherwise TOPCOP_DB says it, or the installed one is used") },
    { "as", N_("BADGE"), N_("be that officer; for the owner of the database and root") },
    { "session", N_("KEY"), N_("for sshd: be the officer of that key; 0: who signs in with a password") },
    { "line", NULL, N_("a conversation line by line: for screen readers, slow lines and scripts") },
    { "help", NULL, N_("this text, or with a verb what that verb does") },
    { "version", NULL, N_("the version") },
    { 0 }
};

static const struct option import_options[] = {
    { "map", N_("MAP"), N_("a file that says which column is which field (topcop-data(7))") },
    { "dry-run", NULL, N_("try everything, change nothing") },
    { "skip-bad", NULL, N_("import the good rows and list each one left out") },
    { "clean", NULL, N_("replace characters that cannot be shown, instead of refusing them") },
    { "lenient", NULL, N_("of a questionnaire: leave out what cannot be asked at a terminal") },
    { "encoding", N_("NAME"), N_("the file's encoding, such as cp1251; otherwise UTF-8") },
    { "delimiter", N_("CHARACTER"), N_("between the cells: \",\", \";\" or \"tab\"; otherwise it is found") },
    { 0 }
};

static const struct option export_options[] = {
    { "excel", NULL, N_("with a byte order mark and \";\", as Excel opens it by itself") },
    { "to", N_("FOLDER"), N_("of responses: write files into this folder; needed where questions repeat") },
    { "all", NULL, N_("of responses: every revision, not only the newest of each respondent") },
    { "confirmed", NULL, N_("of responses: only what was confirmed") },
    { "labels", N_("[=LANGUAGE]"), N_("of responses: labels instead of codes; for people, not for imports") },
    { "split", NULL, N_("of responses: a column for each choice where several may be chosen") },
    { "codebook", NULL, N_("of responses: what each column means, instead of the answers") },
    { "officer", N_("BADGE"), N_("of the audit: what this officer did") },
    { "act", N_("ACT"), N_("of the audit: this act") },
    { "thing", N_("THING"), N_("of the audit: what was done to things of this kind") },
    { "from", N_("DAY"), N_("of the audit: from this day on") },
    { "until", N_("DAY"), N_("of the audit: until this day") },
    { 0 }
};

static const struct option questionnaire_options[] = {
    { "lenient", NULL, N_("leave out what cannot be asked at a terminal, instead of refusing it") },
    { "encoding", N_("NAME"), N_("the files' encoding, such as cp1251; otherwise UTF-8") },
    { "delimiter", N_("CHARACTER"), N_("between the cells: \",\", \";\" or \"tab\"; otherwise it is found") },
    { "language", N_("NAME"), N_("to print: in that language, such as \"az\"; otherwise the first") },
    { "response", N_("RECEIPT"), N_("to print: these answers instead of a blank form") },
    { "yes", NULL, N_("to migrate: do it, not only tell what would become of the answers") },
    { 0 }
};

static const struct option backup_options[] = {
    { "to", N_("FOLDER"), N_("make a copy in this folder, named after the moment") },
    { "keep", N_("N"), N_("then remove all but the newest N copies in it") },
    { 0 }
};

static const struct option restore_options[] = {
    { "dry-run", NULL, N_("verify the copy and say what is in it; make nothing") }, { 0 }
};

static const struct option expr_options[] = {
    { "data", N_("FILE.xml"), N_("the document that paths lead through; \"-\" is standard input") },
    { "at", N_("PATH"), N_("what \".\" is, otherwise the document's element") },
    { "as", N_("string|number|boolean"), N_("what to make of the value") },
    { 0 }
};

static const struct option setup_options[] = {
    { "yes", NULL, N_("do it, not only show what would be done") },
    { "passwords", NULL, N_("with an account for those who have no key and sign in with a password") },
    { "no-passwords", NULL, N_("without it from now on") },
    { "structure", N_("CODE[=NAME]"), N_("where roles are granted, made if new: AZ=Azerbaijan") },
    { "administrator", N_("BADGE[=NAME]"), N_("make them administrator; a new officer is SURNAME,GIVEN") },
    { "coordinator", N_("BADGE[=NAME]"), N_("make them coordinator") },
    { "key", N_("FILE"), N_("a public key of the administrator") },
    { "root", N_("FOLDER"), N_("write the files below this folder, make no accounts, start nothing") },
    { 0 }
};

static const struct option code_options[] = {
    { "key", NULL, N_("to add an SSH key with, for an officer who has no password") }, { 0 }
};

static const struct option report_options[] = {
    { "csv", NULL, N_("as a CSV file, to standard output") },
    { "excel", NULL, N_("the same with a byte order mark and \";\", as Excel opens it by itself") },
    { 0 }
};

static const struct option key_options[] = {
    { "until", N_("DAY"), N_("to add: the key's last day, such as 2027-12-31") }, { 0 }
};

static const struct option audit_options[] = {
    { "key", N_("FILE"), N_("to sign: the secret key") },
    { "head", N_("FILE"), N_("to verify: a head that was noted outside, plain or signed") },
    { "public", N_("FILE"), N_("to verify: the public key that the head was signed with") },
    { 0 }
};

static const struct option retention_options[] = {
    { "yes", NULL, N_("to purge: do it, not only tell how much is due") }, { 0 }
};

const struct verb verbs[] = {
    { "init", N_("FILE"), N_("make a new database with nobody in it"), "", NULL, 1, 1, verb_init },
    { "setup", "", N_("make this machine a server, or show what is missing for it"), "", setup_options, 0, 0,
      verb_setup },
    { "demo", N_("FILE"), N_("make a database to try everything in"), "", NULL, 1, 1, verb_demo },
    { "check", "", N_("verify a database and name what is wrong"), "db", NULL, 0, 0, verb_check },
    { "import",
      N_("courses|sessions|structures|officers|registrations|campaigns|questionnaire FILE, or responses "
         "CAMPAIGN FILE..."),
      N_("take in a CSV file, or a questionnaire"), "db as", import_options, 2, -1, verb_import },
    { "export",
      N_("courses|sessions|structures|officers|registrations|campaigns|respondents|audit, or responses "
         "CAMPAIGN"),
      N_("write a CSV file to standard output"), "db as", export_options, 1, 2, verb_export },
    { "questionnaire",
      N_("check FILE..., print FILE..., print --response RECEIPT or migrate CAMPAIGN [VERSION]"),
      N_("check or print questionnaires, move drafts to a version"), "db as", questionnaire_options, 1, -1,
      verb_questionnaire },
    { "expr", N_("EXPRESSION"), N_("work out an expression as questionnaires have them"), "", expr_options, 1,
      1, verb_expr },
    { "code", N_("BADGE"), N_("issue a code to choose a password or add a key with"), "db as", code_options,
      1, 1, verb_code },
    { "report", "officers|registrations|areas|levels|campaigns|headcount",
      N_("count what your roles let you see or count"), "db as", report_options, 1, 1, verb_report },
    { "audit", N_("head, sign, verify or keys FILE"),
      N_("verify what was done, and print or sign the head of its chain"), "db as", audit_options, 1, 2,
      verb_audit },
    { "backup", N_("FILE, or --to FOLDER [--keep N]"), N_("copy the database while it is in use"), "db",
      backup_options, 0, 1, verb_backup },
    { "restore", N_("BACKUP [NEWFILE]"), N_("make a new database from a copy"), "db", restore_options, 1, 2,
      verb_restore },
    { "authorized-keys", N_("FINGERPRINT [TYPE BASE64]"),
      N_("tell sshd what to do with a key (topcop-admin(8))"), "db", NULL, 1, 3, verb_authorized_keys },
    { "key", N_("add BADGE FILE, list [BADGE], revoke FINGERPRINT REASON or sync"),
      N_("the SSH keys by which officers come in"), "db as", key_options, 1, -1, verb_key },
    { "retention",
      N_("preview [CLASS], purge CLASS, keep CLASS MONTHS, hold officer|structure|campaign CODE REASON, "
         "release NUMBER REASON or holds"),
      N_("purge what was kept long enough, and the holds that stop it"), "db as", retention_options, 1, -1,
      verb_retention },
    { "help", N_("[VERB]"), N_("show how to call topcop, or one verb"), "", NULL, 0, 1, verb_help },
    { "version", "", N_("show the version"), "", NULL, 0, 0, verb_version },
    { 0 }
};
