#!/usr/bin/env bash
# What a change must pass: format, build with explicit dependencies, tests, current protocol types, house rules.
set -uo pipefail
cd "$(dirname "$0")/.."
failures=0
stage() { printf '== %s\n' "$1"; }
fail() { printf 'check: %s\n' "$1" >&2; failures=$((failures + 1)); }

stage format
swift format lint --strict --recursive --parallel Package.swift Sources Tests Examples Benchmarks || fail "format: run make format"

stage build
swift build -j 2 --build-tests --explicit-target-dependency-import-check error || fail "build"

stage tests
scripts/test.sh || fail "tests"

stage protocol
# A newer Chromium adds to the protocol; that nothing we use has changed is a test.
scripts/protocol.sh check || echo "check: the installed Chromium knows more than the DevTools types: make protocol"

stage rules
# Each line of rules.txt: a rule's name, a tab, a regular expression. Each line of allowed.txt: the rule's name, a
# file or folder, the reason why it may break the rule there.
sources() { git ls-files -co --exclude-standard -- 'Sources/*.swift' 'Examples/*.swift' 'Benchmarks/*.swift' ':!Sources/CDP/Protocol/Generated'; }
is_allowed() {
    local known place
    while read -r known place _; do
        [ "$known" = "$1" ] && case $2 in "$place" | "$place"/*) return 0 ;; esac
    done < scripts/allowed.txt
    return 1
}
while IFS=$'\t' read -r rule pattern; do
    [ -n "$rule" ] || continue
    while IFS=: read -r file line text; do
        is_allowed "$rule" "$file" || fail "$rule: $file:$line:$text"
    done < <(sources | xargs grep -nE "$pattern" /dev/null)
done < scripts/rules.txt
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 400 ] || fail "length: $file has $lines lines, more than 400"
done < <(sources | xargs wc -l)
for module in Sources/*/*.docc; do
    page=$module/$(basename "$module" .docc).md
    while read -r file; do
        grep -qF "\`${file#"$(dirname "$module")"/}\`" "$page" || fail "overview: $page does not name $file"
    done < <(sources | grep "^$(dirname "$module")/")
done
while read -r rule file _; do
    [ -e "$file" ] || fail "allowed.txt: $file ($rule) is not there any more"
done < scripts/allowed.txt
if git grep -nIE 'TODO|FIXME|XXX' -- Sources Tests Examples docs README.md >/dev/null; then
    fail "unfinished work left in words: $(git grep -nIE 'TODO|FIXME|XXX' -- Sources Tests Examples docs README.md | head -3)"
fi

[ "$failures" -eq 0 ] && { echo "check: all good"; exit 0; }
echo "check: $failures problems" >&2
exit 1
