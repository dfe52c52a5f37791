"""Runs shapes of memory on this machine's kernel, and tells how near to its plan each came.

usage: bench.py SCENARIOC FOLDER

Everything is measured by `scenarioc run --now`; what each run wrote stays in FOLDER. Exits with 1
where an aim is missed. README.md beside this file says what the columns mean. The environment
chooses: SHAPES and DURATIONS (in seconds), RUNS of each, JOBS side by side.
"""

import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHAPES = ["linear", "exponential", "steps", "sawtooth", "hold-then-leak"]
FULL_LENGTH = 300  # of each scenario, in seconds; shorter runs are this one, faster
CPU_GROUPS = Path("/sys/fs/cgroup/cpuacct")  # cgroup v1; without it some columns stay empty
MEBIBYTE = 1 << 20

# The aims of the project; a kill's depends on the length of the run.
MEAN_PERCENT, LARGEST_PERCENT, IDLE_PERCENT = 0.3, 1.0, 0.5


def kill_aim(duration):
    return 0.15 if duration <= 60 else 0.3


@dataclass
class Result:
    """What one run gave; None where its shape has no such thing, or it could not be measured."""

    problem: str | None = None  # it did not go as the scenario expects
    mean: float | None = None  # of the peak, in percent
    largest: float | None = None
    kill: float | None = None  # seconds after the plan
    idle: float | None = None  # of a core, in percent
    own: float | None = None  # MiB of stress-ng's own
    instances: int | None = None
    others: float | None = None  # of a core, in percent: what else ran on the machine


def main(scenarioc, folder):
    shapes = choice("SHAPES", " ".join(SHAPES)).split()
    durations = [int(word) for word in choice("DURATIONS", "30 60 300").split()]
    count, jobs = int(choice("RUNS", "1")), int(choice("JOBS", "1"))
    for shape in shapes:
        if shape not in SHAPES:
            sys.exit(f"bench.py: no shape is named {shape}; there are {', '.join(SHAPES)}")
    for duration in durations:
        if duration <= 0 or FULL_LENGTH % duration:
            sys.exit(f"bench.py: {duration} s is no whole fraction of {FULL_LENGTH} s")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(header(count, jobs), flush=True)
    is_good = True
    with ThreadPoolExecutor(jobs) as pool:
        rows = [
            (shape, duration, [
                pool.submit(run, scenarioc, shape, duration, folder / f"{shape}-{duration}-{n + 1}")
                for n in range(count)
            ])
            for duration in durations
            for shape in shapes
        ]
        for shape, duration, futures in rows:
            text, is_met = row(shape, duration, [future.result() for future in futures])
            print(text, flush=True)
            is_good = is_good and is_met
    print("\n* misses its aim" if not is_good else "\nall aims are met")
    return 0 if is_good else 1


def choice(name, default):
    """What the environment says; an empty text, as make may export it, says nothing."""
    return os.environ.get(name) or default


# One run


def run(scenarioc, shape, duration, output):
    scenario = HERE / f"{shape}.scenario"
    speed = FULL_LENGTH // duration
    holds, end = plan(scenarioc, scenario, speed)
    with CpuGroup() as group:
        busy = machine_busy()
        process = subprocess.Popen(
            [scenarioc, "run", scenario, "--now", "--speed", str(speed), "-o", output],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            preexec_fn=group.join)
        began = time.monotonic()
        lines, start = [], None
        for line in process.stdout:
            lines.append(line.rstrip())
            if re.search(r" s  start ", line):
                start = time.monotonic()
                group.leave(process.pid)
                break
        if start is None:
            return Result(problem=lines[-1] if lines else "it said nothing")
        watch = Watch(group, start)
        watch.follow(holds, end * 0.9)
        lines += process.stdout.read().splitlines()
        process.wait()
        length = time.monotonic() - began
        result = read(lines, process.returncode)
        result.others = (machine_busy() - busy - group.all_usage()) / length * 100
    result.idle = watch.idle
    if watch.looked:
        result.instances = len(watch.sizes)
        level = level_at(output, watch.looked - start)
        result.own = (level - sum(watch.sizes)) / MEBIBYTE
    return result


def plan(scenarioc, scenario, speed):
    """The holds, each as its beginning and end, and when the run is over, in seconds."""
    text = subprocess.run(
        [scenarioc, "plan", scenario, "--format", "json"], stdout=subprocess.PIPE, check=True).stdout
    timeline = json.loads(text)
    holds = [
        (segment["startMs"] / 1000 / speed, segment["endMs"] / 1000 / speed)
        for segment in timeline["curve"] if segment["course"] == "constant"
    ]
    events = {event["event"]: event["unix"] for event in timeline["events"]}
    over = events.get("limit-crossed", events.get("run-end"))
    return holds, (over - events["run-start"]) / speed


def read(lines, status):
    """What `scenarioc run` says at its end."""
    text = "\n".join(lines)
    level = re.search(r"off by ([\d.]+) % .* average, ([\d.]+) % at", text)
    if status != 0 or not level:
        return Result(problem=lines[-1])
    kill = re.search(r"^run 1 +killed after .*, ([+−-][\d.]+) s\)", text, re.MULTILINE)
    return Result(
        mean=float(level[1]), largest=float(level[2]),
        kill=float(kill[1].replace("−", "-")) if kill else None)


def level_at(output, seconds):
    """In bytes, so long after the start of the ramp."""
    events = [json.loads(line) for line in (output / "events.jsonl").read_text().splitlines()]
    start = next(event["unix"] for event in events if event["event"] == "start")
    rows = [line.split(",") for line in (output / "samples.csv").read_text().splitlines()[1:]]
    return int(min(rows, key=lambda row: abs(float(row[0]) - start - seconds))[2])


class Watch:
    """Looks at the container as it runs: seldom, for each look costs the machine a little."""

    def __init__(self, group, start):
        self.group, self.start = group, start
        self.idle, self.looked, self.sizes = None, None, []

    def follow(self, holds, look):
        """The times are seconds after the start. A second at each end of a hold is left out."""
        moments = [(look, self.look)]
        for begin, end in holds:
            if end - begin > 2.4:
                moments += [(begin + 1, self.hold), (end - 1, self.hold)]
        self.usages = []
        for moment, action in sorted(moments, key=lambda pair: pair[0]):
            time.sleep(max(self.start + moment - time.monotonic(), 0))
            action()
        pairs = list(zip(self.usages[::2], self.usages[1::2]))
        wall = sum(end[0] - begin[0] for begin, end in pairs)
        if wall > 0 and all(usage[1] is not None for usage in self.usages):
            self.idle = sum(end[1] - begin[1] for begin, end in pairs) / wall * 100

    def hold(self):
        self.usages.append((time.monotonic(), self.group.container_usage()))

    def look(self):
        """How many bytes each stress-ng has been asked for."""
        commands = {}
        for process in self.group.container_processes():
            try:
                words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
                parent = Path(f"/proc/{process}/stat").read_text().rsplit(") ", 1)[1].split()[1]
            except OSError:
                continue  # it has just ended
            if words[0].endswith(b"stress-ng") and b"--vm-bytes" in words:
                commands[process] = int(words[words.index(b"--vm-bytes") + 1]), parent
        self.sizes = [size for size, parent in commands.values() if parent not in commands]
        if commands:
            self.looked = time.monotonic()


class CpuGroup:
    """A group of cpuacct for one run, and in it one for the container alone.

    `scenarioc` starts in the inner one, so that the container does too, and is taken out of it.
    """

    def __enter__(self):
        self.outer = CPU_GROUPS / f"fidelity-{os.getpid()}-{id(self)}"
        self.inner = self.outer / "container"
        self.exists = CPU_GROUPS.is_dir() and os.access(CPU_GROUPS, os.W_OK)
        if self.exists:
            self.inner.mkdir(parents=True)
        return self

    def __exit__(self, *_):
        for group in [self.inner, self.outer] if self.exists else []:
            for _ in range(200):
                try:
                    group.rmdir()
                    break
                except OSError:
                    time.sleep(0.01)

    def join(self):
        if self.exists:
            (self.inner / "cgroup.procs").write_text("0")

    def leave(self, process):
        if self.exists:
            (self.outer / "cgroup.procs").write_text(str(process))

    def container_processes(self):
        return (self.inner / "cgroup.procs").read_text().split() if self.exists else []

    def container_usage(self):
        return usage(self.inner) if self.exists else None

    def all_usage(self):
        return usage(self.outer) if self.exists else 0


def usage(group):
    """In seconds of a core."""
    return int((group / "cpuacct.usage").read_text()) / 1e9


def machine_busy():
    """What has run on this machine since it started, in seconds of a core."""
    words = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    idle = int(words[3]) + int(words[4])
    return (sum(map(int, words)) - idle) / os.sysconf("SC_CLK_TCK")


# The table


def header(count, jobs):
    version = subprocess.run(["stress-ng", "--version"], stdout=subprocess.PIPE, text=True).stdout
    load = ", ".join(f"{load:.2f}" for load in os.getloadavg())
    return "\n".join([
        f"Linux {platform.release()}, {os.cpu_count()} processors, "
        f"stress-ng {re.search(r'version ([^ ]+)', version)[1]}, limit 512Mi",
        f"load average {load} at the beginning, nice {os.nice(0)}; {count} run(s) each, {jobs} at a "
        "time" + ("; median [extremes]" if count > 1 else ""),
        "",
        line(COLUMNS, count),
    ])


COLUMNS = [
    "shape", "duration", "mean %", "largest %", "kill s", "idle CPU %", "own MiB", "instances",
    "others %",
]


def line(cells, count):
    """Of several runs the cells are wider, but for the shape and the duration."""
    widths = [8] + [10 if count == 1 else 22] * (len(cells) - 2)
    rest = [cell.rjust(width) for cell, width in zip(cells[1:], widths)]
    return " ".join([cells[0].ljust(14)] + rest)


def row(shape, duration, results):
    cells, is_met = [shape, f"{duration} s"], True
    problems = [result.problem for result in results if result.problem]
    good = [result for result in results if not result.problem]
    limits = [
        ("mean", 2, MEAN_PERCENT), ("largest", 2, LARGEST_PERCENT), ("kill", 2, kill_aim(duration)),
        ("idle", 3, IDLE_PERCENT), ("own", 1, None), ("instances", 0, None), ("others", 0, None),
    ]
    for name, places, aim in limits:
        values = [value for value in (getattr(one, name) for one in good) if value is not None]
        cell, is_within = describe(values, places, aim, sign="+" if name == "kill" else "")
        cells.append(cell)
        is_met = is_met and is_within
    notes = [f"\n  * {problem}" for problem in problems]
    return line(cells, len(results)) + "".join(notes), is_met and not problems


def describe(values, places, aim, sign):
    """The median and the extremes, with a star where one of them misses its aim."""
    if not values:
        return "-", True
    is_within = aim is None or max(map(abs, values)) <= aim
    text = f"{statistics.median(values):{sign}.{places}f}"
    if len(values) > 1:
        text += f" [{min(values):{sign}.{places}f} {max(values):{sign}.{places}f}]"
    return text + ("" if is_within else "*"), is_within


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
