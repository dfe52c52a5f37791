"""How time and memory grow with the number of scenarios, as exponents and as a plot."""

import math

from figure import Figure
from measuring import Command, compare, largest_memory, pinned, run

MEBIBYTE = 1 << 20
COUNTS = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]
MOST_BUILT = 10_000  # 100,000 bundles take 9 GB
FITTED_FROM = 1000  # below, the start of the process prevails
MOST_EXPONENT = 1.1  # 1 is linear, and caches add a little

# All on one core.
KINDS = {
    "check of one file": lambda bench, count, _: [
        bench.scenarioc, "check", "--jobs", "1", bench.fleets.file(count)],
    "check of a folder": lambda bench, count, _: [
        bench.scenarioc, "check", "--jobs", "1", bench.fleets.folder(count)],
    "build of a folder": lambda bench, count, made: bench.build(count, made, jobs=1),
}

SETTINGS = """\
set terminal svg size 1040,520 font 'DejaVu Sans,13' background 'white' linewidth 1.6
set output '{output}'
set multiplot layout 1,2 title 'scenarioc {version} on one core, from 1 to {most:,} scenarios'
set logscale xy
set grid xtics ytics linecolor '#dddddd' linewidth 0.6
set border 3 linecolor '#666666'
set tics nomirror textcolor '#333333'
set xlabel 'scenarios'
set xrange [0.8:150000]
set xtics ('1' 1, '10' 10, '100' 100, '1,000' 1000, '10,000' 10000, '100,000' 100000)
set format y '%g'
set key top left reverse Left samplen 2
"""
COLORS = ["#0072b2", "#e69f00", "#009e73"]  # told apart by the colour-blind, too


def growth(bench):
    """Of time the least of some runs, of which small fleets get more."""
    times, peaks = {}, {}
    made = bench.made("built")
    for what, words_of in KINDS.items():
        times[what], peaks[what] = {}, {}
        for count in COUNTS:
            if what.startswith("build") and count > MOST_BUILT:
                break
            words = words_of(bench, count, made)
            [timing] = compare(
                [Command(pinned(words), ["rm", "-rf", made])], bench.scratch, rounds=1,
                runs=10 if count <= 1000 else 2)
            times[what][count] = timing.least
            run(["rm", "-rf", made])
            peaks[what][count] = largest_memory(pinned(words), bench.scratch)
        for quantity, values in [("time", times[what]), ("memory", peaks[what])]:
            most = max(values)
            text = f"{values[most]:.2f} s" if quantity == "time" else (
                f"{values[most] / MEBIBYTE:.0f} MiB")
            yield Figure(
                f"{what}: exponent of {quantity}", exponent(values), most=MOST_EXPONENT,
                detail=f"from {FITTED_FROM:,} to {most:,}, which take {text}")
    plot(bench, times, peaks)


def exponent(values):
    """The slope of the line of least squares, both axes logarithmic."""
    points = [
        (math.log(count), math.log(value)) for count, value in values.items()
        if count >= FITTED_FROM
    ]
    x_mean, y_mean = (sum(column) / len(points) for column in zip(*points))
    rise = sum((x - x_mean) * (y - y_mean) for x, y in points)
    return rise / sum((x - x_mean) ** 2 for x, _ in points)


def plot(bench, times, peaks):
    """By gnuplot, whose script stays beside the plot."""
    output, script = bench.output / "growth.svg", bench.output / "growth.gnuplot"
    version = run([bench.scenarioc, "--version"]).strip()
    mebibytes = {
        what: {count: value / MEBIBYTE for count, value in values.items()}
        for what, values in peaks.items()
    }
    script.write_text("".join([
        SETTINGS.format(output=output, most=max(COUNTS), version=version),
        panel("seconds", 0.001, times), panel("MiB, the peak of the resident set", 1, mebibytes),
    ]))
    run(["gnuplot", script])


def panel(unit, least, series):
    """The points of each series, and a dashed line for what is linear."""
    blocks, curves = [], []
    for index, (what, values) in enumerate(series.items()):
        name = f"${unit[:3]}{index}"
        points = "".join(f"{count} {value:.6g}\n" for count, value in values.items())
        blocks.append(f"{name} << END\n{points}END\n")
        curves.append(
            f"{name} using 1:2 with linespoints linecolor '{COLORS[index]}' pointtype 7 "
            f"pointsize 0.5 title '{what}'")
    most, value = list(list(series.values())[0].items())[-1]
    curves.append(
        f"{value / most:.6g} * x with lines linecolor '#999999' dashtype 2 title 'linear'")
    return (
        f"{''.join(blocks)}set ylabel '{unit}'\nset yrange [{least}:*]\n"
        f"plot {', '.join(curves)}\n")
