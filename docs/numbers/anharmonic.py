"""Numbers of docs/anharmonic.md: anharmonic chains with velocity flips."""

import numpy as np
import pandas as pd

from docs.numbers.tables import fixed, markdown, of, reference, row, rows, with_error

_POSITIONS = (0.25, 0.5, 0.75)


def _released(comparison: pd.DataFrame) -> str:
    lines = []
    for time in (0.02, 0.05, 0.1):
        line = row(comparison, quantity=f"mean temperature, released, t = {time:g}")
        printed = f"{line.printed:.3f} ({abs(line.z_printed):.0f} standard errors away)"
        lines.append((f"{time:g}", of(line, "simulated"), fixed(line.predicted, 3), printed))
    return markdown(["mean temperature at t", "simulated", "equations", "as printed"], lines)


def _conductivity(table: pd.DataFrame) -> str:
    temperatures = sorted(set(table.temperature))
    lines = []
    for tension in sorted(set(table.tension)):
        cells = [row(table, tension=tension, temperature=T) for T in temperatures]
        texts = [f"{with_error(c.conductivity, c['std'])} [{c.conductivity / c.bound:.2f}]" for c in cells]
        lines.append((f"tau = {tension:g}", *texts))
    return markdown(["kappa", *(f"T = {T:g}" for T in temperatures)], lines)


def _stationary(comparison: pd.DataFrame) -> str:
    def line(words: str, quantity: str, harmonic: str) -> tuple[str, ...]:
        found = row(comparison, quantity=quantity)
        return words, of(found, "simulated"), of(found, "predicted"), harmonic

    lines = [line("N J of energy", "n J of energy, driven", "-1.25")]
    for name, symbol, harmonic in (
        ("temperature", "T", ("2.00", "2.50", "2.50")),
        ("stretch", "r", ("0.5", "1", "1.5")),
    ):
        for x, value in zip(_POSITIONS, harmonic, strict=True):
            lines.append(line(f"{symbol}({x:g})", f"{name} at x = {x:g}, driven", value))
    return markdown(["", "simulated, N to infinity", "equations", "harmonic bonds"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    comparison = reference("anharmonic/tables/comparison")
    extrapolated = reference("anharmonic/figures/extrapolated").dropna(subset=["x"])
    error = np.hypot(extrapolated["std"], extrapolated.predicted_std)
    z = ((extrapolated.value - extrapolated.predicted) / error).abs().where(extrapolated["std"] > 0, 0.0)
    driven = reference("anharmonic/figures/driven")
    found = {
        "released": _released(comparison),
        "conductivity": _conductivity(reference("anharmonic/figures/conductivity")),
        "stationary": _stationary(comparison),
        "current_sigma": fixed(abs(row(comparison, quantity="n J of energy, driven").z), 1),
        "positions": f"{len(rows(extrapolated, quantity='temperature'))}",
    }
    for quantity in ("temperature", "stretch"):
        own = extrapolated.quantity == quantity
        found[f"z_{quantity}"] = fixed(float(z[own].max()), 1)
        found[f"at_{quantity}"] = f"{extrapolated.x[z[own].idxmax()]:g}"
    for _, line in reference("anharmonic/figures/currents").iterrows():
        found[f"current_{line.n:g}"] = of(line, "energy_current")
        first = row(driven, n=line.n, x=0.0)
        found[f"step_{line.n:g}"] = with_error(first.temperature - 1.0, first.temperature_std)
    momentum = comparison[comparison.quantity.str.startswith("n J of stretch")]
    found["momentum_sigma"] = fixed(float(momentum.z.abs().max()), 1)
    return found
