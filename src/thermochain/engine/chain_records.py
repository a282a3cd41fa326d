"""Records that the kernels of chains take: steps, baths, random numbers and events, and where the sums go."""

from collections.abc import Iterator
from typing import NamedTuple

from numpy.typing import NDArray

_MOST_STEPS = 2048  # largest number of steps for which noise is drawn at once


class TimeStep(NamedTuple):
    """Factors of one step: dt over the mass for kicks, and dt in the unit of the bonds for drifts.

    The one of kicks is a number, or an array (n_masses, LANES); the one of drifts a number or a vector.
    """

    kick: float | NDArray
    drift: float


class Baths(NamedTuple):
    """Damping and amplitude of the maps p -> damping p + amplitude xi + push of the end masses; numbers or vectors."""

    damping_left: float
    amplitude_left: float
    damping_right: float
    amplitude_right: float


class EndDraws(NamedTuple):
    """Baths, random numbers and forces of the end masses during the steps of one call."""

    baths: Baths  # maps of the baths for one draw
    # Standard normal xi, shape (n_vectors, n_steps, n_draws, 2, LANES); a step has one draw, or two with events.
    normal: NDArray
    pushes: NDArray  # changes of the end momenta by the forces during one draw, shape (n_steps, 2)


class Events(NamedTuple):
    """The conservative noise in the bulk."""

    # The signed swaps, as in `SignedSwaps`.
    first: NDArray
    second: NDArray
    sign: NDArray
    # Times until the next event of each chain, in units of the mean time between its events, shape (n_vectors, LANES).
    clocks: NDArray
    span: float  # length of a step in these units


class Plan(NamedTuple):
    """Numbers of steps before a call, between currents, between moments, and per row of averaged currents."""

    done: int
    stride: int
    profile_stride: int
    row_steps: int


class Sums(NamedTuple):
    """Arrays to which a run adds moments and currents."""

    moments: NDArray  # moments of the masses and bonds, shape (n_vectors, n_masses, n_moments, LANES)
    currents: NDArray  # sums of the kicks, shape (n_vectors, n_rows, 2, LANES)


def checked_row(n_steps: int, stride: int, profile_stride: int, averaged: int) -> int:
    """Number of steps whose currents are averaged; ValueError unless it divides `n_steps`, and strides each other."""
    row_steps = stride * averaged
    for name, steps, part in (("n_steps", n_steps, row_steps), ("profile_stride", profile_stride, stride)):
        if steps % part:
            raise ValueError(f"{name}={steps} must be a multiple of {part}; try {part * (steps // part + 1)}")
    return row_steps


def noise_pieces(n_steps: int, stride: int) -> Iterator[range]:
    """The steps from 0 to n_steps in pieces of whole strides, for each of which the noise is drawn at once."""
    most = max(_MOST_STEPS // stride, 1) * stride
    for done in range(0, n_steps, most):
        yield range(done, min(done + most, n_steps))
