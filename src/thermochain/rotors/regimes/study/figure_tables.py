"""The tables behind all figures of the regimes."""

from collections.abc import Callable, Iterator, Sequence

import pandas as pd

from thermochain.rotors.coefficients import TransportCoefficients
from thermochain.rotors.regimes.study import conductivity_anatomy, low_temperature, maps
from thermochain.runs.table import Table


def figure_tables(
    names: Sequence[str],
    coefficients: list[TransportCoefficients],
    *,
    map_points: int,
    profile_points: int,
    curve_points: int,
    energy: float = 1.0,
) -> Iterator[tuple[str, Table, pd.DataFrame]]:
    """Name, kind and content of every table among `names`.

    Parameters
    ----------
    names
        Names of the tables.
    coefficients
        The published and the measured coefficients, or the measured ones alone.
    map_points
        Points along each axis of the planes.
    profile_points, curve_points
        Points of each profile and of each curve.
    energy
        Unit of energy of the potential, for the planes.
    """
    anatomy, cold = conductivity_anatomy, low_temperature
    made: dict[str, tuple[Table, Callable[[], pd.DataFrame]]] = {
        "fields": (maps.FIELDS, lambda: maps.tabulate_fields(coefficients, map_points, energy)),
        "boundaries": (maps.BOUNDARIES, lambda: maps.tabulate_boundaries(coefficients, map_points, energy)),
        "anatomy_profiles": (anatomy.PROFILES, lambda: anatomy.tabulate_profiles(coefficients, profile_points)),
        "anatomy_response": (anatomy.RESPONSE, lambda: anatomy.tabulate_response(coefficients, curve_points)),
        "continued_profiles": (cold.PROFILES, lambda: cold.tabulate_profiles(coefficients, profile_points)),
        "peak_temperatures": (cold.PEAKS, lambda: cold.tabulate_peaks(coefficients, curve_points)),
        "continuations": (cold.CONTINUATIONS, lambda: cold.tabulate_continuations(curve_points)),
    }
    for name in names:
        kind, tabulate = made[name]
        yield name, kind, tabulate()
