#!/bin/sh
# run.sh NAME FOLDER SECONDS: lets one fuzzer run, says in a line what came of it, ends with 1 when an input breaks
# something.
set -eu
name=$1 folder=$2 seconds=$3
log=$folder/fuzz/$name.log
status=0
export ASAN_OPTIONS=quarantine_size_mb=8
"$folder/fuzz/$name" -max_total_time="$seconds" -timeout=60 -max_len=4096 -print_final_stats=1 \
    -artifact_prefix="$folder/fuzz/$name-" "$folder/corpus/$name" >"$log" 2>&1 || status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
if [ $status = 0 ] && [ "${runs:-0}" -gt 0 ]; then
    echo "fuzz $name: $runs inputs in $seconds s, none breaks it"
else
    grep -v '^#' "$log" | tail -n 60
    echo "fuzz $name: broken after ${runs:-0} inputs, status $status; see $log"
    exit 1
fi
