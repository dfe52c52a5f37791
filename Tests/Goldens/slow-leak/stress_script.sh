#!/bin/sh
# slow-leak: Leaks 4Mi a minute and is killed after almost four hours; starts
# anew every six.
# Made by scenarioc 0.1.0 from slow-leak.scenario:5; change it there.

scenario='slow-leak'
# The memory limit, in bytes.
limit=1073741824
# When the run is over, in milliseconds after its start.
end_ms=15360000
# What becomes of a run that finds the last one still going.
overlap='skip'
# The ramp: milliseconds after the start, and the bytes to hold from then on.
steps='
0 138412032
120000 146800640
240000 155189248
360000 163577856
480000 171966464
600000 180355072
720000 188743680
840000 197132288
960000 205520896
1080000 213909504
1200000 222298112
1320000 230686720
1440000 239075328
1560000 247463936
1680000 255852544
1800000 264241152
1920000 272629760
2040000 281018368
2160000 289406976
2280000 297795584
2400000 306184192
2520000 314572800
2640000 322961408
2760000 331350016
2880000 339738624
3000000 348127232
3120000 356515840
3240000 364904448
3360000 373293056
3480000 381681664
3600000 390070272
3720000 398458880
3840000 406847488
3960000 415236096
4080000 423624704
4200000 432013312
4320000 440401920
4440000 448790528
4560000 457179136
4680000 465567744
4800000 473956352
4920000 482344960
5040000 490733568
5160000 499122176
5280000 507510784
5400000 515899392
5520000 524288000
5640000 532676608
5760000 541065216
5880000 549453824
6000000 557842432
6120000 566231040
6240000 574619648
6360000 583008256
6480000 591396864
6600000 599785472
6720000 608174080
6840000 616562688
6960000 624951296
7080000 633339904
7200000 641728512
7320000 650117120
7440000 658505728
7560000 666894336
7680000 675282944
7800000 683671552
7920000 692060160
8040000 700448768
8160000 708837376
8280000 717225984
8400000 725614592
8520000 734003200
8640000 742391808
8760000 750780416
8880000 759169024
9000000 767557632
9120000 775946240
9240000 784334848
9360000 792723456
9480000 801112064
9600000 809500672
9720000 817889280
9840000 826277888
9960000 834666496
10080000 843055104
10200000 851443712
10320000 859832320
10440000 868220928
10560000 876609536
10680000 884998144
10800000 893386752
10920000 901775360
11040000 910163968
11160000 918552576
11280000 926941184
11400000 935329792
11520000 943718400
11640000 952107008
11760000 960495616
11880000 968884224
12000000 977272832
12120000 985661440
12240000 994050048
12360000 1002438656
12480000 1010827264
12600000 1019215872
12720000 1027604480
12840000 1035993088
12960000 1044381696
13080000 1052770304
13200000 1061158912
13320000 1069547520
13440000 1077936128
13560000 1086324736
13680000 1094713344
13800000 1103101952
13920000 1111490560
14040000 1119879168
14160000 1128267776
14280000 1136656384
14400000 1145044992
14520000 1153433600
14640000 1161822208
14760000 1170210816
14880000 1178599424
15000000 1186988032
15120000 1195376640
15240000 1203765248
'

# Holds memory along a planned curve, until the plan ends or the kernel kills for memory.
#
# A rising step of the plan adds an instance of stress-ng, which fills its share and sleeps; a
# falling step kills the newest ones. A level is the working set of the container: its usage, this
# script and all company included, less the file cache, which the kernel drops before it kills.
#
# Each event is a line of JSON on standard output:
#   event      start, step, oom or end; nothing follows oom or end, and neither comes if the whole
#              container is stopped
#   scenario   a DNS label, so nothing in it needs escaping
#   time       UTC
#   seconds    since the start
#   planned    level that the latest step asks for, in bytes
#   measured   level before that step is taken or before all is released; null if unreadable
#   limit      of the container, in bytes
#   oom_kills  the container's counter; null if unreadable
#   reason     of an end
# Exit status: 0 at the end of the plan, 137 after a kill for memory, 143 or 130 when told to stop,
# 1 when stress-ng fails.

set -eu

# Assigned above by scenarioc: a name, bytes, milliseconds, "skip" or "replace", lines of
# "MILLISECONDS LEVEL".
: "${scenario:?}" "${limit:?}" "${end_ms:?}" "${overlap:?}" "${steps:?}"

if [ -e /sys/fs/cgroup/memory.events ]; then # cgroup v2
  cgroup=/sys/fs/cgroup usage=memory.current events=memory.events
else
  cgroup=/sys/fs/cgroup/memory usage=memory.usage_in_bytes events=memory.oom_control
fi

run_file=/tmp/stress_script.run # PID of the run that the next one replaces
oom_note=/tmp/stress_script.oom # tells PID 1 why it shall end
start_ms=0
planned=0        # level that the latest step asks for
committed=0      # level once every instance has filled
settled_ms=0     # when every instance has surely filled
instances=''     # newest first, each "PID:LEVEL " with the level committed before it
overhead=4089446 # what an instance takes beside its bytes: up to 3.9 MiB, later learned

main() {
  [ "$overlap" = skip ] || replace_last_run
  read_clock
  start_ms=$now_ms now_ms=0
  read_oom_kills
  oom_kills_before=$oom_kills
  read_level
  if [ "$level" = null ]; then
    overhead=1310720 # never learned then, so that of stress-ng 0.17 and later
  else
    committed=$level
  fi
  log_event start

  trap 'release_to 0; rm -f "$run_file"' EXIT
  trap 'finish 143 end terminated' TERM
  trap 'finish 130 end interrupted' INT
  trap : CHLD # lets any instance that ends cut a wait short

  while read -r step_ms step_level; do
    [ -n "$step_ms" ] || continue
    wait_until "$step_ms"
    take_step "$step_level"
  done <<STEPS
$steps
STEPS
  wait_until "$end_ms"
  finish 0 end completed
}

# cron itself sees to it that runs are skipped. The entrypoint removes what a container left behind.
replace_last_run() {
  while read -r last_run < "$run_file" && kill -TERM "$last_run"; do
    sleep 0.1
  done 2> /dev/null
  printf '%d\n' "$$" > "$run_file"
}

# Deadlines are absolute, so delays never add up. A nap is at most two seconds long, in case that
# an instance ends between the look at it and the wait.
wait_until() {
  while read_clock && [ "$now_ms" -lt "$1" ]; do
    nap_ms=$(($1 - now_ms))
    [ "$nap_ms" -lt 2000 ] || nap_ms=2000
    thousandths=$((1000 + nap_ms % 1000))
    sleep "$((nap_ms / 1000)).${thousandths#1}" &
    check_instances
    wait "$!" || :
  done
  check_instances
}

take_step() {
  read_level
  correct_course
  [ "$1" -ge "$planned" ] || release_to "$1"
  planned=$1
  bytes=$((planned - committed - overhead))
  [ "$bytes" -lt 4096 ] || add_instance "$bytes" # stress-ng accepts no less
  log_event step
}

# Takes the measured level for the committed one, and learns from the difference what an instance
# costs. A shortage may only mean that the newest instance is still filling: it is believed in late,
# and then up to 3 MiB, for a slow machine must not be given more than was planned.
correct_course() {
  [ "$level" != null ] || return 0
  error=$((level - committed))
  [ "$error" -ge 0 ] || [ "$now_ms" -ge "$settled_ms" ] || return 0
  [ "$error" -gt -3145728 ] || error=-3145728
  committed=$((committed + error))
  overhead=$((overhead + error / 2))
  [ "$overhead" -gt 0 ] || overhead=0
  [ "$overhead" -lt 8388608 ] || overhead=8388608
}

# write64 fills in one pass; --vm-hang 0 then sleeps for ever. --no-madvise: random advice would
# move the level. --oomable: ends when its worker is killed. --cache-level 1: some versions fill a
# buffer as large as the last-level cache. --temp-path: the working folder may be read-only.
add_instance() {
  stress-ng --vm 1 --vm-bytes "$1" --vm-method write64 --vm-hang 0 --vm-keep --no-madvise \
    --oomable --cache-level 1 --temp-path /tmp -q -t 0 &
  instances="$!:$committed $instances"
  committed=$planned
  allow_settling "$((150 + $1 / 200000))" # to start, then to fill at 200 MB/s
}

# SIGKILL, because stress-ng takes seconds to heed a SIGTERM. Its worker dies with it.
release_to() {
  while [ -n "$instances" ] && [ "$committed" -gt "$1" ]; do
    newest=${instances%% *}
    instances=${instances#* }
    committed=${newest#*:}
    kill -KILL "${newest%:*}" 2> /dev/null || :
  done
  allow_settling 150
}

allow_settling() {
  [ "$((now_ms + $1))" -le "$settled_ms" ] || settled_ms=$((now_ms + $1))
}

# No instance ends by itself. After a kill it exits with 0, as if all were well, so the counter is
# asked first; where that cannot be read, the 0 has to tell.
check_instances() {
  read_oom_kills
  [ "$oom_kills" = "$oom_kills_before" ] || finish 137 oom
  others=$instances
  while [ -n "$others" ]; do
    kill -0 "${others%%:*}" 2> /dev/null || report_loss "${others%%:*}"
    others=${others#* }
  done
}

report_loss() {
  status=0
  wait "$1" || status=$?
  if [ "$status" -eq 0 ] && [ "$oom_kills" = null ]; then
    finish 137 oom
  fi
  finish 1 end "stress-ng exited with status $status"
}

# Releases before it logs: a full container may have no room for the process of date.
finish() {
  trap '' TERM INT
  read_clock
  read_level
  release_to 0
  log_event "$2" "${3:-}"
  if [ "$1" -eq 137 ] && [ -n "${SCENARIOC_SUPERVISED:-}" ]; then
    true > "$oom_note" || :
    kill -TERM 1 # entrypoint.sh ends the container
  fi
  exit "$1"
}

log_event() {
  printf '{"event":"%s","scenario":"%s","time":"%s","seconds":%d.%02d,"planned":%d,'\
'"measured":%s,"limit":%d,"oom_kills":%s%s}\n' \
    "$1" "$scenario" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$((now_ms / 1000))" \
    "$((now_ms % 1000 / 10))" "$planned" "$level" "$limit" "$oom_kills" \
    "${2:+,\"reason\":\"$2\"}"
}

# A read costs no process. The 1 before the hundredths keeps "08" from being taken for octal.
read_clock() {
  read -r uptime _ < /proc/uptime
  now_ms=$((${uptime%.*} * 1000 + 1${uptime#*.} * 10 - 1000 - start_ms))
}

read_level() {
  level=null
  [ -r "$cgroup/$usage" ] || return 0
  read -r level < "$cgroup/$usage"
  while read -r name value; do
    case $name in
      inactive_file | active_file) level=$((level - value)) ;;
      unevictable) break ;; # what follows is not needed
    esac
  done < "$cgroup/memory.stat"
}

read_oom_kills() {
  oom_kills=null
  [ -r "$cgroup/$events" ] || return 0
  while read -r name value; do
    [ "$name" != oom_kill ] || oom_kills=$value
  done < "$cgroup/$events"
}

main
