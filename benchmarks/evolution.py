"""Processor time of `solve_evolution` against other integrators of the same equations, and py-pde; docs/evolution.md.

Run with ``make bench``; py-pde takes part where it is installed, as it is in the environment of that target.  Times
depend on the load of the machine; compare the ratios, which are taken within rounds in which all contestants run once.
"""

from functools import partial
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.interpolate import CubicSpline
from scipy.sparse import diags_array

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.evolution.evolution import Evolution, solve_evolution
from thermochain.rotors.evolution.finite_volume import FiniteVolumes
from thermochain.rotors.macroscopic.mesh import line

PUBLISHED = published_coefficients()
BATHS = {"T_left": 0.5, "T_right": 0.5, "p_left": 0.0, "p_right": 1.5}
N_CELLS, END, TOLERANCE = 512, 20.0, 1e-8  # at the end the rates of change are 1e-9
N_ROUNDS, N_ROUNDS_PEER = 9, 3
PEER_CELLS, PEER_END, PEER_TOLERANCE = (64, 128, 256), 1.0, 1e-6
AGREEMENT = 1e-6  # largest difference of profiles between integrators of one scheme


def to_rest() -> NDArray:
    """Temperatures in the stationary state that follows after a torque is switched on at a chain at rest."""
    state = solve_evolution(
        PUBLISHED, momentum=0.0, temperature=0.5, times=[0.0, END], n_cells=N_CELLS, tolerance=TOLERANCE, **BATHS
    )
    return state.temperature[-1]


def to_rest_by(method: str) -> NDArray:
    """Temperatures as of `to_rest`, by BDF or Radau with sparse Jacobians."""
    mesh = line(N_CELLS)
    volumes = FiniteVolumes(PUBLISHED, mesh, held=np.isin(np.arange(N_CELLS + 1), [0, N_CELLS]))
    start = volumes.pack(np.where(mesh.x == 1.0, BATHS["p_right"], 0.0), np.full(mesh.x.size, 0.5))
    offsets = np.arange(-volumes.bandwidth, volumes.bandwidth + 1)
    pattern = diags_array(np.ones(offsets.size), offsets=offsets, shape=(start.size, start.size))
    solution = solve_ivp(
        volumes.rates,
        (0.0, END),
        start,
        method=method,
        rtol=TOLERANCE,
        atol=0.5 * TOLERANCE,  # the tolerance of `solve_evolution` times the lowest temperature
        jac_sparsity=pattern,
    )
    return volumes.temperature(*volumes.unpack(solution.y[:, -1]))


def momentum(x: NDArray) -> NDArray:
    return 0.2 + 0.5 * np.sin(0.5 * np.pi * x)


def temperature(x: NDArray) -> NDArray:
    return 0.6 + 0.2 * np.sin(0.5 * np.pi * x)


def relax(n_cells: int) -> Evolution:
    """Temperatures of a closed chain, for the comparison with py-pde."""
    return solve_evolution(
        PUBLISHED,
        momentum=momentum,
        temperature=temperature,
        times=[0.0, PEER_END],
        n_cells=n_cells,
        tolerance=PEER_TOLERANCE,
    )


def print_times(title: str, measured: dict) -> None:
    """Print seconds, and ratios to the first contestant, as median (quartiles)."""
    first = next(iter(measured))
    print(f"\n{title:44s}{'seconds':>26s}{'over the first':>26s}")
    for name, rate in measured.items():
        ratio = f"{Spread.of(measured[first] / rate):.3g}" if name != first else ""
        print(f"{name:44s}{f'{Spread.of(1 / rate):.3f}':>26s}{ratio:>26s}")


def compare_integrators() -> list[Entry]:
    """Compare all integrators on the finite volumes; stop if they disagree."""
    here = to_rest()
    contestants = {"this solver: LSODA, banded Jacobian": (to_rest, 1.0)}
    for method in ("BDF", "Radau"):
        difference = np.max(np.abs(to_rest_by(method) - here))
        if not difference < AGREEMENT:
            raise SystemExit(f"{method} and this solver differ by {difference:.1e}, more than {AGREEMENT}")
        contestants[f"{method}, sparse Jacobian"] = partial(to_rest_by, method), 1.0
    title = f"{N_CELLS} cells, to the stationary state"
    return _entries(title, rates(contestants, N_ROUNDS))


def _entries(title: str, measured: dict) -> list[Entry]:
    print_times(title, measured)
    (_, here), *others = measured.items()
    return compared("solvers", f"evolution, {title}", "runs/s", here, 1.0, dict(others))


def compare_with_peer(n_cells: int) -> list[Entry]:
    """Compare with py-pde's compiled adaptive Runge-Kutta scheme, without compilation; stop if it disagrees."""
    from benchmarks.evolution_peer import Relaxation

    peer = Relaxation(n_cells, momentum, temperature, PEER_TOLERANCE)
    here = relax(n_cells)
    _, by_peer = peer.run(PEER_END)
    difference = np.max(np.abs(CubicSpline(here.x, here.temperature[-1])(peer.x) - by_peer))
    allowed = 1.0 / n_cells**2  # both schemes are of second order, with errors of 0.1 to 0.4 of this
    if not difference < allowed:
        raise SystemExit(
            f"py-pde and this solver differ by {difference:.1e} on {n_cells} cells, more than {allowed:.1e}"
        )
    contestants = {
        "this solver": (partial(relax, n_cells), 1.0),
        "py-pde, Runge-Kutta, compiled": (partial(peer.run, PEER_END), 1.0),
    }
    return _entries(f"{n_cells} cells, closed, to t = {PEER_END:g}", rates(contestants, N_ROUNDS_PEER))


def main() -> list[Entry]:
    """Print everything."""
    print("processor time of one evolution, median (quartiles)")
    found = compare_integrators()
    if find_spec("pde") is None:
        print("\nno py-pde here: make crosscheck installs it, apart, and runs this there")
        return found
    for n_cells in PEER_CELLS:
        found += compare_with_peer(n_cells)
    return found


if __name__ == "__main__":
    main()
