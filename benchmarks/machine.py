"""An estimate of the fastest rate that this processor allows, from its clock and its multiply-adds per cycle.

A vector of sixteen float32 fills the same registers as one of eight float64.
"""

import ctypes
from functools import partial

from numpy.typing import NDArray

from benchmarks.c_compiler import Compiler, load
from benchmarks.pairing import Spread
from thermochain.engine.simd import PHASE_LANES

# Instructions of the kernel for sixteen rotors, without currents: those of the sine plus the sweep.
N_MULTIPLYING = 10  # multiply-adds and multiplications
N_ADDING = 1 + 5  # conversions; differences, and what is added to momenta and phases

CLOCK, MULTIPLY_ADDS = "clock", "multiply-adds"
_N_ADDITIONS, _N_MULTIPLY_ADDS = 20_000_000, 24_000_000


def contestants(compiler: Compiler) -> dict:
    """The two loops of ``machine.c``; their rates are cycles and multiply-adds on eight float64 a second."""
    library = compiler.library("machine.c", "machine", (*compiler.accepted, "-fno-fast-math"))
    size, double = ctypes.c_size_t, ctypes.c_double
    add = load(library, "dependent_additions", size, size, size)
    multiply_add = load(library, "independent_multiply_adds", double, size, double, double)
    return {
        CLOCK: (partial(add, _N_ADDITIONS, 3), _N_ADDITIONS),
        MULTIPLY_ADDS: (partial(multiply_add, _N_MULTIPLY_ADDS, 0.5, 1.0), _N_MULTIPLY_ADDS),
    }


def estimate(measured: dict, kernel: NDArray) -> list[str]:
    """Lines of text: the limits, and the share that the kernel without currents reaches (rates paired by round)."""
    clock, multiply_adds = measured[CLOCK], measured[MULTIPLY_ADDS]
    lines = [
        f"clock, from additions that wait for each other: {Spread.of(clock / 1e9):.2f} GHz",
        f"multiply-adds on eight float64, from chains that do not wait: {Spread.of(multiply_adds / clock):.2f} a cycle",
    ]
    for n, case in (
        (N_MULTIPLYING, "additions have units of their own"),
        (N_MULTIPLYING + N_ADDING, "additions share the multipliers"),
    ):
        limit = PHASE_LANES * multiply_adds / n
        lines.append(f"limit if {case} ({n} instructions a vector): {Spread.of(limit / 1e9):.2f} 1e9 updates/s;")
        lines.append(f"    the kernel without currents reaches {Spread.of(kernel / limit):.0%}")
    return lines
