"""Simulations of rings under a gradient of momentum: the current of each ring."""

from functools import partial

from numpy.typing import NDArray

from thermochain.rotors.validation.shear_response.sheared_rings import ShearedRings
from thermochain.rotors.validation.shear_response.study.run import ShearedRun
from thermochain.rotors.validation.study.flow_simulation import simulate_flow


def simulate(run: ShearedRun) -> dict[str, NDArray]:
    """Arrays `energy`, `early` and `late` of all rings (`simulate_flow`); the last two are -j^p/g per bond."""
    start = partial(ShearedRings, time_step=run.time_step, shear_rate=run.shear_rate)
    return simulate_flow(run, start, -run.n_rotors * run.shear_rate)
