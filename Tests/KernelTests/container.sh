#!/bin/sh
# Runs a command as PID 1 of something like a container with a memory limit. A harness for tests;
# needs root, util-linux and a memory cgroup, of either version.
#
# usage: container.sh [-g] [-u UID] IMAGE REPORT LIMIT COMMAND [ARGUMENT...]
#
# The command sees this machine's root with the files of the folder IMAGE laid over it, read-only,
# an empty /tmp, processes of its own and, where a container has it, its memory cgroup. It runs as
# root with the one capability SETGID, or with -u as that user with none. With -g the kernel kills
# all of it for memory, not one process (cgroup v2: memory.oom.group). SIGTERM and SIGINT are
# passed on to it.
#
# While it runs, the file REPORT holds its PID as seen from outside, and its cgroup is the folder
# scenarioc-PID of the memory hierarchy, after the PID of this script. At the end REPORT holds
#   {"status":137,"oom_kills":1,"leftover":0}
# with the status of the command, the cgroup's counter, and the number of processes left in it.
# Exit status: that of the command; 77 (skipped) with the reason on standard error.

set -eu

main() {
  uid=0 group_kill=0
  while getopts gu: option; do
    case $option in
      g) group_kill=1 ;;
      u) uid=$OPTARG ;;
      *) exit 2 ;;
    esac
  done
  shift $((OPTIND - 1))
  image=$1 report=$2 limit=$3
  shift 3

  [ "$(id -u)" -eq 0 ] || skip 'needs root'
  create_cgroup
  trap remove_cgroup EXIT
  trap 'pass_on TERM' TERM
  trap 'pass_on INT' INT
  : > "$report"

  # The first child of what unshare starts is PID 1. (With --fork unshare would wait for it, but before
  # util-linux 2.40 it does not tell of a SIGKILL: its issue 2614.)
  unshare --mount --pid sh -c "$start" sh \
    "$enter" sh "$image" "$report" "$cgroup" "$seen_at" "$uid" "$@" &
  container=$!
  wait_for_end
  printf '{"status":%d,"oom_kills":%d,"leftover":%d}\n' "$status" \
    "$(sed -n 's/^oom_kill //p' "$events")" "$(wc -l < "$cgroup/cgroup.procs")" > "$report"
  return "$status"
}

# A shell makes its background jobs ignore SIGINT for good; env undoes it.
# shellcheck disable=SC2016 # expanded there, not here
start='env --default-signal=INT sh -euc "$@" & wait "$!"'

# What PID 1 of the new namespaces does before it becomes the command. Its own /proc comes late:
# the old one knows its PID outside.
# shellcheck disable=SC2016 # expanded there, not here
enter='
  image=$1 report=$2 cgroup=$3 seen_at=$4 uid=$5
  shift 5
  read -r pid _ < /proc/self/stat
  printf "%d\n" "$pid" > "$report"
  mount -t tmpfs tmpfs /mnt
  mkdir /mnt/root /mnt/upper /mnt/work
  mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
  cp -R "$image/." /mnt/root
  mount -o remount,bind,ro /mnt/root
  printf "0\n" > "$cgroup/cgroup.procs"
  cd /mnt/root
  mount --rbind /dev dev
  mount --rbind /sys sys
  mount --bind "$cgroup" ".$seen_at"
  mount -t proc proc proc
  mount -t tmpfs -o mode=1777 tmpfs tmp
  if [ "$uid" -eq 0 ]; then
    exec chroot . setpriv --no-new-privs --inh-caps=-all --bounding-set=-all,+setgid "$@"
  else
    exec chroot . setpriv --no-new-privs --inh-caps=-all --bounding-set=-all \
      --reuid "$uid" --regid "$uid" --clear-groups "$@"
  fi
'

create_cgroup() {
  if [ -e /sys/fs/cgroup/memory/memory.limit_in_bytes ]; then
    [ "$group_kill" -eq 0 ] || skip 'cgroup v1 has no memory.oom.group'
    make_folder /sys/fs/cgroup/memory memory.oom_control
    printf '%d\n' "$limit" > "$cgroup/memory.limit_in_bytes"
    [ ! -e "$cgroup/memory.memsw.limit_in_bytes" ] ||
      printf '%d\n' "$limit" > "$cgroup/memory.memsw.limit_in_bytes"
  elif grep -qsw memory /sys/fs/cgroup/cgroup.controllers; then
    printf '+memory\n' > /sys/fs/cgroup/cgroup.subtree_control || skip 'memory is not delegated'
    make_folder /sys/fs/cgroup memory.events
    printf '%d\n' "$limit" > "$cgroup/memory.max"
    [ ! -e "$cgroup/memory.swap.max" ] || printf '0\n' > "$cgroup/memory.swap.max"
    printf '%d\n' "$group_kill" > "$cgroup/memory.oom.group"
  else
    skip 'this machine has no memory cgroup'
  fi
}

make_folder() {
  seen_at=$1
  cgroup=$1/scenarioc-$$
  events=$cgroup/$2
  mkdir "$cgroup" || skip "cannot create $cgroup"
}

# A killed process leaves its cgroup a moment later.
remove_cgroup() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    while read -r pid; do
      kill -KILL "$pid" || :
    done < "$cgroup/cgroup.procs"
    ! rmdir "$cgroup" 2> /dev/null || return 0
    sleep 0.1
  done
  printf 'container.sh: %s is still in use\n' "$cgroup" >&2
}

pass_on() {
  ! read -r pid < "$report" || kill "-$1" "$pid" || :
}

# A signal to pass on cuts a wait short.
wait_for_end() {
  status=0
  wait "$container" || status=$?
  while kill -0 "$container" 2> /dev/null; do
    status=0
    wait "$container" || status=$?
  done
}

skip() {
  printf 'container.sh: skipped: %s\n' "$1" >&2
  exit 77
}

main "$@"
