"""Numbers of docs/onsager_structure.md: rings that turn, by the validation of the default preset."""

from docs.numbers.tables import fixed, markdown, measured, of


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = measured("onsager_structure/tables/structure")
    lines = []
    for T, at in table.groupby("temperature"):
        for k, (_, row) in enumerate(at.iterrows()):
            first = (f"{T:g}", f"{row.upper_limit:.0f}") if k == 0 else ("", "")
            values = (of(row, "at_rest"), of(row, "measured"), of(row, "predicted"), fixed(row.z, 1))
            lines.append((*first, f"K^{row.coefficient}", *values))
    return {"matrix": markdown(["T", "t", "", "at rest", "turning", "predicted", "z"], lines)}
