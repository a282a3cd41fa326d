"""Numbers of docs/errata_eckmann_zabey.md."""

import thermochain as tc
from docs.numbers.networks import balance
from docs.numbers.tables import fixed, reference, row, stored

_CAPTION = {(1, 2): 10, (1, 3): 20, (2, 3): 20}
_SENTENCE = {(1, 2): 20, (1, 3): 10, (2, 3): 20}


def _flux(springs: dict[tuple[int, int], int], source: int, target: int) -> float:
    """Flux of Example 2 between two of its masses with the given springs."""
    network = tc.OscillatorNetwork(springs=springs, pinning=1.0, friction={1: 1, 2: 1}, temperature={1: 2, 2: 1})
    return float(network.steady_state().flux(source, target))


def numbers() -> dict[str, str]:
    """Name -> text."""
    examples = reference(stored("networks/tables/examples", "networks/figures/examples"))
    return {
        "balanced": balance()["balanced"],
        "example_4": fixed(float(row(examples, example="4", quantity="flux 5->6").iloc[2]), 3),
        "caption_13": fixed(_flux(_CAPTION, 1, 3), 3),
        "caption_12": fixed(_flux(_CAPTION, 1, 2), 3),
        "sentence_12": fixed(_flux(_SENTENCE, 1, 2), 5),
        "sentence_23": fixed(_flux(_SENTENCE, 2, 3), 5),
    }
