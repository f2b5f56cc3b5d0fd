#!/usr/bin/env bash
# Makes sure that what Perceo builds with and runs on is installed, and the packages named; installs it where that is allowed.
set -euo pipefail

packages=(pkg-config libwebsockets-dev libcurl4-openssl-dev libpng-dev libsqlite3-dev
    chromium-headless-shell fonts-liberation ffmpeg openssl sqlite3 python3 python3-venv git "$@")

command -v swift >/dev/null || { echo "setup: a Swift 6.3 toolchain is needed: https://www.swift.org/install/linux" >&2; exit 2; }

missing=()
for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null; then
    echo "setup: these Debian packages (or what your system calls them) are missing: ${missing[*]}" >&2
    exit 2
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    if sudo -n true 2>/dev/null; then as_root=(sudo -n)
    else
        echo "setup: please install what is missing: sudo apt-get install -y ${missing[*]}" >&2
        exit 2
    fi
fi
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q >&2
"${as_root[@]}" apt-get install -y -q --no-install-recommends "${missing[@]}" >&2
