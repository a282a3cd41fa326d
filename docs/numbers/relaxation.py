"""Numbers of docs/relaxation.md: closed chains against the equations in time."""

import pandas as pd

from docs.numbers.tables import fixed, markdown, of, reference, row, rows, with_error

_EXPONENT_TIMES = (0.025, 0.05, 0.1, 0.2)
_QUANTITIES = {"momentum": "p", "energy": "e", "temperature": "T, variance of p_i"}


def _distances(distances: pd.DataFrame, limits: pd.DataFrame, quantity: str, time: float) -> str:
    sizes = sorted(set(distances.n_rotors))
    at_time = rows(distances, quantity=quantity, time=time)
    limit = row(limits, quantity=quantity, time=time)
    remarks = {
        "measured": f"their errors may make {fixed(limit.coefficient_error, 4)}",
        "published": f"between the two solutions: {fixed(limit.published_offset, 4)}",
    }
    lines = []
    for coefficients, remark in remarks.items():
        cells = [of(row(at_time, coefficients=coefficients, n_rotors=n), "distance") for n in sizes]
        lines.append([f"{coefficients} coefficients", *cells, remark])
    if quantity == "momentum":
        cells = [of(row(at_time, coefficients="measured", n_rotors=n), "chain_distance") for n in sizes]
        lines.append(["one chain, measured coefficients", *cells, ""])
    return markdown([f"d of {_QUANTITIES[quantity]} at t = {time:g}", *(f"n = {n:g}" for n in sizes), ""], lines)


def _exponents(limits: pd.DataFrame) -> str:
    lines = []
    for quantity, words in _QUANTITIES.items():
        cells = [row(limits, quantity=quantity, time=time) for time in _EXPONENT_TIMES]
        lines.append([words, *(of(cell, "exponent") if cell.exponent_std > 0 else "open" for cell in cells)])
    cells = [row(limits, quantity="momentum", time=time) for time in _EXPONENT_TIMES]
    lines.append(["p, one chain", *(of(cell, "chain_exponent") for cell in cells)])
    return markdown(["exponent b, measured coefficients", *(f"t = {time:g}" for time in _EXPONENT_TIMES)], lines)


def _energies(energies: pd.DataFrame) -> str:
    sizes = sorted(set(energies[energies.source == "chain"].n_rotors))
    lines = []
    for time in (0.0, 0.05, 0.1, 0.2):
        chains = [row(energies, source="chain", n_rotors=n, time=time) for n in sizes]
        solved = [row(energies, source=name, time=time) for name in ("measured", "published")]
        cells = [with_error(chain.mechanical, chain.mechanical_std) for chain in chains]
        lines.append([f"{time:g}", *cells, *(fixed(line.mechanical, 4) for line in solved)])
    return markdown(["t", *(f"n = {n:g}" for n in sizes), "measured", "published"], lines)


def numbers() -> dict[str, str]:
    """Name -> text."""
    distances, limits = reference("relaxation/figures/limit"), reference("relaxation/tables/limits")
    energies = reference("relaxation/figures/energies")
    longest = int(max(energies[energies.source == "chain"].n_rotors))
    found = {
        "distance_p": _distances(distances, limits, "momentum", 0.2),
        "distance_e": _distances(distances, limits, "energy", 0.1),
        "exponents": _exponents(limits),
        "energies": _energies(energies),
        "longest": f"{longest}",
    }
    found["left"] = of(
        row(distances, quantity="momentum", time=0.2, coefficients="measured", n_rotors=longest), "distance"
    )
    for name, time in (("start", 0.0), ("end", 0.2)):
        chain, solved = (
            row(energies, source="chain", n_rotors=longest, time=time),
            row(energies, source="measured", time=time),
        )
        found[f"internal_{name}"] = of(chain, "internal")
        found[f"internal_{name}_solved"] = fixed(solved.internal, 3)
        found["total"] = of(chain, "total")
    return found
