#!/usr/bin/env bash
# Runs the tests of the DevTools client twenty times: a test that fails once in a while is a broken test. LANES runs so
# many at a time, which is harder on them.
set -uo pipefail
cd "$(dirname "$0")/.."
times=${1:-20}
filter=${2:-CDPTests}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
one() {
    local log=$folder/$1
    if ! scripts/test.sh --ignore-lock --filter "$filter" >"$log" 2>&1; then
        tail -20 "$log"
        echo "twenty: run $1 of $times failed" >&2
        return 1
    fi
    grep -qE 'Test run with [1-9][0-9]* tests? .*passed' "$log" || { echo "twenty: no test ran" >&2; return 1; }
    touch "$log.passed"
    echo "$(find "$folder" -name '*.passed' | wc -l)/$times"
}
export -f one
export folder times filter
seq "$times" | xargs -P "${LANES:-1}" -I{} bash -c 'one {} || exit 255'
