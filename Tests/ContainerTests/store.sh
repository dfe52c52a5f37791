#!/bin/bash
# podman and buildah with a storage of their own: nothing of this machine's is seen or touched.
#
# usage: store.sh FOLDER PROGRAM ARGUMENT...
#        store.sh FOLDER remove
#        store.sh FOLDER keep
#
# FOLDER is that of a storage, which PROGRAM uses when it starts podman or buildah, or is one of
# them, and which `remove` removes with all that runs of it. With `keep` it is a folder of several;
# they last until standard input ends, as it does however the tests end that hold its other end.

set -eu

main() {
  folder=$1
  shift
  if [ "$1" = keep ]; then
    keep
    return
  fi
  export CONTAINERS_CONF="$folder/containers.conf" CONTAINERS_STORAGE_CONF="$folder/storage.conf"
  export BUILDAH_ISOLATION=chroot
  [ -e "$CONTAINERS_CONF" ] || configure
  case $1 in
    remove) remove ;;
    podman) close_others && exec "$@" ;;
    *) exec "$@" ;;
  esac
}

# By default podman asks for more open files than a machine may grant, and for systemd. runc, for
# crun refuses a machine with cgroups of both versions.
configure() {
  cat > "$CONTAINERS_STORAGE_CONF" <<CONF
[storage]
driver = "${STORAGE_DRIVER:-overlay}"
graphroot = "$folder/graph"
runroot = "$folder/run"
CONF
  cat > "$CONTAINERS_CONF" <<CONF
[containers]
log_driver = "k8s-file"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
tmp_dir = "$folder/tmp"
CONF
}

# Foundation learns of a child's end by a descriptor, which a container's monitor would inherit and
# hold open as long as the container is.
close_others() {
  local file number
  for file in "/proc/$BASHPID/fd"/*; do
    number=${file##*/}
    [ "$number" -lt 3 ] || [ "$number" -eq 255 ] || eval "exec $number>&-"
  done
}

remove() {
  podman pod rm -fa -t 0 > /dev/null
  podman rm -fa -t 0 > /dev/null
  # Lazily, for what has just ended may still hold it; again, for podman's own work after a
  # container's end mounts it anew.
  local tries=50
  until umount --recursive --lazy "$folder/graph/overlay" 2> /dev/null; rm -rf "$folder"; do
    [ "$((tries -= 1))" -gt 0 ]
    sleep 0.1
  done
}

keep() {
  trap '' INT TERM HUP
  local groups store
  groups=$(libpod_groups)
  echo ready
  cat > /dev/null
  for store in "$folder"/*/; do
    [ ! -e "$store" ] || "$0" "${store%/}" remove || :
  done
  rmdir "$folder"
  # podman leaves its own, empty.
  [ -n "$groups" ] || libpod_groups | xargs -r rmdir
}

# The cgroups that podman makes for all its containers, the innermost first.
libpod_groups() {
  find /sys/fs/cgroup -depth -type d -path '*/libpod_parent*'
}

main "$@"
