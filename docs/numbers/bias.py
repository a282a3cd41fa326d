"""Numbers of docs/bias.md: amplitude of the tail, ring sizes, time steps."""

import numpy as np
import pandas as pd

from docs.numbers.tables import both, digits, fixed, markdown, of, reference, reference_paper, row, rows, with_error

_RELAXED = 0.6  # lowest temperature at which the currents have relaxed by t_max/8


def _amplitudes(paper: pd.DataFrame, default: pd.DataFrame) -> str:
    lines = []
    for _, line in paper.iterrows():
        same = default[default.temperature == line.temperature]
        lines.append(
            (
                f"{line.temperature:g}",
                f"{line.n_rotors:g}",
                f"{line.start:g}",
                digits(line.theory, 3),
                of(line, "ratio"),
                digits(line.p_value, 2),
                "".join(of(one, "ratio") for _, one in same.iterrows()),
            )
        )
    header = ["T", "M", "from t", "A, mode coupling", "ratio, preset paper", "p-value", "ratio, default preset"]
    return markdown(header, lines)


def _mean_ratio(amplitudes: pd.DataFrame) -> tuple[float, float, float]:
    """Mean of the ratios, its error, and their chi^2."""
    weights = amplitudes.ratio_std.to_numpy() ** -2.0
    mean = float(np.average(amplitudes.ratio, weights=weights))
    return mean, float(weights.sum() ** -0.5), float(weights @ (amplitudes.ratio - mean) ** 2)


def _ratios() -> dict[str, str]:
    """Amplitudes of the tail over those of mode coupling, where the currents have relaxed."""
    name = "green_kubo/tables/tail_amplitudes"
    paper, default = (frame[frame.temperature >= _RELAXED] for frame in (reference_paper(name), reference(name)))
    mean, error, chi_square = _mean_ratio(paper)
    return {
        "amplitudes": _amplitudes(paper, default),
        "amplitude_paper": with_error(mean, error),
        "amplitude_percent": digits(100.0 * error, 1),
        "amplitude_chi_square": digits(chi_square, 2),
        "amplitude_degrees": f"{len(paper) - 1}",
        "amplitude_default": with_error(*_mean_ratio(default)[:2]),
    }


def _sizes(rings: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.temperature:g}",
            f"{line.n_rotors:g}",
            of(line, "cut"),
            digits(line.bias_theory, 3),
            both(line, "pp"),
            both(line, "ee"),
        )
        for _, line in rings.iterrows()
    ]
    return markdown(["T", "M", "K^pp cut at t_max", "too high by, in theory", "K^pp, tail removed", "K^ee"], lines)


def _steps(steps: pd.DataFrame) -> str:
    smallest = steps.time_step.min()
    cases = list(dict.fromkeys(zip(steps.temperature, steps.coefficient, strict=True)))
    lines = []
    for step in sorted(set(steps.time_step) - {smallest}):
        found = [row(steps, time_step=step, temperature=T, coefficient=coefficient) for T, coefficient in cases]
        lines.append((f"{step:g}", *(with_error(100.0 * line.change, 100.0 * line.change_std) for line in found)))
    return markdown(["step", *(f"K^{coefficient}, T = {T:g}" for T, coefficient in cases)], lines)


def _mean_change(steps: pd.DataFrame, step: float) -> str:
    """Mean relative change of all integrals in per cent, weighted by their errors."""
    found = rows(steps, time_step=step)
    weights = found.change_std.to_numpy() ** -2.0
    return with_error(100.0 * np.average(found.change, weights=weights), 100.0 / np.sqrt(weights.sum()))


def numbers() -> dict[str, str]:
    """Name -> text."""
    rings, steps = reference("bias/tables/ring_sizes"), reference("bias/tables/time_steps")
    shares = {  # of the bias A/M of a perfect integral in rings of 500, in per cent of K^pp
        f"at_{T:g}".replace(".", "_"): 100.0 * ring.amplitude / (500.0 * ring.pp)
        for T in (0.3, 0.5, 1.0)
        for ring in [row(rings, temperature=T, n_rotors=512)]
    }
    return {
        **_ratios(),
        "sizes": _sizes(rings),
        "steps": _steps(steps),
        "smallest_step": f"{steps.time_step.min():g}",
        "limit_of_steps": digits(steps.time.iloc[0], 3),
        "largest_step": _mean_change(steps, 0.2),
        "default_step": _mean_change(steps, 0.1),
        **{name: fixed(value, 1) for name, value in shares.items()},
    }
