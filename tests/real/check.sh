#!/bin/sh
# Real catalogues, people, places and hostile texts through the finished program: imported, exported, searched,
# registered for, shown in both faces. Nothing may crash, get lost or escape to the terminal. check.sh DATA, with
# BUILD set; files that DATA does not have are passed over, and other terms of the same catalogues are taken too.
set -u
data=$(cd "$1" && pwd) || exit 1
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-build}" && pwd)
topcop=$build/topcop
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
unset TOPCOP_LINE
export LC_ALL=C.UTF-8 TZ=UTC TOPCOP_NOW=2026-11-24T10:00
passed=0
failed=0

ok() { # WHAT
    passed=$((passed + 1))
    echo "ok      $1"
}
bad() { # WHAT [FILE]
    failed=$((failed + 1))
    echo "FAILED  $1"
    [ $# = 1 ] || head -n 12 "$2" | LC_ALL=C tr -cd '\n -~' | cut -c1-200 | sed 's/^/        /'
}
verify() { # WHAT COMMAND...: what it prints must be fit for a terminal, and it must succeed
    what=$1
    shift
    if timeout 600 "$@" >said 2>&1 && "$build/tests/real/plain" <said >/dev/null 2>escaped; then
        ok "$what: $(tail -n 1 said | cut -c1-100 | sed "s|$data/||")"
    else
        [ ! -s escaped ] || cat escaped >>said
        bad "$what" said
    fi
}

# Every row is accounted for, and a second time nothing changes.
rows_add_up() { # FILE: what an import said
    awk '/ rows?: / { line = $0; sub(/.*: /, "", line); sub(/;.*/, "", line); n = split(line, part, ", ")
                     for (i = 1; i <= n; i++) sum += part[i] + 0
                     match($0, /[0-9]+ rows?:/); rows = substr($0, RSTART, RLENGTH) + 0; seen = 1 }
         END { exit !(seen && rows > 0 && rows == sum) }' "$1"
}
take() { # THING MAP FILE [OPTIONS...]
    thing=$1 map=$2 file=$3
    shift 3
    [ -r "$file" ] || return 0
    name="import $thing $(basename "$file")"
    if timeout 600 "$topcop" import "$thing" "$file" --map "$here/$map.map" "$@" >said 2>&1 && rows_add_up said; then
        ok "$name: $(tail -n 1 said | sed 's/^.* rows*: //')"
    else
        bad "$name" said
        return
    fi
    timeout 600 "$topcop" import "$thing" "$file" --map "$here/$map.map" "$@" >said 2>&1
    if grep -Eq ' rows?: ' said && ! grep -Eq '[0-9] (new|changed)' said; then
        ok "$name again changes nothing"
    else
        bad "$name again changes something" said
    fi
}
sound() { # WHAT
    verify "check $1" "$topcop" check
}

# What is exported makes the same database anew.
round_trip() { # WHAT
    rm -f again.db
    "$topcop" init again.db >/dev/null
    "$topcop" export courses >courses.csv
    # the areas that catalogues brought are made by a map
    echo 'area.create = yes' >area.map
    for thing in structures officers courses sessions registrations; do
        "$topcop" export $thing >$thing.csv 2>said
        map=
        [ $thing = courses ] && map='--map area.map'
        # shellcheck disable=SC2086
        if timeout 600 "$topcop" --db again.db import $thing $thing.csv $map >said 2>&1 &&
            "$topcop" --db again.db export $thing | cmp - $thing.csv >>said 2>&1; then
            ok "$1: $thing exported, imported elsewhere and exported again are the same bytes"
        else
            bad "$1: export of $thing is not what its import gives" said
        fi
    done
}

# The line face from a pipe: its output must be fit for any terminal.
converse() { # WHAT WORD
    badge=$("$topcop" export officers | sed -n 2p | cut -d, -f1)
    printf 'catalogue\nmore\nmore\nfind %s\nopen 1\nback\nback\nsessions\nmore\nopen 1\nback\nback\ntraining\nquit\n' "$2" |
        timeout 60 "$topcop" --as "$badge" --line >said 2>&1
    status=$?
    if [ $status -le 1 ] && [ "$(wc -l <said)" -gt 20 ] && "$build/tests/real/plain" <said >/dev/null 2>escaped; then
        ok "$1: browsed and searched line by line, $(wc -l <said) lines"
    else
        [ ! -s escaped ] || cat escaped >>said
        bad "$1: conversation (status $status)" said
    fi
    verify "$1: browsed full-screen" "$build/tests/real/browse" "$2" "$topcop" --db "$TOPCOP_DB" --as "$badge"
}
register() { # WHAT: for the first of the sessions with room
    badge=$("$topcop" export officers | sed -n 3p | cut -d, -f1)
    set -- "$1" "$("$topcop" export sessions | awk -F, '$11 != 0 && $19 == "open" { print $1; exit }')"
    printf 'sessions\nfind %s\nopen 1\nregister\nyes\nquit\n' "$2" | timeout 60 "$topcop" --as "$badge" --line >said 2>&1
    if "$topcop" export registrations | grep -q "^$2,$badge,.*,registered" && "$build/tests/real/plain" <said >/dev/null 2>&1; then
        ok "$1: registered line by line"
    else
        bad "$1: no registration for $2" said
    fi
}

begin() { # NAME
    export TOPCOP_DB="$folder/$1.db"
    "$topcop" init "$TOPCOP_DB" >/dev/null || exit 1
    printf 'code,name,type,country\n%s,Organiser,training,AZ\n' STOLAF UIUC TSUKUBA OULAD CES |
        awk 'NR == 1 || !/^code/' >organisers.csv
    "$topcop" import structures organisers.csv >/dev/null || exit 1
    take structures countries "$data/places/countries-local-names.tsv"
    take officers surnames "$data/people/common-surnames-by-country.csv"
}

begin people
take structures subdivisions "$data/places/subdivisions-local-names.tsv"
take structures crossings "$data/places/border-crossings-unlocode.tsv"
take structures places "$data/places/unlocode-six-countries.csv"
take structures customs-offices "$data/places/customs-offices-transit.tsv"
take officers forenames "$data/people/common-forenames-by-country.csv"
sound people
round_trip people

begin stolaf
for file in "$data"/catalogues/stolaf/*.csv; do
    take courses stolaf-courses "$file"
    take sessions stolaf-sessions "$file"
done
for file in "$data"/catalogues/stolaf/*.csv; do
    [ -r "$file" ] || continue
    "$topcop" export officers >officers.csv
    "$build/tests/real/enrolled" "$file" officers.csv enrolled.csv | sort >expected
    "$topcop" import registrations enrolled.csv >said 2>&1
    "$topcop" export registrations |
        awk -F, 'NR == FNR { wanted[$1] = 1; next }
                 FNR > 1 && ($1 in wanted) { sub(/\r/, "", $4); if ($4 == "waitlisted") waits[$1]++; else has[$1]++ }
                 END { for (id in wanted) if (has[id] + waits[id]) print id, has[id] + 0, waits[id] + 0 }' enrolled.csv - |
        sort >found
    if cmp -s expected found && [ -s found ]; then
        ok "seats $(basename "$file"): $(awk '$3 { n++ } END { print n + 0 }' found) over-enrolled sections keep their seats, the rest waits"
    else
        diff expected found >difference
        cat difference >>said
        bad "seats $(basename "$file")" said
    fi
done
sound stolaf
round_trip stolaf
converse stolaf independent
register stolaf

begin uiuc
for file in "$data"/catalogues/uiuc/*.csv; do
    take courses uiuc-courses "$file"
    take sessions uiuc-sessions "$file"
done
sound uiuc
round_trip uiuc
converse uiuc statistics
register uiuc

begin tsukuba
for file in "$data"/catalogues/tsukuba/*.csv; do
    take courses tsukuba-courses "$file"
    take sessions tsukuba-sessions "$file"
done
sound tsukuba
round_trip tsukuba
converse tsukuba フレッシュ
register tsukuba

begin csps
for thing in structures courses sessions officers registrations; do
    for file in "$data"/catalogues/csps/*.csv; do
        take "$thing" "csps-$thing" "$file"
    done
done
sound csps
round_trip csps
converse csps lawn
register csps

begin oulad
take courses oulad-courses "$data/catalogues/oulad/courses.csv"
take sessions oulad-sessions "$data/catalogues/oulad/courses.csv"
take officers oulad-officers "$data/catalogues/oulad/studentInfo.csv"
take registrations oulad-registrations "$data/catalogues/oulad/studentRegistration.csv"
sound oulad
converse oulad module
register oulad

# Hostile texts as courses: each line of them one; bytes that are no UTF-8 are refused with their place, and taken
# as Latin-1.
begin hostile
for file in "$data"/text/blns/*.txt "$data"/text/*.txt "$data"/text/terminal/*.txt "$data"/text/sqli/*.txt; do
    [ -r "$file" ] || continue
    name=$(basename "$file" .txt)
    "$build/tests/real/lines" "$(echo "$name" | cut -c1-24)" <"$file" >lines.csv
    tr -d '\000' <lines.csv >without_zeros
    if iconv -f UTF-8 -t UTF-8 <lines.csv >/dev/null 2>&1 && cmp -s without_zeros lines.csv; then
        verify "texts $name" "$topcop" import courses lines.csv --clean
    else
        "$topcop" import courses lines.csv --clean >said 2>&1
        if [ $? = 1 ] && grep -q 'line [0-9]*, byte' said; then
            ok "texts $name: broken bytes are refused with their place"
        else
            bad "texts $name: broken bytes" said
        fi
        verify "texts $name as Latin-1" "$topcop" import courses lines.csv --clean --encoding latin1
    fi
done
sound hostile
round_trip hostile
converse hostile blns
"$topcop" export courses | sed -n '2,$p' | cut -d, -f1 | grep -E '^(blns|UTF-8-test|vt-)' | head -n 400 |
    sed 's/^/catalogue\nfind /; s/$/\nopen 1\nback\nback/' >script
echo quit >>script
timeout 300 "$topcop" --as "$("$topcop" export officers | sed -n 2p | cut -d, -f1)" --line <script >said 2>&1
status=$?
if [ $status -le 1 ] && "$build/tests/real/plain" <said >/dev/null 2>escaped; then
    ok "hostile: every text opened line by line, $(wc -l <said) lines"
else
    cat escaped >>said
    bad "hostile: opened line by line (status $status)" said
fi

# The same in every free text, past all checks: every screen in both faces.
set --
for file in "$data"/text/blns/*.txt "$data"/text/UTF-8-*.txt "$data"/text/terminal/*.txt "$data"/text/sqli/*.txt; do
    [ ! -r "$file" ] || set -- "$@" "$file"
done
[ $# = 0 ] || verify "hostile texts in every field" "$build/tests/real/hostile" "$@"

# Expressions of other programs' tests, and of real forms.
cases=$data/xpath/openrosa-xpath-cases.tsv
if [ -r "$cases" ]; then
    if "$build/tests/real/xpath" "$cases" "$data/xpath/form-expressions.tsv" "$here/xpath-differences.tsv" >counts 2>&1; then
        while read -r line; do ok "$line"; done <counts
    else
        bad "expressions" counts
    fi
fi

# Real forms in all their carriers.
if [ -d "$data/xlsforms" ]; then
    if timeout 300 "$build/tests/real/carriers" "$data" >counts 2>&1; then
        while read -r line; do ok "$line"; done <counts
    else
        bad "carriers" counts
    fi
fi

# Made-up answers to real forms, out of one file and into another.
if [ -d "$data/xlsforms" ]; then
    if timeout 600 "$build/tests/real/responses" "$data" >counts 2>&1; then
        while read -r line; do ok "$line"; done <counts
    else
        bad "answers" counts
    fi
fi

# What is right or wrong in small forms made for that, and in real ones.
if [ -d "$data/xlsforms-pyxform-md" ] || [ -r "$data/ORACLE.tsv" ]; then
    if timeout 300 "$build/tests/real/forms" "$data" >counts 2>&1; then
        grep -E '^(small|real) forms|valid ones' counts >said
        while read -r line; do ok "$line"; done <said
    else
        grep -A1 FAILED counts >said
        bad "questionnaires" said
    fi
fi

[ ! -d "$data/text/csv-spectrum" ] || verify csv-spectrum "$build/tests/real/spectrum" "$data/text/csv-spectrum"

echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
