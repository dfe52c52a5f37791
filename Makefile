# Two commands do everything on a fresh machine with a Swift toolchain:
#   make demo   builds scenarioc and compiles the shipped scenario
#   make test   runs every test

SCENARIO := scenarios/memory-leak.scenario
RELEASE := .build/release/scenarioc

# What the benches read: that of fidelity, and that of speed.
export SHAPES DURATIONS RUNS JOBS
export ROWS ROUNDS

# What runs on the real kernel against the clock: by itself, when nothing else is built.
TIMED := KernelTests|CommandTests.RunTests

# What runs in a virtual machine, or builds images: busy itself, so never beside what is timed.
MACHINES := CGroup2Tests|ContainerTests

MANUAL := .build/plugins/GenerateManual/outputs/scenarioc/scenarioc.1

.PHONY: demo test test-cgroup2 test-container test-sanitize fuzz bless bench bench-mutations \
	bench-fidelity manual setup release

demo: setup-build release
	$(RELEASE) build $(SCENARIO) -o out
	@echo
	@find out -type f | sort
	@echo
	@$(RELEASE) plan $(SCENARIO)

test: setup release
	swift format lint --strict --recursive Package.swift Sources Tests
	THOROUGH=1 swift test --skip '$(TIMED)|$(MACHINES)'
	swift test --skip-build --filter '$(TIMED)' --skip '$(MACHINES)'
	swift test --skip-build --filter '$(MACHINES)'
	$(MAKE) manual
	mandoc -T lint -W error $(MANUAL)

# The bundles as containers, by buildah and podman: on Alpine, Debian and Debian with supercronic.
test-container:
	Tests/setup.sh build container
	swift test --filter ContainerTests

# The bundle and the run on a real kernel with cgroup v2 alone, in a virtual machine; part of `test`.
test-cgroup2: release
	Tests/setup.sh build cgroup2
	swift test --filter KernelTests.CGroup2Tests

# The tests again, watched by the address sanitizer and by the thread sanitizer.
test-sanitize: setup
	Tests/sanitize.sh address thread

# Looks for inputs that break the compiler, T seconds with each target; Fuzzing/README.md tells more.
T := 600
fuzz: setup-build
	Fuzzing/fuzz.sh $(T)

# Writes the expected outputs anew; read the diff before you commit it.
bless:
	BLESS=1 swift test

# How fast it is, against what it has to be faster than. It takes 4 to 7 minutes, or less:
# make bench ROWS="start check" ROUNDS=3
bench: release
	Tests/setup.sh build bench
	python3 -B Benches/Speed/bench.py $(RELEASE) .build/bench

# How well single slips of the hand are caught; MUTATIONS=all shows each that could be better.
bench-mutations:
	MUTATIONS=$${MUTATIONS:-table} swift test --filter MutationBench

# How near to its plan the level comes on this machine's kernel, and the kill; as root. It takes 30
# minutes, or less: make bench-fidelity DURATIONS="30 60" SHAPES="linear steps" RUNS=3
bench-fidelity: release
	nice -n -10 python3 Benches/Fidelity/bench.py $(RELEASE) .build/fidelity

# The manual page, from the declarations of the commands; its date is that of the last commit.
manual:
	swift package plugin generate-manual --configuration debug \
	  --date "$$(git log -1 --format=%cs)"
	@echo 'read it with: man $(MANUAL)'

release:
	swift build -c release --product scenarioc

# What building needs, and what testing needs besides.
.PHONY: setup-build
setup-build:
	Tests/setup.sh build

setup:
	Tests/setup.sh build test cgroup2 container
