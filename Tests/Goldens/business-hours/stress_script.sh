#!/bin/sh
# business-hours: Leaks each hour of the working day in Berlin, and is killed
# after twenty minutes.
# Made by scenarioc 0.1.0 from business-hours.scenario:5; change it there.

scenario='business-hours'
# The memory limit, in bytes.
limit=536870912
# When the run is over, in milliseconds after its start.
end_ms=1500000
# What becomes of a run that finds the last one still going.
overlap='skip'
# The ramp: milliseconds after the start, and the bytes to hold from then on.
steps='
0 67108864
300000 69206016
308333 73400320
316667 77594624
325000 81788928
333333 85983232
341667 90177536
350000 94371840
358333 98566144
366667 102760448
375000 106954752
383333 111149056
391667 115343360
400000 119537664
408333 123731968
416667 127926272
425000 132120576
433333 136314880
441667 140509184
450000 144703488
458333 148897792
466667 153092096
475000 157286400
483333 161480704
491667 165675008
500000 169869312
508333 174063616
516667 178257920
525000 182452224
533333 186646528
541667 190840832
550000 195035136
558333 199229440
566667 203423744
575000 207618048
583333 211812352
591667 216006656
600000 220200960
608333 224395264
616667 228589568
625000 232783872
633333 236978176
641667 241172480
650000 245366784
658333 249561088
666667 253755392
675000 257949696
683333 262144000
691667 266338304
700000 270532608
708333 274726912
716667 278921216
725000 283115520
733333 287309824
741667 291504128
750000 295698432
758333 299892736
766667 304087040
775000 308281344
783333 312475648
791667 316669952
800000 320864256
808333 325058560
816667 329252864
825000 333447168
833333 337641472
841667 341835776
850000 346030080
858333 350224384
866667 354418688
875000 358612992
883333 362807296
891667 367001600
900000 371195904
908333 375390208
916667 379584512
925000 383778816
933333 387973120
941667 392167424
950000 396361728
958333 400556032
966667 404750336
975000 408944640
983333 413138944
991667 417333248
1000000 421527552
1008333 425721856
1016667 429916160
1025000 434110464
1033333 438304768
1041667 442499072
1050000 446693376
1058333 450887680
1066667 455081984
1075000 459276288
1083333 463470592
1091667 467664896
1100000 471859200
1108333 476053504
1116667 480247808
1125000 484442112
1133333 488636416
1141667 492830720
1150000 497025024
1158333 501219328
1166667 505413632
1175000 509607936
1183333 513802240
1191667 517996544
1200000 522190848
1208333 526385152
1216667 530579456
1225000 534773760
1233333 538968064
1241667 606076928
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
start_ms=0 now_ms=0
planned=0        # level that the latest step asks for
committed=0      # level once every instance has filled; at most half an instance from planned
filled_ms=0      # when every instance has surely filled
released_ms=0    # when all that has been given back is surely gone
lead_ms=20       # a step begins so much early, for about so long a process takes to start
instances=''     # newest first, each "PID:LEVEL " with the level committed before it
overhead=4089446 # what an instance takes beside its bytes: up to 3.9 MiB, later learned

main() {
  [ "$overlap" = skip ] || replace_last_run
  read_oom_kills
  oom_kills_before=$oom_kills
  read_level
  if [ "$level" = null ]; then
    overhead=1310720 # never learned then, so that of stress-ng 0.17 and later
  else
    committed=$level
  fi
  log_event start
  read_clock # after the event, which is what the run counts from
  start_ms=$now_ms now_ms=0

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
    [ "$excess" -lt "$rise" ] && [ "$excess" -le "$(((limit - planned) / 4))" ] || return 0
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

# --vm-populate fills faster than faults do, and write64 in one pass; --vm-hang 0 then sleeps for
# ever. --no-madvise: random advice would move the level. --oomable: ends when its worker is killed. --cache-level 1: some versions fill a
# buffer as large as the last-level cache. --temp-path: the working folder may be read-only.
add_instance() {
  stress-ng --vm 1 --vm-bytes "$1" --vm-populate --vm-method write64 --vm-hang 0 --vm-keep \
    --no-madvise --oomable --cache-level 1 --temp-path /tmp -q -t 0 &
  instances="$!:$committed $instances"
  committed=$((committed + overhead + $1))
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
