#!/usr/bin/env bash
# Runs the tests of the DevTools client twenty times: a test that fails once in a while is a broken test. LANES runs so
# many at a time, which is harder on them. What was built is run itself: two `swift test` would fight over the build.
set -uo pipefail
cd "$(dirname "$0")/.."
times=${1:-20}
filter=${2:-CDPTests}
tests=$(echo .build/debug/*PackageTests.xctest)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
one() {
    local log=$folder/$1
    if ! "$tests" --testing-library swift-testing --filter "$filter" >"$log" 2>&1; then
        grep -a '✘' "$log" | tail -20
        tail -5 "$log"
        echo "twenty: run $1 of $times failed" >&2
        return 1
    fi
    grep -qaE 'Test run with [1-9][0-9]* tests? .*passed' "$log" || { echo "twenty: no test ran" >&2; return 1; }
    touch "$log.passed"
    echo "$(find "$folder" -name '*.passed' | wc -l)/$times"
}
export -f one
export folder times filter tests
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${TEST_WIDTH:-6} NO_COLOR=1
seq "$times" | xargs -P "${LANES:-1}" -I{} bash -c 'one {} || exit 255'
