"""Numbers of docs/networks.md: Eckmann and Zabey's examples, weak anharmonicity, and the search."""

from dataclasses import replace

import numpy as np
import pandas as pd

from docs.numbers.tables import digits, fixed, markdown, reference, row, rows, stored, with_error
from thermochain.oscillators.networks.study.examples import EXAMPLES
from thermochain.oscillators.networks.study.single_spring_tables import largest_certain_epsilon

_EXAMPLES = [
    ("1", ["flux 1->2", "flux 2->3", "flux 3->4", "kinetic temperature 2", "kinetic temperature 3"]),
    ("2", ["flux 1->2", "flux 2->3", "flux 3->1"]),
    ("2 as captioned", ["flux 1->3", "flux 3->2", "flux 2->1"]),
    ("3", ["flux 1->2", "flux 2->3", "flux 3->1"]),
    ("4", ["flux 1->5", "flux 6->3", "flux 5->6"]),
]
# example -> what is strange, and the quantity whose slope is shown
_STRANGE = {
    1: ("2->3, though <p_3^2> > <p_2^2> (difference)", None),
    2: ("2->3->1 of 1->2->3->1", "flux 2->3"),
    3: ("3->1 of 1->2->3->1", "flux 3->1"),
    4: ("6->3 of 4->6->3", "flux 6->3"),
}


def _computed(examples: pd.DataFrame, example: str, quantity: str) -> float:
    return float(row(examples, example=example, quantity=quantity).iloc[2])


def _printed(examples: pd.DataFrame) -> str:
    lines = []
    for example, quantities in _EXAMPLES:
        for quantity in quantities:
            line = row(examples, example=example, quantity=quantity)
            value = fixed(_computed(examples, example, quantity), 3)
            words = quantity.replace("kinetic temperature ", "<p_") + ("^2>" if "kinetic" in quantity else "")
            lines.append((example, words, f"{line.printed:g}", value if line.agrees else f"**{value}**"))
    return markdown(["example", "quantity", "printed", "computed"], lines)


def _persistence(persistence: pd.DataFrame, anharmonic: pd.DataFrame) -> str:
    lines = []
    for _, line in persistence.iterrows():
        words, quantity = _STRANGE[int(line.example)]
        at_zero = rows(anharmonic, example=line.example, epsilon=0.0)
        if quantity is None:  # the difference of two kinetic temperatures
            third, second = (row(at_zero, quantity=f"kinetic temperature {k}") for k in (3, 2))
            start, slope = third.value - second.value, third.slope - second.slope
        else:
            found = row(at_zero, quantity=quantity)
            start, slope = found.value, found.slope
        ends = with_error(line.ends_at, line.ends_at_std)
        lines.append((f"{line.example:g}", words, fixed(start, 4), digits(slope, 2), ends, f"{line.certain_to:g}"))
    header = ["example", "strange direction", "at eps = 0", "slope", "ends at eps", "by two standard errors up to"]
    return markdown(header, lines)


def _search(search: pd.DataFrame) -> str:
    found = rows(search, kind="circulation")
    limits = sorted(set(found.limit))
    lines = []
    for graph in dict.fromkeys(found.graph):
        fluxes = [float(row(found, graph=graph, limit=limit).flux) for limit in limits]
        lines.append((graph, *("0" if flux < 1e-12 else digits(flux, 3) for flux in fluxes)))
    return markdown(["graph", *(f"k_max = {limit:g}" for limit in limits)], lines)


def _pump(search: pd.DataFrame) -> str:
    lines = [(f"{line.limit:g}", digits(line.flux, 3)) for _, line in rows(search, kind="pump").iterrows()]
    return markdown(["lift", "pumped"], lines)


def _split(baths: pd.DataFrame) -> str:
    """Example 1 as the sum of two chains."""
    quantities = ["flux 1->2", "flux 2->3", "flux 3->4", "kinetic temperature 2", "kinetic temperature 3"]
    lines = []
    for words, of in (("(100, 0, 0, 2)", (1, 4)), ("(0, 2, 20, 0)", (2, 3)), ("(100, 2, 20, 2)", (1, 2, 3, 4))):
        values = [sum(row(baths, example="1", bath=i, quantity=q).value for i in of) for q in quantities]
        lines.append((words, *(fixed(value, 3) for value in values)))
    return markdown(["temperatures", "flux 1->2", "flux 2->3", "flux 3->4", "<p_2^2>", "<p_3^2>"], lines)


def _free(free: pd.DataFrame) -> str:
    """Table of the quantity in which each example is strange, with and without pinning."""
    lines = []
    for example, quantity in (
        ("1", "flux 2->3"),
        ("1", "kinetic temperature 2"),
        ("1", "kinetic temperature 3"),
        ("2", "flux 2->3"),
        ("2 in a chain", "flux 3->2"),
        ("3", "flux 3->1"),
        ("4", "flux 6->3"),
        ("4", "flux 5->6"),
    ):
        line = row(free, example=example, quantity=quantity)
        words = quantity.replace("kinetic temperature ", "<p_") + ("^2>" if "kinetic" in quantity else "")
        translation = row(free, example=example, quantity="diffusivity of the translation").free
        lines.append((example, words, digits(line.pinned, 4), digits(line.free, 4), digits(translation, 4)))
    return markdown(["example", "quantity", "pinning 1", "free", "D of the translation"], lines)


def _single_springs(table: pd.DataFrame) -> str:
    """Worst case of the c_ij to first order, and the smallest quantity in the simulations."""
    ends, lines = largest_certain_epsilon(table), []
    for example, some in table.groupby("example"):
        least = some.loc[(some.value / some.harmonic).idxmin()]
        ratio = with_error(least.value / least.harmonic, least.value_std / least.harmonic)
        lines.append(
            (f"{example}", least.quantity, least.spring, ratio, digits(ends[int(example)], 2), f"{least.epsilon:g}")
        )
    header = ["example", "least", "quartic spring", "over its harmonic value", "no end before eps", "simulated at eps"]
    return markdown(header, lines)


def _zeros(scan: pd.DataFrame) -> list[str]:
    """Strengths between which heat circulates in Example 2."""
    x, y = scan.strength.to_numpy(), scan.flux_23.to_numpy()
    k = np.flatnonzero(np.sign(y[:-1]) != np.sign(y[1:]))
    return [fixed(float(zero), 2) for zero in x[k] - y[k] * (x[k + 1] - x[k]) / (y[k + 1] - y[k])]


def balance() -> dict[str, str]:
    """How the flux 5->6 of Example 4 depends on the temperatures of its baths, and the T_2 at which it vanishes."""
    example = EXAMPLES["4"]
    T = example.temperature

    def flux(**changes: float) -> float:
        temperature = T | {int(name[1:]): value for name, value in changes.items()}
        return float(replace(example, temperature=temperature).network.steady_state().flux(5, 6))

    upper, lower = (flux(**{f"T{i}": T[i] + 1.0}) - flux() for i in (1, 2))
    return {
        "upper": fixed(upper, 3),
        "lower": fixed(lower, 3),
        "balanced": fixed(T[2] - flux() / lower, 3),
    }


def numbers() -> dict[str, str]:
    """Name -> text."""
    examples, search = (
        reference(stored("networks/tables/examples", "networks/figures/examples")),
        reference("networks/figures/search"),
    )
    references, scan = reference("networks/figures/references"), reference("networks/figures/scan")
    pump = references[references.kind == "pump"].iloc[0]
    best = row(search, graph="triangle, two baths", limit=100.0)
    return balance() | {
        "printed": _printed(examples),
        "persistence": _persistence(
            reference("networks/figures/persistence"), reference("networks/figures/anharmonic")
        ),
        "end_1": digits(row(reference("networks/figures/persistence"), example=1).ends_at, 1),
        "split": _split(reference("networks/tables/baths")),
        "free": _free(reference("networks/tables/free")),
        "single_springs": _single_springs(reference("networks/figures/single_springs")),
        "search": _search(search),
        "pump": _pump(search),
        "from_strength": _zeros(scan)[0],
        "to_strength": _zeros(scan)[1],
        "direct_2": fixed(_computed(examples, "2", "flux 1->2"), 5),
        "circulation_2": fixed(_computed(examples, "2", "flux 2->3"), 5),
        "circulation_3": fixed(_computed(examples, "3", "flux 3->1"), 3),
        "chain_through": fixed(_computed(examples, "2 in a chain", "flux 2->4"), 3),
        "chain_back": fixed(_computed(examples, "2 in a chain", "flux 3->2"), 3),
        "giving": fixed(_computed(examples, "4 giving", "flux 6->5"), 3),
        "giving_pumped": fixed(_computed(examples, "4 giving", "flux 6->3"), 3),
        "giving_source": fixed(_computed(examples, "4 giving", "flux 4->6"), 3),
        "printed_pump": fixed(float(pump.flux), 3),
        "printed_lift": fixed(float(pump.limit), 3),
        "direct_spring": f"{np.array(best.springs.split(), float).max():g}",
        "other_spring": f"{np.array(best.springs.split(), float).min():g}",
    }
