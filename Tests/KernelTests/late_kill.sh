#!/bin/sh
# Runs a stress script whose first instance is killed in the worst moment: just after the script has
# read the container's counter of OOM kills, and just before it looks at its instances.
#
# usage: late_kill.sh SCRIPT
#
# The counter, as cgroup v1 has it, is a file laid over the real one; the instance is killed as the
# kernel does it, by a SIGKILL to its worker. Writes what the script writes, and ends as it does.
# Needs root.

set -eu

if [ "${1:-}" != --inside ]; then
  exec timeout 60 unshare --mount "$0" --inside "$1"
fi

mount -t tmpfs tmpfs /sys/fs/cgroup
mkdir /sys/fs/cgroup/memory
cd /sys/fs/cgroup/memory
echo 'oom_kill 0' > memory.oom_control
echo 'oom_kill 1' > later
mkfifo now

# first_child PID: nothing where there is none.
first_child() {
  read -r child _ < "/proc/$1/task/$1/children" || :
}

touch log
"$2" > log &
script=$!
until grep -q '"step"' log; do
  kill -0 "$script"
  sleep 0.1
done

mv now memory.oom_control
exec 3> memory.oom_control # waits for the script to read
mv later memory.oom_control
echo 'oom_kill 0' >&3
kill -STOP "$script"
exec 3>&-
first_child "$script"
instance=$child
worker=$child
while first_child "$worker"; [ -n "$child" ]; do worker=$child; done
kill -KILL "$worker"
until grep -q '^State:.Z' "/proc/$instance/status"; do sleep 0.1; done
kill -CONT "$script"

status=0
wait "$script" || status=$?
cat log
exit "$status"
