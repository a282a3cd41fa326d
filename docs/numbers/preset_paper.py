"""Numbers of docs/preset_paper.md: a run of the preset `paper` beside that of the default preset."""

import math

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.driven import (
    agreement,
    factors_of_single_chains,
    limit_sigma,
    maxima_of,
    maxima_table,
    section_of,
    sigmas,
)
from docs.numbers.green_kubo import combined_table
from docs.numbers.tables import (
    REFERENCE_PAPER,
    digits,
    fixed,
    markdown,
    of,
    reference,
    reference_paper,
)
from thermochain.rotors.driven.equations import Equations
from thermochain.rotors.validation.study.combined_table import combined_frames, measurements

_SIZES = (65, 129, 257, 513, 1025)
_WARM = 0.3  # lowest temperature of the errors that the text quotes
# the other routes to the coefficients, from the validation of the default preset
_ROUTES = ("shear_response/tables/limits", "heat_response/tables/limits", "structure_factors/tables/diffusivities")
_SLIPS = "phase_slips/tables/phase_slips"


def _coefficients(onsager: pd.DataFrame, default: pd.DataFrame) -> str:
    published = tc.published_coefficients()
    lines = []
    for _, line in onsager.iterrows():
        T = line.temperature
        cells = [f"{T:g}"]
        for name in ("pp", "ee"):
            value, error = line[name], line[f"{name}_error"]
            same = default[default.temperature == T]
            z = [(value - one[name]) / math.hypot(error, one[f"{name}_error"]) for _, one in same.iterrows()]
            law = float(getattr(published, f"onsager_{name}")(T))
            cells += [of(line, name, "error"), digits(100.0 * error / value, 2), "".join(f"{z[0]:+.1f}" for _ in z)]
            cells.append(fixed(law / value, 2))
        cells.append("yes" if line.pp_settled and line.ee_settled else "no")
        lines.append(cells)
    header = ["T", "K^pp", "error, %", "z", "(A.2)/K^pp", "K^ee", "error, %", "z", "(A.2)/K^ee", "settled"]
    return markdown(header, lines)


def _single(factors: dict[str, str]) -> str:
    """Factors on D^p by length."""
    return markdown(["n", "factor on D^p"], [(f"{n}", factors[f"single_{n}"]) for n in _SIZES])


def _errors(onsager: pd.DataFrame, default: pd.DataFrame) -> dict[str, str]:
    """Relative errors in per cent from T = 0.3 to 3, and how they compare with those of the default preset."""
    found = {}
    warm = onsager[onsager.temperature >= _WARM]
    both_runs = warm.merge(default, on="temperature", suffixes=("", "_default"))
    for name in ("pp", "ee"):
        error = 100.0 * warm[f"{name}_error"] / warm[name]
        found[f"{name}_least"], found[f"{name}_largest"] = digits(error.min(), 2), digits(error.max(), 2)
        found[f"{name}_median"] = digits(error.median(), 2)
        ratio = both_runs[f"{name}_error"] / both_runs[f"{name}_error_default"]
        found[f"{name}_ratio"] = fixed(ratio.median(), 2)
    return found


def numbers() -> dict[str, str]:
    """Name -> text."""
    onsager, default = reference_paper("green_kubo/tables/onsager"), reference("green_kubo/tables/onsager")
    limits, states = reference_paper("driven/tables/limits"), reference_paper("driven/tables/states")
    equations = Equations(
        tc.load_coefficients(REFERENCE_PAPER / "coefficients/measured.json"), tc.published_coefficients()
    )
    routes = measurements(onsager, *map(reference, _ROUTES), reference(_SLIPS))
    _, combined = combined_frames(routes)
    maxima = maxima_of(section_of(REFERENCE_PAPER), states, limits, equations)
    return {
        "coefficients": _coefficients(onsager, default),
        "combined": combined_table(combined),
        **_errors(onsager, default),
        **{name: text for name, text in agreement(limits).items() if name != "largest_sigma_e"},
        "single": _single(factors_of_single_chains(limits, states, equations, _SIZES)),
        "maxima": maxima_table(maxima),
        "chains": f"{len(states)}",
        **_differences(limits, reference("driven/tables/limits")),
        **sigmas(maxima, 0.6),
        "limit_45": limit_sigma(maxima, 0.45),
        "limit_60": limit_sigma(maxima, 0.6),
    }


def _differences(limits: pd.DataFrame, default: pd.DataFrame) -> dict[str, str]:
    """Median ratio of the errors of the limits to those of the default preset."""
    keys = ["T_left", "T_right", "p_left", "p_right"]
    pairs = limits.merge(default, on=keys, suffixes=("", "_default"))
    found = {}
    for name in ("momentum_current", "energy_current"):
        error, before = (
            np.hypot(pairs[f"{name}_std{end}"], pairs[f"{name}_systematic{end}"]) for end in ("", "_default")
        )
        found[f"{name[0]}_limit_ratio"] = fixed(float((error / before)[before > 0].median()), 2)
    return found
