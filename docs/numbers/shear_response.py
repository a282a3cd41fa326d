"""Numbers of docs/shear_response.md: D^p from a driven flow, by the validation of the default preset."""

import numpy as np
import pandas as pd

from docs.numbers.tables import both, digits, fixed, markdown, measured, rows, with_error


def _limits(limits: pd.DataFrame) -> str:
    lines = [
        (
            f"{at.temperature:g}",
            both(at, "diffusivity"),
            f"{at.chi_square:.1f}/{at.degrees:.0f}",
            with_error(at.green_kubo, at.green_kubo_error),
            fixed(at.z, 1),
            digits(at.size_slope, 2),
            digits(at.jump_slope, 2),
        )
        for _, at in limits.iterrows()
    ]
    return markdown(["T", "D^p, driven flow", "chi^2/dof", "D^p, Green-Kubo", "z", "a", "b"], lines)


def _responses(responses: pd.DataFrame) -> str:
    lines = []
    for (T, X), at in responses.groupby(["temperature", "momentum_jump"]):
        sizes = (f"{r.n_rotors}: {with_error(r.diffusivity, r.diffusivity_std)}" for r in at.itertuples())
        lines.append((f"{T:g}", f"{X:g}", ", ".join(sizes)))
    return markdown(["T", "X", "M: D"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    limits = measured("shear_response/tables/limits").sort_values("temperature")
    responses = measured("shear_response/tables/responses")
    cold, middle, warm = (rows(limits, temperature=T).iloc[0] for T in (0.3, 0.5, 1.0))
    difference = limits.diffusivity / limits.green_kubo - 1.0
    return {
        "limits": _limits(limits),
        "responses": _responses(responses),
        "chi_cold": fixed(cold.chi_square, 1),
        **{
            f"above_{name}": f"{100 * difference[at.name]:+.1f}"
            for name, at in (("cold", cold), ("middle", middle), ("warm", warm))
        },
        "chi_routes": fixed(float(np.sum(limits.z**2)), 1),
        "chi_drift": digits(float(np.sum((responses.drift / responses.drift_std) ** 2)), 2),
        "flows": f"{len(responses)}",
    }
