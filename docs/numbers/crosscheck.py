"""Numbers of docs/crosscheck.md: other tools on the same currents."""

import numpy as np
import pandas as pd

import thermochain as tc
from docs.numbers.green_kubo import running_peak
from docs.numbers.tables import REFERENCE, benchmark, digits, fixed, markdown, row, rows, with_error, with_origin
from thermochain.rotors.green_kubo.study.self_consistent import tails_of

_NAMES = {
    "estimate_onsager": "`estimate_onsager`",
    "STACIE exppoly(0, 2)": "STACIE ExpPoly[0, 2]",
    "STACIE pade(0, 2; 2)": "STACIE Pade[0, 2; 2]",
    "STACIE lorentz()": "STACIE Lorentz",
    "STACIE debye()": "STACIE Debye",
    "cusp, same data": "cusp below omega = 0.05, same data",
    "cusp, long run": "cusp below omega = 0.05, reference run",
    "parabola, long run": "parabola below omega = 0.05, reference run",
}


def _value(value: float, error: float) -> str:
    """Value with a claimed error of two digits only if it begins with 1."""
    return with_error(value, error, two_digits_below=1.95)


def _cell(answers: pd.DataFrame) -> str:
    """The answer of a tool for one coefficient; wrong answers of STACIE are bold."""
    if answers.empty:
        return ""
    [answer] = answers.itertuples()
    if np.isnan(answer.value):
        return answer.verdict
    word = answer.verdict.removesuffix(", warned")
    if answer.tool.startswith("STACIE") and word != "agrees":
        word = f"**{word}**"
    warned = f", warned: {answer.diagnostics}" if answer.warned else ""
    return f"{_value(answer.value, answer.claimed_error)}, {answer.deviation_sigmas:+.1f}, {word}{warned}"


def _answers(table: pd.DataFrame, temperature: float) -> str:
    at_temperature = rows(table, temperature=temperature)
    lines = [["**reference**"]]
    for pair in ("pp", "ee"):
        first = rows(at_temperature, coefficient=pair).iloc[0]
        lines[0].append(f"**{_value(first.reference, first.reference_error)}**")
    for tool in dict.fromkeys(at_temperature.tool):
        answers = rows(at_temperature, tool=tool)
        cells = [_cell(rows(answers, coefficient=pair)) for pair in ("pp", "ee")]
        lines.append([_NAMES.get(tool, tool), *cells])
    header = ["tool", *(f"{name}, T = {temperature:g}" for name in ("K^pp", "K^ee"))]
    return markdown(header, lines)


def _ring_percent(temperature: float) -> float:
    """By how many per cent A/M raises K^pp on the rings of 512."""
    measured = tc.load_coefficients(REFERENCE / "coefficients/measured.json")
    amplitude = tails_of(measured, temperature, 512, np.inf).momentum.amplitude
    return float(100.0 * amplitude / (512 * measured.onsager_pp(temperature)))


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = benchmark("crosscheck")
    stacie = table[table.tool.str.startswith("STACIE")].dropna(subset=["value"])
    found = {
        "answers_1": _answers(table, 1.0),
        "answers_03": with_origin(_answers(table, 0.3), table, "make crosscheck"),
        "warned": f"{stacie.warned.sum()}",
        "warned_in_vain": f"{(stacie.verdict == 'agrees, warned').sum()}",
    }
    for name, tool in (("lorentz", "STACIE lorentz()"), ("cusp", "cusp, long run")):
        answer = row(table, temperature=1.0, coefficient="pp", tool=tool)
        found[name] = _value(answer.value, answer.claimed_error)
    peak = running_peak()
    found |= {name: peak[name] for name in ("peak", "peak_time")}
    found |= {"ring_percent_03": digits(_ring_percent(0.3), 1), "ring_percent_1": digits(_ring_percent(1.0), 1)}
    pade = row(table, temperature=1.0, coefficient="pp", tool="STACIE pade(0, 2; 2)")
    found["pade_percent"] = fixed(100.0 * (pade.value / pade.reference - 1.0), 0)
    found["pade_sigmas"] = fixed(pade.deviation_sigmas, 0)
    return found
