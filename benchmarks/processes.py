"""Scaling from one process to two: the same work in one process, and in two at the same time."""

import multiprocessing
import time

import numpy as np
from numpy.typing import NDArray

from benchmarks.state import TIME_STEP, initial_state
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

_STRIDE, _N_STEPS = 4, 800


def scaling(n_rounds: int) -> NDArray:
    """Work per second of two processes over that of one, one value for each round."""
    context = multiprocessing.get_context("spawn")
    pipes, workers = [], []
    for _ in range(2):
        pipe, end_of_worker = context.Pipe()
        worker = context.Process(target=_work, args=(end_of_worker,), daemon=True)
        worker.start()
        pipes.append(pipe)
        workers.append(worker)
    for pipe in pipes:
        pipe.recv()  # reports that its kernel is compiled
    ratios = np.array([_round(pipes) for _ in range(n_rounds)])
    for pipe, worker in zip(pipes, workers, strict=True):
        pipe.send(False)
        worker.join()
    return ratios


def _round(pipes):
    """Ratio of one round: each process works alone, then both together; 2 means that neither disturbs the other."""
    alone = [_elapsed([pipe])[0] for pipe in pipes]
    together = _elapsed(pipes)
    return sum(a / t for a, t in zip(alone, together, strict=True))


def _elapsed(pipes):
    for pipe in pipes:
        pipe.send(True)
    return [pipe.recv() for pipe in pipes]


def _work(pipe):
    rings = RotorRings(*initial_state(), TIME_STEP)
    rings.run(1, 1)
    pipe.send(None)
    while pipe.recv():
        start = time.perf_counter()
        rings.run(_N_STEPS // _STRIDE, _STRIDE)
        pipe.send(time.perf_counter() - start)
