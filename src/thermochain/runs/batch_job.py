"""What a batch system is asked for: time and memory of a job on somebody else's machine.

Upper bounds, where `equilibrium.cost` and `driven.cost` measure this machine: jobs that outlive or outgrow what they
asked for are killed, and those that ask for too much only wait longer.
"""

import math

from thermochain.runs.identity import Run

# Of one core several times slower than a recent one with AVX-512, which makes 2e9 updates of rings, 5e8 to 1.6e9 of
# driven chains, and correlates 3e7 samples a second.
_SLOW_UPDATES = 2e8  # rotor updates a second
_SLOW_SAMPLES = 3e6
_START_UP = 5  # minutes: imports from a cold shared file system, compilation, waiting for files
_SMALL = 30  # minutes
# Snakemake runs up to three times beside the simulation: in the job, in its step, and for the rule; 155 MiB each
_SNAKEMAKE = 500  # MiB


def job_mebibytes(run: Run) -> int:
    """MiB of a job that makes this simulation, Snakemake's own included."""
    return run.job_memory // 2**20 + _SNAKEMAKE


def job_minutes(run: Run, attempt: int = 1) -> int:
    """Minutes after which a job may be killed; each attempt, numbered from 1, gets as much again."""
    return attempt * (_START_UP + math.ceil(_working_minutes(run)))


def is_small(run: Run) -> bool:
    """Whether the start and the wait in the queue weigh more than the work: at most half an hour on the slow core."""
    return _working_minutes(run) <= _SMALL


def _working_minutes(run: Run) -> float:
    return (run.n_updates / _SLOW_UPDATES + run.n_correlated / _SLOW_SAMPLES) / 60.0
