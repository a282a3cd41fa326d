"""Equilibrium simulations of rings that turn as a whole, and their current correlations."""

from numpy.typing import NDArray

from thermochain.rotors.green_kubo.study.simulation import named_arrays, simulate_run
from thermochain.rotors.validation.onsager_structure.study.run import BoostedRun


def simulate(run: BoostedRun) -> dict[str, NDArray]:
    """Arrays of the correlations of both currents, by the names of `TimeCorrelations`."""
    return named_arrays(simulate_run(run, run.mean_momentum))
