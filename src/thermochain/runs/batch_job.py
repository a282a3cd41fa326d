"""Time and memory that a job requests from a batch system on an unknown machine.

They are upper bounds: a job that exceeds its request is killed, and a job that requests too much only waits longer.
The modules `study.cost` of the subjects measure the cost of simulations on this machine.
"""

import math

from thermochain.runs.identity import Run

# Rates of one core several times slower than a recent one with AVX-512, which makes 2e9 updates of rings or 5e8 to
# 1.6e9 of driven chains, draws 1e8 normal random numbers, and correlates 3e7 samples, a second.
_SLOW_UPDATES = 2e8  # rotor updates per second
_SLOW_RANDOM = 1e7  # normal random numbers
_SLOW_SAMPLES = 3e6
_START_UP = 5  # minutes for imports from a cold shared file system, compilation, and waiting for files
_SMALL = 30  # minutes of work of a small job
# Snakemake runs up to three times beside the simulation: in the job, in its step, and for the rule; 155 MiB each
_SNAKEMAKE = 500  # MiB


def job_mebibytes(run: Run) -> int:
    """Memory in MiB of the job of this simulation, including the memory of Snakemake."""
    return run.job_memory // 2**20 + _SNAKEMAKE


def job_minutes(run: Run, attempt: int = 1) -> int:
    """Time limit of a job in minutes; the n-th attempt has n times the limit of the first attempt."""
    return attempt * (_START_UP + math.ceil(60.0 * working_hours(run)))


def is_small(run: Run) -> bool:
    """Whether the work takes half an hour or less on the slow core, so that starting and queueing outweigh it."""
    return 60.0 * working_hours(run) <= _SMALL


def working_hours(run: Run) -> float:
    """Hours that the simulation takes on the slow core."""
    seconds = run.n_updates / _SLOW_UPDATES + run.n_random / _SLOW_RANDOM + run.n_correlated / _SLOW_SAMPLES
    return seconds / 3600.0
