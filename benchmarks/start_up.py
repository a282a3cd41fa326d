"""Start-up time of every job before its first step: interpreter, imports, compilation."""

import subprocess
import sys
import time

import numpy as np

from benchmarks.pairing import Spread

_JOB = """
import time
started = time.time()
import numpy as np
from thermochain.rotors.green_kubo.rotor_rings import RotorRings
imported = time.time()
RotorRings(np.zeros((4, 8)), np.zeros((4, 8)), 0.05).run(1, 1)
print(started, imported, time.time(), time.process_time())
"""


def start_up(n_rounds: int) -> dict[str, Spread]:
    """Seconds from ``python -c`` to the end of the first compiled step, its three parts, and its processor time."""
    stamps, processor = [], []
    for _ in range(n_rounds):
        begin = time.time()
        done = subprocess.run([sys.executable, "-c", _JOB], capture_output=True, text=True, check=True)
        *moments, used = map(float, done.stdout.split())
        stamps.append([begin, *moments])
        processor.append(used)
    parts = np.diff(stamps, axis=1)
    columns = (parts.sum(axis=1), *parts.T, np.array(processor))
    names = ("total", "interpreter", "imports", "compilation", "processor time")
    return {name: Spread.of(column) for name, column in zip(names, columns, strict=True)}
