"""Search for couplings and bath temperatures that maximise heat against the temperatures or in circles in a network.

The smallest of some fluxes is to be as large as possible: those along a cycle (heat that circulates), or those from a
colder bath into the network and out of it into a hotter one (heat that is pumped).  With that smallest flux as an
unknown of its own, t, the problem is smooth: maximise t under flux >= t, by SciPy's SLSQP from many random starts on
the exact fluxes.  Fluxes do not change when all temperatures are shifted and scale with their differences, so
temperatures are sought in [0, 1] and fluxes are in units of the largest difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from scipy.optimize import minimize

from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork

Pair = tuple[int, int]
_WEAKEST = 1.0
_PRECISION, _ITERATIONS = 1e-8, 100
_DECIMALS = 8  # decimals of the results; further ones are rounding errors


@dataclass(frozen=True)
class Aim:
    """Goal of a search: the smallest of some fluxes is to be as large as possible."""

    springs: tuple[Pair, ...]  # pairs of masses (i, j), i < j, that springs join
    baths: tuple[int, ...]  # masses with a bath, of unit friction
    positive: tuple[Pair, ...]  # fluxes phi_{i->j}, the smallest of which is maximised
    blocked: tuple[Pair, ...] = ()  # fluxes phi_{i->j} that must be <= 0
    # (hotter, colder, difference): baths whose temperatures differ by this at least.
    lift: tuple[int, int, float] | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """The best network found, and the smallest of the fluxes in `Aim.positive`."""

    network: OscillatorNetwork  # the best network
    flux: float  # the smallest of its fluxes in `aim.positive`
    aim: Aim = field(repr=False)


def maximise(aim: Aim, *, largest: float, n_starts: int, rng: Generator, first: Found | None = None) -> Found:
    """Best result of `n_starts` local searches.

    Parameters
    ----------
    aim
        Goal, with the graph on which it is sought.
    largest
        Bound on the strengths, which lie in [1, largest]; pinning and friction are 1.
    n_starts
        Random starts: strengths uniform in their logarithm, temperatures uniform.
    rng
        Source of the starts.
    first
        A network from which one more local search starts.

    Raises
    ------
    ValueError
        No start led to a network that meets the bounds.
    """
    starts = [_random_start(aim, largest, rng) for _ in range(n_starts)]
    if first is not None:
        starts.append(_unknowns(first, largest))
    found = [result for start in starts if (result := _local_search(aim, start, largest)) is not None]
    if not found:
        raise ValueError(f"n_starts={n_starts} led to no network that meets the bounds; increase it")
    return max(found, key=lambda result: result.flux)


def circulation_aims(springs: Sequence[Pair], baths: Sequence[int]) -> list[Aim]:
    """One aim for each cycle of a graph and each sense of rotation."""
    return [Aim(tuple(springs), tuple(baths), cycle) for cycle in _cycles(springs)]


def widest_circulation(
    springs: Sequence[Pair], baths: Sequence[int], limits: Sequence[float], *, n_starts: int, rng: Generator
) -> list[Found]:
    """Networks with the strongest circulation of heat on a graph, one for each of increasing bounds on the strengths.

    Every cycle is searched in both senses at every bound.  The sense that was best at the bound before also starts from
    its best network, so that a wider bound is never worse; at last every bound is tried from the best network of the
    next wider one, whose strengths are cut to the bound.
    """
    found: list[Found] = []
    for limit in limits:
        best = []
        for aim in circulation_aims(springs, baths):
            first = next((one for one in found[-1:] if one.aim == aim), None)
            best.append(maximise(aim, largest=limit, n_starts=n_starts, rng=rng, first=first))
        found.append(max(best, key=lambda result: result.flux))
    for k in range(len(limits) - 2, -1, -1):
        wider = found[k + 1]
        again = _local_search(wider.aim, _unknowns(wider, limits[k]), limits[k])
        if again is not None and again.flux > found[k].flux:
            found[k] = again
    return found


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


def _unknowns(found: Found, largest: float) -> NDArray:
    """Unknowns of the optimisation for a network found, its strengths cut to the bound `largest`."""
    springs, temperatures = (list(v.values()) for v in (found.network.springs, found.network.temperature))
    return np.concatenate([np.log(np.minimum(springs, largest)), temperatures, [found.flux]])


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
    """Margins of the constraints, >= 0 where met: positive fluxes minus t, blocked fluxes reversed, the lift."""
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
    """Result of one run of SLSQP; None unless it meets the constraints."""
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
