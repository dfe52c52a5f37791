"""Makes bundles by go-jsonnet, which evaluates all of them at once.

usage: jsonnet.py TEMPLATES VALUES OUT
"""

import json
import os
import sys

import _gojsonnet
from bundles import write_bundle


def main(templates, values, output):
    with open(values) as file:
        scenarios = file.read()
    result = _gojsonnet.evaluate_file(
        os.path.join(templates, "bundle.jsonnet"), tla_codes={"scenarios": scenarios})
    for name, files in json.loads(result).items():
        write_bundle(os.path.join(output, name), files)


if __name__ == "__main__":
    main(*sys.argv[1:])
