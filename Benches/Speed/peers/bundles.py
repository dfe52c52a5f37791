"""What the peers in Python share: a bundle's files come on disk, with their digests."""

import hashlib
import json
import os

SCRIPT = "stress_script.sh"
EXECUTABLE = {SCRIPT, "entrypoint.sh"}
SEALS = {"bundle.json", "SHA256SUMS"}


def write_bundle(folder, files):
    """Writes the texts by their paths, and the seals."""
    os.makedirs(os.path.join(folder, "kubernetes"))
    digests = {}
    for path, text in files.items():
        data = text.encode()
        digests[path] = hashlib.sha256(data).hexdigest()
        write(folder, path, data, 0o755 if path in EXECUTABLE else 0o644)
    manifest = json.dumps({
        "compiler": {"name": "a peer", "version": "1"},
        "files": [
            {"path": path, "mode": "0755" if path in EXECUTABLE else "0644", "sha256": digest}
            for path, digest in digests.items()
        ],
    }).encode()
    write(folder, "bundle.json", manifest, 0o644)
    digests["bundle.json"] = hashlib.sha256(manifest).hexdigest()
    sums = "".join(f"{digest}  {path}\n" for path, digest in digests.items())
    write(folder, "SHA256SUMS", sums.encode(), 0o644)


def write(folder, path, data, mode):
    descriptor = os.open(os.path.join(folder, path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with open(descriptor, "wb", buffering=0) as file:
        file.write(data)
