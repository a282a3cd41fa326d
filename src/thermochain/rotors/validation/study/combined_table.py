"""Tables of all routes to K^pp and K^ee, and of their combination at each temperature that has two or more.

Routes have simulations of their own, so their statistical errors are independent.  Systematic errors of Green-Kubo come
from the doubt about one prediction, of the tail, and those of the decay of fluctuations from one prior: each is shared
by all temperatures.  What the limit of a driven flow moves without its smallest rings, and kappa over its last octaves,
comes from simulations at one temperature, and is independent.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from thermochain.rotors.green_kubo.fits import is_measured
from thermochain.rotors.green_kubo.study.onsager_table import ONSAGER
from thermochain.rotors.validation.combination import combine, measured_covariance
from thermochain.rotors.validation.heat_response.study.table import LIMITS as HEAT_LIMITS
from thermochain.rotors.validation.phase_slips.study.table import SLIPS
from thermochain.rotors.validation.shear_response.study.table import LIMITS as SHEAR_LIMITS
from thermochain.rotors.validation.structure_factors.structure_factor import susceptibility
from thermochain.rotors.validation.structure_factors.study.table import DIFFUSIVITIES
from thermochain.runs.pages import page, with_error
from thermochain.runs.table import Table

GREEN_KUBO, FLOW, DECAY, SLIP = "Green-Kubo", "driven flow", "decay of fluctuations", "phase slips"

ROUTES = Table(
    "routes/1",
    temperature="T",
    coefficient="pp or ee",
    route=f"{GREEN_KUBO}, {FLOW} (of momentum for pp, of heat for ee), {DECAY} or {SLIP}",
    value="K^pp or K^ee by this route",
    value_std="its statistical standard error",
    value_systematic="its systematic error",
    value_error="its total error",
    weight="what it counts in the combination",
    z="difference from the combination of the other routes over the error of both",
)

COMBINED = Table(
    "combined/1",
    temperature="T",
    coefficient="pp or ee",
    value="K^pp or K^ee, combined from all routes at this temperature",
    value_std="its statistical standard error",
    value_systematic="its systematic error",
    value_error="its total error, both in quadrature, times the factor",
    chi_square="of the routes",
    degrees="its degrees of freedom, the number of routes less one",
    probability="probability of a chi_square at least as large",
    factor="sqrt(chi_square/degrees), by which the error is enlarged (Birge); 1 where that is smaller",
    green_kubo="the value of Green-Kubo alone",
    green_kubo_error="its total error",
    error_ratio="total error over that of Green-Kubo alone",
    correlation="largest correlation with the coefficient at another temperature; empty if there is no other",
    joint="the value if all temperatures are combined at once, where what routes share between temperatures counts",
)
TABLES = {"routes": ROUTES, "combined": COMBINED}

_LEAST_REMAINING = 0.95  # of the winding number's correlation; phase slips understate kappa's change where less is left


def make_tables(
    onsager: str | Path,
    momentum_flows: str | Path,
    heat_flows: str | Path,
    fluctuations: str | Path,
    slips: str | Path,
) -> dict[str, pd.DataFrame | str]:
    """Content of TABLES and, as `page`, the web page of both, from the files of the tables of the routes."""
    measured = measurements(
        ONSAGER.read(onsager),
        SHEAR_LIMITS.read(momentum_flows),
        HEAT_LIMITS.read(heat_flows),
        DIFFUSIVITIES.read(fluctuations),
        SLIPS.read(slips),
    )
    routes, combined = combined_frames(measured)
    return {"routes": routes, "combined": combined, "page": combined_page(routes, combined)}


def measurements(
    onsager: pd.DataFrame,
    momentum_flows: pd.DataFrame,
    heat_flows: pd.DataFrame,
    fluctuations: pd.DataFrame,
    slips: pd.DataFrame,
) -> pd.DataFrame:
    """First seven columns of ROUTES, and the cause of the systematic error, of all routes at all temperatures.

    Lower bounds are left out, and phase slips where too little of the winding number's correlation remains.
    """
    decays = fluctuations[fluctuations["wavenumber"] == 0.0]
    momentum, energy = (decays[decays["field"] == field] for field in ("momentum", "energy"))
    heat = energy["temperature"].map(partial(susceptibility, "energy"))
    slips = slips[slips["remaining"] >= _LEAST_REMAINING]
    frames = [
        _route(GREEN_KUBO, "pp", onsager, "pp", cause="tail"),
        _route(FLOW, "pp", momentum_flows, "diffusivity", momentum_flows["temperature"]),
        _route(DECAY, "pp", momentum, "diffusivity", momentum["temperature"], cause="limit of long waves"),
        _route(SLIP, "pp", slips, "pp"),
        _route(GREEN_KUBO, "ee", onsager, "ee", cause="tail"),
        _route(FLOW, "ee", heat_flows, "onsager"),
        _route(DECAY, "ee", energy, "diffusivity", heat, cause="limit of long waves"),
    ]
    every = pd.concat(frames, ignore_index=True)
    return every[is_measured(every["value"], every["value_std"], every["value_systematic"])]


def _route(
    route: str, coefficient: str, table: pd.DataFrame, column: str, unit: pd.Series | float = 1.0, cause: str = ""
) -> pd.DataFrame:
    """Measurements by one route, from a column of a table in this unit; an empty cause is one for each temperature."""
    columns = {f"value{part}": table[f"{column}{part}"] * unit for part in ("", "_std", "_systematic")}
    columns["value_error"] = np.hypot(columns["value_std"], columns["value_systematic"])
    causes = [cause or f"{route} at {T:g}" for T in table["temperature"]]
    named = {"temperature": table["temperature"], "coefficient": coefficient, "route": route}
    return pd.DataFrame(named | columns | {"cause": causes})


def combined_frames(measured: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables ROUTES and COMBINED from `measurements`, at temperatures and of coefficients that have several routes."""
    n_routes = measured.groupby(["temperature", "coefficient"])["route"].transform("size")
    several = measured[n_routes > 1]
    if several.empty:
        return ROUTES.frame([]), COMBINED.frame([])
    found = [_of_coefficient(of) for _, of in several.groupby("coefficient", sort=False)]
    frames = (pd.concat(frames) for frames in zip(*found, strict=True))
    routes, combined = (frame.sort_values("temperature", kind="stable", ignore_index=True) for frame in frames)
    return routes, combined


def _of_coefficient(measured: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows of ROUTES and COMBINED of one coefficient.

    The value at a temperature is made of the routes there alone, so that no assumption about what temperatures share
    moves it; what they share is in the correlation of the values.
    """
    values, stds, systematics = (measured[f"value{part}"].to_numpy() for part in ("", "_std", "_systematic"))
    covariance = measured_covariance(stds, systematics, measured["cause"].to_list())
    temperatures = np.unique(measured["temperature"])
    here = measured["temperature"].to_numpy() == temperatures[:, None]
    weights, z, each = np.zeros(here.shape), np.zeros(values.size), []
    for at, row in zip(here, weights, strict=True):
        combination = combine(values[at], covariance[np.ix_(at, at)])
        row[at], z[at] = combination.weights[0], combination.pulls
        each.append(combination)
    spread = weights @ covariance @ weights.T
    std, error = np.sqrt(weights**2 @ stds**2), np.sqrt(np.diag(spread))
    factor = np.array([combination.factor for combination in each])
    alone = measured[measured["route"] == GREEN_KUBO].set_index("temperature").reindex(temperatures)
    combined = {
        "temperature": temperatures,
        "coefficient": measured["coefficient"].iloc[0],
        "value": weights @ values,
        "value_std": std,
        "value_systematic": np.sqrt(np.maximum(error**2 - std**2, 0.0)),
        "value_error": factor * error,
        "chi_square": [combination.chi_square for combination in each],
        "degrees": [combination.degrees for combination in each],
        "probability": [combination.probability for combination in each],
        "factor": factor,
        "green_kubo": alone["value"].to_numpy(),
        "green_kubo_error": alone["value_error"].to_numpy(),
        "error_ratio": factor * error / alone["value_error"].to_numpy(),
        "correlation": _largest_correlation(spread),
        "joint": combine(values, covariance, here.T.astype(float)).values,
    }
    routes = measured.drop(columns="cause").assign(weight=weights.sum(axis=0), z=z)
    return routes[list(ROUTES.columns)], pd.DataFrame(combined)


def _largest_correlation(covariance: NDArray) -> NDArray:
    """Largest correlation of each of n values with another, shape (n,); nan if there is no other."""
    if len(covariance) == 1:
        return np.array([np.nan])
    stds = np.sqrt(np.diag(covariance))
    return np.where(np.eye(stds.size), -1.0, covariance / np.outer(stds, stds)).max(axis=1)


def combined_page(routes: pd.DataFrame, combined: pd.DataFrame) -> str:
    """Both tables as a web page: the routes at each temperature, and their combination below them."""
    headers = ["T", "Coefficient", "Route", "Value ± statistical ± systematic", "Weight", "z", "χ²/dof", "Probability"]
    headers += ["Total error, enlarged by", "over that of Green-Kubo"]
    rows: list[Sequence[str]] = []
    for r in combined.itertuples():
        name = [f"{r.temperature:g}", f"K^{r.coefficient}"]
        at = routes[(routes["temperature"] == r.temperature) & (routes["coefficient"] == r.coefficient)]
        for x in at.itertuples():
            value = with_error(x.value, x.value_std, x.value_systematic)
            rows.append([*name, x.route, value, f"{x.weight:.2f}", f"{x.z:.1f}", "", "", "", ""])
        value = with_error(r.value, r.value_std, r.value_systematic)
        chi_square, probability = f"{r.chi_square:.1f}/{r.degrees}", f"{r.probability:.2g}"
        error, ratio = f"{r.value_error:.2g}, {r.factor:.2f}", f"{r.error_ratio:.2f}"
        rows.append([*name, "all routes", value, "", "", chi_square, probability, error, ratio])
    return page("Onsager coefficients from all routes", headers, rows)
