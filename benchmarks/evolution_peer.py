"""The same evolution by py-pde: equations (17) for p and T, not in conservation form, on the middles of the cells.

    dp/dt = D lap p + D' grad T . grad p,   c_v dT/dt = kappa lap T + kappa' |grad T|^2 + D |grad p|^2

Its expressions need formulas: the published laws (A.2), and for c_v a polynomial in log T.
"""

from collections.abc import Callable

import numpy as np
import pde
from numpy.typing import NDArray

from thermochain.macroscopic.coefficients import published_coefficients
from thermochain.models import rotor

Profile = Callable[[NDArray], NDArray]

_LOWEST, _HIGHEST = 0.2, 3.0  # temperatures of the polynomial
_DEGREE = 14  # its error is below 1e-7, far below that of any mesh here


def specific_heat_expression() -> str:
    """c_v(T) as a polynomial in s = log T scaled to [-1, 1], by Horner's rule."""
    scale = 2.0 / np.log(_HIGHEST / _LOWEST)
    shift = -1.0 - scale * np.log(_LOWEST)
    s = np.polynomial.chebyshev.chebpts1(200)
    fitted = np.polynomial.Chebyshev.fit(s, rotor.specific_heat(np.exp((s - shift) / scale)), _DEGREE, domain=[-1, 1])
    expression = "0"
    for coefficient in np.polynomial.chebyshev.cheb2poly(fitted.coef)[::-1]:
        expression = f"({expression})*({scale!s}*log(T) + {shift!s}) + ({coefficient!s})"
    return expression


def equations() -> pde.PDE:
    """The two equations between closed ends."""
    c = published_coefficients()
    a, b, d = c.pp.parameters
    D = f"({a}*exp(-{b}*T)/T + {d}/T**3)"
    D_slope = f"(-{a}*exp(-{b}*T)*({b}/T + 1/T**2) - 3*{d}/T**4)"
    f, g, h = c.ee.parameters
    kappa = f"({f}/T**2 + {g}/T**3 + {h}/T**4)"
    kappa_slope = f"(-2*{f}/T**3 - 3*{g}/T**4 - 4*{h}/T**5)"
    heating = f"{kappa}*laplace(T) + {kappa_slope}*gradient_squared(T) + {D}*gradient_squared(p)"
    return pde.PDE(
        {
            "p": f"{D}*laplace(p) + {D_slope}*dot(gradient(T), gradient(p))",
            "T": f"({heating})/({specific_heat_expression()})",
        },
        bc={"derivative": 0},
    )


class Relaxation:
    """A closed chain from initial profiles, by the adaptive Runge-Kutta scheme, compiled once.

    Parameters
    ----------
    n_cells
        Mesh.
    momentum, temperature
        Initial profiles, functions of x.
    tolerance
        Error of a step.
    """

    def __init__(self, n_cells: int, momentum: Profile, temperature: Profile, tolerance: float):
        grid = pde.CartesianGrid([[-1.0, 1.0]], n_cells)
        self.x = grid.axes_coords[0]
        self._start = pde.FieldCollection(
            [
                pde.ScalarField(grid, profile(self.x), label=label)
                for label, profile in (("p", momentum), ("T", temperature))
            ]
        )
        solver = pde.RungeKuttaSolver(equations(), backend="numba", adaptive=True, tolerance=tolerance)
        self._advance = solver.make_stepper(self._start.copy(), dt=1e-6)

    def run(self, end: float) -> tuple[NDArray, NDArray]:
        """Momenta and temperatures at the time `end`, at the positions `x`."""
        state = self._start.copy()
        self._advance(state, 0.0, end)
        return state[0].data, state[1].data
