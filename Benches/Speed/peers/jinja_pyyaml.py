"""Makes bundles by Jinja2, and by PyYAML with libyaml's emitter.

usage: jinja_pyyaml.py TEMPLATES VALUES OUT
"""

import hashlib
import json
import os
import sys

import yaml
from bundles import SCRIPT, write_bundle
from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Dumper(yaml.CSafeDumper):
    """Writes a text of several lines as it is."""


def represent_text(dumper, text):
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


Dumper.add_representer(str, represent_text)


def main(templates, values, output):
    sys.path.insert(0, templates)
    from documents import DOCUMENTS

    environment = Environment(
        loader=FileSystemLoader(os.path.join(templates, "texts")), undefined=StrictUndefined,
        keep_trailing_newline=True)
    texts = {path: environment.get_template(path) for path in environment.list_templates()}
    with open(values) as file:
        scenarios = json.load(file)
    for scenario in scenarios:
        files = {path: text.render(s=scenario) for path, text in texts.items()}
        scenario["script"] = files[SCRIPT]
        scenario["script_digest"] = hashlib.sha256(files[SCRIPT].encode()).hexdigest()
        for path, document in DOCUMENTS.items():
            files[path] += yaml.dump(
                document(scenario), Dumper=Dumper, sort_keys=False, allow_unicode=True, width=4096)
        write_bundle(os.path.join(output, scenario["name"]), files)


if __name__ == "__main__":
    main(*sys.argv[1:])
