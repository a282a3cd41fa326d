r"""Bond potentials V(r): periodic functions of a bond, with the averages and samples of their Gibbs states.

A potential is its Fourier series, V(r) = sum_k a_k cos(2 pi k r/L) + b_k sin(2 pi k r/L) with the period L, and nothing
else: averages, samples and compiled forces (`compiled_potential`) follow from these numbers.  The density of a free
bond is exp(-V/T)/Z on one period; averages are sums over evenly spaced points, whose error falls exponentially with
their number.  `ROTORS` is V = 1 - cos r, for which they are Bessel functions.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors import rotor

_POINTS = 1024  # of one period, for averages
_BINS = 256  # of one period, in which trial bonds are uniform
_DIGITS = 3  # of the unit of energy, which only sets ranges


@dataclass(frozen=True)
class Potential:
    """A periodic bond potential."""

    name: str  # its name in paths: that of its file and the beginning of the hash of its content
    period: float  # L; bonds that differ by L are the same
    cosines: tuple[float, ...]  # a_k, from k = 0 on
    sines: tuple[float, ...]  # b_k, from k = 0 on

    @property
    def is_even(self) -> bool:
        """Whether V(-r) = V(r).  Otherwise K^pe need not vanish, and the equations (IOS 2.30) do not hold."""
        return not any(self.sines)

    def potential(self, bond: NDArray) -> NDArray:
        """V(r), elementwise."""
        return self._series(bond, 0)

    def force(self, bond: NDArray) -> NDArray:
        """V'(r), elementwise."""
        return self._series(bond, 1)

    def _series(self, bond: NDArray, order: int) -> NDArray:
        """Derivative of V of this order at the bonds."""
        total = np.zeros_like(bond, dtype=float)
        for k, (a, b) in enumerate(zip(self.cosines, self.sines, strict=True)):
            frequency = 2.0 * np.pi * k / self.period
            angle = frequency * bond + 0.5 * np.pi * order
            for amplitude, wave in ((a, np.cos), (b, np.sin)):
                if amplitude != 0.0:
                    total = total + frequency**order * amplitude * wave(angle)
        return total

    @property
    def points(self) -> NDArray:
        """Evenly spaced bonds of one period, shape (1024,)."""
        return self.period * (np.arange(_POINTS) / _POINTS - 0.5)

    @cached_property
    def lowest(self) -> float:
        """Lowest value of V at `points`."""
        return float(np.min(self.potential(self.points)))

    @cached_property
    def stiffness(self) -> float:
        """Largest |V''|; 1 for rotors."""
        return float(np.max(np.abs(self._series(self.points, 2))))

    @property
    def unit_of_time(self) -> float:
        """1/sqrt(largest |V''|), in which the highest frequency of phonons is 2; 1 for rotors."""
        return self.stiffness**-0.5

    @cached_property
    def unit_of_energy(self) -> float:
        """Half of the difference between the highest and the lowest V, to three digits; 1 for rotors."""
        return float(f"{0.5 * np.ptp(self.potential(self.points)):.{_DIGITS}g}")

    @property
    def units(self) -> dict[str, float]:
        """The units of energy and time, and those that follow from them; all are 1 for rotors."""
        time, energy = self.unit_of_time, self.unit_of_energy
        momentum = energy**0.5
        return {"energy": energy, "time": time, "rate": 1.0 / time, "momentum": momentum, "force": momentum / time}

    def mean(self, values: NDArray, temperature: ArrayLike) -> NDArray:
        """Gibbs averages of functions with these `values` at `points`, shape (..., 1024), at each temperature."""
        T = np.asarray(temperature, dtype=float)[..., None]
        weights = np.exp((self.lowest - self.potential(self.points)) / T)
        return np.sum(weights * values, axis=-1) / np.sum(weights, axis=-1)

    def mean_potential(self, temperature: ArrayLike) -> NDArray:
        """Gibbs average <V> of one free bond."""
        return self.lowest + self._excess_moments(temperature)[0]

    def _excess_moments(self, temperature: ArrayLike) -> NDArray:
        """Gibbs averages of V above its lowest value and of its square, shape (2, ...); made for many temperatures."""
        excess = self.potential(self.points) - self.lowest
        weights = np.exp(np.multiply.outer(-1.0 / np.asarray(temperature, dtype=float), excess))
        sums = weights @ np.stack([np.ones_like(excess), excess, excess**2], axis=1)
        return np.moveaxis(sums[..., 1:] / sums[..., :1], -1, 0)

    def mean_shape(self, temperature: ArrayLike) -> NDArray:
        """Gibbs average <1 - V> of one free bond, which is <cos r> for rotors."""
        return 1.0 - self.mean_potential(temperature)

    def mean_square_force(self, temperature: ArrayLike) -> NDArray:
        """Gibbs average <V'^2> = T <V''> of one free bond."""
        return self.mean(self.force(self.points) ** 2, temperature)

    def mean_energy(self, temperature: ArrayLike) -> NDArray:
        """Gibbs average of the energy per particle, T/2 + <V>, at zero mean momentum."""
        return 0.5 * np.asarray(temperature, dtype=float) + self.mean_potential(temperature)

    def specific_heat(self, temperature: ArrayLike) -> NDArray:
        """c_v = d`mean_energy`/dT per particle: 1/2 + (<V^2> - <V>^2)/T^2."""
        T = np.asarray(temperature, dtype=float)
        mean, square = self._excess_moments(T)
        return 0.5 + (square - mean**2) / T**2

    def entropy(self, temperature: ArrayLike) -> NDArray:
        """Entropy per particle, u/T + log Z with u = `mean_energy` and Z = sqrt(2 pi T) int exp(-V/T) dr."""
        T = np.asarray(temperature, dtype=float)
        weights = np.exp((self.lowest - self.potential(self.points)) / T[..., None])
        bond = np.log(self.period * np.mean(weights, axis=-1))
        return (self.mean_energy(T) - self.lowest) / T + 0.5 * np.log(2.0 * np.pi * T) + bond

    def energy_current_variance(self, temperature: float, n_particles: int) -> float:
        r"""<J^e J^e>/M at equal times of a ring in its Gibbs state, with momenta that sum to zero; exact for M >= 3.

        Momenta with <p_i p_j> = T (delta_ij - 1/M) leave T/4 <(s_i + s_{i+1})^2> - T/M <s_i sum_j s_j>, s = V'.  Bonds
        that sum to a number of periods have the weight sum_k prod_i exp(2 pi i k r_i/L - V(r_i)/T): with the Fourier
        coefficients z, v and w of the Gibbs density times 1, s and s^2, <s^2> is sum z^{M-1} w / sum z^M, and the
        product of any two is sum z^{M-2} v^2 / sum z^M.
        """
        r, M = np.fft.ifftshift(self.points), n_particles  # from r = 0 on
        weights, s = np.exp((self.lowest - self.potential(r)) / temperature), self.force(r)
        z, v, w = (np.fft.fft(weights * factor) / np.sum(weights) for factor in (1.0, s, s**2))
        total = np.sum(z**M).real
        square = np.sum(z ** (M - 1) * w).real / total
        product = np.sum(z ** (M - 2) * v**2).real / total
        return float(temperature * (0.5 * (square + product) - (square + (M - 1) * product) / M))

    def closing_probability(self, temperature: float, n_particles: int) -> float:
        """Estimate of the probability that a ring grown bond by bond is accepted, for any closing bond."""
        return float(np.mean(np.exp((self.lowest - self.potential(self.points)) / temperature)))

    def sample_bonds(self, temperature: ArrayLike, shape: tuple[int, ...], rng: Generator) -> NDArray:
        """Independent bonds of the Gibbs density on one period; exact.  `temperature` is a number or one for each row.

        A trial bond is drawn from a density that is constant in each of 256 bins and nowhere below exp(-V/T), and
        accepted with the ratio of the two.
        """
        if np.ndim(temperature) > 0:
            rows = np.broadcast_to(np.reshape(temperature, -1), shape[:1])
            return np.array([self.sample_bonds(float(T), shape[1:], rng) for T in rows])
        floor = self._floor
        trial = np.exp((floor.min() - floor) / temperature)
        size, accepted = int(np.prod(shape)), np.zeros(0)
        while accepted.size < size:
            bins = rng.choice(_BINS, size=size, p=trial / trial.sum())
            r = self.period * ((bins + rng.random(size)) / _BINS - 0.5)
            keep = rng.random(size) < np.exp((floor[bins] - self.potential(r)) / temperature)
            accepted = np.append(accepted, r[keep])
        return accepted[:size].reshape(shape)

    @cached_property
    def _floor(self) -> NDArray:
        """A lower bound of V in each bin: a function is above its chord by at most its curvature times width^2/8."""
        width = self.period / _BINS
        edges = self.potential(self.period * (np.arange(_BINS + 1) / _BINS - 0.5))
        bound = sum(
            (2.0 * np.pi * k / self.period) ** 2 * np.hypot(a, b)
            for k, (a, b) in enumerate(zip(self.cosines, self.sines, strict=True))
        )
        return np.minimum(edges[1:], edges[:-1]) - bound * width**2 / 8.0


class _Rotors(Potential):
    """V(r) = 1 - cos r in closed form, with bonds that are von Mises variables."""

    def potential(self, bond: NDArray) -> NDArray:
        return rotor.potential(bond)

    def force(self, bond: NDArray) -> NDArray:
        return np.sin(bond)

    def mean_potential(self, temperature: ArrayLike) -> NDArray:
        return 1.0 - rotor.mean_cosine(temperature)

    def mean_shape(self, temperature: ArrayLike) -> NDArray:
        return rotor.mean_cosine(temperature)

    def mean_square_force(self, temperature: ArrayLike) -> NDArray:
        return temperature * rotor.mean_cosine(temperature)

    def mean_energy(self, temperature: ArrayLike) -> NDArray:
        return rotor.mean_energy(temperature)

    def specific_heat(self, temperature: ArrayLike) -> NDArray:
        return rotor.specific_heat(temperature)

    def entropy(self, temperature: ArrayLike) -> NDArray:
        return rotor.entropy(temperature)

    def energy_current_variance(self, temperature: float, n_particles: int) -> float:
        return rotor.energy_current_variance(temperature, n_particles)

    def closing_probability(self, temperature: float, n_particles: int) -> float:
        return rotor.closing_probability(temperature, n_particles)

    def sample_bonds(self, temperature: ArrayLike, shape: tuple[int, ...], rng: Generator) -> NDArray:
        return rng.vonmises(0.0, 1.0 / np.asarray(temperature), size=shape)


ROTORS = _Rotors("rotors", 2.0 * np.pi, (1.0, -1.0), (0.0, 0.0))


def potential_of(record: Mapping[str, Any] | None) -> Potential:
    """The potential with these fields, as JSON holds them; that of rotors for None."""
    if record is None:
        return ROTORS
    series = {name: tuple(record[name]) for name in ("cosines", "sines")}
    return Potential(record["name"], record["period"], **series)
