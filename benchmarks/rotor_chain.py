"""Speed of driven chains on one core relative to closed rings of the same size, and of other chains.

Run with ``make bench``; see docs/performance.md.  Every round runs all contestants, and the ratios are formed within
rounds.
"""

from functools import partial

import numpy as np
from numpy.random import SFC64, Generator

from benchmarks.entry import Entry, compared
from benchmarks.pairing import Spread, rates
from thermochain.engine.bond_forces.harmonic import harmonic
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.signed_swaps import SignedSwaps, no_noise
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip
from thermochain.rotors.driven.chains import RotorChains
from thermochain.rotors.green_kubo.rotor_rings import RotorRings

SIZES = (65, 129, 257, 1025)
HARMONIC = 129
N_REPLICAS = 32
N_ROUNDS = 15
TIME_STEP = 0.1
STRIDE, PROFILE_STRIDE = 4, 40  # values of the study: currents every 0.4, moments every 4
_WORK = 6e7  # rotor updates in one call


def contestants(n_rotors: int) -> dict:
    """Rings with currents; chains with currents and moments, with currents only, and their noise alone."""
    rng = Generator(SFC64(n_rotors))
    angles, momenta = np.zeros((n_rotors, N_REPLICAS)), rng.standard_normal((n_rotors, N_REPLICAS))
    n_steps = PROFILE_STRIDE * max(1, round(_WORK / (n_rotors * N_REPLICAS * PROFILE_STRIDE)))
    baths = {"temperatures": (1.0, 1.0), "torques": (0.0, 1.0), "friction": 1.0, "rng": rng}
    rings = RotorRings(angles, momenta, TIME_STEP)
    full, bare = (RotorChains(angles, momenta, TIME_STEP, **baths) for _ in range(2))
    calls = {
        "ring": partial(rings.run, n_steps // STRIDE, STRIDE),
        "chain": partial(full.run, n_steps, STRIDE, PROFILE_STRIDE),
        "without moments": partial(bare.run, n_steps, STRIDE, n_steps),
        "noise alone": partial(rng.standard_normal, (n_steps, 2, N_REPLICAS)),
    }
    return {(n_rotors, name): (call, n_rotors * N_REPLICAS * n_steps) for name, call in calls.items()}


def harmonic_chains(swaps: SignedSwaps, rate: float) -> NoisyChains:
    """Harmonic chains between the same baths as the rotors."""
    rng = Generator(SFC64(1))
    baths = {"temperatures": (1.0, 1.0), "friction": (1.0, 1.0)}
    start = np.zeros((HARMONIC - 1, N_REPLICAS)), rng.standard_normal((HARMONIC, N_REPLICAS))
    return NoisyChains(*start, TIME_STEP, force=harmonic, swaps=swaps, rate=rate, rng=rng, **baths)


def other_chains() -> dict:
    """Harmonic chains without noise in the bulk, and with flips of velocities."""
    n_steps = PROFILE_STRIDE * round(_WORK / (HARMONIC * N_REPLICAS * PROFILE_STRIDE))
    found = {}
    for name, noise, rate in (("harmonic", no_noise, 0.0), ("harmonic, flips of rate 1", velocity_flip, 1.0)):
        chains = harmonic_chains(noise(HARMONIC - 1, HARMONIC, False), rate)
        call = partial(chains.run, n_steps, stride=STRIDE, profile_stride=PROFILE_STRIDE)
        found[HARMONIC, name] = call, HARMONIC * N_REPLICAS * n_steps
    return found


def main() -> list[Entry]:
    """Print rates and ratios."""
    measured = {}
    for n_rotors in SIZES:
        measured |= rates(contestants(n_rotors), N_ROUNDS)
    others = rates(other_chains(), N_ROUNDS)
    print(f"driven chains, {N_REPLICAS} replicas, {N_ROUNDS} rounds, one core; 1e9 rotor updates/s, ratios to the ring")
    print(f"{'n':>6s}{'ring':>8s}{'chain':>8s}{'chain/ring':>26s}{'without moments/ring':>26s}{'time for noise':>16s}")
    for n in SIZES:
        ring, chain = measured[n, "ring"], measured[n, "chain"]
        ratios = (Spread.of(measured[n, name] / ring) for name in ("chain", "without moments"))
        share = Spread.of(chain / measured[n, "noise alone"])
        speeds = "".join(f"{Spread.of(r / 1e9).median:8.2f}" for r in (ring, chain))
        print(f"{n:6d}{speeds}" + "".join(f"{r:.2f}".rjust(26) for r in ratios) + f"{share.median:16.0%}")
    entries = []
    for n in SIZES:
        what, ring = f"driven rotors, n = {n}", {"ring of the same size": measured[n, "ring"]}
        entries += compared("kernels", what, "1e9 updates/s", measured[n, "chain"], 1e9, ring)
    for (n, name), rate in others.items():
        print(f"{n:6d}{Spread.of(rate / 1e9).median:16.2f}  {name}")
        entries.append(Entry("kernels", f"{name}, n = {n}", Spread.of(rate / 1e9), "1e9 updates/s"))
    return entries


if __name__ == "__main__":
    main()
