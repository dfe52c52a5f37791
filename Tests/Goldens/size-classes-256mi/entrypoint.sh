#!/bin/sh
# PID 1 of the container: starts a command, reaps orphans and ends everything together.
#
# usage: entrypoint.sh COMMAND [ARGUMENT...]
#
# The container exits with
#   137  on SIGUSR1, by which the stress script reports that the kernel has killed for memory
#   143  on SIGTERM, 130 on SIGINT
#   otherwise with the status of COMMAND, as soon as COMMAND has ended.
#
# Depending on the kernel and the kubelet, a kill for memory may leave the container running, and
# nothing inside it can kill PID 1. So PID 1 exits by itself, and that ends the rest: the kernel
# sends SIGKILL to every process of a PID namespace whose PID 1 exits (pid_namespaces(7)). Nothing
# is asked to stop before, for stress-ng takes seconds to heed a SIGTERM.

set -eu

fail() {
  printf 'entrypoint.sh: %s\n' "$1" >&2
  exit 2
}

# A signal without a handler is lost on PID 1, so the handlers come first.
trap 'exit 137' USR1
trap 'exit 143' TERM
trap 'exit 130' INT

[ "$#" -gt 0 ] || fail 'expected a command to start'
[ "$$" -eq 1 ] || fail "runs as PID 1 of a container only, not as process $$"

# Of a run that ended with the container: the folder may outlive it.
rm -f /tmp/stress_script.run

# Tells the stress script that PID 1 understands SIGUSR1.
export SCENARIOC_SUPERVISED=1

# `wait` rather than a foreground command: a trap interrupts it at once, and while it waits it
# reaps whatever orphans the kernel hands to PID 1.
"$@" &
wait "$!"
