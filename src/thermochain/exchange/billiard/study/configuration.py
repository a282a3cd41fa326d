"""The section `billiard` of the configuration: its tables, and what its schema cannot see."""

from collections.abc import Mapping
from typing import Any

from thermochain.exchange.billiard.geometry import Table

N_DRAWN = 3  # disks in each cell of the drawing
_EXCHANGES_A_BARRIER = 20  # of a driven chain, in each batch


def table_of(section: Mapping[str, Any], n_particles: int, n_cells: int = 2) -> Table:
    """The chain of cells with this many disks in each; ValueError as `Table`."""
    shape = {key: float(value) for key, value in section["table"].items()}
    return Table(n_cells=n_cells, n_particles=n_particles, **shape)


def check_billiard(config: Mapping[str, Any]) -> None:
    """Raise ValueError, beginning with the key, for the first thing wrong."""
    section = config["billiard"]
    wanted = {
        "the drawing": [N_DRAWN],
        "n_particles": section["n_particles"],
        "laws.n_particles": section["laws"]["n_particles"],
        "waiting.n_particles": section["waiting"]["n_particles"],
        "chain.n_particles": [section["chain"]["n_particles"]],
    }
    for key, numbers in wanted.items():
        for number in numbers:
            try:
                table_of(section, number)
            except ValueError as problem:
                raise ValueError(f"table, with {key}={number}: {problem}") from None
    for key, row in (("n_exchanges", section), ("laws.n_exchanges", section["laws"])):
        if row["n_exchanges"] < 4 * section["batches"]:
            raise ValueError(
                f"{key}={row['n_exchanges']} in batches={section['batches']} leaves fewer than 4 collisions a batch; "
                f"take {4 * section['batches']} or more"
            )
    chain = section["chain"]
    least = _EXCHANGES_A_BARRIER * (chain["n_cells"] + 1) * section["batches"]
    if chain["n_exchanges"] < least:
        raise ValueError(
            f"chain.n_exchanges={chain['n_exchanges']} is too few for n_cells={chain['n_cells']} and "
            f"batches={section['batches']}; take {least} or more"
        )
