"""Simulations of rings under a heat field: the current of each ring."""

from functools import partial

from numpy.typing import NDArray

from thermochain.rotors.validation.heat_response.heat_field_rings import HeatFieldRings
from thermochain.rotors.validation.heat_response.study.run import HeatResponseRun
from thermochain.rotors.validation.study.flow_simulation import simulate_flow


def simulate(run: HeatResponseRun) -> dict[str, NDArray]:
    """Arrays `energy`, `early` and `late` of all rings (`simulate_flow`); the last two are T j^e/phi per bond."""
    start = partial(HeatFieldRings, time_step=run.time_step, heat_field=run.heat_field)
    return simulate_flow(run, start, run.n_rotors * run.heat_field / run.temperature)
