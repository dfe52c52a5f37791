#!/bin/sh
# Runs a podman container that never outlives whoever started this. scenarioc runs it.
#
# usage: podman.sh NAME ARGUMENT...
#
# The arguments are those of `podman run`. The output is the container's, but for the line
# "pid NUMBER", which tells its PID 1 as seen from outside when it is about to begin. When standard
# input ends, as it does however its writer ends, the container is killed and removed. Exit status:
# that of the container, or of podman.

set -eu

name=$1
shift

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

podman run --rm --name "$name" --pidfile "$folder/pid" "$@" < /dev/null &
run=$!

wait_for_pid() {
  until [ -s "$folder/pid" ]; do
    kill -0 "$run" 2> /dev/null || return 0
    sleep 0.02
  done
  read -r pid < "$folder/pid" || :
}

# To kill PID 1 is quicker than to ask podman, which removes what has ended anyhow; but without root
# not every user's may be killed. A shell takes the standard input from a background job.
pid=
exec 3<&0
{
  cat <&3 > /dev/null
  wait_for_pid
  [ -z "$pid" ] || kill -KILL "$pid" 2> /dev/null || podman rm --force --time 0 "$name"
} &
watch=$!

wait_for_pid
[ -z "$pid" ] || printf 'pid %d\n' "$pid"
status=0
wait "$run" || status=$?
kill "$watch" 2> /dev/null || :
exit "$status"
