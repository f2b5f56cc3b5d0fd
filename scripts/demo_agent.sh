#!/bin/bash
# Plays the studio's flows with a model that is played by a server of ours, in three forms: the browser toolset, the
# computer toolset, and OpenAI's computer tool.
set -euo pipefail
cd "$(dirname "$0")/.."
export ANTHROPIC_BASE_URL=http://127.0.0.1:4175 OPENAI_BASE_URL=http://127.0.0.1:4175/v1
# The server takes any key.
export ANTHROPIC_API_KEY=none-needed OPENAI_API_KEY=none-needed
play() {
  echo "== $1" >&2
  PERCEO_CONFIG_PATH=Examples/Studio/$2 PERCEO_COMPUTER_USE_MODEL=$3 \
    .build/debug/perceo ci test --max-cost 1 --reporter list,json
}
play "the browser toolset" perceo.json claude-sonnet-5-5
play "the computer toolset" perceo-pixels.json claude-sonnet-5-5
play "OpenAI's computer tool" perceo-pixels.json gpt-6-sol
