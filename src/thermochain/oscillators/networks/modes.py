r"""Modes of a network that no bath reaches (EZ, Lemma 1).

Lemma 1 asks that the vectors V^k e_i, i with a bath, span R^n.  For symmetric V they fail to exactly when V has an
eigenvector that vanishes on all masses with a bath: that mode then oscillates for ever.  The search for such a vector
is numerically stable, whereas powers of V are numerically parallel long before k = n.  Among equal eigenvalues one
combination may vanish where no single eigenvector does, so each group of them is tested as a whole.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh, qr, solve, svd

_SAME = 1e-9  # relative distance, over the largest eigenvalue, below which eigenvalues count as equal
_NOTHING = 1e-6  # amplitude on the baths below which damping is no larger than rounding errors
_MOST_TERMS = 6


def isolated_modes(stiffness: NDArray, frictions: NDArray) -> tuple[NDArray, NDArray]:
    """Frequencies, shape (m,), and displacements, shape (n, m), of the modes that vanish on all masses with a bath.

    Parameters
    ----------
    stiffness, frictions
        V, shape (n, n), and Gamma_i, shape (n,).

    Modes of one frequency are combined so that each has a mass of its own, with displacement 1, and few others.
    """
    squares, vectors = eigh(stiffness)
    frequencies, modes = [], []
    starts = np.flatnonzero(np.diff(squares, prepend=-np.inf) > _SAME * squares[-1])
    for first, last in zip(starts, [*starts[1:], squares.size], strict=True):
        group = vectors[:, first:last]
        _, values, rows = svd(group[frictions > 0.0])
        rank = np.count_nonzero(values > _NOTHING)
        if rank < last - first:
            null = _with_own_masses(group @ rows[rank:].T)
            modes.append(null)
            frequencies += [np.sqrt(max(squares[first:last].mean(), 0.0))] * null.shape[1]
    n_masses = stiffness.shape[0]
    return np.array(frequencies), np.concatenate(modes, axis=1) if modes else np.empty((n_masses, 0))


def check_every_mode_is_damped(stiffness: NDArray, frictions: NDArray) -> None:
    """Raise ValueError, naming the first isolated mode, unless the condition of Lemma 1 holds."""
    frequencies, modes = isolated_modes(stiffness, frictions)
    if not frequencies.size:
        return
    others = f" (and {frequencies.size - 1} more)" if frequencies.size > 1 else ""
    raise ValueError(
        f"the steady state is not unique: no bath reaches the mode {_spelled(modes[:, 0])}{others}, which oscillates "
        f"for ever at frequency {frequencies[0]:.4g}; give one of its masses a bath, or change a spring or a pinning "
        "to break the symmetry"
    )


def _with_own_masses(null: NDArray) -> NDArray:
    """Basis of the space in which each vector is 1 on a mass of its own and 0 on the masses of the others."""
    _, _, order = qr(null.T, pivoting=True)
    own = np.sort(order[: null.shape[1]])
    return solve(null[own].T, null.T).T


def _spelled(mode: NDArray) -> str:
    """Text with the displacements of a mode, such as q_3 - q_4."""
    mode = mode * np.sign(mode[np.flatnonzero(np.abs(mode) > _NOTHING)[0]]) / np.abs(mode).max()
    terms = []
    for mass in np.flatnonzero(np.abs(mode) > 1e-6):
        size = abs(mode[mass])
        factor = "" if abs(size - 1.0) < 1e-6 else f"{size:.3g} "
        terms.append(f"{'-' if mode[mass] < 0 else '+'} {factor}q_{mass + 1}")
    text = " ".join(terms[:_MOST_TERMS]).removeprefix("+ ")
    return text + (f" + ... ({len(terms)} masses)" if len(terms) > _MOST_TERMS else "")
