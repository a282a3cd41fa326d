"""Tables of the strangest networks found, beside the networks of the paper."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from thermochain.oscillators.networks.study.example_tables import MASSES, SPRINGS, graph_frames
from thermochain.oscillators.networks.study.examples import EXAMPLES, Example
from thermochain.oscillators.networks.study.run import CirculationRun, PumpRun
from thermochain.oscillators.networks.study.search_goals import GRAPHS, PUMP, Graph
from thermochain.runs.storage import load_result
from thermochain.runs.table import Table

SEARCH = Table(
    "networks_search/1",
    kind="circulation or pump",
    graph="which springs and baths there are",
    limit="largest strength of a spring (circulation) or difference of the two baths' temperatures (pump)",
    flux="most heat that circulates or is pumped, over the largest difference of bath temperatures",
    springs="strengths, in the order of the graph's springs",
    temperatures="of the baths, in [0, 1]",
)
REFERENCES = Table(
    "networks_references/1",
    kind="circulation or pump",
    title="which example",
    limit="its strongest spring, or the lift of its pump over its largest difference of bath temperatures",
    flux="heat that circulates or is pumped, over that difference",
)
TABLES = {"search": SEARCH, "found_masses": MASSES, "found_springs": SPRINGS}


def make_tables(circulation: Iterable[str | Path], pump: Iterable[str | Path]) -> dict[str, pd.DataFrame]:
    """Content of TABLES, the graphs of the last networks included, from the files of the searches."""
    frame, found = search_frame(circulation, pump)
    masses, springs = graph_frames(found)
    return {"search": frame, "found_masses": masses, "found_springs": springs}


def search_frame(
    circulation: Iterable[str | Path], pump: Iterable[str | Path]
) -> tuple[pd.DataFrame, dict[str, Example]]:
    """Table SEARCH of all networks found, and the last network of each search, to be drawn.

    `circulation` and `pump` are the files of the searches.
    """
    rows: list[dict[str, object]] = []
    last: dict[str, Example] = {}
    for path in circulation:
        run, found = load_result(path, CirculationRun)
        graph = GRAPHS[run.graph]
        rows += _rows("circulation", graph, run.limits, found)
        last[graph.title] = _example(graph.title, graph, found)
    for path in pump:
        run, found = load_result(path, PumpRun)
        rows += _rows("pump", PUMP, run.differences, found)
        last["pump, largest lift"] = _example("pump, largest lift", PUMP, found)
    return SEARCH.frame(rows), last


def reference_frame() -> pd.DataFrame:
    """Table REFERENCES: the examples of the paper in the units of the search."""
    rows = []
    for name in ("2", "3"):
        example = EXAMPLES[name]
        flux = example.network.steady_state().circulation.strength / _difference(example)
        rows.append(("circulation", example.title, max(example.springs.values()), flux))
    example = EXAMPLES["4 giving"]
    state, difference = example.network.steady_state(), _difference(example)
    lift = (example.temperature[3] - example.temperature[4]) / difference
    rows.append(("pump", example.title, lift, min(state.flux(4, 6), state.flux(6, 3)) / difference))
    return REFERENCES.frame(rows)


def _difference(example: Example) -> float:
    """Largest difference of the bath temperatures."""
    return max(example.temperature.values()) - min(example.temperature.values())


def _rows(kind: str, graph: Graph, limits: Iterable[float], found: dict[str, np.ndarray]) -> list[dict[str, object]]:
    columns = zip(limits, found["flux"], found["strengths"], found["temperatures"], strict=True)
    return [
        {
            "kind": kind,
            "graph": graph.title,
            "limit": limit,
            "flux": flux,
            "springs": " ".join(f"{value:.4g}" for value in strengths),
            "temperatures": " ".join(f"{value:.4g}" for value in temperatures),
        }
        for limit, flux, strengths, temperatures in columns
    ]


def _example(title: str, graph: Graph, found: dict[str, np.ndarray]) -> Example:
    """The last network of a search as an `Example` to be drawn."""
    return Example(
        title.replace(", ", ",\n"),
        dict(zip(graph.springs, map(float, found["strengths"][-1]), strict=True)),
        dict(zip(graph.baths, map(float, found["temperatures"][-1]), strict=True)),
        graph.places,
    )
