"""Numbers of docs/structure_factors.md: diffusivities from fluctuations, by the validation of the default preset."""

import pandas as pd

from docs.numbers.tables import both, digits, fixed, markdown, measured, rows, with_error


def _limits(table: pd.DataFrame, limits: pd.DataFrame) -> str:
    lines = []
    for T, at in limits.groupby("temperature"):
        for k, (_, row) in enumerate(at.sort_values("field", ascending=False).iterrows()):
            waves = rows(table, temperature=T, field=row.field)
            lines.append(
                (
                    *((f"{T:g}", f"{row.n_rotors}") if k == 0 else ("", "")),
                    "D^p" if row.field == "momentum" else "D^e",
                    f"{int((waves.used & (waves.wavenumber > 0)).sum())}",
                    both(row, "diffusivity"),
                    with_error(row.green_kubo, row.green_kubo_error),
                    fixed(row.z, 1),
                )
            )
    header = ["T", "M", "", "waves", "structure factors (statistical, systematic)", "Green-Kubo (total)", "z"]
    return markdown(header, lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = measured("structure_factors/tables/diffusivities")
    limits = table[table.wavenumber == 0]
    warm = rows(limits, temperature=1.0)
    below = 100 * (warm.set_index("field").diffusivity / warm.set_index("field").green_kubo - 1.0)
    cold = rows(limits, temperature=0.3, field="momentum").iloc[0]
    return {
        "limits": _limits(table, limits),
        "largest": fixed(float(limits.z.abs().max()), 1),
        "warm_momentum": f"{below['momentum']:+.0f}",
        "warm_energy": f"{below['energy']:+.0f}",
        "cold": digits(cold.diffusivity, 2),
    }
