r"""The physics on one page: transport coefficients and a stationary profile of rotors, by hand in NumPy and SciPy.

Iacobucci, Olla and Stoltz study chains of rotors, H = sum_i p_i^2/2 + V(r_i) with V(r) = 1 - cos r and
r_i = q_i - q_{i-1}, which transport momentum and energy; equation numbers are theirs.  This page takes their two steps:
it measures the coefficients K^pp and K^ee of a ring in equilibrium, and it solves the stationary equations (2.30) of a
chain between two baths.  The last lines print the package's numbers beside these.  Run it with
``python workflow/examples/by_hand.py``; it takes some seconds.
"""

import numpy as np
from scipy import fft
from scipy.integrate import cumulative_trapezoid, solve_bvp

import thermochain as tc

T, M, N_RINGS = 1.0, 48, 512  # temperature, rotors on a ring, independent rings
STEP, STRIDE, N_STEPS, N_LAGS = 0.1, 4, 2000, 51  # currents are recorded every 0.4; correlations reach to time 20
BATHS = {"T_left": 0.4, "T_right": 0.8, "p_left": 0.0, "p_right": 1.5}  # boundary values (2.9), p = tau/gamma


def sample_gibbs(rng):
    """Angles and momenta of the Gibbs state exp(-H/T) on rings, shape (M, N_RINGS) each, with total momentum 0."""
    angles = np.empty((M, 0))
    while angles.shape[1] < N_RINGS:
        bonds = rng.vonmises(0.0, 1.0 / T, (M - 1, 4 * N_RINGS))  # density exp(cos(r)/T) of all bonds but one
        q = np.concatenate([np.zeros((1, 4 * N_RINGS)), np.cumsum(bonds, axis=0)])
        keep = rng.random(4 * N_RINGS) < np.exp((np.cos(q[0] - q[-1]) - 1.0) / T)  # the weight of the closing bond
        angles = np.concatenate([angles, q[:, keep]], axis=1)
    p = np.sqrt(T) * rng.standard_normal((M, N_RINGS))
    return angles[:, :N_RINGS], p - p.mean(axis=0)


def record_currents(q, p):
    """Total currents J^p = -sum_i V'(r_i) and J^e = -sum_i (p_{i-1} + p_i)/2 V'(r_i), shape (n_records, 2, N_RINGS).

    The rings move by Hamilton's equations (2.1) in the Verlet scheme.
    """
    records, pull = [], np.sin(q - np.roll(q, 1, axis=0))  # V'(r_i)
    for step in range(N_STEPS):
        if step % STRIDE == 0:
            mean = 0.5 * (p + np.roll(p, 1, axis=0))
            records.append([-pull.sum(axis=0), -np.sum(mean * pull, axis=0)])
        p = p + 0.5 * STEP * (np.roll(pull, -1, axis=0) - pull)
        q = q + STEP * p
        pull = np.sin(q - np.roll(q, 1, axis=0))
        p = p + 0.5 * STEP * (np.roll(pull, -1, axis=0) - pull)
    return np.array(records)


def integrate_correlations(records):
    """K(20) = int_0^20 <J(0) J(s)> ds / M of J^p and J^e (2.17)-(2.23), and its standard errors, shape (2,) each.

    (A.1) as printed correlates J/M with J/M; the sum over sites in (2.17) makes the product M times larger.
    """
    n = len(records)
    spectrum = np.abs(fft.rfft(records, 2 * n, axis=0)) ** 2
    correlation = fft.irfft(spectrum, 2 * n, axis=0)[:N_LAGS] / (n - np.arange(N_LAGS))[:, None, None] / M
    integrals = cumulative_trapezoid(correlation, dx=STEP * STRIDE, axis=0)[-1]  # of each ring
    return integrals.mean(axis=1), integrals.std(axis=1, ddof=1) / np.sqrt(N_RINGS)


def solve_profile(T_left, T_right, p_left, p_right):
    """Solution of (2.30), p' = -J^p/D^p(T) and T' = (p J^p - J^e)/kappa(T) on [-1, 1]; J^p and J^e are in `.p`."""

    def slopes(x, profile, currents):
        p, T = profile
        diffusivity = (-5.00 * np.exp(-2.11 * T) + 0.95 / T**2) / T  # D^p = K^pp/T (2.29) with K^pp of (A.2)
        conductivity = (0.20 + 0.20 / T + 0.176 / T**2) / T**2  # kappa = K^ee/T^2
        return np.array([-currents[0] / diffusivity, (p * currents[0] - currents[1]) / conductivity])

    def mismatch(left, right, currents):
        return np.array([left[0] - p_left, left[1] - T_left, right[0] - p_right, right[1] - T_right])

    x = np.linspace(-1.0, 1.0, 101)
    start = np.array([np.interp(x, [-1, 1], [p_left, p_right]), np.interp(x, [-1, 1], [T_left, T_right])])
    return solve_bvp(slopes, mismatch, x, start, p=[0.0, 0.0], tol=1e-8)


def simulate_with_package():
    """K(20) and standard errors by the package, from other random numbers, shape (2,) each."""
    times = {"duration": 1000.0, "maximum_lag": 20.0, "time_step": STEP, "sampling_interval": STEP * STRIDE}
    found = tc.simulate_green_kubo(temperature=T, n_rotors=M, n_replicas=1024, seed=1, **times)
    integrals = np.trapezoid([found.pp, found.ee], dx=STEP * STRIDE)  # of each batch, shape (2, n_batches)
    return integrals.mean(axis=1), integrals.std(axis=1, ddof=1) / np.sqrt(found.n_batches)


if __name__ == "__main__":
    records = record_currents(*sample_gibbs(np.random.default_rng(1)))
    by_hand, package = integrate_correlations(records), simulate_with_package()
    for name, *numbers in zip(("K^pp", "K^ee"), *by_hand, *package, strict=True):
        print("{}(t = 20) at T = 1:  by hand {:.3f} +- {:.3f},  package {:.3f} +- {:.3f}".format(name, *numbers))
    profile, state = solve_profile(**BATHS), tc.solve_stationary(tc.published_coefficients(), **BATHS)
    print(f"J^p:  by hand {profile.p[0]:.7f},  package {state.momentum_current:.7f}")
    print(f"J^e:  by hand {profile.p[1]:.7f},  package {state.energy_current:.7f}")
    print(f"largest T(x):  by hand {profile.sol(state.x)[1].max():.7f},  package {state.temperature.max():.7f}")
