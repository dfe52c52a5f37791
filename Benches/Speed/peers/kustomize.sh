#!/bin/sh
# Builds each overlay, in a process each: kustomize has no other way.
#
# usage: kustomize.sh KUBECTL OVERLAYS OUT

set -eu

mkdir "$3"
for overlay in "$2"/*; do
  "$1" kustomize "$overlay" -o "$3/${overlay##*/}.yaml"
done
