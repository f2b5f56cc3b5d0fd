#!/bin/bash
# Plays the studio's flows with a model that is played by a server of ours, in three forms: the browser toolset, the
# computer toolset, and OpenAI's computer tool. Each is played twice in a project of its own: the second time memory
# does all of it.
set -euo pipefail
cd "$(dirname "$0")/.."
here=$PWD
work=$(mktemp -d)
.build/debug/studio 4174 4175 &
studio=$!
trap 'kill $studio; rm -rf "$work"' EXIT
export ANTHROPIC_BASE_URL=http://127.0.0.1:4175 OPENAI_BASE_URL=http://127.0.0.1:4175/v1
# The server takes any key.
export ANTHROPIC_API_KEY=none-needed OPENAI_API_KEY=none-needed
curl -s -o /dev/null --retry 50 --retry-delay 0 --retry-connrefused http://127.0.0.1:4174/

play() {
  (cd "$work" && PERCEO_CONFIG_PATH=$1 PERCEO_COMPUTER_USE_MODEL=$2 \
    "$here/.build/debug/perceo" ci test --max-cost 1 --reporter list,json --out "$here/artifacts/studio")
  calls=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["run"]["cost"]["modelCalls"])' \
    artifacts/studio/latest/run.json)
  echo "the model was called $calls times" >&2
}

twice() {
  echo "== $1" >&2
  rm -rf "$work"/.perceo "$work"/flows
  cp -r Examples/Studio/flows Examples/Studio/perceo.json Examples/Studio/perceo-pixels.json "$work"
  play "$2" "$3"
  play "$2" "$3"
  [ "$calls" = 0 ] || { echo "the second run should have needed no model" >&2; exit 1; }
}

twice "the browser toolset" perceo.json claude-sonnet-5-5
twice "the computer toolset" perceo-pixels.json claude-sonnet-5-5
twice "OpenAI's computer tool" perceo-pixels.json gpt-6-sol
