#!/bin/sh
# Boots a Linux whose cgroups are all of version 2, in a virtual machine, and runs cases in it. A
# harness for tests; needs no root and no KVM, but qemu, cpio, busybox, stress-ng and util-linux.
#
# usage: boot.sh LINUX [CASES RESULTS]
#
# LINUX is the folder of an unpacked Debian package linux-image-*-cloud-amd64. CASES is a folder of
# folders, which the machine sees as /cases: in each a shell script `run`, one after the other in
# the order of their names. RESULTS becomes a folder of as many folders; init.sh says what is in
# them. Programs of the folder CASES/bin are on the PATH of the cases.
#
# Without CASES it only tells whether it could. Exit status: 77 (skipped) with the reason on standard
# error; 1 if the machine does not come to its end, with what its console said.

set -eu

here=$(dirname "$0")
seconds=600 # that a machine may take; six cases of a minute, where the host is busy

main() {
  linux=$1
  [ "$(uname -sm)" = 'Linux x86_64' ] || skip 'needs Linux on amd64'
  for tool in qemu-system-x86_64 cpio busybox $tools; do
    command -v "$tool" > /dev/null || skip "$tool is missing: Tests/setup.sh cgroup2 installs it"
  done
  kernel=$(find "$linux/boot" -name 'vmlinuz-*' 2> /dev/null || :)
  [ -n "$kernel" ] || skip "$linux has no kernel: Tests/setup.sh cgroup2 puts it there"
  [ "$#" -gt 1 ] || return 0

  cases=$2 results=$3
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  make_root "$scratch/root"
  (cd "$scratch/root" && find . | cpio --quiet -o -H newc -R 0:0) > "$scratch/initrd"
  timeout "$seconds" qemu-system-x86_64 -m 1024 -smp 2 -no-reboot -display none \
    -kernel "$kernel" -initrd "$scratch/initrd" \
    -append 'console=ttyS0 quiet cgroup_no_v1=all panic=1' \
    -serial "file:$scratch/console" -serial "file:$scratch/results.tar" < /dev/null ||
    fail 'the machine did not come to its end'
  mkdir -p "$results"
  tar --touch -xf "$scratch/results.tar" -C "$results" || fail 'the machine brought no results'
}

# Debian's own, with their libraries; busybox is all the rest. Its shell would prefer its own.
tools='chroot dash env setpriv stress-ng unshare'

make_root() {
  mkdir -p "$1/bin" "$1/etc" "$1/modules"
  echo 'root:x:0:0:root:/:/bin/sh' > "$1/etc/passwd" # without whom crond reads no crontab
  echo 'root:x:0:' > "$1/etc/group"
  cp "$(command -v busybox)" "$1/bin/busybox"
  ln -s "$(command -v dash)" "$1/bin/sh"
  for tool in $tools; do
    add "$1" "$(command -v "$tool")"
  done
  find "$linux" -path '*/overlayfs/overlay.ko*' | while read -r module; do
    case $module in
      *.xz) xz -dc "$module" ;;
      *.zst) zstd -dc "$module" ;;
      *) cat "$module" ;;
    esac > "$1/modules/overlay.ko"
  done
  cp -R "$cases" "$1/cases"
  cp "$here/container.sh" "$1/bin"
  cp "$here/init.sh" "$1/init"
}

# A program where it is here, and what it is linked with.
add() {
  for file in "$2" $(ldd "$2" | sed -n 's/[^/]*\(\/[^ ]*\) (0x.*/\1/p'); do
    mkdir -p "$1$(dirname "$file")"
    cp -L "$file" "$1$file"
  done
}

fail() {
  printf 'boot.sh: %s\n' "$1" >&2
  cat "$scratch/console" >&2 || :
  exit 1
}

skip() {
  printf 'boot.sh: skipped: %s\n' "$1" >&2
  exit 77
}

main "$@"
