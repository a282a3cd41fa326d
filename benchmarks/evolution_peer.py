"""Evolution by py-pde: equations (17) for p and T, not in conservation form, on the middles of the cells.

    dp/dt = D lap p + D' grad T . grad p,   c_v dT/dt = kappa lap T + kappa' |grad T|^2 + D |grad p|^2

Its expressions need formulas: the published laws (A.2), and for c_v a polynomial in log T.
"""

from collections.abc import Callable

import numpy as np
import pde
from numba import njit
from numpy.typing import NDArray

from thermochain.rotors import rotor
from thermochain.rotors.coefficients import published_coefficients

Profile = Callable[[NDArray], NDArray]

_LOWEST, _HIGHEST = 0.35, 1.0  # range of temperatures of the polynomial
_DEGREE = 12  # its error is below 1e-8, far below that of any mesh here


def specific_heat() -> Callable:
    """c_v(T), compiled: a polynomial in log T by Horner's rule."""
    s = np.linspace(np.log(_LOWEST), np.log(_HIGHEST), 400)
    coefficients = np.polynomial.Polynomial.fit(s, rotor.specific_heat(np.exp(s)), _DEGREE).convert().coef[::-1]

    @njit
    def function(T):
        log_T = np.log(T)
        value = 0.0 * T
        for coefficient in coefficients:
            value = value * log_T + coefficient
        return value

    return function


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
            "T": f"({heating})/specific_heat(T)",
        },
        bc={"derivative": 0},
        user_funcs={"specific_heat": specific_heat()},
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
