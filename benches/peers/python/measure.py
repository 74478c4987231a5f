"""Makes the documents of a job with one Python package and prints how long it took, as one line of JSON.

The job (a JSON file, written by the Rust program): package, rounds (the documents of each), fonts (files of each family),
folder.
"""

import importlib
import json
import os
import sys
import time
from pathlib import Path

# One core: typst would use all.
os.environ["RAYON_NUM_THREADS"] = "1"

from look import Preparation  # noqa: E402


def main():
    job = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(job["folder"])
    peer = importlib.import_module(f"{job['package']}_peer").Peer(job["fonts"], folder)
    preparation = Preparation(job["fonts"])
    rounds = [[preparation.prepare(document) for document in documents] for documents in job["rounds"]]
    cpu, wall, files = [], [], []
    # The first round fills the caches and is not counted.
    for documents in rounds:
        before = time.process_time(), time.perf_counter()
        files = [peer.pdf(document) for document in documents]
        cpu.append(time.process_time() - before[0])
        wall.append(time.perf_counter() - before[1])
    for index, file in enumerate(files):
        (folder / f"{job['package']}-{index}.pdf").write_bytes(file)
    print(json.dumps({"tool": peer.tool, "tagged": peer.tagged, "cpu": cpu[1:], "wall": wall[1:]}))


main()
