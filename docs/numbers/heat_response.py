"""Numbers of docs/heat_response.md: limits, responses, fields that are too strong, and the cost beside Green-Kubo."""

from typing import Any

import numpy as np
import pandas as pd
import yaml

import thermochain as tc
from docs.numbers.tables import (
    REFERENCE,
    benchmark,
    both,
    digits,
    fixed,
    markdown,
    of,
    reference,
    row,
    rows,
    with_error,
    with_origin,
)
from thermochain.rotors import rotor
from thermochain.rotors.green_kubo.study.configuration import green_kubo_runs
from thermochain.rotors.validation.heat_response.study.configuration import heat_response_runs
from thermochain.rotors.validation.response import extrapolate_response

_NAMES = {0.3: "cold", 0.5: "middle", 1.0: "warm"}


def _limits(limits: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            both(line, "onsager"),
            f"{fixed(line.chi_square, 1)}/{line.degrees:g}",
            of(line, "green_kubo", "error"),
            fixed(line.z, 1),
            digits(line.size_slope, 2),
            digits(line.drive_slope, 2),
        )
        for _, line in limits.iterrows()
    ]
    return markdown(["T", "K^ee, heat flow", "chi^2/dof", "K^ee, Green-Kubo", "z", "a", "b"], lines)


def _by_size(responses: pd.DataFrame) -> list[tuple[str, str, str]]:
    """T, X, and K(M, X) for every M."""
    lines = []
    for (T, drive), found in responses.groupby(["temperature", "drive"]):
        cells = (f"{line.n_rotors:g}: {of(line, 'onsager')}" for _, line in found.iterrows())
        lines.append((f"{T:g}", f"{drive:g}", ", ".join(cells)))
    return lines


def _strong(fields: pd.DataFrame, limits: pd.DataFrame, measured: tc.TransportCoefficients) -> str:
    """K(M, X) at strong fields over the limit of weak ones; one line for each temperature and field."""
    lines = []
    for _, line in fields.sort_values(["temperature", "heat_field"]).iterrows():
        weak = row(limits, temperature=line.temperature)
        ratio = with_error(line.onsager / weak.onsager, line.onsager_std / weak.onsager)
        lines.append(
            (
                f"{line.temperature:g}",
                f"{line.n_rotors:g}",
                digits(line.heat_field, 2),
                digits(line.heat_field * float(measured.momentum_diffusivity(line.temperature)), 2),
                "runs away" if np.isnan(line.onsager) else ratio,
            )
        )
    return markdown(["T", "M", "phi", "phi D^p", "K(M, X) over the limit"], lines)


def _updates(config: dict[str, Any], T: float) -> tuple[int, int]:
    """Rotor updates of all simulations at one temperature, of Green-Kubo and of the heat flow."""
    flows = (run for run in heat_response_runs(config) if run.temperature == T)
    return sum(run.n_updates for run in green_kubo_runs(config)[T]), sum(run.n_updates for run in flows)


def _costs(limits: pd.DataFrame) -> tuple[str, dict[str, str]]:
    """Updates for 1 % of K^ee by both routes, and how many times more the heat flow costs."""
    config = yaml.safe_load((REFERENCE / "configuration.yaml").read_text(encoding="utf-8"))
    onsager = reference("green_kubo/tables/onsager")
    lines, times = [], {}
    for _, flow in limits.iterrows():
        rings = row(onsager, temperature=flow.temperature)
        updates = _updates(config, flow.temperature)
        errors = [(rings.ee_std, rings.ee_error, rings.ee), (flow.onsager_std, flow.onsager_error, flow.onsager)]
        statistical, total = (
            [n * (100.0 * error[k] / error[2]) ** 2 for n, error in zip(updates, errors, strict=True)] for k in (0, 1)
        )
        percents = [f"{fixed(100.0 * error[1] / error[2], 1)} %" for error in errors]
        cells = [f"{digits(value, 2)}" for value in (*statistical, *total)]
        lines.append((f"{flow.temperature:g}", *percents, *cells))
        times[f"dearer_{_NAMES[flow.temperature]}"] = digits(total[1] / total[0], 2)
    header = ["T", "error, Green-Kubo", "error, heat flow", "Green-Kubo, statistical", "heat flow, statistical"]
    return markdown([*header, "Green-Kubo, total", "heat flow, total"], lines), times


def _straight_line(one_drive: pd.DataFrame, limit: float) -> tuple[float, float]:
    """How far the limit of rings up to 128 at one drive is below `limit`, and its statistical error, in per cent."""
    short = one_drive[one_drive.n_rotors <= 128]
    columns = (short[name].to_numpy() for name in ("n_rotors", "drive", "onsager", "onsager_std"))
    line = extrapolate_response(*columns)
    return 100.0 * (1.0 - line.value / limit), 100.0 * line.std / limit


def _of_restoring(measured: tc.TransportCoefficients, T: float) -> float:
    """Contribution of restored energies to K(M, 0)/K^ee, times M: (1 - d ln K^ee/d ln T)/c_v."""
    step = 1e-3
    low, high = (float(np.log(measured.onsager_ee(T * (1.0 + s * step)))) for s in (-1, 1))
    return (1.0 - (high - low) / (2.0 * step)) / float(rotor.specific_heat(T))


def numbers() -> dict[str, str]:
    """Name -> text."""
    measured = tc.load_coefficients(REFERENCE / "coefficients/measured.json")
    limits, responses = reference("heat_response/tables/limits"), reference("heat_response/tables/responses")
    fields = benchmark("heat_field")
    one_drive = rows(fields[fields.onsager.notna()], temperature=1.0, drive=4.0)
    line_below, line_std = _straight_line(one_drive, row(limits, temperature=1.0).onsager)
    costs, dearer = _costs(limits)
    above = {
        f"above_{name}": fixed(
            100.0 * float(row(limits, temperature=T).onsager / row(limits, temperature=T).green_kubo) - 100.0, 1
        )
        for T, name in _NAMES.items()
    }
    return {
        "limits": _limits(limits),
        "responses": markdown(["T", "X", "K(M, X)"], _by_size(responses)),
        "strong": with_origin(
            _strong(fields.drop(one_drive.index), limits, measured), fields, "python -m benchmarks.heat_field"
        ),
        "one_drive": markdown(["T", "X", "K(M, X)"], _by_size(one_drive)),
        "line_below": fixed(line_below, 1),
        "line_std": fixed(line_std, 1),
        "costs": costs,
        "largest_field": digits(
            float((responses.heat_field * measured.momentum_diffusivity(responses.temperature.to_numpy())).max()), 1
        ),
        "chi_square_of_routes": fixed(float((limits.z**2).sum()), 1),
        "chi_square_of_halves": fixed(float(np.sum((responses.drift / responses.drift_std) ** 2)), 0),
        "n_flows": f"{len(responses)}",
        **{f"restoring_{name}": digits(_of_restoring(measured, T), 2) for T, name in _NAMES.items()},
        **above,
        **dearer,
    }
