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

podman build --tag "$image" "$folder" < /dev/null &
build=$!
trap 'kill "$build"; wait "$build" || :; exit 143' TERM
wait "$build"
