#!/usr/bin/env bash
# Installs the providers' own client libraries, against which our wires are tested; prints the interpreter that has them.
set -euo pipefail
cd "$(dirname "$0")/.."

wanted=Tests/ModelsTests/SDK/requirements.txt
folder=.build/sdks
exec 9>"${TMPDIR:-/tmp}/perceo-sdks-$(id -u).lock"
flock 9
if ! cmp -s "$wanted" "$folder/installed"; then
    python3 -m venv --clear "$folder" >&2 || {
        echo "sdks: Python's venv is needed: apt-get install python3-venv" >&2
        exit 2
    }
    "$folder/bin/pip" install -q --disable-pip-version-check -r "$wanted" >&2 || {
        echo "sdks: the clients in $wanted could not be installed from Python's package index" >&2
        exit 3
    }
    cp "$wanted" "$folder/installed"
fi
echo "$PWD/$folder/bin/python"
