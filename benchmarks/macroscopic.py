"""Speed of stationary states on one core, against the fixed point of Appendix B, Newton's method and collocation.

Run with ``make bench``.  Every contestant solves the same states, with the published coefficients, and
gives the same profiles on 1001 points.  Rates depend on the load of the machine; compare the ratios, which are taken
within rounds in which every contestant runs once.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_bvp

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.rotors.coefficients import published_coefficients
from thermochain.rotors.macroscopic.first_integral import energy_current, energy_current_slope
from thermochain.rotors.macroscopic.profiles import stationary_profiles
from thermochain.rotors.macroscopic.solve import solve_stationary

N_ROUNDS = 7
N_STATES, N_MANY, N_MAP = 6, 512, 200
X = np.linspace(-1.0, 1.0, 1001)
COEFFICIENTS = published_coefficients()
MANY = "first integral, 512 states a call"
MANY_COARSE = "the same, profiles on 101 points"
MAP, MAP_RESPONSE = "map of J^e, 200 x 200", "map of dJ^e/dT_R, 200 x 200"
_NAMES = ("T_left", "T_right", "p_left", "p_right")
_TOLERANCE = 1e-5  # error of the paper's mesh at the peaks of these states, and of collocation
_COLLOCATION = 1e-4  # relative residual with which collocation is about as accurate as the mesh

States = NDArray  # shape (4, n): T_left, T_right, p_left, p_right
Solver = Callable[[States], NDArray]  # returns temperatures, shape (n, n_x)


def random_states(n: int) -> States:
    """Random boundary values: temperatures from 0.4 to 1, |dp| up to 1."""
    rng = np.random.default_rng(0)
    T, p = rng.uniform(0.4, 1.0, (2, n)), rng.uniform(-0.5, 0.5, (2, n))
    return np.concatenate([T, p])


def all_at_once(states: States, x: NDArray = X) -> NDArray:
    """Temperatures of all states by one call."""
    return stationary_profiles(COEFFICIENTS, *states, x).temperature


def one_by_one(method: str, states: States) -> NDArray:
    """Temperatures by `method`, with one call for each state."""
    cases = (dict(zip(_NAMES, values, strict=True)) for values in states.T)
    return np.stack(
        [solve_stationary(COEFFICIENTS, **case, method=method, n_cells=X.size - 1).temperature for case in cases]
    )


def collocation(states: States) -> NDArray:
    """`scipy.integrate.solve_bvp` for p and T with both currents as parameters, from straight lines."""
    return np.stack([_collocate(*values) for values in states.T])


def _collocate(T_left: float, T_right: float, p_left: float, p_right: float) -> NDArray:
    c = COEFFICIENTS

    def slopes(x, y, currents):
        p, T = y
        jp, je = currents
        return np.stack([-jp / c.momentum_diffusivity(T), (p * jp - je) / c.thermal_conductivity(T)])

    def ends(left, right, currents):
        return np.array([left[0] - p_left, left[1] - T_left, right[0] - p_right, right[1] - T_right])

    x = np.linspace(-1.0, 1.0, 21)
    u = 0.5 * (x + 1.0)
    start = np.stack([p_left + (p_right - p_left) * u, T_left + (T_right - T_left) * u])
    result = solve_bvp(slopes, ends, x, start, p=np.zeros(2), tol=_COLLOCATION)
    if not result.success:
        raise SystemExit(f"solve_bvp failed: {result.message}")
    return result.sol(X)[1]


SOLVERS: dict[str, Solver] = {
    "first integral, one state a call": partial(one_by_one, "first_integral"),
    "finite differences, Newton": partial(one_by_one, "finite_difference"),
    "fixed point of Appendix B": partial(one_by_one, "fixed_point"),
    "scipy solve_bvp": collocation,
}


def errors(states: States) -> dict[str, float]:
    """Largest difference in temperature from the first integral; stops if a solver fails."""
    exact, found = all_at_once(states), {}
    for name, solve in SOLVERS.items():
        found[name] = float(np.max(np.abs(solve(states) - exact)))
        if not found[name] < _TOLERANCE:
            raise SystemExit(f"{name} differs by {found[name]:.1e}, more than {_TOLERANCE}")
    return found


def contestants(states: States) -> dict:
    """Contestants for `rates`: calls, and the number of states that each solves."""
    found = {name: (partial(solve, states), states.shape[1]) for name, solve in SOLVERS.items()}
    found[MANY] = partial(all_at_once, random_states(N_MANY)), N_MANY
    found[MANY_COARSE] = partial(all_at_once, random_states(N_MANY), X[::10]), N_MANY
    T_right, p_right = np.linspace(0.3, 1.0, N_MAP)[:, None], np.linspace(-2.0, 2.0, N_MAP)
    boundary = COEFFICIENTS, 0.3, T_right, 0.0, p_right
    found[MAP] = partial(energy_current, *boundary), N_MAP**2
    found[MAP_RESPONSE] = partial(energy_current_slope, *boundary, side="right"), N_MAP**2
    return found


def main() -> list[Entry]:
    """Print everything."""
    states = random_states(N_STATES)
    print(f"{N_STATES} states, {X.size} points of each profile, {N_ROUNDS} rounds, one core")
    difference = errors(states)
    measured = rates(contestants(states), N_ROUNDS)
    print(f"\n{'':38s}{'microseconds a state':>32s}{'largest error of T':>22s}")
    for name, rate in measured.items():
        error = f"{difference[name]:.0e}" if name in difference else ""
        print(f"{name:38s}{f'{Spread.of(1e6 / rate):.1f}':>32s}{error:>22s}")
    print("\nhow many times faster the first integral is, 512 states a call: median (quartiles) of paired ratios")
    for name in SOLVERS:
        print(f"{name:38s}{f'{Spread.of(measured[MANY] / measured[name]):.1f}':>32s}")
    both = N_MAP**2 / measured[MAP] + N_MAP**2 / measured[MAP_RESPONSE]
    print(f"\nboth maps: {Spread.of(both):.2f} s")
    peers = {name: measured[name] for name in SOLVERS}
    return [
        *compared("solvers", f"stationary states, {MANY}", "1e3 states/s", measured[MANY], 1e3, peers),
        Entry("solvers", f"{MAP}, with dJ^e/dT_R", Spread.of(both), "s"),
    ]


if __name__ == "__main__":
    main()
