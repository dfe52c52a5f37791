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
0 137887744
105000 145227776
210000 152567808
315000 159907840
420000 167247872
525000 174587904
630000 181927936
735000 189267968
840000 196608000
945000 203948032
1050000 211288064
1155000 218628096
1260000 225968128
1365000 233308160
1470000 240648192
1575000 247988224
1680000 255328256
1785000 262668288
1890000 270008320
1995000 277348352
2100000 284688384
2205000 292028416
2310000 299368448
2415000 306708480
2520000 314048512
2625000 321388544
2730000 328728576
2835000 336068608
2940000 343408640
3045000 350748672
3150000 358088704
3255000 365428736
3360000 372768768
3465000 380108800
3570000 387448832
3675000 394788864
3780000 402128896
3885000 409468928
3990000 416808960
4095000 424148992
4200000 431489024
4305000 438829056
4410000 446169088
4515000 453509120
4620000 460849152
4725000 468189184
4830000 475529216
4935000 482869248
5040000 490209280
5145000 497549312
5250000 504889344
5355000 512229376
5460000 519569408
5565000 526909440
5670000 534249472
5775000 541589504
5880000 548929536
5985000 556269568
6090000 563609600
6195000 570949632
6300000 578289664
6405000 585629696
6510000 592969728
6615000 600309760
6720000 607649792
6825000 614989824
6930000 622329856
7035000 629669888
7140000 637009920
7245000 644349952
7350000 651689984
7455000 659030016
7560000 666370048
7665000 673710080
7770000 681050112
7875000 688390144
7980000 695730176
8085000 703070208
8190000 710410240
8295000 717750272
8400000 725090304
8505000 732430336
8610000 739770368
8715000 747110400
8820000 754450432
8925000 761790464
9030000 769130496
9135000 776470528
9240000 783810560
9345000 791150592
9450000 798490624
9555000 805830656
9660000 813170688
9765000 820510720
9870000 827850752
9975000 835190784
10080000 842530816
10185000 849870848
10290000 857210880
10395000 864550912
10500000 871890944
10605000 879230976
10710000 886571008
10815000 893911040
10920000 901251072
11025000 908591104
11130000 915931136
11235000 923271168
11340000 930611200
11445000 937951232
11550000 945291264
11655000 952631296
11760000 959971328
11865000 967311360
11970000 974651392
12075000 981991424
12180000 989331456
12285000 996671488
12390000 1004011520
12495000 1011351552
12600000 1018691584
12705000 1026031616
12810000 1033371648
12915000 1040711680
13020000 1048051712
13125000 1055391744
13230000 1062731776
13335000 1070071808
13440000 1077411840
13545000 1084751872
13650000 1092091904
13755000 1099431936
13860000 1106771968
13965000 1114112000
14070000 1121452032
14175000 1128792064
14280000 1136132096
14385000 1143472128
14490000 1150812160
14595000 1158152192
14700000 1165492224
14805000 1172832256
14910000 1180172288
15015000 1187512320
15120000 1194852352
15225000 1202192384
15330000 1206910976
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
start_ms=0
planned=0        # level that the latest step asks for
committed=0      # level once every instance has filled; at most half an instance from planned
filled_ms=0      # when every instance has surely filled
released_ms=0    # when all that has been given back is surely gone
lead_ms=10       # a step begins so much early: a process takes longer than that to start
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
    wait_until "$((step_ms - lead_ms))"
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
# an instance ends between the look at it and the wait, and for a hold to be mended.
wait_until() {
  while read_clock && [ "$now_ms" -lt "$1" ]; do
    nap_ms=$(($1 - now_ms))
    if [ "$nap_ms" -gt 2000 ]; then
      nap_ms=2000
      correct_course
      fill_up
    fi
    thousandths=$((1000 + nap_ms % 1000))
    sleep "$((nap_ms / 1000)).${thousandths#1}" &
    check_instances
    wait "$!" || :
  done
  check_instances
}

take_step() {
  correct_course
  # What is less than half an instance too much stays: to mend it would cost a new one.
  [ "$1" -ge "$planned" ] || release_to "$(($1 + overhead / 2))"
  planned=$1
  fill_up
  log_event step
}

# One more instance, if the level comes nearer to the plan by it: one may take more than the step
# asks for. But the limit is passed where the plan passes it, and nowhere else.
fill_up() {
  rise=$((planned - committed))
  bytes=$((rise - overhead))
  [ "$bytes" -ge 4096 ] || bytes=4096 # stress-ng accepts no less
  excess=$((overhead + bytes - rise))
  if [ "$planned" -gt "$limit" ]; then
    [ "$rise" -gt 0 ] || return 0
  else
    [ "$excess" -lt "$rise" ] && [ "$excess" -le "$(((limit - planned) / 2))" ] || return 0
  fi
  add_instance "$bytes"
}

# Takes the measured level for the committed one, and learns from the difference what an instance
# costs. A surplus may only mean that memory is still being given back, a shortage that the newest
# instance is still filling: that is believed in late, and then up to 3 MiB, for a slow machine must
# not be given more than was planned.
correct_course() {
  read_level
  [ "$level" != null ] && [ "$now_ms" -ge "$released_ms" ] || return 0
  error=$((level - committed))
  [ "$error" -ge 0 ] || [ "$now_ms" -ge "$filled_ms" ] || return 0
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
  committed=$((committed + overhead + $1))
  # To start, then to fill at 200 MB/s.
  filling_ms=$((now_ms + 80 + $1 / 200000))
  [ "$filling_ms" -le "$filled_ms" ] || filled_ms=$filling_ms
}

# SIGKILL, because stress-ng takes seconds to heed a SIGTERM. Its worker dies with it.
release_to() {
  while [ -n "$instances" ] && [ "$committed" -gt "$1" ]; do
    newest=${instances%% *}
    instances=${instances#* }
    committed=${newest#*:}
    kill -KILL "${newest%:*}" 2> /dev/null || :
  done
  released_ms=$((now_ms + 100))
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
    kill -USR1 1 # entrypoint.sh ends the container
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
