"""Lays out a base for kustomize, and an overlay over it for each scenario.

usage: overlays.py BUNDLE VALUES NUMBER COUNT FOLDER

The base is the manifests of the BUNDLE, whose values are those of this NUMBER in VALUES. An overlay
sets names, labels and the limit, and generates the ConfigMap from a script of its own.
"""

import json
import sys
from pathlib import Path

NAME = "leak"
BASE = ["namespace.yaml", "networkpolicy.yaml", "deployment.yaml"]
HEADER = {"apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization"}
SCRIPT = "stress_script.sh"


def main(bundle, scenarios, number, count, folder):
    (folder / "base").mkdir(parents=True)
    name, limit = (scenarios[number][key] for key in ["name", "limit_bytes"])
    for file in BASE:
        text = (bundle / "kubernetes" / file).read_text()
        (folder / "base" / file).write_text(text.replace(name, NAME))
    dump(folder / "base", {"resources": BASE})
    script = (bundle / SCRIPT).read_text()
    for scenario in scenarios[:count]:
        overlay = folder / "overlays" / scenario["name"]
        overlay.mkdir(parents=True)
        (overlay / SCRIPT).write_text(
            script.replace(name, scenario["name"])
            .replace(f"limit={limit}\n", f"limit={scenario['limit_bytes']}\n"))
        dump(overlay, kustomization(scenario))


def kustomization(scenario):
    prefix, suffix = scenario["name"].split(NAME)
    memory = "/spec/template/spec/containers/0/resources/{}/memory"
    return {
        "resources": ["../../base"],
        "namespace": scenario["namespace"],
        "namePrefix": prefix,
        "nameSuffix": suffix,
        "labels": [{
            "pairs": {"app.kubernetes.io/instance": scenario["name"]},
            "includeSelectors": True,
        }],
        "images": [{"name": NAME, "newName": scenario["name"]}],
        "configMapGenerator": [{"name": NAME, "files": [SCRIPT]}],
        "patches": [{
            "target": {"kind": "Deployment"},
            "patch": json.dumps([
                {"op": "replace", "path": memory.format(kind), "value": scenario["limit"]}
                for kind in ["requests", "limits"]
            ]),
        }],
    }


def dump(folder, value):
    """As JSON, which is YAML where no text is taken for a number."""
    (folder / "kustomization.yaml").write_text(json.dumps(HEADER | value, indent=2))


if __name__ == "__main__":
    bundle, values, number, count, folder = sys.argv[1:]
    main(Path(bundle), json.loads(Path(values).read_text()), int(number), int(count), Path(folder))
