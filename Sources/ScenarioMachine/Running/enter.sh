#!/bin/sh
# Turns fresh mount and PID namespaces into a container, and becomes its PID 1. scenarioc runs it.
#
# usage: enter.sh CGROUP SEEN_AT USER COMMAND [ARGUMENT...]
#
# CGROUP is the folder of the memory cgroup to join, SEEN_AT where a container has its own; USER is
# a number, or `root`. Standard input tells the files of the image: for each a line "MODE SIZE PLACE"
# and then so many bytes. They lie over this machine's root, in memory, and go with the namespace.

set -eu

cgroup=$1 seen_at=$2 user=$3
shift 3

mount -t tmpfs tmpfs /mnt
mkdir /mnt/root /mnt/upper /mnt/work
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
while read -r mode size place; do
  mkdir -p "/mnt/root${place%/*}"
  # Not `head -c`: that of busybox reads ahead, and the next file with it.
  dd bs="$size" count=1 iflag=fullblock of="/mnt/root$place" 2> /dev/null
  chmod "$mode" "/mnt/root$place"
done
mount -o remount,bind,ro /mnt/root

# What follows is charged to the container, and no more than a container would have.
printf '0\n' > "$cgroup/cgroup.procs"
cd /mnt/root
mount --rbind /dev dev
mount --rbind /sys sys
mount --bind "$cgroup" ".$seen_at"
mount -t proc proc proc
mount -t tmpfs -o mode=1777 tmpfs tmp

# As the pod: root with the one capability that crond needs, or a user with none. A change of user
# makes the kernel forget that PID 1 shall die with its parent, so it is told again.
case $user in
  root) set -- --bounding-set=-all,+setgid "$@" ;;
  *) set -- --bounding-set=-all --reuid "$user" --regid "$user" --clear-groups "$@" ;;
esac
printf '{"event":"container-start"}\n'
exec chroot . setpriv --no-new-privs --inh-caps=-all --pdeathsig KILL "$@" < /dev/null
