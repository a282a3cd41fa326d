"""Graphs on which the strangest networks are sought: heat that circulates, and heat that is pumped."""

from dataclasses import dataclass

from thermochain.oscillators.networks.study.examples import EXAMPLES


@dataclass(frozen=True)
class Graph:
    """Springs and baths of a network whose strengths and temperatures are free."""

    title: str  # name in figures and tables
    springs: tuple[tuple[int, int], ...]  # pairs of masses (i, j), i < j, that springs join
    baths: tuple[int, ...]  # masses with a bath
    places: dict[int, tuple[float, float]]  # (x, y) of each mass in a drawing


_TRIANGLE, _SQUARE = ((1, 2), (1, 3), (2, 3)), ((1, 2), (2, 3), (3, 4), (1, 4))
# word in the path of a run -> graph in which heat shall circulate
GRAPHS = {
    "triangle_two_baths": Graph("triangle, two baths", _TRIANGLE, (1, 2), EXAMPLES["2"].places),
    "triangle_three_baths": Graph("triangle, three baths", _TRIANGLE, (1, 2, 3), EXAMPLES["3"].places),
    "square_four_baths": Graph(
        "square, four baths", _SQUARE, (1, 2, 3, 4), {1: (0.0, 1.0), 2: (1.1, 1.0), 3: (1.1, 0.0), 4: (0.0, 0.0)}
    ),
}
PUMP = Graph("Example 4", tuple(EXAMPLES["4"].springs), tuple(EXAMPLES["4"].temperature), EXAMPLES["4"].places)
