#!/bin/sh
# PID 1 of the virtual machine that boot.sh makes: runs each case, sends the results, powers off.
#
# The result of a case is a folder of its name with the files
#   log     what it wrote, each line after the seconds of /proc/uptime at which it came, and `ended`
#   status  its exit status; it gets a SIGTERM after 80 s
#   left    what it should not have left: cgroups, processes of stress-ng, scenarioc or cron
# and with what it wrote into its working folder. The second serial line takes them as an archive.

export PATH=/cases/bin:/usr/bin:/usr/sbin:/bin:/sbin

main() {
  mount_all
  insmod /modules/overlay.ko
  for folder in /cases/*/; do
    name=$(basename "$folder")
    [ "$name" = bin ] || run_case "$name"
  done
  stty -F /dev/ttyS1 raw
  tar -c -C /results . > /dev/ttyS1
  poweroff -f
}

mount_all() {
  /bin/busybox mkdir -p /proc /sys /dev /tmp /mnt /results /sbin /usr/bin /usr/sbin \
    /usr/local/bin
  /bin/busybox mount -t proc proc /proc
  /bin/busybox --install -s 2> /dev/null # what is there already stays
  mount -t sysfs sysfs /sys
  mount -t devtmpfs devtmpfs /dev
  chmod 1777 /tmp
  mount -t cgroup2 cgroup2 /sys/fs/cgroup
}

run_case() {
  printf "init.sh: %s, after %s s\n" "$1" "$(cut -d " " -f 1 /proc/uptime)" > /dev/console
  mkdir "/results/$1"
  cd "/results/$1" || return
  {
    timeout 80 /bin/sh "/cases/$1/run" 2>&1
    echo $? > status
    echo ended
  } | stamp > log
  {
    find /sys/fs/cgroup -mindepth 1 -type d
    # shellcheck disable=SC2009 # busybox may have no pgrep
    ps -o comm | grep -E 'busybox|crond|entrypoint|scenarioc|stress'
  } > left
}

stamp() {
  while IFS= read -r line; do
    read -r uptime _ < /proc/uptime
    printf '%s %s\n' "$uptime" "$line"
  done
}

main
