"""Answers questions on time, one a line, by zoneinfo and croniter, on the system's tzdata.

offset ZONE INSTANT          seconds ahead of UTC
next   ZONE INSTANT COUNT CRON   croniter's next occurrences
shown  ZONE FROM TO CRON     each minute after FROM and up to TO whose clock shows a match
"""

import sys
import zoneinfo
from datetime import datetime, timezone

from croniter import croniter

RANGES = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)]


def offset(zone, instant):
    return [int(datetime.fromtimestamp(int(instant), zone).utcoffset().total_seconds())]


def next_by_croniter(zone, instant, count, *fields):
    start = datetime.fromtimestamp(int(instant), zone)
    iterator = croniter(" ".join(fields), start, max_years_between_matches=16)
    return [round(iterator.get_next(float)) for _ in range(int(count))]


def shown(zone, first, last, *fields):
    """Knows nothing of changes: looks at the clock each minute."""
    minutes, hours, days, months, weekdays = map(values, fields, RANGES)
    either = fields[2] != "*" and fields[4] != "*"
    found = []
    for instant in range(int(first) // 60 * 60 + 60, int(last) + 1, 60):
        clock = datetime.fromtimestamp(instant, zone)
        day = clock.day in days, clock.isoweekday() % 7 in weekdays
        if (
            clock.minute in minutes
            and clock.hour in hours
            and clock.month in months
            and (any(day) if either else all(day))
        ):
            found.append(instant)
    return found


def values(field, bounds):
    found = set()
    for item in field.split(","):
        span, _, step = item.partition("/")
        low, _, high = span.partition("-")
        first, last = bounds if span == "*" else (int(low), int(high or low))
        found.update(range(first, last + 1, int(step or 1)))
    return found


def main():
    zoneinfo.reset_tzpath([sys.argv[1]])
    questions = {"offset": offset, "next": next_by_croniter, "shown": shown}
    for line in sys.stdin:
        question, zone, *rest = line.split()
        zone = timezone.utc if zone == "UTC" else zoneinfo.ZoneInfo(zone)
        print(*questions[question](zone, *rest))


main()
