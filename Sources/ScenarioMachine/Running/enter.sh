#!/bin/sh
# Turns fresh mount and PID namespaces into a container, and becomes its PID 1. scenarioc runs it.
#
# usage: enter.sh SEEN_AT USER CGROUP... -- COMMAND [ARGUMENT...]
#
# SEEN_AT is where a container has its memory cgroup; USER is a number, or `root`; the CGROUPs are the
# folders of those to join, that of memory first. Standard input tells the files of the image: for each a line "MODE SIZE PLACE"
# and then so many bytes. They are laid over this machine's root, in memory, and go with the
# namespace.

set -eu

seen_at=$1 user=$2 cgroup=$3
shift 2

# Folder by folder: a root laid over as a whole would lack what is mounted below it, and a user
# namespace may not do that at all.
mount -t tmpfs -o mode=0755 tmpfs /mnt
mkdir /mnt/root /mnt/upper /mnt/work
cd /mnt/root
for entry in /*; do
  name=${entry#/}
  if [ -L "$entry" ]; then
    cp -P "$entry" "$name"
  elif [ -d "$entry" ]; then
    mkdir "$name"
    case $name in
      mnt | proc | tmp) ;;
      dev | sys) mount --rbind "$entry" "$name" ;;
      *)
        mount --rbind "$entry" "$name"
        # Not everything may be made read-only in a user namespace.
        mount -o remount,bind,ro "$name" 2> /dev/null || :
        ;;
    esac
  fi
done

# Makes a folder of the image one to write to. Over this machine's own an empty one of ours is laid;
# in a user namespace, which does not know the owner of what is there, it takes the place of that.
read -r _ _ known_users < /proc/self/uid_map
make_room() {
  top=${1#/}
  top=${top%%/*}
  if [ -d "/$top" ] && [ ! -d "/mnt/upper/$top" ]; then
    mkdir "/mnt/upper/$top" "/mnt/work/$top"
    if [ "$known_users" -eq 4294967295 ]; then
      mount -t overlay overlay "$top" \
        -o "lowerdir=/$top,upperdir=/mnt/upper/$top,workdir=/mnt/work/$top"
    else
      mount -t tmpfs -o mode=0755 tmpfs ".$1"
    fi
  fi
  mkdir -p ".$1"
}

while read -r mode size place; do
  make_room "${place%/*}"
  # Not `head -c`: that of busybox reads ahead, and the next file with it.
  dd bs="$size" count=1 iflag=fullblock of=".$place" 2> /dev/null
  chmod "$mode" ".$place"
done
for top in /mnt/upper/*; do
  mount -o remount,bind,ro "${top#/mnt/upper/}" 2> /dev/null || :
done

# What follows is charged to the container, and no more than a container would have.
while [ "$1" != -- ]; do
  printf '0\n' > "$1/cgroup.procs"
  shift
done
shift
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
