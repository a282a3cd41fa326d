"""Exact stationary moments of the driven harmonic chain with velocity flips, under a constant or a periodic force."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from thermochain.core.arguments import check_integer, check_range, is_number, shown
from thermochain.oscillators.harmonic.chain import HarmonicChain, open_harmonic_chain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.moment_equations import MomentEquations
from thermochain.oscillators.harmonic.velocity_flip import velocity_flip

_MOST_SPRINGS = 2048  # the second moments are (2 n + 1)^2/2 numbers
_LARGEST = 1e6


def flip_chain_moments(
    *, n: int, flip_rate: float, force: float, T_left: float, T_right: float, masses: ArrayLike = 1.0
) -> ChainMoments:
    """Exact stationary moments of the harmonic chain with velocity flips (Simon, Theorem 1; Olla 4.2).

    Parameters
    ----------
    n
        Springs, >= 1; masses 0 .. n.
    flip_rate
        gamma > 0 of each mass.
    force
        Constant force on the last mass.
    T_left, T_right
        Temperatures >= 0 of the baths at both ends; their friction, the rate at which they damp a momentum, is 1.
    masses
        m_i > 0: one number for all masses, or one for each, shape (n + 1,).

    Returns
    -------
    ChainMoments
        With `mean` (2n + 1,) and `covariance` (2n + 1, 2n + 1) of (r_1 .. r_n, p_0 .. p_n), `temperature` (n + 1,), the
        Var p/m, and the microscopic `energy_current`.

    Raises
    ------
    ValueError
        An argument is out of range.
    """
    _check(n=n, flip_rate=flip_rate, force=force, temperatures={"T_left": T_left, "T_right": T_right})
    chain = open_harmonic_chain(
        n,
        noise=velocity_flip,
        rate=flip_rate,
        T_left=T_left,
        T_right=T_right,
        force_right=force,
        masses=masses,
    )
    return MomentEquations(chain).stationary()


@dataclass(frozen=True)
class PeriodicState:
    """Time averages in the periodic state of a chain under a periodic force (Simon, Theorem 2)."""

    moments: ChainMoments  # averages of mean and covariance; the covariance is taken about the mean at each time
    mechanical_work: float  # n times the power of the mean force, the limit of which is F^2/(2 gamma)
    thermal_work: float  # n times the power of the oscillating force, the limit of which is W^heat


def periodic_flip_chain(
    *,
    n: int,
    flip_rate: float,
    force: float,
    harmonics: Mapping[int, complex],
    frequency: float,
    T_left: float,
    masses: ArrayLike = 1.0,
) -> PeriodicState:
    """Periodic state of the chain of `flip_chain_moments` without right bath, driven by a periodic force (Simon).

    Parameters
    ----------
    n, flip_rate, T_left, masses
        As in `flip_chain_moments`.
    force
        Mean of the force on the last mass.
    harmonics
        F_l for l >= 1; the force is force + n^-1/2 sum_l 2 Re(F_l e^{i l w t}), so F_{-l} is the conjugate of F_l.
    frequency
        w > 0.

    Raises
    ------
    ValueError
        An argument is out of range.
    """
    check_forced_chain(n, flip_rate, force, harmonics, frequency, T_left)
    chain = forced_flip_chain(n, flip_rate, force, T_left, masses)
    equations = MomentEquations(chain)
    last = np.zeros(chain.size)
    last[-1] = n**-0.5
    responses = {number: equations.response(number * frequency, last) for number in harmonics}
    moments = equations.stationary([F * responses[number] for number, F in harmonics.items()])
    velocities = {number: chain.velocities(response)[-1].real for number, response in responses.items()}
    work = sum(2.0 * abs(F) ** 2 * velocities[number] * n**-0.5 for number, F in harmonics.items())
    return PeriodicState(moments, n * force * moments.velocity[-1], n * work)


def forced_flip_chain(n: int, flip_rate: float, force: float, T_left: float, masses: ArrayLike = 1.0) -> HarmonicChain:
    """The chain of n springs with velocity flips, a bath at the left end and a force alone at the right one."""
    return open_harmonic_chain(
        n,
        noise=velocity_flip,
        rate=flip_rate,
        T_left=T_left,
        T_right=0.0,
        force_right=force,
        friction_right=0.0,
        masses=masses,
    )


def check_forced_chain(
    n: int, flip_rate: float, force: float, harmonics: Mapping[int, complex], frequency: float, T_left: float
) -> None:
    """Raise ValueError, naming it, for the first parameter of a chain under a periodic force that is out of range."""
    _check(n=n, flip_rate=flip_rate, force=force, temperatures={"T_left": T_left})
    if not 0 < frequency < np.inf or any(number < 1 for number in harmonics):
        raise ValueError(f"frequency={frequency} must be > 0, harmonics {list(harmonics)} >= 1; F_-l follows")
    for number, F in harmonics.items():
        check_integer("the number l of a harmonic", number, at_least=1)
        if not np.isfinite(F):
            raise ValueError(f"harmonics[{number}]={F} must be finite; pass the amplitude F_{number}")


def _check(*, n: int, flip_rate: float, force: float, temperatures: Mapping[str, float]) -> None:
    if not is_number(n) or n < 1:
        raise ValueError(f"n={shown(n)} must be >= 1; the chain has n springs")
    check_integer("n", n, at_least=1, at_most=_MOST_SPRINGS)
    if not is_number(flip_rate) or flip_rate <= 0:
        raise ValueError(
            f"flip_rate={shown(flip_rate)} must be a finite number > 0; for no noise use open_harmonic_chain"
        )
    check_range("flip_rate", flip_rate, 1.0 / _LARGEST, _LARGEST, "beyond, the moments are lost in rounding")
    for name, value in temperatures.items():
        if not is_number(value) or not 0 <= value <= _LARGEST:
            raise ValueError(
                f"{name}={shown(value)} must be a finite number >= 0, at most {_LARGEST:g}; it is the temperature of "
                "a bath"
            )
    if not is_number(force):
        raise ValueError(f"force={shown(force)} must be finite; pass the constant force on the last mass")
    check_range("force", force, -_LARGEST, _LARGEST, "the chain is linear, so scale the force")
