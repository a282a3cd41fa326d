"""Numbers of docs/efficiency.md: what one per cent of a coefficient costs."""

import pandas as pd

from docs.numbers.tables import benchmark, digits, fixed, markdown, row, with_origin

_OWN = "default schedule, with its tail (this study)"
_LESS = "the same, A known to 20 % and then 1/t"
_BEFORE = "rings twice as long, A known to 20 % and then 1/t"


def _line(pp: pd.Series, ee: pd.Series, first: bool) -> list[str]:
    name = f"**{pp.temperature:g}** {pp.estimator}" if first else pp.estimator
    cells = [f"**{name}**" if pp.estimator == _OWN else name, f"{pp.n_rotors}"]
    for line in (pp, ee):
        bias = f"{line.bias_percent:.1f} +- {line.bias_std:.1f}"
        gain = "1" if first else f"{line.gain:.0f} +- {line.gain_std:.0f}"
        cells += [bias, digits(line.updates, 2), gain]
    return cells


def _costs(table: pd.DataFrame) -> str:
    lines = []
    for _, at_temperature in table.groupby("temperature"):
        pp, ee = (at_temperature[at_temperature.coefficient == name] for name in ("pp", "ee"))
        lines += [
            _line(a, b, k == 0) for k, ((_, a), (_, b)) in enumerate(zip(pp.iterrows(), ee.iterrows(), strict=True))
        ]
    header = ["T, estimator", "M"]
    for name in ("K^pp", "K^ee"):
        header += [f"{name}: bias", "cost", "gain"]
    return with_origin(markdown(header, lines), table, "make efficiency")


def _times(table: pd.DataFrame, cheaper: str, dearer: str, temperature: float, coefficient: str) -> float:
    """How many times more one estimator costs than another."""
    costs = [
        row(table, temperature=temperature, coefficient=coefficient, estimator=name).updates
        for name in (dearer, cheaper)
    ]
    return costs[0] / costs[1]


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = benchmark("efficiency")
    found = {"costs": _costs(table)}
    shorter = []
    for T in (0.3, 0.5, 1.0):
        for pair in ("pp", "ee"):
            times = _times(table, "every origin", "exact start, time step 0.1", T, pair)
            found[f"origins_{pair}_{T:g}".replace(".", "")] = fixed(times, 0)
            if T > 0.3:
                shorter.append(_times(table, "M = 128", "every origin", T, pair))
    found |= {"shorter_least": fixed(min(shorter), 0), "shorter_most": fixed(max(shorter), 0)}
    for name, T, estimator in (
        ("bias_short_tail", 0.3, "M = 128, with its tail"),
        ("bias_cut_100", 1.0, "every origin"),
    ):
        found[name] = fixed(row(table, temperature=T, coefficient="pp", estimator=estimator).bias_percent, 0)
    return found | _knowledge(table)


def _knowledge(table: pd.DataFrame) -> dict[str, str]:
    """How many times more the estimates cost with less knowledge of the tail, on the same rings and on longer ones."""
    found = {}
    for T in (0.3, 0.5, 1.0):
        name = f"{T:g}".replace(".", "")
        longer = _LESS if T == 0.3 else _BEFORE  # the rings of T = 0.3 have their former length
        for pair in ("pp", "ee"):
            found[f"less_{pair}_{name}"] = fixed(_times(table, _OWN, _LESS, T, pair), 1)
            if longer == _BEFORE:
                found[f"before_{pair}_{name}"] = fixed(_times(table, _OWN, longer, T, pair), 1)
        found[f"doubt_before_{name}"] = _systematic(table, longer, T)
        found[f"doubt_{name}"] = _systematic(table, _OWN, T)
    return found


def _systematic(table: pd.DataFrame, estimator: str, temperature: float) -> str:
    """Systematic error of K^pp that the estimator states, in per cent."""
    line = row(table, temperature=temperature, coefficient="pp", estimator=estimator)
    return digits(line.systematic_percent, 2)
