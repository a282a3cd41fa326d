"""Random searches for the strangest networks."""

import logging
from collections.abc import Sequence

import numpy as np
from numpy.random import default_rng
from numpy.typing import NDArray

from thermochain.oscillators.networks.search import Aim, Found, maximise, widest_circulation
from thermochain.oscillators.networks.study.run import CirculationRun, PumpRun
from thermochain.oscillators.networks.study.search_goals import GRAPHS, PUMP
from thermochain.runs.progress import Progress

logger = logging.getLogger(__name__)


def simulate(run: CirculationRun | PumpRun) -> dict[str, NDArray]:
    """Best networks found, one for each bound on the strengths or for each lift.

    flux
        The smallest flux of the goal, over the largest difference of bath temperatures, shape (n,).
    strengths, temperatures
        Strengths of the springs and temperatures of the baths, in the order of the graph, shapes (n, n_springs) and
        (n, n_baths).
    """
    found = _circulation(run) if isinstance(run, CirculationRun) else _pump(run)
    return {
        "flux": np.array([one.flux for one in found]),
        "strengths": np.array([list(one.network.springs.values()) for one in found]),
        "temperatures": np.array([list(one.network.temperature.values()) for one in found]),
    }


def pump_aim(lift: float) -> Aim:
    """Aim: heat from bath 4 to bath 3 of Example 4's graph, hotter by `lift`, and none from the upper chain."""
    return Aim(PUMP.springs, PUMP.baths, ((4, 6), (6, 3)), blocked=((5, 6),), lift=(3, 4, lift))


def _circulation(run: CirculationRun) -> Sequence[Found]:
    graph = GRAPHS[run.graph]
    rng = default_rng(run.seed_sequence())
    return widest_circulation(graph.springs, graph.baths, run.limits, n_starts=run.starts, rng=rng)


def _pump(run: PumpRun) -> Sequence[Found]:
    """Best pumps at increasing lifts; each search also starts from the best network of the next smaller lift.

    Reports progress to the log.
    """
    rng = default_rng(run.seed_sequence())
    progress = Progress(logger, len(run.differences), "lifts")
    found: list[Found] = []
    for lift in run.differences:
        first = found[-1] if found else None
        options = {"largest": run.largest_strength, "n_starts": run.starts, "rng": rng}
        found.append(maximise(pump_aim(lift), first=first, **options))
        progress.advance(1)
    return found
