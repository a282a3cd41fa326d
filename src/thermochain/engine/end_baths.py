r"""Langevin baths and forces at both ends of a chain: their exact map over a time, and the power with which they act.

Over a time dt the force F and the bath of temperature T and friction gamma change the momentum of a mass m by

    O:  p -> c p + (1 - c) F/gamma + sqrt(m T (1 - c^2)) xi,    c = exp(-gamma dt);   p -> p + dt F without a bath.

All arrays have the two ends on their first axis.
"""

import numpy as np
from numpy.typing import NDArray


class EndBaths:
    """Baths at the first and the last mass of a chain.

    Parameters
    ----------
    temperatures, friction
        T >= 0 and gamma >= 0 of either bath; friction 0 means no bath.
    inertia
        Masses m of both ends, shape (2,).
    span
        Time of one map.

    Attributes
    ----------
    damping, amplitudes, response
        Of the map of velocities p/m -> damping p/m + amplitude xi + response F, each of shape (2,).
    """

    def __init__(self, temperatures: tuple[float, float], friction: tuple[float, float], inertia: NDArray, span: float):
        self.damping = np.exp(-np.array(friction) * span)
        self.amplitudes = np.sqrt(np.array(temperatures) * (1.0 - self.damping**2) / inertia)
        self.response = np.array([(1.0 - np.exp(-g * span)) / g if g > 0 else span for g in friction]) / inertia
        self._columns = tuple(np.array(values, dtype=float)[:, None] for values in (temperatures, friction, inertia))

    def power(self, moments: NDArray, push: NDArray, dt: float) -> NDArray:
        """Mean power with which baths and forces act in steps of length dt, shape (2, n_replicas).

        `moments` are averages of masses, shape (n_moments, n_masses, n_replicas), the first of them <p> and <p^2>;
        `push` are the forces, shape (2, 1).  The power is that of the map O, which changes p - F/gamma by the factor c
        and the noise, in terms of the moments before and after the kick; without noise in the bulk it is exact for
        every step.  At an end without bath it is F <p>/m.
        """
        temperature, friction, inertia = self._columns
        p, p2 = moments[:2, [0, -1]]
        bath = friction > 0.0
        drift = push / np.where(bath, friction, 1.0)
        relative, square = p - drift, p2 - 2.0 * drift * p + drift**2
        heat = np.tanh(friction * dt) * (temperature - square / inertia)
        power = (heat - 2.0 * drift * np.tanh(0.5 * friction * dt) * relative / inertia) / dt
        return np.where(bath, power, push * p / inertia)
