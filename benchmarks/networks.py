"""Time of exact stationary states of networks and of closed moments on one core; docs/networks.md, docs/harmonic.md.

Run with ``make bench``.  Every round runs all contestants, and the ratios are formed within rounds.
"""

from functools import partial

import numpy as np
from scipy.linalg import solve_continuous_lyapunov

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.oscillators.harmonic.flip_chain import flip_chain_moments
from thermochain.oscillators.networks.oscillator_network import OscillatorNetwork

N_MASSES, N_SPRINGS = 400, 128
N_ROUNDS = 3
AGREEMENT = 1e-8
OURS, SCIPY = f"stationary state of {N_MASSES} masses", "scipy.linalg.solve_continuous_lyapunov"
MOMENTS = f"moments of {N_SPRINGS} springs with velocity flips"


def network() -> OscillatorNetwork:
    """A chain with one further random spring for each mass, and baths at a tenth of the masses."""
    rng = np.random.default_rng(2)
    springs = {(i, i + 1): 1.0 for i in range(1, N_MASSES)}
    for i in range(1, N_MASSES - 2):
        springs[i, int(rng.integers(i + 2, N_MASSES + 1))] = float(rng.uniform(0.2, 1.0))
    held = range(1, N_MASSES + 1, 10)
    temperature = {i: float(rng.uniform(1.0, 10.0)) for i in held}
    return OscillatorNetwork(springs=springs, pinning=1.0, friction=dict.fromkeys(held, 1.0), temperature=temperature)


def main() -> list[Entry]:
    """Print times and ratios; stops if both ways do not agree."""
    system = network()
    reference = partial(solve_continuous_lyapunov, system.drift, -system.noise)
    difference = np.max(np.abs(system.steady_state().covariance - reference()))
    if not difference < AGREEMENT:
        raise SystemExit(f"the covariances differ by {difference:.1e}, more than {AGREEMENT}")
    chain = {"n": N_SPRINGS, "flip_rate": 1.0, "force": 1.0, "T_left": 1.0, "T_right": 2.0}
    contestants = {
        OURS: (system.steady_state, 1),
        SCIPY: (reference, 1),
        MOMENTS: (partial(flip_chain_moments, **chain), 1),
    }
    measured = rates(contestants, N_ROUNDS)
    print(f"seconds of one solution, {N_ROUNDS} rounds, median (quartiles)")
    for name, rate in measured.items():
        print(f"{name:56s}{f'{Spread.of(1 / rate):.2f}':>24s}")
    print(f"{'ratio':56s}{f'{Spread.of(measured[OURS] / measured[SCIPY]):.2f}':>24s}")
    return [
        *compared("networks", OURS, "solutions/s", measured[OURS], 1.0, {SCIPY: measured[SCIPY]}),
        Entry("harmonic chains", MOMENTS, Spread.of(1 / measured[MOMENTS]), "s"),
    ]


if __name__ == "__main__":
    main()
