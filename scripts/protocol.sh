#!/usr/bin/env bash
# Writes the DevTools types from the installed Chromium's own description, or checks that they are current.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=${1:-check}

browser=/usr/lib/chromium/chromium-headless-shell
profile=$(mktemp -d)
flags=(--remote-debugging-port=0 "--user-data-dir=$profile")
[ "$(id -u)" -eq 0 ] && flags+=(--no-sandbox)
"$browser" "${flags[@]}" about:blank >/dev/null 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null || true; rm -rf "$profile"' EXIT

for _ in $(seq 100); do
    grep -qs '^/devtools' "$profile/DevToolsActivePort" && break
    kill -0 "$pid" || { echo "protocol: Chromium did not start" >&2; exit 3; }
    sleep 0.1
done
port=$(head -n 1 "$profile/DevToolsActivePort")
swift build -q -j 2 --product cdpgen
arguments=(--url "http://127.0.0.1:$port/json/protocol" --subset Sources/CDP/Protocol/subset.txt
    --out Sources/CDP/Protocol/Generated)
[ "$mode" = write ] || arguments+=(--check)
.build/debug/cdpgen "${arguments[@]}"
