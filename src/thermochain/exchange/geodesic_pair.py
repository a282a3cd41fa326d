r"""Pairs of particles that move freely on a surface of negative curvature, and sigma^2 of Olla's (44) and (51).

Each particle follows a geodesic of Bolza's surface, the regular octagon of the hyperbolic plane with opposite sides
identified, at the speed sqrt(2 E).  The coupling delta V(q_1, q_2) = delta phi(d(q_1, q_2)), a bump of the distance,
passes energy at the rate -delta d_1 V, the derivative along the first path; (d_1 + d_2) V is a total derivative, so the
current may be taken from either path, and that of the slower one has less noise.

In the hyperboloid model X = (x_0, x_1, x_2) with <X, X> = -1, points have cosh d = -<X, Y>, a unit tangent U has
<U, U> = 1, and a geodesic is X cosh(s) + U sinh(s).  Images under the group of the surface are Lorentz matrices.
"""

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from thermochain.core.arguments import check_integer, check_positive

_METRIC = np.array([-1.0, 1.0, 1.0])
_INRADIUS = np.arccosh(1.0 + np.sqrt(2.0))  # of the octagon; opposite sides are twice as far apart
_CIRCUMRADIUS = np.arccosh(3.0 + 2.0 * np.sqrt(2.0))
_REACH = 1.0  # range of the coupling, below the injectivity radius of the surface, which is the inradius
_HEIGHT = np.cosh(_REACH) - 1.0
_SAME = 1e-6  # relative difference of matrices of one element


def geodesic_currents(
    first_energy: float, second_energy: float, *, n_pairs: int, n_steps: int, time_step: float, rng: Generator
) -> NDArray:
    """Energy currents of independent pairs without coupling, in units of delta, from the uniform law on the surface.

    Parameters
    ----------
    first_energy, second_energy
        E_1 >= E_2 > 0.
    n_pairs, n_steps
        Pairs, and moments of time.
    time_step
        Time between two moments; the motion is exact.
    rng
        Source of random numbers.

    Returns
    -------
    Array of shape (n_pairs, n_steps): the derivative of V along the path of the second, slower particle.

    Raises
    ------
    ValueError
        An argument is invalid; the message names it.
    """
    for name, value in (("first_energy", first_energy), ("second_energy", second_energy), ("time_step", time_step)):
        check_positive(name, value)
    if first_energy < second_energy:
        raise ValueError(f"first_energy={first_energy:g} must be >= second_energy={second_energy:g}; exchange them")
    check_integer("n_pairs", n_pairs, at_least=1)
    check_integer("n_steps", n_steps, at_least=2)
    speeds = np.sqrt(2.0 * np.array([first_energy, second_energy]))
    group, sides = surface_group()
    paths = [_uniform(n_pairs, sides, rng) for _ in speeds]
    currents = np.empty((n_pairs, n_steps))
    for step in range(n_steps):
        (X, _), (Y, U) = paths
        currents[:, step] = speeds[1] * _slope_along(group, X, Y, U)
        paths = [_moved(*path, speed * time_step, sides) for path, speed in zip(paths, speeds, strict=True)]
    return currents


def geodesic_mobility(first_energy: float, second_energy: float) -> float:
    """The form (51) of sigma^2, E_1 E_2/(E_1^{3/2} + E_2^{3/2})."""
    return first_energy * second_energy / (first_energy**1.5 + second_energy**1.5)


def surface_group() -> tuple[NDArray, NDArray]:
    """Elements of the group that bring points of the octagon within the reach of others, and the eight of its sides.

    Lorentz matrices, shapes (n, 3, 3) and (8, 3, 3); the identity is the first element.
    """
    angles = 0.25 * np.pi * np.arange(8)
    sides = np.array([_translation(angle, 2.0 * _INRADIUS) for angle in angles])
    farthest = np.cosh(2.0 * _CIRCUMRADIUS + _REACH)
    found, newest = [np.eye(3)], [np.eye(3)]
    while newest:
        products = [element @ side for element in newest for side in sides]
        newest = []
        for one in products:
            if one[0, 0] <= farthest and not any(np.allclose(one, old, rtol=_SAME, atol=_SAME) for old in found):
                found.append(one)
                newest.append(one)
    return np.array(found), sides


def _translation(angle: float, length: float) -> NDArray:
    """Translation by `length` along the geodesic through the centre at this angle."""
    c, s = np.cos(angle), np.sin(angle)
    turn = np.array([[1.0, 0.0, 0.0], [0.0, c, -s], [0.0, s, c]])
    ch, sh = np.cosh(length), np.sinh(length)
    boost = np.array([[ch, sh, 0.0], [sh, ch, 0.0], [0.0, 0.0, 1.0]])
    return turn @ boost @ turn.T


def _uniform(n: int, sides: NDArray, rng: Generator) -> tuple[NDArray, NDArray]:
    """Points of the octagon with the law of its area, and directions, shapes (n, 3)."""
    X = np.empty((0, 3))
    while len(X) < n:
        height = rng.uniform(1.0, np.cosh(_CIRCUMRADIUS), 4 * n)  # of a disk with the law of its area
        angle = rng.uniform(0.0, 2.0 * np.pi, 4 * n)
        radius = np.sqrt(height**2 - 1.0)
        points = np.stack([height, radius * np.cos(angle), radius * np.sin(angle)], axis=1)
        inside = np.all(np.einsum("kj,nj->nk", sides[:, 0], points) >= points[:, :1], axis=1)
        X = np.concatenate([X, points[inside]])
    X, turn = X[:n], rng.uniform(0.0, 2.0 * np.pi, n)
    radial = X[:, 1:] / np.linalg.norm(X[:, 1:], axis=1, keepdims=True)
    radius = np.linalg.norm(X[:, 1:], axis=1)
    outwards = np.column_stack([radius, X[:, :1] * radial])
    around = np.column_stack([np.zeros(n), -radial[:, 1], radial[:, 0]])
    return X, np.cos(turn)[:, None] * outwards + np.sin(turn)[:, None] * around


def _moved(X: NDArray, U: NDArray, length: float, sides: NDArray) -> tuple[NDArray, NDArray]:
    """Points and directions after a geodesic of this length, brought back into the octagon."""
    X, U = np.cosh(length) * X + np.sinh(length) * U, np.sinh(length) * X + np.cosh(length) * U
    while True:
        heights = np.einsum("kj,nj->nk", sides[:, 0], X)
        nearest = np.argmin(heights, axis=1)
        outside = np.take_along_axis(heights, nearest[:, None], 1)[:, 0] < X[:, 0]
        if not outside.any():
            return _on_shell(X, U)
        element = sides[nearest[outside]]
        X[outside] = np.einsum("nij,nj->ni", element, X[outside])
        U[outside] = np.einsum("nij,nj->ni", element, U[outside])


def _on_shell(X: NDArray, U: NDArray) -> tuple[NDArray, NDArray]:
    """The same points and directions without the rounding errors that would grow exponentially."""
    X[:, 0] = np.sqrt(1.0 + np.sum(X[:, 1:] ** 2, axis=1))
    U = U + _product(X, U)[:, None] * X
    return X, U / np.sqrt(_product(U, U))[:, None]


def _product(X: NDArray, Y: NDArray) -> NDArray:
    return np.sum(_METRIC * X * Y, axis=-1)


def _slope_along(group: NDArray, X: NDArray, Y: NDArray, U: NDArray) -> NDArray:
    """Derivative of V(X, .) at Y in the direction U, summed over the images of Y, shape (n,)."""
    to = X * _METRIC
    distance = -np.einsum("ni,gij,nj->ng", to, group, Y, optimize=True)  # cosh d to each image
    slope = -np.einsum("ni,gij,nj->ng", to, group, U, optimize=True)
    within = np.maximum(0.0, 1.0 - (distance - 1.0) / _HEIGHT)
    return np.sum(-3.0 / _HEIGHT * within**2 * slope, axis=1)
