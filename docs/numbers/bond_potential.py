"""Numbers of docs/bond_potential.md."""

from docs.numbers.tables import digits, markdown, of, reference, row, with_error


def numbers() -> dict[str, str]:
    """Name -> text."""
    onsager = row(reference("green_kubo/tables/onsager"), temperature=1.0)
    table = reference("bond_potential/tables/bond_potential")
    lines = [
        (
            f"{line.temperature:g}",
            with_error(line.pp, line.pp_std),
            with_error(line.ee, line.ee_std),
            of(line, "pull"),
            digits(line.pull_exact, 4),
            of(line, "power"),
            digits(line.power_exact, 4),
        )
        for _, line in table.iterrows()
    ]
    header = ["T", "K^pp", "K^ee", "<V'^2>", "exact", "<J^e J^e>/M", "exact"]
    return {
        "rotors": markdown(header, lines),
        "pp_1": of(onsager, "pp", "error"),
        "ee_1": of(onsager, "ee", "error"),
    }
