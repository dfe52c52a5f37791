"""The row of peers: what people use today makes the like of a thousand bundles."""

import json
import os
from statistics import median

from figure import Figure
from fleets import Scenario, count_files, size
from measuring import Command, compare, pinned, ratios, run

COUNT = 1000
OVERLAYS = 100  # kubectl takes a process for each, so a tenth of them is timed
ROUNDS = 2
TOOLS = ".build-bench/bin"


def peers(bench):
    """Everyone on one core; the times are those of one scenario."""
    tools = bench.folder.parent.parent / TOOLS
    python, kubectl = tools / "python", tools / "kubectl"
    if not python.exists():
        yield Figure(
            "what people use", skipped=f"{TOOLS} is missing: Tests/setup.sh build bench makes it")
        return
    made, theirs = bench.made("built"), bench.made("theirs")
    ours = Command(pinned(bench.build(COUNT, made, jobs=1)), ["rm", "-rf", made])
    kit = Kit(bench, python)
    for what, program, aim in [
        ("Jinja2 and PyYAML", "jinja_pyyaml.py", 12), ("gojsonnet", "jsonnet.py", 40),
    ]:
        words = [python, "-B", bench.folder / "peers" / program, kit.templates, kit.values, theirs]
        building, theirs_building = compare(
            [ours, Command(pinned(words), ["rm", "-rf", theirs])], bench.scratch,
            min(bench.rounds, ROUNDS))
        kit.verify("bundles", theirs)
        files, megabytes = count_files(theirs), size(theirs) / 1e6
        yield slower(what, aim, theirs_building, COUNT, building,
                     f"; {files:,} files, {megabytes:.0f} MB; ours {size(made) / 1e6:.0f} MB")
    what = "kubectl kustomize"
    if not os.access(kubectl, os.X_OK):
        yield Figure(what, skipped="there is no kubectl in .build-bench")
        return
    words = [bench.folder / "peers" / "kustomize.sh", kubectl, kit.overlays(), theirs]
    building, theirs_building = compare(
        [ours, Command(pinned(words), ["rm", "-rf", theirs])], bench.scratch,
        min(bench.rounds, ROUNDS))
    kit.verify("manifests", theirs)
    yield slower(what, 350, theirs_building, OVERLAYS, building,
                 f"; timed with {OVERLAYS}, manifests alone: {size(theirs) / 1e6:.1f} MB")


def slower(what, aim, timing, count, ours, detail):
    rounds = [ratio * COUNT / count for ratio in ratios(timing, ours)]
    theirs, mine = timing.median / count * 1e6, ours.median / COUNT * 1e6
    return Figure(
        f"{what}, against scenarioc", median(rounds), "×", 1, least=aim, rounds=rounds,
        detail=f"{theirs:,.0f} µs / {mine:,.0f} µs a scenario{detail}")


class Kit:
    """The templates that the peers work with, made of the bundle of middle size."""

    def __init__(self, bench, python):
        self.bench, self.python = bench, python
        self.bundles = bench.bundles(COUNT)
        scenarios = [Scenario(number).values for number in range(COUNT)]
        by_size = sorted(range(COUNT), key=lambda it: size(self.bundles / scenarios[it]["name"]))
        self.number = by_size[COUNT // 2]
        self.bundle = self.bundles / scenarios[self.number]["name"]
        self.values, self.templates = bench.made("values.json"), bench.made("templates")
        keys = ["name", "namespace", "limit", "limit_bytes"]
        self.values.write_text(
            json.dumps([{key: scenario[key] for key in keys} for scenario in scenarios]))
        self.run("templates.py", self.bundle, self.values, self.number, self.templates)

    def overlays(self):
        """For kustomize a folder for each scenario, over one base."""
        self.run("overlays.py", self.bundle, self.values, self.number, OVERLAYS, self.templates)
        return self.templates / "overlays"

    def verify(self, kind, made):
        self.run("verify.py", kind, self.bundles, self.bundle.name, made)

    def run(self, program, *words):
        run([self.python, "-B", self.bench.folder / "peers" / program, *words])
