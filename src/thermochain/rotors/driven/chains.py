r"""Open chains of rotors between two Langevin baths, with a torque at each end (IOS 2.1)-(2.2).

They are `PhaseChains`, or, with another potential, `NoisyChains` on a line without noise in the bulk.  Coordinates are
the bonds r_i = q_i - q_{i-1}; one step is the splitting B A O A B, at the end rotors

    O:  p -> c p + (1 - c) tau/gamma + sqrt(T (1 - c^2)) xi,      c = exp(-gamma dt),

so that at equilibrium the bonds have the Gibbs law to the second order of the step and p_{n-1/2} its variance to the
fourth.  Currents use p_n = (p_{n-1/2} + p_{n+1/2})/2.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.engine.bond_geometry import line
from thermochain.engine.noisy_chain import NoisyChains
from thermochain.engine.phase_chain import PhaseChains
from thermochain.engine.signed_swaps import no_noise
from thermochain.rotors.compiled_potential import compiled_force, compiled_moments
from thermochain.rotors.potential import ROTORS, Potential
from thermochain.rotors.rotor import common_shape

_N_OF_MASSES = 4  # number of moments that belong to masses; they come first, and the others belong to bonds


class RotorChains:
    """Independent chains of the same size between the same baths, advanced together.

    Parameters
    ----------
    angles, momenta
        State at time 0, shape (n_rotors, n_replicas), in radians; n_rotors >= 3.  The arrays are copied.
    time_step
        Step of the splitting; stable below 1, averages carry an error of order (time_step)^2.
    temperatures, torques
        (T_L, T_R) and (tau_L, tau_R).
    friction
        gamma >= 0 of both baths.  With 0, and no torques, the chain is closed and its ends are free.
    rng
        Random numbers of the baths; they and the state determine the trajectory.
    potential
        Potential of the bonds; by default that of rotors.

    Raises
    ------
    ValueError
        The shapes differ, there are fewer than three rotors, or a chain without baths has torques.
    """

    def __init__(
        self,
        angles: NDArray,
        momenta: NDArray,
        time_step: float,
        *,
        temperatures: tuple[float, float],
        torques: tuple[float, float],
        friction: float,
        rng: Generator,
        potential: Potential = ROTORS,
    ):
        self.n_rotors, self.n_replicas = common_shape(angles, momenta)
        if friction == 0 and any(torques):
            raise ValueError(
                f"friction={friction} must be > 0 with torques={torques}, which would accelerate a chain without "
                "baths; pass friction > 0 or torques of 0"
            )
        self.rng, self.potential = rng, potential
        start = np.diff(angles, axis=0), momenta, time_step
        baths = {"temperatures": temperatures, "friction": (friction, friction), "rng": rng}
        self._chains: PhaseChains | NoisyChains
        if potential is ROTORS:
            self._chains = PhaseChains(*start, torques=torques, **baths)
        else:
            self._chains = NoisyChains(
                *start,
                force=compiled_force(potential),
                unit=potential.period,
                geometry=line,
                swaps=no_noise(self.n_rotors - 1, self.n_rotors, False),
                pushes=torques,
                moments=compiled_moments(potential),
                **baths,
            )

    def run(self, n_steps: int, stride: int, profile_stride: int) -> tuple[NDArray, NDArray]:
        """Advance by n_steps; returns averages over these steps for each replica.

        Parameters
        ----------
        n_steps
            A multiple of `profile_stride`, which is a multiple of `stride`.
        stride, profile_stride
            Currents are read before every stride-th step, moments before every profile_stride-th.

        Returns
        -------
        j^p and j^e averaged over the bonds, shape (2, n_replicas): -sin r and -(p_{i-1} + p_i)/2 sin r, the second
        with the time average of IOS (2.4); and `MOMENTS`, shape (10, n_rotors, n_replicas).
        """
        if self.potential is not ROTORS:
            # Whole periods of a bond change nothing and cost precision, so they are removed.
            bonds = self._chains.stored[:, : self.n_rotors - 1]
            bonds -= np.rint(bonds)
        averaged = n_steps // stride
        currents, moments = self._chains.run(n_steps, stride=stride, profile_stride=profile_stride, averaged=averaged)
        moments[_N_OF_MASSES:] = np.roll(moments[_N_OF_MASSES:], 1, axis=1)  # bond r_i belongs to its right rotor
        return currents[:, 0] / (self.n_rotors - 1), moments

    def power_of_ends(self, moments: NDArray) -> NDArray:
        """Mean power with which baths and torques acted at either end, from `MOMENTS`, shape (2, n_replicas)."""
        return self._chains.power_of_ends(moments)

    @property
    def energies(self) -> NDArray:
        """Energy of each chain at the time of the angles, shape (n_replicas,)."""
        return self._chains.energies(self.potential.potential)

    @property
    def angles(self) -> NDArray:
        """Angles relative to that of the first rotor, up to whole turns, shape (n_rotors, n_replicas)."""
        bonds, _ = self._chains.state()
        return np.concatenate([np.zeros((1, self.n_replicas)), np.cumsum(bonds, axis=0)])

    @property
    def momenta(self) -> NDArray:
        """Momenta at the time of the angles, shape (n_rotors, n_replicas)."""
        return self._chains.state()[1]

    @property
    def state(self) -> dict[str, NDArray]:
        """Arrays from which `restore`, with the state of `rng`, continues the trajectory with the same bits."""
        return {"chains": self._chains.stored}

    def restore(self, chains: NDArray) -> None:
        """Set the chains to the given `state`."""
        self._chains.stored = np.ascontiguousarray(chains)
