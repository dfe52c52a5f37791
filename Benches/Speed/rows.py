"""What is measured: a function a row, which gives its figures one by one."""

import shutil
from statistics import median

from fleets import Scenario, count_files, size
from figure import Figure
from growth import growth
from measuring import PROCESSORS, Command, compare, largest_memory, pinned, ratios, run
from rivals import peers

MEBIBYTE = 1 << 20


def start(bench):
    """A whole process, from its start to its end."""
    shell, version, check = compare([
        Command(["dash", "-c", ":"]),
        Command([bench.scenarioc, "--version"]),
        Command([bench.scenarioc, "check", bench.fleets.file(1)]),
    ], bench.scratch, bench.rounds, runs=100, warmup=10)
    lines = Scenario(0).text().count("\n")
    for what, timing, aim in [
        ("--version", version, 3),
        (f"check of a scenario of {lines} lines", check, 3.3),
    ]:
        least = timing.least / shell.least
        yield against(f"{what}, against dash -c :", timing, shell, aim, f"; of minima {least:.2f}")


def build(bench):
    """Into a fresh folder, against a copy of what comes out."""
    bundles = bench.bundles(1000)
    files = count_files(bundles)
    for cores, aim in [(1, 1.0), (2, 0.65)]:
        what = f"1,000 scenarios on {cores} core{'s' if cores > 1 else ''}, against cp -r"
        if cores > len(PROCESSORS):
            yield Figure(what, skipped=f"this machine has {len(PROCESSORS)}")
            continue
        made, copied = bench.made("built"), bench.made("copied")
        building, copying = compare([
            Command(pinned(bench.build(1000, made, jobs=cores), cores), ["rm", "-rf", made]),
            Command(pinned(["cp", "-r", bundles, copied], cores), ["rm", "-rf", copied]),
        ], bench.scratch, bench.rounds, warmup=1)
        detail = f"; {files:,} files, {size(bundles) / 1e6:.0f} MB"
        yield against(what, building, copying, aim, detail)


def check(bench):
    """On one core, of its user and system time; the start of the process is part of it."""
    sources = [("one file", bench.fleets.file(1000)), ("a folder", bench.fleets.folder(1000))]
    timings = compare([
        Command(pinned([bench.scenarioc, "check", "--jobs", "1", path])) for _, path in sources
    ], bench.scratch, bench.rounds, runs=10, warmup=2)
    for (what, path), timing in zip(sources, timings):
        speeds = [size(path) / 1e6 / seconds for seconds in timing.processor]
        yield Figure(
            f"1,000 scenarios, {what}", median(speeds), "MB/s", 1, least=50, rounds=speeds,
            detail=f"{size(path) / 1e6:.2f} MB in {milliseconds(timing.median)}")


def yaml(bench):
    """One large file, against libyaml's events of the same as YAML; both on one core."""
    count = int(10e6 / Scenario(0).length)
    source, other = bench.fleets.file(count), bench.fleets.yaml(count)
    parser = bench.scratch / "parse_yaml"
    run(["cc", "-O2", "-o", parser, bench.folder / "parse_yaml.c", "-lyaml"])
    checking, parsing = compare([
        Command(pinned([bench.scenarioc, "check", "--jobs", "1", source])),
        Command(pinned([parser, other])),
    ], bench.scratch, bench.rounds, runs=2, warmup=1)
    detail = f"; {size(source) / 1e6:.1f} MB, as YAML {size(other) / 1e6:.1f} MB"
    yield against(f"check of {count:,} in a file, against libyaml", checking, parsing, 1, detail)


def memory(bench):
    """The peak of the resident set; of fleets what a scenario adds to it."""
    one = bench.fleets.file(1)
    for what, words in [
        ("check of one scenario", ["check", one]),
        ("build of one scenario", ["build", one, "-o", bench.made("one")]),
    ]:
        peak = largest_memory([bench.scenarioc, *words], bench.scratch)
        yield Figure(what, peak / MEBIBYTE, "MiB", most=10)
    for what, counts, words in [
        ("check of a folder", [1000, 10_000, 100_000],
         lambda count: ["check", bench.fleets.folder(count)]),
        ("check of one file", [1000, 10_000, 100_000],
         lambda count: ["check", bench.fleets.file(count)]),
        ("build of a folder", [1000, 10_000],
         lambda count: ["build", bench.fleets.folder(count), "-o", bench.made(str(count))]),
    ]:
        peaks = [
            largest_memory([bench.scenarioc, *words(count)], bench.scratch) for count in counts]
        slopes = [
            (more - less) / (many - few)
            for few, many, less, more in zip(counts, counts[1:], peaks, peaks[1:])
        ]
        yield Figure(
            f"{what}, for each scenario", max(slopes), "B", 0, most=2048,
            detail=", ".join(f"{peak / MEBIBYTE:.1f}" for peak in peaks) + " MiB of "
            + ", ".join(f"{count:,}" for count in counts))


def unchanged(bench):
    """A build where all stands already, against the build that put it there."""
    made = bench.made("built")
    words = bench.build(10_000, made)
    first, second = compare(
        [Command(words, ["rm", "-rf", made]), Command(words)], bench.scratch,
        min(bench.rounds, 3), in_order=True)
    yield against("second build of 10,000, against the first", second, first, 1 / 3)
    shutil.rmtree(made)


def rubbish(bench):
    """A megabyte of one thing again and again, of each sort that takes long."""
    sources = {}
    for number, text in enumerate(["a{", "a{}", "a { }\n", "a\n", "} ", "x "]):
        sources[text] = bench.made(f"{number}.scenario")
        sources[text].write_text(text * (1_000_000 // len(text)))
    for words in [["check"], ["fmt", "--diff"], ["fix", "--diff"]]:
        # It ends with 1, for it finds much wrong.
        timings = compare([
            Command(["sh", "-c", '"$@" || [ $? = 1 ]', "sh", bench.scenarioc, *words, source])
            for source in sources.values()
        ], bench.scratch, min(bench.rounds, 3))
        slowest = max(range(len(timings)), key=lambda number: timings[number].median)
        text = repr(list(sources)[slowest])
        yield Figure(
            f"{' '.join(words)} of a megabyte, the slowest of {len(sources)}",
            timings[slowest].median, "s", most=1, rounds=timings[slowest].medians,
            detail=f"{text} again and again")


def against(what, timing, other, aim, detail=""):
    rounds = ratios(timing, other)
    times = f"{milliseconds(timing.median)} / {milliseconds(other.median)}"
    return Figure(what, median(rounds), "×", most=aim, rounds=rounds, detail=times + detail)


def milliseconds(seconds):
    return f"{seconds * 1000:,.{2 if seconds < 0.1 else 0}f} ms"


ALL = {
    "start": start, "build": build, "peers": peers, "check": check, "yaml": yaml, "memory": memory,
    "growth": growth, "unchanged": unchanged, "rubbish": rubbish,
}
