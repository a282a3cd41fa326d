"""Numbers of docs/own_series.md: how often the interval of `estimate_integral` holds the truth."""

import pandas as pd

from docs.numbers.tables import benchmark, fixed, markdown, of, rows, with_origin


def _coverage(table: pd.DataFrame) -> str:
    lines = [
        (
            line.process,
            f"`{line.estimator}`" if line.estimator == "estimate_integral" else line.estimator,
            f"{line.n_sets}",
            of(line, "bias"),
            fixed(line.scatter, 3),
            fixed(line.claimed, 3),
            of(line, "coverage"),
            fixed(line.clean, 2),
            f"{line.cost:.0f} ms",
        )
        for _, line in table.iterrows()
    ]
    header = ["process", "estimator", "sets", "bias", "scatter", "claimed error", "coverage of 95 %"]
    return with_origin(
        markdown([*header, "not warned against", "processor time"], lines), table, "make crosscheck-series"
    )


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = benchmark("series")
    other = rows(table, estimator="STACIE")
    return {
        "coverage": _coverage(table),
        "held": f"{(other.coverage * other.n_sets).sum():.0f}",
        "n_sets": f"{other.n_sets.sum()}",
    }
