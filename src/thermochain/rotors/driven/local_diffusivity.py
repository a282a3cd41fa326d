r"""Transport coefficients from the local balance of currents and gradients in one driven chain.

In the bulk j^p = -D^p(T_i) d<p>/di and j^Q = j^e - <p_i> j^p = -kappa(T_i) dT/di (IOS 2.30-2.31, per site).  In windows
of sites the gradients are slopes of straight lines, and each window gives the coefficients at its mean temperature:
D^p there is a harmonic mean over the window.  One chain heated by its torques thus scans a range of temperatures.

Boundary layers are excluded, and so are slopes below five standard errors, because a ratio with a noisy denominator has
no mean.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from thermochain.core.jackknife import unbiased_jackknife
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.local_equilibrium import BULK
from thermochain.rotors.driven.open_chain import positions
from thermochain.rotors.driven.steady_state import momentum_variance, replica_averages, settled_series
from thermochain.rotors.driven.transient import Transient

_SIGNIFICANT = 5.0  # smallest ratio of a slope to its standard error
_FEWEST_SITES = 4  # fewest sites of a window


@dataclass(frozen=True, eq=False)
class LocalCoefficients(ReadOnlyArrays):
    """D^p and kappa in windows of sites; `_std` are standard errors from independent replicas.

    Windows share the chain's currents, so their errors are correlated.
    """

    positions: NDArray  # positions x of the middles of the windows, shape (n_windows,)
    temperature: NDArray  # mean variance of the momentum in each window, shape (n_windows,)
    temperature_std: NDArray
    momentum_diffusivity: NDArray  # D^p, shape (n_windows,); nan where the momentum has no significant slope
    momentum_diffusivity_std: NDArray
    thermal_conductivity: NDArray  # kappa, shape (n_windows,); nan where the temperature has no significant slope
    thermal_conductivity_std: NDArray


def measure_local_coefficients(chain: ChainMoments, transient: Transient, n_windows: int = 8) -> LocalCoefficients:
    """D^p and kappa in `n_windows` equal windows of the bulk |x| <= `BULK`, after the transient.

    Raises ValueError below 8 replicas, or where a window has fewer than four sites.
    """
    x = positions(chain.n_rotors)
    bulk = np.flatnonzero(np.abs(x) <= BULK)
    if n_windows < 1 or bulk.size < n_windows * _FEWEST_SITES:
        raise ValueError(
            f"n_windows={n_windows} must lie in [1, {bulk.size // _FEWEST_SITES}], for {_FEWEST_SITES} of the "
            f"{bulk.size} sites with |x| <= {BULK} in each; pass a longer chain or fewer windows"
        )
    windows = np.array_split(bulk, n_windows)
    replicas = _replica_vectors(chain, transient)
    (temperature, momentum_slope, heat_slope), slope_stds = unbiased_jackknife(
        replicas, lambda mean: _window_fits(mean, windows)[:3]
    )
    significant = np.abs([momentum_slope, heat_slope]) > _SIGNIFICANT * slope_stds[1:]

    def coefficients(mean: NDArray) -> NDArray:
        _, dp, dT, momentum_current, heat_current = _window_fits(mean, windows)
        slopes = np.where(significant, [dp, dT], np.nan)
        return -np.array([momentum_current, heat_current]) / slopes

    values, stds = unbiased_jackknife(replicas, coefficients)
    return LocalCoefficients(
        positions=np.array([x[window].mean() for window in windows]),
        temperature=temperature,
        temperature_std=slope_stds[0],
        momentum_diffusivity=values[0],
        momentum_diffusivity_std=stds[0],
        thermal_conductivity=values[1],
        thermal_conductivity_std=stds[1],
    )


def _replica_vectors(chain: ChainMoments, transient: Transient) -> NDArray:
    """<p_i>, <p_i^2> and the chain's currents of each replica, shape (n_replicas, 2, n + 1)."""
    first_two = replica_averages(chain, transient)[:, [MOMENTS.index("p"), MOMENTS.index("p2")]]
    currents = settled_series(chain, transient)[:2].mean(axis=1).T
    return np.concatenate([first_two, currents[:, :, None]], axis=2)


def _window_fits(mean: NDArray, windows: list[NDArray]) -> NDArray:
    """T, dp/di, dT/di, j^p and j^Q in each window, shape (5, n_windows)."""
    momentum, current_p, current_e = mean[0, :-1], mean[0, -1], mean[1, -1]
    temperature = momentum_variance(mean[:, :-1])
    fits = []
    for window in windows:
        p, T = momentum[window], temperature[window]
        offsets = window - window.mean()
        slopes = offsets @ np.array([p, T]).T / (offsets @ offsets)
        fits.append([T.mean(), *slopes, current_p, current_e - p.mean() * current_p])
    return np.array(fits).T
