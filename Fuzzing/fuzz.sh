#!/bin/sh
# Fuzzes the compiler, each target for so many seconds; or keeps of all that was found the few
# inputs that reach all of it.
#
# usage: fuzz.sh SECONDS
#        fuzz.sh minimise

set -eu

cd "$(dirname "$0")"
found=.build/found
seeds="../scenarios ../Tests/Fixtures/diagnostics ../Tests/Fixtures/format ../Tests/Fixtures/sound"

main() {
  # A package reaches no folder outside of its own but through a link.
  ln -sfn ../Sources ../Tests .
  for target in Syntax Compilation; do
    build "$target"
    mkdir -p "$found/$target"
    # One input that breaks a property does not keep the other target from being tried.
    case $1 in
      minimise) minimise "$target" ;;
      *) fuzz "$target" "$1" || failed="${failed:-} $target" ;;
    esac
  done
  if [ -n "${failed:-}" ]; then
    echo "inputs that break$failed lie in Fuzzing/Crashes: mend the cause, and keep them" >&2
    exit 1
  fi
}

# SwiftPM leaves `main` to the fuzzer when it knows of it; Package.swift says the rest.
build() {
  swift build --configuration release --sanitize fuzzer --product "Fuzz$1"
}

fuzz() {
  # shellcheck disable=SC2086 # a list of folders
  run "$1" -max_total_time="$2" -artifact_prefix="Crashes/$1/" -dict=scenario.dict \
    -print_final_stats=1 "$found/$1" "Corpus/$1" $seeds
}

# By the edges that they reach, not by how often.
minimise() {
  rm -rf "$found/$1.kept" && mkdir -p "$found/$1.kept"
  # shellcheck disable=SC2086 # a list of folders
  run "$1" -set_cover_merge=1 -use_counters=0 "$found/$1.kept" "Corpus/$1" "$found/$1" $seeds
  rm -rf "Corpus/$1" && mv "$found/$1.kept" "Corpus/$1"
}

# What Swift keeps for the whole run is no leak, and libFuzzer tells where a trap was.
run() {
  target=$1
  shift
  ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no nice -n 19 ".build/release/Fuzz$target" \
    -timeout=30 -rss_limit_mb=1024 -max_len=4096 "$@"
}

main "$@"
