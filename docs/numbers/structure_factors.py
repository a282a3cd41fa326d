"""Numbers of docs/structure_factors.md: both diffusivities beside those of Green-Kubo."""

import pandas as pd

from docs.numbers.tables import both, fixed, markdown, of, percent, reference, row, rows

_NAMES = {"momentum": "D^p", "energy": "D^e"}


def _diffusivities(table: pd.DataFrame) -> str:
    lines = []
    for _, line in rows(table, wavenumber=0.0).iterrows():
        used = rows(table, temperature=line.temperature, field=line.field).used
        lines.append(
            (
                f"{line.temperature:g}",
                f"{line.n_rotors:g}",
                _NAMES[line.field],
                f"{int((used & (table.wavenumber[used.index] > 0)).sum())}",
                both(line, "diffusivity"),
                of(line, "green_kubo", "error"),
                fixed(line.z, 1),
            )
        )
    return markdown(["T", "M", "", "waves", "structure factors", "Green-Kubo", "z"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = reference("structure_factors/tables/diffusivities")
    limits = rows(table, wavenumber=0.0)
    deviations = 100.0 * (limits.diffusivity / limits.green_kubo - 1.0)
    warm = {
        f"warm_{name}": percent(float(deviations[row(limits, temperature=1.0, field=name).name])).removesuffix(" %")
        for name in _NAMES
    }
    cold = row(limits, temperature=0.3, field="momentum")
    return {
        "diffusivities": _diffusivities(table),
        "largest_z": fixed(float(limits.z.abs().max()), 1),
        "cold": of(cold, "diffusivity", "error"),
        "cold_green_kubo": of(cold, "green_kubo", "error"),
        **warm,
    }
