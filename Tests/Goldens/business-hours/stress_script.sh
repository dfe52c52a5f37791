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
300000 68026368
303646 71172096
312500 75628544
321354 80084992
330208 84541440
339063 88997888
347917 93454336
356771 97910784
365625 102367232
374479 106823680
383333 111280128
392188 115736576
401042 120193024
409896 124649472
418750 129105920
427604 133562368
436458 138018816
445313 142475264
454167 146931712
463021 151388160
471875 155844608
480729 160301056
489583 164757504
498438 169213952
507292 173670400
516146 178126848
525000 182583296
533854 187039744
542708 191496192
551563 195952640
560417 200409088
569271 204865536
578125 209321984
586979 213778432
595833 218234880
604688 222691328
613542 227147776
622396 231604224
631250 236060672
640104 240517120
648958 244973568
657813 249430016
666667 253886464
675521 258342912
684375 262799360
693229 267255808
702083 271712256
710938 276168704
719792 280625152
728646 285081600
737500 289538048
746354 293994496
755208 298450944
764063 302907392
772917 307363840
781771 311820288
790625 316276736
799479 320733184
808333 325189632
817188 329646080
826042 334102528
834896 338558976
843750 343015424
852604 347471872
861458 351928320
870313 356384768
879167 360841216
888021 365297664
896875 369754112
905729 374210560
914583 378667008
923438 383123456
932292 387579904
941146 392036352
950000 396492800
958854 400949248
967708 405405696
976563 409862144
985417 414318592
994271 418775040
1003125 423231488
1011979 427687936
1020833 432144384
1029688 436600832
1038542 441057280
1047396 445513728
1056250 449970176
1065104 454426624
1073958 458883072
1082813 463339520
1091667 467795968
1100521 472252416
1109375 476708864
1118229 481165312
1127083 485621760
1135938 490078208
1144792 494534656
1153646 498991104
1162500 503447552
1171354 507904000
1180208 512360448
1189063 516816896
1197917 521273344
1206771 525729792
1215625 530186240
1224479 534642688
1233333 539099136
1242188 606208000
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
