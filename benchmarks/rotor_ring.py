"""Speed of the rotor-ring kernel, in rotor updates per second, against NumPy and on two cores.

Run with ``make bench``.  Everything is measured in one process sequence; compare the ratios, not the rates.
"""

import statistics
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from thermochain.dynamics.rotor_gibbs import sample_ring_angles, sample_ring_momenta
from thermochain.dynamics.rotor_ring import RotorRings
from thermochain.models import rotor

N_ROTORS, N_REPLICAS, TEMPERATURE, TIME_STEP = 512, 64, 0.5, 0.05
REPEATS = 7


def initial_state():
    rng = np.random.default_rng(0)
    angles, _ = sample_ring_angles(N_ROTORS, N_REPLICAS, TEMPERATURE, rng)
    return angles, sample_ring_momenta(N_ROTORS, N_REPLICAS, TEMPERATURE, rng)


def median_rate(work, n_steps):
    """Median over repeats of updates per second of `work`, which advances n_steps steps."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return N_ROTORS * N_REPLICAS * n_steps / statistics.median(times)


def kernel_rate(stride, n_steps=4000):
    """Rate of the compiled sweep with currents every `stride` steps."""
    rings = RotorRings(*initial_state(), TIME_STEP)
    rings.run(1, 1)  # compile
    return median_rate(lambda: rings.run(n_steps // stride, stride), n_steps)


def numpy_rate(n_steps=20):
    """Rate of the same leapfrog in NumPy, without currents."""
    angles, momenta = initial_state()

    def work():
        nonlocal angles, momenta
        for _ in range(n_steps):
            momenta = momenta + TIME_STEP * rotor.ring_forces(angles)
            angles = angles + TIME_STEP * momenta

    return median_rate(work, n_steps)


def compile_time():
    """Seconds from a fresh object to its first step in this process."""
    start = time.perf_counter()
    RotorRings(*initial_state(), TIME_STEP).run(1, 1)
    return time.perf_counter() - start


def main():
    first = compile_time()
    plain, recording, every = kernel_rate(4000), kernel_rate(4), kernel_rate(1)
    reference = numpy_rate()
    with ProcessPoolExecutor(2) as pool:
        both = sum(pool.map(kernel_rate, [4, 4]))
    rows = [
        ("kernel, no currents", plain),
        ("kernel, currents every 4th step", recording),
        ("kernel, currents every step", every),
        ("kernel, currents every 4th step, 2 processes", both),
        ("NumPy, no currents", reference),
    ]
    print(f"M = {N_ROTORS}, {N_REPLICAS} replicas; first call {first:.2f} s (compilation included)")
    print(f"{'':46s}{'updates/s':>12s}{'vs NumPy':>10s}")
    for name, rate in rows:
        print(f"{name:46s}{rate:12.3g}{rate / reference:10.1f}")
    print(f"two processes / one: {both / recording:.2f}")


if __name__ == "__main__":
    main()
