#!/bin/sh
# Runs the named tests one after the other, a line each; what a failing one printed is shown. Ends with the count.
set -u
export LC_ALL=C.UTF-8 TOPCOP_NOW=2026-11-24T10:00 TZ=UTC
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1
LSAN_OPTIONS=suppressions=$(cd "$(dirname "$0")" && pwd)/leaks.txt:print_suppressions=0
export LSAN_OPTIONS
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0
for test; do
    case $test in
    *.sh) sh "$test" >"$log" 2>&1 ;;
    *) timeout 900 "$test" >"$log" 2>&1 ;;
    esac
    status=$?
    name=$(basename "$test")
    if [ $status = 0 ]; then
        passed=$((passed + 1))
        echo "ok      $name"
    else
        failed=$((failed + 1))
        echo "FAILED  $name (status $status)"
        sed 's/[^[:print:][:space:]]/?/g; s/^/        /' "$log" | tail -n 60
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed != 0 ]
