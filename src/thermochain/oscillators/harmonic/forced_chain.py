r"""The chain of Simon's Theorem 2 in time: velocity flips, a bath at the left end, a periodic force at the right one.

It rests at length 0 and T_left until the force

    F_n(t) = sum over all k of f_k e^{i k w t},   f_0 = F,   f_k = n^-1/2 F_k for k != 0,   F_-k the conjugate of F_k,

acts on the last mass from time 0 on.  Macroscopic times are those of the chain over n^2.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import expm

from thermochain.core.read_only import ReadOnlyArrays
from thermochain.oscillators.harmonic.chain import HarmonicChain
from thermochain.oscillators.harmonic.chain_moments import ChainMoments
from thermochain.oscillators.harmonic.flip_chain import check_forced_chain, forced_flip_chain
from thermochain.oscillators.harmonic.moment_equations import MomentEquations

_GRADING = 1e-9  # relative rounding of times that are multiples of the first


@dataclass(frozen=True)
class ForcedChain(ReadOnlyArrays):
    """The chain of this module; raises ValueError if a parameter is out of range."""

    n: int  # springs
    flip_rate: float  # gamma
    force: float  # F
    harmonics: Mapping[int, complex]  # the F_k for k >= 1, as in `periodic_flip_chain`
    frequency: float  # w
    T_left: float  # temperature of the left bath, as in `flip_chain_moments`

    def __post_init__(self):
        check_forced_chain(self.n, self.flip_rate, self.force, self.harmonics, self.frequency, self.T_left)
        super().__post_init__()

    @property
    def chain(self) -> HarmonicChain:
        """The chain under the mean force."""
        return forced_flip_chain(self.n, self.flip_rate, self.force, self.T_left)

    @property
    def amplitudes(self) -> dict[int, complex]:
        """The f_k by k."""
        scaled = {number: F * self.n**-0.5 for number, F in self.harmonics.items()}
        return {-number: np.conj(f) for number, f in scaled.items()} | {0: self.force} | scaled

    def force_at(self, time: float) -> NDArray:
        """Forces on the masses at a time of the chain, shape (n + 1,)."""
        forces = np.zeros(self.n + 1)
        forces[-1] = sum((f * np.exp(1j * k * self.frequency * time)).real for k, f in self.amplitudes.items())
        return forces

    def evolve(self, times: Sequence[float]) -> list[ChainMoments]:
        """Mean and covariance at macroscopic times, increasing from 0."""
        chain = self.chain
        rest = self.T_left * np.eye(chain.size)
        micro = np.asarray(times) * self.n**2
        return MomentEquations(chain).evolve(np.zeros(chain.size), rest, micro, self.force_at)

    def means(self, times: Sequence[float]) -> "ForcedMeans":
        """Mean state and its integrals at macroscopic times, which are multiples of the first one after 0.

        The mean is the sum of its responses a_k e^{ikwt} to the f_k and of a rest u, which the exponential of the drift
        carries.  Every integral of it is then the solution of linear equations.

        Raises ValueError if the times do not begin with 0, do not increase, or are not such multiples.
        """
        counts = _multiples(times)
        n, w, chain, forces = self.n, self.frequency, self.chain, self.amplitudes
        equations = MomentEquations(chain)
        last = np.zeros(chain.size)
        last[-1] = 1.0
        response = {k: equations.response(k * w, f * last) for k, f in forces.items()}
        micro = np.asarray(times) * n**2
        flow = expm(chain.mean_drift.toarray() * micro[1])
        u = [-sum(response.values()).real]
        for step in np.diff(counts):
            u.append(_applied(flow, step, u[-1]))
        waves = [sum(a * np.exp(1j * k * w * time) for k, a in response.items()).real for time in micro]

        def integral(k: int, time: float, now: NDArray) -> NDArray:
            """Integral over s from 0 to `time` of e^{ikws} <y(s)>."""
            steady = sum(a * _wave((k + other) * w, time) for other, a in response.items())
            return steady + equations.response(-k * w, u[0] - np.exp(1j * k * w * time) * now)

        integrals = {k: np.array([integral(k, *now) for now in zip(micro, u, strict=True)]) for k in forces}
        work = {k: (f * integrals[k][:, -1]).real / n for k, f in forces.items()}
        return ForcedMeans(
            times=np.asarray(times),
            mean=np.array(waves) + np.array(u),
            mechanical_work=work.pop(0),
            thermal_work=sum(work.values(), np.zeros(counts.size)),
            end_momenta=integrals[0][:, [chain.n_bonds, -1]].real / n,
        )


@dataclass(frozen=True, eq=False)
class ForcedMeans(ReadOnlyArrays):
    """Means of a forced chain at macroscopic times."""

    times: NDArray  # shape (n_times,)
    mean: NDArray  # <y> of (r_1 .. r_n, p_0 .. p_n), shape (n_times, 2n + 1)
    # The part of W_n(t) = (1/n) int_0^{t n^2} F_n(s) <p_n(s)> ds that the mean force does, shape (n_times,).
    mechanical_work: NDArray
    thermal_work: NDArray  # the part that the oscillating force does, shape (n_times,)
    # n times the integrals of <p_0(s n^2)> and <p_n(s n^2)> over s from 0 to t, shape (n_times, 2).
    end_momenta: NDArray

    @property
    def mean_square(self) -> NDArray:
        """(1/n) sum of <r_i>^2 + <p_i>^2, shape (n_times,)."""
        n = self.mean.shape[1] // 2
        return np.sum(self.mean**2, axis=1) / n


def _applied(matrix: NDArray, times: int, vector: NDArray) -> NDArray:
    """The matrix applied so many times."""
    for _ in range(times):
        vector = matrix @ vector
    return vector


def _wave(frequency: float, time: float) -> complex:
    """Integral of e^{i frequency s} over s from 0 to `time`."""
    return time if frequency == 0.0 else (np.exp(1j * frequency * time) - 1.0) / (1j * frequency)


def _multiples(times: Sequence[float]) -> NDArray:
    times = np.asarray(times, dtype=float)
    if times.size < 2 or times[0] != 0.0 or not np.all(np.diff(times) > 0):
        raise ValueError(f"times={times.tolist()} must increase from 0; begin with 0 and sort them")
    counts = times / times[1]
    if np.max(np.abs(counts - counts.round()) / np.maximum(counts, 1.0)) > _GRADING:
        raise ValueError(f"times={times.tolist()} must be multiples of {times[1]:g}; take an even grid")
    return counts.round().astype(int)
