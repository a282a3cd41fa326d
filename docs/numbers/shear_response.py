"""Numbers of docs/shear_response.md: the limits, the responses behind them, and the halves of the flows."""

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.tables import REFERENCE, both, digits, fixed, markdown, of, reference, rows

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
    return {
        "limits": _limits(limits),
        "responses": _responses(responses),
        "chi_square_of_routes": fixed(float((limits.z**2).sum()), 1),
        "chi_square_of_halves": fixed(float(np.sum((responses.drift / responses.drift_std) ** 2)), 0),
        "n_flows": f"{len(responses)}",
        **above,
        **{f"critical_{name}": digits(_critical_jump(measured, T), 2) for T, name in _NAMES.items()},
    }
