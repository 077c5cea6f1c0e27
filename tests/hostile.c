#include "hostile.h"

#include <fnmatch.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/die.h"
#include "base/text.h"
#include "tree.h"

/* ---- the texts ---- */

#define TEN(part) part part part part part part part part part part

const char *const hostile_list[] = {
    "H00~\033[2J\033[1;1Hcleared\033[31;47mred\033[0m",
    "H01~\033]0;another title\007\033]2;and more\033\\",
    "H02~\033P+q544e\033\\\033_application\033\\\033^private\033\\\033X string\033\\",
    "H03~\033c\033#8\033[?1049h\033[?1000h\033[6n\033[5n\033[21t\033(0lqk",
    "H04~\033]52;c;cm0gLXJm\007\033[200~pasted\033[201~",
    "H05~\001\002\003\004\005\006\007\010\013\014\016\017",
    "H06~\020\021\022\023\024\025\026\027\030\031\032\033\034\035\036\037",
    "H07~over\rwritten \b\b\b\b\b\b\b\bgone\177\177",
    "H08~\x80\x81\x84\x85\x8d\x8e\x8f\x90\x96\x97\x98\x99\x9a\x9b"
    "31m\x9c\x9d"
    "0;title\x9c\x9e\x9f",
    "H09~\xc2\x80\xc2\x85\xc2\x8d\xc2\x90q\xc2\x9c\xc2\x9b"
    "2J\xc2\x9d"
    "0;title\xc2\x9c\xc2\x9f",
    "H10~\xc0\xaf\xe0\x80\xaf\xc3(\xe2\x82 \xf0\x9f\x98 "
    "\xff\xfe\xed\xa0\x80\xf4\x90\x80\x80\xf8\x88\x80\x80\x80",
    "H11~\xe2\x80\xaegnp.exe\xe2\x80\xac \xe2\x80\xad"
    "left\xe2\x80\xac \xe2\x80\xaain\xe2\x80\xac \xe2\x80\xabto",
    "H12~\xe2\x81\xa6isolated\xe2\x81\xa9 \xe2\x81\xa7right\xe2\x81\xa9 \xe2\x81\xa8"
    "first",
    "H13~\xe2\x80\x8emark\xe2\x80\x8fmark\xd8\x9cmark",
    "H14~ze\xe2\x80\x8bro\xe2\x80\x8c wi\xe2\x80\x8d"
    "dth\xef\xbb\xbf no\xe2\x81\xa0 \xc2\xad soft \xe1\xa0\x8e",
    "H15~one\xe2\x80\xa8line\xe2\x80\xa9two\xef\xbf\xb9noted\xef\xbf\xbatwice\xef\xbf\xbb",
    "H16~tags\xf3\xa0\x80\x81\xf3\xa0\x81\xa1\xf3\xa0\x81\xbf private\xee\x80\x80 none\xf4\x8f\xbf\xbf",
    "H17~Z" TEN("\xcc\x81\xcc\xb2\xcd\x9c") "a" TEN("\xcc\xb6") "lgo",
    "H18~" TEN(TEN("verylongword")),
    "=H19~cmd|'/c calc'!A1",
    "+H20~1+1",
    "-H21~2+3",
    "@H22~SUM(A1:A9)",
    "H23~'; DROP TABLE officer; -- \" ` \\ '' OR 1=1",
    "H24~%s%s%n%d%p%x%%%*.*s%1$s%999999d {0} ${HOME} $(id) `id` <b>&amp;</b>",
    "H25~\xf0\x9f\x91\xae\xf0\x9f\x8f\xbd\xe2\x80\x8d\xe2\x99\x80\xef\xb8\x8f "
    "\xf0\x9f\x87\xa6\xf0\x9f\x87\xbf "
    "\xf0\x9f\x98\x80",
    "H26~\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd8\xb3\xd9\x84\xd8\xa7\xd9\x85 \xe2\x80\xab"
    "abc\xe2\x80\xac",
    "H27~two\nlines\r\nthree\ttabs\t\vfour\f",
    "H28~\xef\xbc\xa6\xef\xbd\x95\xef\xbd\x8c\xef\xbd\x8c \xe3\x80\x80 \xe5\xad\x97\xef\xbe\x9e \xcc\x88 "
    "\xe2\x80\xa6",
    "\033[H29~\033[38;5;99m\xe2\x80\xae",
};
const int hostile_count = sizeof hostile_list / sizeof *hostile_list;

/* ---- into a database ---- */

/* What is text and takes none: `only` is the condition for the rows that do take one, NULL: none. */
static const struct exception {
    const char *table, *column, *only, *why;
} exceptions[] = {
    { "*_search*", "*", NULL, "words for searching, never shown" },
    { "*", "*_fold", NULL, "for searching, never shown" },
    { "*", "hash", NULL, "never shown" },
    { "audit_rule", "*", NULL, "comes with the program, never shown" },
    { "*_transition", "*", NULL, "comes with the program, never shown" },
    { "role_capability", "*", NULL, "comes with the program, never shown" },
    { "failure", "*", NULL, "hashes and addresses that were counted, never shown" },
    { "*", "valid_from", NULL, "a day that decides who sees what" },
    { "*", "valid_to", NULL, "a day that decides who sees what" },
    { "*", "*_on", NULL, "a day that is compared" },
    { "*", "*_until", NULL, "a day that is compared" },
    { "session", "register_*", NULL, "a day that is compared" },
    { "session_phase", "*s_at", NULL, "a time" },
    { "*", "status", NULL, "one of a few words" },
    { "*", "state", NULL, "one of a few words" },
    { "*", "kind", NULL, "one of a few words" },
    { "*", "door", NULL, "one of a few words" },
    { "*", "decision", NULL, "one of a few words" },
    { "*", "purpose", NULL, "one of a few words" },
    { "visit", "ended", NULL, "one of a few words" },
    { "campaign", "asks", NULL, "one of a few words" },
    { "campaign_event", "act", NULL, "one of a few words" },
    { "officer_language", "level", NULL, "one of a few words" },
    { "structure", "country", NULL, "a code of two letters" },
    { "officer_key", "type", NULL, "a key's, for sshd" },
    { "officer_key", "blob", NULL, "a key's, for sshd" },
    { "legal_hold", "released_why", "released_at IS NOT NULL", "who has one is over" },
    { "role_grant", "end_why", "ended_at IS NOT NULL", "who has one is over" },
    { "retention_class", "code", NULL, "comes with the program" },
    { "retention_run", "class", NULL, "comes with the program" },
    { "campaign_respondent", "excluded_why", "id % 3 = 0", "who has one is not asked" },
    { "questionnaire_cell", "value",
      "row > 1 AND EXISTS (SELECT 1 FROM questionnaire_cell head WHERE head.version_id = "
      "questionnaire_cell.version_id AND head.sheet = questionnaire_cell.sheet AND head.row = 1 AND "
      "head.column = questionnaire_cell.column AND (head.value GLOB 'label*' OR head.value GLOB '*hint*' OR "
      "head.value GLOB '*message*' OR head.value = 'form_title'))",
      "the others are names, types and expressions" },
};

static const struct exception *exception_of(const char *table, const char *column) {
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (!fnmatch(exceptions[i].table, table, 0) && !fnmatch(exceptions[i].column, column, 0))
            return &exceptions[i];
    return NULL;
}

/* hostile(MOST): the next text, cut after so many bytes, wherever that is. */
static void next_text(sqlite3_context *context, int count, sqlite3_value **values) {
    struct hostile_texts *texts = sqlite3_user_data(context);
    const char *text = texts->list[texts->next++ % texts->count];
    int length = (int)strlen(text), most = sqlite3_value_int(values[count - 1]);
    sqlite3_result_text(context, text, length < most ? length : most, SQLITE_TRANSIENT);
}

static void fill(sqlite3 *handle, const char *table, const char *column, const char *only) {
    static const int most[] = { 4000, 300, 80, 40, 32 };
    char *why = NULL;
    int code = SQLITE_CONSTRAINT;
    for (size_t i = 0; i < sizeof most / sizeof *most && code == SQLITE_CONSTRAINT; i++) {
        sqlite3_free(why);
        char *sql = sqlite3_mprintf("UPDATE \"%w\" SET \"%w\" = hostile(%d) WHERE %s", table, column, most[i],
                                    only ? only : "true");
        code = sqlite3_exec(handle, sql, NULL, NULL, &why);
        sqlite3_free(sql);
    }
    if (code != SQLITE_OK || sqlite3_changes(handle) == 0)
        die("%s.%s takes no hostile text, for an exception see tests/hostile.c: %s", table, column,
            why ? why : "it has no row");
}

/* The columns that hold free text, but for the exceptions. */
static const char columns_sql[] =
    "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_xinfo(t.name) c "
    "WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*' AND c.type = 'TEXT' AND c.pk = 0 AND c.hidden = 0 "
    "AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(t.name) f WHERE f.\"from\" = c.name) "
    "AND NOT EXISTS (SELECT 1 FROM pragma_index_list(t.name) i WHERE i.\"unique\" AND "
    "(SELECT group_concat(name) FROM pragma_index_info(i.name)) = c.name)";

/* A row for each table that the tree leaves empty. */
static const char rows[] =
    "INSERT INTO officer_key (officer_id, type, blob, fingerprint, added_at, revoked_at, revoked_why) "
    "SELECT id, 'ssh-ed25519', 'AAAA' || id, 'SHA256:' || id, 1, iif(id % 2, 2, NULL), 'lost' FROM officer;"
    "INSERT INTO visit (officer_id, door, origin, process, started, begun_at, seen_at, ended_at, ended, why) "
    "SELECT id, 'key', 'x', 1, 1, 1, 1, iif(id % 2, 2, NULL), iif(id % 2, 'ended', NULL), 'x' FROM officer;"
    "INSERT INTO legal_hold (officer_id, reason, placed_at, released_at, released_why) "
    "SELECT id, 'x', 1, iif(id % 2, 2, NULL), iif(id % 2, 'x', '') FROM officer WHERE id < 5;"
    "INSERT INTO role_grant (officer_id, role, structure_id, granted_at, ended_at, end_why) "
    "SELECT officer_id, role, structure_id, 1, 2, 'x' FROM role_grant;"
    "INSERT INTO course_condition SELECT course_id, number, 1, 'language', 'en', 'B1' FROM course_version;"
    "INSERT INTO answer_saved SELECT id, 'staff/why', 'x' FROM response;"
    "INSERT INTO answer_dropped SELECT id, 'staff/other', 'x' FROM response;"
    "INSERT INTO response_review (response_id, decision, comment, decided_at) "
    "SELECT id, 'returned', 'x', 1 FROM response;"
    "INSERT INTO campaign_event (campaign_id, at, act, reason) SELECT id, 1, 'remind', 'x' FROM campaign;";

void hostile_make(const char *file, struct hostile_texts *texts) {
    sqlite3 *handle;
    sqlite3_stmt *columns;
    db_close(tree_new(file));
    if (sqlite3_open_v2(file, &handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
        die("%s: %s", file, sqlite3_errmsg(handle));
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_create_function(handle, "hostile", 1, SQLITE_UTF8, texts, next_text, NULL, NULL);
    if (sqlite3_exec(handle, rows, NULL, NULL, NULL) != SQLITE_OK)
        die("%s", sqlite3_errmsg(handle));
    sqlite3_exec(handle, "BEGIN", NULL, NULL, NULL);
    if (sqlite3_prepare_v2(handle, columns_sql, -1, &columns, NULL) != SQLITE_OK)
        die("%s", sqlite3_errmsg(handle));
    while (sqlite3_step(columns) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(columns, 0),
                   *column = (const char *)sqlite3_column_text(columns, 1);
        const struct exception *exception = exception_of(table, column);
        if (!exception || exception->only)
            fill(handle, table, column, exception ? exception->only : NULL);
    }
    sqlite3_finalize(columns);
    sqlite3_exec(handle, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(handle);
}

/* ---- out of the program ---- */

enum { MOST_SAID = 20, MOST_MARKS = 8, NUMBERS = 100 };

int hostile_leak_count;
static bool seen[NUMBERS];

bool hostile_was_seen(int number) {
    return seen[number];
}

static void note_numbers(const char *text, size_t length) {
    const char *end = text + length;
    for (const char *at = text; at + 4 <= end && (at = memchr(at, 'H', (size_t)(end - at))); at++)
        if (at + 4 <= end && at[1] >= '0' && at[1] <= '9' && at[2] >= '0' && at[2] <= '9' && at[3] == '~')
            seen[(at[1] - '0') * 10 + at[2] - '0'] = true;
}

/* Written down here once more, apart from base/text.c: what a terminal would obey, hide or turn. */
static bool is_unfit(uint32_t c) {
    static const uint32_t ranges[][2] = { { 0, 0x1F },          { 0x7F, 0x9F },     { 0xAD, 0xAD },
                                          { 0x61C, 0x61C },     { 0x180E, 0x180E }, { 0x200B, 0x200F },
                                          { 0x2028, 0x202E },   { 0x2060, 0x206F }, { 0xD800, 0xF8FF },
                                          { 0xFEFF, 0xFEFF },   { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
                                          { 0xF0000, 0x10FFFF } };
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
        if (c >= ranges[i][0] && c <= ranges[i][1])
            return true;
    return false;
}

static bool say(const char *where, const char *what, const char *text, const char *at, const char *end) {
    if (hostile_leak_count++ >= MOST_SAID)
        return true;
    const char *from = at - text > 30 ? at - 30 : text;
    fprintf(stderr, "%s: %s: ", where, what);
    for (; from < end && from < at + 30; from++)
        fprintf(stderr, *from >= ' ' && *from < 0x7F ? "%c" : "<%02X>", (unsigned char)*from);
    fputs("\n", stderr);
    return true;
}

/* Bytes of a sequence that the full-screen face may send: it moves, clears, colours, and asks nothing. */
static size_t own_sequence(const char *at, const char *end) {
    const char *from = at + 1;
    if (at + 2 < end && *from == '(' && from[1] == 'B')
        return 3;
    if (from < end && strchr("78=>M", *from))
        return 2;
    if (from == end || *from++ != '[')
        return 0;
    if (end - from > 7 && *from == '2' &&
        !strncmp(from + 2, ";0;0t", 5)) /* keeps the title, brings it back */
        return 9;
    while (from < end && strchr("?;0123456789", *from))
        from++;
    return from < end && strchr("ABCDGHJKLMPSTXdhlmr@", *from) ? (size_t)(from + 1 - at) : 0;
}

static bool look(const char *where, const char *text, size_t length, bool is_screen) {
    const char *end = text + length;
    bool found = false;
    int marks = 0;
    note_numbers(text, length);
    for (const char *at = text; at < end;) {
        const char *start = at;
        size_t own = is_screen && *at == '\033' ? own_sequence(at, end) : 0;
        if (own || *at == '\n' || (is_screen && strchr("\r\b\016\017", *at))) {
            at += own ? own : 1;
            marks = 0;
            continue;
        }
        uint32_t c = text_next(&at);
        marks = c >= 0x80 && c != 0xFFFD && wcwidth((wchar_t)c) == 0 ? marks + 1 : 0;
        if (c == 0)
            at = start + 1;
        if (is_unfit(c))
            found = say(where, "a character that is unfit", text, start, end);
        else if (c == 0xFFFD && at == start + 1)
            found = say(where, "broken UTF-8", text, start, end);
        else if (marks == MOST_MARKS + 1)
            found = say(where, "a flood of marks", text, start, end);
    }
    return found;
}

bool hostile_leaks(const char *where, const char *text, size_t length) {
    return look(where, text, length, false);
}

bool hostile_leaks_to_screen(const char *where, const char *bytes, size_t length) {
    return look(where, bytes, length, true);
}
