#!/bin/sh
# sawtooth: Rises to 400Mi and falls back five times within the hour, and
# survives.
# Made by scenarioc 0.1.0 from sawtooth.scenario:5; change it there.

scenario='sawtooth'
# The memory limit, in bytes.
limit=536870912
# When the run is over, in milliseconds after its start.
end_ms=2400000
# What becomes of a run that finds the last one still going.
overlap='skip'
# The ramp: milliseconds after the start, and the bytes to hold from then on.
steps='
0 71303168
7143 79691776
14286 88080384
21429 96468992
28571 104857600
35714 113246208
42857 121634816
50000 130023424
57143 138412032
64286 146800640
71429 155189248
78571 163577856
85714 171966464
92857 180355072
100000 188743680
107143 197132288
114286 205520896
121429 213909504
128571 222298112
135714 230686720
142857 239075328
150000 247463936
157143 255852544
164286 264241152
171429 272629760
178571 281018368
185714 289406976
192857 297795584
200000 306184192
207143 314572800
214286 322961408
221429 331350016
228571 339738624
235714 348127232
242857 356515840
250000 364904448
257143 373293056
264286 381681664
271429 390070272
278571 398458880
285714 406847488
292857 415236096
300000 419430400
360000 415236096
362857 406847488
365714 398458880
368571 390070272
371429 381681664
374286 373293056
377143 364904448
380000 356515840
382857 348127232
385714 339738624
388571 331350016
391429 322961408
394286 314572800
397143 306184192
400000 297795584
402857 289406976
405714 281018368
408571 272629760
411429 264241152
414286 255852544
417143 247463936
420000 239075328
422857 230686720
425714 222298112
428571 213909504
431429 205520896
434286 197132288
437143 188743680
440000 180355072
442857 171966464
445714 163577856
448571 155189248
451429 146800640
454286 138412032
457143 130023424
460000 121634816
462857 113246208
465714 104857600
468571 96468992
471429 88080384
474286 79691776
477143 71303168
487143 79691776
494286 88080384
501429 96468992
508571 104857600
515714 113246208
522857 121634816
530000 130023424
537143 138412032
544286 146800640
551429 155189248
558571 163577856
565714 171966464
572857 180355072
580000 188743680
587143 197132288
594286 205520896
601429 213909504
608571 222298112
615714 230686720
622857 239075328
630000 247463936
637143 255852544
644286 264241152
651429 272629760
658571 281018368
665714 289406976
672857 297795584
680000 306184192
687143 314572800
694286 322961408
701429 331350016
708571 339738624
715714 348127232
722857 356515840
730000 364904448
737143 373293056
744286 381681664
751429 390070272
758571 398458880
765714 406847488
772857 415236096
780000 419430400
840000 415236096
842857 406847488
845714 398458880
848571 390070272
851429 381681664
854286 373293056
857143 364904448
860000 356515840
862857 348127232
865714 339738624
868571 331350016
871429 322961408
874286 314572800
877143 306184192
880000 297795584
882857 289406976
885714 281018368
888571 272629760
891429 264241152
894286 255852544
897143 247463936
900000 239075328
902857 230686720
905714 222298112
908571 213909504
911429 205520896
914286 197132288
917143 188743680
920000 180355072
922857 171966464
925714 163577856
928571 155189248
931429 146800640
934286 138412032
937143 130023424
940000 121634816
942857 113246208
945714 104857600
948571 96468992
951429 88080384
954286 79691776
957143 71303168
967143 79691776
974286 88080384
981429 96468992
988571 104857600
995714 113246208
1002857 121634816
1010000 130023424
1017143 138412032
1024286 146800640
1031429 155189248
1038571 163577856
1045714 171966464
1052857 180355072
1060000 188743680
1067143 197132288
1074286 205520896
1081429 213909504
1088571 222298112
1095714 230686720
1102857 239075328
1110000 247463936
1117143 255852544
1124286 264241152
1131429 272629760
1138571 281018368
1145714 289406976
1152857 297795584
1160000 306184192
1167143 314572800
1174286 322961408
1181429 331350016
1188571 339738624
1195714 348127232
1202857 356515840
1210000 364904448
1217143 373293056
1224286 381681664
1231429 390070272
1238571 398458880
1245714 406847488
1252857 415236096
1260000 419430400
1320000 415236096
1322857 406847488
1325714 398458880
1328571 390070272
1331429 381681664
1334286 373293056
1337143 364904448
1340000 356515840
1342857 348127232
1345714 339738624
1348571 331350016
1351429 322961408
1354286 314572800
1357143 306184192
1360000 297795584
1362857 289406976
1365714 281018368
1368571 272629760
1371429 264241152
1374286 255852544
1377143 247463936
1380000 239075328
1382857 230686720
1385714 222298112
1388571 213909504
1391429 205520896
1394286 197132288
1397143 188743680
1400000 180355072
1402857 171966464
1405714 163577856
1408571 155189248
1411429 146800640
1414286 138412032
1417143 130023424
1420000 121634816
1422857 113246208
1425714 104857600
1428571 96468992
1431429 88080384
1434286 79691776
1437143 71303168
1447143 79691776
1454286 88080384
1461429 96468992
1468571 104857600
1475714 113246208
1482857 121634816
1490000 130023424
1497143 138412032
1504286 146800640
1511429 155189248
1518571 163577856
1525714 171966464
1532857 180355072
1540000 188743680
1547143 197132288
1554286 205520896
1561429 213909504
1568571 222298112
1575714 230686720
1582857 239075328
1590000 247463936
1597143 255852544
1604286 264241152
1611429 272629760
1618571 281018368
1625714 289406976
1632857 297795584
1640000 306184192
1647143 314572800
1654286 322961408
1661429 331350016
1668571 339738624
1675714 348127232
1682857 356515840
1690000 364904448
1697143 373293056
1704286 381681664
1711429 390070272
1718571 398458880
1725714 406847488
1732857 415236096
1740000 419430400
1800000 415236096
1802857 406847488
1805714 398458880
1808571 390070272
1811429 381681664
1814286 373293056
1817143 364904448
1820000 356515840
1822857 348127232
1825714 339738624
1828571 331350016
1831429 322961408
1834286 314572800
1837143 306184192
1840000 297795584
1842857 289406976
1845714 281018368
1848571 272629760
1851429 264241152
1854286 255852544
1857143 247463936
1860000 239075328
1862857 230686720
1865714 222298112
1868571 213909504
1871429 205520896
1874286 197132288
1877143 188743680
1880000 180355072
1882857 171966464
1885714 163577856
1888571 155189248
1891429 146800640
1894286 138412032
1897143 130023424
1900000 121634816
1902857 113246208
1905714 104857600
1908571 96468992
1911429 88080384
1914286 79691776
1917143 71303168
1927143 79691776
1934286 88080384
1941429 96468992
1948571 104857600
1955714 113246208
1962857 121634816
1970000 130023424
1977143 138412032
1984286 146800640
1991429 155189248
1998571 163577856
2005714 171966464
2012857 180355072
2020000 188743680
2027143 197132288
2034286 205520896
2041429 213909504
2048571 222298112
2055714 230686720
2062857 239075328
2070000 247463936
2077143 255852544
2084286 264241152
2091429 272629760
2098571 281018368
2105714 289406976
2112857 297795584
2120000 306184192
2127143 314572800
2134286 322961408
2141429 331350016
2148571 339738624
2155714 348127232
2162857 356515840
2170000 364904448
2177143 373293056
2184286 381681664
2191429 390070272
2198571 398458880
2205714 406847488
2212857 415236096
2220000 419430400
2280000 415236096
2282857 406847488
2285714 398458880
2288571 390070272
2291429 381681664
2294286 373293056
2297143 364904448
2300000 356515840
2302857 348127232
2305714 339738624
2308571 331350016
2311429 322961408
2314286 314572800
2317143 306184192
2320000 297795584
2322857 289406976
2325714 281018368
2328571 272629760
2331429 264241152
2334286 255852544
2337143 247463936
2340000 239075328
2342857 230686720
2345714 222298112
2348571 213909504
2351429 205520896
2354286 197132288
2357143 188743680
2360000 180355072
2362857 171966464
2365714 163577856
2368571 155189248
2371429 146800640
2374286 138412032
2377143 130023424
2380000 121634816
2382857 113246208
2385714 104857600
2388571 96468992
2391429 88080384
2394286 79691776
2397143 71303168
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
