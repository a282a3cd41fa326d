r"""Phonons of a harmonic ring (Simon; k in units of one over the number of masses, a time of the chain).

With q^(k) = sum_n q_n e^{-2 pi i k n} and omega = 2 |sin(pi k)|,

    phi(t, k) = omega q^(t, k) + i p^(t, k),   sum_n (r_n^2 + p_n^2)/2 = (1/2n) sum_k |phi(t, k)|^2.

Without noise phi(t, k) = e^{-i omega t} phi(0, k): each phonon keeps its energy and moves with the group velocity.
With velocity flips of rate gamma its mean dies out as e^{-gamma t}; the energy of the mean is the ballistic part.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray


def frequency(k: ArrayLike) -> NDArray:
    """Frequencies omega = 2 |sin(pi k)|."""
    return 2.0 * np.abs(np.sin(np.pi * np.asarray(k, dtype=float)))


def wave_numbers(n: int) -> NDArray:
    """The k = 0, 1/n, .. (n - 1)/n of a ring of n masses."""
    return np.arange(n) / n


def phonons(stretch: NDArray, momentum: NDArray) -> NDArray:
    """Phonons phi(k) of the stretches r_n = q_n - q_{n-1} and momenta of a ring, complex, shape (n,).

    Either may have more columns, of other states.  omega q^ = -i e^{i pi k} r^, since r^ = (1 - e^{-2 pi i k}) q^.
    """
    turn = np.exp(1j * np.pi * wave_numbers(len(stretch))).reshape(-1, *[1] * (stretch.ndim - 1))
    return -1j * turn * np.fft.fft(stretch, axis=0) + 1j * np.fft.fft(momentum, axis=0)


def intensity(mean: NDArray, covariance: NDArray) -> tuple[NDArray, NDArray]:
    """Energy of the phonons at each mass, |phi_n|^2/2 with phi_n = (1/n) sum_k phi(k) e^{2 pi i k n}, shapes (n,).

    That of the mean, and that of the covariance, of (r_0 .. r_{n-1}, p_0 .. p_{n-1}) on a ring.  Their sum over n is
    the energy; unlike the energy of a mass, a wave has it evenly.
    """
    n = mean.size // 2
    one = np.eye(2 * n)
    to_phonons = np.fft.ifft(phonons(one[:n], one[n:]), axis=0)
    spread = np.real(np.sum((to_phonons @ covariance) * to_phonons.conj(), axis=1))
    return 0.5 * np.abs(to_phonons @ mean) ** 2, 0.5 * spread


def state_of(phi: NDArray) -> tuple[NDArray, NDArray]:
    """The stretches and momenta of a ring, shapes (n,), that have the phonons phi(k)."""
    k = wave_numbers(phi.size)
    # q and p are real, so phi(-k)^* = omega q^ - i p^
    other = np.conj(np.roll(phi[::-1], 1))
    stretch = np.fft.ifft(0.5 * (phi + other) * 1j * np.exp(-1j * np.pi * k))
    return stretch.real, np.fft.ifft(-0.5j * (phi - other)).real


def packet(n: int, *, k: float, width: float, centre: float) -> NDArray:
    """Phonons of a Gaussian packet of energy 1 about the wave number k and the site `centre`, shape (n,).

    `width` is the standard deviation of the amplitude in space.
    """
    numbers = wave_numbers(n)
    away = (numbers - k + 0.5) % 1.0 - 0.5
    phi = np.exp(-0.5 * (2.0 * np.pi * width * away) ** 2 - 2j * np.pi * numbers * centre)
    phi[0] = 0.0  # a ring at rest and of length 0
    return phi * np.sqrt(2.0 * n / np.sum(np.abs(phi) ** 2))


def mean_square_distance(times: ArrayLike, flip_rate: float) -> NDArray:
    r"""Mean square distance that an excess of temperature at one mass has spread, exact on an infinite chain.

    The phonons of a local excess have all k alike, so <v^2> = 1/2, and flips scatter their energy at the rate 2 gamma:
    [t - (1 - e^{-2 gamma t})/(2 gamma)]/(2 gamma), from t^2/2 to 2 D_e t with D_e = 1/(4 gamma).
    """
    t = np.asarray(times, dtype=float)
    if flip_rate == 0.0:
        return 0.5 * t**2
    scattering = 2.0 * flip_rate
    return (t + np.expm1(-scattering * t) / scattering) / scattering
