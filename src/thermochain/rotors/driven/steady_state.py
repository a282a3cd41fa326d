r"""Stationary state of a driven rotor chain: profiles, currents and entropy production (IOS, Section 2.1).

Replicas are independent: standard errors follow from their scatter, and confidence intervals use Student's t.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from thermochain.core.jackknife import unbiased_jackknife
from thermochain.core.read_only import ReadOnlyArrays
from thermochain.core.running_integral import standard_error
from thermochain.engine.bond_moments import MOMENTS
from thermochain.rotors.driven.autocorrelation import SeriesMean, average_series
from thermochain.rotors.driven.chain_moments import ChainMoments
from thermochain.rotors.driven.open_chain import positions
from thermochain.rotors.driven.transient import Transient, find_transient
from thermochain.rotors.driven.uniformity import uniformity_p_value, vanishing_p_value

_FEWEST_REPLICAS = 8


@dataclass(frozen=True, eq=False)
class SteadyState(ReadOnlyArrays):
    """Averages in the stationary state of a chain of n sites; `_std` are standard errors with `degrees_of_freedom`.

    Currents are microscopic, j = <j_{i-1,i}>, positive to the right; J of IOS (2.6) is (n - 1)/2 times j.

    Attributes
    ----------
    positions
        x_i = -1 + 2 i/(n-1), shape (n,).
    momentum, temperature, energy
        <p_i>, the variance of p_i (IOS 2.8) and <e_i>, e_i = p_i^2/2 + V(r_i), e_0 = p_0^2/2, shapes (n,).
    bond_momentum_current, bond_energy_current
        Currents through bonds 1 .. n-1, shapes (n-1,).
    bath_momentum_current, bath_energy_current
        Currents that enter from the left bath and leave into the right bath, from the first and the last member of the
        identities below IOS (2.5), shapes (2,).
    momentum_current, energy_current
        Averages over the chain.
    entropy_production
        sigma_N = (1/T_R - 1/T_L) j^e - (p_R/T_R - p_L/T_L) j^p (IOS 2.12), p = torque/friction.
    uniformity
        p-values of the hypotheses that j^p and j^e are the same on all bonds.
    balance
        p-values of the hypotheses that j^p and j^e of the baths are those of the chain.
    series
        Means of `chain_moments.SERIES` with correlation times, effective samples and both errors.
    transient
        The beginning of the run that was discarded.
    duration
        Averaging time of each replica.
    degrees_of_freedom
        n_replicas - 1.
    """

    positions: NDArray
    momentum: NDArray
    momentum_std: NDArray
    temperature: NDArray
    temperature_std: NDArray
    energy: NDArray
    energy_std: NDArray
    bond_momentum_current: NDArray
    bond_momentum_current_std: NDArray
    bond_energy_current: NDArray
    bond_energy_current_std: NDArray
    bath_momentum_current: NDArray
    bath_momentum_current_std: NDArray
    bath_energy_current: NDArray
    bath_energy_current_std: NDArray
    momentum_current: float
    momentum_current_std: float
    energy_current: float
    energy_current_std: float
    entropy_production: float
    entropy_production_std: float
    uniformity: tuple[float, float]
    balance: tuple[float, float]
    series: tuple[SeriesMean, ...]
    transient: Transient
    duration: float
    degrees_of_freedom: int

    def student_factor(self, level: float = 0.95) -> float:
        """Half width of a two-sided confidence interval of this `level`, in standard errors."""
        return float(stdtrit(self.degrees_of_freedom, 0.5 * (1.0 + level)))

    def temperature_interval(self, level: float = 0.95) -> tuple[NDArray, NDArray]:
        """Lower and upper limits of the temperatures in two-sided confidence intervals of this `level`, shapes (n,).

        They are symmetric in 1/T: a few replicas whose rotors spin for long raise the average and its standard error
        together, so intervals symmetric in T miss too often from below.  An upper limit is infinite if the standard
        error is too large for any.
        """
        reach = self.student_factor(level) * self.temperature_std / self.temperature
        with np.errstate(divide="ignore"):
            highest = np.where(reach < 1.0, self.temperature / np.maximum(1.0 - reach, 0.0), np.inf)
        return self.temperature / (1.0 + reach), highest


def replica_averages(chain: ChainMoments, transient: Transient) -> NDArray:
    """Moments of each replica after the transient, shape (n_replicas, 10, n_rotors), in the order of `MOMENTS`.

    Raises ValueError below 8 replicas, which are too few for a standard error.
    """
    if chain.n_replicas < _FEWEST_REPLICAS:
        raise ValueError(
            f"n_replicas={chain.n_replicas} must be >= {_FEWEST_REPLICAS} for a standard error; add replicas"
        )
    return np.moveaxis(chain.moments[transient.first_segment :].mean(axis=0), 2, 0)


def settled_series(chain: ChainMoments, transient: Transient) -> NDArray:
    """The series after the transient, shape (4, n_kept, n_replicas)."""
    return chain.series[:, transient.first_segment * chain.n_records // chain.n_segments :]


def momentum_variance(averages: NDArray) -> NDArray:
    """Variance <p^2> - <p>^2 from moments, shape (..., 10, n) -> (..., n); the axis of 10 begins with <p> and <p^2>."""
    return averages[..., MOMENTS.index("p2"), :] - averages[..., MOMENTS.index("p"), :] ** 2


def estimate_steady_state(chain: ChainMoments) -> SteadyState:
    """Stationary averages after the transient; raises ValueError below 8 replicas or 8 segments."""
    transient = find_transient(chain.series, chain.n_segments, chain.interval)
    averages = replica_averages(chain, transient)
    p, p2, cosine = (averages[:, MOMENTS.index(name)] for name in ("p", "p2", "cos"))
    temperature, temperature_std = unbiased_jackknife(averages, momentum_variance)
    energies = 0.5 * p2
    energies[:, 1:] += 1.0 - cosine[:, 1:]
    currents = [-averages[:, MOMENTS.index(name), 1:] for name in ("sin", "p_sin")]
    baths = _bath_currents(chain, p, p2)
    kept = settled_series(chain, transient)
    means = tuple(average_series(one, chain.interval) for one in kept)
    through = [one.mean(axis=0) for one in kept[:2]]
    production = _entropy_production(chain, *through)
    return SteadyState(
        positions=positions(chain.n_rotors),
        momentum=p.mean(axis=0),
        momentum_std=standard_error(p),
        temperature=temperature,
        temperature_std=temperature_std,
        energy=energies.mean(axis=0),
        energy_std=standard_error(energies),
        bond_momentum_current=currents[0].mean(axis=0),
        bond_momentum_current_std=standard_error(currents[0]),
        bond_energy_current=currents[1].mean(axis=0),
        bond_energy_current_std=standard_error(currents[1]),
        bath_momentum_current=baths[0].mean(axis=0),
        bath_momentum_current_std=standard_error(baths[0]),
        bath_energy_current=baths[1].mean(axis=0),
        bath_energy_current_std=standard_error(baths[1]),
        momentum_current=means[0].value,
        momentum_current_std=means[0].std,
        energy_current=means[1].value,
        energy_current_std=means[1].std,
        entropy_production=float(production.mean()),
        entropy_production_std=float(standard_error(production)),
        uniformity=(uniformity_p_value(currents[0]), uniformity_p_value(currents[1])),
        balance=(vanishing_p_value(baths[0] - through[0][:, None]), vanishing_p_value(baths[1] - through[1][:, None])),
        series=means,
        transient=transient,
        duration=chain.duration - transient.duration,
        degrees_of_freedom=chain.n_replicas - 1,
    )


def _bath_currents(chain: ChainMoments, p: NDArray, p2: NDArray) -> tuple[NDArray, NDArray]:
    """j^p and j^e at the left and right bath of each replica, shapes (n_replicas, 2)."""
    direction = np.array([1.0, -1.0])  # sign of a current into the chain at each end
    torque = np.array([chain.torque_left, chain.torque_right])
    bath = np.array([chain.T_left, chain.T_right])
    ends = [0, -1]
    momentum = direction * (torque - chain.friction * p[:, ends])
    energy = direction * (torque * p[:, ends] + chain.friction * (bath - p2[:, ends]))
    return momentum, energy


def _entropy_production(chain: ChainMoments, momentum_current: NDArray, energy_current: NDArray) -> NDArray:
    """sigma_N of each replica (IOS 2.12), shape (n_replicas,)."""
    force_e = 1.0 / chain.T_right - 1.0 / chain.T_left
    force_p = (chain.torque_right / chain.T_right - chain.torque_left / chain.T_left) / chain.friction
    return force_e * energy_current - force_p * momentum_current
