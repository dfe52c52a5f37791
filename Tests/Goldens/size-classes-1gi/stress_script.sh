#!/bin/sh
# size-classes-1gi: Leaks in the same time, whatever its limit.
# Made by scenarioc 0.1.0 from size-classes.scenario:7; change it there.

scenario='size-classes-1gi'
# The memory limit, in bytes.
limit=1073741824
# When the run is over, in milliseconds after its start.
end_ms=900000
# What becomes of a run that finds the last one still going.
overlap='skip'
# The ramp: milliseconds after the start, and the bytes to hold from then on.
steps='
0 109261619
3164 114294784
8438 120586240
13711 126877696
18984 133169152
24258 139460608
29531 145752064
34805 152043520
40078 158334976
45352 164626432
50625 170917888
55898 177209344
61172 183500800
66445 189792256
71719 196083712
76992 202375168
82266 208666624
87539 214958080
92813 221249536
98086 227540992
103359 233832448
108633 240123904
113906 246415360
119180 252706816
124453 258998272
129727 265289728
135000 271581184
140273 277872640
145547 284164096
150820 290455552
156094 296747008
161367 303038464
166641 309329920
171914 315621376
177188 321912832
182461 328204288
187734 334495744
193008 340787200
198281 347078656
203555 353370112
208828 359661568
214102 365953024
219375 372244480
224648 378535936
229922 384827392
235195 391118848
240469 397410304
245742 403701760
251016 409993216
256289 416284672
261563 422576128
266836 428867584
272109 435159040
277383 441450496
282656 447741952
287930 454033408
293203 460324864
298477 466616320
303750 472907776
309023 479199232
314297 485490688
319570 491782144
324844 498073600
330117 504365056
335391 510656512
340664 516947968
345938 523239424
351211 529530880
356484 535822336
361758 542113792
367031 548405248
372305 554696704
377578 560988160
382852 567279616
388125 573571072
393398 579862528
398672 586153984
403945 592445440
409219 598736896
414492 605028352
419766 611319808
425039 617611264
430313 623902720
435586 630194176
440859 636485632
446133 642777088
451406 649068544
456680 655360000
461953 661651456
467227 667942912
472500 674234368
477773 680525824
483047 686817280
488320 693108736
493594 699400192
498867 705691648
504141 711983104
509414 718274560
514688 724566016
519961 730857472
525234 737148928
530508 743440384
535781 749731840
541055 756023296
546328 762314752
551602 768606208
556875 774897664
562148 781189120
567422 787480576
572695 793772032
577969 800063488
583242 806354944
588516 812646400
593789 818937856
599063 825229312
604336 831520768
609609 837812224
614883 844103680
620156 850395136
625430 856686592
630703 862978048
635977 869269504
641250 875560960
646523 881852416
651797 888143872
657070 894435328
662344 900726784
667617 907018240
672891 913309696
678164 919601152
683438 925892608
688711 932184064
693984 938475520
699258 944766976
704531 951058432
709805 957349888
715078 963641344
720352 969932800
725625 976224256
730898 982515712
736172 988807168
741445 995098624
746719 1001390080
751992 1007681536
757266 1013972992
762539 1020264448
767813 1026555904
773086 1032847360
778359 1039138816
783633 1045430272
788906 1051721728
794180 1058013184
799453 1064304640
804727 1070596096
810000 1076887552
815273 1130574643
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
