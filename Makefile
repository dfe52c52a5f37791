# Two commands do everything on a fresh machine with a Swift toolchain:
#   make demo   builds scenarioc and compiles the shipped scenario
#   make test   runs every test

SCENARIO := scenarios/memory-leak.scenario
RELEASE := .build/release/scenarioc

.PHONY: demo test bless bench-mutations setup release

demo: setup-build release
	$(RELEASE) build $(SCENARIO) -o out
	@echo
	@find out -type f | sort
	@echo
	@$(RELEASE) plan $(SCENARIO)

test: setup release
	swift format lint --strict --recursive Package.swift Sources Tests
	swift test

# Writes the expected outputs anew; read the diff before you commit it.
bless:
	BLESS=1 swift test

# How well single slips of the hand are caught; MUTATIONS=all shows each that could be better.
bench-mutations:
	MUTATIONS=$${MUTATIONS:-table} swift test --filter MutationBench

release:
	swift build -c release --product scenarioc

# What building needs, and what testing needs besides.
.PHONY: setup-build
setup-build:
	Tests/setup.sh build

setup:
	Tests/setup.sh build test
