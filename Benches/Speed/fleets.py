"""Scenarios as people write them, as many as are asked for, and the same as YAML.

They are always the same ones: the number of a scenario decides all that varies in it.
"""

from dataclasses import dataclass
from functools import cache, cached_property

TEAMS = ["payments", "search", "catalogue", "identity", "shipping", "billing", "media"]
LIMITS = [256, 384, 512, 640, 768, 1024]  # MiB
MINUTES = [8, 10, 12, 15, 20]  # how long it rises

# As the language says it, and as a list of YAML's.
SCHEDULES = [
    ("every 30m", {"every": "30m"}),
    ("hourly at :15", {"hourly": ":15"}),
    ('daily at 06:45 in "Europe/Berlin"', {"daily": "06:45", "zone": "Europe/Berlin"}),
    ('weekdays at 09:30 in "America/New_York"', {"weekdays": "09:30", "zone": "America/New_York"}),
    ('weekly on monday at 12:00 in "Asia/Kolkata"',
     {"weekly": "monday", "at": "12:00", "zone": "Asia/Kolkata"}),
    ("every 6h", {"every": "6h"}),
    ('cron "20 8-18/2 * * mon-fri" in "Europe/London"',
     {"cron": "20 8-18/2 * * mon-fri", "zone": "Europe/London"}),
    ('daily at 23:10 in "Etc/UTC"', {"daily": "23:10", "zone": "Etc/UTC"}),
]

SCENARIO = """\
# Asked for by the team of {team}; it may leak whenever they are at work.
scenario {name} {{
    about     "Leaks past {limit}, so that the alerts of {team} have to fire."
    namespace {namespace}
    schedule  {schedule}
    restart   always

    labels {{
        team "{team}"
        tier "{tier}"
    }}

    memory {{
        limit {limit}
    }}

    cpu {{
        request {cpu}m
    }}

    # As after a deployment: flat at first.
    ramp {{
        jump   to 64Mi
        hold   for {flat}m
        linear to {peak}Mi over {minutes}m
    }}

    expect oom within {within}m
}}
"""

YAML = """\
# Asked for by the team of {team}; it may leak whenever they are at work.
scenario: {name}
about: "Leaks past {limit}, so that the alerts of {team} have to fire."
namespace: {namespace}
schedule:
{schedule_entries}
restart: always

labels:
  team: "{team}"
  tier: "{tier}"

memory:
  limit: {limit}

cpu:
  request: {cpu}m

# As after a deployment: flat at first.
ramp:
  - jump: {{to: 64Mi}}
  - hold: {{for: {flat}m}}
  - linear: {{to: {peak}Mi, over: {minutes}m}}

expect:
  oom: {{within: {within}m}}
"""


@dataclass(frozen=True)
class Scenario:
    number: int

    @cached_property
    def values(self):
        number = self.number
        team, limit = TEAMS[number % len(TEAMS)], LIMITS[number // 7 % len(LIMITS)]
        minutes, flat = MINUTES[number // 3 % len(MINUTES)], number % 4 + 1
        schedule, entries = SCHEDULES[number // 2 % len(SCHEDULES)]
        return {
            "name": f"{team}-leak-{number:05}", "team": team, "namespace": f"stress-{team}",
            "tier": ["backend", "storage", "edge"][number % 3],
            "limit": "1Gi" if limit == 1024 else f"{limit}Mi", "limit_bytes": limit << 20,
            "cpu": 100 + number // 5 % 3 * 50,
            "peak": limit * 5 // 4, "minutes": minutes, "flat": flat, "within": minutes + flat - 1,
            "schedule": schedule,
            "schedule_entries": "\n".join(f'  {key}: "{text}"' for key, text in entries.items()),
        }

    @property
    def name(self):
        return self.values["name"]

    @property
    def length(self):
        return len(self.text().encode())

    def text(self):
        return SCENARIO.format_map(self.values)

    def yaml(self):
        return YAML.format_map(self.values)


class Fleets:
    """The files of fleets of each size, made when they are asked for."""

    def __init__(self, folder):
        self.root = folder
        folder.mkdir()
        self.file, self.folder, self.yaml = cache(self.file), cache(self.folder), cache(self.yaml)

    def file(self, count):
        """All in one file."""
        path = self.root / f"{count}.scenario"
        path.write_text("\n".join(Scenario(number).text() for number in range(count)))
        return path

    def folder(self, count):
        """A file for each, in a folder for each team."""
        path = self.root / f"{count}"
        for team in TEAMS:
            (path / team).mkdir(parents=True)
        for number in range(count):
            scenario = Scenario(number)
            file = path / scenario.values["team"] / f"{scenario.name}.scenario"
            file.write_text(scenario.text())
        return path

    def yaml(self, count):
        """The same as a stream of YAML's documents."""
        path = self.root / f"{count}.yaml"
        path.write_text("---\n".join(Scenario(number).yaml() for number in range(count)))
        return path


def size(path):
    """In bytes, of a file or of all in a folder."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return sum(file.stat().st_size for file in files)


def count_files(folder):
    return sum(1 for file in folder.rglob("*") if file.is_file())
