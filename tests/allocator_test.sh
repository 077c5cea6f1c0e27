#!/bin/sh
# Every way to a seat leads through one place: one file writes what happened to registrations and nobody else's SQL
# changes a state.
set -u
cd "$(dirname "$0")/.." || exit 1
status=0

only() { # WHAT PATTERN FILE...: the pattern stands in these files of src/ and screens/ and in no other
    what=$1 pattern=$2
    shift 2
    found=$(grep -rlE --include='*.[ch]' "$pattern" src screens | sort | tr '\n' ' ')
    wanted=$(printf '%s\n' "$@" | sort | tr '\n' ' ')
    if [ "$found" != "$wanted" ]; then
        echo "$what: found in $found, not in $wanted" >&2
        status=1
    fi
}

only "the history of registrations is written" 'INSERT INTO registration_event' src/rules/registration_seat.c
only "registrations are made" 'INSERT INTO registration \(' src/rules/registration.c src/rules/registration_import.c
only "a state is changed" 'UPDATE registration SET state' src/rules/registration_seat.c src/rules/registration_approval.c
only "seats are given" 'registration_allocate\(' src/rules/registration.c src/rules/registration_approval.c \
    src/rules/registration_import.c src/rules/registration_seat.c src/rules/registration_seat.h src/rules/registration_settle.c
exit $status
