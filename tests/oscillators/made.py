"""Runs that tests make and store, and configurations of which one key is changed."""

from copy import deepcopy
from importlib import import_module

import numpy as np

from thermochain.runs.storage import save_result


def made(runs, folder):
    """Files of the runs, which are simulated and stored under the folder as the workflow does."""
    files = []
    for run in runs:
        path = folder / f"{run.path}.npz"
        path.parent.mkdir(parents=True, exist_ok=True)
        with np.errstate(under="ignore"):
            save_result(path, run, import_module(run.SIMULATION).simulate(run), 0.0)
        files.append(path)
    return files


def paths(simulations):
    """Paths of the simulations of a section, given with their keys; each belongs to one simulation only."""
    found = [str(run.path) for _, run in simulations]
    assert len(set(found)) == len(found)
    return set(found)


def changed(config, key, value):
    """The configuration with another value of one key, such as "harmonic.chain.force"."""
    config = deepcopy(config)
    *folders, name = key.split(".")
    place = config
    for folder in folders:
        place = place[folder]
    assert place[name] != value
    place[name] = value
    return config
