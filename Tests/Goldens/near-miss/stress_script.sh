#!/bin/sh
# near-miss: Rises to 95 % of its limit, stays there for a quarter of an hour,
# and survives.
# Made by scenarioc 0.1.0 from near-miss.scenario:5; change it there.

scenario='near-miss'
# The memory limit, in bytes.
limit=1073741824
# When the run is over, in milliseconds after its start.
end_ms=2400000
# What becomes of a run that finds the last one still going.
overlap='skip'
# The ramp: milliseconds after the start, and the bytes to hold from then on.
steps='
0 216426086
5000 222298112
17500 230686720
30000 239075328
42500 247463936
55000 255852544
67500 264241152
80000 272629760
92500 281018368
105000 289406976
117500 297795584
130000 306184192
142500 314572800
155000 322961408
167500 331350016
180000 339738624
192500 348127232
205000 356515840
217500 364904448
230000 373293056
242500 381681664
255000 390070272
267500 398458880
280000 406847488
292500 415236096
305000 423624704
317500 432013312
330000 440401920
342500 448790528
355000 457179136
367500 465567744
380000 473956352
392500 482344960
405000 490733568
417500 499122176
430000 507510784
442500 515899392
455000 524288000
467500 532676608
480000 541065216
492500 549453824
505000 557842432
517500 566231040
530000 574619648
542500 583008256
555000 591396864
567500 599785472
580000 608174080
592500 616562688
605000 624951296
617500 633339904
630000 641728512
642500 650117120
655000 658505728
667500 666894336
680000 675282944
692500 683671552
705000 692060160
717500 700448768
730000 708837376
742500 717225984
755000 725614592
767500 734003200
780000 742391808
792500 750780416
805000 759169024
817500 767557632
830000 775946240
842500 784334848
855000 792723456
867500 801112064
880000 809500672
892500 817889280
905000 826277888
917500 834666496
930000 843055104
942500 851443712
955000 859832320
967500 868220928
980000 876609536
992500 884998144
1005000 893386752
1017500 901775360
1030000 910163968
1042500 918552576
1055000 926941184
1067500 935329792
1080000 943718400
1092500 952107008
1105000 960495616
1117500 968884224
1130000 977272832
1142500 985661440
1155000 994050048
1167500 1002438656
1180000 1010827264
1192500 1017538150
1200000 1020054732
2100000 1017538150
2101875 1010827264
2105000 1002438656
2108125 994050048
2111250 985661440
2114375 977272832
2117500 968884224
2120625 960495616
2123750 952107008
2126875 943718400
2130000 935329792
2133125 926941184
2136250 918552576
2139375 910163968
2142500 901775360
2145625 893386752
2148750 884998144
2151875 876609536
2155000 868220928
2158125 859832320
2161250 851443712
2164375 843055104
2167500 834666496
2170625 826277888
2173750 817889280
2176875 809500672
2180000 801112064
2183125 792723456
2186250 784334848
2189375 775946240
2192500 767557632
2195625 759169024
2198750 750780416
2201875 742391808
2205000 734003200
2208125 725614592
2211250 717225984
2214375 708837376
2217500 700448768
2220625 692060160
2223750 683671552
2226875 675282944
2230000 666894336
2233125 658505728
2236250 650117120
2239375 641728512
2242500 633339904
2245625 624951296
2248750 616562688
2251875 608174080
2255000 599785472
2258125 591396864
2261250 583008256
2264375 574619648
2267500 566231040
2270625 557842432
2273750 549453824
2276875 541065216
2280000 532676608
2283125 524288000
2286250 515899392
2289375 507510784
2292500 499122176
2295625 490733568
2298750 482344960
2301875 473956352
2305000 465567744
2308125 457179136
2311250 448790528
2314375 440401920
2317500 432013312
2320625 423624704
2323750 415236096
2326875 406847488
2330000 398458880
2333125 390070272
2336250 381681664
2339375 373293056
2342500 364904448
2345625 356515840
2348750 348127232
2351875 339738624
2355000 331350016
2358125 322961408
2361250 314572800
2364375 306184192
2367500 297795584
2370625 289406976
2373750 281018368
2376875 272629760
2380000 264241152
2383125 255852544
2386250 247463936
2389375 239075328
2392500 230686720
2395625 222298112
2398750 216426086
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
