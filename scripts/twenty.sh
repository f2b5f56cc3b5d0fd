#!/usr/bin/env bash
# Runs the tests of the DevTools client twenty times in a row: a test that fails once in a while is a broken test.
set -uo pipefail
cd "$(dirname "$0")/.."
times=${1:-20}
filter=${2:-CDPTests}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for number in $(seq "$times"); do
    if ! scripts/test.sh --filter "$filter" >"$log" 2>&1; then
        cat "$log"
        echo "twenty: run $number of $times failed" >&2
        exit 1
    fi
    grep -qE 'Test run with [1-9][0-9]* tests? .*passed' "$log" || { echo "twenty: no test ran" >&2; exit 1; }
    echo "$number/$times"
done
