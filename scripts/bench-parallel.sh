#!/usr/bin/env bash
# Wall time of four copies of the suite, 4 flows at once against 1, video off, in turn in one run.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 scripts/bench_parallel.py "$@"
