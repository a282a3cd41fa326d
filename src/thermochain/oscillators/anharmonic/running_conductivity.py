"""Heat conductivity of rings with velocity flips from their currents."""

import numpy as np
from numpy.typing import NDArray

from thermochain.core.control_variates import controlled_mean
from thermochain.core.correlation import correlate_currents
from thermochain.core.running_integral import RunningIntegral


def running_conductivity(
    heat_current: NDArray, controls: NDArray, *, n_masses: int, temperature: float, spacing: float, n_lags: int
) -> tuple[NDArray, NDArray, NDArray]:
    """Upper limits t, the integral of <J(0) J(s)>/(n T^2) over s from 0 to t, and its standard error, shapes (n_lags,).

    Parameters
    ----------
    heat_current
        Total of j^e + tau p of each ring, shape (n_samples, n_replicas); its mean is zero.
    controls
        Conserved sums of each ring less their expectations, shape (n_controls, n_replicas): a ring keeps its initial
        energy and length, and their scatter causes most of that of the integrals.
    n_masses, temperature
        Size n of each ring and T.
    spacing, n_lags
        Time between samples, and number of lags from 0.
    """
    rings = np.split(heat_current, heat_current.shape[1], axis=1)
    correlations = np.array([correlate_currents(one, one, n_masses, n_lags)[1] for one in rings])
    integral = RunningIntegral.of(correlations / temperature**2, spacing)
    return integral.times, *controlled_mean(integral.batches.T, controls)
