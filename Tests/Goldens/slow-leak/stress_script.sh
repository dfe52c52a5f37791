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
0 135266304
30000 139460608
120000 145752064
210000 152043520
300000 158334976
390000 164626432
480000 170917888
570000 177209344
660000 183500800
750000 189792256
840000 196083712
930000 202375168
1020000 208666624
1110000 214958080
1200000 221249536
1290000 227540992
1380000 233832448
1470000 240123904
1560000 246415360
1650000 252706816
1740000 258998272
1830000 265289728
1920000 271581184
2010000 277872640
2100000 284164096
2190000 290455552
2280000 296747008
2370000 303038464
2460000 309329920
2550000 315621376
2640000 321912832
2730000 328204288
2820000 334495744
2910000 340787200
3000000 347078656
3090000 353370112
3180000 359661568
3270000 365953024
3360000 372244480
3450000 378535936
3540000 384827392
3630000 391118848
3720000 397410304
3810000 403701760
3900000 409993216
3990000 416284672
4080000 422576128
4170000 428867584
4260000 435159040
4350000 441450496
4440000 447741952
4530000 454033408
4620000 460324864
4710000 466616320
4800000 472907776
4890000 479199232
4980000 485490688
5070000 491782144
5160000 498073600
5250000 504365056
5340000 510656512
5430000 516947968
5520000 523239424
5610000 529530880
5700000 535822336
5790000 542113792
5880000 548405248
5970000 554696704
6060000 560988160
6150000 567279616
6240000 573571072
6330000 579862528
6420000 586153984
6510000 592445440
6600000 598736896
6690000 605028352
6780000 611319808
6870000 617611264
6960000 623902720
7050000 630194176
7140000 636485632
7230000 642777088
7320000 649068544
7410000 655360000
7500000 661651456
7590000 667942912
7680000 674234368
7770000 680525824
7860000 686817280
7950000 693108736
8040000 699400192
8130000 705691648
8220000 711983104
8310000 718274560
8400000 724566016
8490000 730857472
8580000 737148928
8670000 743440384
8760000 749731840
8850000 756023296
8940000 762314752
9030000 768606208
9120000 774897664
9210000 781189120
9300000 787480576
9390000 793772032
9480000 800063488
9570000 806354944
9660000 812646400
9750000 818937856
9840000 825229312
9930000 831520768
10020000 837812224
10110000 844103680
10200000 850395136
10290000 856686592
10380000 862978048
10470000 869269504
10560000 875560960
10650000 881852416
10740000 888143872
10830000 894435328
10920000 900726784
11010000 907018240
11100000 913309696
11190000 919601152
11280000 925892608
11370000 932184064
11460000 938475520
11550000 944766976
11640000 951058432
11730000 957349888
11820000 963641344
11910000 969932800
12000000 976224256
12090000 982515712
12180000 988807168
12270000 995098624
12360000 1001390080
12450000 1007681536
12540000 1013972992
12630000 1020264448
12720000 1026555904
12810000 1032847360
12900000 1039138816
12990000 1045430272
13080000 1051721728
13170000 1058013184
13260000 1064304640
13350000 1070596096
13440000 1076887552
13530000 1143996416
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
start_ms=0 now_ms=0
planned=0        # level that the latest step asks for
committed=0      # level once every instance has filled; at most half an instance from planned
filled_ms=0      # when every instance has surely filled
settled_ms=0     # when all but the newest have
settled=0        # level without the newest
released_ms=0    # when all that has been given back is surely gone
instances=''     # newest first, each "PID:LEVEL " with the level committed before it
overhead=1310720 # what an instance takes beside its bytes: 1.25 MiB, later learned
rises=false      # whether the level was last changed by a new instance

main() {
  [ "$overlap" = skip ] || replace_last_run
  read_oom_kills
  oom_kills_before=$oom_kills
  case $(stress-ng --version) in
    *' 0.'[0-9].* | *' 0.1'[0-6].*) overhead=4089446 ;; # up to 3.9 MiB before 0.17
  esac
  read_level
  [ "$level" = null ] || committed=$level
  log_event start
  read_clock # after the event, which is what the run counts from
  start_ms=$now_ms now_ms=0

  trap 'release_to 0; rm -f "$run_file"' EXIT
  trap 'finish 143 end terminated' TERM
  trap 'finish 130 end interrupted' INT
  trap : CHLD # lets any instance that ends cut a wait short

  while read -r step_ms step_level; do
    [ -n "$step_ms" ] || continue
    lead_ms=20 # about what an instance takes to start
    [ "$step_level" -ge "$planned" ] || lead_ms=10 # and to end
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
    [ "$excess" -lt "$rise" ] && [ "$excess" -le "$(((limit - planned) / 4))" ] || return 0
  fi
  add_instance "$bytes"
}

# Takes the measured level for the committed one, and learns from the difference what an instance
# costs, unless one has ended since: many of those in a row would lead astray. A surplus may only
# mean that memory is still being given back, a shortage that the newest instance is still filling:
# if that is as large as one may be, only what is missing besides it is believed in until it has
# surely filled; and up to 3 MiB, for a slow machine must not be given more than was planned.
correct_course() {
  read_level
  [ "$level" != null ] && [ "$now_ms" -ge "$released_ms" ] || return 0
  error=$((level - committed))
  if [ "$error" -le -1048576 ] && [ "$now_ms" -lt "$filled_ms" ]; then
    error=$((level - settled))
    [ "$error" -lt 0 ] && [ "$now_ms" -ge "$settled_ms" ] || return 0
  fi
  [ "$error" -gt -3145728 ] || error=-3145728
  committed=$((committed + error))
  settled=$((settled + error))
  [ "$rises" = true ] || return 0
  overhead=$((overhead + error / 2))
  [ "$overhead" -gt 0 ] || overhead=0
  [ "$overhead" -lt 8388608 ] || overhead=8388608
}

# --vm-populate fills faster than faults do, and write64 in one pass; --vm-hang 0 then sleeps for
# ever. --no-madvise: random advice would move the level. --oomable: ends when its worker is killed.
# --cache-level 1: some versions fill a buffer as large as the last-level cache. --temp-path: the
# working folder may be read-only.
add_instance() {
  stress-ng --vm 1 --vm-bytes "$1" --vm-populate --vm-method write64 --vm-hang 0 --vm-keep \
    --no-madvise --oomable --cache-level 1 --temp-path /tmp -q -t 0 &
  instances="$!:$committed $instances"
  settled=$committed settled_ms=$filled_ms
  committed=$((committed + overhead + $1))
  rises=true
  read_clock # this may have been kept from going on
  filling_ms=$((now_ms + 150 + $1 / 200000)) # to start, then to fill at 200 MB/s, with some to spare
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
  settled=$committed settled_ms=$filled_ms
  released_ms=$((now_ms + 100))
  rises=false
}

# No instance ends by itself. After a kill it exits with 0, as if all were well, so the counter is
# asked first; where that cannot be read, the 0 has to tell.
check_instances() {
  heed_oom_kills
  others=$instances
  while [ -n "$others" ]; do
    kill -0 "${others%%:*}" 2> /dev/null || report_loss "${others%%:*}"
    others=${others#* }
  done
}

heed_oom_kills() {
  read_oom_kills
  [ "$oom_kills" = "$oom_kills_before" ] || finish 137 oom
}

report_loss() {
  status=0
  wait "$1" || status=$?
  heed_oom_kills # once more: this one may have been killed since
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
