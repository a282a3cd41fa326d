"""Numbers of docs/onsager_structure.md: coefficients of turning rings beside those that (2.24) predicts."""

from docs.numbers.tables import fixed, markdown, of, reference


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = reference("onsager_structure/tables/structure")
    lines = [
        (
            f"{line.temperature:g}",
            f"{line.upper_limit:g}",
            f"K^{line.coefficient}",
            of(line, "at_rest"),
            of(line, "measured"),
            of(line, "predicted"),
            fixed(line.z, 1),
        )
        for _, line in table.iterrows()
    ]
    crossed = table[table.coefficient == "pe"]
    opposite = (crossed.measured + crossed.predicted).abs() / (
        crossed.measured_std**2 + crossed.predicted_std**2
    ) ** 0.5
    return {
        "structure": markdown(["T", "t", "", "at rest", "turning", "predicted", "z"], lines),
        "opposite_sign": fixed(float(opposite.min()), 0),
    }
