"""Times scenarioc against what it has to be faster than, and tells where it is not.

usage: bench.py SCENARIOC FOLDER

Works in a memory file system, and removes what it made there; the plot of growth comes into FOLDER.
Exits with 1 where an aim is missed. README.md beside this file says what the rows mean. The
environment chooses: ROWS, and ROUNDS of what is compared.
"""

import os
import platform
import re
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import rows
from fleets import Fleets
from measuring import PROCESSORS, run

ROUNDS = 6
SPACE = 4 << 30  # what a fleet of 10,000 bundles takes, several times


class Bench:
    """What each row needs."""

    folder = Path(__file__).resolve().parent

    def __init__(self, scenarioc, scratch, output, rounds):
        self.scenarioc, self.scratch, self.output, self.rounds = scenarioc, scratch, output, rounds
        self.fleets = Fleets(scratch / "fleets")

    def made(self, name):
        """A place for what a row makes, which is cleared after it."""
        folder = self.scratch / "made"
        folder.mkdir(exist_ok=True)
        return folder / name

    def clear(self):
        run(["rm", "-rf", self.scratch / "made"])

    def build(self, count, output, jobs=None):
        """The command that builds a folder of so many scenarios."""
        options = ["--jobs", jobs] if jobs else []
        return [self.scenarioc, "build", self.fleets.folder(count), "-o", output, *options]

    def bundles(self, count):
        """What it makes; for reading, and for all rows."""
        output = self.scratch / f"bundles-{count}"
        if not output.exists():
            run(self.build(count, output))
        return output


def main(scenarioc, output):
    names = (os.environ.get("ROWS") or " ".join(rows.ALL)).split()
    rounds = int(os.environ.get("ROUNDS") or ROUNDS)
    for name in names:
        if name not in rows.ALL:
            sys.exit(f"bench.py: no row is named {name}; there are {', '.join(rows.ALL)}")
    if rounds < 1:
        sys.exit("bench.py: ROUNDS is at least 1")
    for reason in [signal.SIGINT, signal.SIGTERM]:
        signal.signal(reason, lambda number, _: sys.exit(128 + number))
    output.mkdir(parents=True, exist_ok=True)
    began, is_good, is_whole = time.monotonic(), True, True
    memory = memory_folder()
    with tempfile.TemporaryDirectory(prefix="scenarioc-bench-", dir=memory) as scratch:
        scratch = Path(scratch)
        bench = Bench(scenarioc, scratch, output, rounds)
        print(header(bench, memory), flush=True)
        for name in names:
            for figure in rows.ALL[name](bench):
                print(line(figure, name), flush=True)
                is_good, is_whole = is_good and figure.is_met, is_whole and not figure.skipped
            bench.clear()
    print(f"\nload average {load()} at the end, after {time.monotonic() - began:.0f} s")
    print("* misses its aim" if not is_good else "all aims are met" if is_whole
          else "all aims are met, but for what was skipped")
    return 0 if is_good else 1


def memory_folder():
    """A memory file system that is large enough, or None for the system's temporary folder."""
    path = Path("/dev/shm")
    is_usable = path.is_dir() and os.access(path, os.W_OK)
    return path if is_usable and shutil.disk_usage(path).free >= SPACE else None


# The table


def header(bench, memory):
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    version = run(["hyperfine", "--version"]).strip()
    place = f"in {memory}, a memory file system" if memory else (
        f"in {bench.scratch.parent}, which may be a slow disk: /dev/shm has less than 4 GiB free")
    return "\n".join([
        f"Linux {platform.release()}, {len(PROCESSORS)} × "
        f"{processor[1] if processor else 'unknown'}, {version}, "
        f"scenarioc {run([bench.scenarioc, '--version']).strip()}",
        f"load average {load()} at the beginning, nice {os.nice(0)}; {bench.rounds} rounds; "
        f"{place}",
        "",
        f"{'row':<10} {'what':<58} {'figure':>11}   {'aim':<8} {'rounds':<16} of",
    ])


def load():
    return ", ".join(f"{load:.2f}" for load in os.getloadavg())


def line(figure, name):
    if figure.skipped:
        return f"{name:<10} {figure.what:<58} {'skipped':>11}   {figure.skipped}"
    number = f"{figure.value:,.{figure.places}f} {figure.unit}".strip()
    star = " " if figure.is_met else "*"
    return (
        f"{name:<10} {figure.what:<58} {number:>11}{star}  {figure.aim_text:<8} "
        f"{figure.extremes:<16} {figure.detail}").rstrip()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), Path(sys.argv[2])))
