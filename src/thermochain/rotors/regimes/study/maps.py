"""Regions of uphill diffusion and of negative energy conductivity in planes of two boundary values."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.macroscopic.first_integral import energy_drive, response_excess
from thermochain.rotors.macroscopic.study.paper_panels import NAMES, MapPanel
from thermochain.rotors.macroscopic.thermal_potential import thermal_potential
from thermochain.rotors.regimes.contours import zero_lines
from thermochain.runs.table import Table

_BATHS = (0.3, 1.0)
# The planes of Figures 7, 6 and 8.
PLANES = (
    MapPanel({"T_left": 0.3, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_right", _BATHS),
    MapPanel({"T_right": 0.3, "p_left": -1.0}, "p_right", (-3.0, 1.0), "T_left", _BATHS),
    MapPanel({"p_left": 0.0, "p_right": 0.5}, "T_left", _BATHS, "T_right", _BATHS),
    MapPanel({"T_left": 1.0, "p_left": 0.0}, "p_right", (-2.0, 2.0), "T_right", _BATHS),
    MapPanel({"T_right": 1.0, "p_left": -1.0}, "p_right", (-3.0, 1.0), "T_left", _BATHS),
    MapPanel({"p_left": 0.0, "p_right": 1.0}, "T_left", _BATHS, "T_right", _BATHS),
)

FIELDS = Table(
    "regime_fields/1",
    panel="number of the plane, from 0",
    coefficients="published or measured",
    across="name of the boundary value on the horizontal axis",
    up="name of the boundary value on the vertical axis",
    T_left="bath temperature at x = -1",
    T_right="bath temperature at x = 1",
    p_left="boundary momentum tau/gamma at x = -1",
    p_right="boundary momentum tau/gamma at x = 1",
    uphill="(T_R - T_L) J^e over half of the conductance: positive where energy flows uphill (2.46)",
    response_left="response excess, positive where dJ^e/dT_L < 0",
    response_right="response excess, positive where dJ^e/dT_R > 0",
)

BOUNDARIES = Table(
    "regime_boundaries/1",
    panel="number of the plane, from 0",
    coefficients="published or measured",
    boundary="current: J^e = 0; response_left, response_right: the derivative by that temperature vanishes",
    line="number of the line within the plane, points in order along it",
    across="boundary value on the horizontal axis",
    up="boundary value on the vertical axis",
    across_shift="by how much the line moves across for one standard error of the coefficients; 0 where unknown",
    up_shift="by how much it moves upwards",
)

_Function = Callable[[TransportCoefficients, NDArray, NDArray], NDArray]
_GRADIENT_STEP = 1e-4  # step of the gradient relative to the range; the gradient only enters errors


def tabulate_fields(coefficients: list[TransportCoefficients], n_points: int, energy: float = 1.0) -> pd.DataFrame:
    """The table FIELDS: every plane on a grid of `n_points` x `n_points`, for a potential with this unit of energy."""
    frames = []
    for panel, plane in enumerate(plane.in_units(energy) for plane in PLANES):
        across, up = (axis.ravel() for axis in np.meshgrid(*_axes(plane, n_points)))
        boundary = plane.fixed | {plane.across: across, plane.up: up}
        rise = boundary["T_right"] - boundary["T_left"]
        for c in coefficients:
            functions = dict(_functions(plane))
            columns = {name: functions[name](c, across, up) for name in ("response_left", "response_right")}
            columns["uphill"] = -rise * functions["current"](c, across, up)
            held = {"panel": panel, "coefficients": c.name, "across": plane.across, "up": plane.up}
            frames.append(pd.DataFrame(held | boundary | columns))
    return pd.concat(frames, ignore_index=True)


def tabulate_boundaries(coefficients: list[TransportCoefficients], n_points: int, energy: float = 1.0) -> pd.DataFrame:
    """The table BOUNDARIES: the lines between the regimes, for a potential with this unit of energy.

    Every point is a root of the quadratures; lines are searched for on a grid with `n_points` along each axis.
    """
    frames = []
    for panel, plane in enumerate(plane.in_units(energy) for plane in PLANES):
        for c in coefficients:
            for name, function in _functions(plane):
                for number, (across, up) in enumerate(_lines(plane, c, function, n_points)):
                    shifts = _shifts(plane, c, function, across, up)
                    held = {"panel": panel, "coefficients": c.name, "boundary": name, "line": number}
                    frames.append(pd.DataFrame(held | {"across": across, "up": up} | shifts))
    return pd.concat(frames, ignore_index=True)


def _axes(plane: MapPanel, n_points: int) -> tuple[NDArray, NDArray]:
    """Grids of both axes of a plane."""
    return np.linspace(*plane.across_range, n_points), np.linspace(*plane.up_range, n_points)


def _functions(plane: MapPanel) -> Iterator[tuple[str, _Function]]:
    """Names and functions of (coefficients, across, up) that vanish on the lines between the regimes."""

    def values(across: NDArray, up: NDArray) -> list:
        boundary = plane.fixed | {plane.across: across, plane.up: up}
        return [boundary[name] for name in NAMES]

    yield "current", lambda c, across, up: energy_drive(thermal_potential(c), *values(across, up))
    for side in ("left", "right"):
        yield (
            f"response_{side}",
            lambda c, across, up, side=side: response_excess(c, *values(across, up), side=side),
        )


def _lines(
    plane: MapPanel, c: TransportCoefficients, function: _Function, n_points: int
) -> list[tuple[NDArray, NDArray]]:
    """Lines of a plane on which `function` vanishes, as `zero_lines` returns them."""
    return zero_lines(lambda across, up: function(c, across, up), *_axes(plane, n_points))


def _shifts(
    plane: MapPanel, c: TransportCoefficients, function: _Function, across: NDArray, up: NDArray
) -> dict[str, NDArray]:
    """Displacement of a line for one standard error, normal to the line in units of the ranges of the plane.

    The line f(c, x) = 0 moves by -df grad f/|grad f|^2 if f changes by df.
    """
    scale = [high - low for low, high in (plane.across_range, plane.up_range)]
    step = _GRADIENT_STEP * np.array(scale)
    gradient = np.array(
        [
            (function(c, across + dx, up + dy) - function(c, across - dx, up - dy)) / (2.0 * _GRADIENT_STEP)
            for dx, dy in ((step[0], 0.0), (0.0, step[1]))
        ]
    )
    error = curve_error(c, lambda c: function(c, across, up))
    shift = error * gradient / np.sum(gradient**2, axis=0)
    return {"across_shift": shift[0] * scale[0], "up_shift": shift[1] * scale[1]}
