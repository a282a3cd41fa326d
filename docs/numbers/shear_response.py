"""Numbers of docs/shear_response.md: the limits, the responses behind them, and the halves of the flows."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.tables import REFERENCE, both, digits, fixed, markdown, of, reference, row, rows, with_error
from thermochain.rotors import rotor

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


def _routes(limits: pd.DataFrame) -> tuple[str, dict[str, str]]:
    """All routes to a diffusivity at the temperatures of `limits` and their combination; how well they agree.

    The routes have independent simulations; the heat flow gives D^e = K^ee/(T^2 c_v).  z compares a route with the
    combination of the others.
    """
    decays = reference("structure_factors/tables/diffusivities")
    heat_limits = reference("heat_response/tables/limits")
    lines, largest, total, degrees = [], 0.0, 0.0, 0
    for T in limits.temperature:
        for field, symbol in (("momentum", "D^p"), ("energy", "D^e")):
            decay = row(decays, temperature=T, field=field, wavenumber=0.0)
            found = {
                "Green-Kubo": (decay.green_kubo, decay.green_kubo_error),
                "decay of fluctuations": (decay.diffusivity, decay.diffusivity_error),
            }
            if field == "momentum":
                flow = row(limits, temperature=T)
                found["driven flow"] = flow.diffusivity, flow.diffusivity_error
            else:
                flow, heat = row(heat_limits, temperature=T), T**2 * float(rotor.specific_heat(T))
                found["driven flow"] = flow.onsager / heat, flow.onsager_error / heat
            mean, error = _combined(found.values())
            chi_square = sum(((value - mean) / std) ** 2 for value, std in found.values())
            total, degrees = total + chi_square, degrees + len(found) - 1
            z = {}
            for name, (value, std) in found.items():
                others, of_others = _combined(pair for other, pair in found.items() if other != name)
                z[name] = float((value - others) / np.hypot(std, of_others))
            largest = max(largest, *map(abs, z.values()))
            cells = [
                f"{with_error(*found[name])}, z = {fixed(z[name], 1)}"
                for name in ("Green-Kubo", "driven flow", "decay of fluctuations")
            ]
            chi = f"{fixed(chi_square, 1)}/{len(found) - 1}"
            lines.append([f"{T:g}", symbol, *cells, with_error(mean, error), chi])
    header = ["T", "", "Green-Kubo", "driven flow", "decay of fluctuations", "together", "chi^2/dof"]
    agreement = {
        "largest_of_routes": fixed(largest, 1),
        "chi_square_of_all_routes": fixed(total, 1),
        "degrees_of_all_routes": f"{degrees}",
    }
    return markdown(header, lines), agreement


def _combined(pairs: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Mean of independent values with the weights of least error, and its standard error."""
    values, errors = np.array(list(pairs)).T
    weights = 1.0 / errors**2
    return float(weights @ values / weights.sum()), float(weights.sum() ** -0.5)


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
    routes, agreement = _routes(limits)
    return {
        "routes": routes,
        **agreement,
        "limits": _limits(limits),
        "responses": _responses(responses),
        "chi_square_of_routes": fixed(float((limits.z**2).sum()), 1),
        "chi_square_of_halves": fixed(float(np.sum((responses.drift / responses.drift_std) ** 2)), 0),
        "n_flows": f"{len(responses)}",
        **above,
        **{f"critical_{name}": digits(_critical_jump(measured, T), 2) for T, name in _NAMES.items()},
    }
