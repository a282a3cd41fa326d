"""How far the isoline J^e = 0 lies from its approximation (IOS 3.1) in the paper's contour maps."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.coefficients import TransportCoefficients, published_coefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.green_kubo.study.coefficients import load_coefficients
from thermochain.rotors.regimes.isoline import exact_square, midpoint_square
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

ISOLINES = Table(
    "regime_isolines/1",
    figure="contour map of the paper",
    line="boundary values that are fixed",
    varied="temperature along the isoline, in [0.3, 1]",
    quantity="p_right at equal temperatures, or the varied temperature at equal p_right",
    published="largest difference between (3.1) and the isoline with the published coefficients (A.2), exact",
    measured="the same with the measured coefficients",
    measured_std="its standard error from the covariance of the coefficients",
)
TABLES = {"isolines": ISOLINES}

_TEMPERATURES = np.linspace(0.3, 1.0, 71)  # steps of 0.01, as a contour map shows
_POINTS = 2001  # of the squares at which temperatures are compared


def make_tables(measured: str | Path) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, its web page, from the file of the measured coefficients."""
    frame = isoline_frame(published_coefficients(), load_coefficients(measured))
    return {"isolines": frame, "page": isoline_page(frame)}


@dataclass(frozen=True)
class Isoline:
    """The isoline J^e = 0 of a contour map over p_right and one temperature."""

    figure: str  # its place in the paper
    varied: str  # the temperature on the axis, "T_left" or "T_right"
    fixed: float  # value of the other temperature
    p_left: float  # momentum at the left end

    @property
    def words(self) -> str:
        """The fixed boundary values."""
        other = "T_right" if self.varied == "T_left" else "T_left"
        return f"p_left = {self.p_left:g}, {other} = {self.fixed:g}"

    def squares(self, c: TransportCoefficients) -> tuple[NDArray, NDArray]:
        """p_right^2 along the temperatures on the isoline and by (3.1)."""
        ends = (_TEMPERATURES, self.fixed) if self.varied == "T_left" else (self.fixed, _TEMPERATURES)
        return exact_square(c, *ends, self.p_left), midpoint_square(c, *ends, self.p_left)

    def differences(self, c: TransportCoefficients) -> NDArray:
        """Largest |difference| of p_right where both lines exist, and of the temperature at equal p_right."""
        exact, midpoint = self.squares(c)
        both = (exact >= 0.0) & (midpoint >= 0.0)
        of_p = np.max(np.abs(np.sqrt(midpoint[both]) - np.sqrt(exact[both])))
        low = max(0.0, exact.min(), midpoint.min())
        square = np.linspace(low, min(exact.max(), midpoint.max()), _POINTS)
        lines = [np.interp(square, *_rising(values)) for values in (exact, midpoint)]
        return np.array([of_p, np.max(np.abs(lines[1] - lines[0]))])


def _rising(squares: NDArray) -> tuple[NDArray, NDArray]:
    """Squares in rising order, and their temperatures."""
    order = np.argsort(squares)
    return squares[order], _TEMPERATURES[order]


LINES = (
    Isoline("Figure 4 right", "T_left", 0.3, 0.0),
    Isoline("Figure 6 left", "T_left", 1.0, -1.0),
    Isoline("Figure 6 right", "T_left", 0.3, -1.0),
    Isoline("Figure 7 left", "T_right", 1.0, 0.0),
)


def isoline_frame(published: TransportCoefficients, measured: TransportCoefficients) -> pd.DataFrame:
    """The table ISOLINES."""
    rows = []
    for line in LINES:
        columns = line.differences(published), line.differences(measured), curve_error(measured, line.differences)
        for quantity, *values in zip(("p_right", line.varied), *columns, strict=True):
            rows.append((line.figure, line.words, line.varied, quantity, *values))
    return ISOLINES.frame(rows)


def isoline_page(table: pd.DataFrame) -> str:
    """The table as a web page."""
    headers = ["Figure", "Fixed", "Error of (3.1) in", "Published coefficients", "Measured coefficients"]
    rows = (
        [r.figure, r.line, r.quantity, with_error(r.published), with_error(r.measured, r.measured_std)]
        for r in table.itertuples()
    )
    return page("The isoline of vanishing energy current and its approximation (3.1)", headers, rows)
