#!/usr/bin/env bash
# Runs the built tests: prints what ended, not what started, and what failed once more at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# All tests at once would have each wait for its turn at the browser while its own time runs.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${TEST_WIDTH:-6}
${SWIFT:-swift} test --skip-build "$@" 2>&1 | tee "$log" | grep --line-buffered -v '^◇'
status=${PIPESTATUS[0]}
[ "$status" -eq 0 ] || { echo "failed:"; awk '/^[◇✔]/ { said = 0 } /^✘/ { said = 1 } said' "$log"; }
exit "$status"
