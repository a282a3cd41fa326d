"""What every job pays before its first step: interpreter, imports, compilation."""

import subprocess
import sys
import time

import numpy as np

from benchmarks.pairing import Spread

_JOB = """
import time
started = time.time()
import numpy as np
from thermochain.dynamics.rotor_ring import RotorRings
imported = time.time()
RotorRings(np.zeros((4, 8)), np.zeros((4, 8)), 0.05).run(1, 1)
print(started, imported, time.time())
"""


def start_up(n_rounds: int) -> dict[str, Spread]:
    """Seconds from ``python -c`` to the end of the first compiled step, and its three parts."""
    stamps = []
    for _ in range(n_rounds):
        begin = time.time()
        done = subprocess.run([sys.executable, "-c", _JOB], capture_output=True, text=True, check=True)
        stamps.append([begin, *map(float, done.stdout.split())])
    parts = np.diff(stamps, axis=1)
    spreads = {"total": Spread.of(parts.sum(axis=1))}
    spreads |= {name: Spread.of(p) for name, p in zip(("interpreter", "imports", "compilation"), parts.T, strict=True)}
    return spreads
