"""Numbers of docs/efficiency.md: what one per cent of a coefficient costs."""

import pandas as pd

from docs.numbers.tables import benchmark, digits, fixed, markdown, row, with_origin

_OWN = "default schedule, with its tail (this study)"


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
        ("bias_cut_300", 1.0, "default schedule, cut at 300"),
    ):
        found[name] = fixed(row(table, temperature=T, coefficient="pp", estimator=estimator).bias_percent, 0)
    for pair in ("pp", "ee"):
        half = row(table, temperature=0.3, coefficient=pair, estimator="M = 256, with its tail")
        found[f"half_ring_{pair}"] = fixed(half.gain, 0)
    return found
