"""Numbers of docs/billiard.md: hard disks behind the exchange of energy."""

import numpy as np
import pandas as pd

from docs.numbers.tables import digits, fixed, markdown, of, reference, row, rows, with_error

_WORDS = {
    "waiting time": "time between collisions through the hole",
    "share": "share of a colliding disk in its cell",
    "redistribution": "share in the pair after the collision",
}


def _p(value: float) -> str:
    return f"{value:.0e}".replace("e-0", "e-") if value < 1e-4 else digits(value, 2)


def _laws(laws: pd.DataFrame) -> str:
    lines = []
    for quantity, words in _WORDS.items():
        for M in sorted(set(laws.n_particles)):
            found = rows(laws, quantity=quantity, n_particles=M)
            stated = found[found.law != "exact"].iloc[0]
            exact = found[found.law == "exact"]
            cells = [words, f"{M:g}", f"{stated.n:g}", stated.law, digits(stated.distance, 2), _p(stated.p_value)]
            cells += [digits(exact.distance.iloc[0], 2), _p(exact.p_value.iloc[0])] if len(exact) else ["", ""]
            lines.append(cells)
    return markdown(["quantity", "M", "n", "stated law", "D", "p", "exact law, D", "p"], lines)


def _waiting(waiting: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.n_particles:g}",
            f"{line.energy_ratio:g}",
            of(line, "rate"),
            of(line, "tail_rate"),
            digits(line.distance, 2),
            _p(line.p_value),
        )
        for _, line in waiting.iterrows()
    ]
    return markdown(["M", "E_1/E_2", "rate", "rate of the tail", "D", "p"], lines)


def _kinetic(kinetic: pd.DataFrame) -> str:
    lines = [
        (
            f"{line.hole:g}",
            digits(line.exact_rate, 3),
            with_error(line.rate / line.exact_rate, line.rate_std / line.exact_rate),
            of(line, "variation"),
            of(line, "memory"),
            f"{digits(line.time_distance, 2)} ({_p(line.time_p)})",
            f"{digits(line.energy_distance, 2)} ({_p(line.energy_p)})",
        )
        for _, line in kinetic.iterrows()
    ]
    header = ["hole/disk", "exact rate", "rate/exact", "variance/mean^2", "correlation", "times: distance (p)"]
    return markdown([*header, "energies: distance (p)"], lines)


def _exponent(waiting: pd.DataFrame, M: int) -> str:
    """Exponent of the rate of the tail between energy ratios 1e-4 and 1e-3."""
    low, high = (row(waiting, n_particles=M, energy_ratio=ratio) for ratio in (1e-4, 1e-3))
    exponent = np.log10(high.tail_rate / low.tail_rate)
    error = np.hypot(low.tail_rate_std / low.tail_rate, high.tail_rate_std / high.tail_rate) / np.log(10.0)
    return with_error(float(exponent), float(error))


def numbers() -> dict[str, str]:
    """Name -> text."""
    frequency, waiting = reference("billiard/tables/frequency"), reference("billiard/tables/waiting")
    chain, memory = reference("billiard/tables/chain"), reference("billiard/tables/memory")
    conductivity = reference("billiard/tables/conductivity").iloc[-1]
    found = {
        "kinetic": _kinetic(reference("billiard/tables/kinetic")),
        "conductivity": of(conductivity, "ratio"),
        "conductivity_percent": digits(100.0 * (1.0 - conductivity.ratio), 1),
        "laws": _laws(reference("billiard/tables/laws")),
        "waiting": _waiting(waiting),
        "exponent_2": _exponent(waiting, 2),
        "exponent_10": _exponent(waiting, 10),
        "current": with_error(*[float(rows(chain, what="current")[name].mean()) for name in ("value", "std")]),
    }
    for M in (1, 2, 4, 7, 15, 50):
        found[f"frequency_{M}"] = of(row(frequency, n_particles=M), "frequency")
    found["frequency_exact"] = fixed(row(frequency, n_particles=1).frequency_exact, 4)
    many = frequency[(frequency.n_exchanges > 3000) & (frequency.n_particles > 1)]
    found["energy_z"] = fixed(float(((many.energy - many.energy_exact) / many.energy_std).abs().max()), 1)
    for cell in (1, 2, 3):
        line = row(chain, what="energy", number=cell)
        found[f"energy_{cell}"] = with_error(line.value, line["std"])
    histograms = reference("billiard/tables/histograms")
    for M in (5, 15):
        times = rows(histograms, n_particles=M, quantity="waiting time")
        found[f"quick_{M}"] = digits(times.loc[times.level.idxmin()].density, 2)
    shares = rows(histograms, n_particles=15, quantity="share")
    largest = shares.loc[shares.level.idxmax()]
    found |= {"largest_share": of(largest, "density"), "largest_share_exact": fixed(largest.exact, 2)}
    few = rows(memory, n_particles=5)
    for name, k in (("low", 0), ("high", -1)):
        line = few.iloc[k]
        found[f"before_{name}"], found[f"after_{name}"] = fixed(line.before, 2), of(line, "after")
    return found
