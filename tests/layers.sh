#!/bin/sh
# Who may include whom, and what may be called where: the rules of the house that no compiler checks.
# Prints each breach as FILE:LINE: RULE and ends with 1. Then breaks every rule once in a copy of the tree,
# to see that it would be noticed.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)

breaches() { # FOLDER
    # shellcheck disable=SC2016
    (cd "$1" && find ./* -name '*.[ch]' | sed -n 's|^\./||; /^src\//p; /^screens\//p' | LC_ALL=C sort | xargs awk '
    BEGIN {
        may["base"] = ""
        may["store"] = "base"
        may["rules"] = "store base xlsform"
        may["xlsform"] = "base"
        may["exchange"] = "base"
        may["ui"] = "store base"
        may["full"] = "ui base"
        may["line"] = "ui base"
        may["command"] = "rules exchange xlsform store base"
        may["screens"] = "rules ui store base"
        library("sqlite3.h", "^src/store/")
        library("(curses|ncurses.*|term).h", "^src/full/")
        library("histedit.h", "^src/ui/edit")
        library("(libxml/.*|zip|pcre2).h", "^src/xlsform/")
        library("csv.h", "^src/base/csv")
        library("sodium.h", "^src/base/sodium")
        library("utf8proc.h", "^src/base/text")
        call("wcs?n?width", "^src/base/text", "columns are measured in base/text.c only")
        call("(mv)?w?(add|ins)_?n?w?(str|ch|chstr)|(vw?_?|mvw?|w)?printw|w?echochar", "^src/full/draw",
             "text goes to the screen through put_text only")
        call("system|popen|posix_spawnp?|exec(l|v)p?e?|execlp|execvpe|fexecve", "^src/command/run[.]c$", "no other program is started")
        call("run_program", "^src/command/(run|setup[a-z_]*)[.][ch]$", "only a server is set up with other programs")
        call("db_unguarded", "^src/(store/db|store/db_write|rules/retention)[.][ch]$", "guards give way to a purge alone")
        call("sprintf|strcpy|strcat|gets|vsprintf", "^$", "no writing without a limit")
    }
    function library(name, where) { libraries[name] = where }
    function call(names, where, rule) { calls[names] = where; rules[names] = rule }
    function breach(rule) { printf "%s:%d: %s\n", FILENAME, FNR, rule }
    # the line without comments; literals keep their place, and their words when asked for
    function code(line, literals,    out, character, i, quote) {
        out = ""
        for (i = 1; i <= length(line); i++) {
            character = substr(line, i, 1)
            if (comment) {
                if (substr(line, i, 2) == "*/") { comment = 0; i++ }
            } else if (quote) {
                if (literals) out = out character
                if (character == "\\") { i++; continue }
                if (character == quote) quote = ""
            } else if (substr(line, i, 2) == "/*") { comment = 1; i++
            } else if (substr(line, i, 2) == "//") break
            else {
                if (character == "\"" || character == "\047") { quote = character; if (!literals) out = out quote }
                if (!quote || literals) out = out character
            }
        }
        return out
    }
    FNR == 1 { comment = 0; split(FILENAME, part, "/"); folder = part[1] == "screens" ? "screens" : part[2] }
    {
        before = comment; plain = code($0, 0)
        comment = before; spoken = code($0, 1)
    }
    /^#[ ]*include[ ]*"/ {
        split($0, quoted, "\""); other = quoted[2]
        if (other ~ /\// && folder in may) {
            sub(/\/.*/, "", other)
            if (other != folder && index(" " may[folder] " ", " " other " ") == 0)
                breach(folder " must not include " other)
        }
        next
    }
    /^#[ ]*include[ ]*</ {
        split($0, quoted, /[<>]/)
        for (name in libraries)
            if (quoted[2] ~ "^" name "$" && FILENAME !~ libraries[name])
                breach("<" quoted[2] "> is not for this place")
        next
    }
    {
        for (names in calls)
            if (FILENAME !~ calls[names] && match(plain, "(^|[^A-Za-z0-9_])(" names ")[ ]*\\("))
                breach(rules[names])
        writes = "(INSERT INTO|INSERT OR|UPDATE [a-z_]+ SET|DELETE FROM|CREATE TABLE|DROP TABLE)"
        if (FILENAME !~ /^src\/(store|rules)\// &&
            (spoken ~ "\"[^\"]*" writes || (FILENAME !~ /^screens\// && spoken ~ /"([^"]*[^A-Za-z"])?SELECT /)))
            breach("no SQL in this place")
    }')
}

found=$(breaches "$root")
if [ -n "$found" ]; then
    printf '%s\n' "$found"
    exit 1
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
missed=0

notices() { # FILE LINE RULE
    mkdir -p "$copy/$(dirname "$1")"
    printf '/* a breach */\n%s\n' "$2" > "$copy/$1"
    if ! breaches "$copy" | grep -q "^$1:2: .*$3"; then
        printf '%s: a breach is not noticed: %s\n' "$1" "$2"
        missed=1
    fi
    rm "$copy/$1"
}

mkdir -p "$copy/src/base" "$copy/screens"
echo '/* "SELECT 1" system(x) addstr(y) */ int nothing_wrong; /* INSERT INTO' > "$copy/src/base/innocent.c"
notices src/base/x.c '#include "store/db.h"' 'must not include store'
notices src/store/x.c '#include "rules/access.h"' 'must not include rules'
notices src/rules/x.c '#include "ui/screen.h"' 'must not include ui'
notices src/ui/x.c '#include "rules/access.h"' 'must not include rules'
notices src/full/x.c '#include "line/line.h"' 'must not include line'
notices src/line/x.c '#include "full/full.h"' 'must not include full'
notices src/xlsform/x.c '#include "store/db.h"' 'must not include store'
notices src/exchange/x.c '#include "ui/form.h"' 'must not include ui'
notices src/command/x.c '#include "ui/form.h"' 'must not include ui'
notices screens/x.c '#include "full/full.h"' 'must not include full'
notices src/rules/x.c '#include <sqlite3.h>' 'not for this place'
notices src/ui/x.c '#include <curses.h>' 'not for this place'
notices src/line/x.c '#include <histedit.h>' 'not for this place'
notices src/exchange/x.c '#include <libxml/parser.h>' 'not for this place'
notices src/rules/x.c '#include <sodium.h>' 'not for this place'
notices src/base/x.c '    n += wcwidth(c);' 'columns are measured'
notices src/full/x.c '    mvaddnwstr(0, 0, text, 3);' 'put_text'
notices src/full/x.c '    printw(text);' 'put_text'
notices src/main.c '    return system("ls");' 'no other program'
notices src/base/x.c '    execvp(name, list);' 'no other program'
notices src/command/remote.c '    execve(name, list, environ);' 'no other program'
notices src/command/remote.c '    return run_program(words);' 'only a server'
notices src/rules/x.c '    return db_unguarded(db, step, NULL);' 'a purge alone'
notices src/base/x.c '    strcpy(a, b);' 'without a limit'
notices src/ui/x.c '    query(db, "SELECT 1");' 'no SQL'
notices screens/x.c '    .query = "DELETE FROM officer",' 'no SQL'
if [ -n "$(breaches "$copy")" ]; then
    breaches "$copy"
    missed=1
fi
exit $missed
