#!/bin/sh
# The real OpenSSH server on loopback, set up by "topcop setup" itself: each key gets its own officer, and nothing but
# topcop runs whatever is tried. Needs root. Everything happens in a mount namespace of its own, with an /etc that is
# a copy; where no such thing is to be had, on the machine itself, which is cleaned up afterwards.
#
# Escapes tried, in this order:
#   who        a revoked key, an expired one, that of a suspended officer, an unknown one, one with a
#              certificate of an authority that sshd trusts elsewhere, a password, no key at all
#   commands   sh, bash -i, a path, screens, verbs that are not on the list, --db, --as, --session, --line, -c
#   quoting    ; | & && $( ) ` ` > < newline, escape sequences, an open quotation mark, 100 KB of it
#   files      of imports, maps, questionnaires and folders; /dev/stdin, ./-, /proc/self/fd/0
#   subsystems sftp, scp both ways by both protocols, rsync's server
#   channels   -L, -R, -D, -A, -X, -W, -w, a tunnel of a Unix socket
#   variables  TERM with a path and unknown, TERMINFO, TERMINFO_DIRS, TERMCAP, LD_PRELOAD, LANG, LC_ALL, LOCPATH,
#              LANGUAGE, EDITOR, VISUAL, PAGER, LESSOPEN, HOME, EDITRC, COLUMNS, LINES, TZ, ENV, BASH_ENV, TOPCOP_DB, TOPCOP_NOW,
#              TOPCOP_LINE; ~/.ssh/rc and ~/.ssh/environment
#   keys       Ctrl-Z, Ctrl-\ and Ctrl-S in both faces (Ctrl-C goes back, as F3 does)
#   process    core dumps, what others can see of it, its folder, files and signals, new privileges
#   database   what the account that asks for keys can read
# shellcheck disable=SC2016,SC2086,SC2094 # what stands in '...' is for the other side; $options are words
set -u

topcop=${TOPCOP:-$PWD/build/topcop}
[ "$(id -u)" = 0 ] || { echo "SKIPPED: only root can start an sshd for other accounts"; exit 0; }
if grep -q __asan_init "$topcop"; then
    echo "SKIPPED: a program under AddressSanitizer is not closed"
    exit 0
fi
here=$(cd "$(dirname "$0")/.." && pwd)
if [ "${1:-}" != inside ]; then
    if unshare -m true 2>/dev/null; then
        TOPCOP=$topcop exec unshare -m --propagation private sh "$0" inside
    fi
    for taken in /var/lib/topcop /usr/local/bin/topcop /etc/ssh/sshd_config.d/topcop.conf; do
        [ ! -e $taken ] || { echo "SKIPPED: this machine has a $taken of its own"; exit 0; }
    done
fi

work=$(mktemp -d /tmp/topcop-ssh.XXXXXX)
chmod 755 "$work"
cd "$work" || exit 1
port=$((20000 + $$ % 20000))
failed=0 tried=0
running=

clean_up() {
    for through in "$work"/through-*; do
        [ ! -S "$through" ] || ssh -F none -o ControlPath="$through" -O exit topcop@127.0.0.1 2>/dev/null
    done
    [ -s sshd.pid ] && kill "$(cat sshd.pid)" 2>/dev/null
    [ -z "$running" ] || kill $running 2>/dev/null
    if [ "${1:-}" != inside ]; then
        for account in topcop-door topcop topcop-keys; do
            userdel $account 2>/dev/null
        done
        rm -rf /var/lib/topcop /usr/local/bin/topcop /usr/local/bin/topcop-door /etc/ssh/sshd_config.d/topcop.conf
    fi
    cd / && rm -rf "$work"
}
# shellcheck disable=SC2064
trap "clean_up ${1:-}" EXIT
trap 'exit 1' INT TERM

fails() {
    failed=$((failed + 1))
    printf 'FAILED: %.90s\n' "$1"
    [ -z "${2:-}" ] || head -c 800 "$2" | cat -v
}
contains() { # WHAT TEXT FILE
    tried=$((tried + 1))
    grep -qF -e "$2" "$3" || fails "$1: expected: $2" "$3"
}
lacks() { # WHAT TEXT FILE
    tried=$((tried + 1))
    ! grep -qF -e "$2" "$3" || fails "$1: must not be there: $2" "$3"
}

# ---- a server ----
if [ "${1:-}" = inside ]; then
    cp -a /etc "$work/etc" && mount --bind "$work/etc" /etc && mount -t tmpfs -o mode=755 topcop /var/lib &&
        mount -t tmpfs -o mode=755 topcop /usr/local || exit 1
fi
install -D -m 755 "$topcop" /usr/local/bin/topcop
ln -sf topcop /usr/local/bin/topcop-door
mkdir -p /run/sshd
unset TOPCOP_NOW TOPCOP_DB TOPCOP_LINE
for key in administrator officer coordinator revoked expired suspended unknown certified authority host; do
    ssh-keygen -q -t ed25519 -N '' -C "$key" -f $key
done
[ -e /etc/ssh/ssh_host_ed25519_key ] || ssh-keygen -A >/dev/null
mkdir -p /etc/cron.d && touch /etc/cron.d/topcop # where no systemd runs
chmod 700 "$work" && chmod 600 administrator.pub # root reads it, not the owner of the database
/usr/local/bin/topcop setup --passwords --structure AZ=Azerbaijan --administrator 'AZ-90001=Quliyeva,Nigar' \
    --key administrator.pub >plan
contains "the plan" "will be done" plan
[ ! -e /var/lib/topcop ] || fails "a plan alone did something"
/usr/local/bin/topcop setup --passwords --structure AZ=Azerbaijan --administrator 'AZ-90001=Quliyeva,Nigar' \
    --key administrator.pub --yes >made 2>&1 || fails "topcop setup" made
chmod 755 "$work"
/usr/local/bin/topcop setup --passwords --structure AZ=Azerbaijan --administrator 'AZ-90001=Quliyeva,Nigar' >again 2>&1
contains "setup run twice" "Everything is set up" again

# ---- what setup judges, and mends ----
judged() { # WHAT TEXT OPTION...
    what=$1 text=$2
    shift 2
    /usr/local/bin/topcop setup "$@" >judged 2>&1 </dev/null
    contains "$what" "$text" judged
}
judged "the door stays open" "Everything is set up"
usermod -s /bin/bash topcop-door && judged "a shell for the door" "will be done     the account topcop-door"
judged "the door is mended" "done             the account topcop-door" --yes
passwd -q -l topcop-door && judged "a locked door" "will be done     the account topcop-door"
judged "the door is closed" "done             the account topcop-door, closed to everybody" --no-passwords --yes
lacks "a closed door" "Match User topcop-door" /etc/ssh/sshd_config.d/topcop.conf
judged "it stays closed" "Everything is set up"
judged "it is opened again" "done             the account topcop-door, for" --passwords --yes
contains "an open door" "Match User topcop-door" /etc/ssh/sshd_config.d/topcop.conf
printf 'Match User topcop\n    ForceCommand /bin/sh\nMatch all\n' >/etc/ssh/sshd_config.d/00-old.conf
judged "another file for sshd" 'sshd has "ForceCommand /bin/sh" and not "none"'
rm /etc/ssh/sshd_config.d/00-old.conf
printf 'Match User topcop Address ::1\n    AuthorizedKeysFile /etc/evil\nMatch all\n' >/etc/ssh/sshd_config.d/aa.conf
judged "a match of an address" "/etc/ssh/sshd_config.d/aa.conf, line 1, is read before"
printf '# Match\nMatch User git,!topcop* Address ::1\n    X11Forwarding no\nMatch Group sftp\n' >/etc/ssh/sshd_config.d/aa.conf
judged "matches of others" "Everything is set up"
rm /etc/ssh/sshd_config.d/aa.conf
for list in 'AllowUsers root admin@*' 'DenyUsers top*' 'AllowGroups sudo'; do
    echo "$list" >/etc/ssh/sshd_config.d/zz-list.conf
    judged "$list" "keeps topcop out"
done
echo 'AllowUsers topcop*' >/etc/ssh/sshd_config.d/zz-list.conf
judged "a list with topcop" "Everything is set up"
rm /etc/ssh/sshd_config.d/zz-list.conf
useradd -o -u "$(id -u topcop)" -g topcop -M second && judged "a second owner" "second has the same number as topcop"
userdel second 2>/dev/null || sed -i /^second:/d /etc/passwd /etc/shadow
usermod -a -G topcop-keys daemon && judged "a member of a group" "daemon is a member of the group topcop-keys"
gpasswd -q --delete daemon topcop-keys
usermod -e 2020-01-01 topcop && judged "an expired account" "will be done     the account topcop,"
judged "it is mended" "done             the account topcop," --yes
chown root:root /var/lib/topcop/topcop.db && judged "a database of root" "will be done     the database"
judged "it is given back" "done             the database" --yes
mv /etc/cron.d/topcop cron && judged "no copies" "let cron(8) make the copies"
mv cron /etc/cron.d/topcop
touch /etc/nologin && judged "nobody may come in" "While there is a file /etc/nologin"
rm /etc/nologin
judged "who administers" "Who administers today: AZ-90001 Quliyeva Nigar (AZ)."
judged "another's badge" "AZ-90001 is Nigar Quliyeva, not Else Someone" --administrator AZ-90001=Someone,Else
judged "both ways" "Only one of both" --passwords --no-passwords
printf 'no key' >nokey
judged "no key" "This is no public key" --administrator AZ-1=Test --key nokey --yes
lacks "no key" "will be done" judged
judged "nobody to name" 'There is no officer "AZ-1"' --administrator AZ-1
judged "no structure to name" 'There is no structure "XX"' --structure XX --administrator AZ-1=Test

owner() { su topcop -s /bin/sh -c "cd / && ${2:-} /usr/local/bin/topcop $1"; }
owner 'import structures -' <"$here/schema/demo/structures.csv" >out 2>&1 || fails "structures" out
owner 'import officers -' <"$here/schema/demo/officers.csv" >out 2>&1 || fails "officers" out
owner 'import courses -' <"$here/schema/demo/courses.csv" >out 2>&1 || fails "courses" out
add_key() { # BADGE FILE [OPTION [VARIABLE]]
    owner "key add $1 - ${3:-}" "${4:-}" <"$2.pub" >out 2>&1 || fails "adding the key of $1" out
}
judged "an officer of old becomes administrator" "done             the administrator AZ-20001" --administrator AZ-20001 \
    --structure AZ --key coordinator.pub --yes
judged "that is so then" "is so already    the administrator AZ-20001" --administrator AZ-20001 --structure AZ --key coordinator.pub
owner "key revoke $(ssh-keygen -lf coordinator.pub | cut -d' ' -f2) tried" >out 2>&1 || fails "revoking" out
judged "a revoked key is none" "will be done     the administrator AZ-20001" --administrator AZ-20001 --structure AZ --key coordinator.pub
rm coordinator coordinator.pub && ssh-keygen -q -t ed25519 -N '' -C coordinator -f coordinator
add_key AZ-10001 officer
add_key AZ-30001 coordinator
add_key AZ-10002 revoked
add_key AZ-10003 expired '--until 2020-11-01' TOPCOP_NOW=2020-10-01T10:00
add_key AZ-10004 suspended
owner "key revoke $(ssh-keygen -lf revoked.pub | cut -d' ' -f2) lost" >out 2>&1 || fails "revoking" out
printf 'badge,status\nAZ-10004,suspended\n' >suspended.csv
owner 'import officers -' <suspended.csv >out 2>&1 || fails "suspending" out

# every variable that might do harm is let through here, as no real server would, but LD_*
cat >sshd_config <<CONFIG
Port $port
ListenAddress 127.0.0.1
HostKey $work/host
PidFile $work/sshd.pid
UsePAM no
StrictModes no
LogLevel VERBOSE
Subsystem sftp /usr/lib/openssh/sftp-server
X11Forwarding yes
TrustedUserCAKeys $work/authority.pub
PermitTunnel yes
AcceptEnv LANG LANGUAGE LC_* TERM* EDIT* VISUAL PAGER LESS* COLUMNS LINES TZ HOME LOCPATH ENV BASH_ENV TOPCOP_* NCURSES_* XDG_*
Include /etc/ssh/sshd_config.d/topcop.conf
CONFIG
tracer=
if strace -f -o /dev/null true 2>/dev/null; then
    tracer="strace -f -qq -s 300 --seccomp-bpf -e trace=execve,execveat -o $work/execs"
fi
$tracer /usr/sbin/sshd -D -f "$work/sshd_config" -E "$work/log" &
running=$!
tries=0
until [ -s sshd.pid ] || [ $tries = 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
done
[ -s sshd.pid ] || { fails "sshd does not start" log; exit 1; }

# ---- calling it ----
options="-F none -p $port -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR -o BatchMode=yes -o IdentitiesOnly=yes -o ConnectTimeout=5"
as() { # KEY WORDS...: with options of ssh first; into out and err
    key=$1
    shift
    timeout 20 ssh $options -i "$work/$key" "$@" >out 2>err
    status=$?
}
to=topcop@127.0.0.1
refused() { # WHAT SENTENCE: of the call just made
    tried=$((tried + 1))
    [ "$status" = 2 ] || fails "$1: status $status" err
    [ ! -s out ] || fails "$1: printed something" out
    [ "$(grep -c . err)" = 1 ] || fails "$1: not one sentence" err
    contains "$1" "$2" err
}
# The same over one connection that stays open, for the many that only need another command.
quickly() { # KEY COMMAND
    as "$1" -o ControlPath="$work/through-$1" $to -- "$2"
}
awaits() { # TEXT: in out, for at most ten seconds
    waited=0
    until grep -qF -e "$1" out || [ $waited = 100 ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
}
# A session on a terminal that stays: keys go to descriptor 3; closes ends it.
opens() { # AWAITED KEY OPTIONS OF SSH...
    awaited=$1 key=$2
    shift 2
    rm -f keys && mkfifo keys
    timeout 60 ssh $options -tt -i "$work/$key" "$@" <keys >out 2>err &
    holder=$!
    exec 3>keys
    awaits "$awaited"
}
closes() { # KEYS
    (trap '' PIPE && printf %b "$1" >&3) 2>/dev/null
    exec 3>&-
    wait $holder
    status=$?
}
: >out

# ---- each key its own officer ----
printf 'profile\nquit\n' >words
as officer -T $to <words
contains "the officer's key" "AZ-10001" out
lacks "the officer's key" "AZ-30001" out
as coordinator -T $to <words
contains "the coordinator's key" "AZ-30001" out
lacks "the coordinator's key" "AZ-10001" out
export TERM=xterm
opens 'F1 Help' officer $to
closes '\021'
contains "the full screen" "Catalogue" out

ssh-keygen -q -s authority -I certified -n topcop,root certified.pub
as certified -W 127.0.0.1:1 root@127.0.0.1
contains "the authority is trusted for others" "Accepted publickey for root" log
for key in revoked expired suspended unknown certified; do
    as $key $to version
    tried=$((tried + 1))
    [ "$status" = 255 ] || fails "a $key key comes in" out
done
as officer -o PubkeyAuthentication=no $to version
[ "$status" = 255 ] || fails "nobody's key comes in" out
as officer root@127.0.0.1 version
[ "$status" = 255 ] || fails "the key opens another account" out
as officer -T topcop-door@127.0.0.1 </dev/null
contains "the door for those without a key" "Type your badge" out
as officer topcop-door@127.0.0.1 sh
refused "a command at the door" "come in with a key"

# ---- the verbs there are, with the officer's rights ----
as coordinator $to export officers
contains "the coordinator's officers" "AZ-10001" out
cp out officers
as officer $to export officers
lacks "the officer's officers" "AZ-20000" out
as coordinator $to import officers --dry-run - <officers
[ "$status" = 0 ] || fails "import from standard input" err
as coordinator $to 'export' "'courses'"
contains "quoted words" "code,title" out
as officer $to version
contains "version" "topcop " out
as officer $to questionnaire check - <"$here/schema/demo/needs.csv"
[ "$status" = 0 ] || fails "questionnaire check" err

for key in officer coordinator; do
    timeout 300 ssh $options -M -N -f -o ControlPath="$work/through-$key" -i "$work/$key" $to || fails "no connection stays"
done

# ---- other commands ----
for command in sh 'bash -i' /bin/sh 'sh -c id' 'id' home catalogue 'init /tmp/x.db' 'demo /tmp/x.db' check \
    'backup /tmp/x.db' 'expr 1 --data /etc/passwd' 'questionnaire migrate x --yes' setup 'setup --yes' 'key list' \
    'authorized-keys x' 'vi' 'man topcop' 'less /etc/passwd' '--version' '' \' \'; do
    [ -n "$command" ] || continue
    quickly officer "$command"
    refused "$command" "topcop: "
done
for command in '-c sh' 'sh; id' 'version; id' 'version | sh' 'version & id' 'version && id' 'version $(id)' 'version `id`' \
    'export officers > /tmp/topcop-escaped' 'export officers --db /tmp/x.db' 'export officers --as AZ-30001' \
    'export officers --session 1' 'export officers --line' '--session 1' '--as AZ-30001' '--db /etc/passwd' \
    "version
id" "$(printf 'version\033[2J')" "export 'officers" "$(head -c 100000 /dev/zero | tr '\0' a)"; do
    quickly officer "$command"
    tried=$((tried + 1))
    [ "$status" = 2 ] || fails "$command: status $status" err
    lacks "$command" "uid=" out
    [ "$(tr -d '\n' <err | tr -dc '\001-\037' | wc -c)" = 0 ] || fails "$command: control characters come back" err
done
[ ! -e /tmp/topcop-escaped ] || fails "a file was written"

# ---- files ----
for command in 'import officers /etc/passwd' 'import officers --dry-run /etc/shadow' 'import officers ./-' \
    'import officers /dev/stdin' 'import officers /proc/self/fd/0' 'import officers - --map /etc/passwd' \
    'import officers --map=/etc/passwd -' 'import responses needs - /etc/passwd' 'import questionnaire /etc' \
    'import questionnaire - /etc/passwd' 'questionnaire check /etc/passwd' 'questionnaire print /etc/passwd' \
    'questionnaire print -- /etc/passwd' 'export responses needs --to /tmp/x' 'import officers -- /etc/passwd'; do
    quickly coordinator "$command" </dev/null
    tried=$((tried + 1))
    [ "$status" = 2 ] || fails "$command: status $status" err
    cat out err >both
    lacks "$command" "root:" both
done

# ---- subsystems and copying ----
echo secret >here
transfer() { # WHAT WORDS...
    what=$1
    shift
    tried=$((tried + 1))
    ! timeout 20 "$@" >out 2>err </dev/null || fails "$what works" out
    lacks "$what" "root:" out
}
flags=$(echo "$options" | sed 's/-p \([0-9]*\)/-P \1/')
transfer sftp sh -c "echo 'ls /' | sftp $flags -i officer $to"
for how in -O -s; do
    transfer "scp $how there" scp $how $flags -i officer here $to:/tmp/topcop-escaped
    transfer "scp $how back" scp $how $flags -i officer $to:/etc/passwd back
done
[ ! -e back ] || fails "scp copied something out"
[ ! -e /tmp/topcop-escaped ] || fails "scp copied something in"
as officer $to 'rsync --server --sender -vlogDtpre.iLsfxC . /etc/passwd' </dev/null
refused "rsync" "topcop: "
as officer -s $to sftp </dev/null
[ "$status" != 0 ] || fails "the sftp subsystem" out

# ---- channels ----
hold() { # OPTIONS OF SSH...: stays connected in the background, with the officer's key
    timeout 8 ssh $options -i "$work/officer" "$@" >out 2>err </dev/null &
    holder=$!
    sleep 1
}
other=$((port + 1))
hold -N -L $other:127.0.0.1:$port $to
timeout 2 bash -c "exec 3<>/dev/tcp/127.0.0.1/$other && head -c 4 <&3" >through 2>/dev/null
lacks "-L" "SSH" through
kill $holder 2>/dev/null
as officer -W 127.0.0.1:$port $to </dev/null
lacks "-W" "SSH" out
as officer -N -o ExitOnForwardFailure=yes -R $other:127.0.0.1:22 $to
[ "$status" = 255 ] || fails "-R: status $status" err
as officer -N -o ExitOnForwardFailure=yes -R "$work/socket:127.0.0.1:22" $to
[ "$status" = 255 ] || fails "-R of a Unix socket: status $status" err
[ ! -e socket ] || fails "-R made a Unix socket"
hold -N -D $other $to
timeout 2 bash -c "exec 3<>/dev/tcp/127.0.0.1/$other && printf '\5\1\0\5\1\0\1\177\0\0\1\0\26' >&3 && head -c 64 <&3" \
    >through 2>/dev/null
lacks "-D" "SSH" through
kill $holder 2>/dev/null
as officer -o ExitOnForwardFailure=yes -w any $to version
lacks "-w" "topcop 0" out
agent=$(ssh-agent -s) && eval "$agent" >/dev/null
running="$running $SSH_AGENT_PID"
(sleep 2) | timeout 8 ssh $options -A -T -i officer $to >out 2>err &
holder=$!
sleep 1
[ -z "$(find /tmp -maxdepth 2 -path '/tmp/ssh-*' -name 'agent.*' -user topcop 2>/dev/null)" ] || fails "-A: an agent is there"
wait $holder
DISPLAY=:77 as officer -v -X $to version
tried=$((tried + 1))
! grep -q "X11 forwarding.*succe" err || fails "-X" err
contains "-X" "X11 forwarding request failed" err

# ---- variables ----
mkdir -p hostile/x
printf 'hostile|made by a stranger,\n\tam, cols#80, lines#24, clear=ESCAPED, cup=\\E[%%i%%p1%%d;%%p2%%dH, smcup=ESCAPED,\n' >hostile/source
tic -o hostile hostile/source 2>/dev/null
chmod -R a+rX hostile
with() { # NAME=VALUE...: one session each, with that set there; the full screen as it came
    for setting; do
        variable=${setting%%=*}
        TERM=$(if [ "$variable" = TERM ]; then echo "${setting#*=}"; else echo xterm; fi)
        export TERM
        opens 'F1 Help' officer -o SetEnv="$setting" $to
        closes '\021'
        tried=$((tried + 1))
        grep -q Catalogue out || fails "$setting: no screen" out
        lacks "$setting" ESCAPED out
    done
    export TERM=xterm
}
with "TERM=../../../../$work/hostile/h/hostile" TERM=unheard-of "TERM=xterm;id" "TERMINFO=$work/hostile" \
    "TERMINFO_DIRS=$work/hostile" 'TERMCAP=xterm:cl=ESCAPED:' "HOME=$work/hostile" LD_PRELOAD=/tmp/none.so \
    "LANG=../../$work" LC_ALL=tr_TR.ISO-8859-9 LC_ALL=xx_XX.UTF-8 "LOCPATH=$work" "LANGUAGE=../../$work" \
    COLUMNS=1 LINES=1 TZ=:/etc/shadow ENV=/etc/passwd BASH_ENV=/etc/passwd TOPCOP_LINE=1 NCURSES_NO_SETBUF=1
with TERM=hostile
for setting in EDITOR=/bin/sh VISUAL=/bin/sh PAGER=/bin/sh 'LESSOPEN=|id' "EDITRC=/etc/passwd"; do
    as officer -o SetEnv="$setting" -T $to <words
    contains "$setting" "AZ-10001" out
    lacks "$setting" "uid=" out
done
/usr/local/bin/topcop demo "$work/other.db" >/dev/null 2>&1
chmod 666 other.db && chmod 777 .
as coordinator -o SetEnv=TOPCOP_DB="$work/other.db" $to export registrations
tried=$((tried + 1))
[ "$(grep -c . out)" = 1 ] || fails "TOPCOP_DB opens another database" out
as expired -o SetEnv=TOPCOP_NOW=2020-10-01T10:00 $to version
[ "$status" = 255 ] || fails "TOPCOP_NOW brings a key back" out
mkdir -p /var/lib/topcop/.ssh
printf '#!/bin/sh\nid > %s/rc-ran\n' "$work" >/var/lib/topcop/.ssh/rc
echo "TOPCOP_DB=$work/other.db" >/var/lib/topcop/.ssh/environment
chown -R topcop /var/lib/topcop/.ssh
as coordinator $to export registrations
[ ! -e rc-ran ] || fails "the rc file of the account ran"
[ "$(grep -c . out)" = 1 ] || fails "the environment file of the account was read" out
rm -r /var/lib/topcop/.ssh

# ---- keys of the terminal ----
opens 'F1 Help' officer $to
printf '\032\034\023' >&3
sleep 0.5
printf '\016' >&3
awaits BOR-A12
contains "Ctrl-Z and the like on the full screen" BOR-A12 out
closes '\021\021'
[ "$status" = 0 ] || fails "Ctrl-Z and the like end the full screen: status $status" out
export TERM=dumb
(sleep 3; printf '\032\034\023'; sleep 1; printf '\032profile\r'; sleep 3; printf 'quit\r'; sleep 1) |
    timeout 20 ssh $options -tt -i officer $to >out 2>err
contains "Ctrl-Z and the like in the line face" AZ-10001 out
lacks "Ctrl-Z and the like in the line face" 'Stopped' out
export TERM=xterm

# ---- the process ----
opens 'F1 Help' officer $to
process=$(pgrep -n -u topcop -x topcop)
if [ -n "$process" ]; then
    cat "/proc/$process/status" >about
    tried=$((tried + 6))
    grep -q 'NoNewPrivs:.1' about || fails "new privileges can be had" about
    grep -q 'Seccomp:.2' about || fails "its calls are not filtered" about
    grep -q 'Umask:.0077' about || fails "others can read what it makes" about
    grep -q '^Max core file size *0 *0 ' "/proc/$process/limits" || fails "cores are written"
    [ "$(readlink "/proc/$process/cwd")" = / ] || fails "it stands in a folder"
    [ "$(stat -c %U "/proc/$process/mem")" = root ] || fails "its memory is open to its account"
    su topcop -s /bin/sh -c "cat /proc/$process/environ" >out 2>/dev/null && fails "its environment is open to its account" out
    find "/proc/$process/fd" -printf '%l\n' | grep -v -e '^/dev/pts/' -e '^/dev/ptmx' -e '^/var/lib/topcop/' -e '^/dev/null' -e '^/memfd:' \
        -e '^/usr/' -e '^anon_inode:' -e '^$' >open
    [ ! -s open ] || fails "files are open" open
    kill -SEGV "$process"
    wait $holder
    [ -z "$(find / /var/lib/topcop "$work" -maxdepth 1 -name 'core*')" ] || fails "a core was written"
else
    fails "no process of the visit was found"
fi
exec 3>&-

# ---- the account that asks for keys ----
asks() { su topcop-keys -s /bin/sh -c "$1" >out 2>/dev/null; }
asks '/usr/local/bin/topcop authorized-keys "$(ssh-keygen -lf '"$work"'/officer.pub | cut -d" " -f2)"' 
contains "topcop-keys asks for a key" 'restrict,pty,command="' out
for command in 'cat /var/lib/topcop/topcop.db' 'ls /var/lib/topcop' '/usr/local/bin/topcop export officers' \
    'echo x >> /var/lib/topcop/topcop.db-keys' '/usr/local/bin/topcop --session 1 </dev/null'; do
    tried=$((tried + 1))
    ! asks "$command" || fails "topcop-keys: $command" out
done

# ---- what has run ----
if [ -n "$tracer" ]; then
    grep -v -e 'execve("/usr/sbin/sshd"' -e 'execve("/usr/local/bin/topcop", \["/usr/local/bin/topcop", "authorized-keys"' \
        -e 'execve("/usr/local/bin/topcop", \["/usr/local/bin/topcop", "--session"' \
        -e 'execve("/bin/sh", \["sh", "-c", "exec /usr/local/bin/topcop --session [0-9]*"\]' \
        -e 'execve("/usr/local/bin/topcop-door", \["topcop-door", "-c", "/usr/local/bin/topcop --session 0"\]' \
        -e '^[0-9]* *+++' -e '^[0-9]* *---' -e 'resumed>' execs >others
    tried=$((tried + 1))
    [ ! -s others ] || fails "something else was started" others
    grep -q '"--session"' execs || fails "nothing was traced" execs
else
    echo "strace may not trace here; what was started is not counted"
fi
echo "$tried tries, $failed failed"
[ $failed = 0 ]
