"""Times by hyperfine and memory by time(1).

Whatever is compared is timed in turns, several rounds of all of it, so that what else the machine
does hits each alike; a ratio is of two times of one round.
"""

import json
import os
import shlex
import signal
import statistics
import subprocess
from dataclasses import dataclass, field

# Which processors there are for us.
PROCESSORS = sorted(os.sched_getaffinity(0))


def pinned(words, count=1):
    """The command, kept to so many of the processors; the last ones, for the first are busier."""
    chosen = ",".join(str(processor) for processor in PROCESSORS[-count:])
    return ["taskset", "-c", chosen, *words]


@dataclass
class Command:
    words: list
    prepare: list = field(default_factory=lambda: ["true"])  # before each run, not timed


@dataclass
class Timing:
    """What one command took, in seconds; a list has an entry a round."""

    times: list = field(default_factory=list)  # of each round, those of its runs
    processor: list = field(default_factory=list)  # user and system, the mean of each round

    @property
    def medians(self):
        return [statistics.median(times) for times in self.times]

    @property
    def median(self):
        return statistics.median(self.medians)

    @property
    def least(self):
        return min(min(times) for times in self.times)


def compare(commands, scratch, rounds, runs=1, warmup=0, in_order=False):
    """The timing of each command. Every second round goes backwards, unless order matters."""
    timings = [Timing() for _ in commands]
    for number in range(rounds):
        order = list(range(len(commands)))[:: -1 if number % 2 and not in_order else 1]
        results = hyperfine([commands[index] for index in order], scratch, runs, warmup)
        for index, result in zip(order, results):
            timings[index].times.append(result["times"])
            timings[index].processor.append(result["user"] + result["system"])
    return timings


def hyperfine(commands, scratch, runs, warmup):
    export = scratch / "hyperfine.json"
    words = [
        "hyperfine", "--shell=none", "--style=none", f"--runs={runs}", f"--warmup={warmup}",
        f"--export-json={export}",
    ]
    if any(command.prepare != ["true"] for command in commands):
        words += [f"--prepare={joined(command.prepare)}" for command in commands]
    run(words + [joined(command.words) for command in commands])
    return json.loads(export.read_text())["results"]


def ratios(one, other):
    """Of the medians, a round each."""
    return [mine / its for mine, its in zip(one.medians, other.medians)]


def largest_memory(words, scratch):
    """The peak of the resident set, in bytes.

    Asked of time(1), which is small: a child's count begins with the size of the process that it
    was forked from, and Python takes more than scenarioc may.
    """
    report = scratch / "time.txt"
    run(["/usr/bin/time", "--quiet", "-f", "%M", "-o", report, *words])
    return int(report.read_text()) * 1024


def run(words):
    """Runs it to its end; ends the bench with what it said where it fails.

    When the bench is interrupted, all that this has started dies with it.
    """
    process = subprocess.Popen(
        list(map(str, words)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, start_new_session=True)
    try:
        output, _ = process.communicate()
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    if process.returncode != 0:
        raise SystemExit(f"bench.py: {joined(words)} ended with {process.returncode}:\n{output}")
    return output


def joined(words):
    return shlex.join(map(str, words))
