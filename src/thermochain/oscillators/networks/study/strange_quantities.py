"""What decides on the strange direction of an example, and its averages with quartic springs, with errors."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from thermochain.core.control_variates import controlled_mean
from thermochain.oscillators.networks.anharmonic_network import NetworkAverages, harmonic_averages
from thermochain.oscillators.networks.study.examples import EXAMPLES, STRANGE
from thermochain.oscillators.networks.study.run import QuarticRun
from thermochain.oscillators.networks.weak_anharmonicity import first_order


def names_of_quantities(number: int) -> list[str]:
    """Names of the fluxes and kinetic temperatures of example `number`, and of their difference if that decides."""
    name, strange = STRANGE[number]
    example = EXAMPLES[name]
    pairs = [(j, i) if (j, i) in strange["fluxes"] else (i, j) for i, j in example.springs]
    names = [f"flux {i}->{j}" for i, j in pairs] + [f"kinetic temperature {m}" for m in sorted(example.places)]
    return names + ([_difference_name(*strange["kinetic"])] if "kinetic" in strange else [])


def names_that_decide(number: int) -> list[str]:
    """Names of the quantities that are > 0 as long as the strange direction of example `number` lasts."""
    strange = STRANGE[number][1]
    names = [f"flux {i}->{j}" for i, j in strange["fluxes"]]
    return names + ([_difference_name(*strange["kinetic"])] if "kinetic" in strange else [])


def slopes(number: int, anharmonicity: float | Mapping[tuple[int, int], float] = 1.0) -> NDArray:
    """Exact derivatives of all quantities of example `number` at eps = 0, for the given c_ij."""
    example = EXAMPLES[STRANGE[number][0]]
    change = first_order(example.network, anharmonicity)
    values = np.append([change.fluxes[i - 1, j - 1] for i, j in example.springs], change.kinetic_temperatures)
    return _combinations(number) @ values


def estimates(run: QuarticRun, averages: NetworkAverages) -> tuple[NDArray, NDArray]:
    """Values and standard errors of all quantities in all systems, shape (n_systems, n_quantities).

    Control variates are the deviations of the harmonic systems from their averages, which are known exactly for the
    steps themselves, and the pushes in this system.  The error of the steps at eps = 0 is then subtracted.
    """
    state = run.case.network.steady_state()
    exact = np.append([state.flux(*pair) for pair in run.case.springs], state.kinetic_temperatures)
    of_steps = np.concatenate(harmonic_averages(run.case.network, run.time_step))
    measured = np.concatenate([averages.fluxes, averages.kinetic_temperatures], axis=1)
    known = np.concatenate([measured[0] - of_steps[:, None], averages.pushes[0]])
    combine = _combinations(run.example)
    values, errors = [combine @ exact], [np.zeros(len(combine))]
    for some, pushes in zip(measured[1:], averages.pushes[1:], strict=True):
        shifted = combine @ (some - of_steps[:, None] + exact[:, None])
        mean, error = controlled_mean(shifted, np.concatenate([known, pushes]))
        values.append(mean)
        errors.append(error)
    return np.array(values), np.array(errors)


def _combinations(number: int) -> NDArray:
    """Matrix from the fluxes through the springs and <p_i^2> to the quantities."""
    name, strange = STRANGE[number]
    example = EXAMPLES[name]
    n_springs, n_masses = len(example.springs), len(example.places)
    rows = np.eye(n_springs + n_masses)
    for k, (i, j) in enumerate(example.springs):
        if (j, i) in strange["fluxes"]:
            rows[k] *= -1.0
    if "kinetic" in strange:
        colder, hotter = strange["kinetic"]
        rows = np.concatenate([rows, rows[None, n_springs + hotter - 1] - rows[None, n_springs + colder - 1]])
    return rows


def _difference_name(colder: int, hotter: int) -> str:
    return f"kinetic temperature {hotter} - {colder}"
