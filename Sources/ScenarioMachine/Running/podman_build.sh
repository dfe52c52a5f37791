#!/bin/sh
# Builds an image by podman from files that standard input tells, as for enter.sh: for each a line
# "MODE SIZE PLACE" and then so many bytes. scenarioc runs it.
#
# usage: podman_build.sh IMAGE
#
# SIGTERM stops it. Nothing stays but the image.

set -eu

image=$1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

while read -r mode size place; do
  mkdir -p "$folder/${place%/*}"
  dd bs="$size" count=1 iflag=fullblock of="$folder/$place" 2> /dev/null
  chmod "$mode" "$folder/$place"
done

# podman that is told to end leaves its working container, and what runs in that. So it is its step
# that ends, and then it clears up; only between two steps has it to be told.
stop() {
  for _ in 1 2 3 4 5 6; do
    # shellcheck disable=SC2046 # a list of numbers
    kill -KILL $(descendants "$build") 2> /dev/null || :
    kill -0 "$build" 2> /dev/null || return 0
    sleep 0.1
  done
  kill "$build" 2> /dev/null || :
}

descendants() {
  # shellcheck disable=SC2013 # words are meant
  for child in $(cat "/proc/$1/task"/*/children 2> /dev/null); do
    printf '%d\n' "$child"
    descendants "$child"
  done
}

podman build --tag "$image" "$folder" < /dev/null &
build=$!
trap 'stop; wait "$build" || :; exit 143' TERM
wait "$build"
