"""Tables of the exact steady states of the examples: beside the printed values, bath by bath, free, and as graphs."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import brentq

from thermochain.oscillators.networks.state import NetworkState
from thermochain.oscillators.networks.study.examples import EXAMPLES, Example, steady_states, triangle
from thermochain.oscillators.networks.superposition import states_of_baths
from thermochain.runs.pages import page
from thermochain.runs.table import Table

COMPARISON = Table(
    "networks_examples/2",
    example="network",
    quantity="flux i->j, kinetic temperature <p_i^2>",
    exact="value in the exact steady state",
    printed="value in Eckmann and Zabey's text and captions; empty if they print none",
    agrees="whether the exact value differs from the printed one by less than one unit of its last digit",
)
MASSES = Table(
    "networks_masses/1",
    example="network",
    title="its name",
    mass="number from 1",
    x="place in the drawing",
    y="place in the drawing",
    kinetic_temperature="<p_i^2>",
    bath_temperature="T_i; empty without a bath",
    bath_flux="phi_i, energy a unit of time from the bath",
)
SPRINGS = Table(
    "networks_springs/1",
    example="network",
    i="mass that the energy comes from",
    j="mass that it flows to",
    strength="k_ij = -V_ij",
    flux="phi_{i->j} >= 0",
    circulates="whether the spring lies on the strongest cycle of fluxes",
)
SCAN = Table(
    "networks_example_2/2",
    strength="k_13 = -V_13 of Example 2",
    flux_12="phi_{1->2}",
    flux_23="phi_{2->3} = phi_{3->1}; > 0 where heat circulates",
    circulation="heat that circulates, 0 without a cycle",
)
BATHS = Table(
    "networks_baths/1",
    example="network",
    bath="mass whose bath keeps its temperature, while all others have T = 0",
    temperature="T_i of this bath",
    quantity="flux i->j, in the direction of the whole network's flux, or kinetic temperature i",
    value="what this bath brings; the values of all baths add up to the flux of the network",
)
FREE = Table(
    "networks_free/1",
    example="network",
    quantity="flux i->j, kinetic temperature i, or diffusivity of the translation",
    pinned="value with the pinning 1; empty for the diffusivity",
    free="value without pinning",
)


def baths_frame() -> pd.DataFrame:
    """Table BATHS: the fluxes and <p_i^2> that each bath alone brings to every example."""
    rows = []
    for name, example in EXAMPLES.items():
        whole = example.network.steady_state()
        for bath, state in states_of_baths(example.network).items():
            for quantity, value in _values(whole, example, state).items():
                rows.append((name, bath, example.temperature[bath], quantity, value))
    return BATHS.frame(rows)


def free_frame() -> pd.DataFrame:
    """Table FREE: every example with and without pinning, and the diffusivity of the free one's translation."""
    rows = []
    for name, example in EXAMPLES.items():
        pinned, network = example.network.steady_state(), example.free.network
        free = _values(pinned, example, network.steady_state())
        for quantity, value in _values(pinned, example, pinned).items():
            rows.append((name, quantity, value, free[quantity]))
        [diffusivity] = network.translation_diffusivities.values()
        rows.append((name, "diffusivity of the translation", np.nan, diffusivity))
    return FREE.frame(rows)


def comparison_frame() -> pd.DataFrame:
    """Table COMPARISON: every flux and <p_i^2> of every example beside the printed values."""
    rows = []
    for (name, state), example in zip(steady_states().items(), EXAMPLES.values(), strict=True):
        printed_pairs = {tuple(sorted(key)): key for key in example.printed if isinstance(key, tuple)}
        for pair in example.springs:
            i, j = printed_pairs.get(pair, _along(state, *pair))
            rows.append((name, f"flux {i}->{j}", *_compared(state.flux(i, j), example.printed.get((i, j)))))
        for mass in example.places:
            compared = _compared(state.kinetic_temperature(mass), example.printed.get(mass))
            rows.append((name, f"kinetic temperature {mass}", *compared))
    return COMPARISON.frame(rows)


def comparison_page(table: pd.DataFrame) -> str:
    """The printed values beside the exact ones, as a page of the report."""
    printed = table[table["printed"].notna()]
    rows = (
        [r.example, r.quantity, f"{r.printed:g}", f"{r.exact:.4f}", "yes" if r.agrees else "no"]
        for r in printed.itertuples()
    )
    return page("Oscillator networks: printed and exact", ["Example", "Quantity", "Printed", "Exact", "Agrees"], rows)


def graph_frames(examples: dict[str, Example]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables MASSES and SPRINGS of the networks, with the values that a drawing shows."""
    masses, springs = [], []
    for name, example in examples.items():
        state = example.network.steady_state()
        for mass, (x, y) in example.places.items():
            values = (name, example.title, mass, x, y, state.kinetic_temperature(mass))
            bath = (example.temperature.get(mass, np.nan), state.bath_flux(mass))
            masses.append(values + bath)
        for pair, strength in example.springs.items():
            i, j = _along(state, *pair)
            springs.append((name, i, j, strength, state.flux(i, j), (i, j) in state.circulation.edges))
    return MASSES.frame(masses), SPRINGS.frame(springs)


def scan_frame(largest: float, n_points: int) -> pd.DataFrame:
    """Table SCAN: fluxes of Example 2 against the strength of its weak spring.

    Besides `n_points` strengths up to `largest` it holds those at which phi_{2->3} vanishes.
    """
    strengths = np.linspace(0.0, largest, n_points + 1)[1:]
    rows = []
    for strength in np.sort(np.concatenate([strengths, _zeros(strengths)])):
        state = triangle(float(strength)).network.steady_state()
        rows.append((strength, state.flux(1, 2), state.flux(2, 3), state.circulation.strength))
    return SCAN.frame(rows)


def _zeros(strengths: NDArray) -> list[float]:
    """Strengths at which phi_{2->3} of Example 2 vanishes."""

    def flux(strength: float) -> float:
        return triangle(float(strength)).network.steady_state().flux(2, 3)

    signs = np.sign([flux(strength) for strength in strengths])
    turns = np.flatnonzero(signs[1:] != signs[:-1])
    return [brentq(flux, strengths[k], strengths[k + 1], xtol=1e-10) for k in turns]


def _values(whole: NetworkState, example: Example, state: NetworkState) -> dict[str, float]:
    """Fluxes of a state, in the directions that they have in another, and its <p_i^2>, by name."""
    pairs = [_along(whole, *pair) for pair in example.springs]
    fluxes = {f"flux {i}->{j}": state.flux(i, j) for i, j in pairs}
    return fluxes | {f"kinetic temperature {mass}": state.kinetic_temperature(mass) for mass in example.places}


def _along(state: NetworkState, i: int, j: int) -> tuple[int, int]:
    """The pair in the direction of its flux."""
    return (i, j) if state.flux(i, j) >= 0.0 else (j, i)


def _compared(exact: float, printed: tuple[float, int] | None) -> tuple[float, float, bool]:
    """The exact value, the printed one, and whether they agree."""
    value, decimals = printed or (np.nan, 0)
    # the paper truncates some values and rounds others: 18.25 is printed as 18, 0.356 as 0.35
    return exact, value, printed is not None and abs(exact - value) < 10.0**-decimals
