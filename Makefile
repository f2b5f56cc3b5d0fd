# One command per job; each sets up what it needs.
SWIFT ?= swift
JOBS ?= 2
BUILD = $(SWIFT) build -j $(JOBS)

.PHONY: help setup build release demo demo-agent test twenty check eval format protocol faults soak bench bench-parallel clean

help:
	@echo "make demo            build, start the bundled shop, play every flow"
	@echo "make demo-agent      flows that need a model, played with a model that a server of ours plays"
	@echo "make test            all tests"
	@echo "make twenty          the tests of the DevTools client, twenty times in a row"
	@echo "make check           format, build, tests and house rules: what a change must pass"
	@echo "make eval            what the acceptance criteria of the computer-use loop come to, row by row"
	@echo "make faults          break the shop in every known way and see the right flows fail"
	@echo "make soak            1,000 flows while pages, browsers and the runner are killed: what stays behind"
	@echo "make bench           Perceo and Playwright on the same work; QUICK=1 for a short run"
	@echo "make bench-parallel  wall time of 4 flows at once against 1"
	@echo "make protocol        write the DevTools types anew from the installed Chromium"

setup:
	@scripts/setup.sh

build: setup
	$(BUILD) --product perceo
	$(BUILD) --product shop

release: setup
	$(BUILD) -c release --scratch-path .build-release --product perceo
	$(BUILD) -c release --scratch-path .build-release --product shop

demo: build
	.build/debug/perceo ci test --flows-from all

demo-agent: build
	$(BUILD) --product studio
	@scripts/demo_agent.sh

test: setup
	$(BUILD) --build-tests
	@SWIFT="$(SWIFT)" scripts/test.sh

twenty: setup
	$(BUILD) --build-tests
	@SWIFT="$(SWIFT)" scripts/twenty.sh

check: setup
	@scripts/check.sh

# Without tesseract the rows that need it are missing.
eval: build
	-@scripts/setup.sh tesseract-ocr
	$(BUILD) --build-tests
	@SWIFT="$(SWIFT)" python3 scripts/eval.py

format:
	$(SWIFT) format -i --recursive --parallel Package.swift Sources Tests Examples Benchmarks

protocol: setup
	@scripts/protocol.sh write

faults: build
	@python3 scripts/faults.py

soak: release
	@python3 scripts/soak.py

bench: release
	$(BUILD) -c release --scratch-path .build-release --product perceo-bench
	@python3 Benchmarks/bench.py

bench-parallel: release
	@python3 scripts/bench_parallel.py

clean:
	rm -rf .build .build-release artifacts/* .perceo/state
