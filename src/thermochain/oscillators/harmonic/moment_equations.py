r"""First and second moments of a harmonic chain with conservative noise, which close exactly.

With the mean m and the covariance C of the state, drift A, mean drift A + rate sum_e (S_e - 1) and push b,

    dm/dt = (mean drift) m + b,
    dC/dt = L C + [L (m m^T) - (mean drift) m m^T - m m^T (mean drift)^T] + agitation,
    L M = A M + M A^T + rate sum_e (S_e M S_e^T - M).

The bracket is the heat that the noise makes of the mean motion.  Other masses are solved as unit masses, with the
momenta p/sqrt m.  L is a sparse matrix on the pairs i <= j; it couples
only neighbours in the plane of pairs, so elimination costs as much as on a plane grid with as many points.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import solve_ivp
from scipy.sparse import coo_array, csr_array, diags_array

from thermochain.core.residual import check_integrated, check_residual, solve_proved
from thermochain.oscillators.harmonic.chain import HarmonicChain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments

_TOLERANCE = 1e-9  # error of a time step
_BALANCE = 1e-9  # of the energy supplied: rounding of a million second moments


class NotStable(ValueError):
    """Some motion of the chain is not damped, so there is no stationary state."""


class MomentEquations:
    """The moment equations of one chain.

    Parameters
    ----------
    chain
        Any harmonic chain; its second moments are size^2/2 numbers.
    """

    def __init__(self, chain: HarmonicChain):
        self.chain = chain
        self._solved = chain.of_unit_masses()
        self._first = self._solved.mean_drift
        self._upper = np.triu_indices(chain.size)

    @cached_property
    def generator(self) -> csr_array:
        """Operator L of unit masses on the pairs i <= j in the order of `numpy.triu_indices`."""
        return _generator(self._solved)

    def _heating(self, mean: NDArray) -> NDArray:
        """Bracket on the pairs i <= j for unit masses; for a complex amplitude a, the bracket of Re(a a^*)."""
        i, j = self._upper
        change, other = self._first @ mean, np.conj(mean)
        moved = change[i] * other[j] + mean[i] * np.conj(change)[j]
        return self.generator @ np.real(mean[i] * other[j]) - np.real(moved)

    @cached_property
    def _agitation(self) -> NDArray:
        i, j = self._upper
        return np.where(i == j, self._solved.agitation[i], 0.0)

    def response(self, frequency: float, push: NDArray) -> NDArray:
        """Amplitude a of the mean a e^{i w t} under the push b e^{i w t}, complex, shape (size,)."""
        identity = diags_array(np.ones(self.chain.size))
        return self.chain.units * _solve(1j * frequency * identity - self._first, push / self.chain.units)

    def stationary(self, amplitudes: Sequence[NDArray] = ()) -> ChainMoments:
        """The stationary state, by sparse elimination.

        Parameters
        ----------
        amplitudes
            Amplitudes a of the oscillations 2 Re(a e^{i w t}) of the mean under a periodic force, at different
            frequencies; mean and covariance are then averages over the time.

        Raises
        ------
        NotStable
            Some motion is damped by neither bath nor noise.
        """
        mean = _solve(self._first, -self._solved.push)
        waves = [a / self.chain.units for a in amplitudes]
        heat = self._heating(mean) + sum(2.0 * self._heating(a) for a in waves) + self._agitation
        pairs = self._second_moments(heat)
        self._check_energy(ChainMoments(self._solved, mean, self._full(pairs)), waves)
        return self._moments(mean, pairs)

    def _second_moments(self, heat: NDArray) -> NDArray:
        """Stationary covariance on the pairs i <= j."""
        return _solve(self.generator, -heat)

    def _check_energy(self, moments: ChainMoments, amplitudes: Sequence[NDArray]) -> None:
        """Raise NotProved unless baths, forces and oscillations supply as much energy as they take.

        An oscillation of a periodic force supplies what friction and noise dissipate of it.
        """
        n, chain = self._solved.n_bonds, self._solved
        gain = np.concatenate([chain.friction * chain.temperature, chain.force * moments.momentum])
        loss = chain.friction * moments.kinetic_temperature
        dissipated = [-2.0 * np.real(np.conj(a) @ (self._first @ a)) for a in amplitudes]
        # the friction of the mean oscillation is part of what it dissipates; its heat is in the covariance
        friction = [2.0 * chain.friction * np.abs(a[n:]) ** 2 for a in amplitudes]
        supplied = np.concatenate([gain, dissipated])
        check_residual(
            "the balance of energy of the stationary state",
            np.sum(supplied) - np.sum(loss) - np.sum(friction),
            np.sum(np.abs(supplied)) + np.sum(loss),
            tolerance=_BALANCE,
            remedy="choose rates, forces and temperatures closer to 1",
        )

    def evolve(
        self,
        mean: NDArray,
        covariance: NDArray,
        times: Sequence[float],
        force: Callable[[float], NDArray] | None = None,
    ) -> list[ChainMoments]:
        """Moments at `times`, increasing from 0, from those at 0; by Dormand and Prince's method of order 8.

        `force` gives the forces on the masses at any time, shape (n_masses,), in place of the constant ones of the
        chain.  With masses of order 1 rates are so, too, and a time t takes about t steps.
        """
        n, units = self.chain.size, self.chain.units
        i, j = self._upper
        nothing = np.zeros(self.chain.n_bonds)

        def rates(time, y):
            m = y[:n]
            push = self._solved.push if force is None else np.concatenate([nothing, force(time)]) / units
            change = self._first @ m
            moved = change[i] * m[j] + m[i] * change[j]
            second = self.generator @ (y[n:] + m[i] * m[j]) - moved + self._agitation
            return np.concatenate([change + push, second])

        start = np.concatenate([mean / units, covariance[self._upper] / (units[i] * units[j])])
        span = (0.0, float(times[-1]))
        solution = solve_ivp(rates, span, start, "DOP853", times, rtol=_TOLERANCE, atol=_TOLERANCE)
        check_integrated(solution, "the evolution of the moments", "ask for earlier times")
        return [self._moments(y[:n], y[n:]) for y in solution.y.T]

    def _moments(self, mean: NDArray, pairs: NDArray) -> ChainMoments:
        """Moments of the chain from those of unit masses, the second ones on the pairs i <= j."""
        units = self.chain.units
        return ChainMoments(self.chain, units * mean, np.outer(units, units) * self._full(pairs))

    def _full(self, pairs: NDArray) -> NDArray:
        matrix = np.zeros((self.chain.size, self.chain.size))
        matrix[self._upper] = pairs
        return matrix + np.triu(matrix, 1).T


def _solve(matrix: csr_array, target: NDArray) -> NDArray:
    try:
        remedy = "strengthen a bath or the noise, or choose a rate closer to 1"
        return solve_proved(matrix, target, what="the stationary state", remedy=remedy)
    except RuntimeError as error:
        raise NotStable("the chain has an undamped motion, so no stationary state; add a bath or noise") from error


def _generator(chain: HarmonicChain) -> csr_array:
    n = chain.size
    rows, columns, values = [], [], []

    def add(i, j, from_i, from_j, value):
        """Add the entries by which dM_ij/dt contains `value` times M_kl, (k, l) = (from_i, from_j)."""
        keep = i <= j
        rows.append(_pair(i[keep], j[keep], n))
        columns.append(_pair(np.minimum(from_i, from_j)[keep], np.maximum(from_i, from_j)[keep], n))
        values.append(np.broadcast_to(value, i.shape)[keep])

    every = np.arange(n)
    drift = coo_array(chain.drift)
    row, column = drift.coords
    for other in every:  # the terms A M + M A^T
        fixed = np.full(row.size, other)
        add(row, fixed, column, fixed, drift.data)
        add(fixed, row, fixed, column, drift.data)
    swaps = chain.swaps
    for first, second, sign in zip(swaps.first, swaps.second, swaps.sign, strict=True):
        image, signs = every.copy(), np.ones(n)
        image[[first, second]] = second, first
        signs[[first, second]] = sign
        touched = np.unique([first, second])
        i = np.concatenate([np.repeat(touched, n), np.repeat(np.setdiff1d(every, touched), touched.size)])
        j = np.concatenate([np.tile(every, touched.size), np.tile(touched, n - touched.size)])
        add(i, j, image[i], image[j], chain.rate * signs[i] * signs[j])
        add(i, j, i, j, -chain.rate)
    entries = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    size = n * (n + 1) // 2
    return csr_array(coo_array(entries, shape=(size, size)))


def _pair(i: NDArray, j: NDArray, n: int) -> NDArray:
    """Number of the pair i <= j in the order of `numpy.triu_indices`."""
    return i * n - i * (i - 1) // 2 + (j - i)
