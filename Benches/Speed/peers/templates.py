"""Makes of a bundle the templates by which a peer makes its like, as a person would write them.

usage: templates.py BUNDLE VALUES NUMBER FOLDER

What varies in a bundle is its scenario's name, namespace and limit: VALUES has those of all
scenarios, and NUMBER is the bundle's. Into FOLDER come texts for Jinja2, values for PyYAML
(`documents.py`), and all of it for Jsonnet (`bundle.jsonnet`). The steps of the ramp stay those of
the bundle: no peer plans.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from bundles import SCRIPT, SEALS

JSONNET = """\
local bundle(scenario) =
  local script = (local s = scenario; {script});
  local s = scenario {{ script: script, script_digest: std.sha256(script) }};
  {{
{files}
  }};

function(scenarios) {{ [scenario.name]: bundle(scenario) for scenario in scenarios }}
"""


def main(bundle, values, folder):
    texts, headers, documents = read(bundle, values)
    for path, text in texts.items():
        write(folder / "texts" / path, for_jinja(text))
    for path, text in headers.items():
        write(folder / "texts" / path, for_jinja(text))
    python = (f"    {path!r}: lambda s: {for_python(tree)},\n" for path, tree in documents.items())
    write(folder / "documents.py", f"DOCUMENTS = {{\n{''.join(python)}}}\n")
    files = [f"    {path!r}: s.script," for path in [SCRIPT]]
    files += [
        f"    {path!r}: {for_jsonnet(text)}," for path, text in texts.items() if path != SCRIPT]
    files += [
        f"    {path!r}: {for_jsonnet(headers[path])} +\n"
        f"      std.manifestYamlDoc({for_jsonnet(tree)}, quote_keys=false) + \"\\n\","
        for path, tree in documents.items()
    ]
    script = for_jsonnet(texts[SCRIPT])
    write(folder / "bundle.jsonnet", JSONNET.format(script=script, files="\n".join(files)))


def read(bundle, values):
    """Of each file its text, or for YAML its comment and its value, with marks in all."""
    texts, headers, documents = {}, {}, {}
    for file in sorted(bundle.rglob("*")):
        path = str(file.relative_to(bundle))
        if file.is_dir() or path in SEALS:
            continue
        text = file.read_text()
        if file.suffix == ".yaml":
            headers[path] = marked(text.partition("\n\n")[0] + "\n\n", values)
            documents[path] = marked_tree(yaml.load(text, yaml.CSafeLoader), values)
        else:
            texts[path] = marked(text, values)
    return texts, headers, documents


def marked(text, values):
    """The text with `@key@` for each value that stands in it as a word."""
    for key in ["namespace", "name", "limit_bytes", "limit"]:
        value = re.escape(str(values[key]))
        text = re.sub(rf"(?<![\w-]){value}(?![\w-])", f"@{key}@", text)
    return text


def marked_tree(tree, values):
    """Keys stay; what is made of the script gets a mark as a whole."""
    marks = {SCRIPT: "@script@", f"checksum/{SCRIPT}": "@script_digest@"}
    if isinstance(tree, dict):
        return {key: marks.get(key) or marked_tree(value, values) for key, value in tree.items()}
    if isinstance(tree, list):
        return [marked_tree(value, values) for value in tree]
    return marked(tree, values) if isinstance(tree, str) else tree


def for_jinja(text):
    if re.search(r"\{[{%#]", text):
        raise SystemExit("templates.py: a text of the bundle has a tag of Jinja2")
    return re.sub(r"@(\w+)@", r"{{ s.\1 }}", text)


def for_python(tree):
    return expression(tree, repr, 's["{}"]')


def for_jsonnet(tree):
    return expression(tree, json.dumps, "s.{}")


def expression(tree, literal, reference):
    """In the language of these literals, over an object `s`: `"before" + s.name + "after"`."""
    if isinstance(tree, dict):
        pairs = (
            f"{literal(key)}: {expression(value, literal, reference)}"
            for key, value in tree.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(tree, list):
        return "[" + ", ".join(expression(value, literal, reference) for value in tree) + "]"
    if not isinstance(tree, str):
        return literal(tree)
    pieces = re.split(r"@(\w+)@", tree)
    terms = (
        reference.format(piece) if index % 2 else literal(piece)
        for index, piece in enumerate(pieces) if piece)
    return " + ".join(terms) or literal("")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


if __name__ == "__main__":
    bundle, values, number, folder = sys.argv[1:]
    main(Path(bundle), json.loads(Path(values).read_text())[int(number)], Path(folder))
