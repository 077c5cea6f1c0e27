#!/bin/sh
# The command line as it is called: what each verb prints and the status it ends with.
set -u
topcop=${TOPCOP:-$PWD/build/topcop}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
unset TOPCOP_DB TOPCOP_LINE
failed=0

# Ends with STATUS, prints TEXT somewhere, and one line only on standard error when STATUS is 1, or two when 2.
call() { # STATUS TEXT WORDS...
    status=$1 text=$2
    shift 2
    timeout 60 "$topcop" "$@" <input >out 2>err
    got=$?
    if [ $got != "$status" ] || ! cat out err | grep -qF -e "$text"; then
        failed=$((failed + 1))
        echo "topcop $*: status $got, expected $status and: $text"
        cat out err
    elif [ "$status" = 2 ] && [ "$(grep -c . err)" != 2 ]; then
        failed=$((failed + 1))
        echo "topcop $*: not one sentence and a hint"
        cat err
    fi
}
same() { # WHAT FILE FILE
    cmp "$2" "$3" || { failed=$((failed + 1)) && echo "$1 differs"; }
}
: >input

# ---- usage ----
call 0 'topcop [--db FILE] [--as BADGE] [--line] [SCREEN]' --help
call 0 'topcop [--db FILE] [--as BADGE] [--line] [SCREEN]' -h
call 0 'topcop 0' --version
call 0 'topcop 0' version
for verb in init setup demo check import export questionnaire expr code authorized-keys key backup restore help version; do
    call 0 "topcop $verb" $verb --help
    call 0 "topcop $verb" help $verb
done
call 2 'did you mean "import"?' help imprt
call 2 'did you mean "--dry-run"?' import courses x.csv --dryrun
call 2 'There is no option "-x".' -x
call 2 'needs a value' --db
call 2 'takes no value' export courses --excel=yes
call 2 'Something is missing' import courses
call 2 'one word too many' init a.db b.db
call 2 'cannot be imported' import people x.csv
call 2 'cannot be exported' export people
call 2 '"check", "print" and "migrate" are' questionnaire chek x.csv

call 2 'did you mean "courses"? There are: ' import cours x.csv
call 2 'campaigns, respondents, audit, responses.' export x
call 2 '"foo" is neither a verb nor a screen' foo --help
call 2 '"course" shows one record' course
call 2 'without --skip-bad' import questionnaire x.csv --skip-bad
call 2 'without --map' import questionnaire x.csv --map x.map
call 2 'Only a questionnaire is taken in with --lenient' import courses x.csv --lenient
call 0 '--db FILE' backup --help
call 0 '--as BADGE' import --help
for verb in init setup demo version; do
    call 0 "topcop $verb" $verb --help
    ! grep -q -e '--db' -e '--as' -e '--line' out || { failed=$((failed + 1)) && echo "$verb --help names options it does not take"; }
done

# ---- init, demo, check, backup ----
call 0 'new.db is made' init new.db
call 1 'new.db exists already' init new.db
call 2 'topcop init takes no --db' init newer.db --db new.db
call 2 'topcop backup takes no --as' backup copy.db --db new.db --as AZ-10001
call 0 '0 violations' check --db new.db
call 0 '0 violations' --db new.db check
call 0 '0 violations' --db=new.db check
call 1 'none.db' --db none.db check
echo 'no database at all, only some text' >text.db
call 1 'text.db' --db text.db check
call 0 "$topcop --db demo.db --as AZ-10001" demo demo.db
call 1 'demo.db exists already' demo demo.db
call 0 '0 violations' check --db demo.db
call 0 'copy.db is a complete copy' backup copy.db --db demo.db
call 1 'copy.db exists already' backup copy.db --db demo.db
call 0 '0 violations' check --db copy.db
call 2 'Where to?' backup --db demo.db
call 2 'Where to?' backup once.db --to copies --db demo.db
call 2 '--keep goes with --to' backup once.db --keep 3 --db demo.db
call 2 '1 or more' backup --to copies --keep 0 --db demo.db
touch demo-2026-11-24.db demo-copy.db
for day in 21 22 23; do
    TOPCOP_NOW=2026-11-${day}T10:00 call 0 "demo-2026-11-${day}T100000.db is a complete copy" backup --to copies --keep 2 --db demo.db
done
touch copies/demo-copy.db copies/other-2026-11-20T100000.db
call 0 'copies/demo-2026-11-22T100000.db is removed; the newest 2 are kept.' backup --to copies --keep 2 --db demo.db
call 1 'exists already' backup --to copies --keep 2 --db demo.db
[ "$(ls copies)" = 'demo-2026-11-23T100000.db
demo-2026-11-24T100000.db
demo-copy.db
other-2026-11-20T100000.db' ] || { failed=$((failed + 1)) && ls copies; }
TOPCOP_NOW=2026-11-20T10:00 call 0 'copies/demo-2026-11-23T100000.db is removed' backup --to copies --keep 2 --db demo.db
[ -e copies/demo-2026-11-20T100000.db ] || { failed=$((failed + 1)) && echo 'the copy just made is gone, for the clock was set back'; }
# a row that is refused late, and a file that is only tried, leave nothing behind
cp copy.db last.db
printf 'badge,status\nAZ-90001,suspended\nAZ-10001,active\n' >last.csv
call 1 'Nobody would administer any more' import officers last.csv --db last.db --as AZ-90001
call 0 '1 unchanged, 1 left out' import officers last.csv --skip-bad --db last.db --as AZ-90001
call 0 'administrator@AZ' export officers --db last.db --as AZ-90001
call 0 'AZ-90001,,as,officer' export audit --officer AZ-90001 --db last.db
call 0 'AZ-10002 contact@AZ-SCC-INV' export audit --officer - --thing role_grant --db last.db
printf 'badge,status\nAZ-10001,suspended\n' >suspended.csv
ssh-keygen -q -t ed25519 -N '' -f officer
call 0 'comes in by the key' key add AZ-10001 officer.pub --db last.db
call 0 'this was a dry run' import officers suspended.csv --dry-run --db last.db
call 0 'ssh-ed25519' authorized-keys "$(ssh-keygen -lf officer.pub | cut -d' ' -f2)" --db last.db
call 0 '1 changed' import officers suspended.csv --db last.db
[ -z "$("$topcop" authorized-keys "$(ssh-keygen -lf officer.pub | cut -d' ' -f2)" --db last.db)" ] || { failed=$((failed + 1)) && echo 'a suspended officer comes in'; }
call 0 'registrations' restore copy.db restored.db --dry-run
call 0 'restored.db would be made of it' restore copy.db restored.db --dry-run
[ ! -e restored.db ] || { failed=$((failed + 1)) && echo 'a dry run made a file'; }
call 0 'restored.db is restored from copy.db, and sound' restore copy.db restored.db
call 1 'nothing is ever restored over a file' restore copy.db restored.db
call 1 'nothing is ever restored over a file' restore copy.db --db demo.db
call 2 'for a head that was signed' audit verify --public x.pub --db demo.db
call 0 'copy.db is sound' restore copy.db --dry-run --db demo.db
: >empty.db
call 1 'is empty and no copy' restore empty.db --dry-run --db demo.db
call 1 'none.db cannot be read' restore none.db other.db
call 1 'no topcop database' restore text.db other.db
call 0 '0 violations' check --db restored.db
for thing in officers registrations; do
    call 0 '' export $thing --db demo.db
    mv out before.csv
    call 0 '' export $thing --db restored.db
    same "$thing of the restored database" out before.csv
done
call 1 'no-such-folder' init no-such-folder/x.db
TOPCOP_DB=demo.db
export TOPCOP_DB
call 0 'demo.db is sound' check

# ---- who it is, and which screen ----
call 0 'Home' --as AZ-10001
call 0 'Catalogue, 1-' --as AZ-10001 catalogue
call 0 'Home' --line
call 2 'did you mean "catalogue"?' catalog
call 2 'neither a verb nor a screen' zzzzzzzz
call 2 'one word too many' catalogue twice
call 1 'There is no officer with the badge NOBODY' --as NOBODY
call 1 'No officer has the login' --db new.db
printf 'catalogue\nnonsense\nquit\n' >input
call 1 'nonsense' --as AZ-10001
: >input

# ---- out and in again ----
for thing in structures officers courses sessions registrations; do
    call 0 '' export $thing
    mv out $thing.csv
    call 0 'unchanged' import $thing $thing.csv
    call 0 '' import --db new.db $thing $thing.csv
    call 0 '' export --db new.db $thing
    same "$thing exported again" out $thing.csv
done
call 0 '' export campaigns
mv out campaigns.csv
call 0 'unchanged' import campaigns campaigns.csv
cp courses.csv input
call 0 'unchanged' import courses -
: >input
call 0 '' export courses --excel
mv out excel.csv
head -c 8 excel.csv | od -An -tx1 | grep -q 'ef bb bf 63 6f 64 65 3b' || { failed=$((failed + 1)) && echo 'no mark for Excel'; }
call 0 'unchanged' import courses excel.csv
call 0 'campaign,structure,badge,revision,state' export responses selfcheck-2027
call 1 'name a folder' export responses needs-2027
call 0 'needs-2028,AZ-SCC-ACA,' export respondents
call 2 '"respondents" cannot be imported' import respondents courses.csv
call 0 'answers/needs-2027.csv: ' export responses needs-2027 --to answers
[ -s answers/needs-2027.csv ] || { failed=$((failed + 1)) && echo 'no file of answers'; }
call 2 'Name the campaign' export responses
call 1 'did you mean "needs-2027"' export responses needs-2072
call 2 'Only responses are exported with --split' export courses --split

# ---- paper ----
# shellcheck disable=SC2016
printf 'survey,type,name,label,relevant\n,integer,n,How many?,\n,text,why,Why?,"coalesce(${n}, 0) > 3"\nsettings,form_title,form_id,version\n,Few,few,1\n' >few.csv
call 0 'only if "How many?" is more than 3' questionnaire print few.csv
call 2 'has one language only' questionnaire print few.csv --language tlh
call 2 'one of them' questionnaire print few.csv --response X
call 2 'Which files?' questionnaire print
receipt=$(grep -o -m 1 -E '[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]' answers/needs-2027.csv | head -n 1)
call 0 'B. Do you need training on these topics?' questionnaire print --response "$receipt"
[ "$(wc -L <out)" -le 80 ] || { failed=$((failed + 1)) && echo 'paper is wider than 80 columns'; }
call 1 'no such receipt for you' questionnaire print --response "$receipt" --as MD-30001
call 1 'no such receipt for you' questionnaire print --response 2222-2222-2

# ---- what is wrong is named, and nothing is done ----
printf 'code,title,area,level,mode\nX-1,One,DRG,1,module\nX-2,,DRG,1,module\nX-3,Three,NONE,9,module\n' >bad.csv
call 1 'bad.csv row 3 column 2 "title": ' import courses bad.csv
call 1 'bad.csv row 4 column 3 "area": ' import courses bad.csv
call 1 'bad.csv row 4 column 4 "level": ' import courses bad.csv
call 1 'because of 2 rows' import courses bad.csv
call 0 '' export courses
same 'the catalogue after a refused import' out courses.csv
call 1 'because of 2 rows' import courses bad.csv --dry-run
call 0 '1 new, 2 left out' import courses bad.csv --skip-bad --dry-run
call 0 '' export courses
same 'the catalogue after a dry run' out courses.csv
call 0 '1 new, 2 left out' import courses bad.csv --skip-bad
call 0 '1 unchanged, 2 left out' import courses bad.csv --skip-bad
printf 'code,title,area,level,mode\nLIKE 2,One,DRG,1,module\nLIKE-2,Two,DRG,1,module\nlike-2,Two,DRG,1,module\n' >alike.csv
call 0 '2 pairs of codes look alike: "LIKE 2" and "LIKE-2", "LIKE-2" and "like-2".' import courses alike.csv --dry-run
printf 'code = No\nlevle = Level\nnonsense\n' >bad.map
call 1 'bad.map line 3: expected' import courses bad.csv --map bad.map
call 1 'bad.csv has no column "No"' import courses bad.csv --map bad.map
call 1 'there is no field "levle"; did you mean "level"?' import courses bad.csv --map bad.map
printf 'codee;titel\nX-1;One\n' >names.csv
call 1 'did you mean "title"?' import courses names.csv
call 1 'did you mean "code"?' import courses names.csv
call 1 'Is the delimiter ";"?' import courses names.csv --delimiter ,
call 1 'none.csv' import courses none.csv
call 1 'none.map' import courses courses.csv --map none.map
call 2 'delimiter' import courses courses.csv --delimiter '|'
call 1 'klingon' import courses courses.csv --encoding klingon
printf 'code;title;area;level;mode\nX-4;\310\355\361\362\340\355\366\350\377;DRG;1;module\n' >cyrillic.csv
call 1 '--encoding cp1251, cp1254' import courses cyrillic.csv
call 0 '1 new' import courses cyrillic.csv --encoding cp1251
call 0 'Инстанция' export courses

# ---- expressions ----
value() { # EXPECTED EXPRESSION [OPTIONS...]
    expected=$1
    shift
    got=$("$topcop" expr "$@" 2>&1)
    [ "$got" = "$expected" ] || { failed=$((failed + 1)) && echo "expr $1 prints $got, not $expected"; }
}
printf '<data><team><name>A</name><age>3</age></team><team><name>B</name><age>4</age></team></data>' >team.xml
value 7 '1 + 2 * 3'
value 7 'sum(/data/team/age)' --data team.xml
value 4 '../age' --data team.xml --at '//name[. = "B"]'
value true '//name = "A"' --data team.xml
value NaN '//name' --data team.xml --as number
call 1 'character 5: unknown function frob' expr '1 + frob(2)'
# shellcheck disable=SC2016
call 1 'character 5: there is no questionnaire here' expr '1 + ${q}'
call 1 'leads to no node' expr '.' --data team.xml --at /nowhere
printf '<data>' >open.xml
call 1 'no well-formed XML' expr '.' --data open.xml
printf '<!DOCTYPE d [<!ENTITY x "y">]><d>&x;</d>' >entity.xml
call 1 'declares entities' expr '.' --data entity.xml
call 2 'takes string, number or boolean' expr 1 --as text

# ---- questionnaires ----
printf 'survey,type,name,label,required\n,text,who,Who are you?,yes\nsettings,form_id,version\n,small,1\n' >small.csv
call 0 'small, version 1: 1 question' questionnaire check small.csv
# shellcheck disable=SC2016
printf 'survey\n,type,name,label\n,geopoint,place,Where?\n,text,why,Why ${place}?\n' >place.csv
call 1 'with --lenient it is left out' questionnaire check place.csv
call 0 '1 question' questionnaire check place.csv --lenient
call 1 '1 of 2 questionnaires cannot be used' questionnaire check small.csv place.csv
call 0 'place.csv: place' questionnaire check small.csv place.csv --lenient
call 0 'is kept' import questionnaire place.csv --lenient
call 2 'Only a questionnaire' import courses bad.csv --lenient
call 2 'delimiter is' questionnaire check small.csv --delimiter x
call 0 'is kept' import questionnaire small.csv
call 0 'is kept' import questionnaire small.csv
sed 's/Who are/What are/' small.csv >other.csv
call 1 '' import questionnaire other.csv
sed 's/text,who/tekst,who/' small.csv >wrong.csv
call 1 'survey row 2' questionnaire check wrong.csv
call 1 'none.csv' questionnaire check none.csv

[ $failed = 0 ] && echo 'all calls as expected'
exit $failed
