#include "command/remote.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"

enum { MOST_WORDS = 64, MOST_BYTES = 4096 };

/* What may be sent along, by the verb and, where that matters, the word after it. An option that is not named
 * here is refused: those that name a file or a folder, and those nobody has judged yet. */
static const struct remote {
    const char *verb;    /* NULL at the end */
    const char *first;   /* the word after it; NULL: any other */
    const char *options; /* that name no file */
    int files;           /* from this word on the words are files, and must be "-"; -1: none is */
} remotes[] = { { "export", NULL, "excel all confirmed labels split codebook officer act thing from until",
                  -1 },
                { "import", "responses", "dry-run skip-bad clean encoding delimiter", 2 },
                { "import", NULL, "dry-run skip-bad clean lenient encoding delimiter", 1 },
                { "report", NULL, "csv excel", -1 },
                { "questionnaire", "check", "lenient encoding delimiter", 1 },
                { "questionnaire", "print", "lenient encoding delimiter language response", 1 },
                { "help", NULL, "", -1 },
                { "version", NULL, "", -1 },
                { 0 } };

bool remote_is_captive(int count, char **words) {
    for (int i = 1; i < count; i++)
        if (!strncmp(words[i], "--session", strlen("--session")))
            return true;
    return false;
}

bool remote_is_door(const char *program) {
    const char *slash = program ? strrchr(program, '/') : NULL;
    const char *name = slash ? slash + 1 : program;
    return name && !strcmp(name + (*name == '-'), "topcop-door"); /* a login shell's begins with "-" */
}

/* ---- the words ---- */

/* One word from *line on, which is moved behind it; the word is built in place. */
static bool take_word(char **line, char **word) {
    char *in = *line, *out = in, quote = 0;
    for (*word = out; *in && (quote || !strchr(" \t", *in)); in++) {
        bool escapes = *in == '\\' && quote != '\'' && in[1] && (!quote || strchr("\\\"", in[1]));
        if (escapes)
            *out++ = *++in;
        else if (quote ? *in == quote : *in == '\'' || *in == '"')
            quote = (char)(quote ? 0 : *in);
        else
            *out++ = *in;
    }
    *line = in + (*in != 0);
    *out = 0;
    return !quote;
}

const char *remote_split(struct arena *arena, const char *line, const char ***words, int *count) {
    *words = arena_new(arena, (MOST_WORDS + 1) * sizeof **words);
    *count = 0;
    if (strlen(line) > MOST_BYTES)
        return refuse(_("A command sent over ssh may have %d bytes."), MOST_BYTES);
    for (const char *at = line; *at; at++)
        if (((unsigned char)*at < ' ' && *at != '\t') || *at == 0x7F)
            return refuse(_("A command sent over ssh is one line without control characters."));
    for (char *at = arena_copy(arena, line), *word; at += strspn(at, " \t"), *at;) {
        if (*count == MOST_WORDS)
            return refuse(_("A command sent over ssh may have %d words."), MOST_WORDS);
        if (!take_word(&at, &word))
            return refuse(_("A quotation mark is opened in the command and not closed."));
        (*words)[(*count)++] = word;
    }
    return NULL;
}

/* ---- what is allowed ---- */

static bool is_among(const char *names, const char *name) {
    size_t length = strlen(name);
    for (const char *found = names; (found = strstr(found, name)); found += length)
        if ((found == names || found[-1] == ' ') && strchr(" ", found[length]))
            return true;
    return false;
}

static const struct remote *find_remote(const struct command *command) {
    const char *verb = command->verb ? command->verb->name : "";
    const char *first = command->word_count > 0 ? command->words[0] : "";
    for (const struct remote *remote = remotes; remote->verb; remote++)
        if (!strcmp(remote->verb, verb) && (!remote->first || !strcmp(remote->first, first)))
            return remote;
    return NULL;
}

bool remote_takes(const char *verb) {
    const struct remote *remote = remotes;
    while (remote->verb && strcmp(remote->verb, verb) != 0)
        remote++;
    return remote->verb;
}

static REFUSAL not_sent(struct command *command, const char *sent) {
    struct arena *arena = &command->arena;
    const char *all = "";
    for (const struct remote *remote = remotes; remote->verb; remote++) {
        bool is_special = remote->first && !remote[1].first; /* a row for all the others follows */
        if (!is_special || strcmp(remote->verb, remote[1].verb) != 0)
            all = arena_format(arena, "%s%s%s%s%s", all, *all ? ", " : "", remote->verb,
                               remote->first ? " " : "", remote->first ? remote->first : "");
    }
    return command_misused(command, _("\"%s\" is nothing that can be sent over ssh; there are: %s."), sent,
                           all);
}

static REFUSAL check_sent(struct command *command, const char *sent) {
    const struct remote *remote = find_remote(command);
    if (!remote)
        return not_sent(command, sent);
    for (const struct option *given = command->given; given->name; given++)
        if (!is_among(remote->options, given->name) && strcmp(given->name, "help") != 0)
            return command_misused(command, _("--%s is not for commands sent over ssh."), given->name);
    for (int i = remote->files; i >= 0 && i < command->word_count; i++)
        if (strcmp(command->words[i], "-") != 0)
            return command_misused(command,
                                   _("Over ssh no file of the server can be named, and \"%s\" would be one; "
                                     "\"-\" is standard input: ssh ... < FILE."),
                                   command->words[i]);
    return NULL;
}

/* ---- taking them ---- */

static REFUSAL take_sent(struct command *command, const char *sent) {
    const char **words;
    int count;
    const char *refusal = remote_split(&command->arena, sent, &words, &count);
    if (!refusal && command->key == 0)
        refusal = refuse(_("Commands can be sent by those who come in with a key."));
    if (refusal)
        return command_misused(command, "%s", refusal);
    refusal = command_take(command, count, words);
    return refusal ? refusal : check_sent(command, sent);
}

const char *remote_take(struct command *command) {
    const char *key = command_option(command, "session"), *sent = getenv("SSH_ORIGINAL_COMMAND");
    char *end = NULL;
    command->is_captive = true;
    command->key = key ? strtoll(key, &end, 10) : -1;
    bool is_number = key && *key && strspn(key, "0123456789") == strlen(key);
    for (const struct option *given = command->given; given->name; given++)
        is_number &= !strcmp(given->name, "session") || !strcmp(given->name, "db");
    if (!is_number || command->verb || command->word_count > 0)
        return command_misused(command, _("--session KEY is for sshd and stands alone."));
    command->database = command_option(command, "db");
    return sent && *sent ? take_sent(command, sent) : NULL;
}
