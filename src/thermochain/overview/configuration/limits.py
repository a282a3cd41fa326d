"""Limits of the number of simulations of a section and of the memory of one job.

Keys that are valid one by one may together demand more than any machine has.  A subject states in `counts` the factors
of the number of its simulations, and in `needs` the factors of the size of the largest arrays of one job; both are read
before any list of simulations is made.
"""

import math
from collections.abc import Mapping

_MOST_SIMULATIONS = 10_000  # in one study; Snakemake is slow with many more
_MOST_GIB = 16.0  # memory of the arrays of one job


def check_count(key: str, factors: Mapping[str, float]) -> None:
    """Raise ValueError if the product of `factors` is more simulations than one study may have."""
    number = math.prod(factors.values())
    if number > _MOST_SIMULATIONS:
        raise ValueError(
            f"{key}: {_spelled(factors)} makes {number} simulations, at most {_MOST_SIMULATIONS} are allowed, all "
            "that Snakemake handles with ease; take fewer and longer ones"
        )


def check_memory(key: str, factors: Mapping[str, float], n_bytes: float) -> None:
    """Raise ValueError if `n_bytes` times the product of `factors` is more memory than one job may need."""
    memory = math.prod(factors.values()) * n_bytes / 2**30
    if memory > _MOST_GIB:
        raise ValueError(
            f"{key}: {_spelled(factors)} needs {memory:.3g} GiB in one job, at most {_MOST_GIB:g} are allowed; "
            "take fewer or shorter ones"
        )


def _spelled(factors: Mapping[str, float]) -> str:
    return " x ".join(f"{name}={value:.10g}" for name, value in factors.items())
