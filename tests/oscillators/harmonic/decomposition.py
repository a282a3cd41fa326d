r"""Decomposition of the energy current of harmonic chains with noise into a gradient and a fluctuation (Olla (20)).

    j^e_{0,1} = -p_0 r_1 = psi_1 - psi_0 + L F,

where psi and F are quadratic forms of the stretches r_i = q_i - q_{i-1} and momenta p_i of a few sites, and psi_1 is
psi_0 moved by one site.  The generator L has dr_i/dt = p_i - p_{i-1}, dp_i/dt = r_{i+1} - r_i and the noise at rate
gamma.  The equation is linear in the coefficients of psi and F.  Where it can be solved the decomposition is exact, and
the mean -<psi> at temperature T, mean momentum p and no mean stretch is D_e T + D_p p^2/2: so (20) holds with these D.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from scipy.linalg import lstsq

from thermochain.core.arguments import check_choice, check_integer, check_positive

Variable = tuple[str, int]  # "p" or "r", and the site
Monomial = tuple[Variable, Variable]

NOISES = ("none", "velocity_flip", "stretch_flip", "velocity_exchange")
_FLIPPED = {"velocity_flip": "p", "stretch_flip": "r"}
_NULL = 1e-10  # singular values and coefficients below are rounding: sums of conserved quantities generate nothing
_CURRENT: Monomial = (("p", 0), ("r", 1))


@dataclass(frozen=True)
class Decomposition:
    """Best decomposition of the energy current with quadratic forms of a few sites."""

    # Root mean square, over the coefficients of the quadratic forms, of what is left of the current, whose own is 1:
    # rounding where (20) is exact.
    residual: float
    # D_e and D_p from the mean of psi; they mean something where the residual vanishes.
    energy_diffusivity: float
    momentum_diffusivity: float
    # Coefficients of psi_0 and of F, monomial -> number, those above rounding.
    gradient: Mapping[Monomial, float]
    fluctuation: Mapping[Monomial, float]


def decompose_energy_current(noise: str, rate: float, reach: int) -> Decomposition:
    """Decomposition with the variables of the sites -reach to reach + 1.

    Parameters
    ----------
    noise
        One of NOISES: flips of velocities, of stretches, exchange of neighbouring velocities, or none.
    rate
        gamma > 0 of every event.
    reach
        Sites on each side, >= 0.

    Raises
    ------
    ValueError
        An argument is invalid; the message names it.
    """
    check_choice("noise", noise, NOISES)
    check_positive("rate", rate)
    check_integer("reach", reach, at_least=0)
    variables = [(kind, site) for site in range(-reach, reach + 2) for kind in "pr"]
    forms = [_ordered(*pair) for pair in combinations_with_replacement(variables, 2)]
    columns = [_generated(form, noise, rate) for form in forms] + [_gradient(form) for form in forms]
    rows = sorted({monomial for column in columns for monomial in column} | {_CURRENT})
    place = {monomial: k for k, monomial in enumerate(rows)}
    matrix = np.zeros((len(rows), len(columns)))
    for k, column in enumerate(columns):
        for monomial, value in column.items():
            matrix[place[monomial], k] = value
    current = np.zeros(len(rows))
    current[place[_CURRENT]] = -1.0
    found = lstsq(matrix, current, cond=_NULL)[0]
    F, psi = (dict(zip(forms, half, strict=True)) for half in np.split(found, 2))
    squares = sum(value for (first, second), value in psi.items() if first == second)
    momenta = sum(value for (first, second), value in psi.items() if first[0] == second[0] == "p")
    return Decomposition(
        residual=float(np.linalg.norm(matrix @ found - current)),
        energy_diffusivity=-float(squares),
        momentum_diffusivity=-2.0 * float(momenta),
        gradient=_above_rounding(psi),
        fluctuation=_above_rounding(F),
    )


def _above_rounding(form: Mapping[Monomial, float]) -> dict[Monomial, float]:
    return {monomial: float(value) for monomial, value in form.items() if abs(value) > _NULL}


def _ordered(first: Variable, second: Variable) -> Monomial:
    return (first, second) if first <= second else (second, first)


def _gradient(form: Monomial) -> Counter:
    """psi_1 - psi_0 for psi = `form`."""
    (first, i), (second, j) = form
    return _sum((form, -1.0), (_ordered((first, i + 1), (second, j + 1)), 1.0))


def _sum(*terms: tuple[Monomial, float]) -> Counter:
    """Sum of monomials with coefficients, which may cancel."""
    found: Counter = Counter()
    for monomial, value in terms:
        found[monomial] += value
    return found


def _generated(form: Monomial, noise: str, rate: float) -> Counter:
    """L applied to a monomial."""
    first, second = form
    terms = [
        (_ordered(variable, other), sign)
        for moved, other in ((first, second), (second, first))
        for variable, sign in _velocity(moved)
    ]
    if noise in _FLIPPED:
        n_flipped = sum(kind == _FLIPPED[noise] for kind, _ in form)
        terms.append((form, 0.0 if first == second else -2.0 * rate * n_flipped))
    elif noise == "velocity_exchange":
        sites = {site for kind, site in form if kind == "p"}
        for left in sorted(sites | {site - 1 for site in sites}):  # the bond from left to left + 1
            terms += [(_exchanged(form, left), rate), (form, -rate)]
    return _sum(*terms)


def _velocity(variable: Variable) -> tuple[tuple[Variable, float], tuple[Variable, float]]:
    """Time derivative of a variable without noise."""
    kind, site = variable
    if kind == "r":
        return (("p", site), 1.0), (("p", site - 1), -1.0)
    return (("r", site + 1), 1.0), (("r", site), -1.0)


def _exchanged(form: Monomial, left: int) -> Monomial:
    """The monomial after the momenta of the sites left and left + 1 have changed places."""
    other = {left: left + 1, left + 1: left}
    first, second = ((kind, other.get(site, site) if kind == "p" else site) for kind, site in form)
    return _ordered(first, second)
