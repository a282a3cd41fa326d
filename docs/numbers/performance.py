"""Numbers of docs/performance.md: how the cost of K^pp grows with the size of the ring."""

import numpy as np

from docs.numbers.tables import benchmark, digits, markdown, with_error, with_origin

_COST_ERROR = np.sqrt(2.0 / 15.0)  # relative standard error of a variance from sixteen batches


def numbers() -> dict[str, str]:
    """Name -> text."""
    table = benchmark("scaling")
    lines = [(f"{line.n_rotors}", digits(line.updates, 2)) for line in table.itertuples()]
    sizes = np.log(table.n_rotors.to_numpy(float))
    power = np.polyfit(sizes, np.log(table.updates.to_numpy(float)), 1)[0]
    std = _COST_ERROR / np.sqrt(np.sum((sizes - sizes.mean()) ** 2))
    return {
        "sizes": with_origin(markdown(["M", "updates for 1 %"], lines), table, "python -m benchmarks.scaling"),
        "power": with_error(float(power), float(std)),
    }
