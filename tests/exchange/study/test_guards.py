"""No simulation of energy exchange or of the billiard returns a number that is none: it names its tuple and seeds."""

import numpy as np
import pytest

from tests.root import CONFIG
from thermochain.exchange.billiard.study import simulation as billiard_simulation
from thermochain.exchange.billiard.study.run import ChainRun, CollisionsRun, WaitingRun
from thermochain.exchange.study import (
    chain_simulation,
    energy_exchange,
    heat_simulation,
    pair_simulation,
    ring_simulation,
)
from thermochain.exchange.study.heat_run import GinzburgLandauHeatRun, KineticHeatRun
from thermochain.exchange.study.pair_run import PairsRun, PinnedPairsRun
from thermochain.exchange.study.ring_run import GinzburgLandauRun, KineticRingsRun
from thermochain.exchange.study.run import LimitRun, PathsRun, StationaryRun

CHAIN = {"rate": "constant", "particles": 5, "T_left": 1, "T_right": 2, "seed": 5}
RING = {"n_cells": 4, "n_replicas": 2, "spacing": 0.1, "n_samples": 40, "n_lags": 10, "seed": 5}
SHAPE = CONFIG["billiard"]["table"] | {"seed": 5}
CELLS = "energy exchange, rate constant, N=.* M=5 T=1, 2"

# run; module and name of what is made to fail there; what the error says
CASES = {
    "stationary chains": (StationaryRun(**CHAIN, n_cells=3, n_events=200), energy_exchange, "Jumps", CELLS),
    "chains from a sharp start": (LimitRun(**CHAIN, n_paths=4), energy_exchange, "Jumps", CELLS),
    "mesoscopic paths": (PathsRun(**CHAIN, n_cells=1, n_paths=2), energy_exchange, "PairDiffusion", CELLS),
    "rings of the kinetic limit": (KineticRingsRun(**RING), ring_simulation, "Jumps", "kinetic_rings/N4_.*_seed5"),
    "Ginzburg-Landau rings": (
        GinzburgLandauRun("product", 0.0, **RING, steps_per_sample=2),
        ring_simulation,
        "PairDiffusion",
        "ginzburg_landau/product/.*_seed5",
    ),
    "rings of the kinetic limit in time": (
        KineticHeatRun(4, 2, 5),
        heat_simulation,
        "Jumps",
        "kinetic_heat/N4_R2_seed5",
    ),
    "Ginzburg-Landau rings in time": (
        GinzburgLandauHeatRun(4, 2, 5, 0.1),
        heat_simulation,
        "PairDiffusion",
        "ginzburg_landau_heat/N4_R2_.*_seed5",
    ),
    "pairs": (PairsRun(0.4, 1.0, 1.5, 0.5, 10, 5), pair_simulation, "pair_energies", r"pairs/delta0\.4_.*_seed5"),
    "anharmonic pairs": (
        PinnedPairsRun("quartic", "quartic", 0.4, 1.0, 1.5, 0.5, 2, 0.1, 5),
        pair_simulation,
        "pinned_energies",
        "pinned_pairs/quartic_quartic/.*_seed5",
    ),
    "billiard": (
        CollisionsRun(least_particles=2, most_particles=2, n_exchanges=8, batches=2, **SHAPE),
        billiard_simulation,
        "Billiard",
        "collisions/M2to2_.*_seed5",
    ),
    "billiard with baths": (
        ChainRun(n_particles=2, n_cells=1, T_left=1, T_right=2, n_exchanges=80, batches=2, **SHAPE),
        billiard_simulation,
        "Billiard",
        "chain/N1_M2_.*_seed5",
    ),
    "waits of the billiard": (
        WaitingRun(n_particles=2, energy_ratio=1, n_samples=10, **SHAPE),
        billiard_simulation,
        "first_exchanges",
        "waiting/M2_.*_seed5",
    ),
}


def failing(original):
    """The simulator `original` with a number that is none at the end of what it computes."""
    if not isinstance(original, type):

        def computed(*arguments):
            outcome = original(*arguments)
            numbers = arguments[-1] if outcome is None else outcome
            numbers[..., -1:] = np.nan
            return outcome

        return computed

    class Failing(original):
        def run(self, *arguments, **options):
            outcome = super().run(*arguments, **options)
            outcome[..., -1:] = np.nan
            return outcome

    return Failing


@pytest.mark.parametrize("name", CASES)
def test_a_number_that_is_none_stops_the_simulation_with_its_parameters_and_seed(name, monkeypatch):
    run, module, attribute, spelled = CASES[name]
    home = chain_simulation if module is energy_exchange else module
    monkeypatch.setattr(module, attribute, failing(getattr(module, attribute)))
    with pytest.raises(FloatingPointError, match=rf"is not finite in .*{spelled}.* \(seeds? \d+.*run again"):
        home.simulate(run)
