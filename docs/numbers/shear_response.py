"""Numbers of docs/shear_response.md: the limits, the responses behind them, the halves of the flows, and all routes."""

import numpy as np
import pandas as pd
from scipy.stats import chi2

import thermochain as tc
from docs.numbers.tables import REFERENCE, both, digits, fixed, markdown, of, reference, row, rows

_NAMES = {0.3: "cold", 0.5: "middle", 1.0: "warm"}


def _limits(limits: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            both(line, "diffusivity"),
            f"{fixed(line.chi_square, 1)}/{line.degrees:g}",
            of(line, "green_kubo", "error"),
            fixed(line.z, 1),
            digits(line.size_slope, 3),
            digits(line.jump_slope, 2),
        )
        for _, line in limits.iterrows()
    ]
    return markdown(["T", "D^p, driven flow", "chi^2/dof", "D^p, Green-Kubo", "z", "a", "b"], lines)


def _responses(responses: pd.DataFrame) -> str:
    lines = []
    for (T, jump), found in responses.groupby(["temperature", "momentum_jump"]):
        cells = (f"{line.n_rotors:g}: {of(line, 'diffusivity')}" for _, line in found.iterrows())
        lines.append((f"{T:g}", f"{jump:g}", ", ".join(cells)))
    return markdown(["T", "X", "D(M, X)"], lines)


def _routes(routes: pd.DataFrame, combined: pd.DataFrame) -> str:
    """All routes to the coefficients, their weights, and their combination."""
    names, lines = ("Green-Kubo", "driven flow", "decay of fluctuations"), []
    for _, line in combined.iterrows():
        at = rows(routes, temperature=line.temperature, coefficient=line.coefficient)
        each = [row(at, route=name) for name in names]
        lines.append(
            [
                f"{line.temperature:g}",
                f"K^{line.coefficient}",
                *(f"{of(x, 'value', 'error')}, z = {fixed(x.z, 1)}" for x in each),
                " : ".join(fixed(x.weight, 2) for x in each),
                of(line, "value", "error"),
                f"{fixed(line.chi_square, 1)}/{line.degrees:g}",
                digits(line.probability, 2),
                fixed(line.factor, 2),
                fixed(line.error_ratio, 2),
            ]
        )
    header = ["T", "", *names, "weights", "all routes", "chi^2/dof", "probability", "factor", "error over Green-Kubo's"]
    return markdown(header, lines)


def _agreement(routes: pd.DataFrame, combined: pd.DataFrame) -> dict[str, str]:
    """How well the routes agree, and what their combination gains."""
    total, degrees = float(combined.chi_square.sum()), int(combined.degrees.sum())
    moved = (combined.joint - combined.value).abs() / combined.value_error
    return {
        "largest_of_routes": fixed(float(routes.z.abs().max()), 1),
        "chi_square_of_all_routes": fixed(total, 1),
        "degrees_of_all_routes": f"{degrees}",
        "probability_of_all_routes": digits(float(chi2.sf(total, degrees)), 2),
        "least_probability": digits(float(combined.probability.min()), 2),
        "least_ratio": fixed(float(combined.error_ratio.min()), 2),
        "largest_ratio": fixed(float(combined.error_ratio.max()), 2),
        "largest_joint": fixed(float(moved.max()), 2),
        "largest_correlation": fixed(float(combined.correlation.max()), 2),
    }


def _critical_jump(c: tc.TransportCoefficients, T: float) -> float:
    """Momentum jump beyond which the longest wave of heat and momentum grows."""
    return float(2.0 * np.pi * np.sqrt(c.thermal_conductivity(T) / np.abs(c.momentum_diffusivity_slope(T))))


def numbers() -> dict[str, str]:
    """Name -> text."""
    measured = tc.load_coefficients(REFERENCE / "coefficients/measured.json")
    limits, responses = reference("shear_response/tables/limits"), reference("shear_response/tables/responses")
    above = {
        f"above_{name}": fixed(100.0 * float(line.diffusivity / line.green_kubo - 1.0), 1)
        for T, name in _NAMES.items()
        for _, line in rows(limits, temperature=T).iterrows()
    }
    routes, combined = reference("shear_response/tables/routes"), reference("shear_response/tables/combined")
    return {
        "routes": _routes(routes, combined),
        **_agreement(routes, combined),
        "limits": _limits(limits),
        "responses": _responses(responses),
        "chi_square_of_routes": fixed(float((limits.z**2).sum()), 1),
        "chi_square_of_halves": fixed(float(np.sum((responses.drift / responses.drift_std) ** 2)), 0),
        "n_flows": f"{len(responses)}",
        **above,
        **{f"critical_{name}": digits(_critical_jump(measured, T), 2) for T, name in _NAMES.items()},
    }
