#!/bin/sh
# Runs the tests under sanitizers, each in a build of its own, and ends with 1 if one tells of
# anything.
#
# usage: sanitize.sh address | thread …

set -eu

cd "$(dirname "$0")/.."

# By the clock, or bounds on time: what is watched takes several times as long.
timed='KernelTests|RunTests|SpeedTests|manyOfOneThing'
# The release build and containers are not watched.
unwatched='StaticExecutableTests|ContainerTests'

for sanitizer in "$@"; do
  # Swift keeps metadata and lazy globals for the whole run; to the leak sanitizer that is lost.
  ASAN_OPTIONS=detect_leaks=0 TSAN_OPTIONS=halt_on_error=1 \
    swift test --sanitize "$sanitizer" --scratch-path ".build-sanitize/$sanitizer" --skip "$timed|$unwatched"
done
