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
0 216950374
6563 221773824
14375 227016704
22188 232259584
30000 237502464
37813 242745344
45625 247988224
53438 253231104
61250 258473984
69063 263716864
76875 268959744
84688 274202624
92500 279445504
100313 284688384
108125 289931264
115938 295174144
123750 300417024
131563 305659904
139375 310902784
147188 316145664
155000 321388544
162813 326631424
170625 331874304
178438 337117184
186250 342360064
194063 347602944
201875 352845824
209688 358088704
217500 363331584
225313 368574464
233125 373817344
240938 379060224
248750 384303104
256563 389545984
264375 394788864
272188 400031744
280000 405274624
287813 410517504
295625 415760384
303438 421003264
311250 426246144
319063 431489024
326875 436731904
334688 441974784
342500 447217664
350313 452460544
358125 457703424
365938 462946304
373750 468189184
381563 473432064
389375 478674944
397188 483917824
405000 489160704
412813 494403584
420625 499646464
428438 504889344
436250 510132224
444063 515375104
451875 520617984
459688 525860864
467500 531103744
475313 536346624
483125 541589504
490938 546832384
498750 552075264
506563 557318144
514375 562561024
522188 567803904
530000 573046784
537813 578289664
545625 583532544
553438 588775424
561250 594018304
569063 599261184
576875 604504064
584688 609746944
592500 614989824
600313 620232704
608125 625475584
615938 630718464
623750 635961344
631563 641204224
639375 646447104
647188 651689984
655000 656932864
662813 662175744
670625 667418624
678438 672661504
686250 677904384
694063 683147264
701875 688390144
709688 693633024
717500 698875904
725313 704118784
733125 709361664
740938 714604544
748750 719847424
756563 725090304
764375 730333184
772188 735576064
780000 740818944
787813 746061824
795625 751304704
803438 756547584
811250 761790464
819063 767033344
826875 772276224
834688 777519104
842500 782761984
850313 788004864
858125 793247744
865938 798490624
873750 803733504
881563 808976384
889375 814219264
897188 819462144
905000 824705024
912813 829947904
920625 835190784
928438 840433664
936250 845676544
944063 850919424
951875 856162304
959688 861405184
967500 866648064
975313 871890944
983125 877133824
990938 882376704
998750 887619584
1006563 892862464
1014375 898105344
1022188 903348224
1030000 908591104
1037813 913833984
1045625 919076864
1053438 924319744
1061250 929562624
1069063 934805504
1076875 940048384
1084688 945291264
1092500 950534144
1100313 955777024
1108125 961019904
1115938 966262784
1123750 971505664
1131563 976748544
1139375 981991424
1147188 987234304
1155000 992477184
1162813 997720064
1170625 1002962944
1178438 1008205824
1186250 1013448704
1194063 1018062438
1200000 1020054732
2100000 1018062438
2101484 1013448704
2103437 1008205824
2105391 1002962944
2107344 997720064
2109297 992477184
2111250 987234304
2113203 981991424
2115156 976748544
2117109 971505664
2119062 966262784
2121016 961019904
2122969 955777024
2124922 950534144
2126875 945291264
2128828 940048384
2130781 934805504
2132734 929562624
2134687 924319744
2136641 919076864
2138594 913833984
2140547 908591104
2142500 903348224
2144453 898105344
2146406 892862464
2148359 887619584
2150312 882376704
2152266 877133824
2154219 871890944
2156172 866648064
2158125 861405184
2160078 856162304
2162031 850919424
2163984 845676544
2165937 840433664
2167891 835190784
2169844 829947904
2171797 824705024
2173750 819462144
2175703 814219264
2177656 808976384
2179609 803733504
2181562 798490624
2183516 793247744
2185469 788004864
2187422 782761984
2189375 777519104
2191328 772276224
2193281 767033344
2195234 761790464
2197187 756547584
2199141 751304704
2201094 746061824
2203047 740818944
2205000 735576064
2206953 730333184
2208906 725090304
2210859 719847424
2212812 714604544
2214766 709361664
2216719 704118784
2218672 698875904
2220625 693633024
2222578 688390144
2224531 683147264
2226484 677904384
2228437 672661504
2230391 667418624
2232344 662175744
2234297 656932864
2236250 651689984
2238203 646447104
2240156 641204224
2242109 635961344
2244062 630718464
2246016 625475584
2247969 620232704
2249922 614989824
2251875 609746944
2253828 604504064
2255781 599261184
2257734 594018304
2259687 588775424
2261641 583532544
2263594 578289664
2265547 573046784
2267500 567803904
2269453 562561024
2271406 557318144
2273359 552075264
2275312 546832384
2277266 541589504
2279219 536346624
2281172 531103744
2283125 525860864
2285078 520617984
2287031 515375104
2288984 510132224
2290937 504889344
2292891 499646464
2294844 494403584
2296797 489160704
2298750 483917824
2300703 478674944
2302656 473432064
2304609 468189184
2306562 462946304
2308516 457703424
2310469 452460544
2312422 447217664
2314375 441974784
2316328 436731904
2318281 431489024
2320234 426246144
2322187 421003264
2324141 415760384
2326094 410517504
2328047 405274624
2330000 400031744
2331953 394788864
2333906 389545984
2335859 384303104
2337812 379060224
2339766 373817344
2341719 368574464
2343672 363331584
2345625 358088704
2347578 352845824
2349531 347602944
2351484 342360064
2353437 337117184
2355391 331874304
2357344 326631424
2359297 321388544
2361250 316145664
2363203 310902784
2365156 305659904
2367109 300417024
2369062 295174144
2371016 289931264
2372969 284688384
2374922 279445504
2376875 274202624
2378828 268959744
2380781 263716864
2382734 258473984
2384687 253231104
2386641 247988224
2388594 242745344
2390547 237502464
2392500 232259584
2394453 227016704
2396406 221773824
2398359 216950374
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
