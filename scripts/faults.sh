#!/usr/bin/env bash
# Breaks the shop in every way its README lists, one at a time, and holds the flows that fail against the table there.
# Prints a row per fault; exits 1 when any fault failed other flows than it should.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 scripts/faults.py "$@"
