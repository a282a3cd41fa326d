"""Tables that say whether the energy current has a maximum at some T_right inside a range (IOS Figure 9)."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.curve_errors import curve_error
from thermochain.rotors.driven.equations import MEASURED, Equations
from thermochain.rotors.driven.inner_maximum import InnerMaximum, inner_maximum
from thermochain.rotors.driven.study.sweeps import SWEEP
from thermochain.rotors.macroscopic.first_integral import energy_current
from thermochain.runs.table import Table

RISES = Table(
    "ness_rises/1",
    **SWEEP.columns,
    rise="energy current less that at the lowest T_right",
    rise_std="its standard error; 0 where unknown",
)

MAXIMA = Table(
    "ness_maxima/1",
    T_left="temperature of the left bath",
    p_left="tau_L/gamma",
    p_right="tau_R/gamma",
    source="as in the table of the figure",
    n_rotors="chain length n; 0 except for chains",
    T_first="lowest temperature of the right bath",
    T_inside="the one in between with the highest current of (2.30) with the measured coefficients",
    T_last="highest temperature of the right bath",
    rise="energy current at T_inside less that at T_first",
    rise_std="its standard error; 0 where unknown",
    fall="energy current at T_inside less that at T_last",
    fall_std="its standard error; 0 where unknown",
    sigma="the smaller of both over its error: from 3 on the maximum is certain to three standard errors; "
    "empty where these are unknown",
)
_CURVE = ["source", "n_rotors"]  # columns that tell the curves of one panel apart


def rise_frame(sweep: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Table RISES of one table SWEEP across T_right."""
    curves = [_with_rises(rows, equations) for _, rows in sweep.groupby(["p_right", *_CURVE], sort=False)]
    return pd.concat(curves, ignore_index=True)


def _with_rises(rows: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """The rows of one curve with the columns `rise` and `rise_std`."""
    lowest = rows.loc[rows["T_right"].idxmin()]
    std = np.hypot(rows["energy_current_std"], lowest["energy_current_std"])
    if lowest["source"] == MEASURED:
        std = curve_error(equations.measured, lambda c: _differences(c, lowest, rows["T_right"], lowest["T_right"]))
    at_lowest = rows["T_right"] == lowest["T_right"]
    rise = rows["energy_current"] - lowest["energy_current"]
    return rows.assign(rise=rise, rise_std=np.where(at_lowest, 0.0, std))


def maximum_frame(sweep: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Table MAXIMA of one table SWEEP across T_right: one row for each p_right, source and length."""
    panels = [_maxima(panel, equations) for _, panel in sweep.groupby("p_right", sort=False)]
    return pd.concat(panels, ignore_index=True)[list(MAXIMA.columns)]


def _maxima(panel: pd.DataFrame, equations: Equations) -> pd.DataFrame:
    """Rows of MAXIMA of one p_right: of chains, of their limits and of the equations."""
    baths, chains = panel.iloc[0], panel[panel["source"].isin(["chain", "limit"])]
    first, *between, last = np.sort(chains["T_right"].unique())
    inside = between[int(np.argmax(_current(equations.measured, baths, between)))]
    found = {}
    for curve, rows in chains.groupby(_CURVE, sort=False):
        points = rows.set_index("T_right").loc[[first, inside, last]]
        found[curve] = inner_maximum(points["energy_current"], points["energy_current_std"])
    differences = equations.solutions(lambda c: _differences(c, baths, inside, [first, last]))
    for source, ((rise, fall), (rise_std, fall_std)) in differences.items():
        found[source, 0] = InnerMaximum(float(rise), float(rise_std), float(fall), float(fall_std))
    rows = [
        {"source": source, "n_rotors": n_rotors, "sigma": maximum.sigma} | vars(maximum)
        for (source, n_rotors), maximum in found.items()
    ]
    where = {name: baths[name] for name in ("T_left", "p_left", "p_right")}
    return pd.DataFrame(rows).assign(**where, T_first=first, T_inside=inside, T_last=last)


def _differences(c: TransportCoefficients, baths: pd.Series, T_right: ArrayLike, other: ArrayLike) -> NDArray:
    """J^e of (2.30) at T_right less that at another T_right; the other boundary values are those of `baths`."""
    return _current(c, baths, T_right) - _current(c, baths, other)


def _current(c: TransportCoefficients, baths: pd.Series, T_right: ArrayLike) -> NDArray:
    """J^e of (2.30) at T_right; the other boundary values are those of `baths`."""
    return energy_current(c, baths["T_left"], np.asarray(T_right), baths["p_left"], baths["p_right"])
