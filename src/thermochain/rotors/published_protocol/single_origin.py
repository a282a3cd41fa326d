r"""Time correlations of the total currents from one time origin, as in IOS (A.1).

Realisations are centred: at every time the average over realisations is subtracted.  (A.1) divides by the number R of
realisations, which reduces the covariance by the fraction 1/R; here the divisor is R - 1.  The factor M that (A.1)
lacks is restored: C^{ab}(s) = <J^a(0) J^b(s)>/M with J = sum_i j_i.  The caller integrates over s: the trapezoidal rule
of `RunningIntegral` adds half of the term at s = 0, which (A.1) omits.
"""

from numpy.typing import NDArray


def correlate_with_start(
    momentum_current: NDArray, energy_current: NDArray, n_rotors: int, n_lags: int
) -> tuple[NDArray, NDArray, NDArray]:
    """C^{pp}, C^{ee} and the symmetrised C^{pe} of one batch of replicas, from the first sample alone.

    Parameters
    ----------
    momentum_current, energy_current
        Total currents of the rings, shape (n_samples, n_replicas) with n_samples >= n_lags and n_replicas >= 2.
    n_rotors
        Size M of each ring; the correlations are per site.
    n_lags
        Number of lags, 0 .. n_lags - 1 samples.

    Returns
    -------
    Three arrays of shape (n_lags,), averaged over the replicas.
    """
    p = momentum_current[:n_lags] - momentum_current[:n_lags].mean(axis=1, keepdims=True)
    e = energy_current[:n_lags] - energy_current[:n_lags].mean(axis=1, keepdims=True)
    norm = n_rotors * (p.shape[1] - 1)
    return p @ p[0] / norm, e @ e[0] / norm, 0.5 * (e @ p[0] + p @ e[0]) / norm
