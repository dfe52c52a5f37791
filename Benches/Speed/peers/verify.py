"""Ends with 1 unless a peer has made what scenarioc made, as far as it can.

usage: verify.py bundles|manifests BUNDLES NAME MADE

MADE has the same files as BUNDLES, the files that can be parsed can be, and the manifests of the
bundle NAME, of which the templates were made, say the same, but for digests. `manifests` are the
files of kustomize: each has its four objects.
"""

import json
import re
import sys
from pathlib import Path

import yaml

OBJECTS = ["ConfigMap", "Deployment", "Namespace", "NetworkPolicy"]


def main(kind, bundles, name, made):
    if kind == "bundles":
        verify_bundles(Path(bundles), name, Path(made))
    else:
        verify_manifests(Path(bundles), Path(made))


def verify_bundles(bundles, name, made):
    expected = {path for path in paths(bundles) if "/" in path}  # not the files of the fleet
    if paths(made) != expected:
        sys.exit(f"verify.py: other files: {sorted(paths(made) ^ expected)[:5]}")
    for path in sorted(expected)[::7]:  # of 15 a bundle, so of each kind
        parse(made / path)
    for path in sorted(paths(bundles / name)):
        if path.endswith(".yaml"):
            mine, its = (parse(folder / name / path) for folder in [bundles, made])
            if mine != its:
                sys.exit(f"verify.py: {name}/{path} says something else")


def verify_manifests(bundles, made):
    files = sorted(made.iterdir())
    for file in files:
        objects = list(yaml.load_all(file.read_text(), yaml.CSafeLoader))
        kinds = sorted(one["kind"] for one in objects)
        names = {one["metadata"]["name"] for one in objects if one["kind"] == "Deployment"}
        if kinds != OBJECTS or names != {file.stem} or not (bundles / file.stem).is_dir():
            sys.exit(f"verify.py: {file.name} has {kinds} of {names}")
    if not files:
        sys.exit("verify.py: nothing was made")


def paths(folder):
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def parse(file):
    """Its value, with what is a digest, or the beginning of one, left out."""
    text = re.sub(r"[0-9a-f]{12,}", "DIGEST", file.read_text())
    if file.suffix == ".yaml":
        return yaml.load(text, yaml.CSafeLoader)
    return json.loads(text) if file.suffix == ".json" else text


if __name__ == "__main__":
    main(*sys.argv[1:])
