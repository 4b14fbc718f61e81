# selfplay: everything a developer or user does, as commands.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
RELEASE := .build/release/selfplay
# What `make test-engines` needs beside the project: servers, which it installs, and tiny models.
SELFPLAY_ENGINES ?= $(HOME)/.cache/selfplay/engines
SELFPLAY_MODELS ?= $(CURDIR)/../shared/real-engine/model
# Suites that drive the built program as processes or load the machine: one test at a time, apart from the quick ones.
PROCESS_SUITES := '^(CrashTests|EndToEndTests|SimulationTests|EngineTests)\.'
PACKAGES := libcurl4-openssl-dev libsqlite3-dev libzstd-dev zlib1g-dev libssl-dev

.PHONY: help deps run test test-engines test-loaders check format bench bench-selection bench-parquet coverage install clean crash simulate sanitize build-cost

help: ## show the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | column -t -s '|'

deps: ## install what is missing (Debian packages)
	@scripts/deps.sh $(PACKAGES)

run: deps ## build, then run the quickstart on the embedded playground
	swift build -c release --product selfplay
	$(RELEASE) run configs/quickstart.yaml

test: deps ## build and run all tests in their short form
	swift build --build-tests
	swift test --skip-build --skip $(PROCESS_SUITES)
	swift test --skip-build --no-parallel --filter $(PROCESS_SUITES)

test-engines: deps ## whole runs against real llama-server and vLLM on this CPU (installs them the first time: 5 GB, 15 minutes)
	@[ -d "$(SELFPLAY_MODELS)/lm" ] || { echo "make test-engines: no tiny models in $(SELFPLAY_MODELS): set SELFPLAY_MODELS to a folder with lm, rm, tiny-lm-q8_0.gguf and tiny-rm-q8_0.gguf (Tests/RealEngine/README.md)" >&2; exit 1; }
	scripts/engines/install.sh "$(SELFPLAY_ENGINES)"
	swift build --build-tests
	SELFPLAY_ENGINES="$(SELFPLAY_ENGINES)" SELFPLAY_MODELS="$(SELFPLAY_MODELS)" swift test --skip-build --no-parallel --filter '^EngineTests\.'

test-loaders: deps ## every export format loaded by its trainers' own code (installs them the first time: 5 GB, 5 minutes; SELFPLAY_LOADERS names the folder)
	scripts/loaders/run.sh

check: ## formatting and house rules
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks
	scripts/check.sh

format: ## format the sources in place
	swift format --in-place --recursive Package.swift Sources Tests Benchmarks

crash: deps ## kill the quickstart at 100 points and compare (long form)
	swift build --build-tests
	SELFPLAY_CRASH_POINTS=100 swift test --skip-build --filter CrashTests

simulate: deps ## step the round's state machine through 20,000 seeds (long form)
	swift build --build-tests
	SELFPLAY_SIMULATION_SEEDS=20000 swift test --skip-build --filter SimulationTests

sanitize: deps ## ThreadSanitizer and AddressSanitizer
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/tsan.suppressions swift test --sanitize=thread --scratch-path .build-tsan --skip $(PROCESS_SUITES)
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build-asan --skip $(PROCESS_SUITES)

bench: deps ## orchestrator against a bare libcurl loop
	swift build -c release --product selfplay
	swift build --package-path Benchmarks -c release
	Benchmarks/.build/release/throughput $(RELEASE)

bench-selection: deps ## selection and export of a million responses against a Python script (PYTHON: an interpreter with numpy)
	swift build -c release --product selfplay
	swift build --package-path Benchmarks -c release
	Benchmarks/.build/release/json-writer
	Benchmarks/.build/release/selection $(RELEASE)

bench-parquet: deps ## a million rows of Parquet against pyarrow (PYTHON: an interpreter with pyarrow)
	swift build -c release --product parquet-bench
	.build/release/parquet-bench $(PYTHON)

build-cost: deps ## CPU-seconds of the project's own part of a clean debug build
	scripts/build-cost.sh

coverage: deps ## line coverage of the tests
	swift test --enable-code-coverage
	scripts/coverage.sh

install: deps ## install the release binary (PREFIX=/usr/local)
	swift build -c release --product selfplay
	install -D -m 755 $(RELEASE) "$${PREFIX:-/usr/local}/bin/selfplay"

clean: ## remove build products
	rm -rf .build .build-* Benchmarks/.build
