"""Search for couplings and bath temperatures that make a network as strange as it can be.

The smallest of some fluxes is to be as large as possible: those along a cycle (heat that circulates), or those from a
colder bath into the network and out of it into a hotter one (heat that is pumped).  With that smallest flux as an
unknown of its own, t, the problem is smooth: maximise t under flux >= t, by SciPy's SLSQP from many random starts on
the exact fluxes.  Fluxes do not change when all temperatures are shifted and scale with their differences, so
temperatures are looked for in [0, 1] and fluxes are in units of the largest difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import minimize

from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork
from thermochain.oscillators.networks.study.examples import EXAMPLES, Example
from thermochain.runs.table import Table

Pair = tuple[int, int]
SEARCH = Table(
    "networks_search/1",
    {
        "kind": "circulation or pump",
        "graph": "which springs and baths there are",
        "limit": "largest strength of a spring (circulation) or difference of the two baths' temperatures (pump)",
        "flux": "most heat that circulates or is pumped, over the largest difference of bath temperatures",
        "springs": "strengths, in the order of the graph's springs",
        "temperatures": "of the baths, in [0, 1]",
    },
)
REFERENCES = Table(
    "networks_references/1",
    {
        "kind": "circulation or pump",
        "title": "which example",
        "limit": "its strongest spring, or the lift of its pump over its largest difference of bath temperatures",
        "flux": "heat that circulates or is pumped, over that difference",
    },
)

_TRIANGLE, _SQUARE = ((1, 2), (1, 3), (2, 3)), ((1, 2), (2, 3), (3, 4), (1, 4))
# graphs in which heat shall circulate: name -> springs, baths
GRAPHS = {
    "triangle, two baths": (_TRIANGLE, (1, 2)),
    "triangle, three baths": (_TRIANGLE, (1, 2, 3)),
    "square, four baths": (_SQUARE, (1, 2, 3, 4)),
}
_PLACES = {
    "triangle, two baths": EXAMPLES["2"].places,
    "triangle, three baths": EXAMPLES["3"].places,
    "square, four baths": {1: (0.0, 1.0), 2: (1.1, 1.0), 3: (1.1, 0.0), 4: (0.0, 0.0)},
    "pump, largest lift": EXAMPLES["4"].places,
}
_WEAKEST = 1.0
_PRECISION, _ITERATIONS = 1e-8, 100
_DECIMALS = 8  # of what is found, beyond which it is rounding


@dataclass(frozen=True)
class Aim:
    """What is to be maximised.

    Attributes
    ----------
    springs
        Pairs of masses (i, j), i < j, that springs join.
    baths
        Masses with a bath, of unit friction.
    positive
        Fluxes phi_{i->j} whose smallest one is to be large.
    blocked
        Fluxes phi_{i->j} that must be <= 0.
    lift
        (hotter, colder, difference): baths whose temperatures differ by this at least.
    """

    springs: tuple[Pair, ...]
    baths: tuple[int, ...]
    positive: tuple[Pair, ...]
    blocked: tuple[Pair, ...] = ()
    lift: tuple[int, int, float] | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """The best network found and the smallest of the fluxes that were to be large."""

    network: OscillatorNetwork
    flux: float
    aim: Aim = field(repr=False)


def maximise(aim: Aim, *, largest: float, n_starts: int, rng: Generator, first: Found | None = None) -> Found:
    """The best of `n_starts` local searches.

    Parameters
    ----------
    aim
        What to maximise on which graph.
    largest
        Bound on the strengths, which lie in [1, largest]; pinning and friction are 1.
    n_starts
        Random starts: strengths uniform in their logarithm, temperatures uniform.
    rng
        Source of the starts.
    first
        One more start.

    Raises
    ------
    ValueError
        No start led to a network that meets the bounds.
    """
    starts = [_random_start(aim, largest, rng) for _ in range(n_starts)]
    if first is not None:
        starts.append(_unknowns(first))
    found = [result for start in starts if (result := _local_search(aim, start, largest)) is not None]
    if not found:
        raise ValueError(f"n_starts={n_starts} led to no network that meets the bounds; raise it")
    return max(found, key=lambda result: result.flux)


def circulation_aims(springs: Sequence[Pair], baths: Sequence[int]) -> list[Aim]:
    """One aim for each cycle of a graph and each sense of rotation."""
    return [Aim(tuple(springs), tuple(baths), cycle) for cycle in _cycles(springs)]


def pump_aim(lift: float) -> Aim:
    """Example 4's graph: heat from bath 4 to bath 3, hotter by `lift`, and none from the upper chain."""
    springs, baths = tuple(EXAMPLES["4"].springs), tuple(EXAMPLES["4"].temperature)
    return Aim(springs, baths, ((4, 6), (6, 3)), blocked=((5, 6),), lift=(3, 4, lift))


def search_table(
    section: Mapping[str, Any], rng: Generator, graphs: Mapping[str, tuple[Sequence[Pair], Sequence[int]]]
) -> tuple[pd.DataFrame, dict[str, Found]]:
    """All searches of the configuration's section `networks.search`, and the last network of each graph.

    `graphs` are those in which heat shall circulate: name -> springs, baths.  Each limit begins from the best of the
    one before too, so that a wider bound on the strengths is never worse.
    """
    rows, last = [], {}
    for graph, (springs, baths) in graphs.items():
        best = None
        for limit in sorted(section["largest_strengths"]):
            aims = circulation_aims(springs, baths) if best is None else [best.aim]
            found = [maximise(a, largest=limit, n_starts=section["starts"], rng=rng, first=best) for a in aims]
            best = max(found, key=lambda result: result.flux)
            rows.append(_row("circulation", graph, limit, best))
        last[graph] = best
    best = None
    for lift in sorted(section["lifts"]):
        options = {"largest": max(section["largest_strengths"]), "n_starts": section["starts"], "rng": rng}
        best = maximise(pump_aim(lift), first=best, **options)
        rows.append(_row("pump", "Example 4", lift, best))
    last["pump, largest lift"] = best
    return pd.DataFrame(rows), last


def drawn(found: Mapping[str, Found]) -> dict[str, Example]:
    """The networks found as examples that can be drawn."""
    return {
        name: Example(
            name.replace(", ", ",\n"), dict(one.network.springs), dict(one.network.temperature), _PLACES[name]
        )
        for name, one in found.items()
    }


def reference_table() -> pd.DataFrame:
    """The examples of the paper in the units of the search, columns of REFERENCES.columns."""
    rows = []
    for name in ("2 circulating", "3"):
        example = EXAMPLES[name]
        flux = example.network.steady_state().circulation.strength / _difference(example)
        rows.append(("circulation", example.title, max(example.springs.values()), flux))
    example = EXAMPLES["4 giving"]
    state, difference = example.network.steady_state(), _difference(example)
    lift = (example.temperature[3] - example.temperature[4]) / difference
    rows.append(("pump", example.title, lift, min(state.flux(4, 6), state.flux(6, 3)) / difference))
    return pd.DataFrame(rows, columns=list(REFERENCES.columns))


def _difference(example: Example) -> float:
    return max(example.temperature.values()) - min(example.temperature.values())


def _row(kind: str, graph: str, limit: float, found: Found) -> dict[str, object]:
    springs, temperatures = (
        " ".join(f"{value:.4g}" for value in values.values())
        for values in (found.network.springs, found.network.temperature)
    )
    return dict(zip(SEARCH.columns, (kind, graph, limit, found.flux, springs, temperatures), strict=True))


def _cycles(springs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """All simple cycles in both senses, each from its smallest mass."""
    neighbours: dict[int, list[int]] = {}
    for i, j in springs:
        neighbours.setdefault(i, []).append(j)
        neighbours.setdefault(j, []).append(i)
    paths, cycles = [(mass,) for mass in sorted(neighbours)], []
    while paths:
        path = paths.pop()
        for mass in neighbours[path[-1]]:
            if mass == path[0] and len(path) > 2:
                cycles.append(tuple(zip(path, (*path[1:], path[0]), strict=True)))
            elif mass > path[0] and mass not in path:
                paths.append((*path, mass))
    return cycles


def _random_start(aim: Aim, largest: float, rng: Generator) -> NDArray:
    logs = rng.uniform(np.log(_WEAKEST), np.log(largest), len(aim.springs))
    return np.concatenate([logs, rng.uniform(size=len(aim.baths)), [0.0]])


def _unknowns(found: Found) -> NDArray:
    springs, temperatures = (list(v.values()) for v in (found.network.springs, found.network.temperature))
    return np.concatenate([np.log(springs), temperatures, [found.flux]])


def _network(aim: Aim, unknowns: NDArray) -> OscillatorNetwork:
    n_springs, n_baths = len(aim.springs), len(aim.baths)
    strengths = np.exp(unknowns[:n_springs])
    temperatures = np.clip(unknowns[n_springs : n_springs + n_baths], 0.0, 1.0)
    return OscillatorNetwork(
        springs=dict(zip(aim.springs, map(float, strengths), strict=True)),
        friction=dict.fromkeys(aim.baths, 1.0),
        temperature=dict(zip(aim.baths, map(float, temperatures), strict=True)),
    )


def _margins(unknowns: NDArray, aim: Aim) -> NDArray:
    """What must be >= 0: the fluxes to be large less t, the blocked ones reversed, the lift."""
    fluxes = _network(aim, unknowns).steady_state().fluxes
    large = [fluxes[i - 1, j - 1] - unknowns[-1] for i, j in aim.positive]
    blocked = [-fluxes[i - 1, j - 1] for i, j in aim.blocked]
    lift = []
    if aim.lift is not None:
        hotter, colder, difference = aim.lift
        temperatures = dict(zip(aim.baths, unknowns[len(aim.springs) :], strict=False))
        lift = [temperatures[hotter] - temperatures[colder] - difference]
    return np.array([*large, *blocked, *lift])


def _local_search(aim: Aim, start: NDArray, largest: float) -> Found | None:
    """One run of SLSQP; None unless its end meets the bounds."""
    bounds = [(np.log(_WEAKEST), np.log(largest))] * len(aim.springs) + [(0.0, 1.0)] * len(aim.baths) + [(-1.0, 1.0)]
    slope = np.zeros(start.size)
    slope[-1] = -1.0
    result = minimize(
        lambda unknowns: -unknowns[-1],
        start,
        jac=lambda unknowns: slope,
        bounds=bounds,
        constraints=[{"type": "ineq", "fun": _margins, "args": (aim,)}],
        method="SLSQP",
        options={"maxiter": _ITERATIONS, "ftol": _PRECISION},
    )
    if _margins(result.x, aim).min() < -1e-7:
        return None
    network = _network(aim, result.x.round(_DECIMALS))
    state = network.steady_state()
    return Found(network, min(state.flux(i, j) for i, j in aim.positive), aim)
